package series

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

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
	drawn  []string
}

func newSeriesFinish(s *Series, ready []*followups.Line, open int) *seriesFinish {
	f := &seriesFinish{series: s, ready: ready, open: open, text: []string{""}}
	f.say(followups.Completes(ready) + ".")
	for _, stays := range s.StaysOpen(open) {
		f.say(stays)
	}
	warnings, lines := s.Warnings()
	if len(warnings) > 0 {
		f.text = append(f.text, "", " "+style.Warnung.Render("Warnungen, die Sie damit bestätigen:"))
	}
	for _, v := range warnings {
		f.say(fmt.Sprintf("%s  %s (%s)", v.Rule, v.Text, wording.Plural(lines[v.Rule], "Zeile", "Zeilen")))
	}
	return f
}

// lay breaks the sentences for the window and puts the lines below them. The name gives
// way to what is said of the person.
func (f *seriesFinish) lay(w int) {
	name := max(12, min(28, w-4-11-8-11-18))
	f.drawn = append(kit.Wrapped(f.text, w-1), "", style.Muted.Render("   "+kit.Pad("Name", name)+kit.Pad("Geb.", 11)+kit.Pad("Tumor", 8)+kit.Pad("Untersucht", 11)+"Gesamtbeurteilung"))
	for _, l := range f.ready {
		s := f.series.Summary(l)
		f.drawn = append(f.drawn, "   "+kit.Cut(kit.Cell(s.Name, name)+kit.Pad(s.Born, 11)+kit.Pad(s.Tumour, 8)+kit.Pad(s.Day, 11)+s.Total, w-4))
	}
}

func (f *seriesFinish) say(text string) { f.text = append(f.text, " "+forms.Clean(text)) }

func (f *seriesFinish) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		f.Key(k.String(), len(f.drawn))
	}
	return nil
}

func (f *seriesFinish) Title() (string, string) {
	count := wording.Plural(len(f.ready), "Meldung", "Meldungen")
	if where := f.Where(len(f.drawn)); where != "" {
		count += " " + style.DotSign + " " + where
	}
	return "Serie abschließen", count
}

func (f *seriesFinish) Body(w, h int) string {
	f.lay(w)
	return strings.Join(f.Sight(f.drawn, h), "\n")
}

func (f *seriesFinish) Hint() string {
	if f.Where(len(f.drawn)) != "" {
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
