package worklist

import (
	"fmt"
	"maps"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/rule"
)

// Abrechnung compares what accepted reports will probably earn with what was paid for them, by
// the quarter of the service (hessen.md 13). Its zero value is empty.
type Abrechnung struct{ quarters map[string]*Abgerechnet }

// Abgerechnet are the reports of a quarter.
type Abgerechnet struct {
	Quartal   string // "2026/2", "" = the day of service is not known
	Meldungen int
	Erwartet  int // cents
	Verguetet int // how many were paid
	Bezahlt   int // cents
	Offen     int // cents that are expected for those that were not paid
}

// Add counts the last version of an accepted report, and what was paid for it, 0 = nothing so
// far.
func (a *Abrechnung) Add(report *model.Report, paid int, today model.Datum, l *land.Land) {
	fee := Verguetung(rule.Case{Report: report, Today: today}, l)
	if fee.Cents == 0 && paid == 0 {
		return
	}
	q := a.of(rule.EventDate(report))
	q.Meldungen++
	q.Erwartet += fee.Cents
	if paid > 0 {
		q.Verguetet++
		q.Bezahlt += paid
	} else {
		q.Offen += fee.Cents
	}
}

func (a *Abrechnung) of(day model.Datum) *Abgerechnet {
	name := ""
	if first, _, ok := day.Span(); ok {
		name = fmt.Sprintf("%d/%d", first.Year(), (int(first.Month())+2)/3)
	}
	if a.quarters == nil {
		a.quarters = map[string]*Abgerechnet{}
	}
	if a.quarters[name] == nil {
		a.quarters[name] = &Abgerechnet{Quartal: name}
	}
	return a.quarters[name]
}

// Quartale are the quarters, the newest first.
func (a *Abrechnung) Quartale() (all []Abgerechnet) {
	for _, name := range slices.Sorted(maps.Keys(a.quarters)) {
		all = append(all, *a.quarters[name])
	}
	slices.Reverse(all)
	return all
}

// Summe is all of them together.
func (a *Abrechnung) Summe() (sum Abgerechnet) {
	for _, q := range a.quarters {
		sum.Meldungen += q.Meldungen
		sum.Erwartet += q.Erwartet
		sum.Verguetet += q.Verguetet
		sum.Bezahlt += q.Bezahlt
		sum.Offen += q.Offen
	}
	return sum
}
