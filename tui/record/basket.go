package record

import (
	"context"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/looking"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Basket shows the deleted drafts of all people, and takes them back.
type Basket struct {
	sh      *shell.Shell
	content lists.PaperBasket
	list    kit.CursorList
	loaded  bool
	acting  bool
	reads   int // counts readings: of two on their way the later one counts
	looking *looking.Looking
	marking shell.Marking[string]
}

// newBasket shows what was deleted.
func newBasket(sh *shell.Shell) *Basket {
	b := &Basket{sh: sh}
	b.looking = looking.New(sh, func() lists.Listing { return lists.BasketList(b.content.All) }, b.look)
	b.marking.Key = func(i int) (string, bool) {
		t := b.content.At(i)
		if t == nil {
			return "", false
		}
		return t.Draft.ID, true
	}
	return b
}

// look shows another view, from its top.
func (b *Basket) look() tea.Cmd {
	b.list.At = 0
	return b.read(nil)
}

// basketMsg brings what the basket holds, and what came of an act before.
type basketMsg struct {
	to      *Basket
	n       int
	content lists.PaperBasket
	said    string
	err     error
}

// Start reads the basket.
func (b *Basket) Start() tea.Cmd { return b.read(nil) }

// read does something and reads the basket.
func (b *Basket) read(act *work.Act) tea.Cmd {
	b.acting = true
	b.reads++
	ctx, desk, view, n := b.sh.During, b.sh.Desk(), b.looking.View, b.reads
	return func() tea.Msg {
		msg := basketMsg{to: b, n: n}
		if act != nil {
			done, err := act.Do(ctx, work.Given{})
			if msg.said = shell.Told(done.Said); err != nil {
				msg.said = wording.Sentence(err)
			}
		}
		msg.content, msg.err = lists.ReadBasket(ctx, desk, view)
		return msg
	}
}

// Update moves and takes what was read.
func (b *Basket) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if !b.list.Key(msg, len(b.content.Shown)) && b.looking.Type(msg) {
			return b.look()
		}
	case basketMsg:
		if msg.to != b || msg.n != b.reads {
			return nil
		}
		b.acting = false
		if msg.err != nil {
			b.sh.Fail(msg.err)
			return nil
		}
		b.content, b.loaded = msg.content, true
		b.list.At = max(0, min(b.list.At, len(b.content.Shown)-1))
		if msg.said != "" {
			b.sh.Say(msg.said)
		}
	}
	return nil
}

func (b *Basket) Title() (string, string) {
	if !b.loaded {
		return "Papierkorb", ""
	}
	marked := b.marking.Counted(len(b.content.Shown))
	if !b.looking.View.All() {
		return "Papierkorb", marked + b.looking.Counted(len(b.content.Shown), len(b.content.All))
	}
	return "Papierkorb", marked + wording.Plural(len(b.content.All), "Entwurf", "Entwürfe")
}

func (b *Basket) Body(w, h int) string {
	switch {
	case !b.loaded:
		return ""
	case len(b.content.All) == 0:
		return "\n" + kit.Indented("Der Papierkorb ist leer. Gelöschte Entwürfe liegen hier 30 Tage, dann werden sie endgültig gelöscht.", w)
	}
	var lines []string
	if view := b.looking.Line(); view != "" {
		lines = append(lines, kit.Cut(" "+style.Meaning.Render(view), w-1))
	}
	columns := kit.FitColumns(lists.BasketColumns, w)
	lines = append(lines, columns.Heads(&b.looking.View, b.looking.Column))
	b.list.Fit(h-len(lines), len(b.content.Shown))
	from, to := b.list.Window(len(b.content.Shown))
	for i := from; i < to; i++ {
		lines = append(lines, columns.Line(b.content.At(i), i == b.list.At, b.marking.Has(i)))
	}
	if len(b.content.Shown) == 0 {
		lines = append(lines, "   Nichts gefunden. Esc zeigt wieder alle.")
	}
	return strings.Join(lines, "\n")
}

func (b *Basket) Hint() string {
	t := b.content.At(b.list.At)
	if t == nil {
		return "Gelöscht wird in der Akte (Strg+K) und im Formular (Strg+X, dann l)."
	}
	return lists.ThrownWords(t)
}

func (b *Basket) Actions() []kit.Action {
	back := b.sh.Pop
	return slices.Concat(b.sh.Keyed(b.acts(), shell.Doing{Run: func(a work.Act, _ work.Given) tea.Cmd { return b.read(&a) }}),
		b.marking.Offers(&b.list, len(b.content.Shown)), b.looking.Offers(), []kit.Action{{Keys: []string{"f10"}, Label: "Zurück", Help: "Zurück zur vorigen Maske.", Do: back}, b.looking.Shut(back)})
}

// acts are those of the marked lines, without any those of the line under the cursor.
func (b *Basket) acts() []work.Act {
	if marked := b.marking.Marked(len(b.content.Shown)); len(marked) > 0 {
		return b.content.ActsOn(marked)
	}
	return b.content.Acts(b.list.At)
}

// Holds is the deleted draft under the cursor.
func (b *Basket) Holds() (string, func(context.Context) ([]lists.Part, error)) {
	t := b.content.At(b.list.At)
	if t == nil || t.Draft.Damaged {
		return "", nil
	}
	thrown, h := *t, lists.Holding{Desk: b.sh.Desk(), Services: b.sh.Services()}
	return thrown.Draft.ID, func(context.Context) ([]lists.Part, error) { return h.Thrown(&thrown), nil }
}

// Spaces is while something is searched.
func (b *Basket) Spaces() bool { return b.looking.View.Words != "" }

func (b *Basket) Caret() (int, int, bool) { return 0, 0, false }

// Busy until the basket is read, and while something is taken back.
func (b *Basket) Busy() bool { return !b.loaded || b.acting }

// Leave has nothing to save.
func (b *Basket) Leave() tea.Cmd { return nil }
