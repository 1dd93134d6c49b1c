package series

import (
	"fmt"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/wording"
)

// Hint tells what the cell means and what is wrong with the line.
func (s *Series) Hint() string {
	switch {
	case s.searching():
		return s.searchHint()
	case s.typing:
		return s.cellHint()
	case s.line() != nil && s.line().Done:
		return sentHint(s.line())
	case s.row == 0:
		return "Vorgabe, einmal ausfüllen; Strg+D füllt daraus eine Zeile, F7 alle. " + s.cellHint()
	}
	return s.beside() + s.cellHint() + s.lineHint()
}

// beside says who else has the line's draft open.
func (s *Series) beside() string {
	who := wording.EditedBy(s.elsewhere(s.line()))
	if who == "" {
		return ""
	}
	return "Die Meldung " + who + ". "
}

// cellHint is the cell's name with what stands there or what it may hold.
func (s *Series) cellHint() string {
	c := s.Cells[s.column().id]
	switch {
	case s.col == colTumour && s.line() != nil:
		return s.tumourHint(s.line()) + ". "
	case s.col == colState:
		return "Enter öffnet die ganze Meldung. "
	case c == nil:
		return ""
	}
	label := c.Label() + ": "
	stored := s.stored(s.row, s.column().id)
	if !s.typing && stored == "" {
		return label + s.choices(c) + ". "
	}
	text := c.Show(stored)
	if s.typing {
		left, right, _ := c.Line()
		text = left + right
	}
	return strings.TrimSpace(label+strings.ToUpper(text)+" "+c.Meaning(stored, s.typing)) + ". "
}

// choices are the codes of a cell, each with what it means.
func (s *Series) choices(c *forms.Cell) string {
	list, ok := s.sh.Services().Lists.Get(c.List())
	if !ok {
		return "h heute, g gestern, -3, 1203"
	}
	var all []string
	for _, e := range list.Entries() {
		if !e.Heading && e.Code != "" && len(e.Code) < 3 {
			all = append(all, e.Code+" "+e.Label)
		}
	}
	return strings.Join(all, ", ")
}

// lineHint is the heaviest finding of the line and how many more there are.
func (s *Series) lineHint() string {
	found := s.Judge(s.line())
	if len(found) == 0 || found[0].Severity == rule.Hinweis {
		return ""
	}
	word := wording.SeverityWord(found[0].Severity)
	text := word + ": " + found[0].Text
	if n := len(found) - 1; n > 0 {
		text += fmt.Sprintf(" (+%d)", n)
	}
	return text
}
