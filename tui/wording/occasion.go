package wording

import (
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/record"
)

// A report is named by its occasion: two of one therapy differ in nothing else.

// subNames are the sub-occasions of a type, whole and as narrow lists have them.
var subNames = map[model.Zweig]map[model.Code][2]string{
	model.TypST: therapySubs, model.TypSYST: therapySubs,
	model.TypVerlauf: {"statusmeldung": {"Statusmeldung", "Status"}, "statusaenderung": {"Statusänderung", "Änderung"}},
	model.TypTumorkonferenz: {"diagnose": {"zur Diagnose", "Diagnose"}, model.Behandlungsbeginn: {"zum Beginn", "Beginn"},
		model.Behandlungsende: {"zum Ende", "Ende"}, "statusaenderung": {"zur Statusänderung", "Änderung"}},
}

var therapySubs = map[model.Code][2]string{model.Behandlungsbeginn: {"Beginn", "Beginn"}, model.Behandlungsende: {"Ende", "Ende"}}

// shortTyps are the types before a sub-occasion in a narrow list.
var shortTyps = map[model.Zweig]string{model.TypST: "Strahl.", model.TypSYST: "System.", model.TypVerlauf: "Verl.", model.TypTumorkonferenz: "Konf."}

// Occasion names what a report was due for: "Systemtherapie Beginn".
func Occasion(typ model.Zweig, sub model.Code) string {
	return strings.TrimSpace(TypTitle(typ) + " " + subName(typ, sub, 0))
}

// ShortOccasion is Occasion in at most 14 cells: "System. Beginn".
func ShortOccasion(typ model.Zweig, sub model.Code) string {
	name := subName(typ, sub, 1)
	if short := shortTyps[typ]; short != "" && name != "" {
		return short + " " + name
	}
	return strings.TrimSpace(TypName(typ) + " " + name)
}

// subName is a sub-occasion; one that no list knows is told as it stands.
func subName(typ model.Zweig, sub model.Code, which int) string {
	if names, ok := subNames[typ][sub]; ok {
		return names[which]
	}
	return string(sub)
}

// OccasionOf is the occasion of a report.
func OccasionOf(r *model.Report) string { return Occasion(r.Meldung.Typ, record.SubOf(r)) }

// Sending is what a draft or a delivery is in a list.
type Sending struct {
	Art     model.Sendung
	Typ     model.Zweig
	Sub     model.Code
	Ersetzt string // the delivery it corrects or asks to delete
}

// SendingOf is what a delivery is.
func SendingOf(d *model.Delivery) Sending { return Sending{d.Art, d.Typ, d.Meldeanlass, d.Ersetzt} }

// SendingOfDraft is what a draft is.
func SendingOfDraft(d *model.Draft) Sending {
	return Sending{model.SendungMeldung, d.Report.Meldung.Typ, record.SubOf(&d.Report), d.Ersetzt}
}

// DeletionArrived is what a request to delete is that the registry has.
const DeletionArrived = "eingegangen"

// StateOf is how far a delivery is. That a request to delete arrived is not yet its
// being granted.
func StateOf(d *model.Delivery) string {
	if word, later := resultWords[d.Ergebnis]; later {
		return word
	}
	if d.Art == model.SendungLoeschantrag && d.State == model.StateAccepted {
		return DeletionArrived
	}
	return StateName(d.State)
}

// Kind tells a correction and a request to delete from the report they are about, ""
// for that one.
func (s Sending) Kind() string {
	switch {
	case s.Art == model.SendungLoeschantrag:
		return "Löschantrag"
	case s.Ersetzt != "":
		return "Korrektur"
	}
	return ""
}

// Whole names it: "Korrektur Systemtherapie Ende".
func (s Sending) Whole() string {
	if s.Typ == "" {
		return people.DamagedWord
	}
	return strings.TrimSpace(s.Kind() + " " + Occasion(s.Typ, s.Sub))
}

// Short is Whole in at most 21 cells: "Korr. System. Ende".
func (s Sending) Short() string {
	if s.Typ == "" {
		return people.DamagedWord
	}
	kind := map[string]string{"Löschantrag": "Lösch. ", "Korrektur": "Korr. "}[s.Kind()]
	return kind + ShortOccasion(s.Typ, s.Sub)
}
