package model

// The values of Meldeanlass in ST, SYST and Tumorkonferenz that begin and end a therapy.
const (
	Behandlungsbeginn Code = "behandlungsbeginn"
	Behandlungsende   Code = "behandlungsende"
)

// ReportKey is what the registries know a report by: all versions of it have the
// same (guide of the registries' platform).
type ReportKey struct{ Melder, Meldung Text }

// Key is what the registries know the report by.
func (r *Report) Key() ReportKey { return ReportKey{r.Meldung.MelderID, r.Meldung.MeldungID} }
