package report

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/work"
)

// takeover shows what an earlier report of this tumour says beside what stands
// here, and takes values over: one, those of a section, or all that are empty
// here. Each is one step that Strg+Z takes back.
type takeover struct {
	shell.QuietScreen
	e       *Editor
	at      int // the report shown
	section string
	offers  []forms.Offer // of that report, all sections
	list    kit.CursorList
}

func newTakeover(e *Editor) *takeover {
	_, _, title := e.Form.Page()
	t := &takeover{e: e, section: title}
	t.read()
	return t
}

// read looks up what there still is to take over.
func (t *takeover) read() {
	t.offers = t.e.Form.Offers(t.e.Sitting.Earlier[t.at].Report)
	t.list.At = max(0, min(t.list.At, len(t.shown())-1))
}

// shown are the offers of the section; all of them when it has none.
func (t *takeover) shown() []forms.Offer {
	if here := t.ofSection(); len(here) > 0 {
		return here
	}
	return t.offers
}

func (t *takeover) ofSection() (here []forms.Offer) {
	for _, o := range t.offers {
		if o.Page == t.section {
			here = append(here, o)
		}
	}
	return here
}

func (t *takeover) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		t.list.Key(k, len(t.shown()))
	}
	return nil
}

// take writes offers into the report.
func (t *takeover) take(offers []forms.Offer) tea.Cmd {
	values := map[string]string{}
	for _, o := range offers {
		values[o.ID] = o.Value
	}
	from := t.e.Sitting.Earlier[t.at].Origin
	t.e.Sh.Say(shell.Told(work.CarriedText(t.e.Form.Carry(values, from), from)))
	cmd := t.e.Noticed()
	t.read()
	if len(t.offers) == 0 {
		return tea.Batch(cmd, t.e.Sh.Pop())
	}
	return cmd
}

func (t *takeover) one() tea.Cmd { return t.take(t.shown()[t.list.At : t.list.At+1]) }

func (t *takeover) all() tea.Cmd { return t.take(t.shown()) }

// gaps takes everything that is empty here, in all sections.
func (t *takeover) gaps() tea.Cmd {
	return t.take(slices.DeleteFunc(slices.Clone(t.offers), func(o forms.Offer) bool { return !o.Empty }))
}

func (t *takeover) turn(by int) tea.Cmd {
	n := len(t.e.Sitting.Earlier)
	t.at, t.list.At = (t.at+by+n)%n, 0
	t.read()
	return nil
}

func (t *takeover) Title() (string, string) {
	return "Übernehmen aus " + t.e.Sitting.Earlier[t.at].Origin, fmt.Sprintf("%d von %d", t.at+1, len(t.e.Sitting.Earlier))
}

func (t *takeover) Body(w, h int) string {
	shown := t.shown()
	if len(shown) == 0 {
		return "\n" + kit.Indented("Diese Meldung sagt nichts, was hier noch fehlt oder anders ist. Tab zeigt eine frühere.", w)
	}
	label, cell := t.columns(shown, w)
	lines := []string{" " + style.Title.Render(t.heading()), style.Muted.Render("   " + kit.Pad("Feld", label) + kit.Pad("hier", cell) + "dort")}
	t.list.Fit(h-len(lines)-1, len(shown))
	from, to := t.list.Window(len(shown))
	for i := from; i < to; i++ {
		o := &shown[i]
		here := o.Here
		if o.Empty {
			here = style.DashSign
		}
		lines = append(lines, kit.Cut(kit.Marked(i == t.list.At, kit.Pad(o.Label, label-1)+" "+kit.Pad(here, cell-1)+" ", "")+style.Value.Render(o.Words), w-1))
	}
	return strings.Join(lines, "\n")
}

// heading says whose values are shown.
func (t *takeover) heading() string {
	if len(t.ofSection()) > 0 {
		return t.section
	}
	return "Alle Abschnitte; zu " + t.section + " gibt es nichts zu übernehmen"
}

// columns are the widths of the label and of what stands here, as much as they
// need: what stands there has the rest.
func (t *takeover) columns(shown []forms.Offer, w int) (label, cell int) {
	label, cell = len("Feld"), len("hier")
	for i := range shown {
		label = max(label, ansi.StringWidth(shown[i].Label))
		cell = max(cell, ansi.StringWidth(shown[i].Here))
	}
	return min(label+2, w/2), min(cell+2, w*25/100)
}

func (t *takeover) Hint() string {
	shown := t.shown()
	if len(shown) == 0 {
		return ""
	}
	o := &shown[t.list.At]
	return o.Label + ": " + o.Words + ", aus " + t.e.Sitting.Earlier[t.at].Origin
}

func (t *takeover) Actions() []kit.Action {
	none, noGap, single, section := "", "Im ganzen Formular ist nichts davon leer.", "", "Abschnitt"
	if len(t.ofSection()) == 0 {
		section = "Alle gezeigten"
	}
	if len(t.offers) == 0 {
		none = "Diese Meldung hat nichts zu übernehmen."
	}
	if slices.ContainsFunc(t.offers, func(o forms.Offer) bool { return o.Empty }) {
		noGap = ""
	}
	if len(t.e.Sitting.Earlier) < 2 {
		single = "Es gibt nur diese eine frühere Meldung zum Tumor."
	}
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Feld", Help: "Übernimmt den Wert der ausgewählten Zeile.", Off: none, Do: t.one},
		{Keys: []string{"s"}, Label: section, Help: "Übernimmt alle gezeigten Werte, auch wo hier etwas anderes steht.", Off: none, Do: t.all},
		{Keys: []string{"l"}, Label: "Alles Leere", Help: "Übernimmt in allen Abschnitten, was hier noch leer ist.", Off: noGap, Do: t.gaps},
		{Keys: []string{"tab", "right"}, Label: "Frühere", Help: "Zeigt eine frühere Meldung zu diesem Tumor.", Off: single, Do: func() tea.Cmd { return t.turn(1) }},
		{Keys: []string{"shift+tab", "left"}, Label: "Spätere", Help: "Zeigt eine spätere Meldung zu diesem Tumor.", Off: single, Quiet: true, Do: func() tea.Cmd { return t.turn(-1) }},
		{Keys: []string{"f10", "esc", "f7"}, Label: "Zurück", Help: "Zurück zum Feld.", Do: t.e.Sh.Pop},
	}
}

func (t *takeover) Caret() (int, int, bool) { return 0, 0, false }

// takeOver shows the earlier reports of the tumour.
func (e *Editor) takeOver() tea.Cmd {
	e.Form.Confirm()
	cmd := e.Noticed()
	return tea.Batch(cmd, e.Sh.Push(newTakeover(e)))
}
