package tui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"testing"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms/hostiletext"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/einrichtung"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/account"
	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/arrival"
	"example.org/meldeportal/tui/editing"
	"example.org/meldeportal/tui/entrance"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/looking"
	"example.org/meldeportal/tui/people"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/sent"
	"example.org/meldeportal/tui/series"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// typedScreens are the screens beside the form in which words are typed, by the
// function that makes them. The form's own fields have a test in forms.
var typedScreens = map[string]func(d *stage.Desktop, e *report.Editor) kit.Screen{
	"NewCaseList": func(d *stage.Desktop, _ *report.Editor) kit.Screen { return people.NewCaseList(d.Sh) },
	"RequestDeletion": func(d *stage.Desktop, _ *report.Editor) kit.Screen {
		receipt := sent.NewReceipt(d.Sh, stage.AcceptedDelivery())
		receipt.RequestDeletion(work.ActNamed(receipt.Acts(), "loeschantrag"))
		return d.Sh.Top()
	},
	"NewHelp": func(d *stage.Desktop, e *report.Editor) kit.Screen { return shell.NewHelp(d.Sh, e, e.Actions()) },
	"NewJump": func(_ *stage.Desktop, e *report.Editor) kit.Screen { return editing.NewJump(&e.Sheet) },
	"NewChooser": func(d *stage.Desktop, _ *report.Editor) kit.Screen {
		return report.NewChooser(d.Sh, place.Occasion{CaseID: "c1"})
	},
	"NewNote": func(d *stage.Desktop, _ *report.Editor) kit.Screen {
		return shell.NewNote(d.Sh, "", func(string) tea.Cmd { return nil })
	},
	"NewPalette":      func(d *stage.Desktop, e *report.Editor) kit.Screen { return shell.NewPalette(d.Sh, e.Actions()) },
	"NewSeries":       func(d *stage.Desktop, _ *report.Editor) kit.Screen { return series.NewSeries(d.Sh) },
	"NewTemplatePick": func(d *stage.Desktop, _ *report.Editor) kit.Screen { return report.NewTemplatePick(d.Sh, "", nil) },
	"NewTemplateSave": func(_ *stage.Desktop, e *report.Editor) kit.Screen { return report.NewTemplateSave(e) },
	"NewAccess":       func(d *stage.Desktop, _ *report.Editor) kit.Screen { return entrance.NewAccess(d.Sh) },
	"NewCodeScreen": func(d *stage.Desktop, _ *report.Editor) kit.Screen {
		return entrance.NewCodeScreen(d.Sh, &admission.SignIn{Services: d.Sh.Services(), Step: admission.SignInCode, Login: "meier"})
	},
	"newBecause": func(d *stage.Desktop, _ *report.Editor) kit.Screen {
		return shell.NewHold(d.Sh, &model.Sperre{Grund: ""}, nil)
	},
	"newPassword": func(d *stage.Desktop, _ *report.Editor) kit.Screen { return d.Sh.Screen(place.Password{}) },
	"newAgain":    func(d *stage.Desktop, _ *report.Editor) kit.Screen { return d.Sh.Screen(place.SignInAgain{}) },
	"newLocked": func(d *stage.Desktop, _ *report.Editor) kit.Screen {
		d.Sh.Services().Locked = &answer.Locked{Login: "meier", Name: "Dr. Eva Meier"}
		return d.Sh.Screen(place.Locked{})
	},
	"fill":        func(d *stage.Desktop, _ *report.Editor) kit.Screen { return entrance.NewSettings(d.Sh) },
	"NewLogin":    func(d *stage.Desktop, _ *report.Editor) kit.Screen { return entrance.NewLogin(d.Sh) },
	"NewSaveFile": func(d *stage.Desktop, _ *report.Editor) kit.Screen { return shell.NewSaveFile(d.Sh, "", nil) },
	"NewAsking":   func(d *stage.Desktop, _ *report.Editor) kit.Screen { return arrival.NewAsking(d.Sh) },
	"NewChoosing": func(d *stage.Desktop, _ *report.Editor) kit.Screen { return arrival.NewChoosing(d.Sh) },
	"newDialog":   func(d *stage.Desktop, _ *report.Editor) kit.Screen { return entrance.NewSetup(d.Sh) },
	"NewViewName": func(d *stage.Desktop, _ *report.Editor) kit.Screen {
		return looking.NewViewName(d.Sh, func(string) tea.Cmd { return nil })
	},
	"NewFresh": func(d *stage.Desktop, _ *report.Editor) kit.Screen {
		return shell.NewFresh(d.Sh, shell.FreshWords{}, func(work.Given) tea.Cmd { return nil })
	},
	"NewRoles": func(d *stage.Desktop, _ *report.Editor) kit.Screen {
		return entrance.NewRoles(d.Sh, rights.Medizin, func(rights.Roles) tea.Cmd { return nil })
	},
	"NewAngabe": func(d *stage.Desktop, _ *report.Editor) kit.Screen {
		return entrance.NewAngabe(d.Sh, account.Site{Desk: d.Sh.Desk(), Is: stage.SomeSite()}, einrichtung.Angaben()[0], func(account.Site) {})
	},
	"NewNaming": func(d *stage.Desktop, _ *report.Editor) kit.Screen {
		return report.NewNaming(d.Sh, "Vorlage umbenennen", "", nil)
	},
}

// makers are the functions of the source that make something to type into.
func makers(t *testing.T) (names []string) {
	t.Helper()
	for _, path := range sources(t) {
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
		name := ""
		switch called := call.Fun.(type) {
		case *ast.Ident:
			name = called.Name
		case *ast.SelectorExpr:
			name = called.Sel.Name
		}
		makes = makes || name == "NewInput" || name == "NewDialog" || name == "NewLines"
		return true
	})
	return makes
}

func TestEveryScreenOneTypesInIsThrownHostileTexts(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	found := makers(t)
	if len(found) < 10 {
		t.Fatalf("found %q only: the search is broken", found)
	}
	for _, name := range found {
		if _, tried := typedScreens[name]; !tried && name != "NewDialog" {
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
			d := watched(t, stage.TemplateDesk(t))
			d.Sh.Seat(d.Sh.Desk(), people.NewCaseList(d.Sh))
			d.Sh.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
			e := report.NewEditor(d.Sh, stage.NewDraft())
			d.Open(e)
			s := open(d, e)
			if d.Sh.Top() != s {
				d.Sh.Push(s)
			}
			for i := n % stride; i < len(texts); i += stride {
				text := texts[i]
				d.Sh.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
				d.Harmless(t, text)
				for _, r := range []rune(text)[:min(20, utf8.RuneCountInString(text))] {
					d.Sh.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
				}
				d.Harmless(t, text)
				d.Sh.Update(tea.KeyMsg{Type: tea.KeyCtrlU})
				if d.Sh.Top() != s || d.Sh.Crash() != nil {
					t.Fatalf("%.40q led from %T to %T (%v)", text, s, d.Sh.Top(), d.Sh.Crash())
				}
			}
		})
	}
}
