package obds_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/obds"
)

func problems(t testing.TB, document string) []obds.Problem {
	t.Helper()
	var found []obds.Problem
	n, err := obds.Check(strings.NewReader(document), obds.Options{Problem: func(p obds.Problem) { found = append(found, p) }})
	if err != nil {
		t.Fatal(err)
	}
	if n != len(found) {
		t.Errorf("Check counts %d problems and tells of %d", n, len(found))
	}
	return found
}

func TestSamplesHaveTheVerdictOfTheirFolder(t *testing.T) {
	t.Parallel()
	for folder, accepted := range map[string]bool{"eigen": true, "oeffentlich": true, "ungueltig": false} {
		for _, path := range judges.Samples(t, folder) {
			found := problems(t, string(readFile(t, path)))
			if accepted != (len(found) == 0) {
				t.Errorf("%s/%s: got %d problems %+v, want accepted %v", folder, filepath.Base(path), len(found), found, accepted)
			}
		}
	}
}

func TestProblemsNamePlaceFieldAndReport(t *testing.T) {
	t.Parallel()
	const report1 = "/oBDS/Menge_Patient/Patient[1]/Menge_Meldung/Meldung[1]"
	for _, c := range []struct {
		name, old, new string
		want           obds.Problem // Line is that of the new text
	}{
		{"root", "<oBDS xmlns", "<oBDS xmlns:x='y' xmlns='http://example.org' a", obds.Problem{ID: obds.BadRoot, Path: "/oBDS",
			Text: "Das ist kein oBDS-Dokument der Version 3: Es hat einen anderen Namensraum."}},
		{"version", `Schema_Version="3.0.4"`, `Schema_Version="3.1.0"`, obds.Problem{ID: obds.BadVersion, Path: "/oBDS/@Schema_Version",
			Text: "Die Schema-Version „3.1.0“ kennt dieses Programm nicht; es liest 3.0.0 bis 3.0.5."}},
		{"namespace", "<cTNM/>", `<cTNM xmlns="u"/>`, obds.Problem{ID: obds.BadNamespace, MeldungID: "M-1", Path: report1 + "/Diagnose/cTNM",
			Text: "Das Element „cTNM“ gehört zu einem anderen Namensraum."}},
		{"element", "<cTNM/>", `<dTNM/>`, obds.Problem{ID: obds.BadElement, MeldungID: "M-1", Path: report1 + "/Diagnose/dTNM",
			Text: "Das Element „dTNM“ gehört nicht in „Diagnose“."}},
		{"order", "<cTNM/>", `<Primaertumor_Topographie_Freitext>x</Primaertumor_Topographie_Freitext>`,
			obds.Problem{ID: obds.BadOrder, MeldungID: "M-1", Path: report1 + "/Diagnose/Primaertumor_Topographie_Freitext", Field: "Diagnose",
				Text: "„Topographie (Text)“ steht an der falschen Stelle: Es gehört vor „Fernmetastasen“."}},
		{"count", "<cTNM/>", `<cTNM/><cTNM/>`, obds.Problem{ID: obds.BadCount, MeldungID: "M-1", Path: report1 + "/Diagnose/cTNM", Field: "Diagnose",
			Text: "„cTNM“ steht zu oft in „Diagnose“."}},
		{"choice", "<N>N</N>", `<N>N</N><Datum>2026-01-01</Datum>`, obds.Problem{ID: obds.BadChoice, MeldungID: "M-1",
			Path: report1 + "/Diagnose/Modul_Allgemein/Sozialdienstkontakt/Datum", Field: "Diagnose.Modul_Allgemein.Sozialdienstkontakt",
			Text: "„Datum“ und „Kein Kontakt“ schließen sich aus."}},
		{"missing element", "<Fernmetastase><Diagnosedatum Datumsgenauigkeit=\"M\">2026-07-01</Diagnosedatum>", "<Fernmetastase>",
			obds.Problem{ID: obds.Missing, MeldungID: "M-1", Path: report1 + "/Diagnose/Menge_FM/Fernmetastase[1]/Diagnosedatum",
				Field: "Diagnose.Menge_FM[0].Diagnosedatum", Text: "In „Fernmetastasen“ fehlt „Datum der Metastase“."}},
		{"missing branch", "<Versichertendaten_Sonstige/>", "", obds.Problem{ID: obds.Missing, Path: "/oBDS/Menge_Patient/Patient[1]/Patienten_Stammdaten",
			Field: "Patient", Text: "In „Stammdaten“ fehlt eines von „Gesetzlich versichert“, „Privat versichert“, „Sonstiger Kostenträger“."}},
		{"missing attribute", ` Tumor_ID="1"`, "", obds.Problem{ID: obds.Missing, MeldungID: "M-1", Path: report1 + "/Tumorzuordnung/@Tumor_ID",
			Field: "Tumorzuordnung.Tumor_ID", Text: "In „Tumor“ fehlt die Angabe „Tumor-ID“."}},
		{"attribute", "<cTNM/>", `<cTNM x="1"/>`, obds.Problem{ID: obds.BadAttribute, MeldungID: "M-1", Path: report1 + "/Diagnose/cTNM/@x",
			Text: "Das Attribut „x“ gehört nicht zu „cTNM“."}},
		{"text", "<cTNM/>", `<cTNM>x</cTNM>`, obds.Problem{ID: obds.BadText, MeldungID: "M-1", Path: report1 + "/Diagnose/cTNM",
			Text: "In „cTNM“ steht Text, wo nur Elemente stehen dürfen."}},
		{"value", "Ćwiękała-Öztürk", "Öz_türk", obds.Problem{ID: obds.BadValue, Path: "/oBDS/Menge_Patient/Patient[1]/Patienten_Stammdaten/Nachname",
			Field: "Patient.Nachname", Text: "Nachname: Das Zeichen „_“ an Position 3 ist hier nicht erlaubt."}},
		{"precision", `Datumsgenauigkeit="V"`, `Datumsgenauigkeit="X"`, obds.Problem{ID: obds.BadValue, MeldungID: "M-1",
			Path: report1 + "/Diagnose/Menge_FM/Fernmetastase[2]/Diagnosedatum/@Datumsgenauigkeit", Field: "Diagnose.Menge_FM[1].Diagnosedatum",
			Text: "Datum der Metastase: Diese Genauigkeit des Datums gibt es hier nicht. Erlaubt: E, T, M, V."}},
		{"nil", "<cTNM/>", `<cTNM xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="false"/>`, obds.Problem{ID: obds.BadType, MeldungID: "M-1",
			Path: report1 + "/Diagnose/cTNM/@nil", Text: "xsi:nil ist in „cTNM“ nicht erlaubt."}},
		{"double id", `Meldung_ID="M-8"`, `Meldung_ID="M-1"`, obds.Problem{ID: obds.Duplicate, MeldungID: "M-1",
			Path: "/oBDS/Menge_Patient/Patient[2]/Menge_Meldung/Meldung[5]/@Meldung_ID", Field: "Meldung_ID", Text: "Diese Meldungs-ID kommt in der Datei schon vor (Zeile 23)."}},
		{"two patients with one id", `Patient_ID="P-2"`, `Patient_ID="P-1"`, obds.Problem{ID: obds.Duplicate,
			Path: "/oBDS/Menge_Patient/Patient[2]/@Patient_ID", Field: "Patient.Patient_ID", Text: "Diese Patienten-ID kommt in der Datei schon vor (Zeile 9)."}},
		{"unknown Melder", `Meldung_ID="M-8" Melder_ID="H-2"`, `Meldung_ID="M-8" Melder_ID="H-9"`, obds.Problem{ID: obds.UnknownRef, MeldungID: "M-8",
			Path: "/oBDS/Menge_Patient/Patient[2]/Menge_Meldung/Meldung[5]/@Melder_ID", Field: "Melder_ID", Text: "Die Melder-ID dieser Meldung fehlt unter „Menge_Melder“."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			document := replaced(t, c.old, c.new)
			before := strings.Index(string(readFile(t, own)), c.old)
			c.want.Line = 1 + strings.Count(document[:before], "\n")
			found := problems(t, document)
			if len(found) != 1 {
				t.Fatalf("got %d problems %+v, want one", len(found), found)
			}
			got := found[0]
			if c.name == "missing branch" { // stands in the line of what it is missing from
				c.want.Line--
			}
			if got != c.want {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

func TestAllVersionsOf30AreRead(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"3.0.0", "3.0.1", "3.0.2", "3.0.3", "3.0.4", "3.0.5"} {
		document := replaced(t, `Schema_Version="3.0.4"`, `Schema_Version="`+version+`"`)
		if got := read(t, []byte(document)).SchemaVersion; got != version {
			t.Errorf("got version %s, want %s", got, version)
		}
	}
}

func TestReaderFindsTheSameProblemsAsCheck(t *testing.T) {
	t.Parallel()
	m := newMutator([][]byte{readFile(t, own)}, t)
	for i := range uint64(300) {
		document, did := m.document(7, i)
		if !bytes.Contains(document, []byte("oBDS")) {
			continue
		}
		var checked, read []obds.Problem
		_, err1 := obds.Check(bytes.NewReader(document), obds.Options{Problem: func(p obds.Problem) { checked = append(checked, p) }})
		_, err2 := obds.Read(bytes.NewReader(document), obds.Options{
			Limits: obds.Limits{Controls: obds.KeepControls}, Problem: func(p obds.Problem) { read = append(read, p) }})
		if (err1 == nil) != (err2 == nil) || !slices.Equal(checked, read) {
			t.Errorf("document %d (%s): Check says %v %+v,\nthe reader %v %+v", i, did, err1, checked, err2, read)
		}
	}
}

func TestCheckAcceptsControlCharactersThatXMLAllows(t *testing.T) {
	t.Parallel()
	document := replaced(t, "nach der Meldung", "nach der\u0096 &#155;")
	if found := problems(t, document); len(found) > 0 {
		t.Errorf("got problems %+v, want none", found)
	}
	_, body, _ := strings.Cut(document, "\n")
	if found := problems(t, string(latin9(body))); len(found) > 0 {
		t.Errorf("as ISO-8859-15: got problems %+v, want none", found)
	}
}

func TestTypesMayBeNamedByTheirOwnName(t *testing.T) {
	t.Parallel()
	const xsi = ` xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type=`
	for _, c := range []struct {
		old, new string
		accepted bool
	}{
		{"<cTNM/>", `<cTNM` + xsi + `"TNM_Typ"/>`, true},
		{"<cTNM/>", `<cTNM` + xsi + `"Histologie_Typ"/>`, false},
		{"<Frueherer_Name>Probe", `<Frueherer_Name` + xsi + `"Namenstring255_Typ">Probe`, true},
		{"<Menge_FM>", `<Menge_FM` + xsi + `"Menge_FM_Typ">`, true},
		{"<Fernmetastase>", `<Fernmetastase` + xsi + `"Menge_FM_Typ">`, false},
		{"<Modul_Prostata>\n              <PSA>+12.50</PSA>\n              <DatumPSA>2026-03-30+02:00</DatumPSA>", `<Modul_Prostata` + xsi + `"Modul_Prostata_patho_Typ">`, true},
		{"<Modul_Prostata>", `<Modul_Prostata` + xsi + `"Modul_Prostata_patho_Typ">`, false}, // has no PSA there
	} {
		if found := problems(t, replaced(t, c.old, c.new)); c.accepted != (len(found) == 0) {
			t.Errorf("%s: got problems %+v, want accepted %v", c.new, found, c.accepted)
		}
	}
}
