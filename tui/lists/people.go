package lists

import (
	"context"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/wording"
)

// PeopleColumns are the columns of the patient list.
var PeopleColumns = []listing.Column[people.Row]{
	{Name: "name", Head: "Name", Text: func(r *people.Row) string { return wording.MarkName(r.Name, r.Objects) }, Min: 20, Max: 40, Rank: 9},
	{Name: "geboren", Head: "Geb.", Text: func(r *people.Row) string { return r.Born }, Value: yearOfBirth, Key: func(r *people.Row) string { return DayKey(r.Born) }, Min: 11, Max: 11, Rank: 8},
	{Name: "nummer", Head: "Pat.-Nr.", Text: func(r *people.Row) string { return r.Number }, Min: 13, Max: 16, Rank: 5},
	{Name: "icd", Head: "ICD", Text: func(r *people.Row) string { return r.Diagnosis }, Value: func(r *people.Row) string { return Group(model.Code(r.Diagnosis)) }, Min: 6, Max: 8, Rank: 6},
	{Name: "anlass", Head: "Letzter Anlass", Text: lastOccasion(true), Short: lastOccasion(false), Value: lastOccasionWhole, Min: 15, Max: 22, Rank: 4},
	{Name: "stand", Head: "Stand", Text: wording.StateText, Value: stateOfPerson, Min: 11, Max: 24, Rank: 7},
	{Name: "monat", Head: "Monat", Text: func(r *people.Row) string { return Month(r.Date) }, Key: func(r *people.Row) string { return r.Date.Day() }},
	{Name: "geschlecht", Head: "Geschlecht", Text: func(r *people.Row) string { return wording.OrDash(r.Sex) }},
}

func yearOfBirth(r *people.Row) string { return YearOf(r.Born) }

// YearOf is the year of a German date.
func YearOf(day string) string {
	if n := len(day); n >= 4 {
		return day[n-4:]
	}
	return wording.OrDash("")
}

// DayKey is a German date as a sort key.
func DayKey(day string) string {
	t, err := time.Parse("02.01.2006", day)
	if err != nil {
		return day
	}
	return t.Format("20060102")
}

func lastOccasion(dated bool) func(*people.Row) string {
	return func(r *people.Row) string {
		name := ""
		if r.Typ != "" {
			name = wording.ShortOccasion(model.Zweig(r.Typ), model.Code(r.Sub))
		}
		if dated {
			name = strings.TrimSpace(name + " " + wording.ShortDate(r.Date))
		}
		return wording.OrDash(name)
	}
}

func lastOccasionWhole(r *people.Row) string {
	if r.Typ == "" {
		return wording.OrDash("")
	}
	return wording.Occasion(model.Zweig(r.Typ), model.Code(r.Sub))
}

// stateOfPerson is what is most urgent about a person, without its number.
func stateOfPerson(r *people.Row) string {
	for _, s := range []struct {
		n    int32
		word string
	}{{r.Rejected, "abgelehnt"}, {r.Waiting, "wartet"}, {r.Drafts, "Entwurf"}, {r.Accepted, "gemeldet"}, {r.Paper, "auf Papier"}} {
		if s.n > 0 {
			return s.word
		}
	}
	return wording.OrDash("")
}

// People is the patient list for whoever reads it beside its owner.
type People struct{ Known *people.Index }

// Name is the id of the list.
func (p People) Name() string { return "patienten" }

// Heads are its columns.
func (p People) Heads() []listing.Head { return listing.Heads(PeopleColumns) }

// Sift are the rows of a view, in its order: words find people as the search does.
func (p People) Sift(ctx context.Context, v listing.View) ([]int, error) {
	rows, v := p.among(v)
	n, number := p.Known.Len(), func(i int) int { return i }
	if rows != nil {
		n, number = len(rows), func(i int) int { return rows[i] }
	}
	found, err := listing.Sift(ctx, PeopleColumns, &v, n, p.at(number))
	for i := range found {
		found[i] = number(found[i])
	}
	return found, err
}

// among are the rows the words of a view find, nil for all, and the view without them.
func (p People) among(v listing.View) ([]int, listing.View) {
	words := strings.TrimSpace(v.Words)
	if v.Words = ""; words == "" {
		return nil, v
	}
	return append([]int{}, p.Known.Find(words)...), v
}

// at reads one row after the other into the same place.
func (p People) at(number func(int) int) func(int) *people.Row {
	var r people.Row
	return func(i int) *people.Row {
		r = p.Known.Row(number(i))
		return &r
	}
}

// Count counts the values of a column.
func (p People) Count(ctx context.Context, v listing.View, column string) ([]listing.Count, error) {
	rows, v := p.among(v)
	if rows == nil {
		return listing.CountValues(ctx, PeopleColumns, &v, column, p.Known.Len(), p.at(func(i int) int { return i }))
	}
	return listing.CountValues(ctx, PeopleColumns, &v, column, len(rows), p.at(func(i int) int { return rows[i] }))
}

// Table is the view as it can be taken along.
func (p People) Table(ctx context.Context, v listing.View) (*listing.Table, error) {
	found, err := p.Sift(ctx, v)
	table := listing.TableOf(PeopleColumns)
	for _, i := range found {
		r := p.Known.Row(i)
		listing.Add(table, PeopleColumns, &r)
	}
	return table, err
}
