package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/style"
)

// changes puts into words what one report has otherwise than another.
func (sh *Shell) changes(before, after *model.Report) []forms.Change {
	env := forms.Env{Lists: sh.services.Lists, Now: sh.services.Now}
	return forms.Changes(dataset.Report, before, after, rule.Aenderungen(before, after), env)
}

// newDifference lists what a version changed of the one before, to be read.
func newDifference(sh *Shell, p place.Difference) *pager {
	w, _ := sh.Size()
	lines := []string{style.Muted.Render(" Jede Zeile: Angabe, vorher → in dieser Fassung."), ""}
	for _, c := range sh.changes(p.Before, p.After) {
		lines = append(lines, " "+style.Label.Render(c.Label))
		told := orDash(c.Before) + " → " + orDash(c.After)
		for _, l := range strings.Split(ansi.Wrap(told, w-5, ""), "\n") {
			lines = append(lines, "    "+l)
		}
	}
	if len(lines) == 2 {
		lines = append(lines, " Kein Unterschied.")
	}
	return &pager{sh: sh, title: "Unterschied · " + reportTitle(p.After), lines: lines}
}

func orDash(text string) string {
	if text == "" {
		return style.DashSign
	}
	return text
}
