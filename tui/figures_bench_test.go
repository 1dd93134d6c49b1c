package tui

import (
	"fmt"
	"slices"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
)

// everyTyp are the eight types of reports.
var everyTyp = []model.Zweig{model.TypDiagnose, model.TypPathologie, model.TypOP, model.TypST, model.TypSYST,
	model.TypVerlauf, model.TypTod, model.TypTumorkonferenz}

// BenchmarkOpeningReport opens a report with every field filled and three
// elements in every list, of a person with a report of each type, until the first
// frame with its findings is drawn. It has to stay below 50 ms.
func BenchmarkOpeningReport(b *testing.B) {
	var past []rule.Past
	for _, typ := range everyTyp {
		draft := crammedDraft(typ)
		past = append(past, rule.Past{Report: &draft.Report})
	}
	for _, typ := range everyTyp {
		b.Run(string(typ), func(b *testing.B) {
			sh := NewShell(&Services{Lists: catalog.NewShelf(), Now: func() time.Time { return today }}, nil)
			sh.desk = &deskDouble{past: past}
			forms.Warm(sh.Services().Lists, dataset.Report)
			sh.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
			draft := crammedDraft(typ)
			var took []time.Duration
			for b.Loop() {
				sh.stack = sh.stack[:1]
				from := time.Now()
				e := NewEditor(sh, draft)
				sh.Push(e)
				sh.Update(pastMsg{to: e, past: past})
				_ = sh.View()
				took = append(took, time.Since(from))
			}
			reportSlow(b, took, "open")
		})
	}
}

func reportSlow(b *testing.B, took []time.Duration, what string) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms/"+what)
	b.ReportMetric(0, "ns/op")
}

// BenchmarkPickerOver35000Codes types words and codes into a code field whose
// list has 35,000 entries, as an imported ICD-10-GM with its texts has, and
// moves in the hits. The p99 has to stay below 16 ms.
func BenchmarkPickerOver35000Codes(b *testing.B) {
	lists := catalog.NewShelf()
	lists.Put(longList("ICD10", 35_000))
	sh := NewShell(&Services{Lists: lists, Now: func() time.Time { return today }}, nil)
	sh.desk = &deskDouble{}
	forms.Warm(lists, dataset.Report)
	sh.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	e := NewEditor(sh, newDraft())
	sh.Push(e)
	if l, _ := lists.Get("ICD10"); l.Len() < 35_000 || !e.form.Goto("Tumorzuordnung.Primaertumor_ICD") {
		b.Fatalf("the list has %d codes", l.Len())
	}
	var took []time.Duration
	press := func(k tea.KeyMsg) {
		from := time.Now()
		sh.Update(k)
		_ = sh.View()
		took = append(took, time.Since(from))
	}
	for b.Loop() {
		for _, word := range []string{"neubildung brust", "c50", "karz 17", "e"} {
			for _, r := range word {
				press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
			}
			press(tea.KeyMsg{Type: tea.KeyDown})
			press(tea.KeyMsg{Type: tea.KeyCtrlU})
		}
	}
	reportSlow(b, took, "key")
}

// longList is a list as long as an official one, with texts as long.
func longList(name string, n int) *catalog.List {
	organs := []string{"Brust", "Lunge", "Dickdarm", "Prostata", "Haut des Rumpfes", "Niere", "Magen", "Gehirn"}
	entries := make([]catalog.Entry, n)
	for i := range entries {
		entries[i] = catalog.Entry{Code: fmt.Sprintf("%c%02d.%d", 'A'+i%26, i/26%100, i/2600),
			Label: fmt.Sprintf("Bösartige Neubildung: %s, mehrere Teilbereiche überlappend, Karzinom Nummer %d", organs[i%len(organs)], i)}
	}
	return catalog.NewList(catalog.List{Name: name, Title: "lang", Edition: "2026", Official: true}, entries)
}

// BenchmarkEveryPageKeyToFrame types into every page of every type of report,
// each field filled, and draws after each key. The p99 has to stay below 16 ms.
func BenchmarkEveryPageKeyToFrame(b *testing.B) {
	for _, typ := range everyTyp {
		b.Run(string(typ), func(b *testing.B) {
			sh := NewShell(&Services{Lists: catalog.NewShelf(), Now: func() time.Time { return today }}, nil)
			sh.desk = &deskDouble{}
			forms.Warm(sh.Services().Lists, dataset.Report)
			sh.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
			var took []time.Duration
			press := func(k tea.KeyMsg) {
				from := time.Now()
				sh.Update(k)
				_ = sh.View()
				took = append(took, time.Since(from))
			}
			for b.Loop() {
				sh.stack = sh.stack[:1]
				e := NewEditor(sh, crammedDraft(typ))
				sh.Push(e)
				for _, s := range e.form.Steps() {
					e.form.Open(s.Title)
					for range 4 {
						press(tea.KeyMsg{Type: tea.KeyTab})
						press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("7")})
					}
					press(tea.KeyMsg{Type: tea.KeyPgDown})
				}
			}
			reportSlow(b, took, "key")
		})
	}
}

// TestOddValuesPassThroughTheEditor opens and leaves every page of every type of
// report, with a value in every field that fits none of them, and proves that
// what is saved is what was there.
func TestOddValuesPassThroughTheEditor(t *testing.T) {
	t.Parallel()
	for _, typ := range everyTyp {
		t.Run(string(typ), func(t *testing.T) {
			t.Parallel()
			draft := oddDraft(typ)
			want := field.Texts(dataset.Report, &draft.Report)
			d := newDesktop(t, &deskDouble{})
			e := NewEditor(d.sh, draft)
			d.open(e)
			for range 2 {
				throughEveryPage(d, e)
				d.press("f5")
			}
			d.press("f2").see("gespeichert")
			_, saved := d.desk.state()
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
func throughEveryPage(d *desktop, e *Editor) {
	for _, s := range e.form.Steps() {
		e.form.Open(s.Title)
		for range 60 {
			d.press("down")
		}
		e.form.Open(s.Title)
		d.press("tab", "tab", "shift+tab", "pgdown", "pgup")
	}
}

// oddDraft has in every field a text that is nothing of the kind.
func oddDraft(typ model.Zweig) model.Draft {
	draft := newDraft()
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
