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
	c, ok := d.calendar()
	if !ok {
		return time.Time{}, false
	}
	return c.time(), true
}

// calendar is a day as one number, JJJJMMTT: of two days the later is the greater.
// Dates are compared in nearly every rule, and time.Time costs several times as much.
type calendar int

// Digits is the stored day as one number, JJJJMMTT, 0 where there is none: of two
// days the later is the greater.
func (d Datum) Digits() int {
	c, _ := d.calendar()
	return int(c)
}

func calendarDay(year, month, day int) calendar { return calendar(year*10000 + month*100 + day) }

func (c calendar) split() (year, month, day int) {
	return int(c / 10000), int(c / 100 % 100), int(c % 100)
}

func (c calendar) time() time.Time {
	year, month, day := c.split()
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

// calendar is the stored day, and whether there is one.
func (d Datum) calendar() (c calendar, ok bool) {
	day := string(d)
	if len(day) < len(time.DateOnly) || day[4] != '-' || day[7] != '-' {
		return 0, false
	}
	year, ok1 := number(day[:4])
	month, ok2 := number(day[5:7])
	dayOf, ok3 := number(day[8:10])
	if !ok1 || !ok2 || !ok3 || month < 1 || month > 12 || dayOf < 1 || dayOf > lastDay(year, month) {
		return 0, false
	}
	return calendarDay(year, month, dayOf), true
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

// number reads digits.
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
	a, b, ok := d.bounds()
	if !ok {
		return time.Time{}, time.Time{}, false
	}
	return a.time(), b.time(), true
}

// bounds are Span in days of the calendar.
func (d Datum) bounds() (first, last calendar, ok bool) {
	c, ok := d.calendar()
	if !ok {
		return 0, 0, false
	}
	year, month, _ := c.split()
	switch _, g := d.Split(); g {
	case TagGeschaetzt:
		return calendarDay(year, month, 1), calendarDay(year, month, lastDay(year, month)), true
	case MonatGeschaetzt:
		return calendarDay(year, 1, 1), calendarDay(year, 12, 31), true
	case VollGeschaetzt:
		return 0, 0, false
	}
	return c, c, true
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
	if _, ok := d.calendar(); !ok {
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
	first, _, ok1 := d.bounds()
	_, last, ok2 := e.bounds()
	return ok1 && ok2 && first > last
}

// After reports whether the stored day of d lies after that of e; text that is no
// date does not.
func (d Datum) After(e Datum) bool {
	a, ok1 := d.calendar()
	b, ok2 := e.calendar()
	return ok1 && ok2 && a > b
}

// Years are the first and the last year the date may mean.
func (d Datum) Years() (first, last int, ok bool) {
	a, b, ok := d.bounds()
	return int(a / 10000), int(b / 10000), ok
}

// YearsTo is how many whole years lie between the stored day and another, as ages are
// counted; ok is false where one of them is missing or wholly estimated.
func (d Datum) YearsTo(e Datum) (years int, ok bool) {
	_, _, ok1 := d.bounds()
	_, _, ok2 := e.bounds()
	if !ok1 || !ok2 {
		return 0, false
	}
	from, _ := d.calendar()
	to, _ := e.calendar()
	years = int(to/10000 - from/10000)
	if to%10000 < from%10000 {
		years--
	}
	return years, true
}
