package looking

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// sieve shows the columns of a list with what they are filtered by, and the views
// somebody has named.
type sieve struct {
	shell.QuietScreen
	looking *Looking
	list    kit.CursorList
	saved   []lists.SavedView
	loaded  bool
	typing  bool // the last keys were words to search for: Enter is about them
}

// savedMsg brings the named views; err says why one could not be kept.
type savedMsg struct {
	to    *sieve
	saved []lists.SavedView
	said  string
	err   error
}

// Start reads the named views.
func (s *sieve) Start() tea.Cmd { return s.read("", nil) }

// read reads them, after something was done about one.
func (s *sieve) read(said string, do func() error) tea.Cmd {
	ctx, desk, list := s.looking.sh.During, s.looking.sh.Desk(), s.looking.name
	return func() tea.Msg {
		if do != nil {
			if err := do(); err != nil {
				return savedMsg{to: s, err: err}
			}
		}
		saved, err := lists.SavedViews(ctx, desk, list)
		return savedMsg{s, saved, said, err}
	}
}

// Update takes keys and the named views.
func (s *sieve) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return s.key(msg)
	case savedMsg:
		if msg.to != s {
			return nil
		}
		s.loaded = true
		if msg.err != nil {
			s.looking.sh.Fail(msg.err)
			return nil
		}
		s.saved = msg.saved
		s.list.At = min(s.list.At, s.count()-1)
		if msg.said != "" {
			s.looking.sh.Say(msg.said)
		}
	}
	return nil
}

// key moves, or is typed to search: not every list takes words where it stands.
func (s *sieve) key(k tea.KeyMsg) tea.Cmd {
	switch {
	case s.list.Key(k, s.count()):
		s.typing = false
	case s.looking.Type(k):
		s.typing = true
		return s.looking.Changed()
	}
	return nil
}

func (s *sieve) heads() []listing.Head { return s.looking.heads }

func (s *sieve) count() int { return len(s.heads()) + len(s.saved) }

// column is the one in focus, "" where that is a named view.
func (s *sieve) column() string {
	if heads := s.heads(); s.list.At < len(heads) {
		return heads[s.list.At].Name
	}
	return ""
}

// view is the named one in focus, nil where that is a column.
func (s *sieve) view() *lists.SavedView {
	if i := s.list.At - len(s.heads()); i >= 0 && i < len(s.saved) {
		return &s.saved[i]
	}
	return nil
}

// Title says what is filtered.
func (s *sieve) Title() (string, string) { return "Filtern und sortieren", "" }

// sieveName is the column of names.
const sieveName = 22

// Body lists the columns, then the named views.
func (s *sieve) Body(w, h int) string {
	lines := []string{" Suche: " + forms.Clean(s.looking.View.Words), style.Muted.Render("   " + kit.Pad("Spalte", sieveName) + kit.Pad("Sortiert", 10) + "Zeigt nur")}
	s.list.Fit(h-3, s.count())
	from, to := s.list.Window(s.count())
	for i := from; i < to; i++ {
		if i == len(s.heads()) {
			lines = append(lines, style.Muted.Render("   Gemerkte Filter"))
		}
		lines = append(lines, kit.Cut(kit.Marked(i == s.list.At, s.line(i), ""), w-1))
	}
	return strings.Join(lines, "\n")
}

func (s *sieve) line(i int) string {
	heads, v := s.heads(), &s.looking.View
	if i >= len(heads) {
		return kit.Pad(s.saved[i-len(heads)].Name, sieveName) + wording.ViewWords(&s.saved[i-len(heads)].View, heads)
	}
	sorted := ""
	if heads[i].Name == v.Sort {
		sorted = map[bool]string{false: "↑ auf", true: "↓ ab"}[v.Down]
	}
	only := style.DashSign
	if values := v.Values(heads[i].Name); len(values) > 0 {
		only = strings.Join(values, " oder ")
	}
	return kit.Cell(heads[i].Head, sieveName) + kit.Cell(sorted, 10) + forms.Clean(only)
}

// Hint says what Enter does.
func (s *sieve) Hint() string {
	if s.typing {
		return "Enter zeigt die Zeilen mit diesen Worten; Strg+U zeigt wieder alle."
	}
	if s.view() != nil {
		return "Enter zeigt die Liste so, Strg+K vergisst den gemerkten Filter."
	}
	return "Tippen sucht. Enter zählt, was in der Spalte vorkommt, und filtert danach. < und > sortieren."
}

// Actions are what can be done with the line in focus.
func (s *sieve) Actions() []kit.Action {
	back := kit.Action{Keys: []string{"f10", "esc", "/"}, Label: "Zurück", Help: "Zurück zur Liste.", Do: s.looking.sh.Pop}
	none, noColumn := "", ""
	if s.looking.View.Plain() {
		none = "Die Liste ist weder gefiltert noch sortiert."
	}
	if s.column() == "" {
		noColumn = "Sortiert wird nach einer Spalte."
	}
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Werte", Help: "Zählt die Werte der Spalte, um danach zu filtern; ein gemerkter Filter wird genommen.", Do: s.take},
		{Keys: []string{"<"}, Label: "Aufsteigend", Help: "Sortiert nach der Spalte, das Kleinste zuerst.", Off: noColumn, Do: func() tea.Cmd { return s.looking.sort(s.column(), false) }},
		{Keys: []string{">"}, Label: "Absteigend", Help: "Sortiert nach der Spalte, das Größte zuerst.", Off: noColumn, Do: func() tea.Cmd { return s.looking.sort(s.column(), true) }},
		{Keys: []string{"ctrl+k"}, Label: "Eintrag weg", Help: "Filtert nicht mehr nach der Spalte; vergisst einen gemerkten Filter.", Do: s.drop},
		{Keys: []string{"ctrl+u"}, Label: "Alles zeigen", Help: "Nimmt Suche, Filter und Sortierung weg.", Off: none, Do: s.plain},
		{Keys: []string{"f2"}, Label: "Speichern", Help: "Merkt Suche, Filter und Sortierung unter einem Namen.", Off: none, Do: func() tea.Cmd { return s.looking.sh.Push(NewViewName(s.looking.sh, s.keep)) }},
		back,
	}
}

// take counts the values of the column, or shows the list as the named view has it.
func (s *sieve) take() tea.Cmd {
	if s.typing {
		return s.looking.sh.Pop()
	}
	named := s.view()
	if named == nil {
		return s.looking.counts(s.column())
	}
	s.looking.View = named.View
	return tea.Batch(s.looking.sh.Pop(), s.looking.Changed())
}

func (s *sieve) drop() tea.Cmd {
	named := s.view()
	if named == nil {
		return s.looking.filter(s.column())
	}
	ctx, desk, list, name := s.looking.sh.During, s.looking.sh.Desk(), s.looking.name, named.Name
	return s.read("Vergessen: "+name+".", func() error { return lists.SaveView(ctx, desk, list, name, nil) })
}

func (s *sieve) plain() tea.Cmd {
	s.looking.View = listing.View{}
	return s.looking.Changed()
}

// keep keeps the view under a name.
func (s *sieve) keep(name string) tea.Cmd {
	ctx, desk, list, v := s.looking.sh.During, s.looking.sh.Desk(), s.looking.name, s.looking.View
	return s.read("Gemerkt: "+name+".", func() error { return lists.SaveView(ctx, desk, list, name, &v) })
}

// Caret is behind the words while somebody types them.
func (s *sieve) Caret() (int, int, bool) {
	return lipgloss.Width(" Suche: " + forms.Clean(s.looking.View.Words)), 0, s.typing
}

// Busy until the named views are read.
func (s *sieve) Busy() bool { return !s.loaded }

// Leave has nothing to save.
func (s *sieve) Leave() tea.Cmd { return nil }
