package worklist

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// Title counts what there is to do, and says what of it is in sight.
func (l *Worklist) Title() (string, string) {
	switch {
	case l.loaded:
	case l.reading.Running() && l.left > 0:
		return "Arbeitsliste", wording.CatchUp(l.left)
	case l.reading.Running():
		return "Arbeitsliste", "wird gelesen " + style.MoreSign
	default:
		return "Arbeitsliste", "nicht gelesen"
	}
	marked := l.marking.Counted(l.tasks.count())
	if where := l.list.Where(l.tasks.count()); where != "" {
		return "Arbeitsliste", marked + where + wording.Plural(l.tasks.count(), "Aufgabe", "Aufgaben")
	}
	if !l.looking.View.All() {
		return "Arbeitsliste", marked + l.looking.Counted(l.tasks.count(), len(l.tasks.all))
	}
	return "Arbeitsliste", marked + wording.Plural(l.tasks.counts[""], "Aufgabe", "Aufgaben")
}

// Body draws the groups and the page of tasks in sight.
func (l *Worklist) Body(w, h int) string {
	if l.loaded && len(l.tasks.counts) == 0 {
		return "\n" + kit.Indented("Nichts zu erledigen: keine Fristen, keine offenen Entwürfe, alle Antworten gesehen.", w) +
			"\n" + kit.Indented("Tippen oder F3 findet eine bekannte Person, Strg+N legt eine neue an.", w)
	}
	lines := append(l.groups(w), l.waiting(w)...)
	if view := l.looking.Line(); view != "" {
		lines = append(lines, kit.Cut(" "+style.Meaning.Render(view), w-1))
	}
	columns := l.columns(w)
	lines = append(lines, columns.Heads(&l.looking.View, l.looking.Column))
	l.list.Fit(h-len(lines), l.tasks.count())
	from, to := l.list.Window(l.tasks.count())
	for i := from; i < to; i++ {
		lines = append(lines, l.draw(&columns, i, w))
	}
	if l.tasks.count() == 0 && l.loaded && !l.looking.View.All() {
		lines = append(lines, "", "   Keine Aufgabe passt zum Filter. Esc zeigt wieder alle.")
	}
	return strings.Join(lines, "\n")
}

// groups are the names with their counts, in as many lines as they take.
func (l *Worklist) groups(w int) []string {
	lines, width := []string{""}, 0
	for _, g := range l.tasks.groups() {
		name := fmt.Sprintf("%s %d", g.name, l.tasks.counts[g.art])
		look := style.Label
		if g.art == l.tasks.art {
			name, look = "["+name+"]", style.Focus
		}
		if cells := lipgloss.Width(name) + 2; width+cells > w {
			lines, width = append(lines, ""), 0
		}
		width += lipgloss.Width(name) + 2
		lines[len(lines)-1] += " " + look.Render(name) + " "
	}
	return lines
}

// mostReasons are told above the list; # counts them all.
const mostReasons = 6

// waiting tells how long reports are held back, reason by reason, above those that are.
func (l *Worklist) waiting(w int) []string {
	if l.tasks.art != worklist.AufgabeGesperrt {
		return nil
	}
	var texts []string
	for _, t := range worklist.Wartezeiten(l.tasks.heldBack(), l.over, l.today()) {
		texts = append(texts, wording.WaitingText(&t))
	}
	if more := len(texts) - mostReasons; more > 0 {
		texts = append(texts[:mostReasons], wording.Plural(more, "weiterer Grund", "weitere Gründe"))
	}
	return kit.Wrapped([]string{" " + forms.Clean(wording.Joined(texts...))}, w-1)
}

func (l *Worklist) today() model.Datum { return model.DatumOf(l.sh.Services().Now()) }

// columns fit the list into a window. Where it is wide enough for that a name and what is
// to be done get more room than they need at least.
func (l *Worklist) columns(w int) kit.Columns[worklist.Aufgabe] {
	all := lists.TaskColumns(nil, l.sh.Services().Now)
	for i := range all {
		switch all[i].Name {
		case lists.KindOfTask:
			word := all[i].Text
			all[i].Text = func(a *worklist.Aufgabe) string { return l.group(a).sign + " " + word(a) }
		case "name":
			all[i].Min = taskName(w)
		case "stand":
			all[i].Min, all[i].Text = taskText(w), l.brief
		}
	}
	return kit.FitColumns(all, w)
}

func taskName(w int) int {
	if kit.Narrow(w) {
		return 12
	}
	return 16
}

// taskText is as wide as a deadline that has passed, and where there is room as
// what is to be done.
func taskText(w int) int {
	if kit.Narrow(w) {
		return 14
	}
	return 23
}

func (l *Worklist) draw(columns *kit.Columns[worklist.Aufgabe], i, w int) string {
	t, here := l.tasks.at(i), i == l.list.At
	if t == nil {
		return "   " + style.MoreSign
	}
	g := l.group(t)
	if t.Angenommen != nil { // no task: one sentence from edge to edge
		return kit.Signs(here, false) + g.look.Render(kit.Cut(g.sign+" "+l.words(t), w-4))
	}
	return columns.LineIn(t, here, l.marking.Has(i), *g.look)
}

// group is how a task is marked: a deadline that is not over yet less loudly.
func (l *Worklist) group(t *worklist.Aufgabe) taskGroup {
	g := *groupOf(t.Art)
	if t.Art == worklist.AufgabeFrist && t.Frist >= model.DatumOf(l.sh.Services().Now()) {
		g.sign, g.look = "?", &style.Warnung
	}
	return g
}

// brief is the first sentence of what is to be done, the line below the list has
// all of it. What is to be done with a draft goes without saying where its
// deadline has to be told.
func (l *Worklist) brief(t *worklist.Aufgabe) string {
	short := *t
	if first, _, more := strings.Cut(t.Text, ". "); more && (t.Art == worklist.AufgabeGegenstueck || t.Art == worklist.AufgabeBeschaedigt || t.Art == worklist.AufgabeVermisst) {
		short.Text = first
	}
	if t.Frist != "" && t.DraftID != "" || t.Entscheid != nil {
		short.Text = ""
	}
	return l.words(&short)
}

// words are the deadline, where one runs, and what is to be done.
func (l *Worklist) words(t *worklist.Aufgabe) string {
	return forms.Clean(wording.TaskText(t, l.sh.Services().Now()))
}

// Hint tells all of the selected task.
func (l *Worklist) Hint() string {
	t := l.tasks.at(l.list.At)
	if t == nil {
		return "Namensteile, Geburtsdatum oder Nummer tippen: das öffnet die Patientenliste."
	}
	return wording.Joined(t.Person, wording.ObjectionIn(t.Widerspruch), l.words(t))
}
