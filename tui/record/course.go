package record

import (
	"cmp"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// The course of each tumour: when what happened, a therapy as a bar from its begin to
// its end. It stands beside the record where the window has the room, else the space
// bar shows it.

const (
	courseTime = 22 // cells of "01.05.2021–14.09.2021" and a blank
	courseBar  = 20
	oneLine    = courseTime + courseBar + 30 // from here on a station is one line
)

// course draws the tumours with their stations in w cells.
func (c *CaseFile) course(w int) (lines []string) {
	tumours := record.Tumours(c.content.Past)
	for i := range tumours {
		if i > 0 {
			lines = append(lines, "")
		}
		name := kit.WrapWords(wording.Numbered(i, &tumours[i], c.sh.Services().Lists), w)
		for l := range strings.SplitSeq(name, "\n") {
			lines = append(lines, style.Title.Render(l))
		}
		stations := record.Stations(c.content.Past, tumours[i].Part.TumorID)
		if len(stations) == 0 {
			lines = append(lines, style.Muted.Render("noch keine abgeschlossene Meldung"))
		}
		span := spanOf(stations, c.sh.Services().Now())
		for j := range stations {
			lines = append(lines, stationLines(&stations[j], &span, w)...)
		}
	}
	return lines
}

// stationLines draw a station: in one line, or where that is too narrow in two.
func stationLines(s *record.Station, span *courseSpan, w int) []string {
	when := style.Label.Render(kit.Pad(wording.StationTime(s), courseTime))
	bar := style.Meaning.Render(span.bar(s, min(courseBar, w-courseTime)))
	what := wording.StationWords(s)
	if w >= oneLine {
		return []string{kit.Cut(when+bar+" "+what, w)}
	}
	return []string{when + bar, kit.Cut("  "+what, w)}
}

// courseSpan is the time a tumour's stations lie in.
type courseSpan struct{ from, to, now time.Time }

func spanOf(stations []record.Station, now time.Time) courseSpan {
	s := courseSpan{now: now}
	for i := range stations {
		from, to := s.times(&stations[i])
		if !from.IsZero() && (s.from.IsZero() || from.Before(s.from)) {
			s.from = from
		}
		if to.After(s.to) {
			s.to = to
		}
	}
	return s
}

// times are the first and the last day of a station: an open therapy lasts until now.
func (c *courseSpan) times(s *record.Station) (from, to time.Time) {
	from, _ = s.From.Time()
	to, _ = cmp.Or(s.To, s.From, model.Datum("")).Time()
	if from.IsZero() {
		from = to
	}
	if s.Open && !from.IsZero() && c.now.After(from) {
		to = c.now
	}
	return from, to
}

// bar draws when the station was within the span, in n cells.
func (c *courseSpan) bar(s *record.Station, n int) string {
	from, to := c.times(s)
	if from.IsZero() || n <= 0 {
		return strings.Repeat(" ", max(0, n))
	}
	a, b := c.cell(from, n), c.cell(to, n)
	sign := style.DayBar
	if s.Open || s.To != "" {
		sign = style.SpanBar
	}
	return strings.Repeat(" ", a) + strings.Repeat(sign, max(1, b-a+1)) + strings.Repeat(" ", n-max(a, b)-1)
}

// cell is the one a day lies in.
func (c *courseSpan) cell(day time.Time, n int) int {
	whole := c.to.Sub(c.from)
	if whole <= 0 {
		return 0
	}
	return min(n-1, int(float64(day.Sub(c.from))/float64(whole)*float64(n)))
}

// showCourse shows it where the window has no room beside the record.
func (c *CaseFile) showCourse() *shell.Pager {
	w, _ := c.sh.Size()
	var lines []string
	for _, l := range c.course(w - 2) {
		lines = append(lines, " "+l)
	}
	left, _ := c.Title()
	return &shell.Pager{Sh: c.sh, Head: "Zeitleiste " + style.DotSign + " " + left, Lines: lines}
}
