package refportal

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/portal"
)

// Where the registry's offices stand for themselves the portal is the Datenannahmestelle, and
// nobody is the register of register.go: what waits for it is handed on, unopened, and what the
// offices make of it comes into the feed.

// Desk is where the portal hands on to the Vertrauensstelle, and hears of results.
func (p *Portal) Desk() *offices.Handover {
	return offices.NewHandover(offices.Annahme, p.DB, p.Key, p.Moment)
}

// HandOn leaves what comes for the Vertrauensstelle, until ctx ends.
func (p *Portal) HandOn(ctx context.Context, desk *offices.Handover) {
	look := time.NewTicker(workLook)
	defer look.Stop()
	for ctx.Err() == nil {
		if n, err := p.HandOnOnce(ctx, desk); n > 0 && err == nil {
			continue // there may be more
		} else if err != nil && ctx.Err() == nil {
			p.log.Error("annahme", "step", "hand on")
		}
		select {
		case <-ctx.Done():
		case <-look.C:
		case <-p.came:
		}
	}
}

// HandOnOnce leaves some of what waits, in the order of the log, and says how much that was.
func (p *Portal) HandOnOnce(ctx context.Context, desk *offices.Handover) (n int, err error) {
	waiting, err := p.receipts(ctx, "WHERE report.log_index IN (SELECT log_index FROM register_work ORDER BY log_index LIMIT ?) ORDER BY report.log_index", workAtOnce)
	for _, receipt := range waiting {
		if err == nil {
			err = p.handOn(ctx, desk, receipt)
		}
		if err != nil {
			return n, fmt.Errorf("hand on %d: %w", receipt.LogIndex, err)
		}
		n++
	}
	desk.Wake()
	return n, err
}

func (p *Portal) handOn(ctx context.Context, desk *offices.Handover, receipt model.Receipt) error {
	e := offices.Eingang{Art: offices.Meldung, Melder: receipt.MelderID, Nummer: receipt.Transaktionsnummer, LogIndex: receipt.LogIndex, Eingang: receipt.ReceivedAt}
	var art model.Sendung
	var decided string
	if err := p.DB.Reader.QueryRowContext(ctx, "SELECT art, coalesce(meldung_id, ''), coalesce(decided, '') FROM report WHERE log_index = ?", receipt.LogIndex).Scan(&art, &e.MeldungID, &decided); err != nil {
		return err
	}
	leave := func(tx *sql.Tx) error { return desk.Leave(tx, offices.Vertrauen, e) }
	if art == model.SendungLoeschantrag && decided != portal.DeletionGranted {
		leave = func(*sql.Tx) error { return nil } // it waits for staff
	} else if art == model.SendungLoeschantrag {
		e.Art = offices.Loeschung
		if err := p.wrappedRequest(ctx, &e, receipt); err != nil {
			return err
		}
	} else if refused, err := p.wrapped(ctx, &e, receipt); errors.Is(err, ErrDeleted) {
		leave = func(*sql.Tx) error { return nil }
	} else if err != nil {
		return err
	} else if refused != "" {
		leave = func(tx *sql.Tx) error {
			return p.tell(tx, receipt, portal.Event{Kind: portal.EventResult, Ergebnis: string(model.ErgebnisAbgelehnt), Text: refused + again})
		}
	}
	return p.DB.Write(ctx, func(tx *sql.Tx) error {
		if taken, err := fromWork(tx, receipt.LogIndex, decided); err != nil || !taken {
			return err // another portal was faster
		}
		return leave(tx)
	})
}

// wrapped puts the envelope of a report with what is handed on; refused is why it is not.
func (p *Portal) wrapped(ctx context.Context, e *offices.Eingang, receipt model.Receipt) (refused string, err error) {
	if e.Umschlag, err = p.documentOf(ctx, receipt); err != nil {
		return "", err
	}
	read, err := envelope.Read(e.Umschlag)
	if err != nil {
		return "Der Umschlag der Meldung ist beschädigt.", nil
	}
	e.Schluessel, err = p.siteKey(ctx, receipt.MelderID, read.SenderKey)
	if errors.Is(err, errSignature) { // revoked since
		return "Der Schlüssel Ihrer Einrichtung wurde widerrufen.", nil
	}
	return "", err
}

// wrappedRequest puts the envelope of a request that came sealed with what is handed on.
func (p *Portal) wrappedRequest(ctx context.Context, e *offices.Eingang, receipt model.Receipt) error {
	document, err := p.documentOf(ctx, receipt)
	if err != nil || !portal.IsEnvelope(document) {
		return err
	}
	read, err := envelope.ReadRequest(document)
	if err != nil {
		return err
	}
	e.Umschlag = document
	e.Schluessel, err = p.signedThen(ctx, receipt.MelderID, read.SenderKey)
	return err
}

// Hear takes what became of reports into the feeds of their sites, each once.
func (p *Portal) Hear(desk *offices.Handover) offices.Receiving {
	return func(ctx context.Context, from offices.Office, messages []offices.Message) (int64, error) {
		return desk.Receive(ctx, from, messages, p.told)
	}
}

// Again hears once more what was laid aside, and says how much of it could be used now.
func (p *Portal) Again(ctx context.Context, desk *offices.Handover) (int, error) {
	return desk.Again(ctx, p.told)
}

// Drop gives up a result that was laid aside, as one of a number that never came here: staff have
// cleared up what it was. It is noted who did so and why. offices.ErrNotAside, ErrReason.
func (p *Portal) Drop(ctx context.Context, desk *offices.Handover, seq int64, why string) error {
	if strings.TrimSpace(why) == "" {
		return ErrReason
	}
	return p.DB.Write(ctx, func(tx *sql.Tx) error {
		if err := desk.Drop(tx, offices.Vertrauen, seq); err != nil {
			return err
		}
		return p.Note(ctx, tx, actDropped, fmt.Sprintf("Nr. %d: %s", seq, why))
	})
}

const actDropped = "bescheid-verworfen"

// ErrReason: it wants a reason.
var ErrReason = errors.New("no reason")

// told is what the Vertrauensstelle says of a report.
func (p *Portal) told(_ context.Context, from offices.Office, body []byte) (func(*sql.Tx) error, error) {
	var b offices.Bescheid
	if from != offices.Vertrauen {
		return nil, offices.ErrStranger
	}
	if err := json.Unmarshal(body, &b); err != nil {
		return nil, &offices.Aside{Code: "form", Text: "Der Bescheid der Vertrauensstelle ist nicht lesbar. Bitte klären Sie mit ihr, welche Fassung des Programms sie benutzt."}
	}
	return func(tx *sql.Tx) error { return p.hear(tx, &b) }, nil
}

func (p *Portal) hear(tx *sql.Tx, b *offices.Bescheid) error {
	r, found, err := receipt(tx, b.Melder, b.Nummer)
	switch {
	case err != nil:
		return err
	case !found:
		return &offices.Aside{Code: "nummer", Text: "Ein Bescheid nennt eine Nummer, unter der hier nichts einging. Bitte klären Sie mit der Vertrauensstelle, ob eine Stelle aus einer Sicherung zurückgespielt wurde."}
	case b.Ergebnis.Ergebnis == string(model.ErgebnisGeloescht): // what its site hears of it it has heard when that was decided
		_, err := tx.Exec("DELETE FROM document WHERE log_index = ?", r.LogIndex)
		return err
	}
	if err := p.tell(tx, r, portal.Event{Kind: portal.EventResult, Ergebnis: b.Ergebnis.Ergebnis, Text: b.Text, Findings: b.Befunde}); err != nil || b.Ergebnis.Ergebnis == string(model.ErgebnisAbgelehnt) {
		return err
	}
	looked, err := dokuCheckSites(tx)
	if err == nil && looked[b.Melder] {
		err = p.dokuCheckOne(tx, r, b.Befunde)
	}
	return err
}
