package tui

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
)

// CaseEditor writes the Stammdaten of a person, without any report (F-12).
type CaseEditor struct {
	editing
	isNew bool
}

// NewCaseEditor opens the Stammdaten of a case; an empty case is a new person,
// who is created when the first field is confirmed.
func NewCaseEditor(sh *Shell, c model.Case) *CaseEditor {
	report := field.Copy(&model.Report{Patient: c.Patient})
	e := &CaseEditor{isNew: c.ID == ""}
	form := forms.New(dataset.Report, report, forms.Stammdaten(),
		forms.Env{Lists: sh.Services().Lists, Now: sh.Services().Now, Look: formLook(), Used: sh.usage})
	e.begin(sh, report, form, saveCase(sh.Desk(), c))
	e.judge = e.check
	return e
}

func saveCase(desk Desk, c model.Case) func(context.Context, *snapshot) error {
	return func(ctx context.Context, s *snapshot) error {
		c.Patient = s.report.Patient
		return desk.SaveCase(ctx, &c)
	}
}

// Start judges what is there.
func (e *CaseEditor) Start() tea.Cmd {
	e.look()
	return nil
}

// Update takes keys and answers.
func (e *CaseEditor) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		return e.press(k)
	}
	return e.take(msg)
}

func (e *CaseEditor) check() []rule.Finding { return personFindings(e.sh.Services(), e.report) }

// personFindings are the findings about the person: the report around it is empty.
func personFindings(sh *Services, r *model.Report) []rule.Finding {
	var about []rule.Finding
	for _, f := range rule.Check(rule.Case{Report: r, Today: model.DatumOf(sh.Now())}, rule.With(sh.Config)) {
		if len(f.Fields) > 0 && strings.HasPrefix(f.Fields[0], "Patient.") {
			about = append(about, f)
		}
	}
	return about
}

// Title names the person.
func (e *CaseEditor) Title() (left, right string) {
	if s := &e.report.Patient.Stammdaten; s.Nachname != "" || s.Vornamen != "" {
		return "Stammdaten · " + forms.Clean(personName(s)), e.status()
	}
	if e.isNew {
		return "Neue Person", e.status()
	}
	return "Stammdaten", e.status()
}

// Actions are the keys of the form.
func (e *CaseEditor) Actions() []Action {
	return append([]Action{
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück; die Stammdaten sind gespeichert.", Do: e.back},
	}, e.formActions()...)
}
