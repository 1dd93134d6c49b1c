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
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// bench is a signed-in program on no terminal that is timed key by key, until the
// frame is drawn.
type bench struct {
	b    *testing.B
	sh   *shell.Shell
	took []time.Duration
}

func newBench(b *testing.B, w, h int) *bench {
	sh := NewShell(&work.Services{Lists: catalog.NewShelf(), Now: func() time.Time { return stage.Today }}, nil)
	sh.Seat((&stage.DeskDouble{}).Desk(), nil)
	forms.Warm(sh.Services().Lists, dataset.Report) // signing in does so, in the background
	sh.Update(tea.WindowSizeMsg{Width: w, Height: h})
	return &bench{b: b, sh: sh}
}

// open puts a draft alone on the screen, of a person with these other reports.
func (x *bench) open(draft model.Draft, past ...rule.Past) *report.Editor {
	x.sh.Stack = x.sh.Stack[:1]
	e := report.NewEditor(x.sh, draft)
	x.sh.Push(e)
	x.sh.Update(report.PastMsg{To: e, Past: work.Past{Reports: past}})
	return e
}

// press presses keys by name, or letter by letter.
func (x *bench) press(keys ...string) {
	for _, k := range keys {
		if named, ok := stage.NamedKeys[k]; ok {
			x.key(tea.KeyMsg{Type: named})
			continue
		}
		for _, r := range k {
			x.key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
	}
}

func (x *bench) key(k tea.KeyMsg) {
	from := time.Now()
	x.sh.Update(k)
	_ = x.sh.View()
	x.took = append(x.took, time.Since(from))
}

// report says how long the slowest and the middle ones took.
func (x *bench) report(what string) {
	slices.Sort(x.took)
	ms := func(at int) float64 { return float64(x.took[at].Microseconds()) / 1000 }
	x.b.ReportMetric(ms(len(x.took)*99/100), "p99-ms/"+what)
	x.b.ReportMetric(ms(len(x.took)/2), "p50-ms/"+what)
	x.b.ReportMetric(0, "ns/op")
}

// BenchmarkOpeningReport opens a report with every field filled and three
// elements in every list, of a person with a report of each type, until the first
// frame with its findings is drawn. It has to stay below 50 ms.
func BenchmarkOpeningReport(b *testing.B) {
	var past []rule.Past
	for _, typ := range stage.EveryTyp {
		draft := crammedDraft(typ)
		past = append(past, rule.Past{Report: &draft.Report})
	}
	for _, typ := range stage.EveryTyp {
		b.Run(string(typ), func(b *testing.B) {
			x, draft := newBench(b, 80, 24), crammedDraft(typ)
			for b.Loop() {
				from := time.Now()
				x.open(draft, past...)
				_ = x.sh.View()
				x.took = append(x.took, time.Since(from))
			}
			x.report("open")
		})
	}
}

// BenchmarkEditorKeyToFrame presses keys in the editor and draws the whole
// window after each: typing into the code lists of the page Tumor, confirming
// (which judges by all rules), and turning every page. The p99 has to stay
// below 16 ms.
func BenchmarkEditorKeyToFrame(b *testing.B) {
	for _, size := range [][2]int{{80, 24}, {200, 60}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			x := newBench(b, size[0], size[1])
			for b.Loop() {
				x.open(stage.NewDraft())
				x.press(stage.Tumour...)
				x.press("pgdown", "brust", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown")
			}
			x.report("key")
		})
	}
}

// BenchmarkEveryPageKeyToFrame types into every page of every type of report,
// each field filled, and draws after each key. The p99 has to stay below 16 ms.
func BenchmarkEveryPageKeyToFrame(b *testing.B) {
	for _, typ := range stage.EveryTyp {
		b.Run(string(typ), func(b *testing.B) {
			x := newBench(b, 80, 24)
			for b.Loop() {
				e := x.open(crammedDraft(typ))
				for _, s := range e.Form.Steps() {
					e.Form.Open(s.Title)
					x.press("tab", "7", "tab", "7", "tab", "7", "tab", "7", "pgdown")
				}
			}
			x.report("key")
		})
	}
}

// BenchmarkWholeReportKeyToFrame has a report with every field and three
// elements of every list on one page, with the column beside it: it goes from
// field to field, types, confirms and turns sections, for every type.
func BenchmarkWholeReportKeyToFrame(b *testing.B) {
	for _, typ := range stage.EveryTyp {
		b.Run(string(typ), func(b *testing.B) {
			x := newBench(b, 120, 40)
			x.sh.Whole = true
			for b.Loop() {
				x.open(crammedDraft(typ))
				for range 150 {
					x.press("down", "7", "enter")
				}
				for range 12 {
					x.press("pgup")
				}
			}
			x.report("key")
		})
	}
}

// BenchmarkPickerOver35000Codes types words and codes into a code field whose
// list has 35,000 entries, as an imported ICD-10-GM with its texts has, and
// moves in the hits. The p99 has to stay below 16 ms.
func BenchmarkPickerOver35000Codes(b *testing.B) {
	x := newBench(b, 80, 24)
	lists := x.sh.Services().Lists
	lists.Put(longList("ICD10", 35_000))
	forms.Warm(lists, dataset.Report)
	e := x.open(stage.NewDraft())
	if l, _ := lists.Get("ICD10"); l.Len() < 35_000 || !e.Form.Goto("Tumorzuordnung.Primaertumor_ICD") {
		b.Fatalf("the list has %d codes", l.Len())
	}
	for b.Loop() {
		for _, word := range []string{"neubildung brust", "c50", "karz 17", "e"} {
			x.press(word, "down", "ctrl+u")
		}
	}
	x.report("key")
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

// crammedDraft has something in every field of a type.
func crammedDraft(typ model.Zweig) model.Draft {
	draft := stage.NewDraft()
	draft.Report.Meldung.Typ = typ
	for range 3 {
		field.Walk(dataset.Report, &draft.Report, func(b field.Bound) bool {
			switch branches := b.Branches(); {
			case b.Row.List() && b.Len() < 3:
				b.Insert(b.Len())
			case b.Row.Leaf() && b.Get() == "" && branches == nil:
				b.Set("2026-05-14")
			case b.ID != "Typ" && branches != nil:
				b.Set(branches[0].ElementName())
			}
			return true
		})
	}
	return draft
}
