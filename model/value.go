package model

import (
	"strings"
	"time"
)

type (
	// Text is free text: a name, an address line, a remark.
	Text string
	// Code is a value of a code list, kept exactly as typed ("7.1", "10%", "2.10").
	Code string
	// Zahl is a number in the schema's spelling (decimal point), or a typed text
	// that is not one yet.
	Zahl string
	// Jahr is a year, JJJJ.
	Jahr string
	// Zweig names the branch of a choice that is written. It is no element itself.
	Zweig string
)

// Datum is a calendar day with its precision: "2026-05-14" is exact,
// "2026-05-15~T" has an estimated day, "2026-07-01~M" an estimated month,
// "2026-07-01~V" is wholly estimated. Text that is no date yet is kept as typed.
// The letter is the schema's Datumsgenauigkeit.
type Datum string

// Genauigkeit is the schema's Datumsgenauigkeit.
type Genauigkeit string

// The precisions of a date (Datumsgenauigkeit).
const (
	Exakt              Genauigkeit = "E" // the day is known
	TagGeschaetzt      Genauigkeit = "T" // the month is known
	MonatGeschaetzt    Genauigkeit = "M" // the year is known
	VollGeschaetzt     Genauigkeit = "V" // not even the year is sure
	KeineGenauigkeit   Genauigkeit = ""  // not stated, counts as exact
	genauigkeitTrenner             = "~"
)

// NewDatum joins a day in the schema's spelling with its precision.
func NewDatum(day string, g Genauigkeit) Datum {
	if g == KeineGenauigkeit {
		return Datum(day)
	}
	return Datum(day + genauigkeitTrenner + string(g))
}

// DatumOf is the exact date of a moment, in that moment's location.
func DatumOf(t time.Time) Datum { return Datum(t.Format(time.DateOnly)) }

// Split returns the day as stored and the precision, which is KeineGenauigkeit
// where none was stated.
func (d Datum) Split() (day string, g Genauigkeit) {
	day, precision, _ := strings.Cut(string(d), genauigkeitTrenner)
	return day, Genauigkeit(precision)
}

// Time is the stored day in UTC, and whether there is one. A time zone that an
// imported document carries is ignored.
func (d Datum) Time() (time.Time, bool) {
	day, _ := d.Split()
	if len(day) < len(time.DateOnly) {
		return time.Time{}, false
	}
	year, ok1 := number(day[:4])
	month, ok2 := number(day[5:7])
	dayOf, ok3 := number(day[8:10])
	if !ok1 || !ok2 || !ok3 || day[4] != '-' || day[7] != '-' {
		return time.Time{}, false
	}
	if month < 1 || month > 12 || dayOf < 1 || dayOf > lastDay(year, month) {
		return time.Time{}, false
	}
	return time.Date(year, time.Month(month), dayOf, 0, 0, 0, 0, time.UTC), true
}

// lastDay is how many days a month has.
func lastDay(year, month int) int {
	switch {
	case month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	case month == 2:
		return 28
	case month == 4 || month == 6 || month == 9 || month == 11:
		return 30
	}
	return 31
}

// number reads digits; time.Parse would be ten times as slow, and dates are compared
// in nearly every rule.
func number(digits string) (n int, ok bool) {
	for i := range len(digits) {
		c := digits[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, true
}

// Span is the first and the last day the date may mean. A wholly estimated date
// has no bounds: ok is false, as it is for text that is no date.
func (d Datum) Span() (first, last time.Time, ok bool) {
	t, ok := d.Time()
	if !ok {
		return t, t, false
	}
	switch _, g := d.Split(); g {
	case TagGeschaetzt:
		first = time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
		return first, first.AddDate(0, 1, -1), true
	case MonatGeschaetzt:
		first = time.Date(t.Year(), time.January, 1, 0, 0, 0, 0, time.UTC)
		return first, first.AddDate(1, 0, -1), true
	case VollGeschaetzt:
		return time.Time{}, time.Time{}, false
	}
	return t, t, true
}

// German is the date as staff write it: 14.05.2026, 05.2026 or 2026 by its
// precision, wholly estimated years with "ca."; text that is no date as typed.
func (d Datum) German() string {
	t, ok := d.Time()
	if !ok {
		return string(d)
	}
	switch _, g := d.Split(); g {
	case TagGeschaetzt:
		return t.Format("01.2006")
	case MonatGeschaetzt:
		return t.Format("2006")
	case VollGeschaetzt:
		return t.Format("ca. 2006")
	}
	return t.Format("02.01.2006")
}

// Day is the stored day without its precision, "" where there is none.
func (d Datum) Day() string {
	if _, ok := d.Time(); !ok {
		return ""
	}
	text, _ := d.Split()
	return text
}

// DaysTo is the number of days from the stored day to another.
func (d Datum) DaysTo(e Datum) (days int, ok bool) {
	a, ok1 := d.Time()
	b, ok2 := e.Time()
	return daysBetween(a, b), ok1 && ok2
}

// SureDaysBefore is how many days d lies before e at the least; negative when d may
// lie after e. ok is false where a bound is missing.
func (d Datum) SureDaysBefore(e Datum) (days int, ok bool) {
	_, last, ok1 := d.Span()
	first, _, ok2 := e.Span()
	return daysBetween(last, first), ok1 && ok2
}

func daysBetween(a, b time.Time) int { return int(b.Sub(a).Hours() / 24) }

// CertainlyAfter reports whether d lies after e in every reading of both.
func (d Datum) CertainlyAfter(e Datum) bool {
	first, _, ok1 := d.Span()
	_, last, ok2 := e.Span()
	return ok1 && ok2 && first.After(last)
}
