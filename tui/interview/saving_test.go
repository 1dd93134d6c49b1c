package interview

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/work"
)

// sheet is a form that is saved as write says.
func sheet(t *testing.T, write func() error) (*Sheet, *bytes.Buffer) {
	t.Helper()
	heard := new(bytes.Buffer)
	z := &Session{Talk: &ask.Talk{Out: heard}, Services: &work.Services{Lists: catalog.NewShelf(), Now: time.Now}, During: t.Context(), Desk: &work.Desk{}}
	report := &model.Report{Meldung: model.Meldung{Typ: model.TypVerlauf}}
	form := forms.New(dataset.Report, report, forms.Pages(model.TypVerlauf), z.Env())
	l := z.Asking(report, form, func() []rule.Finding { return nil })
	l.Write = func(context.Context, *work.Snapshot) error { return write() }
	return l, heard
}

// Where somebody else was faster the questions go on in the draft that was kept beside.
func TestTheQuestionsGoOnInTheDraftThatWasKept(t *testing.T) {
	t.Parallel()
	beside := &answer.Moved{}
	l, heard := sheet(t, func() error { return beside })
	var went *answer.Moved
	l.Moved = func(m *answer.Moved) { went = m }
	l.Touch()
	if err := l.Keep(); err != nil || went != beside || heard.Len() == 0 {
		t.Errorf("%v; went on in %v, heard %q", err, went, heard)
	}
}

// What is not on the disk is said, tried again although nothing else was typed, and said
// when it is there.
func TestWhatIsNotSavedIsTriedAgain(t *testing.T) {
	t.Parallel()
	var why error = &answer.Failure{Kind: answer.FailDiskFull}
	writes := 0
	l, heard := sheet(t, func() error { writes++; return why })
	l.Touch()
	if err := l.Keep(); !errors.Is(err, ErrUnsaved) || !bytes.Contains(heard.Bytes(), []byte("Nicht gesichert")) {
		t.Errorf("%v, heard %q", err, heard)
	}
	if err := l.Keep(); !errors.Is(err, ErrUnsaved) || writes != 2 {
		t.Errorf("%v after %d writes", err, writes)
	}
	why = nil
	if err := l.Keep(); err != nil || !bytes.Contains(heard.Bytes(), []byte("Jetzt ist alles gesichert")) {
		t.Errorf("%v, heard %q", err, heard)
	}
	if err := l.Keep(); err != nil || writes != 3 {
		t.Errorf("%v; written %d times", err, writes)
	}
}
