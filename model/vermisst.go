package model

import "strings"

// Vermisst is a report that the registry lacks (Norway's registry tells its hospitals so). It
// comes through a portal that opens no report, so it names nobody and nothing that was found:
// of a therapy the house's own report is named, of a finding what the house had from its
// pathologist itself.
type Vermisst struct {
	Grund          Vermisstgrund
	Einsendenummer Text   `json:",omitempty"` // of the finding, as its report to the sender says
	Datum          Datum  `json:",omitempty"` // of the finding
	PatientID      Text   `json:",omitempty"` // the house's own number, where the registry knows it from the house
	Stelle         string `json:",omitempty"` // the pathologist, to whom the house sent it
}

// Vermisstgrund says why a report is missed.
type Vermisstgrund string

// The reasons, as the portal's feed names them.
const (
	VermisstPathologie Vermisstgrund = "Pathologie ohne Meldung"
	VermisstEnde       Vermisstgrund = "Therapie ohne Ende"
)

// Angaben are what is known to recognise it by.
func (v *Vermisst) Angaben() string {
	var parts []string
	for _, p := range []struct{ label, text string }{{"Einsendenummer", string(v.Einsendenummer)}, {"Befund vom", v.Datum.German()}, {"aus", v.Stelle}, {"Patient-ID", string(v.PatientID)}} {
		if p.text != "" {
			parts = append(parts, p.label+" "+p.text)
		}
	}
	return strings.Join(parts, ", ")
}

// AnsweredBy reports that a report is the one that is missed: about the specimen or, where it
// names none, about the person, of a kind that tells of a specimen.
func (v *Vermisst) AnsweredBy(r *Report) bool {
	if v.Grund != VermisstPathologie {
		return false
	}
	told := r.Einsendenummern()
	for _, number := range told {
		if v.Einsendenummer != "" && strings.EqualFold(strings.TrimSpace(string(number)), strings.TrimSpace(string(v.Einsendenummer))) {
			return true
		}
	}
	own := v.PatientID != "" && v.PatientID == r.Patient.PatientID
	return own && (len(told) == 0 || v.Einsendenummer == "") && (r.Meldung.Typ == TypDiagnose || r.Meldung.Typ == TypOP || r.Meldung.Typ == TypVerlauf)
}

// Einsendenummern are those of the specimens that the report tells of.
func (r *Report) Einsendenummern() (all []Text) {
	m := &r.Meldung
	for _, h := range []*Histologie{OrEmpty(m.Diagnose).Histologie, OrEmpty(m.OP).Histologie, OrEmpty(m.Verlauf).Histologie, OrEmpty(m.Pathologie).Histologie} {
		if number := OrEmpty(h).HistologieEinsendeNr; number != "" {
			all = append(all, number)
		}
	}
	return all
}
