package worklist

import (
	"fmt"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/rule"
)

// Entgelt is what a report will probably earn. It is an estimate: the
// Abrechnungsstelle decides.
type Entgelt struct {
	Cents  int
	Seit   model.Datum // first day the amount applies, "" = always
	Fehlt  []string    // field ids without which it is not paid, or not yet
	Grund  string      // German: why there is nothing, or perhaps nothing
	labels []string
}

// Verguetung estimates the fee of a report by the day of service; while there
// is none, by today.
func Verguetung(c rule.Case, l *land.Land) Entgelt {
	table, paid := l.Saetze[c.Report.Meldung.Typ]
	if !paid {
		return Entgelt{Grund: "dieser Anlass wird nicht vergütet"}
	}
	var e Entgelt
	day, id := rule.EventField(c.Report)
	if _, _, known := day.Span(); !known {
		day = c.Today
		e.lacks(&c, id)
	}
	for _, s := range table {
		if s.Seit == "" || !s.Seit.CertainlyAfter(day) {
			e.Cents, e.Seit = s.Cents, s.Seit
			break
		}
	}
	e.insurance(&c)
	if c.Report.Meldung.EigeneLeistung == "N" {
		e.nothing("keine eigene Leistung")
	}
	return e
}

// insurance looks whether somebody pays.
func (e *Entgelt) insurance(c *rule.Case) {
	s := &c.Report.Patient.Stammdaten
	switch s.Versicherung {
	case model.VersicherungGKV:
		gkv := model.OrEmpty(s.VersichertendatenGKV)
		e.needs(c, gkv.IKNR == "", "Patient.Versichertendaten_GKV.IKNR")
		e.needs(c, gkv.GKVVersichertennummer == "", "Patient.Versichertendaten_GKV.GKV_Versichertennummer")
	case model.VersicherungPKV:
		e.needs(c, model.OrEmpty(s.VersichertendatenPKV).IKNR == "", "Patient.Versichertendaten_PKV.IKNR")
	case model.VersicherungSonstige:
		other := model.OrEmpty(s.VersichertendatenSonstige)
		if other.Ersatzkode != "" {
			e.nothing("mit Ersatzkode kann die Vergütung entfallen")
			return
		}
		e.needs(c, other.IKNR == "", "Patient.Versichertendaten_Sonstige.IKNR")
	default:
		e.lacks(c, "Patient.Versicherung")
	}
}

func (e *Entgelt) needs(c *rule.Case, missing bool, id string) {
	if missing {
		e.lacks(c, id)
	}
}

func (e *Entgelt) lacks(c *rule.Case, id string) {
	e.Fehlt, e.labels = append(e.Fehlt, id), append(e.labels, rule.Label(c, id))
}

func (e *Entgelt) nothing(why string) { e.Cents, e.Grund = 0, why }

// Text is the fee in words: "19,50 €, es fehlt: Versichertennummer".
func (e *Entgelt) Text() string {
	if doubts := e.Doubts(); doubts != "" {
		return Euro(e.Cents) + ", " + doubts
	}
	return Euro(e.Cents)
}

// Doubts say why it is not certain, "" when nothing is missing.
func (e *Entgelt) Doubts() string {
	var doubts []string
	if e.Grund != "" {
		doubts = append(doubts, e.Grund)
	}
	if len(e.labels) > 0 {
		doubts = append(doubts, "es fehlt: "+strings.Join(e.labels, ", "))
	}
	return strings.Join(doubts, ", ")
}

// Euro is an amount as Germans write it: "19,50 €".
func Euro(cents int) string { return fmt.Sprintf("%d,%02d €", cents/100, cents%100) }
