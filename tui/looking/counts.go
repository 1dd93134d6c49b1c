package looking

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// counts is how many of each value a column of a list has; one, or the marked ones,
// become its filter.
type counts struct {
	shell.QuietScreen
	looking *Looking
	column  string
	list    kit.CursorList
	counted []listing.Count
	all     int
	loaded  bool
	marked  map[string]bool
}

// countedMsg brings them.
type countedMsg struct {
	to      *counts
	counted []listing.Count
	err     error
}

// Start counts beside the screen.
func (c *counts) Start() tea.Cmd {
	c.marked = map[string]bool{}
	for _, value := range c.looking.View.Values(c.column) {
		c.marked[value] = true
	}
	ctx, list, v, column := c.looking.sh.While(c), c.looking.list(), c.looking.View, c.column
	return func() tea.Msg {
		counted, err := list.Count(ctx, v, column)
		return countedMsg{c, counted, err}
	}
}

// Update takes keys and what was counted.
func (c *counts) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		c.list.Key(msg, len(c.counted))
	case countedMsg:
		if msg.to != c {
			return nil
		}
		if c.loaded = true; msg.err != nil {
			c.looking.sh.Fail(msg.err)
			return nil
		}
		c.counted = msg.counted
		for _, one := range c.counted {
			c.all += one.N
		}
	}
	return nil
}

// Title names the column and counts its values.
func (c *counts) Title() (string, string) {
	right := ""
	if c.loaded {
		right = c.list.Where(len(c.counted)) + wording.Plural(len(c.counted), "Wert", "Werte")
	}
	return "Häufigkeiten " + style.DotSign + " " + c.looking.head(c.column), right
}

// countCells are the columns before the bars: number and part.
const countCells = 18

// Body lists the values with their bars.
func (c *counts) Body(w, h int) string {
	if !c.loaded {
		return "\n   wird gezählt " + style.MoreSign
	}
	if len(c.counted) == 0 {
		return "\n   Die Liste zeigt nichts, was zu zählen wäre."
	}
	name := min(40, w-countCells-listBar-6)
	lines := []string{style.Muted.Render("   " + kit.Pad(c.looking.head(c.column), name) + fmt.Sprintf("%9s%8s", "Anzahl", "Anteil"))}
	c.list.Fit(h-1, len(c.counted))
	from, to := c.list.Window(len(c.counted))
	for i := from; i < to; i++ {
		lines = append(lines, c.draw(i, name))
	}
	return strings.Join(lines, "\n")
}

// listBar is how long the longest bar is.
const listBar = 12

func (c *counts) draw(i, name int) string {
	one := &c.counted[i]
	part := strings.Replace(fmt.Sprintf("%6.1f %%", 100*float64(one.N)/float64(c.all)), ".", ",", 1)
	line := kit.Cell(wording.OrDash(one.Value), name) + fmt.Sprintf("%9s", wording.Thousands(one.N)) + part
	bar := strings.Repeat(style.SpanBar, max(1, one.N*listBar/c.counted[0].N))
	sign := " "
	if c.marked[one.Value] {
		sign = style.MarkSign
	}
	if i == c.list.At {
		return " " + style.FocusSign + sign + style.Focus.Render(line) + " " + style.Meaning.Render(bar)
	}
	return "  " + sign + line + " " + style.Meaning.Render(bar)
}

// Hint is the value in focus, whole.
func (c *counts) Hint() string {
	if c.list.At < len(c.counted) {
		return forms.Clean(wording.OrDash(c.counted[c.list.At].Value)) + ": Enter zeigt nur diese, Leertaste merkt mehrere vor."
	}
	return ""
}

// Actions filter the list.
func (c *counts) Actions() []kit.Action {
	off := ""
	if len(c.counted) == 0 {
		off = "Es ist noch nichts gezählt."
	}
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Filtern", Help: "Die Liste zeigt nur diesen Wert, oder die vorgemerkten.", Off: off, Do: c.take},
		{Keys: []string{" "}, Label: "Vormerken", Help: "Merkt den Wert vor, um nach mehreren zu filtern.", Off: off, Do: c.mark},
		{Keys: []string{"ctrl+u"}, Label: "Alle zeigen", Help: "Filtert nicht mehr nach dieser Spalte.", Quiet: true, Do: func() tea.Cmd { return c.leave() }},
		{Keys: []string{"f10", "esc", "#"}, Label: "Zurück", Help: "Zurück zur Liste.", Do: c.looking.sh.Pop},
	}
}

func (c *counts) mark() tea.Cmd {
	value := c.counted[c.list.At].Value
	c.marked[value] = !c.marked[value]
	return nil
}

// take filters by the marked values, or by the one in focus where that is none of them.
func (c *counts) take() tea.Cmd {
	var values []string
	for i := range c.counted {
		if c.marked[c.counted[i].Value] {
			values = append(values, c.counted[i].Value)
		}
	}
	if here := c.counted[c.list.At].Value; !c.marked[here] {
		values = []string{here}
	}
	return c.leave(values...)
}

// leave goes back to the list, filtered by values.
func (c *counts) leave(values ...string) tea.Cmd {
	back := c.looking.sh.Pop()
	if s, ok := c.looking.sh.Top().(*sieve); ok && s.looking == c.looking {
		back = tea.Batch(back, c.looking.sh.Pop())
	}
	return tea.Batch(back, c.looking.filter(c.column, values...))
}

// Caret finds nothing to type here.
func (c *counts) Caret() (int, int, bool) { return 0, 0, false }

// Busy while it is counted.
func (c *counts) Busy() bool { return !c.loaded }

// Leave has nothing to save; what is still counted ends.
func (c *counts) Leave() tea.Cmd { return nil }
