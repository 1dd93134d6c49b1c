package shell

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/handbuch"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// Help is the manual, opened where the person needs it: at the field and the
// screen she comes from, with the keys of that screen.
type Help struct {
	QuietScreen
	Scroll
	sh      *Shell
	about   kit.Screen
	topic   *forms.Topic // of the focused field, nil where there is none
	actions []kit.Action

	Section int // of the manual that is read, -1 = the page about the screen
	listing bool
	query   textinput.Model
	list    kit.CursorList
	lines   []string // of the page, for the width
	width   int
}

// Explainer is a screen that has a field in focus.
type Explainer interface{ Topic() forms.Topic }

// NewHelp explains a screen and what can be done there.
func NewHelp(sh *Shell, about kit.Screen, actions []kit.Action) *Help {
	h := &Help{sh: sh, about: about, actions: actions, Section: -1, query: forms.NewInput("")}
	h.query.Focus()
	if e, ok := about.(Explainer); ok {
		topic := e.Topic()
		h.topic = &topic
	}
	return h
}

// searching reports that something was typed into the search line.
func (h *Help) searching() bool { return strings.TrimSpace(h.query.Value()) != "" }

// entries are the sections to choose from: the hits of the search, else the
// table of contents.
func (h *Help) entries() []int {
	if h.searching() {
		return handbuch.Text().Find(h.query.Value())
	}
	all := make([]int, len(handbuch.Text()))
	for i := range all {
		all[i] = i
	}
	return all
}

func (h *Help) choosing() bool { return h.listing || h.searching() }

func (h *Help) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil
	}
	if h.choosing() && h.list.Key(k, len(h.entries())) {
		return nil
	}
	before := h.query.Value()
	if forms.TypeInto(&h.query, k); h.query.Value() != before {
		h.list = kit.CursorList{}
		return nil
	}
	if !h.choosing() {
		h.Scroll.Key(k.String(), len(h.lines))
	}
	return nil
}

// Title names what is read.
func (h *Help) Title() (string, string) {
	switch {
	case h.searching():
		return "Hilfe · Suche", wording.Plural(len(h.entries()), "Stelle", "Stellen")
	case h.listing:
		return "Hilfe · Inhalt", ""
	case h.Section >= 0:
		from, _ := handbuch.Text().ChapterOf(h.Section)
		return "Handbuch · " + handbuch.Text()[from].Title, h.Where(len(h.lines))
	}
	title, _ := h.about.Title()
	return "Hilfe · " + title, h.Where(len(h.lines))
}

// Body is the header, the search line, and what is read or chosen from.
func (h *Help) Body(w, height int) string {
	head := h.header(w)
	h.query.Width = w - 12
	head = append(head, " Suche: "+h.query.View(), "")
	if h.choosing() {
		return strings.Join(append(head, h.draw(w, height-len(head))...), "\n")
	}
	if h.lines == nil || h.width != w {
		h.lines, h.width = h.page(w), w
	}
	return strings.Join(append(head, h.Sight(h.lines, height-len(head))...), "\n")
}

// header is the program, the schema and the two hotlines.
func (h *Help) header(w int) []string {
	lines := []string{" Programm " + forms.Clean(h.sh.services.About.Version) + ", oBDS " + h.sh.services.About.Schema}
	if phones := h.sh.services.About.Phones(); phones != "" {
		lines = append(lines, " "+forms.Clean(phones))
	}
	for i, l := range lines {
		lines[i] = kit.Cut(style.Muted.Render(l), w-1)
	}
	return lines
}

// draw lists sections to choose from.
func (h *Help) draw(w, height int) []string {
	hits := h.entries()
	if len(hits) == 0 {
		return []string{"   Dazu steht nichts im Handbuch. Ein anderes Wort versuchen oder mit Esc zurück."}
	}
	h.list.Fit(height, len(hits))
	from, to := h.list.Window(len(hits))
	var lines []string
	for i := from; i < to; i++ {
		s := &handbuch.Text()[hits[i]]
		text := s.Title
		if !s.Begins {
			text = "  " + text
		}
		lines = append(lines, kit.Cut(kit.Marked(i == h.list.At, kit.Pad(text, 40), firstWords(s)), w-1))
	}
	return lines
}

// firstWords are the beginning of a section.
func firstWords(s *handbuch.Abschnitt) string {
	for _, l := range s.Lines {
		if l != "" {
			return strings.TrimPrefix(l, "- ")
		}
	}
	return ""
}

// page is the text that is read: a chapter of the manual, or all about the
// screen the help was called from.
func (h *Help) page(w int) []string {
	if h.Section >= 0 {
		return h.chapter(w)
	}
	var lines []string
	anchors := []string{screenAnchor(h.about)}
	if h.topic != nil {
		lines = append(kit.TopicLines(h.topic, h.sh.services.About.Element, w), "")
		anchors = append(TopicAnchors(*h.topic), anchors...)
	}
	said := map[string]bool{}
	for _, a := range anchors {
		if at := handbuch.Text().At(a); at >= 0 && !said[a] {
			said[a] = true
			lines = append(append(lines, drawSection(&handbuch.Text()[at], w)...), "")
		}
	}
	lines = append(lines, " "+style.Title.Render("Tasten dieser Maske"))
	for _, a := range slices.Concat(h.actions, arranged(h.about)) {
		lines = append(lines, h.sh.helpLines(a)...)
	}
	return lines
}

// chapter is the chapter of a section, from its first line on; the section is
// in sight.
func (h *Help) chapter(w int) (lines []string) {
	from, to := handbuch.Text().ChapterOf(h.Section)
	for i := from; i < to; i++ {
		if i == h.Section {
			h.Top = len(lines)
		}
		lines = append(append(lines, drawSection(&handbuch.Text()[i], w)...), "")
	}
	return lines
}

// drawSection is a section with its title, wrapped.
func drawSection(s *handbuch.Abschnitt, w int) []string {
	lines := []string{" " + style.Title.Render(s.Title)}
	for _, l := range s.Lines {
		lines = append(lines, kit.Paragraph(l, w)...)
	}
	for len(lines) > 1 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// Hint says how to find something.
func (h *Help) Hint() string {
	if h.choosing() {
		return "Enter öffnet die Stelle. Tippen sucht weiter, Esc geht zurück."
	}
	return "Pfeile und Bild-Tasten blättern. Tippen sucht im Handbuch, Pos1 oder F6 zeigt den Inhalt."
}

// Actions are the ways through the manual.
func (h *Help) Actions() []kit.Action {
	off := "Zum Öffnen erst suchen oder mit F6 den Inhalt zeigen."
	if h.choosing() && len(h.entries()) > 0 {
		off = ""
	}
	keys := []string{"f6", "home", "ctrl+g"}
	if h.choosing() {
		keys = []string{"f6", "ctrl+g"} // Pos1 moves in the list
	}
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Öffnen", Help: "Öffnet die ausgewählte Stelle des Handbuchs.", Off: off, Do: h.open},
		{Keys: keys, Label: "Inhalt", Help: "Zeigt alle Kapitel des Handbuchs.", Do: h.contents},
		{Keys: []string{"esc"}, Label: "Schritt zurück", Help: "Verlässt Suche, Inhalt oder Kapitel, zuletzt die Hilfe.", Quiet: true, Do: h.back},
		h.sh.newsAction(),
		{Keys: []string{"f10", "f1"}, Label: "Zurück", Help: "Zurück zur Maske.", Do: h.sh.Pop},
	}
}

func (h *Help) contents() tea.Cmd {
	h.query.SetValue("")
	h.listing, h.list = true, kit.CursorList{At: max(0, h.Section)}
	return nil
}

func (h *Help) open() tea.Cmd {
	hits := h.entries()
	h.show(hits[min(h.list.At, len(hits)-1)])
	return nil
}

// show reads a section of the manual, -1 the page about the screen.
func (h *Help) show(section int) {
	h.Section, h.listing, h.lines, h.Scroll = section, false, nil, Scroll{}
	h.query.SetValue("")
}

// back goes one step back.
func (h *Help) back() tea.Cmd {
	switch {
	case h.choosing():
		h.query.SetValue("")
		h.listing = false
	case h.Section >= 0:
		h.show(-1)
	default:
		return h.sh.Pop()
	}
	return nil
}

// Caret is in the search line.
func (h *Help) Caret() (int, int, bool) {
	return 8 + forms.CaretIn(&h.query), len(h.header(80)), !h.choosing() || !h.list.Moved
}

// helpLines explain one action: keys, name, and what it does or why it is off,
// wrapped beside them.
func (sh *Shell) helpLines(a kit.Action) []string {
	left := max(36, keysCells+2+ansi.StringWidth(a.Label))
	w, _ := sh.Size()
	lines := strings.Split(kit.WrapWords(a.Now(), w-left-1), "\n")
	for i, l := range lines {
		beside := strings.Repeat(" ", left)
		if i == 0 {
			beside = " " + kit.Pad(keysText(a.Keys), keysCells) + kit.Pad(a.Label, left-keysCells-2) + " "
		}
		lines[i] = beside + l
	}
	return lines
}

// keysCells is the column of an action's keys: Umschalt+Tab, ←.
const keysCells = 16

func keysText(keys []string) string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = keyName(k)
	}
	return strings.Join(names[:min(2, len(names))], ", ")
}
