package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/style"
)

// help is the manual, opened where the person needs it: at the field and the
// screen she comes from, with the keys of that screen.
type help struct {
	quietScreen
	scroll
	sh      *Shell
	about   Screen
	topic   *forms.Topic // of the focused field, nil where there is none
	actions []Action

	section int // of the manual that is read, -1 = the page about the screen
	listing bool
	query   textinput.Model
	list    cursorList
	lines   []string // of the page, for the width
	width   int
}

// explainer is a screen that has a field in focus.
type explainer interface{ Topic() forms.Topic }

// newHelp explains a screen and what can be done there.
func newHelp(sh *Shell, about Screen, actions []Action) *help {
	h := &help{sh: sh, about: about, actions: actions, section: -1, query: newInput(false)}
	h.query.Focus()
	if e, ok := about.(explainer); ok {
		topic := e.Topic()
		h.topic = &topic
	}
	return h
}

// searching reports that something was typed into the search line.
func (h *help) searching() bool { return strings.TrimSpace(h.query.Value()) != "" }

// entries are the sections to choose from: the hits of the search, else the
// table of contents.
func (h *help) entries() []int {
	if h.searching() {
		return manual().find(h.query.Value())
	}
	all := make([]int, len(manual()))
	for i := range all {
		all[i] = i
	}
	return all
}

func (h *help) choosing() bool { return h.listing || h.searching() }

func (h *help) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil
	}
	if h.choosing() && h.list.key(k, len(h.entries())) {
		return nil
	}
	before := h.query.Value()
	if typeInto(&h.query, k); h.query.Value() != before {
		h.list = cursorList{}
		return nil
	}
	if !h.choosing() {
		h.scroll.key(k.String(), len(h.lines))
	}
	return nil
}

// Title names what is read.
func (h *help) Title() (string, string) {
	switch {
	case h.searching():
		return "Hilfe · Suche", plural(len(h.entries()), "Stelle", "Stellen")
	case h.listing:
		return "Hilfe · Inhalt", ""
	case h.section >= 0:
		from, _ := manual().chapterOf(h.section)
		return "Handbuch · " + manual()[from].title, h.where(len(h.lines))
	}
	title, _ := h.about.Title()
	return "Hilfe · " + title, h.where(len(h.lines))
}

// Body is the header, the search line, and what is read or chosen from.
func (h *help) Body(w, height int) string {
	head := h.header(w)
	h.query.Width = w - 12
	head = append(head, " Suche: "+h.query.View(), "")
	if h.choosing() {
		return strings.Join(append(head, h.draw(w, height-len(head))...), "\n")
	}
	if h.lines == nil || h.width != w {
		h.lines, h.width = h.page(w), w
	}
	return strings.Join(append(head, h.sight(h.lines, height-len(head))...), "\n")
}

// header is the program, the schema and the two hotlines.
func (h *help) header(w int) []string {
	lines := []string{" Programm " + forms.Clean(h.sh.services.About.Version) + ", oBDS " + h.sh.services.About.Schema}
	if phones := h.sh.services.About.phones(); phones != "" {
		lines = append(lines, " "+forms.Clean(phones))
	}
	for i, l := range lines {
		lines[i] = cut(style.Muted.Render(l), w)
	}
	return lines
}

// draw lists sections to choose from.
func (h *help) draw(w, height int) []string {
	hits := h.entries()
	if len(hits) == 0 {
		return []string{"   Dazu steht nichts im Handbuch. Ein anderes Wort versuchen oder mit Esc zurück."}
	}
	h.list.fit(height, len(hits))
	from, to := h.list.window(len(hits))
	var lines []string
	for i := from; i < to; i++ {
		s := &manual()[hits[i]]
		text := s.title
		if !s.begins {
			text = "  " + text
		}
		lines = append(lines, cut(marked(i == h.list.at, pad(text, 40), firstWords(s)), w))
	}
	return lines
}

// firstWords are the beginning of a section.
func firstWords(s *abschnitt) string {
	for _, l := range s.lines {
		if l != "" {
			return strings.TrimPrefix(l, "- ")
		}
	}
	return ""
}

// page is the text that is read: a chapter of the manual, or all about the
// screen the help was called from.
func (h *help) page(w int) []string {
	if h.section >= 0 {
		return h.chapter(w)
	}
	var lines []string
	anchors := []string{screenAnchor(h.about)}
	if h.topic != nil {
		lines = append(topicLines(h.topic, h.sh.services.About.Element, w), "")
		anchors = append(topicAnchors(*h.topic), anchors...)
	}
	said := map[string]bool{}
	for _, a := range anchors {
		if at := manual().at(a); at >= 0 && !said[a] {
			said[a] = true
			lines = append(append(lines, drawSection(&manual()[at], w)...), "")
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
func (h *help) chapter(w int) (lines []string) {
	from, to := manual().chapterOf(h.section)
	for i := from; i < to; i++ {
		if i == h.section {
			h.top = len(lines)
		}
		lines = append(append(lines, drawSection(&manual()[i], w)...), "")
	}
	return lines
}

// drawSection is a section with its title, wrapped.
func drawSection(s *abschnitt, w int) []string {
	lines := []string{" " + style.Title.Render(s.title)}
	for _, l := range s.lines {
		lines = append(lines, paragraph(l, w)...)
	}
	for len(lines) > 1 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// Hint says how to find something.
func (h *help) Hint() string {
	if h.choosing() {
		return "Enter öffnet die Stelle. Tippen sucht weiter, Esc geht zurück."
	}
	return "Pfeile und Bild-Tasten blättern. Tippen sucht im Handbuch, Pos1 oder F6 zeigt den Inhalt."
}

// Actions are the ways through the manual.
func (h *help) Actions() []Action {
	off := "Zum Öffnen erst suchen oder mit F6 den Inhalt zeigen."
	if h.choosing() && len(h.entries()) > 0 {
		off = ""
	}
	keys := []string{"f6", "home", "ctrl+g"}
	if h.choosing() {
		keys = []string{"f6", "ctrl+g"} // Pos1 moves in the list
	}
	return []Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Öffnen", Help: "Öffnet die ausgewählte Stelle des Handbuchs.", Off: off, Do: h.open},
		{Keys: keys, Label: "Inhalt", Help: "Zeigt alle Kapitel des Handbuchs.", Do: h.contents},
		{Keys: []string{"esc"}, Label: "Schritt zurück", Help: "Verlässt Suche, Inhalt oder Kapitel, zuletzt die Hilfe.", Quiet: true, Do: h.back},
		h.sh.newsAction("f7"),
		{Keys: []string{"f10", "f1"}, Label: "Zurück", Help: "Zurück zur Maske.", Do: h.sh.Pop},
	}
}

func (h *help) contents() tea.Cmd {
	h.query.SetValue("")
	h.listing, h.list = true, cursorList{at: max(0, h.section)}
	return nil
}

func (h *help) open() tea.Cmd {
	hits := h.entries()
	h.show(hits[min(h.list.at, len(hits)-1)])
	return nil
}

// show reads a section of the manual, -1 the page about the screen.
func (h *help) show(section int) {
	h.section, h.listing, h.lines, h.scroll = section, false, nil, scroll{}
	h.query.SetValue("")
}

// back goes one step back.
func (h *help) back() tea.Cmd {
	switch {
	case h.choosing():
		h.query.SetValue("")
		h.listing = false
	case h.section >= 0:
		h.show(-1)
	default:
		return h.sh.Pop()
	}
	return nil
}

// Caret is in the search line.
func (h *help) Caret() (int, int, bool) {
	return 8 + caretIn(&h.query), len(h.header(80)), !h.choosing() || !h.list.moved
}

// helpLines explain one action: keys, name, and what it does or why it is off,
// wrapped beside them.
func (sh *Shell) helpLines(a Action) []string {
	left := max(36, keysCells+2+ansi.StringWidth(a.Label))
	w, _ := sh.Size()
	lines := strings.Split(wrapWords(a.now(), w-left-1), "\n")
	for i, l := range lines {
		beside := strings.Repeat(" ", left)
		if i == 0 {
			beside = " " + pad(keysText(a.Keys), keysCells) + pad(a.Label, left-keysCells-2) + " "
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
