package series

import (
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// Title counts the lines.
func (s *Series) Title() (left, right string) {
	left = "Serie " + style.DotSign + " Verlauf, Statusmeldung (Nachsorge)"
	if l := s.line(); l != nil {
		left = wording.Objected("Serie "+style.DotSign+" "+l.Name+" *"+l.Born, l.Objects)
	}
	switch {
	case s.sending:
		return left, "wird abgeschlossen " + style.MoreSign
	case !s.Loaded || !s.peopleRead() || s.reading:
		return left, "wird gelesen " + style.MoreSign
	}
	right = s.answers() + wording.Plural(len(s.Lines), "Zeile", "Zeilen")
	if !s.looking.View.All() {
		right = s.answers() + s.looking.Counted(len(s.Sight()), len(s.Lines)) + " Zeilen"
	}
	switch {
	case s.halfTyped():
		right = style.Warnung.Render("ungespeichert") + " " + style.DotSign + " " + right
	case s.Unsaved():
		right = "speichert " + style.MoreSign + " " + style.DotSign + " " + right
	}
	return left, right
}

// seriesWidths are the columns in a window. What is left goes to the century of
// the birth dates, to names, then to the state.
func seriesWidths(w int) []int {
	widths, left := make([]int, len(seriesColumns)), w-3
	for i, c := range seriesColumns {
		widths[i] = c.cells
		left -= c.cells
	}
	for _, more := range []struct{ col, cells int }{{colBorn, 2}, {colName, 20}, {colState, 20}} {
		n := max(0, min(left, more.cells))
		widths[more.col] += n
		left -= n
	}
	return widths
}

// Body draws the pattern, the lines in sight and the search.
func (s *Series) Body(w, h int) string {
	widths := seriesWidths(w)
	lines := append(s.viewLine(w), s.head(widths), s.drawRow(0, widths))
	s.above = len(lines) - 2
	below := 1 + s.hitLines()
	s.page = max(1, h-len(lines)-below)
	s.fit()
	for i := s.top; i < min(len(s.Sight()), s.top+s.page); i++ {
		lines = append(lines, s.drawRow(i+1, widths))
	}
	lines = append(lines, s.drawSearch(w))
	return strings.Join(slices.Concat(lines, s.drawHits(w), s.drawBegin()), "\n")
}

// fit turns the page to the line with the cursor; the last page is a full one.
func (s *Series) fit() {
	at, last := max(0, min(s.row-1, len(s.Sight())-1)), max(0, len(s.Sight())-s.page)
	s.top = min(at/s.page*s.page, last)
	if s.searching() {
		s.top = last
	}
}

// viewLine says what is out of sight.
func (s *Series) viewLine(w int) []string {
	view := s.looking.Line()
	if view == "" {
		return nil
	}
	return []string{kit.Cut(" "+style.Meaning.Render(view), w-1)}
}

// head are the heads of the columns, with the sign of the order and of the column under
// the cursor.
func (s *Series) head(widths []int) string {
	text, v := "   ", &s.looking.View
	for i, c := range seriesColumns {
		title := c.title
		switch followups.ColumnNames[i] {
		case v.Sort:
			title += map[bool]string{false: "↑", true: "↓"}[v.Down]
		case s.looking.Column:
			title = "[" + title + "]"
		}
		text += kit.Pad(title, widths[i])
	}
	return style.Muted.Render(text)
}

func (s *Series) drawRow(row int, widths []int) string {
	var b strings.Builder
	here := row == s.row
	b.WriteString("   ")
	if here {
		b.Reset()
		b.WriteString(" " + style.FocusSign + " ")
	}
	for col := range seriesColumns {
		text := s.cellText(row, col, widths[col])
		if here && col == s.col {
			text = s.focused(row, col, widths[col])
		} else if here && col < colFirst {
			text = style.Focus.Render(text)
		}
		b.WriteString(text)
	}
	return b.String()
}

// cellText is a cell as it stands, padded.
func (s *Series) cellText(row, col, w int) string {
	if row == 0 {
		return s.patternText(col, w)
	}
	l := s.Sight()[row-1]
	switch col {
	case colName:
		return kit.Pad(wording.MarkName(l.Name, l.Objects), w-1) + " "
	case colBorn:
		return kit.Pad(bornText(l.Born, w), w)
	case colTumour:
		return kit.Pad(l.TumourText(), w)
	case colState:
		return padDrawn(s.state(l), w)
	}
	return kit.Pad(s.shown(col, l.Value(seriesColumns[col].id)), w)
}

func (s *Series) patternText(col, w int) string {
	switch {
	case col == colName:
		return style.Title.Render(kit.Pad("Vorgabe", w))
	case seriesColumns[col].id == "":
		return kit.Pad("", w)
	}
	return style.Meaning.Render(kit.Pad(s.shown(col, s.Pattern[seriesColumns[col].id]), w))
}

// shown is a value in a cell; an empty one shows a point, so that the eye keeps
// the column.
func (s *Series) shown(col int, stored string) string {
	if stored == "" {
		return style.DotSign
	}
	return s.Cells[seriesColumns[col].id].Show(stored)
}

// focused is the cell with the cursor: underlined, with what is being typed.
func (s *Series) focused(row, col, w int) string {
	text, room := s.plainText(row, col), w-1
	if col == colState {
		room = w // nothing follows
	}
	if s.typing {
		left, right := s.typed(room)
		text = left + right
	}
	text = kit.Cut(text, room)
	return kit.Look().Chosen.Render(text) + strings.Repeat(" ", max(0, w-lipgloss.Width(text)))
}

// typed is what is typed into the cell around the caret, its beginning left out
// where there is no room for it.
func (s *Series) typed(room int) (left, right string) {
	left, right, _ = s.cell().Line()
	if over := lipgloss.Width(left) - room; over > 0 {
		left = ansi.TruncateLeft(left, over+lipgloss.Width(style.MoreSign), style.MoreSign)
	}
	return left, right
}

// plainText is the cell with the cursor as it stands.
func (s *Series) plainText(row, col int) string {
	switch id := seriesColumns[col].id; {
	case id != "":
		return s.shown(col, s.stored(row, id))
	case col == colTumour && row > 0:
		return s.Sight()[row-1].TumourText()
	case col == colState && row > 0:
		return ansi.Strip(s.state(s.Sight()[row-1]))
	}
	return ""
}

// padDrawn fills a drawn text to w cells.
func padDrawn(text string, w int) string {
	return kit.Cut(text, w) + strings.Repeat(" ", max(0, w-lipgloss.Width(text)))
}

// Caret is in the cell, in the search, or at the person somebody has moved to.
func (s *Series) Caret() (x, y int, ok bool) {
	if s.searching() {
		y = s.above + 2 + min(s.page, len(s.Sight())-s.top)
		if s.chosen {
			return 1, y + 1 + s.hit, true
		}
		return 3 + len(seriesSearch) + forms.CaretIn(&s.query), y, true
	}
	x = 3
	w, _ := s.sh.Size()
	widths := seriesWidths(w)
	for _, cells := range widths[:s.col] {
		x += cells
	}
	if s.typing {
		left, _ := s.typed(widths[s.col] - 1)
		x += lipgloss.Width(left)
	}
	if s.row == 0 {
		return x, s.above + 1, true
	}
	return x, s.above + 1 + s.row - s.top, true
}
