package rule

import (
	"testing"

	"example.org/meldeportal/model"
)

func TestTheLeadingEventDateIsThatOfTheReportType(t *testing.T) {
	t.Parallel()
	const diagnosis = "Tumorzuordnung.Diagnosedatum = 2025-01-01\n"
	for lines, want := range map[string]model.Datum{
		"Typ = Diagnose": "2025-01-01",
		"Typ = Pathologie\nPathologie.Histologie.Tumor_Histologiedatum = 2025-02-02": "2025-02-02",
		"Typ = Pathologie\nPathologie.Histologie.Grading = 2":                        "2025-01-01",
		"Typ = OP\nOP.Datum = 2025-03-03":                                            "2025-03-03",
		"Typ = OP":                                                                   "",
		"Typ = ST\nST.Meldeanlass = behandlungsbeginn\nST.Menge_Bestrahlung[0].Beginn = 2025-05-05\nST.Menge_Bestrahlung[1].Beginn = 2025-04-04": "2025-04-04",
		"Typ = ST\nST.Meldeanlass = behandlungsende\nST.Menge_Bestrahlung[0].Ende = 2025-05-05\nST.Menge_Bestrahlung[1].Ende = 2025-06-06":       "2025-06-06",
		"Typ = SYST\nSYST.Meldeanlass = behandlungsbeginn\nSYST.Beginn = 2025-07-15~T\nSYST.Ende = 2025-09-09":                                   "2025-07-15~T",
		"Typ = SYST\nSYST.Meldeanlass = behandlungsende\nSYST.Beginn = 2025-07-07\nSYST.Ende = 2025-09-09":                                       "2025-09-09",
		"Typ = Verlauf\nVerlauf.Untersuchungsdatum_Verlauf = 2025-10-10":                                                                         "2025-10-10",
		"Typ = Tod\nTod.Sterbedatum = 2025-11-11":                                                                                                "2025-11-11",
		"Typ = Tumorkonferenz\nTumorkonferenz.Datum = 2025-12-12":                                                                                "2025-12-12",
	} {
		if got := EventDate(invented(t, diagnosis+lines).Report); got != want {
			t.Errorf("%s: got %q, want %q", lines, got, want)
		}
	}
}
