package editing

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// The column beside a form, in windows that have the room: the findings, how far
// the report is, and the index of its sections. It changes when a field has been
// confirmed, never with a letter.

// beside draws the column in at most h lines of w cells.
func (e *Sheet) beside(w, h int) []string {
	if e.steps == nil {
		e.steps = e.Form.Steps()
	}
	standing := kit.Wrapped(e.Standing(), w)
	if len(standing) > 0 {
		standing = append(standing, "")
	}
	room := h - len(standing) - 1
	lines := append(e.findingsBeside(w, room-min(len(e.steps), max(5, h/3))), "")
	return slices.Concat(lines, standing, e.index(w, h-len(lines)-len(standing)))
}

// findingsBeside are the findings with their fields, from the first one on or,
// where they do not fit, from the one at the focus.
func (e *Sheet) findingsBeside(w, h int) []string {
	if len(e.Findings) == 0 {
		return []string{style.Good.Render("keine Mängel")}
	}
	focus := slices.IndexFunc(e.Findings, e.atFocus)
	lines, end := e.drawFindings(0, w, h)
	if focus >= end {
		lines, end = e.drawFindings(focus, w, h)
	}
	if end < len(e.Findings) || len(lines) > h {
		lines = append(lines[:min(len(lines), h-1)], style.Muted.Render(style.MoreSign+" F8 nächster Mangel"))
	}
	return lines
}

func (e *Sheet) atFocus(f rule.Finding) bool { return slices.Contains(f.Fields, e.Form.Cursor()) }

// drawFindings draws findings from one on, until the lines are full; end is
// behind the last one drawn.
func (e *Sheet) drawFindings(from, w, h int) (lines []string, end int) {
	for end = from; end < len(e.Findings) && len(lines) < h; end++ {
		lines = append(lines, e.findingBeside(e.Findings[end], e.atFocus(e.Findings[end]), w)...)
	}
	return lines, end
}

// findingBeside is a finding: its sign, and what is said of which field.
func (e *Sheet) findingBeside(f rule.Finding, focused bool, w int) []string {
	look := SeverityLook(f.Severity)
	sign, text := forms.SeveritySign(f.Severity), style.Label
	if focused {
		sign, text = style.FocusSign+sign, style.Focus
	}
	head := look.Render(kit.Pad(sign, 3))
	var lines []string
	for _, l := range strings.Split(kit.WrapWords(fieldAndText(wording.FieldName(e.Report, f), f.Text), w-3), "\n") {
		lines, head = append(lines, head+text.Render(l)), "   "
	}
	return lines
}

// fieldAndText puts the name of a field before what is said of it, which may
// begin with it already: "Anschrift / Ort fehlt." for "Ort fehlt."
func fieldAndText(name, text string) string {
	name, text = forms.Clean(name), forms.Clean(text)
	switch rest, said := strings.CutPrefix(text, LastPart(name)); {
	case name == "":
		return text
	case said && (rest == "" || strings.ContainsRune(" :", rune(rest[0]))):
		return name + rest
	}
	return name + ": " + text
}

// LastPart is the field in its name, without where it is: Ort in "Anschrift / Ort".
func LastPart(name string) string {
	return strings.TrimSpace(name[strings.LastIndex(name, "/ ")+1:])
}

// index are the sections around the current one, with what is filled in or wrong.
func (e *Sheet) index(w, h int) []string {
	_, _, current := e.Form.Page()
	at := max(0, slices.IndexFunc(e.steps, func(s forms.Step) bool { return s.Title == current }))
	from := max(0, min(at-h/2, len(e.steps)-h))
	var lines []string
	for i := from; i < min(len(e.steps), from+h); i++ {
		lines = append(lines, indexLine(e.steps[i], i == at, w))
	}
	return lines
}

func indexLine(s forms.Step, current bool, w int) string {
	state := stepState(s)
	title := kit.Pad(s.Title, w-3-lipgloss.Width(state)-1) + " " + state
	if current {
		return style.Focus.Render(kit.Pad(style.FocusSign, 3) + title)
	}
	return "   " + style.Label.Render(title)
}

// stepState is a section in a few cells: its Fehler and Warnungen, else how much
// of it is filled in.
func stepState(s forms.Step) string {
	var parts []string
	if s.Fehler > 0 {
		parts = append(parts, fmt.Sprintf("%d!", s.Fehler))
	}
	if s.Warnungen > 0 {
		parts = append(parts, fmt.Sprintf("%d?", s.Warnungen))
	}
	switch {
	case len(parts) > 0:
		return strings.Join(parts, " ")
	case s.Asked > 0 && s.Filled > 0:
		return style.DoneSign + fmt.Sprintf(" %d/%d", s.Filled, s.Asked)
	case s.Asked > 0:
		return fmt.Sprintf("0/%d", s.Asked)
	}
	return ""
}

// SeverityLook is how findings of a severity are drawn.
func SeverityLook(s rule.Severity) lipgloss.Style {
	switch s {
	case rule.Fehler:
		return style.Fehler
	case rule.Warnung:
		return style.Warnung
	}
	return style.Hinweis
}
