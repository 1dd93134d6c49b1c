package desk

import (
	"errors"
	"fmt"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/sync/store"
)

// The list of people is the same whether it is made of all cases or of the one that
// was kept and what has changed since: somebody new, gone, renamed, with a draft.
func TestTheKeptListOfPeopleIsThatOfAllCases(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	none := func(*people.Index, int, int) {}
	if _, _, _, err := w.keptIndex(t.Context()); !errors.Is(err, store.ErrNotFound) {
		t.Fatalf("the list of a store nobody has entered: %v, want none", err)
	}
	first, mark, err := w.Index(t.Context(), none)
	w.must(err)
	w.must(w.vault.KeepPeople(t.Context(), mark, first.Pages(), first.Page))
	draft := w.draft()
	draft.Report.Meldung.Meldebegruendung = "W"
	w.must(w.SaveDraft(t.Context(), &draft))
	for i, name := range []model.Text{"Aaron", "Zwetschge", "Mittler"} {
		c := model.Case{Patient: model.Patient{Stammdaten: model.Stammdaten{Nachname: name, Vornamen: model.Text(fmt.Sprint(i))}}}
		w.must(w.SaveCase(t.Context(), &c, nil))
		if i == 0 {
			w.must(w.DeleteCase(t.Context(), c.ID))
		} else if i == 1 {
			was := c.Patient
			c.Patient.Stammdaten.Nachname = "Birnbaum"
			w.must(w.SaveCase(t.Context(), &c, &was))
		}
	}
	kept, _, behind, err := w.keptIndex(t.Context())
	w.must(err)
	whole, _, err := w.wholeIndex(t.Context(), none)
	w.must(err)
	if behind == 0 || kept.Len() != whole.Len() || kept.Len() != first.Len()+2 {
		t.Fatalf("%d changed, %d people, want %d", behind, kept.Len(), whole.Len())
	}
	for i := range whole.Len() {
		if kept.Row(i) != whole.Row(i) {
			t.Errorf("row %d is %+v, want %+v", i, kept.Row(i), whole.Row(i))
		}
	}
	for _, query := range []string{"birn", "widerspruch", "zwetschge", "mitler"} {
		if got, want := kept.Find(query), whole.Find(query); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: found %v, want %v", query, got, want)
		}
	}
}
