package rule

import (
	"slices"
	"strings"
	"testing"
)

func TestWhatTheSchemaDemandsIsMissedByItsLabel(t *testing.T) {
	t.Parallel()
	const empty = "Typ = Diagnose"
	for _, c := range []struct {
		name, lines, rule, want string
		silent                  bool
	}{
		{name: "a required field", lines: empty, rule: idPflicht, want: "Diagnose.Diagnosesicherung: Diagnosesicherung fehlt."},
		{name: "the code of a code block", lines: empty, rule: idPflicht, want: "Tumorzuordnung.Primaertumor_ICD: Diagnose (ICD-10) fehlt."},
		{name: "a field of an absent container", lines: empty, rule: idPflicht, want: "Diagnose.Histologie.Grading: Grading fehlt.", silent: true},
		{name: "a field of a container that is there", lines: empty + "\nDiagnose.Histologie.LK_untersucht = 1", rule: idPflicht,
			want: "Diagnose.Histologie.Grading: Grading fehlt."},
		{name: "a field of a list's item", lines: empty + "\nDiagnose.Menge_FM[1].Lokalisation = PUL", rule: idPflicht,
			want: "Diagnose.Menge_FM[1].Diagnosedatum: Datum der Metastase fehlt."},
		{name: "no report type", lines: "Patient.Geschlecht = W", rule: idPflicht, want: "Typ: Meldungstyp fehlt."},
		{name: "no insurance", lines: empty, rule: idPflicht, want: "Patient.Versicherung: Versicherung fehlt."},
		{name: "a field of the branch that was chosen", lines: empty + "\nPatient.Versicherung = Versichertendaten_GKV", rule: idPflicht,
			want: "Patient.Versichertendaten_GKV.IKNR: IK der Krankenkasse fehlt."},
		{name: "a field of another branch", lines: empty + "\nPatient.Versicherung = Versichertendaten_GKV", rule: idPflicht,
			want: "Patient.Versichertendaten_PKV.IKNR: IK der Versicherung fehlt.", silent: true},
		{name: "a list that needs an item", lines: "Typ = OP", rule: idPflicht, want: "OP.Menge_OPS: OPS-Codes: Mindestens ein Eintrag fehlt."},
		{name: "no branch of a choice", lines: empty + "\nDiagnose.Menge_Genetik[0].Bezeichnung = EGFR", rule: idPflicht,
			want: "Diagnose.Menge_Genetik[0].Auspraegung, Diagnose.Menge_Genetik[0].Sonstige_Auspraegung: Ausprägung oder Andere Ausprägung fehlt."},
		{name: "one branch of a choice", rule: idPflicht, silent: true,
			lines: empty + "\nDiagnose.Menge_Genetik[0].Bezeichnung = EGFR\nDiagnose.Menge_Genetik[0].Auspraegung = M",
			want:  "Diagnose.Menge_Genetik[0].Auspraegung, Diagnose.Menge_Genetik[0].Sonstige_Auspraegung: Ausprägung oder Andere Ausprägung fehlt."},
		{name: "two branches of a choice", rule: idForm,
			lines: empty + "\nDiagnose.Menge_Genetik[0].Auspraegung = M\nDiagnose.Menge_Genetik[0].Sonstige_Auspraegung = Deletion",
			want:  "Diagnose.Menge_Genetik[0].Auspraegung, Diagnose.Menge_Genetik[0].Sonstige_Auspraegung: Nur eine dieser Angaben ist möglich: Ausprägung oder Andere Ausprägung."},
		{name: "an unknown branch", lines: "Typ = Nachsorge", rule: idForm, want: "Typ: Meldungstyp: Diese Auswahl gibt es nicht."},
		{name: "more items than there may be", rule: idForm, lines: empty + "\nDiagnose.Histologie.Morphologie_ICD_O[5] = 8500/3",
			want: "Diagnose.Histologie.Morphologie_ICD_O: Morphologie (ICD-O-3): Höchstens 5 Einträge sind möglich."},
		{name: "what the Mindestanforderungen want", lines: empty, rule: idMinimum,
			want: "Patient.Adresse.Strasse: Straße fehlt (Mindestanforderung)."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			said := saying(Check(invented(t, c.lines)), c.rule)
			if slices.Contains(said, c.want) == c.silent {
				t.Errorf("got %q, want %q among them: %v", said, c.want, !c.silent)
			}
		})
	}
}

func TestWhatHasTheWrongShapeIsNamedWithItsFault(t *testing.T) {
	t.Parallel()
	c := invented(t, "Typ = Diagnose\nPatient.Nachname = Moos_Gruber\nDiagnose.Histologie.Grading = 7\nTumorzuordnung.Diagnosedatum = 2026-02-30")
	got := map[string]bool{}
	for _, f := range Check(c) {
		if f.Rule == idForm {
			got[f.Fields[0]] = true
			if f.Severity != Fehler {
				t.Errorf("%s: got severity %s, want F", f.Fields[0], f.Severity)
			}
		}
	}
	for _, want := range []string{"Patient.Nachname", "Diagnose.Histologie.Grading", "Tumorzuordnung.Diagnosedatum"} {
		if !got[want] {
			t.Errorf("got %v, want a finding on %s", got, want)
		}
	}
	if len(got) != 3 {
		t.Errorf("got %v, want three fields", got)
	}
}

func TestATextOfOnesOwnIsAWarnungWhereAListIsSuggested(t *testing.T) {
	t.Parallel()
	const substance = "Typ = SYST\nSYST.Menge_Substanz[0].Bezeichnung = "
	for lines, want := range map[string]string{
		substance + "epir":                             "SYST.Menge_Substanz[0].Bezeichnung: Substanz: „epir“ steht nicht in der Liste.",
		substance + "Epirubicin":                       "",
		substance + "EPIRUBICIN":                       "",
		"Typ = SYST\nSYST.Protokoll = Hausprotokoll 7": "SYST.Protokoll: Protokoll: „Hausprotokoll 7“ steht nicht in der Liste.",
		"Typ = Diagnose\nDiagnose.Menge_Genetik[0].Bezeichnung = Glücksgen": "Diagnose.Menge_Genetik[0].Bezeichnung: Gen oder Variante: „Glücksgen“ steht nicht in der Liste.",
		"Typ = Diagnose\nDiagnose.Primaertumor_Diagnosetext = Gewächs":      "", // there is no list
	} {
		c := invented(t, lines)
		var all []string
		for _, f := range Check(c) {
			if f.Rule == idListe && f.Severity != Warnung {
				t.Errorf("%q: got severity %s, want W", lines, f.Severity)
			}
		}
		if all = saying(Check(c), idListe); strings.Join(all, "|") != want {
			t.Errorf("%q: got %q, want %q", lines, all, want)
		}
		if off := saying(Check(c, With(Config{Rules: map[string]Severity{idListe: Aus}})), idListe); len(off) > 0 {
			t.Errorf("%q: switched off, and still %q", lines, off)
		}
	}
}

func TestWhatTheTNMLineDidNotUnderstandIsAWarnungThatQuotesIt(t *testing.T) {
	t.Parallel()
	const want = "Diagnose.pTNM: TNM-Formel: „xyz“ ist nicht übernommen und geht nicht mit in die Meldung. Bitte anders schreiben oder löschen."
	c := invented(t, "Typ = Diagnose\nDiagnose.pTNM.T = 2")
	c.Unread = map[string]string{"Diagnose.pTNM": "xyz", "Diagnose.cTNM": "", "OP.TNM": "abc"} // an OP is not asked for
	if said := saying(Check(c), idRest); !slices.Equal(said, []string{want}) {
		t.Errorf("got %q, want %q alone", said, want)
	}
	for _, f := range Check(c) {
		if f.Rule == idRest && f.Severity != Warnung {
			t.Errorf("got severity %s, want W", f.Severity)
		}
	}
	if said := saying(Check(c, ContentOnly()), idRest); len(said) > 0 {
		t.Errorf("a document has no line of a TNM, and still %q", said)
	}
	if said := saying(Check(c, With(Config{Rules: map[string]Severity{idRest: Aus}})), idRest); len(said) > 0 {
		t.Errorf("switched off, and still %q", said)
	}
}
