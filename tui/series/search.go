package series

import (
	"fmt"

	"github.com/charmbracelet/lipgloss"

	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// seriesSearch stands before what is typed to find people.
const seriesSearch = "Person dazu: "

// drawSearch is the last line of the grid, in which people are found.
func (s *Series) drawSearch(w int) string {
	count := s.inSight()
	if !s.searching() {
		return style.Muted.Render(kit.Pair(w, "   "+seriesSearch+s.query.Value(), count))
	}
	if s.query.Value() != "" {
		count = wording.Plural(s.found, "Treffer", "Treffer") + " "
	}
	s.query.Width = max(10, w-len(seriesSearch)-5-lipgloss.Width(count))
	sign := style.FocusSign
	if s.chosen {
		sign = " "
	}
	return kit.Pair(w, " "+sign+" "+style.Focus.Render(seriesSearch)+s.query.View(), style.Muted.Render(count))
}

// inSight says which lines are drawn, "" where all are.
func (s *Series) inSight() string {
	if len(s.Sight()) <= s.page {
		return ""
	}
	return fmt.Sprintf("Zeile %d-%d von %d ", s.top+1, min(len(s.Sight()), s.top+s.page), len(s.Sight()))
}

// hitLines is how many lines the people found take: always as many while people
// are looked for, so that nothing jumps.
func (s *Series) hitLines() int {
	if !s.searching() {
		return 0
	}
	return followups.Hits
}

// drawHits are the people found, the likeliest first.
func (s *Series) drawHits(w int) (lines []string) {
	switch {
	case s.hitLines() == 0:
		return nil
	case s.query.Value() == "":
		return s.drawHowTo(w)
	case len(s.hits) == 0:
		lines = []string{"   Niemand gefunden. Weniger Buchstaben finden mehr.", "   Ist die Person neu: F10, dann Strg+N legt sie an."}
	}
	for i, n := range s.hits {
		r := s.index.Row(n)
		lines = append(lines, s.drawHit(&r, i == s.hit, w))
	}
	for len(lines) < followups.Hits {
		lines = append(lines, "")
	}
	return lines
}

func (s *Series) drawHit(r *people.Row, here bool, w int) string {
	text := kit.Pad(wording.MarkName(r.Name, r.Objects), min(40, w-56)) + " " + kit.Pad(r.Born, 11) + kit.Pad(r.Number, 11) + kit.Pad(r.Diagnosis, 7)
	return kit.Cut(kit.Marked(here, text, s.HitRemark(r)), w-1)
}

// drawHowTo says how people are found.
func (s *Series) drawHowTo(w int) (lines []string) {
	for _, text := range []string{
		"Wenige Buchstaben genügen; wer zur Nachsorge fällig ist, steht oben.",
		"Name           mül      oder beide Namen: mü an",
		"Geburtsdatum   0310     oder 031075, 3.10.75",
		"Patientennummer         ihr Ende genügt", ""} {
		lines = append(lines, style.Muted.Render(kit.Cut("   "+text, w-1)))
	}
	return lines
}

// drawBegin says how a grid is begun, where there is no line yet.
func (s *Series) drawBegin() (lines []string) {
	if len(s.Lines) > 0 || s.searching() || !s.Loaded {
		return nil
	}
	for _, text := range []string{"",
		"1  In der Vorgabe eintragen, was bei allen gleich ist.",
		"2  F3: Personen suchen. Alt+F: alle fälligen Nachsorgen.",
		"3  Strg+D füllt daraus eine Zeile, F7 alle; dann ändern.",
		"4  F12: alle Zeilen ohne Fehler abschließen."} {
		lines = append(lines, style.Muted.Render("   "+text))
	}
	return lines
}

// searchHint says what Enter does with the person found.
func (s *Series) searchHint() string {
	switch {
	case s.query.Value() == "":
		return "Enter nimmt den ersten Treffer, Tab nimmt ihn und geht gleich in seine Zeile. Alt+F fügt alle fälligen Nachsorgen auf einmal hinzu."
	case s.hit >= len(s.hits):
		return "Rücktaste löscht, Strg+U leert die Suche."
	}
	r := s.index.Row(s.hits[s.hit])
	return "Enter nimmt " + r.Name + " *" + r.Born + ", Tab geht gleich in die Zeile; ↓ wählt den nächsten Treffer, Strg+U leert die Suche."
}
