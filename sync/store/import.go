package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/people"
)

// Import is a person with reports from elsewhere.
type Import struct {
	Patient model.Patient
	Drafts  []model.Report
	Sent    []Arrived
}

// Arrived is a completed report that is on no way any more: the portal gave a
// receipt for it, or another program sent it.
type Arrived struct {
	model.Completed
	Receipt model.Receipt // empty: another program sent it, StateElsewhere
	At      time.Time     // without a receipt: when it was completed
}

// Imported says what an import did.
type Imported struct {
	Patients int // new cases
	Reports  int // new drafts and deliveries
	Known    int // reports that were there already, unchanged
	Differ   int // reports that were there already with another content; what was there stays
}

// People hands over one person after another; what take says ends it.
type People func(take func(*Import) error) error

// These are people who are in memory.
func These(whole []Import) People {
	return func(take func(*Import) error) error {
		for i := range whole {
			if err := take(&whole[i]); err != nil {
				return err
			}
		}
		return nil
	}
}

// Importing is how an import is done.
type Importing struct {
	Mark string         // of what is imported: by the same one an import that was killed is gone on with, "" = never
	Told func(Imported) // hears how far it is, nil = nobody does

	atOnce int // people gathered in one transaction, 0 = stagePeople
}

// Import stores people with drafts and delivered reports, all or none of them: they
// are gathered beside the store, with nobody waiting, and can be seen at one moment.
// A person is the one with the same Patient_ID, whose case stays as it is; a report
// is the one with the same Meldung_ID and Melder_ID within the case. Importing the
// same again changes nothing. When ctx ends before that moment nothing of it stays.
// ErrDuplicate: the Patient_ID belongs to somebody born on another day, or a
// Transaktionsnummer is in use; ErrMoved: somebody has entered one of them meanwhile;
// ErrImporting: somebody else does so, too.
func (v *Vault) Import(ctx context.Context, people People, how Importing) (Imported, error) {
	done, err := v.importAll(ctx, people, how)
	if err != nil {
		return Imported{}, fmt.Errorf("import: %w", translate(err))
	}
	return done, nil
}

// importOne gathers a person, whose case was looked for.
func (v *Vault) importOne(tx *sql.Tx, p *sealedImport, here caseHere, done *Imported, count *counter) error {
	if here.id == "" {
		return v.importNew(tx, p, here, done, count)
	}
	before := *done
	if err := v.importReports(tx, p, here, done, count); err != nil {
		return err
	}
	if here.stored || done.Reports == before.Reports {
		return nil
	}
	return v.refresh(tx, here.id, count.next())
}

// importNew gathers a person nobody knows yet. Her case comes after her reports, so
// that it is written once: in the stage nothing refers to what is not there yet.
func (v *Vault) importNew(tx *sql.Tx, p *sealedImport, here caseHere, done *Imported, count *counter) error {
	c := model.Case{ID: v.store.opt.NewID(), Patient: p.Patient}
	here.id = c.ID
	done.Patients++
	if err := v.importReports(tx, p, here, done, count); err != nil {
		return err
	}
	all, err := v.summary(tx, c.ID)
	if err != nil {
		return err
	}
	all.tell(&c)
	seq := count.next()
	row, err := v.putCase(tx, &c, seq)
	if err != nil {
		return err
	}
	return v.count(tx, row, seq, &all)
}

func (v *Vault) importReports(tx *sql.Tx, p *sealedImport, here caseHere, done *Imported, count *counter) error {
	for i := range p.Sent {
		if here.has(&p.Sent[i].Report, done) {
			continue
		}
		if err := v.importSent(tx, &p.sent[i], &p.Sent[i], here.id, count.next()); err != nil {
			return err
		}
	}
	for i := range p.Drafts {
		if here.has(&p.Drafts[i], done) {
			continue
		}
		d := &p.drafts[i]
		d.PatientID = here.id
		if err := v.insertSealed(tx, &d.Draft, d.sealedDraft, count.next()); err != nil {
			return err
		}
	}
	return nil
}

// caseHere is the case of an imported person, with the reports it has.
type caseHere struct {
	id      string // "" while there is no case
	stored  bool   // it is one of the store, not of what is being gathered
	reports map[model.ReportKey][]model.Meldung
}

func newCaseHere() caseHere { return caseHere{reports: map[model.ReportKey][]model.Meldung{}} }

// has counts a report, and reports whether it is there already. A report
// without an id is always new.
func (c *caseHere) has(r *model.Report, done *Imported) bool {
	key := r.Key()
	versions, known := c.reports[key]
	switch {
	case !known || key.Meldung == "":
		done.Reports++
		c.reports[key] = append(versions, r.Meldung)
		return false
	case slices.ContainsFunc(versions, func(m model.Meldung) bool { return sameContent(&m, &r.Meldung) }):
		done.Known++
	default:
		done.Differ++
	}
	return true
}

// sameContent compares what two reports say, whatever made their structs.
func sameContent(a, b *model.Meldung) bool {
	return maps.Equal(field.Texts(dataset.Report, &model.Report{Meldung: *a}), field.Texts(dataset.Report, &model.Report{Meldung: *b}))
}

// caseOf looks for the case of an imported person by the blind index, with its
// reports.
func (v *Vault) caseOf(q querier, p *Import, here *caseHere) error {
	if p.Patient.PatientID == "" {
		return nil
	}
	known, err := v.numbered(context.Background(), q, string(p.Patient.PatientID))
	switch {
	case errors.Is(err, ErrNotFound):
		return nil
	case err != nil:
		return err
	case people.Clash(&known.Patient, &p.Patient):
		return ErrDuplicate
	}
	here.id = known.ID
	return nil
}

// reportsHere opens all reports of a case, drafts and deliveries.
func (v *Vault) reportsHere(q querier, here *caseHere) error {
	rows, err := queryAll(context.Background(), q, scanDraft, selectDraft+"WHERE d.case_id = ?", here.id)
	if err != nil {
		return err
	}
	for _, row := range rows {
		plain, err := v.openDraftBody(row)
		if err != nil {
			return err
		}
		if err := here.add(plain); err != nil {
			return err
		}
	}
	sent, err := queryAll(context.Background(), q, scanFrozen,
		"SELECT b.tnr, b.report FROM delivery d JOIN delivery_body b ON b.tnr = d.tnr WHERE d.case_id = ?", here.id)
	if err != nil {
		return err
	}
	for _, row := range sent {
		plain, err := v.openBody(row.report, placeReport, row.tnr)
		if err != nil {
			return err
		}
		if err := here.add(plain); err != nil {
			return err
		}
	}
	return nil
}

type frozenRow struct {
	tnr    string
	report []byte
}

func scanFrozen(rows *sql.Rows) (r frozenRow, err error) { return r, rows.Scan(&r.tnr, &r.report) }

func (c *caseHere) add(plain []byte) error {
	r, err := decodeReport(plain)
	if err != nil {
		return err
	}
	key := r.Key()
	c.reports[key] = append(c.reports[key], r.Meldung)
	return nil
}

// importSent stores a report that has arrived. Its state and the time it was
// completed are not those of a new delivery.
func (v *Vault) importSent(tx *sql.Tx, sealed *sealedSent, a *Arrived, caseID string, seq int64) error {
	sealed.caseID, sealed.completed = caseID, a.At
	if a.Receipt != (model.Receipt{}) {
		receipt, err := json.Marshal(a.Receipt)
		if err != nil {
			return err
		}
		sealed.state, sealed.receipt, sealed.completed = model.StateAccepted, string(receipt), a.Receipt.ReceivedAt
	}
	if err := v.putDelivery(tx, &sealed.waybill, sealed.sealedWaybill, seq); err != nil {
		return err
	}
	return putBodies(tx, a.Transaktionsnummer, sealed.sealedBodies)
}
