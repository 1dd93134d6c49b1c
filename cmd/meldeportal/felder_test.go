package main

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

var anyIndex = regexp.MustCompile(`\[[0-9]*\]`)

// listedFields reads what the command prints.
func listedFields(t *testing.T) (facts []fieldFact) {
	t.Helper()
	for line := range strings.Lines(runs(t, 0, "felder", "--json").out) {
		var f fieldFact
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatalf("%v in %q", err, line)
		}
		facts = append(facts, f)
	}
	return facts
}

func TestFelderTellsEverythingAboutEveryField(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, f := range listedFields(t) {
		known[anyIndex.ReplaceAllString(f.ID, "")] = true
		if f.Bezeichnung == "" || f.Art == "" || f.Anzahl == "" || f.Gefragt == "" || f.Verlangt == "" || len(f.Klassen) == 0 {
			t.Errorf("%s lacks something: %+v", f.ID, f)
		}
		if f.Pfad == "" && f.Art != "Auswahl" || f.Pfad != "" && !strings.HasPrefix(f.Pfad, "/oBDS/") {
			t.Errorf("%s has the path %q", f.ID, f.Pfad)
		}
	}
	field.Walk(dataset.Report, new(model.Report), func(b field.Bound) bool {
		if b.Row.Leaf() && !known[anyIndex.ReplaceAllString(b.ID, "")] {
			t.Errorf("%s is not listed", b.ID)
		}
		return true
	})
}

func TestFelderKnowsWhatTheTableSays(t *testing.T) {
	t.Parallel()
	facts := map[string]fieldFact{}
	for _, f := range listedFields(t) {
		facts[f.ID] = f
	}
	for _, c := range []struct{ id, path, number, asked, demanded, class string }{
		{"Diagnose.Menge_FM[].Lokalisation", "/Diagnose/Menge_FM/Fernmetastase/Lokalisation", "1", "bei Meldungstyp Diagnose", "Fernmetastasen", "klinische Daten"},
		{"Patient.Nachname", "/Patienten_Stammdaten/Nachname", "1", "immer", "vom Schema immer", "Identitätsdaten"},
		{"Patient.Adresse.Hausnummer", "/Adresse/Hausnummer", "0..1", "immer", "Mindestanforderung bei Anschriften in Deutschland", "Identitätsdaten"},
		{"OP.Modul_Darm.RektumQualitaetTME", "/OP/Modul_Darm/RektumQualitaetTME", "0..1", "bei Tumoren des Rektums", "nie", "klinische Daten"},
		{"Tod.Sterbedatum", "/Tod/Sterbedatum", "1", "bei Meldungstyp Tod", "vom Schema", "sterbefallbezogene Daten"},
		{"Patient.Patient_ID", "/Patient/@Patient_ID", "1", "immer", "vom Schema immer", "meldungsbezogene Daten"},
	} {
		f := facts[c.id]
		if !strings.HasSuffix(f.Pfad, c.path) || f.Anzahl != c.number || !strings.Contains(f.Gefragt, c.asked) ||
			!strings.Contains(f.Verlangt, c.demanded) || !strings.Contains(strings.Join(f.Klassen, ","), c.class) {
			t.Errorf("%s = %+v\nwant %+v", c.id, f, c)
		}
	}
	contains(t, "text", runs(t, 0, "felder").out, "Diagnose.cTNM.T\n", "Felder und Blöcke")
}
