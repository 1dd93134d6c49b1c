package series

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// finish asks once for all lines that can be completed, when all are saved and
// judged: a key typed ahead must not leave some behind.
func (s *Series) finish() tea.Cmd { return s.after(s.askToFinish) }

func (s *Series) askToFinish() tea.Cmd {
	ready, open := s.Readiness()
	if len(ready) == 0 {
		s.sh.Say(s.nothingReady(open))
		return nil
	}
	return s.sh.Push(newSeriesFinish(s, ready, open))
}

func (s *Series) nothingReady(open int) string {
	if open == 0 {
		return "Alle Zeilen sind abgeschlossen. F3 nimmt die nächste Person dazu, Alt+F die fälligen."
	}
	return "Noch keine Zeile ohne Fehler; der Hinweis unten nennt den ersten der Zeile."
}

// seriesFinish shows what is going to be completed, with every Warnung once.
type seriesFinish struct {
	shell.QuietScreen
	shell.Scroll
	series *Series
	ready  []*followups.Line
	open   int
	text   []string
}

func newSeriesFinish(s *Series, ready []*followups.Line, open int) *seriesFinish {
	f := &seriesFinish{series: s, ready: ready, open: open}
	w, _ := s.sh.Size()
	f.say(followups.Completes(ready)+".", w)
	for _, stays := range s.StaysOpen(open) {
		f.say(stays, w)
	}
	warnings, lines := s.Warnings()
	if len(warnings) > 0 {
		f.text = append(f.text, "", " "+style.Warnung.Render("Warnungen, die Sie damit bestätigen:"))
	}
	for _, v := range warnings {
		f.say(fmt.Sprintf("%s  %s (%s)", v.Rule, v.Text, wording.Plural(lines[v.Rule], "Zeile", "Zeilen")), w)
	}
	f.text = append(f.text, "", style.Muted.Render("   "+kit.Pad("Name", 28)+kit.Pad("Geb.", 11)+kit.Pad("Tumor", 8)+kit.Pad("Untersucht", 11)+"Gesamtbeurteilung"))
	for _, l := range ready {
		f.text = append(f.text, "   "+kit.Cut(drawnSummary(s.Summary(l)), w-4))
	}
	return f
}

func drawnSummary(l followups.Summary) string {
	return kit.Pad(l.Name, 27) + " " + kit.Pad(l.Born, 11) + kit.Pad(l.Tumour, 8) + kit.Pad(l.Day, 11) + l.Total
}

func (f *seriesFinish) say(text string, w int) {
	for _, l := range strings.Split(ansi.Wordwrap(forms.Clean(text), w-4, ""), "\n") {
		f.text = append(f.text, "   "+l)
	}
}

func (f *seriesFinish) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		f.Key(k.String(), len(f.text))
	}
	return nil
}

func (f *seriesFinish) Title() (string, string) {
	count := wording.Plural(len(f.ready), "Meldung", "Meldungen")
	if where := f.Where(len(f.text)); where != "" {
		count += " " + style.DotSign + " " + where
	}
	return "Serie abschließen", count
}

func (f *seriesFinish) Body(_, h int) string { return strings.Join(f.Sight(f.text, h), "\n") }

func (f *seriesFinish) Hint() string {
	if f.Where(len(f.text)) != "" {
		return "F12 oder j bestätigt alles auf einmal; Pfeile und Bild↑/Bild↓ blättern."
	}
	return "F12 oder j bestätigt alles auf einmal."
}

func (f *seriesFinish) Actions() []kit.Action {
	return []kit.Action{
		{Keys: []string{"f12", "j"}, Label: "Abschließen", Help: "Bestätigt die Warnungen und schließt alle Zeilen ohne Fehler ab.", Final: true, Do: f.run},
		{Keys: []string{"f10", "esc", "n"}, Label: "Zurück", Help: "Zurück zur Serie; nichts wird gesendet.", Do: f.series.sh.Pop},
	}
}

func (f *seriesFinish) Caret() (int, int, bool) { return 0, 0, false }

func (f *seriesFinish) run() tea.Cmd {
	back := f.series.sh.Pop()
	return tea.Batch(back, f.series.complete(f.ready))
}

// seriesSentMsg says how the completing of a line went.
type seriesSentMsg struct {
	to   *Series
	made *followups.Completion
	last bool
}

// complete completes line after line; each waits for its own last save.
func (s *Series) complete(ready []*followups.Line) tea.Cmd {
	s.sending = true
	all := s.Completing(ready)
	last := all[len(all)-1]
	return each(s.sh.During, s, all, func(c *followups.Completion) tea.Msg { return seriesSentMsg{s, c, c == last} })
}

// sent takes the result for one line; the last one is followed by the sum.
func (s *Series) sent(msg seriesSentMsg) tea.Cmd {
	s.tell(s.Completed(msg.made))
	if !msg.last {
		return nil
	}
	s.sending = false
	s.sh.Say(s.Sum())
	s.reopen()
	return s.follow(answer.News{})
}
