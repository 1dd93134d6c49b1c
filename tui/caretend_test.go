package tui

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/place"
)

// typedTexts are the screens on which words are typed.
func TestTheCursorStandsBehindWhatIsTyped(t *testing.T) {
	t.Parallel()
	d := watched(t, templateDesk(t))
	e := NewEditor(d.sh, newDraft())
	d.open(e).settle()
	for name, s := range map[string]Screen{
		"note":            newNote(d.sh, "erste Zeile\nzweite", func(string) tea.Cmd { return nil }),
		"hold":            newHold(d.sh, nil, nil),
		"hold, changed":   newHold(d.sh, &model.Sperre{Grund: "Befund fehlt"}, nil),
		"naming":          newNaming(d.sh, "Vorlage umbenennen", "Mämma", nil),
		"templates":       newTemplatePick(d.sh, "", nil),
		"template's name": newTemplateSave(e),
		"file":            newSaveFile(d.sh, "meldung.xml", nil),
		"chooser":         NewChooser(d.sh, place.Occasion{CaseID: "c1"}),
	} {
		d.open(s).settle().cursorOn(name).caretBehind(name, "übrig")
		d.sh.Pop()
	}
	long := newTemplatePick(d.sh, "", nil)
	d.open(long).settle().caretBehind("a long search", strings.Repeat("lang", 40)[120:]).press(strings.Repeat("wort", 40)).caretBehind("a very long search", "ende").press("home").caretBehind("its beginning", "an")
}

func TestTheCursorFollowsTheQuestionsOfATemplate(t *testing.T) {
	t.Parallel()
	d := watched(t, &deskDouble{})
	e := NewEditor(d.sh, newDraft())
	d.open(e).settle()
	var asked []forms.TemplateValue
	for _, target := range e.form.Targets() {
		if e.form.Cell(target.ID) != nil && len(asked) < 40 {
			asked = append(asked, forms.TemplateValue{ID: target.ID, Ask: true})
		}
	}
	if len(asked) < 30 {
		t.Fatalf("%d questions, want more than a page", len(asked))
	}
	d.open(newAskValues(e, "lang", asked, nil)).cursorOn("first question")
	for i := range asked {
		d.caretBehind(fmt.Sprintf("question %d", i+1), "1").cursorOn("question").press("down")
	}
}

func TestTheCursorFollowsInListsBesideTheForm(t *testing.T) {
	t.Parallel()
	d, e := operated(t)
	d.sh.caret = watched(t, nil).sh.caret
	for name, s := range map[string]Screen{"take-over": newTakeover(e), "menu": newMenu(d.sh, "Vorgang", e.Vorgang()), "steps": newSteps(&e.editing),
		"preview": newPreview(d.sh, place.Preview{CaseID: "c1", Report: e.report})} {
		d.sh.Push(s)
		d.cursorOn(name).press("down").cursorOn(name + ", below").press("end").cursorOn(name + ", last")
		d.sh.Pop()
	}
	d.open(newTemplateSave(e)).settle().press("enter").cursorOn("fields of a template").press("end").cursorOn("last field of a template")
}
