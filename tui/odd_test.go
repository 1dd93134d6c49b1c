package tui

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/stage"
)

// TestOddValuesPassThroughTheEditor opens and leaves every page of every type of
// report, with a value in every field that fits none of them, and proves that
// what is saved is what was there.
func TestOddValuesPassThroughTheEditor(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	for n, typ := range stage.EveryTyp {
		t.Run(string(typ), func(t *testing.T) {
			t.Parallel()
			draft := oddDraft(typ)
			want := field.Texts(dataset.Report, &draft.Report)
			d := newDesktop(t, &stage.DeskDouble{})
			e := report.NewEditor(d.Sh, draft)
			d.Open(e)
			for pace := range 2 { // half of the types in each; in the long form all
				if (n+pace)%min(stride, 2) == 0 {
					throughEveryPage(d, e)
				}
				d.Press("alt+g")
			}
			d.Press("f2").See("gespeichert")
			_, saved := d.Desk.State()
			got := field.Texts(dataset.Report, &saved.Report)
			if len(want) < 20 {
				t.Fatalf("only %d values were tried", len(want))
			}
			for id, text := range want {
				if got[id] != text {
					t.Errorf("%s: %q is %q now", id, text, got[id])
				}
			}
			if len(got) != len(want) {
				t.Errorf("%d values were saved, want %d", len(got), len(want))
			}
		})
	}
}

// throughEveryPage goes to every field by Tab and by the arrows, and turns every page.
func throughEveryPage(d *stage.Desktop, e *report.Editor) {
	for _, s := range e.Form.Steps() {
		e.Form.Open(s.Title)
		for before := ""; e.Form.Cursor() != before; {
			if _, _, page := e.Form.Page(); page != s.Title {
				break // it is walked through by itself
			}
			before = e.Form.Cursor()
			d.Press("down")
		}
		e.Form.Open(s.Title)
		d.Press("tab", "tab", "shift+tab", "pgdown", "pgup")
		for len(d.Msgs) > 0 { // thousands of keys leave thousands of messages
			d.Give(<-d.Msgs)
		}
	}
}

// oddDraft has in every field a text that is nothing of the kind.
func oddDraft(typ model.Zweig) model.Draft {
	draft := stage.NewDraft()
	draft.Report.Meldung.Typ = typ
	odd := []string{"zz?", " 7 ", "31.02.2026", "C99.99/x", "—", "ä\u0308"}
	n := 0
	for range 2 {
		field.Walk(dataset.Report, &draft.Report, func(b field.Bound) bool {
			switch branches := b.Branches(); {
			case b.Row.List() && b.Len() < 2:
				b.Insert(b.Len())
			case b.Row.Leaf() && b.Get() == "" && branches == nil:
				b.Set(odd[n%len(odd)])
				n++
			case b.ID != "Typ" && branches != nil && b.Get() == "":
				b.Set(branches[n%len(branches)].ElementName())
			}
			return true
		})
	}
	return draft
}
