package series

import (
	"fmt"
	"strings"

	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// seriesColumn is a column of the grid. One with an id is a field of the Verlauf.
type seriesColumn struct {
	title string
	id    string
	cells int
}

// The columns that are no field.
const (
	colName, colBorn, colTumour = 0, 1, 2
	colFirst                    = 3 // of the fields
)

// seriesColumns are the person, the fields of the sitting, and how far the line is.
var seriesColumns = func() []seriesColumn {
	heads := []seriesColumn{{"Untersucht", "", 11}, {"Ges", "", 4}, {"Lok", "", 4}, {"LK", "", 4}, {"FM", "", 4}, {"ECOG", "", 5}, {"Be", "", 3}, {"EL", "", 3}}
	for i, id := range followups.Fields {
		heads[i].id = id
	}
	return append(append([]seriesColumn{{"Name", "", 14}, {"Geb.", "", 9}, {"Tumor", "", 7}}, heads...), seriesColumn{"Stand", "", 9})
}()

// colState is the last column.
var colState = len(seriesColumns) - 1

// state is the line's last column: short enough for the smallest window.
func (s *Series) state(l *followups.Line) string {
	state, fehler, warnungen := s.State(l)
	switch state {
	case followups.Accepted, followups.Sent:
		return sentState(l)
	case followups.Unsaved:
		return style.Fehler.Render("!NICHT")
	}
	if who := s.elsewhere(l); who != "" { // what stands against the line is in the hint
		return style.Warnung.Render(wording.OpenAt(who))
	}
	switch state {
	case followups.NoTumour:
		return style.Warnung.Render("Tumor?")
	case followups.Empty:
		return style.DashSign
	case followups.Wrong:
		if warnungen > 0 {
			return style.Fehler.Render(fmt.Sprintf("%dF %dW", fehler, warnungen))
		}
		return style.Fehler.Render(wording.Plural(fehler, "Fehler", "Fehler"))
	case followups.Warned:
		return style.Warnung.Render(wording.Plural(warnungen, "Warnung", "Warn."))
	}
	return style.Good.Render("bereit")
}

// bornText is the date of birth in the room of its column.
func bornText(born string, w int) string {
	if short := len("03.10."); len(born) == len("03.10.1975") && len(born) >= w {
		return born[:short] + born[short+2:]
	}
	return born
}

// tumourHint names the tumours to choose from.
func (s *Series) tumourHint(l *followups.Line) string {
	lists := s.sh.Services().Lists
	if l.Report != nil || len(l.Tumours) == 1 {
		return wording.TumourName(&l.Tumours[max(0, l.Tumour)], lists)
	}
	var names []string
	for i := range l.Tumours {
		names = append(names, fmt.Sprintf("%d %s", i+1, wording.TumourName(&l.Tumours[i], lists)))
	}
	return "Ziffer wählt den Tumor: " + strings.Join(names, "; ")
}
