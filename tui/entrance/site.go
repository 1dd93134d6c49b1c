package entrance

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/account"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// site is what the registry stores about the Einrichtung, and the changes of it.
type site struct {
	shell.QuietScreen
	sh     *shell.Shell
	its    account.Site
	list   kit.CursorList
	loaded bool
	busy   bool
}

func newSite(sh *shell.Shell) *site { return &site{sh: sh} }

// siteMsg brings what is stored, askedMsg what came of asking for a change.
type (
	siteMsg struct {
		to   *site
		its  account.Site
		said string
		err  error
	}
	askedMsg struct {
		to   *site
		done work.Done
		err  error
	}
)

// Start reads it.
func (s *site) Start() tea.Cmd { return s.read("") }

func (s *site) read(said string) tea.Cmd {
	s.busy = true
	ctx, desk, about := s.sh.While(s), s.sh.Desk(), &s.sh.Services().About
	return func() tea.Msg {
		its, err := account.ReadSite(ctx, desk, about)
		return siteMsg{s, its, said, err}
	}
}

func (s *site) run(a work.Act, g work.Given) tea.Cmd {
	s.busy = true
	ctx := s.sh.During // what was asked for goes on when she leaves
	return func() tea.Msg {
		done, err := a.Do(ctx, g)
		return askedMsg{s, done, err}
	}
}

func (s *site) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		s.list.Key(msg, len(s.its.Rows()))
	case askedMsg:
		if msg.to == s {
			return s.asked(msg)
		}
	case siteMsg:
		if msg.to == s {
			s.learn(msg)
		}
	}
	return nil
}

func (s *site) asked(msg askedMsg) tea.Cmd {
	s.busy = false
	if msg.err != nil {
		s.sh.Fail(msg.err)
		return nil
	}
	return s.read(shell.Told(msg.done.Said))
}

// learn takes what was read. That a change was asked for is said, whatever came after it.
func (s *site) learn(msg siteMsg) {
	s.busy, s.loaded = false, msg.err == nil
	if s.loaded {
		s.its = msg.its
	}
	switch {
	case msg.said != "":
		s.sh.Say(msg.said)
	case msg.err != nil:
		s.sh.Fail(msg.err)
	}
}

// change asks for the value of the Angabe in focus.
func (s *site) change() tea.Cmd {
	a := *s.its.Row(s.list.At).Angabe
	return s.sh.Push(NewAngabe(s.sh, s.its, a, func(next account.Site) { s.its = next }))
}

// fresh asks whether a change that says where money goes is meant, then for a code.
func (s *site) fresh(a work.Act) tea.Cmd {
	return s.sh.Push(shell.NewAsk(s.sh, a.Sure.Title, a.Sure.Text, a.Sure.Verb, func() tea.Cmd {
		words := shell.FreshWords{Head: a.Label, Why: a.Now.Text, Label: a.Label, Help: a.Help, Back: "Zurück, ohne etwas zu beantragen."}
		return s.sh.Push(shell.NewFresh(s.sh, words, func(g work.Given) tea.Cmd { return s.run(a, g) }))
	}))
}

// sheet asks for the name of a file and writes the sheet of the change in focus there.
func (s *site) sheet() tea.Cmd {
	name, text := s.its.Sheet(s.its.Row(s.list.At).Change)
	desk := s.sh.Desk()
	file := shell.NewSaveFile(s.sh, name, nil)
	file.Head = "Änderungsformular"
	file.To = func(ctx context.Context, path string) (string, error) { return desk.Account.SaveSheet(ctx, path, text) }
	return s.sh.Push(file)
}

// back asks first where something would be forgotten.
func (s *site) back() tea.Cmd {
	unasked := s.its.Unasked()
	if unasked == "" {
		return s.sh.Pop()
	}
	return s.sh.Push(shell.NewAsk(s.sh, "Ohne Antrag zurück?", unasked+" Zurück vergisst sie.", "Vergessen", s.sh.Pop))
}

func (s *site) Title() (string, string) {
	return "Einrichtung", strings.TrimSuffix(s.its.Unasked(), ".")
}

// The columns of an Angabe, and how much room the whole line in focus has below.
const labelCells, wholeLines = 32, 3

func (s *site) Body(w, h int) string {
	if !s.loaded {
		return unanswered(s.busy, w)
	}
	rows := s.its.Rows()
	lines := []string{kit.Cut(" "+style.Title.Render(wording.ValueText(s.its.Is.Name)+", Melder "+wording.ValueText(s.its.Is.MelderID)), w-1)}
	s.list.Fit(h-len(lines)-wholeLines, len(rows))
	from, to := s.list.Window(len(rows))
	for i := from; i < to; i++ {
		head := ""
		if i == from || rows[i].Head != rows[i-1].Head {
			head = rows[i].Head
		}
		lines = append(lines, kit.Cut(kit.Marked(i == s.list.At, kit.Pad(head, partCells)+siteRow(&rows[i]), ""), w-1))
	}
	whole := kit.Paragraph(s.its.Words(s.list.At), w)
	return strings.Join(append(append(lines, ""), whole[:min(len(whole), wholeLines-1)]...), "\n")
}

// partCells has the name of a part.
const partCells = 17

// siteRow is a line of it.
func siteRow(r *account.Row) string {
	text := r.Text
	if r.Next != "" {
		text = "neu: " + r.Next + " (bisher " + r.Text + ")"
	}
	if r.Label == "" {
		return text
	}
	return kit.Cell(r.Label, labelCells) + " " + text
}

func (s *site) Hint() string {
	if s.loaded {
		return shell.Told("{angabe} ändert eine Angabe, {beantragen} beantragt alles zusammen, {formular} schreibt ein Formular.")
	}
	return ""
}

func (s *site) Actions() []kit.Action {
	list := []kit.Action{anew(s.Start)}
	if s.loaded {
		list = s.sh.Keyed(s.its.Acts(s.list.At), shell.Doing{Run: s.run, Asks: map[work.Asked]func(work.Act) tea.Cmd{work.AskFresh: s.fresh},
			Shows: map[string]func() tea.Cmd{"angabe": s.change, "formular": s.sheet}})
	}
	return append(list, kit.Action{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück zur vorigen Maske; was nicht beantragt ist, wird nach einer Frage vergessen.", Do: s.back})
}

func (s *site) Caret() (int, int, bool) { return 0, 0, false }

// Busy while the portal is asked.
func (s *site) Busy() bool { return s.busy }
