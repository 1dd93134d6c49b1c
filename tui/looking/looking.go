package looking

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
)

// Looking is how a person looks through the list of a screen: what is typed to search,
// filters, order, the column under the cursor. A screen with a list has one, offers its
// actions, gives it the keys that are left, and shows the view anew when it changed.
type Looking struct {
	sh      *shell.Shell
	list    func() lists.Listing // as it is now, for whoever reads it beside the screen
	name    string
	heads   []listing.Head
	View    listing.View
	Column  string         // under the cursor, "" = none
	Changed func() tea.Cmd // the view is another one
}

// New begins with all of the list, as it comes.
func New(sh *shell.Shell, list func() lists.Listing, changed func() tea.Cmd) *Looking {
	first := list()
	return &Looking{sh: sh, list: list, name: first.Name(), heads: first.Heads(), Changed: changed}
}

// Type takes a key that is typed to search; it reports whether it was one.
func (l *Looking) Type(k tea.KeyMsg) bool {
	words := []rune(l.View.Words)
	switch {
	case k.Type == tea.KeyRunes && !k.Alt:
		words = append(words, k.Runes...)
	case k.Type == tea.KeySpace && len(words) > 0:
		words = append(words, ' ')
	case k.Type == tea.KeyBackspace && len(words) > 0:
		words = words[:len(words)-1]
	case k.String() == "ctrl+u" && len(words) > 0:
		words = nil
	default:
		return false
	}
	l.View.Words = forms.Typed(string(words))
	return true
}

// Filters says what the view leaves out beside what is typed, "" where it does not.
func (l *Looking) Filters() string {
	typed := l.View.Words
	defer func() { l.View.Words = typed }()
	l.View.Words = ""
	return l.Line()
}

// Line says what the view leaves out, "" where it shows all.
func (l *Looking) Line() string {
	text := wording.FilterWords(&l.View, l.heads)
	if text == "" {
		return ""
	}
	return text + " (Esc zeigt alle)"
}

// Offers are what can be done with any list.
func (l *Looking) Offers() []kit.Action {
	none := ""
	if l.Column == "" {
		none = "Erst mit Alt+→ eine Spalte wählen; / nennt alle."
	}
	return append(l.mine(), []kit.Action{
		{Keys: []string{"/"}, Label: "Filtern", Help: "Zeigt die Spalten: filtern, sortieren, Filter merken.", Do: l.sieve},
		{Keys: []string{"#"}, Label: "Häufigkeiten", Help: "Zählt, was in der Spalte wie oft vorkommt; Enter filtert danach.", Quiet: true, Do: func() tea.Cmd { return l.counts(l.Column) }},
		{Keys: []string{"alt+right"}, Label: "Nächste Spalte", Help: "Wählt die nächste Spalte für Häufigkeiten und Sortieren.", Quiet: true, Do: func() tea.Cmd { return l.turn(1) }},
		{Keys: []string{"alt+left"}, Label: "Vorige Spalte", Help: "Wählt die vorige Spalte.", Quiet: true, Do: func() tea.Cmd { return l.turn(-1) }},
		{Keys: []string{"<"}, Label: "Aufsteigend", Help: "Sortiert nach der gewählten Spalte, das Kleinste zuerst.", Off: none, Quiet: true, Do: func() tea.Cmd { return l.sort(l.Column, false) }},
		{Keys: []string{">"}, Label: "Absteigend", Help: "Sortiert nach der gewählten Spalte, das Größte zuerst.", Off: none, Quiet: true, Do: func() tea.Cmd { return l.sort(l.Column, true) }},
		{Keys: []string{"f2", "ctrl+o"}, Label: "Liste speichern", Help: "Schreibt, was die Liste zeigt, in eine Datei: .csv für Tabellen, sonst Text.", Quiet: true, Do: l.export},
	}...)
}

// mine shows what is in one's own hands, in a list that knows whose anything is in.
func (l *Looking) mine() []kit.Action {
	if !slices.ContainsFunc(l.heads, func(h listing.Head) bool { return h.Name == lists.InHands }) {
		return nil
	}
	return []kit.Action{{Keys: []string{"="}, Label: "Meine/alle", Help: "Zeigt nur, was in Ihren Händen ist; noch einmal, was bei allen ist.", Quiet: true, Do: func() tea.Cmd {
		lists.Mine(&l.View, l.sh.Desk().Station.Who().Login)
		return l.Changed()
	}}}
}

// Whole shows all of the list again; ok is false where it does already.
func (l *Looking) Whole() (cmd tea.Cmd, ok bool) {
	if l.View.All() {
		return nil, false
	}
	l.View.Words, l.View.Filters = "", nil
	return l.Changed(), true
}

// Shut is Esc: first what is in front of the list goes, then the list.
func (l *Looking) Shut(back func() tea.Cmd) kit.Action {
	return kit.Action{Keys: []string{"esc"}, Label: "Schließen", Help: "Zeigt wieder alles; ist nichts gesucht und gefiltert, zurück.", Quiet: true, Do: func() tea.Cmd {
		if cmd, ok := l.Whole(); ok {
			return cmd
		}
		return back()
	}}
}

// turn puts the cursor on another column.
func (l *Looking) turn(by int) tea.Cmd {
	at := slices.IndexFunc(l.heads, func(h listing.Head) bool { return h.Name == l.Column })
	if at < 0 && by < 0 {
		at = 0
	}
	l.Column = l.heads[(at+by+len(l.heads))%len(l.heads)].Name
	l.sh.Say("Spalte " + l.head(l.Column) + ": # zählt, < und > sortieren.")
	return nil
}

// head is the head of a column.
func (l *Looking) head(column string) string {
	for _, h := range l.heads {
		if h.Name == column {
			return h.Head
		}
	}
	return ""
}

func (l *Looking) sort(column string, down bool) tea.Cmd {
	l.View.Sort, l.View.Down = column, down
	return l.Changed()
}

// filter keeps the rows with values of a column.
func (l *Looking) filter(column string, values ...string) tea.Cmd {
	l.View.Only(column, values...)
	return l.Changed()
}

// counts shows how many of each value a column has; without one it is asked for.
func (l *Looking) counts(column string) tea.Cmd {
	if column == "" {
		return l.sieve()
	}
	return l.sh.Push(&counts{looking: l, column: column})
}

func (l *Looking) sieve() tea.Cmd { return l.sh.Push(&sieve{looking: l}) }

// export asks for the name of a file and writes the view there.
func (l *Looking) export() tea.Cmd {
	list, v := l.list(), l.View
	name := l.name + "-" + l.sh.Services().Now().Format("2006-01-02") + ".csv"
	s := shell.NewSaveFile(l.sh, name, nil)
	s.Head = "Liste speichern"
	s.Made = func(ctx context.Context, path string) ([]byte, error) {
		table, err := list.Table(ctx, v)
		if err != nil {
			return nil, err
		}
		return table.File(path), nil
	}
	return l.sh.Push(s)
}

// Counted is how many rows a view has of all, for a title.
func (l *Looking) Counted(found, all int) string {
	return wording.Thousands(found) + " von " + wording.Thousands(all)
}
