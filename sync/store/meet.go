package store

import (
	"context"
	"database/sql"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// Met says that somebody else had saved the draft meanwhile, and that what both have made
// of it is stored.
type Met struct {
	By string // login name of who was there first
	At time.Time
}

func (*Met) Error() string { return "put together with what somebody else had saved" }

// meet stores what she made of a draft that was, together with what is stored of it by
// now, field by field. Where both changed the same, hers stands, and the other value is
// kept with the draft as an Abweichung: nothing anybody typed is thrown away.
func (v *Vault) meet(tx *sql.Tx, d, was *model.Draft) (*Met, error) {
	row, err := queryOne(context.Background(), tx, scanDraft, selectDraft+"WHERE d.id = ?", d.ID)
	if err != nil {
		return nil, err
	}
	theirs, err := v.openDraft(row)
	if err != nil {
		return nil, err
	}
	together(d, was, &theirs, v.Login())
	d.Rev = row.rev
	return &Met{theirs.Bearbeitet, theirs.Updated}, v.saveDraft(tx, d)
}

// together makes d what both have made of was.
func together(d, was, theirs *model.Draft, login string) {
	merged := field.Merge(dataset.Report, &theirs.Report, &was.Report, &d.Report)
	beside, clashes := model.MergeBeside(theirs.Beside(), was.Beside(), d.Beside())
	for i := range beside.Abweichungen {
		if id, ok := merged.NewID(beside.Abweichungen[i].Feld); ok {
			beside.Abweichungen[i].Feld = id
		}
	}
	for _, c := range merged.Clashes {
		clashes = append(clashes, model.Abweichung{Feld: c.ID, Steht: c.Mine, Wert: c.Theirs})
	}
	for _, c := range clashes {
		c.Von, c.Gegen, c.Am = theirs.Bearbeitet, login, theirs.Updated
		beside.Abweichungen = model.AddAbweichung(beside.Abweichungen, c)
	}
	d.Report = *merged.Report
	d.SetBeside(beside)
	if id, ok := merged.NewID(d.Cursor); ok {
		d.Cursor = id
	}
}
