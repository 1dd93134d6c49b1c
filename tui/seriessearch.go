package tui

import (
	"github.com/charmbracelet/lipgloss"

	"example.org/meldeportal/tui/style"
)

// seriesSearch stands before what is typed to find people.
const seriesSearch = "Person dazu: "

// drawSearch is the last line of the grid, in which people are found.
func (s *Series) drawSearch(w int) string {
	if !s.searching() {
		return style.Muted.Render("   " + seriesSearch + s.query.Value())
	}
	count := ""
	if s.query.Value() != "" {
		count = plural(s.found, "Treffer", "Treffer") + " "
	}
	s.query.Width = max(10, w-len(seriesSearch)-5-lipgloss.Width(count))
	return pair(w, " "+style.FocusSign+" "+style.Focus.Render(seriesSearch)+s.query.View(), style.Muted.Render(count))
}

// hitLines is how many lines the people found take: always as many while people
// are looked for, so that nothing jumps.
func (s *Series) hitLines() int {
	if !s.searching() {
		return 0
	}
	return seriesHits
}

// drawHits are the people found, the likeliest first.
func (s *Series) drawHits(w int) (lines []string) {
	switch {
	case s.hitLines() == 0:
		return nil
	case s.query.Value() == "":
		return s.drawHowTo(w)
	case len(s.hits) == 0:
		lines = []string{"   Niemand gefunden. Weniger tippen, oder die Person zuerst in der Patientenliste anlegen (Esc, F3)."}
	}
	for i, n := range s.hits {
		lines = append(lines, s.drawHit(&s.index.rows[n], i == s.hit, w))
	}
	for len(lines) < seriesHits {
		lines = append(lines, "")
	}
	return lines
}

func (s *Series) drawHit(r *caseRow, here bool, w int) string {
	text := pad(r.name, min(40, w-56)) + " " + pad(r.born, 11) + pad(r.number, 11) + pad(r.diagnosis, 7)
	return cut(marked(here, text, s.hitRemark(r)), w)
}

// hitRemark says what a person found is to the grid.
func (s *Series) hitRemark(r *caseRow) string {
	for _, l := range s.lines {
		if l.caseID == r.id {
			return "schon in der Serie"
		}
	}
	switch {
	case r.accepted == 0 && r.diagnosis == "":
		return "noch kein Tumor"
	case r.date != "" && r.date < s.dueSince():
		return "zuletzt " + r.date.German()
	}
	return r.date.German()
}

// drawHowTo says how people are found, and how to find all at once.
func (s *Series) drawHowTo(w int) (lines []string) {
	for _, text := range []string{
		"Name: erste Buchstaben, auch beider Namen (mü an); Geburtsdatum: 0310, 031075 oder 3.10.75;",
		"oder das Ende der Patientennummer. Fällige Nachsorgen stehen oben.",
		"Enter nimmt den ersten Treffer, Tab nimmt ihn und füllt gleich seine Zeile aus.",
		"F5 fügt alle fälligen Nachsorgen auf einmal hinzu.", ""} {
		lines = append(lines, style.Muted.Render(cut("   "+text, w)))
	}
	return lines
}
