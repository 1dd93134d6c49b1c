package tui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/tui/handbuch"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

func TestEveryScreenHasItsParagraphInTheManual(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	screens := screenTypes(t)
	if len(screens) < 15 {
		t.Fatalf("found %d screens, want all of them: %v", len(screens), screens)
	}
	if missing := withoutParagraph(handbuch.Text(), screens, shell.ScreenAnchors); len(missing) > 0 {
		t.Errorf("no paragraph of the manual for %v: name one in shell/anchors.go", missing)
	}
	if missing := withoutParagraph(handbuch.Text(), append(screens, "Attic"), shell.ScreenAnchors); !slices.Contains(missing, "Attic") {
		t.Errorf("a screen without a paragraph is not noticed: got %v", missing)
	}
	if missing := withoutParagraph(handbuch.Text(), []string{"Login"}, map[string]string{"Login": "gibtsnicht"}); len(missing) != 1 {
		t.Errorf("an anchor that leads nowhere is not noticed: got %v", missing)
	}
}

// sources are the files of the drawn face's rooms.
func sources(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(files, func(path string) bool {
		return strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "stage/") || strings.HasPrefix(path, "tuitest/")
	})
}

// screenTypes are the types of the rooms that have a title to be shown.
func screenTypes(t *testing.T) []string {
	t.Helper()
	types := map[string]bool{}
	for _, name := range sources(t) {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == "Title" {
				types[receiver(f)] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(types))
}

func receiver(f *ast.FuncDecl) string {
	typ := f.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	return typ.(*ast.Ident).Name
}

func withoutParagraph(h handbuch.Manual, screens []string, anchors map[string]string) (missing []string) {
	for _, s := range screens {
		if h.At(anchors[s]) < 0 {
			missing = append(missing, s)
		}
	}
	return missing
}

func TestEveryFieldOfTheTableHasItsParagraphs(t *testing.T) {
	t.Parallel()
	lists, count := catalog.NewShelf(), 0
	for _, typ := range []model.Zweig{model.TypDiagnose, model.TypPathologie, model.TypOP, model.TypST, model.TypSYST, model.TypVerlauf, model.TypTod, model.TypTumorkonferenz} {
		field.Walk(dataset.Report, stage.EverythingAsked(typ), func(b field.Bound) bool {
			count++
			topic := forms.About(b, lists)
			anchors := shell.TopicAnchors(topic)
			if len(anchors) != 2 {
				t.Errorf("%s: anchors got %v, want what it is about and how it is filled", b.ID, anchors)
			}
			for _, a := range anchors {
				if handbuch.Text().At(a) < 0 {
					t.Errorf("%s: the manual has no %q", b.ID, a)
				}
			}
			if b.Row.Leaf() && (topic.Shape == "" || len(topic.Demanded) == 0) {
				t.Errorf("%s: the help says neither its form nor who demands it", b.ID)
			}
			return true
		})
	}
	if count < 500 {
		t.Errorf("looked at %d fields, want the whole table", count)
	}
}

func TestEveryParagraphOfTheManualIsReached(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	seen := map[string]bool{}
	for _, s := range handbuch.Text() {
		if seen[s.Anchor] {
			t.Errorf("two paragraphs have the anchor %q", s.Anchor)
		}
		seen[s.Anchor] = true
		if len(s.Lines) == 0 {
			t.Errorf("%s says nothing", s.Anchor)
		}
	}
	h, sh := openHelp(t)
	for want := range handbuch.Text() {
		sh.Key(tea.KeyMsg{Type: tea.KeyHome})
		sh.Key(tea.KeyMsg{Type: tea.KeyHome})
		for range want {
			sh.Key(tea.KeyMsg{Type: tea.KeyDown})
		}
		sh.Key(tea.KeyMsg{Type: tea.KeyEnter})
		body := ansi.Strip(h.Body(80, 18))
		if h.Section != want || !strings.Contains(body, handbuch.Text()[want].Title) {
			t.Fatalf("from the contents to %q: at %d, body:\n%s", handbuch.Text()[want].Anchor, h.Section, body)
		}
	}
}

func openHelp(t *testing.T) (*shell.Help, *shell.Shell) {
	t.Helper()
	sh := NewShell(&work.Services{Lists: catalog.NewShelf(), Now: func() time.Time { return stage.Today }, About: work.About{Version: "9.9", Schema: "3.0.4", Registration: "0611 1", Content: "0611 2"}}, nil)
	sh.Key(tea.KeyMsg{Type: tea.KeyF1})
	h, ok := sh.Top().(*shell.Help)
	if !ok {
		t.Fatalf("F1 opens %T", sh.Top())
	}
	h.Body(80, 18)
	return h, sh
}

func TestHelpSaysProgramSchemaAndHotlines(t *testing.T) {
	t.Parallel()
	h, _ := openHelp(t)
	for _, want := range []string{"Programm 9.9, oBDS 3.0.4", "Meldeberatung: 0611 1", "Medizinische Dokumentation: 0611 2", "OTP-Code"} {
		if body := ansi.Strip(h.Body(80, 40)); !strings.Contains(body, want) {
			t.Errorf("the help lacks %q:\n%s", want, body)
		}
	}
}

func TestTypingInTheHelpSearchesTheManual(t *testing.T) {
	t.Parallel()
	h, sh := openHelp(t)
	for _, r := range "ersatzkode" {
		sh.Key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	if body := ansi.Strip(h.Body(80, 18)); !strings.Contains(body, "Versicherung und Ersatzkode") {
		t.Errorf("the search shows:\n%s", body)
	}
	sh.Key(tea.KeyMsg{Type: tea.KeyEnter})
	if h.Section < 0 || !strings.Contains(handbuch.Text()[h.Section].Title, "Ersatzkode") {
		t.Errorf("Enter opened section %d", h.Section)
	}
	for _, want := range []int{-1, -1} {
		sh.Key(tea.KeyMsg{Type: tea.KeyEsc})
		if h.Section != want {
			t.Errorf("after Esc: section %d, want %d", h.Section, want)
		}
	}
	if _, still := sh.Top().(*shell.Help); still {
		t.Error("the last Esc leaves the help open")
	}
}

func TestTheHotlinesAreFoundByTheWordsPeopleThinkOf(t *testing.T) {
	t.Parallel()
	for _, query := range []string{"hotline", "kontakt", "telefon"} {
		if hits := handbuch.Text().Find(query); len(hits) == 0 || handbuch.Text()[hits[0]].Anchor != "kontakt" {
			t.Errorf("%q: got the sections %v, want that of the hotlines first", query, hits)
		}
	}
}

func TestF1OpensTheManualOnWhatLiesOverAScreen(t *testing.T) {
	t.Parallel()
	sh := NewShell(&work.Services{Lists: catalog.NewShelf(), Now: func() time.Time { return stage.Today }}, nil)
	over := shell.NewQuit(sh)
	sh.Push(over)
	if bar := ansi.Strip(shell.KeyBar(sh.Offers(), 80)); !strings.Contains(bar, "F1 Hilfe") {
		t.Errorf("the keys are %q, want the help among them", bar)
	}
	sh.Key(tea.KeyMsg{Type: tea.KeyF1})
	h, ok := sh.Top().(*shell.Help)
	if !ok {
		t.Fatalf("F1 opens %T", sh.Top())
	}
	if body := ansi.Strip(h.Body(80, 18)); !strings.Contains(body, handbuch.Text()[handbuch.Text().At("rueckfrage")].Title) {
		t.Errorf("the manual is open at another place:\n%s", body)
	}
	if sh.Key(tea.KeyMsg{Type: tea.KeyEsc}); sh.Top() != kit.Screen(over) {
		t.Errorf("Esc leads to %T", sh.Top())
	}
}

func TestHelpTakesNoKeyOfAnOverlayFromItsBar(t *testing.T) {
	t.Parallel()
	sh := NewShell(&work.Services{Lists: catalog.NewShelf(), Now: func() time.Time { return stage.Today }}, nil)
	sh.Push(shell.NewAsk(sh, "Frage", "Text", strings.Repeat("x", 66), sh.Pop))
	if bar := ansi.Strip(shell.KeyBar(sh.Offers(), 80)); !strings.Contains(bar, "N Zurück") || strings.Contains(bar, "Hilfe") {
		t.Errorf("the keys are %q, want those of the question and no help", bar)
	}
}

func TestHelpOfAFieldSaysWhatTheTableHolds(t *testing.T) {
	t.Parallel()
	r := stage.EverythingAsked(model.TypDiagnose)
	f := forms.New(dataset.Report, r, forms.Pages(model.TypDiagnose), forms.Env{Lists: catalog.NewShelf(), Now: func() time.Time { return stage.Today }})
	f.Goto("Tumorzuordnung.Seitenlokalisation")
	topic := f.Topic()
	text := ansi.Strip(strings.Join(kit.TopicLines(&topic, func(id string) string { return "/oBDS/" + id }, 80), "\n"))
	for _, want := range []string{"Seite", "Mindestanforderung", "Auswahl aus einer Liste", "L  ", "oBDS-Element: /oBDS/Tumorzuordnung.Seitenlokalisation"} {
		if !strings.Contains(text, want) {
			t.Errorf("the help lacks %q:\n%s", want, text)
		}
	}
}
