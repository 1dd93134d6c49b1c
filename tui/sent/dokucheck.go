package sent

import (
	"context"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/check"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/looking"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// OwnErrors shows what the rules say of the own reports most often, and leads to those.
type OwnErrors struct {
	sh      *shell.Shell
	reading shell.ListReading
	far     wording.Judged
	its     *lists.OwnErrors // nil = nothing is judged
	shown   []*check.Frequent
	list    kit.CursorList
	looking *looking.Looking
}

func newOwnErrors(sh *shell.Shell) *OwnErrors { return &OwnErrors{sh: sh} }

// judgedMsg brings what was found, judgingMsg how far it is, siftedMsg what a view has of it.
type (
	judgedMsg struct {
		to  *OwnErrors
		n   int
		its *lists.OwnErrors
		err error
	}
	judgingMsg struct {
		to  *OwnErrors
		n   int
		far wording.Judged
	}
	siftedMsg struct {
		to    *OwnErrors
		shown []*check.Frequent
		err   error
	}
)

// Start judges all own reports.
func (o *OwnErrors) Start() tea.Cmd {
	o.far = wording.Judged{}
	desk, send := o.sh.Desk(), o.sh.Send
	return o.reading.Begin(o.sh, func(ctx context.Context, n int) tea.Msg {
		its, err := lists.ReadOwnErrors(ctx, desk, func(far wording.Judged) { send(judgingMsg{o, n, far}) })
		return judgedMsg{o, n, its, err}
	})
}

// Update takes keys and answers.
func (o *OwnErrors) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if !o.list.Key(msg, len(o.shown)) && o.its != nil && o.looking.Type(msg) {
			return o.look()
		}
	case judgingMsg:
		if msg.to == o && o.reading.Mine(msg.n) {
			o.far = msg.far
		}
	case judgedMsg:
		if msg.to == o && o.reading.Mine(msg.n) {
			o.learn(msg)
		}
	case siftedMsg:
		if msg.to == o {
			o.show(msg)
		}
	}
	return nil
}

func (o *OwnErrors) learn(msg judgedMsg) {
	o.reading.End()
	if msg.err != nil {
		o.sh.Fail(msg.err)
		return
	}
	o.its, o.shown = msg.its, msg.its.All
	o.looking = looking.New(o.sh, func() lists.Listing { return o.its.List() }, o.look)
	if msg.its.Unreadable > 0 {
		o.sh.Say(msg.its.Said())
	}
}

// look shows another view, from its top.
func (o *OwnErrors) look() tea.Cmd {
	o.list.At = 0
	list, view, ctx := o.its.List(), o.looking.View, o.sh.While(o)
	return func() tea.Msg {
		shown, err := list.Shown(ctx, view)
		return siftedMsg{o, shown, err}
	}
}

func (o *OwnErrors) show(msg siftedMsg) {
	if msg.err != nil {
		o.sh.Fail(msg.err)
		return
	}
	o.shown = msg.shown
}

// back stops the judging, after which it can be begun anew; else it leaves.
func (o *OwnErrors) back() tea.Cmd {
	if !o.reading.Running() {
		return o.sh.Pop()
	}
	o.reading.Cancel()
	o.sh.Say("Abgebrochen; geändert ist nichts.")
	return nil
}

// at is the line under the cursor, nil where there is none.
func (o *OwnErrors) at() *check.Frequent {
	if o.list.At >= len(o.shown) {
		return nil
	}
	return o.shown[o.list.At]
}

// Title says how far it is, or what was looked at.
func (o *OwnErrors) Title() (string, string) {
	switch {
	case o.reading.Running() && o.far.All > 0:
		return "Doku-Check", wording.JudgedText(o.far)
	case o.its == nil:
		return "Doku-Check", ""
	case !o.looking.View.All():
		return "Doku-Check", o.looking.Counted(len(o.shown), len(o.its.All))
	}
	return "Doku-Check", wording.Plural(o.its.Own.Reports(), "eigene Meldung", "eigene Meldungen")
}

// wholeLines are kept below the list for the whole of the line under the cursor.
const wholeLines = 5

// Body lists what is said, the most frequent first.
func (o *OwnErrors) Body(w, h int) string {
	switch {
	case o.reading.Running():
		return "\n" + kit.Indented("Alle eigenen Meldungen werden mit den Regeln von heute geprüft "+style.MoreSign, w)
	case o.its == nil:
		return "\n" + kit.Indented("Es ist nichts geprüft. Enter prüft noch einmal.", w)
	case len(o.its.All) == 0:
		return "\n" + kit.Indented(o.its.Said(), w)
	}
	var lines []string
	if view := o.looking.Line(); view != "" {
		lines = append(lines, kit.Cut(" "+style.Meaning.Render(view), w-1))
	}
	columns := kit.FitColumns(lists.OwnErrorColumns(&o.its.Own), w)
	lines = append(lines, columns.Heads(&o.looking.View, o.looking.Column))
	o.list.Fit(h-len(lines)-wholeLines, len(o.shown))
	from, to := o.list.Window(len(o.shown))
	for i := from; i < to; i++ {
		lines = append(lines, columns.Line(&o.shown[i], i == o.list.At, false))
	}
	if len(o.shown) == 0 {
		lines = append(lines, "   Nichts gefunden. Esc zeigt wieder alle.")
	}
	if f := o.at(); f != nil {
		whole := kit.Paragraph(o.its.Words(f), w)
		lines = append(append(lines, ""), whole[:min(len(whole), wholeLines-1)]...)
	}
	return strings.Join(lines, "\n")
}

// Hint says what comes next.
func (o *OwnErrors) Hint() string {
	switch {
	case o.reading.Running():
		return "Esc bricht ab; geändert wird nichts."
	case o.at() != nil:
		return "Enter zeigt die Meldungen dieser Zeile; von dort öffnet sich jede mit Quittung und Korrektur."
	}
	return ""
}

// Actions are what can be done with it.
func (o *OwnErrors) Actions() []kit.Action {
	back := kit.Action{Keys: []string{"f10"}, Label: "Zurück", Help: "Bricht das Prüfen ab, sonst zurück.", Do: o.back}
	if o.its == nil || o.reading.Running() {
		back.Keys = []string{"f10", "esc"}
		return []kit.Action{{Keys: []string{"enter", "ctrl+j"}, Label: "Prüfen", Help: "Prüft alle eigenen Meldungen noch einmal.", Do: o.Start}, back}
	}
	off := ""
	f := o.at()
	if f == nil {
		off = "Es ist keine Zeile gewählt."
	}
	return slices.Concat([]kit.Action{{Keys: []string{"enter", "ctrl+j"}, Label: "Meldungen", Help: "Zeigt die Meldungen, zu denen die Regel etwas sagt.", Off: off, Do: func() tea.Cmd { return o.sh.Open(place.Transmissions{Only: f.Numbers}) }}},
		o.looking.Offers(), []kit.Action{back, o.looking.Shut(o.back)})
}

// Spaces is while something is searched.
func (o *OwnErrors) Spaces() bool { return o.its != nil && o.looking.View.Words != "" }

// Caret finds no line to type in: the shell puts it on the selected line.
func (o *OwnErrors) Caret() (int, int, bool) { return 0, 0, false }

// Busy while the reports are judged.
func (o *OwnErrors) Busy() bool { return o.reading.Running() }

// Leave ends what is still judged.
func (o *OwnErrors) Leave() tea.Cmd {
	o.reading.Cancel()
	return nil
}
