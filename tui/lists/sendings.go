package lists

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Sendings is the list of all deliveries. It holds none of them: the store is walked.
type Sendings struct {
	Desk  *work.Desk
	Known func() *people.Index // whom a name may mean, asked where one is; nil = nobody is known yet
	Now   func() time.Time
}

// SentRow is a delivery and whom it is about.
type SentRow struct {
	model.DeliveryLine
	Person string
	Open   string // at whom a line that is drawn says that the report is open
	rank   int    // of the person by name
}

// RowOfSent is a delivery of a page.
func RowOfSent(d *model.Delivery, who map[string]model.Case) SentRow {
	c := who[d.CaseID]
	return SentRow{DeliveryLine: model.DeliveryLine{Delivery: *d}, Person: people.Name(&c)}
}

// SentColumns are the columns of the list of deliveries.
func SentColumns(now func() time.Time) []listing.Column[SentRow] {
	return []listing.Column[SentRow]{
		{Name: "status", Head: "Status", Text: func(r *SentRow) string { return wording.StateOf(&r.Delivery) }, Min: 14, Max: 14, Rank: 7},
		{Name: "name", Head: "Name", Text: func(r *SentRow) string { return r.Person }, Key: personKey, Min: 18, Max: 40, Rank: 9},
		{Name: "anlass", Head: "Anlass", Text: whatWasSent(wording.Sending.Whole), Short: whatWasSent(wording.Sending.Short), Value: occasionOfSent, Min: 22, Max: 35, Rank: 8},
		{Name: "icd", Head: "ICD", Text: func(r *SentRow) string { return string(r.ICD) }, Value: func(r *SentRow) string { return Group(r.ICD) }, Min: 8, Max: 8, Rank: 4},
		{Name: "datum", Head: "Datum", Text: func(r *SentRow) string { return r.Date.German() }, Short: func(r *SentRow) string { return shortDay(r.Date) },
			Value: func(r *SentRow) string { return Month(r.Date) }, Key: func(r *SentRow) string { return r.Date.Day() }, Min: 9, Max: 11, Rank: 6},
		{Name: "quittung", Head: "Quittung", Text: outcome(now, "02.01.2006 15:04", wording.OpenAt), Short: outcome(now, "02.01.06", wording.OpenBriefly), Value: monthSettled, Key: settledKey, Min: 12, Max: 17, Rank: 5},
		{Name: "art", Head: "Art", Text: kindOfSent},
		{Name: "von", Head: "Abgeschlossen von", Text: func(r *SentRow) string { return wording.OrDash(r.Abgeschlossen) }},
		{Name: "nummer", Head: "Transaktionsnummer", Text: func(r *SentRow) string { return r.Transaktionsnummer }},
		{Name: "offenbei", Head: "Offen bei", Text: func(r *SentRow) string { return wording.OrDash(r.InArbeit) }},
	}
}

func personKey(r *SentRow) string {
	if r.rank > 0 {
		return fmt.Sprintf("%09d", r.rank)
	}
	return "~" + catalog.Fold(r.Person)
}

// whatWasSent names what was sent; what nobody can read by the beginning of its number.
func whatWasSent(how func(wording.Sending) string) func(*SentRow) string {
	return func(r *SentRow) string {
		if r.Damaged && r.Typ == "" {
			return people.DamagedWord + " " + model.ShortID(r.Transaktionsnummer)
		}
		return how(wording.SendingOf(&r.Delivery))
	}
}

func occasionOfSent(r *SentRow) string {
	if r.Typ == "" {
		return people.DamagedWord
	}
	return wording.Occasion(r.Typ, r.Meldeanlass)
}

// kindOfSent tells the first version of a report from what came of it.
func kindOfSent(r *SentRow) string {
	switch kind := wording.SendingOf(&r.Delivery).Kind(); {
	case r.Papier:
		return "auf Papier"
	case kind != "":
		return kind
	}
	return "Meldung"
}

// outcome is what became of a delivery.
func outcome(now func() time.Time, layout string, open func(login string) string) func(*SentRow) string {
	return func(r *SentRow) string {
		d := &r.Delivery
		switch {
		case d.Damaged:
			return people.DamagedWord
		case r.Open != "":
			return open(r.Open)
		case d.State == model.StateQueued && d.Sperre.Holds(now()):
			return "gehalten " + wording.SperreText(d.Sperre)
		case d.State == model.StateQueued && d.Attempts > 0:
			return fmt.Sprintf("Versuch %d um %s", d.Attempts+1, wording.Clock(d.NextAt, now()))
		case d.Receipt != nil:
			return d.Receipt.ReceivedAt.Local().Format(layout)
		}
		return d.Reason
	}
}

// monthSettled is the month an answer came in; of what has none the one it was completed in.
func monthSettled(r *SentRow) string { return settledAt(r).Local().Format("01.2006") }

func settledKey(r *SentRow) string { return settledAt(r).UTC().Format(time.RFC3339) }

func settledAt(r *SentRow) time.Time {
	switch {
	case r.Receipt != nil:
		return r.Receipt.ReceivedAt
	case !r.Settled.IsZero():
		return r.Settled
	}
	return r.Completed
}

// Group is the three-character category of a code.
func Group(c model.Code) string {
	return wording.OrDash(string(c[:min(len(c), icdCategory)]))
}

const icdCategory = 3

// shortDay is a day without its century.
func shortDay(d model.Datum) string {
	text := d.German()
	if n := len(text); n > 4 {
		return text[:n-4] + text[n-2:]
	}
	return text
}

// Month is the month of a day: 05.2026.
func Month(d model.Datum) string {
	t, ok := d.Time()
	if !ok {
		return wording.OrDash(d.German())
	}
	return t.Format("01.2006")
}

// Name is the id of the list.
func (s Sendings) Name() string { return "uebertragung" }

// Heads are its columns.
func (s Sendings) Heads() []listing.Head { return listing.Heads(SentColumns(s.Now)) }

// Sift finds the numbers of the deliveries of a view, in its order. told hears those
// found so far, as long as the order allows it.
func (s Sendings) Sift(ctx context.Context, v listing.View, told func(found []int64)) ([]int64, error) {
	columns := SentColumns(s.Now)
	order, sorted := listing.OrderOf(columns, &v)
	var rows []listing.Keyed[int64]
	var found []int64
	begun, next := time.Now(), firstTold
	err := s.walk(ctx, v, columns, func(r *SentRow) {
		if sorted {
			rows = append(rows, listing.Key(order, r.Row, r))
			return
		}
		found = append(found, r.Row)
		if len(found) == next || len(found) > next && time.Since(begun) > tellAgain {
			begun, next = time.Now(), len(found)+firstTold
			told(slices.Clone(found))
		}
	})
	if sorted && err == nil {
		found = listing.Sort(order, rows)
	}
	return found, err
}

// firstTold is as many as a page has; tellAgain is how long nothing more is told.
const (
	firstTold = 100
	tellAgain = time.Second / 2
)

// walk hands over the deliveries of a view, the newest first.
func (s Sendings) walk(ctx context.Context, v listing.View, columns []listing.Column[SentRow], f func(*SentRow)) error {
	query, v := s.query(v)
	sieve, who := listing.SieveOf(columns, &v), s.names(v)
	err := s.Desk.Walks.WalkDeliveries(ctx, query, func(l *model.DeliveryLine) bool {
		r := SentRow{DeliveryLine: *l}
		if p, ok := who[l.CaseID]; ok {
			r.Person, r.rank = p.name, p.rank
		}
		if sieve.Fits(&r) {
			f(&r)
		}
		return ctx.Err() == nil
	})
	if err == nil {
		err = ctx.Err()
	}
	return err
}

// query is what of a view the store can look up: whose names are typed, and the state.
// Words that mean nobody are looked for in the lines.
func (s Sendings) query(v listing.View) (q model.DeliveryQuery, rest listing.View) {
	if cases := s.cases(v.Words); len(cases) > 0 {
		q.Cases, v.Words = cases, ""
	}
	for _, value := range v.Values("status") {
		for _, state := range []model.State{model.StateQueued, model.StateSending, model.StateAccepted, model.StateRejected, model.StateElsewhere} {
			word := wording.StateName(state)
			if value == word || state == model.StateAccepted && (value == wording.DeletionArrived || wording.IsResult(value)) {
				q.States = append(q.States, state)
			}
		}
	}
	return q, v
}

// cases are the people whom words may mean.
func (s Sendings) cases(words string) (cases []string) {
	if strings.TrimSpace(words) == "" {
		return nil
	}
	known := s.Known()
	if known == nil {
		return nil
	}
	for _, hit := range known.Find(words) {
		cases = append(cases, known.Row(hit).ID)
	}
	return cases
}

// ranked is a person by her name among all.
type ranked struct {
	name string
	rank int
}

// names are the people by their cases, where the view asks for names.
func (s Sendings) names(v listing.View) map[string]ranked {
	if v.Words == "" && v.Sort != "name" && len(v.Values("name")) == 0 {
		return nil
	}
	known := s.Known()
	if known == nil {
		return nil
	}
	all := make(map[string]ranked, known.Len())
	for i := range known.Len() {
		r := known.Row(i)
		all[r.ID] = ranked{r.Name, i + 1}
	}
	return all
}

// Count walks through the view.
func (s Sendings) Count(ctx context.Context, v listing.View, column string) ([]listing.Count, error) {
	columns, tally := SentColumns(s.Now), listing.Tally{}
	c, ok := listing.Named(columns, column)
	if !ok {
		return nil, nil
	}
	v = *v.Without(column)
	if v.Sort = ""; column == "name" {
		v.Sort = column // wants the names
	}
	err := s.walk(ctx, v, columns, func(r *SentRow) { tally.Add(c.ValueOf(r)) })
	return tally.Counts(), err
}

// tablePart is how many deliveries are read at once for a table.
const tablePart = 500

// Table reads the deliveries of the view as the list shows them.
func (s Sendings) Table(ctx context.Context, v listing.View) (*listing.Table, error) {
	found, err := s.Sift(ctx, v, func([]int64) {})
	if err != nil {
		return nil, err
	}
	columns := SentColumns(s.Now)
	table := listing.TableOf(columns)
	for part := range slices.Chunk(found, tablePart) {
		page, err := s.Desk.Walks.DeliveriesAt(ctx, part)
		if err != nil {
			return nil, err
		}
		for i := range page.Deliveries {
			r := RowOfSent(&page.Deliveries[i], page.People)
			listing.Add(table, columns, &r)
		}
	}
	return table, nil
}
