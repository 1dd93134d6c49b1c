package lists

import (
	"context"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// PaperBasket is the sitting in front of the paper basket: the deleted drafts of the
// store, of a view.
type PaperBasket struct {
	Desk  *work.Desk
	All   []model.Thrown
	Shown []int // numbers in All, in the order of the view
}

// ReadBasket reads what was deleted, as a view has it.
func ReadBasket(ctx context.Context, desk *work.Desk, v listing.View) (b PaperBasket, err error) {
	b.Desk = desk
	if b.All, err = desk.Basket.Basket(ctx); err != nil {
		return b, err
	}
	b.Shown, err = BasketList(b.All).Sift(ctx, v)
	return b, err
}

// At is a line of the view, nil where there is none.
func (b *PaperBasket) At(i int) *model.Thrown {
	if i < 0 || i >= len(b.Shown) {
		return nil
	}
	return &b.All[b.Shown[i]]
}

// BasketList is the paper basket as a list.
func BasketList(all []model.Thrown) Rows[model.Thrown] {
	return Rows[model.Thrown]{ID: "papierkorb", Columns: BasketColumns, All: all}
}

// BasketColumns are the columns of the paper basket.
var BasketColumns = []listing.Column[model.Thrown]{
	{Name: "geloescht", Head: "gelöscht", Text: func(t *model.Thrown) string { return wording.Day(t.At) }, Key: func(t *model.Thrown) string { return t.At.UTC().Format(time.RFC3339) }, Min: 12, Max: 12, Rank: 7},
	{Name: "name", Head: "Name", Text: whoseDraft, Min: 14, Max: 40, Rank: 9},
	{Name: "anlass", Head: "Anlass", Text: occasionOfDraft(wording.Sending.Whole), Short: occasionOfDraft(wording.Sending.Short), Min: 15, Max: 23, Rank: 8},
	{Name: "datum", Head: "vom", Text: func(t *model.Thrown) string { return dayOfDraft(t).German() }, Short: func(t *model.Thrown) string { return shortDay(dayOfDraft(t)) },
		Value: func(t *model.Thrown) string { return Month(dayOfDraft(t)) }, Key: func(t *model.Thrown) string { return dayOfDraft(t).Day() }, Min: 9, Max: 11, Rank: 5},
	{Name: "bis", Head: "bis", Text: func(t *model.Thrown) string { return wording.Day(t.Until()) }, Key: func(t *model.Thrown) string { return t.Until().UTC().Format(time.RFC3339) }, Min: 11, Max: 11, Rank: 6},
	{Name: "icd", Head: "ICD", Text: icdOfDraft, Value: func(t *model.Thrown) string { return Group(model.Code(icdOfDraft(t))) }},
}

func whoseDraft(t *model.Thrown) string {
	if t.Draft.Damaged {
		return people.DamagedWord + " " + model.ShortID(t.Draft.ID)
	}
	return people.NameOf(&t.Draft.Report.Patient.Stammdaten)
}

func occasionOfDraft(how func(wording.Sending) string) func(*model.Thrown) string {
	return func(t *model.Thrown) string {
		if t.Draft.Damaged {
			return wording.OrDash("")
		}
		return how(wording.SendingOfDraft(&t.Draft))
	}
}

func dayOfDraft(t *model.Thrown) model.Datum { return rule.EventDate(&t.Draft.Report) }

func icdOfDraft(t *model.Thrown) string {
	return string(t.Draft.Report.Meldung.Tumorzuordnung.PrimaertumorICD.Code)
}

// Acts are what can be done with a line of it.
func (b *PaperBasket) Acts(at int) []work.Act {
	back := work.Act{Name: "zurueckholen", Label: "Zurückholen", Help: "Macht aus dem gelöschten Entwurf wieder einen.", Row: true}
	switch t := b.At(at); {
	case len(b.All) == 0:
		back.Off = "Der Papierkorb ist leer."
	case t == nil:
		back.Off = "Es ist keine Zeile gewählt."
	case t.Draft.Damaged:
		back.Off = wording.DamagedSentence("Entwurf", t.Draft.ID)
	default:
		d := t.Draft
		back.Do = takeBack(b.Desk, d.ID, work.NameOfDraft(&d))
	}
	return []work.Act{back}
}

// ActsOn are what can be done with several lines at once, or without any with none.
func (b *PaperBasket) ActsOn(lines []int) []work.Act {
	if len(lines) == 0 {
		return b.Acts(-1)
	}
	of := make([][]work.Act, len(lines))
	for i, at := range lines {
		of[i] = b.Acts(at)
	}
	return work.ActsOn(of, func(n int) string { return wording.Plural(n, "Entwurf", "Entwürfe") })
}

// takeBack makes a deleted draft one again.
func takeBack(desk *work.Desk, id, name string) func(context.Context, work.Given) (work.Done, error) {
	return func(ctx context.Context, _ work.Given) (work.Done, error) {
		_, err := desk.Basket.TakeBack(ctx, id)
		return work.Done{Said: "Zurückgeholt: " + name + "."}, err
	}
}

// ThrownWords is a line of the basket read out.
func ThrownWords(t *model.Thrown) string {
	return wording.Sentences(work.NameOfDraft(&t.Draft), "Gelöscht am "+wording.Day(t.At)+", endgültig am "+wording.Day(t.Until()))
}
