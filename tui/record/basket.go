package record

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Basket shows the deleted drafts of all people, and takes them back.
type Basket struct {
	sh      *shell.Shell
	content work.PaperBasket
	list    kit.CursorList
	loaded  bool
	acting  bool
}

// NewBasket shows what was deleted.
func NewBasket(sh *shell.Shell) *Basket { return &Basket{sh: sh} }

// basketMsg brings what the basket holds, and what came of an act before.
type basketMsg struct {
	to      *Basket
	content work.PaperBasket
	said    string
	err     error
}

// Start reads the basket.
func (b *Basket) Start() tea.Cmd { return b.read(nil) }

// read does something and reads the basket.
func (b *Basket) read(act *work.Act) tea.Cmd {
	b.acting = true
	ctx, desk := b.sh.During, b.sh.Desk()
	return func() tea.Msg {
		msg := basketMsg{to: b}
		if act != nil {
			done, err := act.Do(ctx, work.Given{})
			if msg.said = done.Said; err != nil {
				msg.said = wording.Sentence(err)
			}
		}
		msg.content, msg.err = work.ReadBasket(ctx, desk)
		return msg
	}
}

// Update moves and takes what was read.
func (b *Basket) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		b.list.Key(msg, len(b.content.All))
	case basketMsg:
		if msg.to != b {
			return nil
		}
		b.acting = false
		if msg.err != nil {
			b.sh.Fail(msg.err)
			return nil
		}
		b.content, b.loaded = msg.content, true
		b.list.At = max(0, min(b.list.At, len(b.content.All)-1))
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
	return "Papierkorb", wording.Plural(len(b.content.All), "Entwurf", "Entwürfe")
}

// The columns of the basket; the name takes what is left.
const thrownWhen = 12

func (b *Basket) Body(w, h int) string {
	switch {
	case !b.loaded:
		return ""
	case len(b.content.All) == 0:
		return "\n" + kit.Indented("Der Papierkorb ist leer. Gelöschte Entwürfe liegen hier 30 Tage, dann werden sie endgültig gelöscht.", w)
	}
	name := kit.NameCells(w - 3 - 2*thrownWhen - kit.OccasionCells(w) - kit.DayCells(w))
	lines := []string{style.Muted.Render("   " + kit.Cell("gelöscht", thrownWhen) + kit.Cell("Name", name) + kit.Cell("Anlass", kit.OccasionCells(w)) + kit.Cell("vom", kit.DayCells(w)) + "bis")}
	b.list.Fit(h-len(lines), len(b.content.All))
	from, to := b.list.Window(len(b.content.All))
	for i := from; i < to; i++ {
		lines = append(lines, kit.Marked(i == b.list.At, kit.Cut(b.line(&b.content.All[i], name, w), w-3), ""))
	}
	return strings.Join(lines, "\n")
}

func (b *Basket) line(t *model.Thrown, name, w int) string {
	who, what, day := people.DamagedWord+" "+model.ShortID(t.Draft.ID), kit.OccasionCell(wording.Sending{}, w), model.Datum("")
	if !t.Draft.Damaged {
		who, what = people.NameOf(&t.Draft.Report.Patient.Stammdaten), kit.OccasionCell(wording.SendingOfDraft(&t.Draft), w)
		day = rule.EventDate(&t.Draft.Report)
	}
	return kit.Cell(wording.Day(t.At), thrownWhen) + kit.Cell(who, name) + what + kit.DayCell(day, w) + wording.Day(t.Until())
}

func (b *Basket) Hint() string {
	if b.list.At >= len(b.content.All) {
		return "Gelöscht wird in der Akte (Strg+K) und im Formular (Strg+X, dann l)."
	}
	return work.ThrownWords(&b.content.All[b.list.At])
}

func (b *Basket) Actions() []kit.Action {
	return append(b.sh.Keyed(b.content.Acts(b.list.At), shell.Doing{Run: func(a work.Act, _ work.Given) tea.Cmd { return b.read(&a) }}),
		kit.Action{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück zur vorigen Maske.", Do: b.sh.Pop})
}

func (b *Basket) Caret() (int, int, bool) { return 0, 0, false }

// Busy until the basket is read, and while something is taken back.
func (b *Basket) Busy() bool { return !b.loaded || b.acting }

// Leave has nothing to save.
func (b *Basket) Leave() tea.Cmd { return nil }
