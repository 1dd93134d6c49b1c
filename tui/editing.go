package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/style"
)

// editing is what the screens with a form have in common: keys go to the form,
// every confirmed field is judged and saved at once, half-typed text after a
// moment, and nothing is left behind when the person goes.
type editing struct {
	sh     *Shell
	report *model.Report
	form   *forms.Form
	save   *autosave
	judge  func() []rule.Finding
	moved  func(*answer.Moved) tea.Cmd // what follows when it is kept beside its draft; nil where that cannot be

	findings []rule.Finding
	steps    []forms.Step // the sections, as drawn last; nil once they may have changed
	standing *standing    // nil where nothing is reported
	seq      int          // counts states of the report and the cursor
	handed   int          // the last one given to the writer
	typed    int          // the last one with something typed
	told     int          // the last one whose save was heard of, however it went
	saved    int          // the last one on the disk
	changes  int          // of the form, at the last look
	cursor   string
	savedAt  time.Time
	err      error
	leaving  func() tea.Cmd // what follows when everything is saved
	aside    *aside         // of a draft, nil for Stammdaten
	begun    bool           // of a new person: she is no case yet
	closed   bool           // there is nothing to save any more
}

// formLook hands the program's styles to the form.
func formLook() forms.Look {
	return forms.Look{Label: style.Label, Value: style.Value, Meaning: style.Meaning, Muted: style.Muted, Focus: style.Focus, Title: style.Title,
		Match: style.Match, Fehler: style.Fehler, Warnung: style.Warnung, Hinweis: style.Hinweis, Chosen: style.Input.Underline(true),
		FocusSign: style.FocusSign, DashSign: style.DashSign, MoreSign: style.MoreSign, FromSign: style.FromSign, TakeSign: style.TakeSign, RuleSign: style.RuleSign, BarSign: style.BarSign}
}

// begin starts the form and the writer.
func (e *editing) begin(sh *Shell, report *model.Report, form *forms.Form, write func(context.Context, *snapshot) error) {
	e.sh, e.report, e.form = sh, report, form
	e.save = &autosave{write: write, tell: sh.Send}
	form.SetWhole(sh.whole)
	e.cursor = form.Cursor()
	e.savedAt = time.Time{}
}

// take handles the messages that concern saving.
func (e *editing) take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case savedMsg:
		if msg.by == e.save {
			return e.took(msg)
		}
	case saveDue:
		if msg.by == e.save && msg.seq == e.seq {
			e.handOver()
		}
	case saveOverdue:
		if msg.by == e.save && msg.handed == e.handed {
			e.handOver()
		}
	}
	return nil
}

func (e *editing) took(msg savedMsg) tea.Cmd {
	cmd := e.heard(msg.seq, msg.err)
	return tea.Batch(cmd, e.sh.showGaveWay(msg.err)) // in front of what has waited for the save
}

// heard hears how the save of a state went.
func (e *editing) heard(seq int, err error) tea.Cmd {
	var moved *answer.Moved
	if errors.As(err, &moved) {
		e.sh.Fail(moved)
		return tea.Batch(e.moved(moved), e.stored(seq))
	}
	err = failed(err)
	if seq < e.told || seq == e.saved && err != nil {
		return nil // an older one, or overtaken by the one that succeeded
	}
	e.told = seq
	if e.err = err; err != nil {
		e.leaving = nil
		e.sh.Fail(err)
		return e.sh.saveAgain(e.save, e.seq, err)
	}
	return e.stored(seq)
}

// outdated reports that the draft was changed or taken away elsewhere while
// nothing of one's own was entered: there is nothing to be saved.
func (e *editing) outdated() bool {
	var f *answer.Failure
	return errors.As(e.err, &f) && f.Kind == answer.FailOutdated
}

// stored notes that a state is on the disk, and goes on with what waited for it.
func (e *editing) stored(seq int) tea.Cmd {
	if seq < e.saved {
		return nil
	}
	e.err = nil
	e.saved, e.savedAt = seq, e.sh.Services().Now()
	if e.leaving != nil && e.saved == e.seq {
		next := e.leaving
		e.leaving = nil
		return next()
	}
	return nil
}

// press gives a key to the form.
func (e *editing) press(k tea.KeyMsg) tea.Cmd {
	e.form.Key(k)
	return e.noticed()
}

// noticed looks what the last key has changed: a confirmed field is judged and
// saved at once, text that is still being typed a moment later.
func (e *editing) noticed() tea.Cmd {
	changed, moved := e.form.Changes() != e.changes, e.form.Cursor() != e.cursor
	if !changed && !moved {
		return nil
	}
	e.changes, e.cursor = e.form.Changes(), e.form.Cursor()
	first := e.typed <= e.handed
	e.seq++
	if changed {
		e.typed = e.seq
	}
	if changed && !e.form.Typing() || moved && e.dirty() {
		e.look()
		e.handOver()
		return e.sh.keepUsage()
	}
	return e.sh.savePause(e.save, e.seq, e.handed, changed && first)
}

// dirty reports that something was typed since the last state given to the writer.
func (e *editing) dirty() bool { return e.seq-1 > e.handed }

// look judges the report anew.
func (e *editing) look() {
	e.findings = e.judge()
	e.form.SetFindings(e.findings)
	e.steps = nil
}

// handOver gives the present state to the writer.
func (e *editing) handOver() {
	if e.closed || e.handed == e.seq && e.err == nil {
		return
	}
	e.handed = e.seq
	e.save.put(e.snapshot())
}

func (e *editing) snapshot() *snapshot {
	s := &snapshot{seq: e.seq, report: *field.Copy(e.report), cursor: e.form.Cursor(), form: e.form.Memory(), begun: e.begun}
	if e.aside != nil {
		kept := *e.aside
		s.aside = &kept
	}
	return s
}

// Flush saves what is not on the disk yet and waits for it.
func (e *editing) Flush(ctx context.Context) error {
	if e.closed {
		return nil
	}
	if e.saved == e.seq && e.err == nil {
		return e.save.flush(ctx, nil)
	}
	e.handed = e.seq
	return e.save.flush(ctx, e.snapshot())
}

// saveNow is F2.
func (e *editing) saveNow() tea.Cmd {
	e.seq++
	e.look()
	e.handOver()
	return nil
}

// leave goes away when everything is on the disk; in spite of a save that failed
// only with a yes.
func (e *editing) leave(next func() tea.Cmd) tea.Cmd {
	switch {
	case e.outdated():
		e.closed = true
		return next()
	case e.err == nil:
		return e.after(next)
	}
	return e.sh.Push(newAsk(e.sh, "Nicht gespeichert", "Die letzten Eingaben gehen verloren. Trotzdem verlassen?",
		"Verlassen", func() tea.Cmd { e.closed = true; return next() }))
}

// settled reports that everything is on the disk.
func (e *editing) settled() bool { return e.saved == e.seq && e.err == nil }

// after saves and goes on when everything is on the disk. It stays when saving
// fails: what is done next with the report is done with what is stored.
func (e *editing) after(next func() tea.Cmd) tea.Cmd {
	if e.settled() {
		return next()
	}
	e.leaving = next
	e.handOver()
	return nil
}

// escape takes back what was typed over a code or a date, or shuts the list of
// hits; where there is neither it leaves as F10 does.
func (e *editing) escape(back func() tea.Cmd) tea.Cmd {
	restored, ok := e.form.Escape()
	if !ok {
		return back()
	}
	switch {
	case restored && e.form.CanRedo() == "":
		e.sh.Say("Wie zuvor. Strg+Y holt zurück, was Sie getippt haben.")
	case restored:
		e.sh.Say("Wie zuvor.")
	}
	return e.noticed()
}

// escapeAction is Esc in a form.
func (e *editing) escapeAction(back func() tea.Cmd) Action {
	return Action{Keys: []string{"esc"}, Label: "Wie zuvor", Help: "Schließt die Liste zum Feld und stellt wieder her, was dort stand; sonst zurück.",
		Quiet: true, Do: func() tea.Cmd { return e.escape(back) }}
}

// back closes an open list of hits, else leaves the screen.
func (e *editing) back() tea.Cmd {
	if e.form.Shut() {
		return nil
	}
	e.form.Confirm()
	return tea.Batch(e.noticed(), e.leave(e.sh.Pop))
}

// Busy while the screen waits for the last save before it goes.
func (e *editing) Busy() bool { return e.leaving != nil }

// Leave has saved before; what is left is a copy on its way.
func (e *editing) Leave() tea.Cmd {
	e.closed = true
	return nil
}

// status is the state of saving, as the title shows it.
func (e *editing) status() string {
	switch {
	case e.outdated():
		return style.Warnung.Render("alter Stand – neu öffnen")
	case e.err != nil:
		return style.Fehler.Render("NICHT GESPEICHERT – F2")
	case e.typed > e.handed:
		return style.Warnung.Render("ungespeichert")
	case e.saved < e.handed:
		return "speichert " + style.MoreSign
	case e.savedAt.IsZero():
		return ""
	}
	return "gespeichert " + e.savedAt.Local().Format("15:04:05")
}

// Body draws the page line and the page, and beside them, where there is room,
// the column with findings and sections.
func (e *editing) Body(w, h int) string {
	side := besideWidth(w)
	form := w - side
	lines := append([]string{e.pageLine(form, side > 0)}, strings.Split(e.form.View(form-min(side, 1), h-1), "\n")...)
	if side == 0 {
		return strings.Join(lines, "\n")
	}
	for len(lines) < h {
		lines = append(lines, "")
	}
	return strings.Join(sideBySide(lines, e.beside(side-3, h), form), "\n")
}

// pageLine says which section this is, which ones follow where all stand on one
// page and no index stands beside them, and how the report stands.
func (e *editing) pageLine(w int, indexed bool) string {
	i, n, title := e.form.Page()
	left := fmt.Sprintf(" [%d/%d] %s", i, n, style.Title.Render(title))
	right := e.pageTally(w - lipgloss.Width(left))
	if e.form.Whole() && !indexed {
		left = cut(left+style.Muted.Render(e.following()), w-lipgloss.Width(right)-1)
	}
	return pair(w, left, right)
}

// following are the sections behind the current one.
func (e *editing) following() string {
	var b strings.Builder
	for _, title := range e.form.Following() {
		b.WriteString(" " + style.DotSign + " " + title)
	}
	return b.String()
}

// pageTally is what stands at the right of the page line: the findings, and
// before them how far the report is, where that fits.
func (e *editing) pageTally(room int) string {
	found := tally(e.findings) + " "
	if brief := e.standing.brief(); brief != "" && lipgloss.Width(brief+found)+5 <= room {
		return style.Muted.Render(brief) + "   " + found
	}
	return found
}

// Hint is the focused field's.
func (e *editing) Hint() string { return e.form.Hint() }

// Caret is in the focused field.
func (e *editing) Caret() (x, y int, ok bool) {
	x, y, ok = e.form.Caret()
	return x, y + 1, ok
}

// Topic is the focused field, for F1.
func (e *editing) Topic() forms.Topic { return e.form.Topic() }

// repeatHelp says what the key takes over: that of the element before, of an
// earlier report, or the last one of this kind in this report.
func (e *editing) repeatHelp() string {
	switch values := e.form.Repeats(); {
	case len(values) > 1:
		return "Übernimmt den Wert aus: " + forms.Clean(values[0].Origin) + "; nochmals gedrückt aus: " + forms.Clean(values[1].Origin) + "."
	case len(values) > 0:
		return "Übernimmt den Wert aus: " + forms.Clean(values[0].Origin) + "."
	}
	return "Übernimmt den Wert des vorigen Eintrags, einer früheren Meldung oder den letzten dieser Art in dieser Meldung."
}

// formActions are the keys every form has.
func (e *editing) formActions() []Action {
	return []Action{
		{Keys: []string{"f2", "ctrl+o"}, Label: "Sichern", Help: "Speichert jetzt. Jedes bestätigte Feld ist es schon.", Quiet: e.err == nil, Do: e.saveNow},
		{Keys: []string{"f3", "ctrl+f"}, Label: "Feld", Help: "Sucht ein Feld nach einem Teil seines Namens und springt hin.",
			Do: func() tea.Cmd { return e.sh.Push(newJump(e)) }},
		{Keys: []string{"f4", "ctrl+l"}, Label: "Katalog", Help: "Öffnet die ganze Liste zum Feld; in einem gesperrten Abschnitt: ändern.", Do: e.enlarge},
		e.paceAction(),
		{Keys: []string{"f6", "ctrl+g"}, Label: "Abschnitte", Help: "Zeigt alle Abschnitte mit ihrem Stand und springt.",
			Do: func() tea.Cmd { return e.sh.Push(newSteps(e)) }},
		{Keys: []string{"f8", "ctrl+e"}, Label: "Befund", Help: "Springt zum nächsten Feld mit einem Befund.", Off: e.noFinding(),
			Do: func() tea.Cmd { return e.find(1) }},
		{Keys: []string{"ctrl+r"}, Label: "Voriger Befund", Help: "Springt zum vorigen Feld mit einem Befund.", Off: e.noFinding(), Quiet: true,
			Do: func() tea.Cmd { return e.find(-1) }},
		e.keyAction("pgdown", "Nächster Abschnitt", "Geht zum nächsten Abschnitt.", ""),
		e.keyAction("pgup", "Voriger Abschnitt", "Geht zum vorigen Abschnitt.", ""),
		e.keyAction("tab", "Nächstes Feld", "Geht weiter; Enter und ↓ tun es auch.", ""),
		e.keyAction("shift+tab", "Voriges Feld", "Geht zurück; ↑ tut es auch.", ""),
		e.keyAction("ctrl+n", "Eintrag neu", "Fügt der Liste einen Eintrag hinzu.", e.form.CanAdd()),
		e.keyAction("ctrl+k", "Eintrag weg", "Entfernt den Eintrag; Strg+Z holt ihn zurück.", e.form.CanRemove()),
		e.keyAction("ctrl+t", "Eintrag doppeln", "Legt hinter dem Eintrag einen zweiten mit denselben Werten an.", e.form.CanDuplicate()),
		e.keyAction("alt+up", "Eintrag hinauf", "Tauscht den Eintrag mit dem vorigen.", e.form.CanMove(-1)),
		e.keyAction("alt+down", "Eintrag hinab", "Tauscht den Eintrag mit dem nächsten.", e.form.CanMove(1)),
		e.keyAction("right", "Vorschlag", "Übernimmt am Ende des Felds, was dort oder in der Hinweiszeile hinter einem → steht.", ""),
		e.keyAction("ctrl+d", "Letzter Wert", e.repeatHelp(), e.form.CanRepeat()),
		e.keyAction("ctrl+u", "Leeren", "Leert das Feld.", ""),
		e.keyAction("ctrl+z", "Rückgängig", "Nimmt die letzte Änderung zurück.", e.form.CanUndo()),
		e.keyAction("ctrl+y", "Wiederholen", "Stellt wieder her, was zurückgenommen wurde.", e.form.CanRedo()),
	}
}

var formKeys = map[string]tea.KeyMsg{
	"pgdown": {Type: tea.KeyPgDown}, "pgup": {Type: tea.KeyPgUp}, "tab": {Type: tea.KeyTab}, "shift+tab": {Type: tea.KeyShiftTab},
	"ctrl+n": {Type: tea.KeyCtrlN}, "ctrl+k": {Type: tea.KeyCtrlK}, "ctrl+t": {Type: tea.KeyCtrlT}, "ctrl+d": {Type: tea.KeyCtrlD},
	"right":  {Type: tea.KeyRight},
	"ctrl+u": {Type: tea.KeyCtrlU}, "ctrl+z": {Type: tea.KeyCtrlZ}, "ctrl+y": {Type: tea.KeyCtrlY},
	"alt+up": {Type: tea.KeyUp, Alt: true}, "alt+down": {Type: tea.KeyDown, Alt: true},
}

// keyAction is a key of the form itself, for the help and the palette.
func (e *editing) keyAction(key, label, help, off string) Action {
	return Action{Keys: []string{key}, Label: label, Help: help, Off: off, Quiet: true,
		Do: func() tea.Cmd { return e.press(formKeys[key]) }}
}

func (e *editing) noFinding() string {
	if len(e.findings) == 0 {
		return "Es gibt keine Befunde."
	}
	return ""
}

func (e *editing) find(by int) tea.Cmd {
	found := e.form.NextFinding(by)
	cmd := e.noticed() // leaving the field may have settled the last one
	switch {
	case found:
	case len(e.findings) == 0:
		e.sh.Say("Keine Befunde mehr.")
	default:
		e.sh.Say("Die übrigen Befunde betreffen Angaben, die das Programm selbst setzt.")
	}
	return cmd
}

func (e *editing) enlarge() tea.Cmd {
	if !e.form.Enlarge() {
		e.sh.Say("Zu diesem Feld gibt es keine Liste.")
	}
	return e.noticed()
}

func (e *editing) saving() (open, lost bool) {
	return !e.closed && (e.saved < e.handed || e.handed < e.typed), !e.closed && e.err != nil
}

// pace changes the speed of the form and remembers it.
func (e *editing) pace() tea.Cmd {
	whole := !e.form.Whole()
	e.form.SetWhole(whole)
	e.sh.whole = whole
	desk, text := e.sh.Desk(), tempoSteps
	if whole {
		text = tempoWhole
	}
	return tea.Batch(e.noticed(), func() tea.Msg {
		return tempoMsg{desk: desk, whole: whole, err: desk.Memory.Remember(context.Background(), tempoName, []byte(text))}
	})
}

func (e *editing) paceAction() Action {
	label, help := "Ganze Meldung", "Zeigt die ganze Meldung auf einer Seite; Bild↑ und Bild↓ gehen von Abschnitt zu Abschnitt."
	if e.aside == nil {
		label, help = "Alles", "Zeigt alle Stammdaten auf einer Seite; Bild↑ und Bild↓ gehen von Abschnitt zu Abschnitt."
	}
	if e.form.Whole() {
		label, help = "Schritte", "Zeigt wieder einen Abschnitt nach dem anderen."
	}
	return Action{Keys: []string{"f5"}, Label: label, Help: help, Do: e.pace}
}

// Standing is how far the report is, in lines for the column beside the form
// and the screens about the report; nil where nothing is reported.
func (e *editing) Standing() []string {
	if e.standing == nil {
		return nil
	}
	return append([]string{e.standing.complete()}, e.standing.worth()...)
}
