package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/style"
)

// newDifference lists what a version changed of the one before, to be read.
func newDifference(sh *Shell, p place.Difference) *pager {
	w, _ := sh.Size()
	lines := []string{style.Muted.Render(" Jede Zeile: Angabe, vorher → in dieser Fassung."), ""}
	for _, c := range sh.Services().changes(p.Before, p.After) {
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
