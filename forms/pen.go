package forms

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
)

// pen draws the lines of a page: a sign for the focus, the label with its mark,
// the value, what it means, and what is wrong with it.
//
//	▸ Diagnosedatum *          14.05.2026   Do, vor 192 Tagen
//	  Diagnose (ICD-10) *      C18.7        Colon sigmoideum
//	  Seite +                  —            ? fehlt bei paarigem Organ
type pen struct {
	form  *Form
	look  *Look
	label int // cells of the label column
	rest  int // cells behind it
	h     int
}

// The columns of a line.
const (
	signCells  = 3
	valueCells = 12 // codes and dates; longer values push the meaning to the right
)

func newPen(f *Form, w, h int) *pen {
	label := 25
	switch {
	case w < 70:
		label = 20
	case w >= 100:
		label = 32
	}
	return &pen{form: f, look: &f.env.Look, label: label, rest: max(10, w-signCells-label-1), h: h}
}

// draw gives the lines of an entry and the typing position in them.
func (p *pen) draw(e *entry) (lines []string, x, y int) {
	switch e.kind {
	case title:
		return []string{p.drawTitle(e)}, 0, 0
	case heading:
		return []string{p.drawHeading(e)}, 0, 0
	case item:
		return []string{p.drawItem(e)}, 0, 0
	case adder:
		return []string{p.head(e, "+ "+e.label) + p.adderText(e)}, 0, 0
	case formula:
		return p.drawFormula(e)
	case lock:
		return []string{p.head(e, e.label) + p.look.Muted.Render(cutTo(lockText, p.rest, p.look))}, 0, 0
	}
	if a, ok := e.areaWidget(); ok {
		return p.drawArea(e, a)
	}
	return p.drawLine(e)
}

const lockText = "Enter oder F4 ändert, Tab weiter"

// indent shows how deep a line lies; below the second level it stops growing,
// so that labels stay readable.
func indent(e *entry) string { return strings.Repeat(" ", 2*min(e.depth, 2)) }

// head is the focus sign and the label column.
func (p *pen) head(e *entry, label string) string {
	label = padTo(cutTo(indent(e)+Clean(label), p.label, p.look), p.label) + " "
	if e.focused {
		return p.look.Focus.Render(padTo(" "+p.look.FocusSign, signCells) + label)
	}
	return strings.Repeat(" ", signCells) + p.look.Label.Render(label)
}

// marked is the label with the sign of a field that must not stay empty, which is
// not cut off with the end of a long label.
func (p *pen) marked(e *entry) string {
	sign := ""
	switch {
	case e.beyond, e.given() != "":
	case e.bound.Demanded() == field.BySchema:
		sign = " *"
	case e.bound.Demanded() == field.ByMinimum:
		sign = " +"
	}
	return cutTo(Clean(e.label), p.label-width(indent(e)+sign), p.look) + sign
}

func (p *pen) drawLine(e *entry) (lines []string, x, y int) {
	value, x := p.value(e)
	line := p.head(e, p.marked(e)) + value
	free := p.rest - width(value)
	lines = []string{line + p.remarks(e, free)}
	if o, ok := e.opener(); ok && e.focused && o.opened() {
		lines = append(lines, p.hits(o)...)
	}
	return lines, signCells + p.label + 1 + x, 0
}

// value draws what stands in the field, and where in it the cursor is.
func (p *pen) value(e *entry) (drawn string, x int) {
	if e.focused && !e.locked {
		return p.typedValue(e)
	}
	text := Clean(e.widget().show(e.stored()))
	if text == "" {
		return p.look.Muted.Render(p.look.DashSign), 0
	}
	return p.look.Value.Render(cutTo(text, p.roomFor(e), p.look)), 0
}

// roomFor is how wide a value may be so that the sign of a finding still fits.
func (p *pen) roomFor(e *entry) int {
	if e.blamed() != nil {
		return p.rest - 12
	}
	return p.rest
}

// typedValue draws the line that is typed into, scrolled so that the cursor is in it.
func (p *pen) typedValue(e *entry) (drawn string, x int) {
	left, right, chosen := e.widget().around()
	left, right = Clean(left), Clean(right)
	room := p.roomFor(e) - 1
	if w := width(left); w > room {
		left = ansi.TruncateLeft(left, w-room, "")
	}
	right = ansi.Truncate(right, room-width(left), "")
	if chosen {
		return p.look.Chosen.Render(left + right), width(left)
	}
	return p.look.Value.Render(left+right) + p.completion(e, room-width(left+right)), width(left)
}

// completion is what a key would put behind the caret, behind the sign of that
// key, as far as it fits.
func (p *pen) completion(e *entry, room int) string {
	rest := p.form.completion(e)
	if rest == "" || room < 1+leastShown {
		return ""
	}
	return p.look.Muted.Render(cutTo(p.look.TakeSign+Clean(rest), room, p.look))
}

// leastShown is how much of a completion must be seen to be worth showing.
const leastShown = 2

// remarks are the meaning of the value, the finding and the origin, as far as
// they fit: the meaning gives way first, then the origin.
func (p *pen) remarks(e *entry, free int) string {
	meaning, style := p.meaning(e)
	aside := p.aside(e)
	var b strings.Builder
	gap := max(2, valueCells+1-(p.rest-free))
	needed := gap + width(aside.text)
	if meaning != "" {
		needed += width(meaning) + 2
	}
	if aside.brief != "" && needed > free {
		aside.text = aside.brief
	}
	if meaning != "" && free > gap+3 {
		room := free - gap
		if aside.text != "" {
			room = max(room*aside.spares/100, room-width(aside.text)-2)
		}
		meaning = cutTo(meaning, room, p.look)
		b.WriteString(strings.Repeat(" ", gap) + style.Render(meaning))
		free, gap = free-gap-width(meaning), 2
	}
	if aside.text != "" && free > gap+1 {
		b.WriteString(strings.Repeat(" ", gap) + aside.style.Render(cutTo(aside.text, free-gap, p.look)))
	}
	return b.String()
}

// meaning is what the value stands for; a doubt about it gives way to a finding,
// which says it better.
func (p *pen) meaning(e *entry) (string, lipgloss.Style) {
	if given := e.given(); given != "" {
		return Clean(given), p.look.Muted
	}
	text, tone := e.meaning(e.focused && !e.locked)
	switch {
	case e.locked && e.stored() == "":
		return "", p.look.Meaning
	case tone == doubts && e.blamed() != nil:
		return "", p.look.Warnung
	case tone == doubts:
		return "? " + Clean(text), p.look.Warnung
	}
	return Clean(text), p.look.Meaning
}

// aside is what stands behind the meaning, and how many percent of the room it
// spares for that.
type aside struct {
	text   string
	brief  string // the text where something would have to be cut for it, "" for the same
	style  lipgloss.Style
	spares int
}

// aside is the finding, else where the value came from. A Hinweis gives way to
// that; the line below the form says it, too.
func (p *pen) aside(e *entry) aside {
	origin, finding := p.form.origins[e.id], e.blamed()
	switch {
	case finding != nil && (origin == "" || finding.Severity != rule.Hinweis):
		return aside{findingText(e), p.doubt(e), p.look.severity(finding.Severity), 60}
	case origin != "":
		from := p.look.FromSign + " "
		return aside{from + Clean(origin), from + Clean(withoutDay(origin)), p.look.Muted, 30}
	}
	return aside{}
}

// doubt is what the widget itself says of a wrong value, in few words, under the
// sign of the finding; "" where it has no doubt.
func (p *pen) doubt(e *entry) string {
	text, tone := e.meaning(e.focused && !e.locked)
	if tone != doubts || text == "" {
		return ""
	}
	return severitySigns[e.finding.Severity] + " " + Clean(text)
}

// withoutDay leaves out the day an origin ends with: "Diagnose" for "Diagnose 09.11.2024".
func withoutDay(origin string) string {
	at := strings.LastIndexByte(origin, ' ')
	if at < 0 || strings.Trim(origin[at:], " .0123456789") != "" {
		return origin
	}
	return origin[:at]
}

// findingText is a finding beside its field: the label stands there already.
func findingText(e *entry) string {
	text := e.finding.Text
	if e.bound.Row != nil {
		text = strings.TrimPrefix(text, e.bound.Row.Label+": ")
	}
	return severitySigns[e.finding.Severity] + " " + Clean(text)
}

// hits draws the open list below its line, with a bar beside it: the lines of
// the page go on right below.
func (p *pen) hits(o opener) []string {
	margin := strings.Repeat(" ", signCells+2) + p.look.BarSign + " "
	lines := o.list(p.label+p.rest-3, max(popupLines, p.h-3), p.look)
	for i, l := range lines {
		lines[i] = margin + l
	}
	return lines
}

// drawTitle names a page where all stand on one.
func (p *pen) drawTitle(e *entry) string {
	label := Clean(e.label)
	return " " + p.look.Title.Render(label) + " " + p.look.Muted.Render(strings.Repeat(p.look.RuleSign, ruleCells))
}

// ruleCells is how long the line behind a page's name is: enough to be seen, and
// little to write anew when the whole report is scrolled, as each sign takes three
// bytes.
const ruleCells = 12

// height is how many lines an entry takes that has not the focus.
func (p *pen) height(e *entry) int {
	a, ok := e.area()
	if !ok {
		return 1
	}
	return len(p.resting(e, a))
}

// area is the entry's widget if it asks for text of several lines.
func (e *entry) area() (*area, bool) {
	if e.kind != leaf || e.bound.Row.Type.Kind != field.LongText {
		return nil, false
	}
	return e.areaWidget()
}

// resting are the rows of a long text while the focus is elsewhere.
func (p *pen) resting(e *entry, a *area) []row {
	a.width = p.rest - 1
	text := e.stored()
	if enough := 4 * restRows * a.width; len(text) > enough {
		text = strings.ToValidUTF8(text[:enough], "")
	}
	rows := wrap(text, a.width)
	if len(rows) > restRows {
		rows = rows[:restRows]
		rows[restRows-1].text = p.look.MoreSign
	}
	return rows
}

// restRows is how much of a long text is shown while the focus is elsewhere.
const restRows = 6

// drawArea draws a text of several lines. The sign of the focus stands beside
// the label and beside the line that is typed into.
func (p *pen) drawArea(e *entry, a *area) (lines []string, x, y int) {
	a.width = p.rest - 1
	typing := e.focused && !e.locked
	text, rows := e.stored(), p.resting(e, a)
	if typing {
		text = a.text()
		rows = wrap(text, a.width)
	}
	row, col := place(rows, a.at)
	for i, r := range rows {
		head := strings.Repeat(" ", signCells+p.label+1)
		switch {
		case i == 0:
			head = p.head(e, p.marked(e))
		case typing && i == row:
			head = p.look.Focus.Render(padTo(" "+p.look.FocusSign, signCells+p.label+1))
		}
		line := Clean(strings.TrimRight(r.text, " "))
		drawn := p.look.Value.Render(line)
		if typing && i == row {
			drawn = p.look.Value.Render(Clean(r.text)) + p.completion(e, a.width-width(Clean(r.text)))
		}
		lines = append(lines, head+drawn)
	}
	if text == "" && !e.focused {
		lines[0] = p.head(e, p.marked(e)) + p.look.Muted.Render(p.look.DashSign)
	}
	if e.blamed() != nil {
		lines[0] += p.remarks(e, p.rest-width(Clean(rows[0].text)))
	}
	if !typing {
		return lines, 0, 0
	}
	before := []rune(rows[row].text)
	return lines, signCells + p.label + 1 + width(Clean(string(before[:min(col, len(before))]))), row
}

func (e *entry) areaWidget() (*area, bool) {
	a, ok := e.widget().(*area)
	return a, ok
}

func (p *pen) itemLabel(e *entry) string {
	sign := "+"
	if p.form.open[e.id] {
		sign = "-"
	}
	return fmt.Sprintf("%s %d", sign, e.index+1)
}

func (p *pen) adderText(e *entry) string {
	if e.blamed() != nil {
		return p.look.severity(e.finding.Severity).Render(cutTo(findingText(e), p.rest, p.look))
	}
	if e.focused {
		return p.look.Muted.Render("Strg+N oder gleich tippen; Enter geht weiter")
	}
	return p.look.Muted.Render("Strg+N")
}

// brief is a value with what it means, as the cell of a table.
func (p *pen) brief(b field.Bound) string {
	w := p.form.widgetFor(b)
	text := Clean(w.show(b.Get()))
	if b.Row.Type.Kind == field.Date || b.Row.Type.Kind == field.Year {
		return text
	}
	if meaning, tone := w.meaning(b.Get(), false); meaning != "" && tone == tells {
		return text + " " + Clean(meaning)
	}
	return text
}

// hint is one line on what belongs into the entry.
func (e *entry) hint() string {
	switch e.kind {
	case lock:
		return "Bitte prüfen: Stimmen die Stammdaten noch? Ändern mit Enter oder F4."
	case item:
		return "Enter öffnet, ← schließt, Strg+T doppelt, Alt+↑ und Alt+↓ verschieben, Strg+K entfernt."
	case adder:
		return e.bound.Row.Hint
	case formula:
		return formulaHint
	}
	if e.fixed != "" {
		return Clean(e.fixed)
	}
	hint := e.bound.Row.Hint
	if up, ok := e.bound.Up(); ok && e.bound.Row.ID == "" && up.Row.Hint != "" {
		hint = up.Row.Hint
	}
	hint = e.codeHint(hint)
	if _, ok := e.areaWidget(); ok {
		hint = strings.TrimSpace(sentence(hint) + " Neue Zeile mit Enter, weiter mit Tab.")
	}
	return Clean(hint)
}

// sentence ends a text with a full stop, unless it is empty or has an end.
func sentence(text string) string {
	if text == "" || strings.ContainsRune(".?!", rune(text[len(text)-1])) {
		return text
	}
	return text + "."
}
