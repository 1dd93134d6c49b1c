package forms

import (
	"strconv"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// datum asks for a day, possibly imprecise, or for a year alone. What it does
// not understand it keeps as typed.
type datum struct {
	line
	typ *field.Type
	now func() time.Time
}

func newDatum(typ *field.Type, now func() time.Time) *datum {
	return &datum{line: line{replaces: true}, typ: typ, now: now}
}

func (d *datum) open(stored string, resumed bool) { d.line.open(d.show(stored), resumed) }

func (d *datum) show(stored string) string { return writeDatum(model.Datum(stored)) }

func (d *datum) key(k tea.KeyMsg) bool { return d.line.key(k) }

func (d *datum) commit() string {
	if v, problem := d.read(d.text()); problem == "" {
		return v
	}
	return strings.TrimSpace(d.text())
}

// read is the value a text stands for, or what is wrong with it.
func (d *datum) read(text string) (value, problem string) {
	if strings.TrimSpace(text) == "" {
		return "", ""
	}
	if d.typ.Kind == field.Year {
		return d.readYear(text)
	}
	v, ok := readDatum(text, d.now())
	if !ok {
		return "", "kein Datum"
	}
	if day, g := v.Split(); g == model.Exakt && !d.typ.PrecisionOptional {
		return day, "" // here a date without precision is the exact one
	}
	return string(v), tooVague(d.typ, v)
}

func (d *datum) readYear(text string) (value, problem string) {
	text = strings.TrimSuffix(strings.ToLower(strings.TrimSpace(text)), "j")
	n, err := strconv.Atoi(text)
	if this := d.now().Year(); err == nil && len(text) == 2 {
		if n += this / 100 * 100; n > this {
			n -= 100
		}
	}
	if err == nil && n >= yearsAreOrMore && n < 2100 {
		return strconv.Itoa(n), ""
	}
	if v, ok := readDatum(text, d.now()); ok {
		return string(v[:4]), ""
	}
	return "", "keine Jahreszahl"
}

func (d *datum) meaning(stored string, focused bool) (string, tone) {
	text := stored
	if focused {
		text = d.text()
	} else if _, ok := model.Datum(stored).Time(); ok {
		return tellDatum(model.Datum(stored), d.now()), tells
	}
	if strings.TrimSpace(text) == "" {
		return "", tells
	}
	value, problem := d.read(text)
	if problem != "" {
		return problem, doubts
	}
	if d.typ.Kind == field.Year {
		if value == text {
			return "", tells
		}
		return "= " + value, tells
	}
	if v := model.Datum(value); writeDatum(v) != text {
		return "= " + longDatum(v) + ", " + tellRest(v, d.now()), tells
	}
	return tellDatum(model.Datum(value), d.now()), tells
}

// longDatum is a date with its weekday: "Do 14.05.2026", an imprecise one without.
func longDatum(d model.Datum) string {
	t, _ := d.Time()
	if _, g := d.Split(); g == model.KeineGenauigkeit || g == model.Exakt {
		return weekdays[t.Weekday()] + " " + t.Format("02.01.2006")
	}
	return strings.TrimRight(writeDatum(d), "tmvj")
}

func tellRest(d model.Datum, now time.Time) string {
	_, rest, ok := strings.Cut(tellDatum(d, now), ", ")
	if !ok {
		return tellDatum(d, now)
	}
	return rest
}
