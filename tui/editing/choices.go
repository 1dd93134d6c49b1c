package editing

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/together"
)

// choices shows side by side what two people entered in one field at once. Whoever types
// on types on in the form: nothing typed ahead of this page is lost.
type choices struct {
	shell.QuietScreen
	e    *Sheet
	list kit.CursorList
}

// NewChoices shows the fields of the draft that is being written.
func NewChoices(e *Sheet) *choices {
	c := &choices{e: e}
	for i, a := range e.Aside.Abweichungen {
		if !a.Entschieden {
			c.list.At = i
			break
		}
	}
	return c
}

func (c *choices) all() []together.Choice {
	return together.Choices(c.e.Report, c.e.Aside.Abweichungen, c.e.Sh.Desk().Station.Who().Login, c.e.Sh.Services().Env())
}

func (c *choices) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	switch {
	case !ok:
		return c.e.Take(msg)
	case c.list.Key(k, len(c.e.Aside.Abweichungen)):
		return nil
	case k.Type == tea.KeyRunes || k.Type == tea.KeySpace:
		return tea.Batch(c.e.Sh.Pop(), c.e.Press(k))
	}
	return nil
}

func (c *choices) Title() (string, string) { return "Zugleich verschieden eingetragen", c.e.Status() }

func (c *choices) Body(w, h int) string {
	all := c.all()
	label, room := 24, max(10, (w-32)/2)
	lines := []string{style.Muted.Render("   " + kit.Pad("Feld", label) + " " + kit.Pad("  Ihre Angabe", room) + "   andere Angabe"), ""}
	below := c.whole(all[c.list.At], w)
	c.list.Fit(h-len(lines)-len(below), len(all))
	from, to := c.list.Window(len(all))
	for i := from; i < to; i++ {
		mine, theirs := c.value(all[i].Mine, !all[i].Other, room), c.value(all[i].Theirs, all[i].Other, room)
		line := kit.Pad(all[i].Label, label) + " " + mine + " " + theirs
		if i == c.list.At {
			lines = append(lines, " "+style.FocusSign+" "+style.Focus.Render(line))
			continue
		}
		lines = append(lines, "   "+line)
	}
	return strings.Join(append(lines, below...), "\n")
}

// value is one of the two, with a sign where it stands.
func (c *choices) value(text string, stands bool, room int) string {
	sign := " "
	if stands {
		sign = style.DoneSign
	}
	return kit.Pad(sign+" "+kit.Cut(text, room-2), room)
}

// whole is what is marked, in full.
func (c *choices) whole(m together.Choice, w int) []string {
	stands := "Es gilt Ihre Angabe."
	if m.Other {
		stands = "Es gilt die andere Angabe."
	}
	lines := []string{"", " " + style.Title.Render(m.Label) + "  " + stands, " Von Ihnen:"}
	lines = append(lines, kit.Wrapped([]string{"   " + m.Mine}, w-1)...)
	lines = append(lines, " Von "+m.Who+":")
	lines = append(lines, kit.Wrapped([]string{"   " + m.Theirs}, w-1)...)
	return lines
}

func (c *choices) Hint() string {
	if c.e.Meet == nil {
		return "Was nicht gilt, steht hier, bis Sie die Stammdaten verlassen. Wer weitertippt, tippt im Formular weiter."
	}
	return "Nichts davon geht verloren: Was nicht gilt, bleibt hier. Wer weitertippt, tippt im Formular weiter."
}

func (c *choices) Actions() []kit.Action {
	return []kit.Action{
		{Keys: []string{"right"}, Label: "Andere nehmen", Help: "Im markierten Feld gilt die andere Angabe.", Do: func() tea.Cmd { return c.choose(true) }},
		{Keys: []string{"left"}, Label: "Eigene behalten", Help: "Im markierten Feld gilt die eigene Angabe.", Do: func() tea.Cmd { return c.choose(false) }},
		{Keys: []string{"enter", "ctrl+j", "f10", "esc"}, Label: "Zurück", Help: "Zurück zum Feld.", Do: c.e.Sh.Pop},
	}
}

// choose has one of the two stand, and goes on to the next that is open.
func (c *choices) choose(other bool) tea.Cmd {
	at := c.list.At
	switch {
	case c.all()[at].Other == other:
		together.Keep(c.e.Aside, at)
	case !together.Swap(c.e.Form, c.e.Aside, at, c.e.Sh.Services().Now()):
		c.e.Sh.Say(together.Changed)
		return nil
	}
	for i, a := range c.e.Aside.Abweichungen {
		if !a.Entschieden {
			c.list.At = i
			break
		}
	}
	c.e.changes = c.e.Form.Changes()
	return c.e.SaveNow()
}

func (c *choices) Caret() (int, int, bool) { return 0, 0, false }
