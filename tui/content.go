package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/tui/style"
)

// contentAction shows everything a report says, to be read only.
func (sh *Shell) contentAction(r *model.Report) Action {
	return Action{Keys: []string{"f6", "ctrl+g"}, Label: "Inhalt", Help: "Zeigt alle Angaben der Meldung zum Lesen.",
		Do: func() tea.Cmd { return sh.Push(newContent(sh, r)) }}
}

func newContent(sh *Shell, r *model.Report) *pager {
	env := forms.Env{Lists: sh.services.Lists, Now: sh.services.Now, Look: formLook()}
	var lines []string
	for _, c := range forms.Read(dataset.Report, r, forms.Pages(r.Meldung.Typ), env) {
		lines = append(lines, " "+style.Title.Render(c.Title))
		for _, i := range c.Items {
			lines = append(lines, contentLine(i))
		}
		lines = append(lines, "")
	}
	return &pager{sh: sh, title: "Inhalt · " + reportTitle(r), lines: lines}
}

const contentLabel = 26

func contentLine(i forms.Item) string {
	label := pad(strings.Repeat("  ", i.Depth)+i.Label, contentLabel)
	if i.Value == "" {
		return "   " + style.Label.Render(label)
	}
	value := i.Value
	if len(value) < 12 && i.Meaning != "" {
		value = pad(value, 12)
	}
	return "   " + label + " " + style.Value.Render(value) + " " + style.Meaning.Render(i.Meaning)
}
