package lists

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// What a line of a list holds, told without opening it: who somebody is and what was
// reported of her, what a report says, why a task waits.

// Part is a paragraph of that under its heading, "" = it has none.
type Part struct {
	Head  string
	Lines []string
}

// Holding reads what lines hold.
type Holding struct {
	Desk     *work.Desk
	Services *work.Services
}

// latest is how many of a person's reports are told.
const latest = 12

// Person tells a person's tumours and her last reports.
func (h Holding) Person(ctx context.Context, caseID string) ([]Part, error) {
	c, err := work.ReadRecord(ctx, h.Desk, caseID)
	if err != nil {
		return nil, err
	}
	parts := []Part{{Head: people.Name(&c.Person), Lines: []string{wording.JoinedBy(", ", bornOn(&c.Person.Patient.Stammdaten), string(c.Person.Patient.PatientID))}}}
	if c.Person.Widerspruch {
		parts[0].Lines = append(parts[0].Lines, people.ObjectionWord+": "+wording.ObjectionMeans)
	}
	tumours := Part{Head: "Tumoren"}
	all := record.Tumours(c.Past)
	for i := range all {
		tumours.Lines = append(tumours.Lines, wording.Numbered(i, &all[i], h.Services.Lists))
	}
	return append(parts, orNone(tumours, "noch keiner dokumentiert"), orNone(Part{Head: "Meldungen", Lines: lastReports(&c)}, "noch keine")), nil
}

func bornOn(s *model.Stammdaten) string {
	if s.Geburtsdatum == "" {
		return ""
	}
	return "geboren " + s.Geburtsdatum.German()
}

// orNone says so where a part has nothing to tell.
func orNone(p Part, none string) Part {
	if len(p.Lines) == 0 {
		p.Lines = []string{none}
	}
	return p
}

// lastReports are drafts, then what was sent, the latest first.
func lastReports(c *work.Record) (lines []string) {
	for i := range c.Drafts {
		lines = append(lines, wording.JoinedBy(", ", wording.SendingOfDraft(&c.Drafts[i]).Short(), wording.StateName(model.StateDraft)))
	}
	for i := range c.Deliveries {
		d := &c.Deliveries[i]
		lines = append(lines, wording.JoinedBy(", ", strings.TrimSpace(d.Date.German()+" "+wording.SendingOf(d).Short()), wording.StateOf(d)))
	}
	if n := len(lines) - latest; n > 0 {
		lines = append(lines[:latest], "und "+wording.Plural(n, "weitere", "weitere"))
	}
	return lines
}

// Report tells what a report says, section by section; who it is about comes last, the
// list says that already.
func (h Holding) Report(r *model.Report) (parts []Part) {
	pages := forms.Pages(r.Meldung.Typ)
	for _, c := range forms.Read(dataset.Report, r, append(pages[1:], pages[0]), h.Services.Env()) {
		p := Part{Head: c.Title}
		for _, i := range c.Items {
			p.Lines = append(p.Lines, strings.TrimSpace(i.Label+": "+wording.JoinedBy(" ", i.Value, i.Meaning)))
		}
		parts = append(parts, p)
	}
	return parts
}

// Delivery tells what became of a delivery, and what it says.
func (h Holding) Delivery(ctx context.Context, d *model.Delivery) ([]Part, error) {
	first := Part{Head: wording.JoinedBy(", ", wording.SendingOf(d).Whole(), d.Date.German()),
		Lines: []string{"Stand: " + wording.StateOf(d), "Nummer " + d.Transaktionsnummer}}
	for _, l := range []string{wording.ReceiptText(d), reasonOf(d), wording.SperreText(d.Sperre), d.Notiz} {
		if l != "" && !slices.Contains(first.Lines, l) {
			first.Lines = append(first.Lines, l)
		}
	}
	r, err := h.Desk.Sent.Report(ctx, d.Transaktionsnummer)
	if err != nil {
		return nil, err
	}
	return append([]Part{first}, h.Report(&r)...), nil
}

// Entry tells what a line of a record holds; read is nil where nobody can read it. about is
// another one when it holds something else.
func (h Holding) Entry(c *work.Record, i int) (about string, read func(context.Context) ([]Part, error)) {
	switch sent := i - len(c.Drafts); {
	case i < 0 || sent >= len(c.Deliveries):
	case sent < 0 && !c.Drafts[i].Damaged:
		id := c.Drafts[i].ID
		return fmt.Sprint(id, c.Drafts[i].Rev), func(ctx context.Context) ([]Part, error) { return h.Draft(ctx, id) }
	case sent >= 0 && !c.Deliveries[sent].Damaged:
		d := c.Deliveries[sent]
		return d.Transaktionsnummer + string(d.State), func(ctx context.Context) ([]Part, error) { return h.Delivery(ctx, &d) }
	}
	return "", nil
}

// Draft tells what was typed into a draft.
func (h Holding) Draft(ctx context.Context, id string) ([]Part, error) {
	d, err := h.Desk.Drafts.Draft(ctx, id)
	if err != nil {
		return nil, err
	}
	return h.Report(&d.Report), nil
}

// Task tells what a task wants and why, and then of its report or its person.
func (h Holding) Task(ctx context.Context, a *worklist.Aufgabe) ([]Part, error) {
	first := Part{Head: wording.JoinedBy(", ", wording.TaskWords[a.Art], a.Person), Lines: []string{wording.TaskText(a, h.Services.Now())}}
	var more []Part
	var err error
	switch {
	case a.CaseID == "":
	case a.DraftID != "":
		more, err = h.Draft(ctx, a.DraftID)
	default:
		more, err = h.Person(ctx, a.CaseID)
	}
	return append([]Part{first}, more...), err
}

// Thrown tells what a deleted draft says.
func (h Holding) Thrown(t *model.Thrown) []Part {
	return append([]Part{{Head: wording.SendingOfDraft(&t.Draft).Whole(), Lines: []string{"Gelöscht am " + wording.Day(t.At)}}}, h.Report(&t.Draft.Report)...)
}

// reasonOf is why a delivery waits or was refused, unless its result says so.
func reasonOf(d *model.Delivery) string {
	if d.Ergebnis != "" {
		return ""
	}
	return d.Reason
}
