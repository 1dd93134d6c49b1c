package tui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/style"
)

// Title counts the lines.
func (s *Series) Title() (left, right string) {
	left = "Serie · Verlauf, Statusmeldung (Nachsorge)"
	switch {
	case s.sending:
		return left, "wird abgeschlossen " + style.MoreSign
	case !s.loaded || s.reading:
		return left, "wird gelesen " + style.MoreSign
	}
	unsaved := 0
	for _, l := range s.lines {
		if l.unsaved() {
			unsaved++
		}
	}
	right = plural(len(s.lines), "Person", "Personen")
	if unsaved > 0 {
		right = "speichert " + style.MoreSign + " " + style.DotSign + " " + right
	}
	return left, right
}

// widths are the columns in a window; names, and the state, take what is left.
func seriesWidths(w int) []int {
	widths, left := make([]int, len(seriesColumns)), w-3
	for i, c := range seriesColumns {
		widths[i] = c.cells
		left -= c.cells
	}
	more := max(0, min(left, 20))
	widths[colSeriesName] += more
	widths[colSeriesState] += max(0, min(left-more, 20))
	return widths
}

// Body draws the pattern, the lines in sight and the search.
func (s *Series) Body(w, h int) string {
	widths := seriesWidths(w)
	lines := []string{s.head(widths), s.drawRow(0, widths)}
	below := 1 + s.hitLines()
	s.page = max(1, h-len(lines)-below)
	s.fit()
	for i := s.top; i < min(len(s.lines), s.top+s.page); i++ {
		lines = append(lines, s.drawRow(i+1, widths))
	}
	lines = append(lines, s.drawSearch(w))
	return strings.Join(append(lines, s.drawHits(w)...), "\n")
}

// fit turns the page to the line with the cursor.
func (s *Series) fit() {
	at := max(0, min(s.row-1, len(s.lines)-1))
	s.top = at / s.page * s.page
}

func (s *Series) head(widths []int) string {
	text := "   "
	for i, c := range seriesColumns {
		text += pad(c.title, widths[i])
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
		} else if here && col < colSeriesFirst {
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
	l := s.lines[row-1]
	switch col {
	case colSeriesName:
		return pad(l.name, w-1) + " "
	case colSeriesBorn:
		return pad(l.born, w)
	case colSeriesTumour:
		return pad(l.tumourText(), w)
	case colSeriesState:
		return padDrawn(l.state(s.sh), w)
	}
	return pad(s.shown(col, l.value(seriesColumns[col].id)), w)
}

func (s *Series) patternText(col, w int) string {
	switch {
	case col == colSeriesName:
		return style.Title.Render(pad("Vorgabe", w))
	case seriesColumns[col].id == "":
		return pad("", w)
	}
	return style.Meaning.Render(pad(s.shown(col, s.pattern[seriesColumns[col].id]), w))
}

// shown is a value in a cell; an empty one shows a point, so that the eye keeps
// the column.
func (s *Series) shown(col int, stored string) string {
	if stored == "" {
		return style.DotSign
	}
	return s.cells[seriesColumns[col].id].Show(stored)
}

// focused is the cell with the cursor: underlined, with what is being typed.
func (s *Series) focused(row, col, w int) string {
	text := s.plainText(row, col)
	if s.typing {
		left, right, _ := s.cell().Line()
		text = left + right
	}
	if lipgloss.Width(text) >= w {
		text = cut(text, w-1)
	}
	return formLook().Chosen.Render(text) + strings.Repeat(" ", max(0, w-lipgloss.Width(text)))
}

// plainText is the cell with the cursor as it stands.
func (s *Series) plainText(row, col int) string {
	switch id := seriesColumns[col].id; {
	case id != "":
		return s.shown(col, s.stored(row, id))
	case col == colSeriesTumour && row > 0:
		return s.lines[row-1].tumourText()
	case col == colSeriesState && row > 0:
		return ansi.Strip(s.lines[row-1].state(s.sh))
	}
	return ""
}

// padDrawn fills a drawn text to w cells.
func padDrawn(text string, w int) string {
	return cut(text, w) + strings.Repeat(" ", max(0, w-lipgloss.Width(text)))
}

const seriesSearch = "Person dazu: "

func (s *Series) drawSearch(w int) string {
	s.query.Width = max(10, w-len(seriesSearch)-5)
	if s.searching() {
		return " " + style.FocusSign + " " + style.Focus.Render(seriesSearch) + s.query.View()
	}
	return style.Muted.Render("   " + seriesSearch + s.query.Value())
}

func (s *Series) hitLines() int {
	if !s.searching() || s.query.Value() == "" {
		return 0
	}
	return seriesHits
}

// drawHits are the people found, always as many lines, so that nothing jumps.
func (s *Series) drawHits(w int) (lines []string) {
	for i := range s.hitLines() {
		text := ""
		if i < len(s.hits) {
			r := &s.index.rows[s.hits[i]]
			text = marked(i == s.hit, pad(r.name, min(40, w-40))+" "+pad(r.born, 11)+" "+pad(r.number, 12)+" "+pad(r.diagnosis, 8), "")
		}
		lines = append(lines, text)
	}
	if len(lines) > 0 && len(s.hits) == 0 {
		lines[0] = "   Niemand gefunden."
	}
	return lines
}

// Hint tells what the cell means and what is wrong with the line.
func (s *Series) Hint() string {
	switch {
	case s.searching():
		return "Namensteile oder Geburtsdatum tippen, Enter nimmt den Treffer. F5 fügt fällige Nachsorgen hinzu."
	case s.typing:
		return s.cellHint()
	case s.row == 0:
		return "Vorgabe, einmal ausfüllen; Strg+D füllt daraus eine Zeile, F7 alle. " + s.cellHint()
	}
	if found := s.lineHint(); found != "" {
		return s.cellHint() + found
	}
	return s.cellHint()
}

// cellHint is the cell's name with what stands there or what it may hold.
func (s *Series) cellHint() string {
	c := s.cells[s.column().id]
	switch {
	case s.col == colSeriesTumour && s.line() != nil:
		return s.line().tumourHint(s.sh) + ". "
	case s.col == colSeriesState:
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
	found := s.line().judge(s.sh)
	if len(found) == 0 || found[0].Severity == rule.Hinweis {
		return ""
	}
	word, _ := severityWord(found[0].Severity)
	text := word + ": " + found[0].Text
	if n := len(found) - 1; n > 0 {
		text += fmt.Sprintf(" (+%d)", n)
	}
	return text
}

// Caret is in the cell or in the search.
func (s *Series) Caret() (x, y int, ok bool) {
	if s.searching() {
		return 3 + len(seriesSearch) + min(s.query.Position(), s.query.Width), 2 + min(s.page, len(s.lines)-s.top), true
	}
	x = 3
	w, _ := s.sh.Size()
	for _, cells := range seriesWidths(w)[:s.col] {
		x += cells
	}
	if s.typing {
		left, _, _ := s.cell().Line()
		x += lipgloss.Width(left)
	}
	if s.row == 0 {
		return x, 1, true
	}
	return x, 1 + s.row - s.top, true
}

// dayOf is the leading date of a report.
func dayOf(r *model.Report) model.Datum { return rule.EventDate(r) }
