package desk

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
)

// The stored draft alone says what its form did not understand: whichever way it is
// completed, somebody has confirmed that.
func TestADraftWithAHalfUnderstoodTNMLineIsCompletedOnlyWhenThatIsConfirmed(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.unread = forms.Unread
	d := w.begunCompletely()
	form := forms.New(dataset.Report, &d.Report, forms.Pages(d.Report.Meldung.Typ), forms.Env{Lists: catalog.NewShelf(), Now: time.Now})
	if !form.Goto("Diagnose.pTNM") {
		t.Fatal("no line of a TNM")
	}
	form.Answer("xyz")
	d.Form = form.Memory()
	w.must(w.SaveDraft(t.Context(), &d))
	_, err := w.Complete(t.Context(), d.ID, d.Rev, nil)
	var refused *answer.Refusal
	if !errors.As(err, &refused) || !slices.Contains(rulesOf(refused), "E-Rest") {
		t.Fatalf("got %v, want a refusal that names E-Rest", err)
	}
	sent := w.submit(d)
	document, err := w.Document(t.Context(), sent.Transaktionsnummer)
	w.must(err)
	if bytes.Contains(document, []byte("xyz")) {
		t.Error("the document says xyz")
	}
}
