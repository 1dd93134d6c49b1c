package main

import (
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// answered are values as one of two people gives them, and the field they are in.
type answered struct{ name, text, id, stored string }

// Two processes write into one draft, into other fields and into the same ones; the
// second is killed when it has said that the last is saved. Every value is there, or was
// heard by the second before she gave another one.
func TestTwoProcessesInOneDraftLoseNoValue(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	caseID := d.newPerson("Zwetschgenbaum").ID
	one, two := startLines(t, "demo", "--dir", d.dir), startLines(t, "demo", "--dir", d.dir)
	one.signInAs(demoUsers[0].login, demoUsers[0].password)
	two.signInAs(demoUsers[1].login, demoUsers[1].password)
	one.say("zwetschgenbaum", "1", ":neu", "1")
	one.hear(`Meldung Diagnose, Zwetschgenbaum`)
	one.answer(answered{"meldebegründung", "i", "", ""})
	two.say("zwetschgenbaum", "1", "1")
	two.hear(`Meldung Diagnose, Zwetschgenbaum`)
	two.hear(asked)
	mine := []answered{{"eigene leistung", "j", "Eigene_Leistung", "J"}, {"grading", "2", "Diagnose.Histologie.Grading", "2"},
		{"leistungszustand", "0", "Diagnose.Allgemeiner_Leistungszustand", "0"}, {"diagnosesicherung", "7.1", "Diagnose.Diagnosesicherung", "7.1"}}
	hers := []answered{{"diagnosedatum", "14.05.2026", "Tumorzuordnung.Diagnosedatum", "2026-05-14"}, {"grading", "3", "Diagnose.Histologie.Grading", "3"},
		{"leistungszustand", "1", "Diagnose.Allgemeiner_Leistungszustand", "1"}, {"seite", "l", "Tumorzuordnung.Seitenlokalisation", "L"}}
	for i := range mine {
		one.answer(mine[i])
		two.answer(hers[i])
	}
	two.cmd.Process.Kill()
	two.cmd.Wait()
	for _, want := range []string{"Von meier eingetragen: Eigene Leistung", "Von meier eingetragen: Histologie / Grading, 2", "Bisher 2, G2"} {
		if !strings.Contains(two.all(), want) {
			t.Errorf("the second did not hear %q; heard:\n%s", want, two.all())
		}
	}
	lost := 0
	for _, a := range slices.Concat(mine[:1], mine[3:], hers) {
		if stored := d.answers(caseID, a.id); !slices.Contains(stored, a.stored) {
			t.Errorf("%s: %q are stored, want %s among them", a.name, stored, a.stored)
			lost++
		}
	}
	t.Logf("two processes in one draft, the second killed: %d values of the first, %d of the second, %d lost", len(mine), len(hers), lost)

	one.say(":verlassen")
	one.end()
}

// answers are what the drafts of a case say in a field, and keep beside it.
func (d *desktop) answers(caseID, id string) (texts []string) {
	d.t.Helper()
	for _, draft := range d.drafts(user(0), caseID) {
		texts = append(texts, field.Texts(dataset.Report, &draft.Report)[id])
		for _, a := range draft.Abweichungen {
			if a.Feld == id {
				texts = append(texts, a.Wert)
			}
		}
	}
	return texts
}

// answer gives one answer and hears that it is saved.
func (l *lineMode) answer(a answered) {
	l.t.Helper()
	l.fields(a.name, a.text)
	l.hear(`Gespeichert: `)
}

// Two processes change the name of one person. The second one hears both names, and
// hers counts.
func TestTwoProcessesInOneRecordHearOfEachOther(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	caseID := d.newPerson("Zwetschgenbaum").ID
	one, two := startLines(t, "demo", "--dir", d.dir), startLines(t, "demo", "--dir", d.dir)
	one.signInAs(demoUsers[0].login, demoUsers[0].password)
	two.signInAs(demoUsers[1].login, demoUsers[1].password)
	for _, l := range []*lineMode{one, two} {
		l.say("zwetschgenbaum", "1", ":stammdaten")
		l.hear(asked)
	}
	one.answer(answered{"nachname", "Mirabelle", "", ""})
	two.fields("nachname", "Pflaume")
	two.hear(`Nachname wurde zugleich verschieden eingetragen: von Ihnen Pflaume, von ` + demoUsers[0].login + `, \d\d\.\d\d\. \d\d:\d\d Mirabelle`)
	two.hear(`Es gilt Ihre Angabe`)
	two.hear(`Gespeichert: Pflaume`)
	one.answer(answered{"titel", "Dr.", "", ""})
	one.end()
	two.end()
	c := d.caseOf(user(0), "Pflaume")
	if c.ID != caseID || c.Patient.Stammdaten.Titel != "Dr." {
		t.Errorf("stored %+v of %s, want the second name and the title", c.Patient.Stammdaten, c.ID)
	}
}
