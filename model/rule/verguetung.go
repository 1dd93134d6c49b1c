package rule

import (
	"fmt"
	"strings"

	"example.org/meldeportal/model"
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

// satz is an amount and the first day of service it applies to.
type satz struct {
	From  model.Datum
	Cents int
}

// The amounts by day of service, the latest first (hessen.md 13: the nationwide
// agreement, raised on 01.02.2024).
var (
	satzDiagnose   = []satz{{"2024-02-01", 1950}, {"", 1800}}
	satzVerlauf    = []satz{{"2024-02-01", 900}, {"", 800}}
	satzTherapie   = []satz{{"2024-02-01", 900}, {"", 500}}
	satzHistologie = []satz{{"2024-02-01", 450}, {"", 400}}

	saetze = map[model.Zweig][]satz{
		model.TypDiagnose: satzDiagnose, model.TypPathologie: satzHistologie, model.TypOP: satzTherapie, model.TypST: satzTherapie,
		model.TypSYST: satzTherapie, model.TypVerlauf: satzVerlauf, model.TypTod: satzVerlauf,
	}
)

// Verguetung estimates the fee of a report by the day of service; while there
// is none, by today.
func Verguetung(c Case) Entgelt {
	table, paid := saetze[c.Report.Meldung.Typ]
	if !paid {
		return Entgelt{Grund: "dieser Anlass wird nicht vergütet"}
	}
	var e Entgelt
	day, id := eventDate(c.Report)
	if _, _, known := day.Span(); !known {
		day = c.Today
		e.lacks(&c, id)
	}
	for _, s := range table {
		if s.From == "" || !s.From.CertainlyAfter(day) {
			e.Cents, e.Seit = s.Cents, s.From
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
func (e *Entgelt) insurance(c *Case) {
	s := stamm(c)
	switch s.Versicherung {
	case model.VersicherungGKV:
		gkv := orEmpty(s.VersichertendatenGKV)
		e.needs(c, gkv.IKNR == "", "Patient.Versichertendaten_GKV.IKNR")
		e.needs(c, gkv.GKVVersichertennummer == "", "Patient.Versichertendaten_GKV.GKV_Versichertennummer")
	case model.VersicherungPKV:
		e.needs(c, orEmpty(s.VersichertendatenPKV).IKNR == "", "Patient.Versichertendaten_PKV.IKNR")
	case model.VersicherungSonstige:
		other := orEmpty(s.VersichertendatenSonstige)
		if other.Ersatzkode != "" {
			e.nothing("mit Ersatzkode kann die Vergütung entfallen")
			return
		}
		e.needs(c, other.IKNR == "", "Patient.Versichertendaten_Sonstige.IKNR")
	default:
		e.lacks(c, "Patient.Versicherung")
	}
}

func (e *Entgelt) needs(c *Case, missing bool, id string) {
	if missing {
		e.lacks(c, id)
	}
}

func (e *Entgelt) lacks(c *Case, id string) {
	e.Fehlt, e.labels = append(e.Fehlt, id), append(e.labels, label(c, id))
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
