package arrival

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/parcel"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// choosing asks which package is to be sent, and judges it.
type choosing struct {
	shell.QuietScreen
	sh      *shell.Shell
	form    *forms.Dialog
	judging shell.ListReading
	far     intake.Progress
}

// NewChoosing asks for a package.
func NewChoosing(sh *shell.Shell) *choosing {
	return &choosing{sh: sh, form: kit.NewDialog(forms.Ask{Label: "Datei oder Ordner", Hint: "oBDS-Datei, auch .gz oder .zip, oder ein Ordner mit solchen; ganzer Pfad oder vom Heimatverzeichnis aus."})}
}

// judgedMsg brings the package, judgingMsg how far it is judged; n is the judging's number.
type (
	judgedMsg struct {
		to  *choosing
		n   int
		its parcel.Upload
		err error
	}
	judgingMsg struct {
		to  *choosing
		n   int
		far intake.Progress
	}
)

func (c *choosing) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		c.form.Key(msg)
	case judgingMsg:
		if msg.to == c && c.judging.Mine(msg.n) {
			c.far = msg.far
		}
	case judgedMsg:
		if msg.to == c && c.judging.Mine(msg.n) {
			return c.judged(msg)
		}
	}
	return nil
}

func (c *choosing) judged(msg judgedMsg) tea.Cmd {
	c.judging.End()
	if msg.err != nil {
		c.sh.Fail(msg.err)
		return nil
	}
	if c.sh.Top() != kit.Screen(c) {
		return nil
	}
	return c.sh.Replace(newUpload(c.sh, msg.its))
}

func (c *choosing) judge() tea.Cmd {
	path := strings.TrimSpace(c.form.Value(0))
	switch {
	case c.judging.Running():
		return nil
	case path == "":
		c.sh.Say("Bitte eine Datei oder einen Ordner angeben; Esc geht zurück.")
		return nil
	}
	c.far = intake.Progress{Step: intake.Judging}
	desk, send := c.sh.Desk(), c.sh.Send
	return c.judging.Begin(c.sh, func(ctx context.Context, n int) tea.Msg {
		its, err := parcel.ReadUpload(ctx, desk, path, func(far intake.Progress) { send(judgingMsg{c, n, far}) })
		return judgedMsg{c, n, its, err}
	})
}

// back stops the judging; else it leaves.
func (c *choosing) back() tea.Cmd {
	if !c.judging.Running() {
		return c.sh.Pop()
	}
	c.judging.Cancel()
	c.sh.Say("Abgebrochen: Es ist nichts gesendet.")
	return nil
}

func (c *choosing) Title() (string, string) {
	if c.judging.Running() {
		return "Upload", wording.IntakeProgress(c.far)
	}
	return "Upload", ""
}

func (c *choosing) Body(w, _ int) string {
	lines := append([]string{"", " Welches Paket soll an das Register?", ""}, c.form.Lines(w)...)
	lines = append(lines, "")
	lines = append(lines, kit.Paragraph("Zuerst wird geprüft und gezeigt, was gültig ist. Gesendet wird erst, was Sie danach bestätigen.", w)...)
	return strings.Join(lines, "\n")
}

func (c *choosing) Hint() string {
	if c.judging.Running() {
		return "Esc bricht ab; gesendet ist noch nichts."
	}
	return c.form.Hint()
}

func (c *choosing) Actions() []kit.Action {
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j", "f12"}, Label: "Prüfen", Help: "Prüft das Paket und zeigt, was gültig ist.", Anew: true, Do: c.judge},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Bricht das Prüfen ab, sonst zurück; gesendet ist nichts.", Do: c.back},
	}
}

// Leave ends what is still judged.
func (c *choosing) Leave() tea.Cmd {
	c.judging.Cancel()
	return nil
}

// Busy while the package is judged.
func (c *choosing) Busy() bool { return c.judging.Running() }

func (c *choosing) Caret() (x, y int, ok bool) {
	x, y = c.form.Caret()
	return x, y + askingTop, true
}

// Upload shows what stands against a package, and sends what is valid; then what became of
// each report.
type Upload struct {
	shell.QuietScreen
	sh     *shell.Shell
	its    parcel.Upload
	list   kit.CursorList
	far    intake.Progress
	stop   context.CancelFunc // of sending, nil = nothing is being sent
	ending bool               // it was stopped, and the answer is still to come
}

func newUpload(sh *shell.Shell, its parcel.Upload) *Upload {
	u := &Upload{sh: sh, its: its}
	send := sh.Send
	u.its.Told = func(far intake.Progress) { send(sendingMsg{u, far}) }
	return u
}

// sendingMsg says how far it is, sentMsg what came of it.
type (
	sendingMsg struct {
		to  *Upload
		far intake.Progress
	}
	sentMsg struct {
		to   *Upload
		done work.Done
		err  error
	}
)

// Update takes keys and answers.
func (u *Upload) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		u.list.Key(msg, u.its.Rows())
	case sendingMsg:
		if msg.to == u {
			u.far = msg.far
		}
	case sentMsg:
		if msg.to == u {
			u.sent(msg)
		}
	}
	return nil
}

func (u *Upload) sent(msg sentMsg) {
	u.stop()
	u.stop, u.ending = nil, false
	if msg.done.Uploaded != nil && msg.done.Uploaded.Protocol != "" {
		u.its, u.list.At = u.its.Over(msg.done.Uploaded), 0
		u.sh.Say(msg.done.Said)
	}
	if msg.err != nil {
		u.sh.Fail(msg.err)
	}
}

func (u *Upload) run(a work.Act, g work.Given) tea.Cmd {
	ctx, stop := context.WithCancel(u.sh.While(u))
	u.stop, u.far = stop, intake.Progress{Step: intake.Completing}
	return func() tea.Msg {
		done, err := a.Do(ctx, g)
		return sentMsg{u, done, err}
	}
}

// back stops sending and waits for what came of it; again, or with nothing being sent, it
// leaves.
func (u *Upload) back() tea.Cmd {
	switch {
	case u.stop == nil:
		return u.sh.Pop()
	case u.ending:
		return u.sh.Pop()
	}
	u.ending = true
	u.stop()
	u.sh.Say("Das Senden wird abgebrochen …")
	return nil
}

// Title counts.
func (u *Upload) Title() (string, string) {
	where := u.list.Where(u.its.Rows())
	switch {
	case u.stop != nil:
		return "Upload", progress(u.far)
	case u.its.Sent != nil:
		return "Upload: gesendet", where + wording.Plural(u.its.Rows(), "Meldung", "Meldungen")
	}
	return "Upload: geprüft", where + fmt.Sprintf("%d zu senden, %d fehlerhaft", u.its.Judged.Valid(), u.its.Judged.Bad())
}

// Body says what was found, the lines in sight, and the selected one whole.
func (u *Upload) Body(w, h int) string {
	lines := kit.Paragraph(u.its.Said(), w)
	if u.stop != nil {
		lines = append(lines, "", " "+bar(u.far, min(w-2, barCells)))
	}
	lines = append(lines, "")
	u.list.Fit(h-len(lines)-wholeLines, u.its.Rows())
	from, to := u.list.Window(u.its.Rows())
	for i := from; i < to; i++ {
		lines = append(lines, kit.Cut(kit.Marked(i == u.list.At, u.its.Words(i), ""), w-1))
	}
	if u.its.Rows() > 0 {
		whole := kit.Paragraph(u.its.Words(u.list.At), w)
		lines = append(append(lines, ""), whole[:min(len(whole), wholeLines-1)]...)
	}
	return strings.Join(lines, "\n")
}

// wholeLines are kept below the list for the whole text of the selected line, barCells is how
// long the bar of the progress is.
const wholeLines, barCells = 5, 50

// bar is how far it is, drawn: a sign a part of the way.
func bar(far intake.Progress, cells int) string {
	if far.Of == 0 {
		return "[" + strings.Repeat(".", cells-2) + "]"
	}
	n := (cells - 2) * min(far.Reports, far.Of) / far.Of
	return "[" + strings.Repeat("#", n) + strings.Repeat(".", cells-2-n) + "]"
}

// Hint says what comes next.
func (u *Upload) Hint() string {
	switch {
	case u.stop != nil:
		return "Esc bricht ab; was schon gesendet ist, bleibt es."
	case u.its.Sent != nil:
		return "Jede gesendete Meldung steht auch in der Übertragung und in ihrer Akte."
	}
	if off := u.its.Acts()[0].Off; off != "" {
		return off
	}
	return shell.Told("{absenden} sendet die gültigen Meldungen.")
}

// Actions are what can be done with the package.
func (u *Upload) Actions() []kit.Action {
	return append(u.sh.Keyed(u.its.Acts(), shell.Doing{Run: u.run}),
		kit.Action{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Bricht das Senden ab, sonst zurück.", Do: u.back})
}

// Caret finds nothing to type here: the shell puts it on the selected line.
func (u *Upload) Caret() (int, int, bool) { return 0, 0, false }

// Busy while the package is sent.
func (u *Upload) Busy() bool { return u.stop != nil }
