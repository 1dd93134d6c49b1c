package lists

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// KindOfTask is the column that tells the kinds of tasks apart.
const KindOfTask = "aufgabe"

// InHands is the column of in whose hands something is, by login name.
const InHands = "zustaendig"

// Mine has a view show what is in somebody's hands alone, and again what is in anybody's.
func Mine(v *listing.View, login string) {
	if slices.Equal(v.Values(InHands), []string{login}) {
		v.Only(InHands)
		return
	}
	v.Only(InHands, login)
}

// Tasks is the work list as it is now, every kind of task of it.
func Tasks(all []worklist.Aufgabe, known func() *people.Index, now func() time.Time) Rows[worklist.Aufgabe] {
	return Rows[worklist.Aufgabe]{ID: "arbeitsliste", Columns: TaskColumns(known, now), All: all}
}

// Agenda is the work list for whoever looks through all of it: it is read when that is
// asked for, a screen holds a part of it alone.
type Agenda struct {
	Rows[worklist.Aufgabe]
	Desk *work.Desk
}

// Read reads it; told hears how much of the store is to be brought over before.
func (a Agenda) Read(ctx context.Context, told func(left int)) (Rows[worklist.Aufgabe], error) {
	all, err := a.Desk.Tasks.Worklist(ctx, told)
	rows := a.Rows
	rows.All = all
	return rows, err
}

// Count counts the values of a column.
func (a Agenda) Count(ctx context.Context, v listing.View, column string) ([]listing.Count, error) {
	rows, err := a.Read(ctx, func(int) {})
	if err != nil {
		return nil, err
	}
	return rows.Count(ctx, v, column)
}

// Table is the view as it can be taken along.
func (a Agenda) Table(ctx context.Context, v listing.View) (*listing.Table, error) {
	rows, err := a.Read(ctx, func(int) {})
	if err != nil {
		return nil, err
	}
	return rows.Table(ctx, v)
}

// InGroup tells who belongs to a group of the work list; without one that is what is to
// be done and the good news. Whoever filters by the kind, or counts the kinds, finds all.
func InGroup(group worklist.Aufgabenart) func(a *worklist.Aufgabe, v listing.View, counted string) bool {
	return func(a *worklist.Aufgabe, v listing.View, counted string) bool {
		return counted == KindOfTask || a.In(group) || group == "" && len(v.Values(KindOfTask)) > 0
	}
}

// TaskColumns are the columns of the work list. known are the people whose diagnoses are
// looked up where somebody filters by them; nil for whoever only draws.
func TaskColumns(known func() *people.Index, now func() time.Time) []listing.Column[worklist.Aufgabe] {
	icd := diagnoses(known)
	return []listing.Column[worklist.Aufgabe]{
		{Name: KindOfTask, Head: "Aufgabe", Text: func(a *worklist.Aufgabe) string { return wording.TaskWords[a.Art] }, Key: urgency, Min: 13, Max: 13, Rank: 9},
		{Name: "name", Head: "Name", Text: func(a *worklist.Aufgabe) string { return wording.MarkName(a.Person, a.Widerspruch) }, Min: 12, Max: 28, Rank: 8},
		{Name: "anlass", Head: "Anlass", Text: occasionOfTask(wording.Sending.Whole), Short: occasionOfTask(wording.Sending.Short), Min: 15, Max: 23, Rank: 6},
		{Name: "datum", Head: "vom", Text: func(a *worklist.Aufgabe) string { return a.Event.German() }, Short: func(a *worklist.Aufgabe) string { return shortDay(a.Event) },
			Value: func(a *worklist.Aufgabe) string { return Month(a.Event) }, Key: func(a *worklist.Aufgabe) string { return a.Event.Day() }, Min: 9, Max: 11, Rank: 3},
		{Name: "stand", Head: "Stand", Text: func(a *worklist.Aufgabe) string { return wording.TaskText(a, now()) }, Key: dueKey, Min: 14, Max: 60, Rank: 7},
		{Name: "icd", Head: "ICD", Text: icd, Value: func(a *worklist.Aufgabe) string { return Group(model.Code(icd(a))) }},
		{Name: "grund", Head: "Grund", Text: reasonOfTask},
		{Name: "von", Head: "Entschieden von", Text: deciderOfTask},
		{Name: InHands, Head: "Zuständig", Text: func(a *worklist.Aufgabe) string { return wording.OrDash(a.Zustaendig) }},
	}
}

// urgency sorts kinds as the list does.
func urgency(a *worklist.Aufgabe) string { return string(rune('a' + a.Art.Urgency())) }

// dueKey sorts by the day something is due or comes up again; what has none stands last.
func dueKey(a *worklist.Aufgabe) string {
	switch {
	case a.Entscheid != nil && a.Entscheid.Bis != "":
		return string(a.Entscheid.Bis)
	case a.Frist != "":
		return string(a.Frist)
	case a.Sperre != nil && a.Sperre.Bis != "":
		return string(a.Sperre.Bis)
	}
	return "~"
}

func occasionOfTask(how func(wording.Sending) string) func(*worklist.Aufgabe) string {
	return func(a *worklist.Aufgabe) string {
		if a.Typ == "" {
			return wording.OrDash("")
		}
		return how(wording.Sending{Typ: a.Typ, Sub: a.Meldeanlass})
	}
}

// reasonOfTask is why somebody put a task aside or holds its report back.
func reasonOfTask(a *worklist.Aufgabe) string {
	switch {
	case a.Entscheid != nil:
		return a.Entscheid.Grund
	case a.Sperre != nil:
		return a.Sperre.Grund
	}
	return wording.OrDash("")
}

func deciderOfTask(a *worklist.Aufgabe) string {
	if a.Entscheid == nil {
		return wording.OrDash("")
	}
	return wording.OrDash(strings.TrimSpace(a.Entscheid.Von))
}

// diagnoses are the people's diagnoses by their cases, made when the first is asked for.
func diagnoses(known func() *people.Index) func(*worklist.Aufgabe) string {
	of := sync.OnceValue(func() map[string]string {
		all := known()
		if all == nil {
			return nil
		}
		icd := make(map[string]string, all.Len())
		for i := range all.Len() {
			r := all.Row(i)
			icd[r.ID] = r.Diagnosis
		}
		return icd
	})
	return func(a *worklist.Aufgabe) string { return of()[a.CaseID] }
}
