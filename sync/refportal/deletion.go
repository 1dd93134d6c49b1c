package refportal

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// A request to delete a report stands in the log like a report, with a receipt
// of its own. What it asks for is done by the registry's staff.

// requestDeletion takes a request in and gives its receipt; the rules about its
// number are those of deliver.
func (p *Portal) requestDeletion(ctx context.Context, who server.Session, d Delivery) (r model.Receipt, created bool, err error) {
	if r, found, err := find(p.DB.Reader, d); err != nil || found {
		return r, false, err
	}
	wanted, err := readDeletion(d)
	if err != nil {
		return model.Receipt{}, false, err
	}
	if p.sealed {
		return model.Receipt{}, false, errPlainAsked
	}
	a := &arrival{Delivery: d, entry: entry{model.SendungLoeschantrag, wanted.MeldungID, []byte{}}, digest: portal.DocumentDigest(d.Document)}
	err = p.DB.Write(ctx, func(tx *sql.Tx) error {
		if err := p.Still(tx, who); err != nil {
			return err
		}
		if err := knows(tx, d.MelderID, wanted.MeldungID); err != nil {
			return err
		}
		return p.keep(tx, []*arrival{a})
	})
	return a.receipt, a.created, cmp.Or(err, a.err)
}

// requestSealed takes a sealed request in. Which report it is about the register finds out.
func (p *Portal) requestSealed(ctx context.Context, who server.Session, d Delivery) (r model.Receipt, created bool, err error) {
	if r, found, err := find(p.DB.Reader, d); err != nil || found {
		return r, false, err
	}
	if err := p.outside(ctx, d, envelope.ReadRequest); err != nil {
		return model.Receipt{}, false, err
	}
	a := &arrival{Delivery: d, entry: entry{model.SendungLoeschantrag, "", []byte{}}, digest: portal.DocumentDigest(d.Document), sealed: true}
	err = p.DB.Write(ctx, func(tx *sql.Tx) error {
		if err := p.Still(tx, who); err != nil {
			return err
		}
		return p.keep(tx, []*arrival{a})
	})
	if err == nil {
		p.wake(a)
	}
	return a.receipt, a.created, cmp.Or(err, a.err)
}

// readDeletion reads a request; it must be about the number and the site it
// comes under, and give one of the reasons.
func readDeletion(d Delivery) (wanted portal.Deletion, err error) {
	decoder := json.NewDecoder(bytes.NewReader(d.Document))
	decoder.DisallowUnknownFields()
	switch {
	case decoder.Decode(&wanted) != nil || decoder.More() || wanted.Version != portal.DeletionVersion:
		return wanted, server.ErrBadEnvelope
	case wanted.Transaktionsnummer != d.Transaktionsnummer || wanted.MeldungID == "" || wanted.GestelltAm.IsZero():
		return wanted, server.ErrBadEnvelope
	case !land.Default.TakesDeletion(wanted.Grund, wanted.Text):
		return wanted, server.ErrBadEnvelope
	case wanted.MelderID != d.MelderID:
		return wanted, errSiteMismatch
	}
	return wanted, nil
}

// knows is errUnknownMeldung when the site has sent no report of this Meldung_ID. Which one a
// sealed report has nobody knows here.
func knows(tx *sql.Tx, melderID, meldungID string) error {
	var one int
	err := tx.QueryRow("SELECT 1 FROM report WHERE melder_id = ? AND meldung_id IN (?, '') AND art = 'meldung' LIMIT 1", melderID, meldungID).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return errUnknownMeldung
	}
	return err
}

// meldungID is the Meldung_ID of an oBDS document of one report, "" where none
// can be read.
func meldungID(document []byte) string {
	read, err := obds.Read(bytes.NewReader(document), obds.Options{Problem: func(obds.Problem) {}})
	if err != nil {
		return ""
	}
	reports := read.Reports()
	if len(reports) != 1 {
		return ""
	}
	return string(reports[0].Meldung.MeldungID)
}

// tellOldReports gives reports what they are known by that came when the portal kept
// less beside the document.
func (p *Portal) tellOldReports(ctx context.Context) error {
	old, err := p.receipts(ctx, "WHERE report.content IS NULL ORDER BY report.log_index")
	if err != nil {
		return err
	}
	for _, r := range old {
		document, err := p.documentOf(ctx, r)
		if err != nil {
			return err
		}
		err = p.DB.Write(ctx, func(tx *sql.Tx) error {
			_, err := tx.Exec("UPDATE report SET meldung_id = ?, content = ? WHERE log_index = ?", meldungID(document), p.contentOf(document), r.LogIndex)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// wanted is what a request asks for, opened by the register where it is sealed; unopened is why
// nothing can be made of it, for the site.
func (p *Portal) wanted(ctx context.Context, r *Register, request model.Receipt) (wanted portal.Deletion, unopened string, err error) {
	document, err := p.documentOf(ctx, request)
	if err != nil {
		return wanted, "", err
	}
	if portal.IsEnvelope(document) {
		if document, err = p.unsealedRequest(ctx, r, request, document); err != nil {
			var known *envelope.Error
			if errors.As(err, &known) {
				return wanted, "Der Löschantrag lässt sich nicht öffnen.", nil
			}
			return wanted, "", err
		}
	}
	wanted, err = readDeletion(Delivery{Transaktionsnummer: request.Transaktionsnummer, MelderID: request.MelderID, Document: document})
	if err != nil {
		return wanted, "Der Löschantrag ist nicht in der Form eines Löschantrags.", nil
	}
	return wanted, "", nil
}

// unsealedRequest is what a sealed request says. Its site's key counted when it came.
func (p *Portal) unsealedRequest(ctx context.Context, r *Register, request model.Receipt, document []byte) ([]byte, error) {
	e, err := envelope.ReadRequest(document)
	if err != nil {
		return nil, err
	}
	public, err := p.signedThen(ctx, request.MelderID, e.SenderKey)
	if err != nil {
		return nil, err
	}
	opened, err := r.identity.Open(e, public)
	if err != nil {
		return nil, err
	}
	return opened.Payload, nil
}

// signedThen is the public half of a site's key, however it is with it by now.
func (p *Portal) signedThen(ctx context.Context, melderID, fingerprint string) (public string, err error) {
	err = p.DB.Reader.QueryRowContext(ctx, "SELECT public FROM site_key WHERE melder_id = ? AND fingerprint = ?", melderID, fingerprint).Scan(&public)
	return public, err
}

// lookAt refuses a sealed request that nothing can be made of; any other waits for staff.
func (p *Portal) lookAt(ctx context.Context, r *Register, request model.Receipt, decided string) error {
	wanted, unopened, err := p.wanted(ctx, r, request)
	if err != nil {
		return err
	}
	return p.DB.Write(ctx, func(tx *sql.Tx) error {
		if taken, err := fromWork(tx, request.LogIndex, decided); err != nil || !taken {
			return err
		}
		if unopened == "" {
			known, err := r.knows(tx, request.MelderID, wanted.MeldungID)
			if err != nil || known {
				return err
			}
			unopened = errUnknownMeldung.Title
		}
		if open, err := decide(tx, request.LogIndex, portal.DeletionRefused); err != nil || !open {
			return err // staff have
		}
		return p.tell(tx, request, portal.Event{Kind: portal.EventDeletion, Ergebnis: portal.DeletionRefused, Text: unopened})
	})
}

// knows reports whether the registry has a report of a site with a Meldung_ID.
func (r *Register) knows(tx *sql.Tx, melderID, meldungID string) (known bool, err error) {
	err = tx.QueryRow("SELECT EXISTS (SELECT 1 FROM register_memory WHERE meldung = ?) OR EXISTS (SELECT 1 FROM report WHERE melder_id = ? AND meldung_id = ? AND art = ?)",
		r.meldung(melderID, meldungID), melderID, meldungID, model.SendungMeldung).Scan(&known)
	return known, err
}

// fromWork takes something out of what waits for the register; taken is false where another one
// was faster, or where staff have decided something else about it since: then it waits still.
func fromWork(tx *sql.Tx, index int64, decided string) (taken bool, err error) {
	result, err := tx.Exec("DELETE FROM register_work WHERE log_index = ?1 AND EXISTS (SELECT 1 FROM report WHERE log_index = ?1 AND coalesce(decided, '') = ?2)", index, decided)
	if err != nil {
		return false, err
	}
	hit, err := result.RowsAffected()
	return hit == 1, err
}
