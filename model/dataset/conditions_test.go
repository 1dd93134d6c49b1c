package dataset_test

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// report is a report of a type with the given values.
func report(t *testing.T, typ model.Zweig, texts map[string]string) *model.Report {
	t.Helper()
	r := new(model.Report)
	r.Meldung.Typ = typ
	if unknown := field.Fill(dataset.Report, r, texts); unknown != nil {
		t.Fatalf("the table does not know %q", unknown)
	}
	return r
}

func at(t *testing.T, r *model.Report, id string) field.Bound {
	t.Helper()
	b, ok := field.Lookup(dataset.Report, r, id)
	if !ok {
		t.Fatalf("the table does not know %q", id)
	}
	return b
}

type fields = map[string]string

const icd = "Tumorzuordnung.Primaertumor_ICD"

func TestModulesAreAskedForTheirTumours(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, id string
		texts    fields
		want     bool
	}{
		{"breast", "Diagnose.Modul_Mamma", fields{icd: "C50.4"}, true},
		{"breast in situ", "Diagnose.Modul_Mamma", fields{icd: "D05.1"}, true},
		{"breast module for bowel", "Diagnose.Modul_Mamma", fields{icd: "C18.0"}, false},
		{"breast module imported for bowel", "Diagnose.Modul_Mamma", fields{icd: "C18.0", "Diagnose.Modul_Mamma.Her2neuStatus": "P"}, true},
		{"breast module imported and empty", "Diagnose.Modul_Mamma", fields{icd: "C18.0", "Diagnose.Modul_Mamma.": ""}, true},
		{"nothing known", "Diagnose.Modul_Mamma", fields{}, false},
		{"bowel", "Diagnose.Modul_Darm", fields{icd: "C18.7"}, true},
		{"colon: rectum item", "Diagnose.Modul_Darm.RektumQualitaetTME", fields{icd: "C18.7"}, false},
		{"rectum: rectum item", "Diagnose.Modul_Darm.RektumQualitaetTME", fields{icd: "C20"}, true},
		{"anus", "Diagnose.Modul_Darm", fields{icd: "C21.0"}, false},
		{"colon: rectum item imported", "Diagnose.Modul_Darm.RektumQualitaetTME", fields{icd: "C18.7", "Diagnose.Modul_Darm.RektumQualitaetTME": "1"}, true},
		{"prostate", "Diagnose.Modul_Prostata", fields{icd: "C61"}, true},
		{"skin melanoma", "Diagnose.Modul_Malignes_Melanom", fields{icd: "C43.5"}, true},
		{"vulva", "Diagnose.Modul_Malignes_Melanom", fields{icd: "C51.0", "Tumorzuordnung.Morphologie_ICD_O": "8070/3"}, false},
		{"melanoma of the vulva", "Diagnose.Modul_Malignes_Melanom", fields{icd: "C51.0", "Tumorzuordnung.Morphologie_ICD_O": "8720/3"}, true},
		{"child", "Diagnose.Modul_DKKR", fields{"Patient.Geburtsdatum": "2015-03-14", "Tumorzuordnung.Diagnosedatum": "2026-05-14"}, true},
		{"eighteenth birthday", "Diagnose.Modul_DKKR", fields{"Patient.Geburtsdatum": "2008-05-14", "Tumorzuordnung.Diagnosedatum": "2026-05-14"}, false},
		{"day before", "Diagnose.Modul_DKKR", fields{"Patient.Geburtsdatum": "2008-05-15", "Tumorzuordnung.Diagnosedatum": "2026-05-14"}, true},
		{"maybe a child", "Diagnose.Modul_DKKR", fields{"Patient.Geburtsdatum": "2008-07-01~M", "Tumorzuordnung.Diagnosedatum": "2026-05-14"}, true},
		{"testis", "Diagnose.cTNM.S", fields{icd: "C62.1"}, true},
		{"breast: serum markers", "Diagnose.cTNM.S", fields{icd: "C50.4"}, false},
		{"not used in Hesse", "Einwilligung_nicht_meldepflichtig", fields{}, false},
		{"imported from elsewhere", "Einwilligung_nicht_meldepflichtig", fields{"Einwilligung_nicht_meldepflichtig": "J"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := at(t, report(t, model.TypDiagnose, c.texts), c.id).Asked(); got != c.want {
				t.Errorf("%s asked: %t, want %t", c.id, got, c.want)
			}
		})
	}
}

// What is stored is shown: no condition hides a value, only a selector that
// names another branch does.
func TestConditionsHideNoValue(t *testing.T) {
	t.Parallel()
	for _, id := range leafIDs(1) {
		r := new(model.Report)
		b := at(t, r, id)
		for up, ok := b, true; ok; up, ok = up.Up() {
			if selector, ok := field.Lookup(dataset.Report, r, sibling(up, up.Row.Choice)); ok && up.Row.Choice != "" {
				selector.Set(up.Row.ElementName())
			}
		}
		b.Set("x")
		if !b.Asked() {
			t.Errorf("%s holds a value, but is not asked", id)
		}
	}
}

// sibling is the id of another row of the table a row stands in.
func sibling(b field.Bound, id string) string {
	return b.ID[:len(b.ID)-len(b.Row.ID)] + id
}

func TestMindestanforderungenDemandBeyondTheSchema(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, id string
		typ      model.Zweig
		texts    fields
		want     field.Demand
	}{
		{"side of a paired organ", "Tumorzuordnung.Seitenlokalisation", model.TypOP, fields{icd: "C50.4"}, field.ByMinimum},
		{"side of a part that is paired", "Tumorzuordnung.Seitenlokalisation", model.TypOP, fields{icd: "C34.1"}, field.ByMinimum},
		{"side of an organ with one unpaired part", "Tumorzuordnung.Seitenlokalisation", model.TypOP, fields{icd: "C34"}, field.ByMinimum},
		{"side of a part that is not", "Tumorzuordnung.Seitenlokalisation", model.TypOP, fields{icd: "C34.2"}, field.NotDemanded},
		{"side of an unpaired organ", "Tumorzuordnung.Seitenlokalisation", model.TypOP, fields{icd: "C61"}, field.NotDemanded},
		{"street", "Patient.Adresse.Strasse", model.TypOP, fields{}, field.ByMinimum},
		{"name", "Patient.Nachname", model.TypOP, fields{}, field.BySchema},
		{"title", "Patient.Titel", model.TypOP, fields{}, field.NotDemanded},
		{"site as code or text", "Diagnose.Primaertumor_Topographie_ICD_O", model.TypDiagnose, fields{}, field.ByMinimum},
		{"site in words", "Diagnose.Primaertumor_Topographie_ICD_O", model.TypDiagnose,
			fields{"Diagnose.Primaertumor_Topographie_Freitext": "Brust"}, field.NotDemanded},
		{"edition once there is a code", "Diagnose.Primaertumor_Topographie_ICD_O.Version", model.TypDiagnose,
			fields{"Diagnose.Primaertumor_Topographie_ICD_O": "C50.4"}, field.BySchema},
		{"edition without a code", "Diagnose.Primaertumor_Topographie_ICD_O.Version", model.TypDiagnose, fields{}, field.NotDemanded},
		{"reason at the beginning", "ST.Ende_Grund", model.TypST, fields{"ST.Meldeanlass": "behandlungsbeginn"}, field.NotDemanded},
		{"reason at the end", "ST.Ende_Grund", model.TypST, fields{"ST.Meldeanlass": "behandlungsende"}, field.ByMinimum},
		{"end of the therapy", "SYST.Ende", model.TypSYST, fields{"SYST.Meldeanlass": "behandlungsende"}, field.ByMinimum},
		{"cause of death", "Tod.Menge_Todesursachen", model.TypTod, fields{"Tod.Tod_tumorbedingt": "J"}, field.Wanted},
		{"recommendation", "Tumorkonferenz.Therapieempfehlung.Menge_Typ_Therapieempfehlung", model.TypTumorkonferenz, fields{}, field.Wanted},
		{"recommendation begun", "Tumorkonferenz.Therapieempfehlung.Menge_Typ_Therapieempfehlung", model.TypTumorkonferenz,
			fields{"Tumorkonferenz.Therapieempfehlung.Abweichung_Patientenwunsch": "N"}, field.BySchema},
		{"grading without histology", "Diagnose.Histologie.Grading", model.TypDiagnose, fields{}, field.NotDemanded},
		{"grading of a histology", "Diagnose.Histologie.Grading", model.TypDiagnose, fields{"Diagnose.Histologie.LK_befallen": "1"}, field.BySchema},
		{"other report type", "Diagnose.Diagnosesicherung", model.TypOP, fields{}, field.NotDemanded},
		{"this report type, nothing typed yet", "Diagnose.Diagnosesicherung", model.TypDiagnose, fields{}, field.BySchema},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := at(t, report(t, c.typ, c.texts), c.id).Demanded(); got != c.want {
				t.Errorf("%s demanded: %d, want %d", c.id, got, c.want)
			}
		})
	}
}

// The data classes follow the law's list of fields.
func TestDataClassesFollowTheLaw(t *testing.T) {
	t.Parallel()
	const i, e, k, m, s = field.Identitaet, field.Epidemiologisch, field.Klinisch, field.Meldungsbezogen, field.Sterbefallbezogen
	for id, want := range map[string]field.Class{
		"Patient.Nachname": i, "Patient.Geburtsname": i, "Patient.Menge_Frueherer_Name[0]": i, "Patient.Geburtsdatum": i,
		"Patient.Geschlecht": i | e | k, "Patient.Adresse.Strasse": i, "Patient.Adresse.PLZ": i | e | k, "Patient.Adresse.Ort": i | e | k,
		"Patient.Versichertendaten_GKV.GKV_Versichertennummer": i, "Patient.Versichertendaten_PKV.Beihilfetraeger": i, "Patient.Patient_ID": m,
		"Tumorzuordnung.Diagnosedatum": i | e | k, "Tumorzuordnung.Primaertumor_ICD": e | k, "Tumorzuordnung.Seitenlokalisation": e | k,
		"Tumorzuordnung.Morphologie_ICD_O": e | k, "Tumorzuordnung.Tumor_ID": m, "Diagnose.Primaertumor_Diagnosetext": e | k,
		"Diagnose.Diagnosesicherung": e | k, "Diagnose.Menge_Fruehere_Tumorerkrankung[0].ICD": e | k, "Diagnose.Histologie.Grading": e | k,
		"Diagnose.cTNM.T": e | k, "Diagnose.Menge_FM[0].Lokalisation": k, "Diagnose.Modul_Mamma.Her2neuStatus": e | k, "OP.TNM.UICC_Stadium": e | k,
		"OP.Menge_OPS[0]": k, "OP.Datum": k, "OP.Residualstatus.Gesamtbeurteilung_Residualstatus": k, "OP.Menge_Operateur[0].Nachname": m,
		"OP.Komplikationen.Menge_Komplikation[0].Kuerzel": k, "ST.Menge_Bestrahlung[0].Ende": k, "SYST.Therapieart": e | k, "SYST.Beginn": k,
		"SYST.Nebenwirkungen.Grad_maximal2_oder_unbekannt": k, "Verlauf.Gesamtbeurteilung_Tumorstatus": k, "Verlauf.Menge_FM[0].Diagnosedatum": k,
		"Tod.Sterbedatum": i | e | k | s, "Tod.Menge_Todesursachen[0]": e | k | s, "Tumorkonferenz.Typ": k,
		"Meldebegruendung": m, "Melder_ID": m, "Melder.ID": m, "Meldung_ID": m, "Pathologie.Einsender.strukturiert.Nachname": m,
		"Pathologie.Befundtext": k, "Anmerkung": k,
	} {
		if got := at(t, new(model.Report), id).Class; got != want {
			t.Errorf("%s has class %05b, want %05b", id, got, want)
		}
	}
}
