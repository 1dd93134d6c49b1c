package main

import (
	"database/sql"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// A laptop sleeps in the middle of a word, its hold on the report is over, and a colleague
// takes the report and writes into it, or throws it away. Awake again everything typed is there, and a
// sentence says what happened and what to do.
func TestAHoldLostInTheMiddleOfAWordLosesNothing(t *testing.T) {
	t.Parallel()
	s := newServer(t, "anna", "bert")
	s.start()
	d, anna, bert := newReal(t, s), s.letter["anna"], s.letter["bert"]
	d.fill(anna, "Apfelbaum")
	d.admit(anna, bert)
	caseID := d.caseOf(anna, "Apfelbaum").ID
	y := &typist{t: t, d: d, caseID: caseID, term: d.start()}
	d.signIn(y.term, anna)
	openCase(y.term, "Apfelbaum")
	y.term.See("zuletzt ")
	y.term.Press("enter")
	y.term.See("[1/")
	y.term.Press("f3")
	y.term.Type("diagnosetext\r")
	y.until("the field", func() bool { return current(y.term) == "Diagnosetext" })
	y.term.Press("ctrl+u")
	y.term.Type("Adenokarz")
	y.until("half a word on the disk", func() bool { return d.holds(anna, caseID, "Diagnose.Primaertumor_Diagnosetext", "Adenokarz") })
	y.term.Signal(syscall.SIGSTOP)
	d.database(func(db *sql.DB) error { _, err := db.Exec("UPDATE editing SET until = 0"); return err }) // two minutes later

	hers := startLines(t, "--dir", d.dir)
	hers.signInAs(bert.login, bert.password)
	hers.say("apfelbaum", "1", "1")
	hers.hear(`Meldung Diagnose, Apfelbaum`)
	hers.hear(asked)
	if strings.Contains(hers.all(), "wird gerade bearbeitet von") {
		t.Errorf("a hold that is over is told:\n%s", hers.all())
	}
	hers.answer(answered{"grading", "2", "", ""})

	y.term.Signal(syscall.SIGCONT)
	y.term.See("hat diese Meldung jetzt auch offen")
	y.term.Type("inom\t")
	y.until("both on the disk", func() bool {
		return d.holds(anna, caseID, "Diagnose.Primaertumor_Diagnosetext", "Adenokarzinom") && d.holds(anna, caseID, "Diagnose.Histologie.Grading", "2")
	})
	hers.answer(answered{"seite", "l", "", ""})
	if !strings.Contains(hers.all(), "Von anna eingetragen: Diagnosetext, Adenokarzinom") {
		t.Errorf("she does not hear what was typed:\n%s", hers.all())
	}

	y.term.Press("f3")
	y.term.Type("diagnosetext\r")
	y.until("the field", func() bool { return current(y.term) == "Diagnosetext" })
	y.term.Press("ctrl+u")
	y.term.Type("Adeno")
	time.Sleep(50 * time.Millisecond)
	y.term.Signal(syscall.SIGSTOP)
	hers.say(":loeschen")
	hers.hear(`Löschen|löschen`)
	hers.say("ja")
	hers.hear(`(?i)gelöscht|Papierkorb`)
	y.term.Signal(syscall.SIGCONT)
	y.term.Type("m\t")
	y.term.See("anderswo gelöscht")
	y.term.See("neuer Entwurf")
	y.until("what was typed, in a draft of its own", func() bool { return d.holds(anna, caseID, "Diagnose.Primaertumor_Diagnosetext", "Adenom") })
	hers.end()
}

// holds reports that one of the drafts of a case says so in a field.
func (d *desktop) holds(p staff, caseID, id, text string) bool {
	d.t.Helper()
	for _, draft := range d.drafts(p, caseID) {
		if field.Texts(dataset.Report, &draft.Report)[id] == text {
			return true
		}
	}
	return false
}
