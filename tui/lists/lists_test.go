package lists

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/work"
)

// memory remembers what it is told.
type memory map[string][]byte

func (m memory) Recall(_ context.Context, prefix string) (map[string][]byte, error) {
	found := map[string][]byte{}
	for name, content := range m {
		if strings.HasPrefix(name, prefix) {
			found[name] = content
		}
	}
	return found, nil
}

func (m memory) Remember(_ context.Context, name string, content []byte) error {
	if m[name] = content; content == nil {
		delete(m, name)
	}
	return nil
}

// A named view is that of its list, comes back as it was, gives way to one of the same name
// and is forgotten; one that cannot be read is left out.
func TestANamedViewComesBack(t *testing.T) {
	t.Parallel()
	kept := memory{"liste/uebertragung/kaputt": []byte("{")}
	desk := &work.Desk{Memory: kept}
	v := listing.View{Words: "mueller"}
	v.Only(InHands, "anna")
	for _, of := range []struct {
		list, name string
		view       *listing.View
	}{{"uebertragung", "meine", &listing.View{}}, {"uebertragung", "meine", &v}, {"uebertragung", "alte", &v}, {"uebertragung", "alte", nil}, {"arbeitsliste", "andere", &v}} {
		if err := SaveView(t.Context(), desk, of.list, of.name, of.view); err != nil {
			t.Fatal(err)
		}
	}
	views, err := SavedViews(t.Context(), desk, "uebertragung")
	if err != nil || len(views) != 1 || views[0].Name != "meine" || views[0].View.Words != "mueller" || !slices.Equal(views[0].View.Values(InHands), []string{"anna"}) {
		t.Errorf("views %+v, %v", views, err)
	}
}

// What is in somebody's hands is shown alone, and once more all is.
func TestMineIsTurnedOnAndOff(t *testing.T) {
	t.Parallel()
	var v listing.View
	if Mine(&v, "anna"); !slices.Equal(v.Values(InHands), []string{"anna"}) {
		t.Errorf("mine: %v", v.Values(InHands))
	}
	if Mine(&v, "berta"); !slices.Equal(v.Values(InHands), []string{"berta"}) {
		t.Errorf("hers: %v", v.Values(InHands))
	}
	if Mine(&v, "berta"); len(v.Values(InHands)) != 0 {
		t.Errorf("all: %v", v.Values(InHands))
	}
}

// The work list is searched, filtered, sorted and counted by what it shows: what is due
// first stands first, what is settled is found by its kind alone, and each kind is counted.
func TestTheWorkListIsLookedThrough(t *testing.T) {
	t.Parallel()
	all := []worklist.Aufgabe{
		{Art: worklist.AufgabeEntwurf, Person: "Kowalski, Anna", CaseID: "c1", Frist: "2026-07-01"},
		{Art: worklist.AufgabeGesperrt, Person: "Kowalski, Bernd", CaseID: "c2", Sperre: &model.Sperre{Grund: "Befund fehlt", Bis: "2026-06-01"}},
		{Art: worklist.AufgabeErledigt, Person: "Kowalski, Carla", CaseID: "c3", Entscheid: &worklist.Entscheid{Grund: "verzogen"}},
		{Art: worklist.AufgabeGegenstueck, Person: "Meier, Dora", CaseID: "c4"},
		{Art: worklist.AufgabeFrist, Person: "Kowalski, Emil", CaseID: "c5", Frist: "2026-05-20"},
	}
	list := Tasks(all, func() *people.Index { return nil }, time.Now)
	list.Among = InGroup("")
	shown := func(v listing.View) (cases string) {
		t.Helper()
		rows, err := list.Shown(t.Context(), v)
		if err != nil {
			t.Fatal(err)
		}
		for i := range rows {
			cases += rows[i].CaseID + " "
		}
		return strings.TrimSpace(cases)
	}
	for want, v := range map[string]listing.View{
		"c1 c2 c4 c5": {},
		"c5 c2 c1":    {Words: "kowalski", Sort: "stand"},
		"c4":          {Words: "meier"},
	} {
		if got := shown(v); got != want {
			t.Errorf("%+v shows %q, want %q", v, got, want)
		}
	}
	var settled listing.View
	if settled.Only(KindOfTask, "erledigt"); shown(settled) != "c3" {
		t.Errorf("settled: %q", shown(settled))
	}
	counts, err := list.Count(t.Context(), listing.View{}, KindOfTask)
	if err != nil || len(counts) != len(all) {
		t.Errorf("%d kinds are counted, %v", len(counts), err)
	}
	if reason := reasonOfTask(&all[1]); reason != "Befund fehlt" || reasonOfTask(&all[2]) != "verzogen" {
		t.Errorf("reason %q", reason)
	}
}

// What cannot be read stands in the basket by the beginning of its number, and is not taken
// back.
func TestADamagedDraftStaysInTheBasket(t *testing.T) {
	t.Parallel()
	all := []model.Thrown{{Draft: model.Draft{ID: "d1234567890", Damaged: true}}, {Draft: model.Draft{ID: "d2"}}}
	b := PaperBasket{Desk: &work.Desk{}, All: all, Shown: []int{1, 0}}
	if whose := whoseDraft(b.At(1)); !strings.Contains(whose, people.DamagedWord) || strings.Contains(whoseDraft(b.At(0)), people.DamagedWord) {
		t.Errorf("whose: %q", whose)
	}
	if off := b.Acts(1)[0].Off; off == "" || b.Acts(0)[0].Off != "" || b.Acts(0)[0].Do == nil {
		t.Errorf("damaged: off %q; the other: %q", off, b.Acts(0)[0].Off)
	}
	if b.At(2) != nil || b.At(-1) != nil || b.Acts(2)[0].Off == "" || (&PaperBasket{}).Acts(-1)[0].Off == b.Acts(2)[0].Off {
		t.Error("a line that is none can be taken back, or an empty basket says what a chosen line does")
	}
}
