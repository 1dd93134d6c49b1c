package main

import (
	"path/filepath"
	"regexp"
	"testing"

	"github.com/gofrs/flock"
)

// Another process holds the store while one more answer is given and the report is
// to be completed. The program says that the answer is not saved, completes nothing,
// and sends the answer once it is saved.
func TestLineModeBesideABusyStoreLosesNoAnswer(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	l := startLines(t, "demo", "--dir", d.dir)
	l.signIn(d)
	l.newPerson()
	l.say(":neu", "1")
	l.hear(`Meldung Diagnose, Zeilmann, Rosa`)
	l.fields("meldebegründung", "i", "eigene leistung", "j", "diagnosedatum", "14.05.2026", "diagnose (icd-10)", "c504", "seite", "l", "diagnosesicherung", "7.1",
		"topographie (icd-o-3)", "c504", "morphologie (icd-o-3)", "85003", "grading", "2", "leistungszustand", "0")
	l.hear(`Gespeichert: 0, ECOG 0`)

	files, err := filepath.Glob(filepath.Join(d.dir, "*.wlock"))
	if err != nil || len(files) != 1 {
		t.Fatalf("lock of the store: %v, %v", files, err)
	}
	lock := flock.New(files[0])
	if err := lock.Lock(); err != nil {
		t.Fatal(err)
	}
	from := l.read
	l.say(":feld leistungszustand", "3")
	l.hear(`Noch nicht gesichert: Leistungszustand, 3, ECOG 3`)
	l.say(":pruefen")
	l.hear(`Abgeschlossen werden kann erst, was gesichert ist`)
	l.hear(`Noch nicht gesichert: Leistungszustand, 3, ECOG 3`)
	if said := regexp.MustCompile(`Gespeichert|ja schließt ab`).FindString(l.all()[from:]); said != "" {
		t.Errorf("says %q of what is not saved:\n%s", said, l.all()[from:])
	}
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
	l.say("")
	l.hear(`Gespeichert: 3, ECOG 3`)
	l.complete()
	l.say(":inhalt")
	l.hear(`Leistungszustand: 3, ECOG 3`)
	l.end()
}
