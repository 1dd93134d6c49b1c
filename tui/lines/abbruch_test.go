package lines

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/stage"
)

// cutShort gives out answers one by one; behind the last one nothing reaches the
// disk any more, as after kill -9.
type cutShort struct {
	answers []string
	desk    *stage.DeskDouble
}

func (c *cutShort) Read(b []byte) (int, error) {
	if len(c.answers) == 0 {
		c.desk.Mu.Lock()
		c.desk.Fail = errors.New("killed")
		c.desk.Mu.Unlock()
		return 0, io.EOF
	}
	n := copy(b, c.answers[0]+"\n")
	c.answers = c.answers[1:]
	return n, nil
}

// heardUntilKilled is what a person hears of a draft until the program is killed,
// and the draft as it lies on the disk then.
func heardUntilKilled(t *testing.T, draft model.Draft, answers []string) (string, model.Draft) {
	t.Helper()
	z, _, desk := lineDesk(t, "")
	desk.Stored = draft
	z.In.Reader = bufio.NewReader(&cutShort{answers, desk})
	var heard bytes.Buffer
	z.Out = &killedOutput{&heard, desk}
	z.editReport(draft)
	_, left := desk.State()
	return heard.String(), left
}

// killedOutput says nothing any more once the program is killed.
type killedOutput struct {
	heard *bytes.Buffer
	desk  *stage.DeskDouble
}

func (k *killedOutput) Write(b []byte) (int, error) {
	k.desk.Mu.Lock()
	defer k.desk.Mu.Unlock()
	if k.desk.Fail == nil {
		k.heard.Write(b)
	}
	return len(b), nil
}

// atQuestion is the field that is asked last, with its value.
func atQuestion(heard string) (last string) {
	for _, l := range strings.Split(heard, "\n") {
		if name, rest, ok := strings.Cut(l, ". "); ok && strings.Contains(rest, "Enter ") && !strings.HasPrefix(l, "Nummer wählt") && !strings.HasPrefix(l, "Nächste Zeile") {
			last = name
		}
	}
	return last
}

// Whichever question is the last one, the draft opens there again, and every
// answer given before is on the disk.
func TestLineModeKilledAtAnyQuestionGoesOnThere(t *testing.T) {
	t.Parallel()
	answers := []string{":feld meldebegründung", "i", "j", "", ":feld diagnosedatum", "14.05.2026", ":feld diagnose (icd-10)", "c504", "l",
		":feld diagnosesicherung", "7.1", ":zurueck", ":feld grading", "2", "", ":abschnitt", "4", ":neu", "", ":rueckgaengig", ":feld anmerkung", "Erste Zeile", "Zweite", ""}
	for n := 2; n <= len(answers); n++ {
		heard, left := heardUntilKilled(t, model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)}, answers[:n])
		again, _ := heardUntilKilled(t, left, nil)
		if was, is := atQuestion(heard), atQuestion(again); was != is {
			t.Errorf("killed behind %q at %q, goes on at %q", answers[n-1], was, is)
		}
		if got := left.Report.Meldung.Tumorzuordnung.Diagnosedatum; n >= 6 && got != "2026-05-14" {
			t.Errorf("killed behind %q: Diagnosedatum %q is on the disk", answers[n-1], got)
		}
	}
}
