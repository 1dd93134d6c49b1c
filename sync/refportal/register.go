package refportal

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/seal"
)

// The register is the role that opens what the portal has taken in sealed, until the
// registry's offices stand for themselves: it has the private keys of both, joins the parts,
// judges the report and tells the site what became of it. What waits for it stands beside the
// reports, and so does what it remembers of them, as blind indexes under a key that comes from
// an office's own: who has the portal's files learns nothing from them.
//
// A report leaves the work in the transaction in which its result comes into the feed: however
// often a register is killed, and were there two at once, each result is told once.

// Register are the private keys of the offices.
type Register struct {
	identity, medical *envelope.Opener
	memory            *seal.Key
}

// NewRegister is the register with the keys of both offices, the oldest first: what it
// remembers is kept under the first medical one. envelope.ErrNoKey: an office has none.
func NewRegister(identity, medical []*seal.Pair) (*Register, error) {
	if len(identity) == 0 || len(medical) == 0 {
		return nil, envelope.ErrNoKey
	}
	memory, err := medical[0].Key("meldeportal/register/1")
	if err != nil {
		return nil, err
	}
	return &Register{envelope.NewOpener(envelope.Identity, identity...), envelope.NewOpener(envelope.Medical, medical...), memory}, nil
}

const (
	workAtOnce = 50
	workLook   = 2 * time.Second // other portals of the same database take reports in as well
)

// Work has the register judge what is taken in, until ctx ends.
func (p *Portal) Work(ctx context.Context, r *Register) {
	look := time.NewTicker(workLook)
	defer look.Stop()
	for ctx.Err() == nil {
		if n, err := p.WorkOnce(ctx, r); n > 0 && err == nil {
			continue // there may be more
		} else if err != nil && ctx.Err() == nil {
			p.log.Error("register", "step", "judge")
		}
		select {
		case <-ctx.Done():
		case <-look.C:
		case <-p.came:
		}
	}
}

// WorkOnce has the register judge some of what waits, in the order of the log, and says how
// many that were.
func (p *Portal) WorkOnce(ctx context.Context, r *Register) (n int, err error) {
	waiting, err := p.receipts(ctx, "WHERE report.log_index IN (SELECT log_index FROM register_work ORDER BY log_index LIMIT ?) ORDER BY report.log_index", workAtOnce)
	for _, receipt := range waiting {
		if err == nil {
			err = p.workOn(ctx, r, receipt)
		}
		if err != nil {
			return n, fmt.Errorf("judge %d: %w", receipt.LogIndex, err)
		}
		n++
	}
	return n, err
}

// found is what the register has found in an envelope.
type found struct {
	Verdict
	document []byte
	replaces string // number of the version it takes the place of, "" = none
	unopened string // why there is nothing to judge, for the site
}

func (p *Portal) workOn(ctx context.Context, r *Register, receipt model.Receipt) error {
	var art model.Sendung
	var decided string
	if err := p.DB.Reader.QueryRowContext(ctx, "SELECT art, coalesce(decided, '') FROM report WHERE log_index = ?", receipt.LogIndex).Scan(&art, &decided); err != nil {
		return err
	}
	switch {
	case art != model.SendungLoeschantrag:
		return p.judgeSealed(ctx, r, receipt)
	case decided == portal.DeletionGranted:
		return p.forget(ctx, r, receipt)
	}
	return p.lookAt(ctx, r, receipt, decided)
}

// forget deletes the reports that a granted request is about.
func (p *Portal) forget(ctx context.Context, r *Register, request model.Receipt) error {
	wanted, unopened, err := p.wanted(ctx, r, request)
	if err != nil {
		return err
	}
	return p.DB.Write(ctx, func(tx *sql.Tx) error {
		if taken, err := fromWork(tx, request.LogIndex, portal.DeletionGranted); err != nil || !taken || unopened != "" {
			return err
		}
		_, err := tx.Exec(`DELETE FROM document WHERE log_index < ?1 AND (log_index IN (SELECT log_index FROM register_memory WHERE meldung = ?2)
			OR log_index IN (SELECT log_index FROM report WHERE melder_id = ?3 AND meldung_id = ?4 AND art = ?5))`,
			request.LogIndex, r.meldung(request.MelderID, wanted.MeldungID), request.MelderID, wanted.MeldungID, model.SendungMeldung)
		return err
	})
}

// meldung is the blind index of a site's Meldung_ID.
func (r *Register) meldung(melderID, meldungID string) []byte {
	return r.memory.Index("meldung\x00" + melderID + "\x00" + meldungID)
}

func (p *Portal) judgeSealed(ctx context.Context, r *Register, receipt model.Receipt) error {
	sealed, err := p.documentOf(ctx, receipt)
	if errors.Is(err, ErrDeleted) {
		_, err = p.DB.Writer.ExecContext(ctx, "DELETE FROM register_work WHERE log_index = ?", receipt.LogIndex)
		return err
	}
	if err != nil {
		return err
	}
	f, err := p.lookInto(ctx, r, receipt, sealed)
	if err != nil {
		return err
	}
	return p.DB.Write(ctx, func(tx *sql.Tx) error {
		if taken, err := fromWork(tx, receipt.LogIndex, ""); err != nil || !taken {
			return err // another register was faster
		}
		e, err := r.settle(tx, receipt, f)
		if err != nil {
			return err
		}
		if err := p.tell(tx, receipt, e); err != nil || e.Ergebnis == string(model.ErgebnisAbgelehnt) {
			return err
		}
		looked, err := dokuCheckSites(tx)
		if err == nil && looked[receipt.MelderID] {
			err = p.dokuCheckOne(tx, receipt, f.Remarks)
		}
		return err
	})
}

// lookInto opens an envelope and judges what is in it.
func (p *Portal) lookInto(ctx context.Context, r *Register, receipt model.Receipt, sealed []byte) (f found, err error) {
	e, err := envelope.Read(sealed)
	if err != nil {
		return found{unopened: "Der Umschlag der Meldung ist beschädigt."}, nil
	}
	public, err := p.siteKey(ctx, receipt.MelderID, e.SenderKey)
	if errors.Is(err, errSignature) { // revoked since
		return found{unopened: "Der Schlüssel Ihrer Einrichtung wurde widerrufen."}, nil
	}
	if err != nil {
		return f, err
	}
	if f.document, err = r.open(e, public); err != nil {
		return found{unopened: unopened(err)}, nil
	}
	f.replaces = e.Replaces // the identity part says the same, else it had not been opened
	f.Verdict, err = p.judge.Judge(ctx, f.document, receipt.MelderID)
	switch {
	case errors.Is(err, ErrUnreadable):
		return found{unopened: "Die Meldung ist kein oBDS-Dokument einer Meldung."}, nil
	case errors.Is(err, ErrForeign):
		return found{unopened: errSiteMismatch.Title}, nil
	}
	return f, err
}

// Opened is Document, a sealed one opened by the register. Errors are also those of
// envelope.Opener.
func (p *Portal) Opened(ctx context.Context, r *Register, number string) (document []byte, receipt model.Receipt, found bool, err error) {
	document, receipt, found, err = p.Document(ctx, number)
	if err != nil || !found || !portal.IsEnvelope(document) {
		return document, receipt, found, err
	}
	if _, not := envelope.ReadRequest(document); not == nil {
		document, err = p.unsealedRequest(ctx, r, receipt, document)
	} else {
		document, err = p.unsealed(ctx, r, receipt, document)
	}
	return document, receipt, true, err
}

// unsealed is what a sealed report holds.
func (p *Portal) unsealed(ctx context.Context, r *Register, receipt model.Receipt, document []byte) ([]byte, error) {
	e, err := envelope.Read(document)
	if err != nil {
		return nil, err
	}
	public, err := p.siteKey(ctx, receipt.MelderID, e.SenderKey)
	if err != nil {
		return nil, err
	}
	return r.open(e, public)
}

// open opens both parts and joins them.
func (r *Register) open(e *envelope.Envelope, public string) ([]byte, error) {
	identity, err := r.identity.Open(e, public)
	if err != nil {
		return nil, err
	}
	medical, err := r.medical.Open(e, public)
	if err != nil {
		return nil, err
	}
	return envelope.Join(identity, medical)
}

// again is what a site is asked for where nothing was done with a report.
const again = " Bitte senden Sie sie neu; nichts davon wurde verarbeitet."

func unopened(err error) string {
	switch {
	case errors.Is(err, envelope.ErrRecipient):
		return "Die Meldung ist für einen Schlüssel verschlüsselt, den das Register nicht mehr hat."
	case errors.Is(err, envelope.ErrManifest), errors.Is(err, envelope.ErrApart):
		return "Die Teile der Meldung gehören nicht zusammen."
	}
	return "Die Meldung lässt sich nicht öffnen."
}

// settle decides what becomes of a report, and remembers one that is taken.
func (r *Register) settle(tx *sql.Tx, receipt model.Receipt, f found) (portal.Event, error) {
	e := portal.Event{Kind: portal.EventResult, Findings: f.Findings}
	switch {
	case f.unopened != "":
		e.Ergebnis, e.Text = string(model.ErgebnisAbgelehnt), f.unopened+again
		return e, nil
	case len(f.Findings) > 0:
		e.Ergebnis, e.Text = string(model.ErgebnisAbgelehnt), invalid(f.Verdict).Title
		if f.More > 0 {
			e.Text += fmt.Sprintf(" Genannt sind die ersten %d Befunde, es sind %d weitere.", len(f.Findings), f.More)
		}
		return e, nil
	}
	before, err := r.replaced(tx, receipt.MelderID, f)
	if errors.Is(err, errOtherReport) {
		e.Ergebnis, e.Text = string(model.ErgebnisAbgelehnt), "Die Meldung soll eine Fassung ersetzen, die zu einer anderen Meldung gehört."+again
		return e, nil
	}
	if err != nil {
		return e, err
	}
	said, err := r.remember(tx, receipt, f)
	if err == nil && !said {
		err = supersede(tx, before, receipt.LogIndex)
	}
	switch {
	case err != nil:
		return e, err
	case said:
		e.Ergebnis, e.Text = string(model.ErgebnisDoppelmeldung), errDuplicate.Title
	case len(f.Remarks) > 0:
		e.Ergebnis, e.Findings = string(model.ErgebnisHinweis), f.Remarks
	default:
		e.Ergebnis = string(model.ErgebnisAngenommen)
	}
	return e, nil
}

// remember keeps what a report is and what it says, both blind; again is one that says what
// the last of its Meldung_ID says.
func (r *Register) remember(tx *sql.Tx, receipt model.Receipt, f found) (again bool, err error) {
	meldung := r.meldung(receipt.MelderID, f.MeldungID)
	content := r.memory.Index("content\x00" + string(contentPart(f.document)))
	var last []byte
	err = tx.QueryRow("SELECT content FROM register_memory WHERE meldung = ? ORDER BY log_index DESC LIMIT 1", meldung).Scan(&last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, err
	}
	if f.MeldungID != "" && bytes.Equal(last, content) {
		return true, nil
	}
	_, err = tx.Exec("INSERT INTO register_memory (log_index, meldung, content) VALUES (?, ?, ?)", receipt.LogIndex, meldung, content)
	return false, err
}

var errOtherReport = errors.New("takes the place of another report")

// replaced is the place in the log of the version that a report takes the place of, 0 where
// nothing of the site came under its number: that one was refused, or went to another portal.
// errOtherReport: it has another Meldung_ID.
func (r *Register) replaced(tx *sql.Tx, melderID string, f found) (index int64, err error) {
	if f.replaces == "" {
		return 0, nil
	}
	var plain string
	var sealed []byte
	err = tx.QueryRow(`SELECT report.log_index, coalesce(report.meldung_id, ''), m.meldung FROM report LEFT JOIN register_memory AS m ON m.log_index = report.log_index
		WHERE report.melder_id = ? AND report.tnr = ? AND report.art = ?`, melderID, f.replaces, model.SendungMeldung).Scan(&index, &plain, &sealed)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, nil
	case err != nil:
		return 0, err
	case sealed != nil && !bytes.Equal(sealed, r.meldung(melderID, f.MeldungID)), sealed == nil && plain != "" && plain != f.MeldungID:
		return 0, errOtherReport
	}
	return index, nil
}

// supersede notes that a version has another in its place.
func supersede(tx *sql.Tx, before, by int64) error {
	_, err := tx.Exec("UPDATE register_memory SET superseded = ? WHERE log_index = ?", by, before)
	return err
}

// Superseded are the versions that have another in their place, and which: numbers in the log.
func (p *Portal) Superseded(ctx context.Context) (map[int64]int64, error) {
	rows, err := p.DB.Reader.QueryContext(ctx, "SELECT log_index, superseded FROM register_memory WHERE superseded IS NOT NULL")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[int64]int64{}
	for rows.Next() {
		var before, by int64
		if err := rows.Scan(&before, &by); err != nil {
			return nil, err
		}
		all[before] = by
	}
	return all, rows.Err()
}
