package editing

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
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/together"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Sheet is what the screens with a form have in common: keys go to the form,
// every confirmed field is judged and saved at once, half-typed text after a
// moment, and nothing is left behind when the person goes.
type Sheet struct {
	Sh     *shell.Shell
	Report *model.Report
	Form   *forms.Form
	Save   *work.Autosave
	Judge  func() []rule.Finding
	Moved  func(*answer.Moved) tea.Cmd        // what follows when it is kept beside its draft; nil where that cannot be
	Meet   func(*together.Met) *together.Told // takes what a colleague has saved meanwhile; nil where nobody else writes

	Findings []rule.Finding
	steps    []forms.Step      // the sections, as drawn last; nil once they may have changed
	Stand    *wording.Standing // nil where nothing is reported
	Seq      int               // counts states of the report and the cursor
	Handed   int               // the last one given to the writer
	typed    int               // the last one with something typed
	told     int               // the last one whose save was heard of, however it went
	Saved    int               // the last one on the disk
	changes  int               // of the form, at the last look
	cursor   string
	savedAt  time.Time
	Err      error
	met      int            // how many of a colleague's saves the form has taken
	leaving  func() tea.Cmd // what follows when everything is saved
	Aside    *work.Aside    // of a draft; of Stammdaten what gave way, until the sitting ends
	Begun    bool           // of a new person: she is no case yet
	Unkept   bool           // a new report in which nothing is entered yet: there is no draft
	Closed   bool           // there is nothing to save any more
}

// Begin starts the form and the writer.
func (e *Sheet) Begin(sh *shell.Shell, report *model.Report, form *forms.Form, write func(context.Context, *work.Snapshot) error) {
	e.Sh, e.Report, e.Form = sh, report, form
	e.Save = &work.Autosave{Write: write, Tell: sh.Send}
	form.SetWhole(sh.Whole)
	e.cursor = form.Cursor()
	e.savedAt = time.Time{}
}

// Take handles the messages that concern saving.
func (e *Sheet) Take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case work.SavedMsg:
		if msg.By == e.Save {
			return e.took(msg)
		}
	case shell.SaveDue:
		if msg.By == e.Save && msg.Seq == e.Seq {
			e.handOver()
		}
	case shell.SaveOverdue:
		if msg.By == e.Save && msg.Handed == e.Handed {
			e.handOver()
		}
	}
	return nil
}

func (e *Sheet) took(msg work.SavedMsg) tea.Cmd {
	met, gave := e.meets(msg.Err), e.gaveWay(msg.Err)
	return tea.Batch(e.heard(msg.Seq, msg.Err), met, gave)
}

// gaveWay keeps what of a colleague's Stammdaten the save has taken the place of, and shows
// both. Who was about to leave them stays: nothing but this form knows the other value.
func (e *Sheet) gaveWay(err error) tea.Cmd {
	var over *answer.Overwritten
	if !errors.As(err, &over) || e.Closed {
		return nil
	}
	said := together.GaveWay(over, e.Report, e.Aside, e.Sh.Desk().Station.Who().Login, e.Sh.Services().Env())
	if said == "" {
		return nil
	}
	e.Sh.Say(shell.Told(said))
	if e.Meet == nil {
		e.leaving = nil
	}
	return tea.Batch(e.SaveNow(), e.showClashes())
}

// showClashes shows what both have entered, unless somebody is typing or on her way out.
func (e *Sheet) showClashes() tea.Cmd {
	if e.leaving != nil || e.Form.Typing() {
		return nil
	}
	return e.Sh.Push(NewChoices(e))
}

// meets has the form hold what a colleague has saved, and shows what both have changed.
func (e *Sheet) meets(err error) tea.Cmd {
	var met *together.Met
	if !errors.As(err, &met) || met.No <= e.met || e.Closed {
		return nil
	}
	told := e.Meet(met)
	e.met, e.changes, e.cursor = met.No, e.Form.Changes(), e.Form.Cursor()
	e.Look()
	if said := told.Sentence(); said != "" {
		e.Sh.Say(shell.Told(said))
	}
	if len(told.Clashes) > 0 {
		return e.showClashes()
	}
	return nil
}

// Differing says in the title how many values are not decided about.
func (e *Sheet) Differing() string {
	n := together.Open(e.Aside.Abweichungen)
	if n == 0 {
		return ""
	}
	return " " + style.DotSign + " " + wording.Plural(n, "Abweichung", "Abweichungen")
}

// heard hears how the save of a state went.
func (e *Sheet) heard(seq int, err error) tea.Cmd {
	var moved *answer.Moved
	if errors.As(err, &moved) {
		e.Save.Apart() // it is told here
		e.Sh.Fail(moved)
		return tea.Batch(e.Moved(moved), e.stored(seq))
	}
	nothing := errors.Is(err, answer.ErrNothing)
	err = answer.Failed(err)
	if seq < e.told || seq == e.Saved && err != nil {
		return nil // an older one, or overtaken by the one that succeeded
	}
	e.told = seq
	if err == nil {
		e.Sh.Overcome(e.Err)
	}
	if e.Err = err; err != nil {
		e.leaving = nil
		e.Sh.Remark(wording.Sentence(err))
		return e.Sh.SaveAgain(e.Save, e.Seq, err)
	}
	e.Unkept = e.Unkept && nothing
	return e.stored(seq)
}

// stored notes that a state is on the disk, and goes on with what waited for it.
func (e *Sheet) stored(seq int) tea.Cmd {
	if seq < e.Saved {
		return nil
	}
	e.Err = nil
	if e.Saved = seq; !e.Unkept {
		e.savedAt = e.Sh.Services().Now()
	}
	if e.leaving != nil && e.Saved == e.Seq {
		next := e.leaving
		e.leaving = nil
		return next()
	}
	return nil
}

// Kept notes that there is a draft, although nothing was entered.
func (e *Sheet) Kept() {
	if e.Unkept {
		e.Unkept, e.savedAt = false, e.Sh.Services().Now()
	}
}

// Press gives a key to the form.
func (e *Sheet) Press(k tea.KeyMsg) tea.Cmd {
	e.Form.Key(k)
	return e.Noticed()
}

// Noticed looks what the last key has changed: a confirmed field is judged and
// saved at once, text that is still being typed a moment later.
func (e *Sheet) Noticed() tea.Cmd {
	changed, moved := e.Form.Changes() != e.changes, e.Form.Cursor() != e.cursor
	if !changed && !moved {
		return nil
	}
	e.changes, e.cursor = e.Form.Changes(), e.Form.Cursor()
	first := e.typed <= e.Handed
	e.Seq++
	if changed {
		e.typed = e.Seq
	}
	if changed && !e.Form.Typing() || moved && e.dirty() {
		e.Look()
		e.handOver()
		return e.Sh.KeepUsage()
	}
	return e.Sh.SavePause(e.Save, e.Seq, e.Handed, changed && first)
}

// dirty reports that something was typed since the last state given to the writer.
func (e *Sheet) dirty() bool { return e.Seq-1 > e.Handed }

// Look judges the report anew.
func (e *Sheet) Look() {
	e.Findings = e.Judge()
	e.Form.SetFindings(e.Findings)
	e.steps = nil
}

// handOver gives the present state to the writer.
func (e *Sheet) handOver() {
	if e.Closed || e.Handed == e.Seq && e.Err == nil {
		return
	}
	e.Handed = e.Seq
	e.Save.Put(e.snapshot())
}

func (e *Sheet) snapshot() *work.Snapshot {
	s := &work.Snapshot{Seq: e.Seq, Report: *field.Copy(e.Report), Cursor: e.Form.Cursor(), Form: e.Form.Memory(), Met: e.met, Begun: e.Begun}
	if e.Aside != nil {
		kept := *e.Aside
		s.Aside = &kept
	}
	return s
}

// Flush saves what is not on the disk yet and waits for it.
func (e *Sheet) Flush(ctx context.Context) error {
	if e.Closed {
		return nil
	}
	if e.Saved == e.Seq && e.Err == nil {
		return e.Save.Flush(ctx, nil)
	}
	e.Handed = e.Seq
	return e.Save.Flush(ctx, e.snapshot())
}

// Apart is where the last save went that nobody has read about, nil = to its draft.
func (e *Sheet) Apart() *answer.Moved { return e.Save.Apart() }

// SaveNow is F2.
func (e *Sheet) SaveNow() tea.Cmd {
	e.Seq++
	e.Look()
	e.handOver()
	return nil
}

// LeaveFor goes away when everything is on the disk; in spite of a save that failed
// only with a yes.
func (e *Sheet) LeaveFor(next func() tea.Cmd) tea.Cmd {
	switch {
	case answer.Outdated(e.Err):
		e.Closed = true
		return next()
	case e.Err == nil:
		return e.After(next)
	}
	e.leaving = nil // where to is asked anew
	return e.Sh.Push(shell.NewAsk(e.Sh, "Nicht gespeichert", "Die letzten Eingaben gehen verloren. Trotzdem verlassen?",
		"Verlassen", func() tea.Cmd { e.Closed = true; return next() }))
}

// Settled reports that everything is on the disk.
func (e *Sheet) Settled() bool { return e.Saved == e.Seq && e.Err == nil }

// After saves and goes on when everything is on the disk. It stays when saving
// fails: what is done next with the report is done with what is stored.
func (e *Sheet) After(next func() tea.Cmd) tea.Cmd {
	if e.Settled() {
		return next()
	}
	e.leaving = next
	e.handOver()
	return nil
}

// escape takes back what was typed over a code or a date, or shuts the list of
// hits; where there is neither it leaves as F10 does.
func (e *Sheet) escape(back func() tea.Cmd) tea.Cmd {
	restored, ok := e.Form.Escape()
	if !ok {
		return back()
	}
	switch {
	case restored && e.Form.CanRedo() == "":
		e.Sh.Say("Wie zuvor. Strg+Y holt zurück, was Sie getippt haben.")
	case restored:
		e.Sh.Say("Wie zuvor.")
	}
	return e.Noticed()
}

// EscapeAction is Esc in a form.
func (e *Sheet) EscapeAction(back func() tea.Cmd) kit.Action {
	return kit.Action{Keys: []string{"esc"}, Label: "Wie zuvor", Help: "Schließt die Liste zum Feld und stellt wieder her, was dort stand; sonst zurück.",
		Quiet: true, Do: func() tea.Cmd { return e.escape(back) }}
}

// Back closes an open list of hits, else leaves the screen.
func (e *Sheet) Back() tea.Cmd {
	if e.Form.Shut() {
		return nil
	}
	e.Form.Confirm()
	return tea.Batch(e.Noticed(), e.LeaveFor(e.Sh.Pop))
}

// Busy while the screen waits for the last save before it goes.
func (e *Sheet) Busy() bool { return e.leaving != nil }

// Leave has saved before; what is left is a copy on its way.
func (e *Sheet) Leave() tea.Cmd {
	e.Closed = true
	return nil
}

// What the title says of saving has one word in one place: from one state to the next
// few cells change, and few bytes are written over a slow line.
const (
	savedWord = "gespeichert"
	savedTime = " 15:04:05"
	savedRoom = "         " // of the time, where there is none to tell
)

// Status is the state of saving, as the title shows it.
func (e *Sheet) Status() string {
	switch {
	case answer.Outdated(e.Err):
		return style.Warnung.Render("alter Stand – neu öffnen")
	case e.Err != nil:
		return style.Fehler.Render("NICHT GESPEICHERT – F2")
	case e.typed > e.Handed:
		return style.Warnung.Render("un"+savedWord) + savedRoom
	case e.Unkept && (e.typed == 0 || e.Saved == e.Handed):
		return style.Muted.Render("noch kein Entwurf")
	case e.Saved < e.Handed:
		return "speichert " + style.MoreSign + savedRoom[lipgloss.Width(style.MoreSign)+1:]
	case e.savedAt.IsZero():
		return ""
	}
	return savedWord + e.savedAt.Local().Format(savedTime)
}

// Body draws the page line and the page, and beside them, where there is room,
// the column with findings and sections.
func (e *Sheet) Body(w, h int) string {
	side := kit.BesideWidth(w)
	form := w - side
	lines := append([]string{e.pageLine(form, side > 0)}, strings.Split(e.Form.View(form-min(side, 1), h-1), "\n")...)
	if side == 0 {
		return strings.Join(lines, "\n")
	}
	for len(lines) < h {
		lines = append(lines, "")
	}
	return strings.Join(kit.SideBySide(lines, e.beside(side-3, h), form), "\n")
}

// pageLine says which section this is, which ones follow where all stand on one
// page and no index stands beside them, and how the report stands.
func (e *Sheet) pageLine(w int, indexed bool) string {
	i, n, title := e.Form.Page()
	left := fmt.Sprintf(" [%d/%d] %s", i, n, style.Title.Render(title))
	right := e.pageTally(w - lipgloss.Width(left))
	if e.Form.Whole() && !indexed {
		left = kit.Cut(left+style.Muted.Render(e.following()), w-lipgloss.Width(right)-1)
	}
	return kit.Pair(w, left, right)
}

// following are the sections behind the current one.
func (e *Sheet) following() string {
	var b strings.Builder
	for _, title := range e.Form.Following() {
		b.WriteString(" " + style.DotSign + " " + title)
	}
	return b.String()
}

// pageTally is what stands at the right of the page line: the findings, and
// before them how far the report is, where that fits.
func (e *Sheet) pageTally(room int) string {
	found := wording.Tally(e.Findings) + " "
	if brief := e.Stand.Brief(); brief != "" && lipgloss.Width(brief+found)+5 <= room {
		return style.Muted.Render(brief) + "   " + found
	}
	return found
}

// Hint is the focused field's.
func (e *Sheet) Hint() string { return e.Form.Hint() }

// Caret is in the focused field.
func (e *Sheet) Caret() (x, y int, ok bool) {
	x, y, ok = e.Form.Caret()
	return x, y + 1, ok
}

// Topic is the focused field, for F1.
func (e *Sheet) Topic() forms.Topic { return e.Form.Topic() }

// FormActions are the keys every form has.
func (e *Sheet) FormActions() []kit.Action {
	acts := work.FormActs(e.Form)
	act := func(name string) kit.Action { return e.formAction(work.ActNamed(acts, name)) }
	save := act("speichern")
	save.Quiet = e.Err == nil
	return []kit.Action{
		save, act("feld"),
		{Keys: []string{"f4", "ctrl+l"}, Label: "Katalog", Help: "Öffnet die ganze Liste zum Feld; in einem gesperrten Abschnitt: ändern.", Do: e.enlarge},
		e.paceAction(), act("abschnitt"),
		{Keys: []string{"f8", "ctrl+e"}, Label: "Mangel", Help: "Springt zum nächsten Feld mit einem Mangel.", Off: e.noFinding(),
			Do: func() tea.Cmd { return e.find(1) }},
		{Keys: []string{"ctrl+r"}, Label: "Voriger Mangel", Help: "Springt zum vorigen Feld mit einem Mangel.", Off: e.noFinding(), Quiet: true,
			Do: func() tea.Cmd { return e.find(-1) }},
		e.keyAction("pgdown", "Nächster Abschnitt", "Geht zum nächsten Abschnitt."),
		e.keyAction("pgup", "Voriger Abschnitt", "Geht zum vorigen Abschnitt."),
		e.keyAction("tab", "Nächstes Feld", "Geht weiter; Enter und ↓ tun es auch."),
		e.keyAction("shift+tab", "Voriges Feld", "Geht zurück; ↑ tut es auch."),
		act("neu"), act("entfernen"), act("doppelt"), act("hinauf"), act("hinab"),
		e.keyAction("right", "Vorschlag", "Übernimmt am Ende des Felds, was dort oder in der Hinweiszeile hinter einem → steht."),
		act("letzter"), act("leer"), act("rueckgaengig"), act("wiederholen"),
	}
}

// formKeys are the keys of the acts of a form. One that the form itself takes, as it
// is typed, is given to it.
var formKeys = map[string][]string{
	"speichern": {"f2", "ctrl+o"}, "feld": {"f3", "ctrl+f"}, "abschnitt": {"f6", "ctrl+g"},
	"neu": {"ctrl+n"}, "entfernen": {"ctrl+k"}, "doppelt": {"ctrl+t"}, "hinauf": {"alt+up"}, "hinab": {"alt+down"},
	"letzter": {"ctrl+d"}, "leer": {"ctrl+u"}, "rueckgaengig": {"ctrl+z"}, "wiederholen": {"ctrl+y"},
}

// formAction is an act of the form under its keys.
func (e *Sheet) formAction(a work.Act) kit.Action {
	keys := formKeys[a.Name]
	action := kit.Action{Keys: keys, Label: a.Label, Help: shell.Told(a.Help), Off: a.Off, Quiet: a.Quiet}
	switch a.Name {
	case "speichern":
		action.Do = e.SaveNow
	case "feld":
		action.Do = func() tea.Cmd { return e.Sh.Push(NewJump(e)) }
	case "abschnitt":
		action.Do = func() tea.Cmd { return e.Sh.Push(NewSteps(e)) }
	default:
		action.Do = func() tea.Cmd { return e.Press(typedKeys[keys[0]]) }
	}
	return action
}

var typedKeys = map[string]tea.KeyMsg{
	"pgdown": {Type: tea.KeyPgDown}, "pgup": {Type: tea.KeyPgUp}, "tab": {Type: tea.KeyTab}, "shift+tab": {Type: tea.KeyShiftTab},
	"ctrl+n": {Type: tea.KeyCtrlN}, "ctrl+k": {Type: tea.KeyCtrlK}, "ctrl+t": {Type: tea.KeyCtrlT}, "ctrl+d": {Type: tea.KeyCtrlD},
	"right":  {Type: tea.KeyRight},
	"ctrl+u": {Type: tea.KeyCtrlU}, "ctrl+z": {Type: tea.KeyCtrlZ}, "ctrl+y": {Type: tea.KeyCtrlY},
	"alt+up": {Type: tea.KeyUp, Alt: true}, "alt+down": {Type: tea.KeyDown, Alt: true},
}

// keyAction is a key of the form itself, for the help and the palette.
func (e *Sheet) keyAction(key, label, help string) kit.Action {
	return kit.Action{Keys: []string{key}, Label: label, Help: help, Quiet: true,
		Do: func() tea.Cmd { return e.Press(typedKeys[key]) }}
}

func (e *Sheet) noFinding() string {
	if len(e.Findings) == 0 {
		return "Es gibt keine Mängel."
	}
	return ""
}

func (e *Sheet) find(by int) tea.Cmd {
	found := e.Form.NextFinding(by)
	cmd := e.Noticed() // leaving the field may have settled the last one
	switch {
	case found:
	case len(e.Findings) == 0:
		e.Sh.Say("Keine Mängel mehr.")
	default:
		e.Sh.Say("Die übrigen Mängel betreffen Angaben, die das Programm selbst setzt.")
	}
	return cmd
}

func (e *Sheet) enlarge() tea.Cmd {
	if !e.Form.Enlarge() {
		e.Sh.Say("Zu diesem Feld gibt es keine Liste.")
	}
	return e.Noticed()
}

func (e *Sheet) Saving() (open, lost bool) {
	return !e.Closed && (e.Saved < e.Handed || e.Handed < e.typed), !e.Closed && e.Err != nil
}

// pace changes the speed of the form and remembers it.
func (e *Sheet) pace() tea.Cmd {
	whole := !e.Form.Whole()
	e.Form.SetWhole(whole)
	e.Sh.Whole = whole
	desk, text := e.Sh.Desk(), shell.TempoSteps
	if whole {
		text = shell.TempoWhole
	}
	ctx := e.Sh.During
	return tea.Batch(e.Noticed(), func() tea.Msg {
		return shell.TempoMsg{Desk: desk, Whole: whole, Err: desk.Memory.Remember(ctx, shell.TempoName, []byte(text))}
	})
}

func (e *Sheet) paceAction() kit.Action {
	label, help := "Ganze Meldung", "Zeigt die ganze Meldung auf einer Seite; Bild↑ und Bild↓ gehen von Abschnitt zu Abschnitt."
	if e.Meet == nil {
		label, help = "Alles", "Zeigt alle Stammdaten auf einer Seite; Bild↑ und Bild↓ gehen von Abschnitt zu Abschnitt."
	}
	if e.Form.Whole() {
		label, help = "Schritte", "Zeigt wieder einen Abschnitt nach dem anderen."
	}
	return kit.Action{Keys: []string{"alt+g"}, Label: label, Help: help, Do: e.pace}
}

// Standing is how far the report is, in lines for the column beside the form
// and the screens about the report; nil where nothing is reported.
func (e *Sheet) Standing() []string {
	if e.Stand == nil {
		return nil
	}
	return append([]string{e.Stand.Complete()}, e.Stand.Worth()...)
}
