package report

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/document"
	"example.org/meldeportal/tui/editing"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
)

// typedTexts are the screens on which words are typed.
func TestTheCursorStandsBehindWhatIsTyped(t *testing.T) {
	t.Parallel()
	d := watched(t, stage.TemplateDesk(t))
	e := NewEditor(d.Sh, stage.NewDraft())
	d.Open(e).Settle()
	for name, s := range map[string]kit.Screen{
		"note":            shell.NewNote(d.Sh, "erste Zeile\nzweite", func(string) tea.Cmd { return nil }),
		"hold":            shell.NewHold(d.Sh, nil, nil),
		"settle":          shell.NewSettle(d.Sh, nil),
		"up again":        shell.NewUpAgain(d.Sh, nil, nil),
		"hold, changed":   shell.NewHold(d.Sh, &model.Sperre{Grund: "Befund fehlt"}, nil),
		"naming":          NewNaming(d.Sh, "Vorlage umbenennen", "Mämma", nil),
		"templates":       NewTemplatePick(d.Sh, "", nil),
		"template's name": NewTemplateSave(e),
		"file":            shell.NewSaveFile(d.Sh, "meldung.xml", nil),
		"chooser":         NewChooser(d.Sh, place.Occasion{CaseID: "c1"}),
	} {
		d.Open(s).Settle().CursorOn(name).CaretBehind(name, "übrig")
		d.Sh.Pop()
	}
	long := NewTemplatePick(d.Sh, "", nil)
	d.Open(long).Settle().CaretBehind("a long search", strings.Repeat("lang", 40)[120:]).Press(strings.Repeat("wort", 40)).CaretBehind("a very long search", "ende").Press("home").CaretBehind("its beginning", "an")
}

func TestTheCursorFollowsTheQuestionsOfATemplate(t *testing.T) {
	t.Parallel()
	d := watched(t, &stage.DeskDouble{})
	e := NewEditor(d.Sh, stage.NewDraft())
	d.Open(e).Settle()
	var asked []forms.TemplateValue
	for _, target := range e.Form.Targets() {
		if e.Form.Cell(target.ID) != nil && len(asked) < 40 {
			asked = append(asked, forms.TemplateValue{ID: target.ID, Ask: true})
		}
	}
	if len(asked) < 30 {
		t.Fatalf("%d questions, want more than a page", len(asked))
	}
	d.Open(newAskValues(e, "lang", asked, nil)).CursorOn("first question")
	for i := range asked {
		d.CaretBehind(fmt.Sprintf("question %d", i+1), "1").CursorOn("question").Press("down")
	}
}

func TestTheCursorFollowsInListsBesideTheForm(t *testing.T) {
	t.Parallel()
	d, e := operated(t)
	d.Sh.Caret = watched(t, nil).Sh.Caret
	for name, s := range map[string]kit.Screen{"take-over": newTakeover(e), "menu": shell.NewMenu(d.Sh, "Vorgang", e.Vorgang()), "steps": editing.NewSteps(&e.Sheet),
		"preview": document.NewPreview(d.Sh, place.Preview{CaseID: "c1", Report: e.Report})} {
		d.Sh.Push(s)
		d.CursorOn(name).Press("down").CursorOn(name + ", below").Press("end").CursorOn(name + ", last")
		d.Sh.Pop()
	}
	d.Open(NewTemplateSave(e)).Settle().Press("enter").CursorOn("fields of a template").Press("end").CursorOn("last field of a template")
}
