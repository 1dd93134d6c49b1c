package lines

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// hearing gives answers to a Diagnose and returns what is heard and stored.
func hearing(t *testing.T, draft model.Draft, answers string) (string, model.Draft) {
	t.Helper()
	z, heard, desk := lineDesk(t, answers)
	desk.Stored = draft
	if err := z.editReport(draft); !errors.Is(err, ask.ErrEnd) {
		t.Fatalf("%v; heard:\n%s", err, heard)
	}
	_, left := desk.State()
	return heard.String(), left
}

func TestInAListTheCodeThatWasTypedIsStored(t *testing.T) {
	t.Parallel()
	begun := model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)}
	for _, c := range []struct{ answers, said string }{
		{":feld leistungszustand\n:liste\n1\n", "Gespeichert: 1, ECOG 1"},
		{":feld leistungszustand\n:liste\n#1\n", "Gespeichert: 0, ECOG 0"},
		{":feld leistungszustand\nv\n1\n", "Gespeichert: 1, ECOG 1"},
		{":feld leistungszustand\nv\n#1\n", "Gespeichert: 2, ECOG 2"},
		{":feld grading\n:liste\n2\n", "Gespeichert: 2, G2"},
		{":feld grading\n:liste\n#1\n", "Gespeichert: 0"},
		{":feld diagnosesicherung\n:liste\n7.1\n", "Gespeichert: 7.1"},
		{":feld diagnosesicherung\n:liste\n7\n", "Gespeichert: 7,"},
		{":feld diagnose (icd-10)\nbrust\nc504\n", "Gespeichert: C50.4"},
		{":feld diagnose (icd-10)\nbrust\n#6\n", "Gespeichert: C50.4"},
		{":feld diagnose (icd-10)\n:liste brust\nc504\n", "Gespeichert: C50.4"},
	} {
		if heard, _ := hearing(t, begun, c.answers); !strings.Contains(heard, c.said) {
			t.Errorf("%q: %q is not said:\n%s", c.answers, c.said, heard)
		}
	}
}

// In every field with a short list of codes each code is stored that is typed at
// the list.
func TestEachCodeOfEachListIsStoredAsTyped(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	z, _, _ := lineDesk(t, "")
	tried := 0
	for _, typ := range []model.Zweig{model.TypDiagnose, model.TypOP, model.TypVerlauf, model.TypTod} {
		report := stage.EverythingAsked(typ)
		f := forms.New(dataset.Report, report, forms.Pages(typ), z.Env())
		for more := true; more; more = f.Forward() {
			q := f.Question()
			hits := f.Choices("")
			if q.Kind != forms.AskValue || q.Own || len(hits) == 0 || len(hits) > 40 {
				continue
			}
			for _, hit := range hits {
				z, heard, _ := lineDesk(t, ":liste\n"+hit.Code+"\n")
				l := z.Asking(report, f, func() []rule.Finding { return nil })
				l.End, l.Write = "Ende.", func(context.Context, *work.Snapshot) error { return nil }
				l.Step()
				tried++
				if want := "Gespeichert: " + hit.Code; !strings.Contains(heard.String(), want) && !strings.Contains(heard.String(), "Gespeichert: "+hit.Label) {
					t.Errorf("%s: %q is not said:\n%s", q.ID, want, heard)
				}
				f.Goto(q.ID)
			}
		}
	}
	if t.Logf("%d codes", tried); tried < 100 {
		t.Errorf("tried %d codes, want at least 100", tried)
	}
}

// The date of the operation itself is offered, not only those of the contacts.
func TestAFieldIsFoundByTheWordItsNameEndsIn(t *testing.T) {
	t.Parallel()
	begun := model.Draft{ID: "d", Report: *stage.NewTyped(model.TypOP)}
	heard, left := hearing(t, begun, ":feld datum\n2\n14.05.2026\n")
	if left.Report.Meldung.OP == nil || left.Report.Meldung.OP.Datum != "2026-05-14" {
		t.Errorf("the second choice is not the date of the operation; heard:\n%s", heard)
	}
}

func TestAmongSeveralHitsEnterStoresNothing(t *testing.T) {
	t.Parallel()
	begun := model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)}
	heard, left := hearing(t, begun, ":feld diagnose (icd-10)\nc504\n:zurueck\nbrust\n\n:feld grading\n")
	if got := left.Report.Meldung.Tumorzuordnung.PrimaertumorICD.Code; got != "C50.4" || !strings.Contains(heard, "Nichts gewählt. Es bleibt: C50.4") {
		t.Errorf("stored %q; heard:\n%s", got, heard)
	}
}

func TestAWrongAnswerIsTakenOnlyWhenItIsSaidTwice(t *testing.T) {
	t.Parallel()
	begun := model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)}
	heard, left := hearing(t, begun, ":feld diagnosedatum\n14.05.2026\n:zurueck\nnein\n15.05.2026\n:zurueck\nkeins\nkeins\n")
	if got := left.Report.Meldung.Tumorzuordnung.Diagnosedatum; got != "keins" {
		t.Errorf("stored %q, want what was said twice; heard:\n%s", got, heard)
	}
	for _, want := range []string{"Nicht übernommen: nein, kein Datum. Es bleibt: 14.05.2026", "Gespeichert: 15.05.2026", "Nicht übernommen: keins"} {
		if !strings.Contains(heard, want) {
			t.Errorf("%q is not said:\n%s", want, heard)
		}
	}
	heard, left = hearing(t, begun, ":feld meldebegründung\nI\n:zurueck\n99999\n")
	if got := left.Report.Meldung.Meldebegruendung; got != "I" || !strings.Contains(heard, "Es bleibt: I") {
		t.Errorf("stored %q; heard:\n%s", got, heard)
	}
}

func TestTheTNMLineIsReadBack(t *testing.T) {
	t.Parallel()
	heard, _ := hearing(t, completeDraft(t), ":feld tnm-formel\n1\npT2 pN0 xyz M9 L1\n:zurueck\ncM0\n")
	for _, want := range []string{"Verstanden: T 2 (p), N 0 (p), L1. Nicht verstanden: xyz, M9", "Gespeichert: pT2 pN0 L1.", "Verstanden: M 0 (c). Es bleibt: T 2 (p), N 0 (p), L1."} {
		if !strings.Contains(heard, want) {
			t.Errorf("%q is not said:\n%s", want, heard)
		}
	}
}

func TestKeysAndBytesThatAreNoTextAreNoAnswer(t *testing.T) {
	t.Parallel()
	begun := model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)}
	heard, left := hearing(t, begun, ":feld anmerkung\n\x1b[A\nAnna\x1b[D\x1b[Dx\x1bOP\n\n")
	if got := left.Report.Meldung.Anmerkung; got != "Annax" || !strings.Contains(heard, ask.OnlyKeys.Why) {
		t.Errorf("stored %q; heard:\n%s", got, heard)
	}
	heard, left = hearing(t, begun, ":feld anmerkung\nM\xfcller\nMüller\n\n")
	if got := left.Report.Meldung.Anmerkung; got != "Müller" || !strings.Contains(heard, ask.ForeignBytes.Why) {
		t.Errorf("stored %q; heard:\n%s", got, heard)
	}
}

func TestOnlyYesIsAYes(t *testing.T) {
	t.Parallel()
	draft := completeDraft(t)
	for _, no := range []string{"jetzt nicht", "jein", "Jansen", "jo", "ja?", "yes", "1", "nein danke"} {
		z, heard, desk := lineDesk(t, ":pruefen\n"+strings.Repeat(no+"\n", 3)+"nein\n:loeschen\n"+no+"\nnein\n:papier\n"+no+"\n\n")
		desk.Stored = draft
		z.editReport(draft)
		if len(desk.Sendings) > 0 || strings.Contains(heard.String(), "Entwurf gelöscht") || strings.Contains(heard.String(), "Als auf Papier gemeldet") {
			t.Errorf("%q was taken for a yes:\n%s", no, heard)
		}
		if !strings.Contains(heard.String(), "Bitte genau ja oder nein") {
			t.Errorf("%q is not asked again:\n%s", no, heard)
		}
	}
	for _, yes := range []string{"ja", "j", "JA", " ja "} {
		z, heard, _ := lineDesk(t, yes+"\n")
		if sure, err := z.Sure("Wirklich?"); err != nil || !sure {
			t.Errorf("%q is no yes: %v; heard:\n%s", yes, err, heard)
		}
	}
}

func TestAnAmbiguousCommandDoesNothing(t *testing.T) {
	t.Parallel()
	begun := model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)}
	for typed, want := range map[string]string{
		":e":     "Mehrere Befehle beginnen so: :entfernen, :erklaerung, :ende. Nichts wurde getan.",
		":a":     "Mehrere Befehle beginnen so: :abschnitt, :aendern, :aufheben, :alsvorlage, :abmelden. Nichts wurde getan.",
		":end":   "Der Befehl :ende gilt nur ausgeschrieben. Nichts wurde getan.",
		":abm":   "Der Befehl :abmelden gilt nur ausgeschrieben. Nichts wurde getan.",
		":loe":   "Der Befehl :loeschen gilt nur ausgeschrieben. Nichts wurde getan.",
		":pap":   "Der Befehl :papier gilt nur ausgeschrieben. Nichts wurde getan.",
		":nicht": "Den Befehl :nicht gibt es hier nicht.",
	} {
		heard, _ := hearing(t, begun, typed+"\n:feld diagnosedatum\n")
		if !strings.Contains(strings.ToLower(heard), strings.ToLower(want)) {
			t.Errorf("%s: %q is not said:\n%s", typed, want, heard)
		}
		if !strings.Contains(heard, "Diagnosedatum. Pflichtfeld.") {
			t.Errorf("%s: the form was left:\n%s", typed, heard)
		}
	}
}

// secretGate takes down what it is given and lets nobody in.
type secretGate struct{ passwords, codes []string }

func (g *secretGate) SignIn(_ context.Context, _, _, code string, _ func(answer.Update)) (*work.Desk, error) {
	g.codes = append(g.codes, code)
	return nil, &answer.Failure{Kind: answer.FailCredentials}
}

func (g *secretGate) Enrol(_ context.Context, _, password string) (*answer.Enrolment, error) {
	g.passwords = append(g.passwords, password)
	return nil, nil
}

func (g *secretGate) Alone(context.Context, string, string, []byte, func(answer.Update)) (*work.Desk, error) {
	return nil, errors.New("not asked")
}

func (g *secretGate) RequestReset(_ context.Context, _, password string) error {
	g.passwords = append(g.passwords, password)
	return nil
}

func TestSecretsAreNeitherTakenForCommandsNorSaidAgain(t *testing.T) {
	t.Parallel()
	for _, secret := range []string{":geheim-passwort1", ":ende", ":hilfe", "::zwei", ":", "ä:ö", " mit Rand "} {
		gate := &secretGate{}
		z, heard, _ := lineDesk(t, "meier\n"+secret+"\n:geheim2\n123456\n\n:zuruecksetzen\nmeier\n"+secret+"\nja\n:ende\n")
		z.Services.Gate, z.Desk = gate, nil
		if err := z.signIn(); !errors.Is(err, ask.ErrEnd) || errors.Is(err, ask.ErrInputEnd) {
			t.Fatalf("%q: %v; heard:\n%s", secret, err, heard)
		}
		if got := fmt.Sprintf("%q %q", gate.passwords, gate.codes); got != fmt.Sprintf("%q %q", []string{secret, secret}, []string{"123456"}) {
			t.Errorf("%q: given %s; heard:\n%s", secret, got, heard)
		}
		if len(secret) > 6 && strings.Contains(heard.String(), strings.Trim(secret, ": ")) || strings.Contains(heard.String(), "geheim2") {
			t.Errorf("%q is said again:\n%s", secret, heard)
		}
	}
}
