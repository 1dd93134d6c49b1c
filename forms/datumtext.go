package forms

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// The stored day of a date whose day or month is not known. Any plausible day
// would do for the schema; the middle is the usual one.
const (
	midMonth       = 15
	midYearMonth   = time.July
	midYearDay     = 1
	yearsAreOrMore = 1900
)

// readDatum turns shorthand into a date: h t heute, g gestern, v vorgestern, -3,
// 1203, 120324, 12032024, 12.3., 12.3.24, 032024, 03.2024, 2024, 2024j. A
// letter at the end says what is estimated: t the day, m the month, v all of
// it; e says that the day is stated to be exact. Two-digit and missing years mean the latest date that is not in the
// future. ok is false for text that is no date.
func readDatum(text string, today time.Time) (d model.Datum, ok bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	today = day(today.Year(), today.Month(), today.Day())
	if t, ok := relative(text, today); ok {
		return model.DatumOf(t), true
	}
	text, estimated := estimate(text)
	year, month, dom, ok := parts(text, today)
	if y := number(text); len(text) == 4 && y >= yearsAreOrMore && (estimated == model.MonatGeschaetzt || estimated == model.VollGeschaetzt) {
		year, month, dom, ok = y, 0, 0, true // 2012j is a year, 2012 the 20th of December
	}
	if !ok {
		return "", false
	}
	return stored(year, month, dom, estimated)
}

// ReadDay reads a day to come in the shorthand of the date fields; m is tomorrow
// and +14 is in a fortnight. What names no year means the next such day, a month
// or year alone its first day.
func ReadDay(text string, today time.Time) (model.Datum, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if t, ok := ahead(text, today); ok {
		return model.DatumOf(t), true
	}
	d, ok := readDatum(text, today.AddDate(1, 0, -1))
	if !ok {
		return "", false
	}
	first, _, ok := d.Span()
	return model.DatumOf(first), ok
}

func ahead(text string, today time.Time) (time.Time, bool) {
	if text == "m" || text == "morgen" {
		return today.AddDate(0, 0, 1), true
	}
	if n, err := strconv.Atoi(text); err == nil && text[0] == '+' && n < 10_000 {
		return today.AddDate(0, 0, n), true
	}
	return relative(text, today)
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func relative(text string, today time.Time) (time.Time, bool) {
	switch text {
	case "h", "t", "heute":
		return today, true
	case "g", "gestern":
		return today.AddDate(0, 0, -1), true
	case "v", "vorgestern":
		return today.AddDate(0, 0, -2), true
	}
	if n, err := strconv.Atoi(text); err == nil && n < 0 && n > -1000 {
		return today.AddDate(0, 0, n), true
	}
	return time.Time{}, false
}

// estimate takes the mark of an estimated part off the end of a text.
func estimate(text string) (rest string, g model.Genauigkeit) {
	marks := map[byte]model.Genauigkeit{
		'e': model.Exakt, 't': model.TagGeschaetzt, 'm': model.MonatGeschaetzt, 'v': model.VollGeschaetzt, 'j': model.MonatGeschaetzt,
	}
	if text == "" {
		return text, model.KeineGenauigkeit
	}
	if g, ok := marks[text[len(text)-1]]; ok {
		return strings.TrimRight(text[:len(text)-1], " ~"), g
	}
	return text, model.KeineGenauigkeit
}

// parts takes a date apart; a day or month of 0 was not given.
func parts(text string, today time.Time) (year int, month time.Month, dom int, ok bool) {
	fields := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".,-/ ", r) })
	for _, f := range fields {
		if strings.Trim(f, "0123456789") != "" {
			return 0, 0, 0, false
		}
	}
	switch len(fields) {
	case 1:
		return joined(fields[0], today)
	case 2:
		return twoParts(fields[0], fields[1], today)
	case 3:
		return threeParts(fields, today)
	}
	return 0, 0, 0, false
}

// joined reads digits without separators.
func joined(s string, today time.Time) (year int, month time.Month, dom int, ok bool) {
	switch len(s) {
	case 4:
		if y, m, d, ok := dayAndMonth(s[:2], s[2:], today); ok {
			return y, m, d, true
		}
		return number(s), 0, 0, number(s) >= yearsAreOrMore
	case 6:
		if s[2:4] == "19" || s[2:4] == "20" { // no month has this number: month and year
			return monthAndYear(s[:2], s[2:])
		}
		return threeParts([]string{s[:2], s[2:4], s[4:]}, today)
	case 8:
		if y := number(s[:4]); y >= yearsAreOrMore && y < 2100 && number(s[4:6]) <= 12 && number(s[4:6]) > 0 {
			if _, _, _, german := threeParts([]string{s[:2], s[2:4], s[4:]}, today); !german {
				return exists(y, number(s[4:6]), number(s[6:]))
			}
		}
		return threeParts([]string{s[:2], s[2:4], s[4:]}, today)
	}
	return 0, 0, 0, false
}

func twoParts(a, b string, today time.Time) (year int, month time.Month, dom int, ok bool) {
	if len(b) == 4 {
		return monthAndYear(a, b)
	}
	return dayAndMonth(a, b, today)
}

func threeParts(f []string, today time.Time) (year int, month time.Month, dom int, ok bool) {
	if len(f[0]) == 4 {
		return exists(number(f[0]), number(f[1]), number(f[2]))
	}
	if len(f[0]) > 2 || len(f[1]) > 2 {
		return 0, 0, 0, false
	}
	y := number(f[2])
	switch len(f[2]) {
	case 4:
	case 2:
		y += today.Year() / 100 * 100
		if day(y, time.Month(number(f[1])), number(f[0])).After(today) {
			y -= 100
		}
	default:
		return 0, 0, 0, false
	}
	return exists(y, number(f[1]), number(f[0]))
}

// dayAndMonth means the latest such day that is not in the future.
func dayAndMonth(d, m string, today time.Time) (year int, month time.Month, dom int, ok bool) {
	if len(d) > 2 || len(m) > 2 {
		return 0, 0, 0, false
	}
	for y := today.Year(); y > today.Year()-9; y-- { // a 29 February may lie some years back
		if year, month, dom, ok = exists(y, number(m), number(d)); ok && !day(year, month, dom).After(today) {
			return year, month, dom, true
		}
	}
	return 0, 0, 0, false
}

func monthAndYear(m, y string) (year int, month time.Month, dom int, ok bool) {
	year, month = number(y), time.Month(number(m))
	return year, month, 0, year >= yearsAreOrMore && month >= 1 && month <= 12
}

func exists(y, m, d int) (year int, month time.Month, dom int, ok bool) {
	t := day(y, time.Month(m), d)
	ok = y >= yearsAreOrMore && t.Year() == y && int(t.Month()) == m && t.Day() == d
	return y, time.Month(m), d, ok
}

// number reads up to eight digits; there are no others here.
func number(s string) int { n, _ := strconv.Atoi(s); return n }

// stored is the date with its precision; what is not known is at least estimated.
func stored(year int, month time.Month, dom int, estimated model.Genauigkeit) (model.Datum, bool) {
	switch {
	case estimated == model.Exakt && dom == 0:
		return "", false // exact is a day alone
	case month == 0:
		month, dom = midYearMonth, midYearDay
		if estimated != model.VollGeschaetzt {
			estimated = model.MonatGeschaetzt
		}
	case dom == 0:
		dom = midMonth
		if estimated == model.KeineGenauigkeit {
			estimated = model.TagGeschaetzt
		}
	}
	return model.NewDatum(day(year, month, dom).Format(time.DateOnly), estimated), true
}

// writeDatum is how a stored date is shown and edited; readDatum reads it back
// to the same date. Text that is no date stays as it is.
func writeDatum(d model.Datum) string {
	iso, g := d.Split()
	t, ok := d.Time()
	if !ok || len(iso) != len(time.DateOnly) {
		return string(d)
	}
	switch {
	case g == model.TagGeschaetzt && t.Day() == midMonth:
		return t.Format("01.2006")
	case g == model.MonatGeschaetzt && t.Month() == midYearMonth && t.Day() == midYearDay:
		return yearText(t)
	case g == model.VollGeschaetzt && t.Month() == midYearMonth && t.Day() == midYearDay:
		return t.Format("2006") + "v"
	case g == model.TagGeschaetzt, g == model.MonatGeschaetzt, g == model.VollGeschaetzt:
		return t.Format("02.01.2006") + strings.ToLower(string(g))
	case g == model.Exakt:
		return t.Format("02.01.2006") + "e"
	}
	return t.Format("02.01.2006")
}

// yearText is a year as readDatum takes it for one: 2012 alone would be the
// 20th of December.
func yearText(t time.Time) string {
	text := t.Format("2006")
	if _, _, d, ok := joined(text, day(2200, time.December, 31)); ok && d != 0 {
		return text + "j"
	}
	return text
}

var weekdays = [...]string{"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"}

// tellDatum says in words what a date means: weekday, distance, precision.
func tellDatum(d model.Datum, today time.Time) string {
	t, ok := d.Time()
	if !ok {
		return ""
	}
	switch _, g := d.Split(); g {
	case model.TagGeschaetzt:
		return "Tag geschätzt"
	case model.MonatGeschaetzt:
		return "Monat geschätzt"
	case model.VollGeschaetzt:
		return "ganz geschätzt"
	}
	return weekdays[t.Weekday()] + ", " + distance(t, day(today.Year(), today.Month(), today.Day()))
}

func distance(t, today time.Time) string {
	days := int(today.Sub(t).Hours() / 24)
	switch {
	case days == 0:
		return "heute"
	case days == 1:
		return "gestern"
	case days == -1:
		return "morgen"
	case days < 0:
		return fmt.Sprintf("in %d Tagen", -days)
	case days > 1000:
		return fmt.Sprintf("vor %d Jahren", fullYears(t, today))
	}
	return fmt.Sprintf("vor %d Tagen", days)
}

func fullYears(t, today time.Time) int {
	years := today.Year() - t.Year()
	if t.AddDate(years, 0, 0).After(today) {
		years--
	}
	return years
}

// tooVague says why a date cannot stand in a field of this type, "" when it can.
func tooVague(typ *field.Type, d model.Datum) string {
	_, g := d.Split()
	switch {
	case g == model.KeineGenauigkeit || g == model.Exakt || slices.Contains(typ.Precision, g):
		return ""
	case slices.Contains(typ.Precision, model.TagGeschaetzt):
		return "hier genügt das Jahr nicht, bitte Monat angeben"
	}
	return "hier ist der genaue Tag nötig"
}
