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
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms/hostiletext"
	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/place"
)

// typedScreens are the screens beside the form in which words are typed, by the
// function that makes them. The form's own fields have a test in forms.
var typedScreens = map[string]func(d *desktop, e *Editor) Screen{
	"NewCaseList": func(d *desktop, _ *Editor) Screen { return NewCaseList(d.sh) },
	"requestDeletion": func(d *desktop, _ *Editor) Screen {
		NewReceipt(d.sh, acceptedDelivery()).requestDeletion()
		return d.sh.Top()
	},
	"newHelp":         func(d *desktop, e *Editor) Screen { return newHelp(d.sh, e, e.Actions()) },
	"newJump":         func(_ *desktop, e *Editor) Screen { return newJump(&e.editing) },
	"NewChooser":      func(d *desktop, _ *Editor) Screen { return NewChooser(d.sh, place.Occasion{CaseID: "c1"}) },
	"newNote":         func(d *desktop, _ *Editor) Screen { return newNote(d.sh, "", func(string) tea.Cmd { return nil }) },
	"newPalette":      func(d *desktop, e *Editor) Screen { return newPalette(d.sh, e.Actions()) },
	"NewSeries":       func(d *desktop, _ *Editor) Screen { return NewSeries(d.sh) },
	"newTemplatePick": func(d *desktop, _ *Editor) Screen { return newTemplatePick(d.sh, "", nil) },
	"newTemplateSave": func(_ *desktop, e *Editor) Screen { return newTemplateSave(e) },
	"NewAccess":       func(d *desktop, _ *Editor) Screen { return NewAccess(d.sh) },
	"newCodeScreen":   func(d *desktop, _ *Editor) Screen { return newCodeScreen(d.sh, "meier", "geheim") },
	"newHold":         func(d *desktop, _ *Editor) Screen { return newHold(d.sh, &model.Sperre{Grund: ""}, nil) },
	"NewLogin":        func(d *desktop, _ *Editor) Screen { return NewLogin(d.sh) },
	"newSaveFile":     func(d *desktop, _ *Editor) Screen { return newSaveFile(d.sh, "", nil) },
	"newSetup":        func(d *desktop, _ *Editor) Screen { return newSetup(d.sh) },
	"newNaming":       func(d *desktop, _ *Editor) Screen { return newNaming(d.sh, "Vorlage umbenennen", "", nil) },
}

// makers are the functions of the source that make something to type into.
func makers(t *testing.T) (names []string) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range slices.DeleteFunc(files, func(path string) bool { return strings.HasSuffix(path, "_test.go") }) {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Body != nil && makesInput(f) {
				names = append(names, f.Name.Name)
			}
		}
	}
	return names
}

func makesInput(f *ast.FuncDecl) (makes bool) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		switch called := call.Fun.(type) {
		case *ast.Ident:
			makes = makes || called.Name == "newInput" || called.Name == "newDialog"
		case *ast.SelectorExpr:
			makes = makes || called.Sel.Name == "NewLines"
		}
		return true
	})
	return makes
}

func TestEveryScreenOneTypesInIsThrownHostileTexts(t *testing.T) {
	t.Parallel()
	found := makers(t)
	if len(found) < 10 {
		t.Fatalf("found %q only: the search is broken", found)
	}
	for _, name := range found {
		if _, tried := typedScreens[name]; !tried && name != "newDialog" {
			t.Errorf("%s makes something to type into and is thrown nothing", name)
		}
	}
	for name := range typedScreens {
		if !slices.Contains(found, name) {
			t.Errorf("%s makes nothing to type into any more", name)
		}
	}
}

func TestHostileTextsThroughEveryScreenOneTypesIn(t *testing.T) {
	t.Parallel()
	texts := hostiletext.Texts()
	for n, name := range slices.Sorted(maps.Keys(typedScreens)) {
		open := typedScreens[name]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := watched(t, templateDesk(t))
			d.sh.Seat(d.sh.Desk(), NewCaseList(d.sh))
			d.sh.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
			e := NewEditor(d.sh, newDraft())
			d.open(e)
			s := open(d, e)
			if d.sh.Top() != s {
				d.sh.Push(s)
			}
			for i := n % stride; i < len(texts); i += stride {
				text := texts[i]
				d.sh.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
				d.harmless(t, text)
				for _, r := range []rune(text)[:min(20, utf8.RuneCountInString(text))] {
					d.sh.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
				}
				d.harmless(t, text)
				d.sh.Update(tea.KeyMsg{Type: tea.KeyCtrlU})
				if d.sh.Top() != s || d.sh.Crash() != nil {
					t.Fatalf("%.40q led from %T to %T (%v)", text, s, d.sh.Top(), d.sh.Crash())
				}
			}
		})
	}
}
