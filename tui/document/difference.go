package document

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// newDifference lists what a version changed of the one before, to be read.
func newDifference(sh *shell.Shell, p place.Difference) *shell.Pager {
	w, _ := sh.Size()
	lines := []string{style.Muted.Render(" Jede Zeile: Angabe, vorher → in dieser Fassung."), ""}
	for _, c := range sh.Services().Changes(p.Before, p.After) {
		lines = append(lines, " "+style.Label.Render(c.Label))
		told := wording.OrDash(c.Before) + " → " + wording.OrDash(c.After)
		for _, l := range strings.Split(ansi.Wrap(told, w-5, ""), "\n") {
			lines = append(lines, "    "+l)
		}
	}
	if len(lines) == 2 {
		lines = append(lines, " Kein Unterschied.")
	}
	return &shell.Pager{Sh: sh, Head: "Unterschied · " + wording.ReportTitle(p.After), Lines: lines}
}
