package obds_test

import (
	"testing"

	"example.org/meldeportal/model/obds"
)

func TestFieldPathIsTheSchemasPath(t *testing.T) {
	t.Parallel()
	const meldung = "/oBDS/Menge_Patient/Patient/Menge_Meldung/Meldung"
	for id, want := range map[string]string{
		"Meldedatum":                         "/oBDS/Meldedatum",
		"Absender.Absender_ID":               "/oBDS/Absender/@Absender_ID",
		"Patient.Nachname":                   "/oBDS/Menge_Patient/Patient/Patienten_Stammdaten/Nachname",
		"Patient.Menge_Frueherer_Name[2]":    "/oBDS/Menge_Patient/Patient/Patienten_Stammdaten/Menge_Frueherer_Name/Frueherer_Name",
		"Meldung_ID":                         meldung + "/@Meldung_ID",
		"Tumorzuordnung.Primaertumor_ICD":    meldung + "/Tumorzuordnung/Primaertumor_ICD/Code",
		"Diagnose.Menge_FM[0].Lokalisation":  meldung + "/Diagnose/Menge_FM/Fernmetastase/Lokalisation",
		"Diagnose.Menge_FM[12].Lokalisation": meldung + "/Diagnose/Menge_FM/Fernmetastase/Lokalisation",
		"Melder.ID":                          "/oBDS/Menge_Melder/Melder/@ID",
		"Typ":                                "",
		"Diagnose.Unbekannt":                 "",
	} {
		if got := obds.FieldPath(id); got != want {
			t.Errorf("FieldPath(%q) = %q, want %q", id, got, want)
		}
	}
}
