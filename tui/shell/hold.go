package shell

import (
	"fmt"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/work"
)

// hold asks why a report is held back and until when (F-34).
type hold struct {
	QuietScreen
	sh   *Shell
	form *forms.Dialog
	keep func(*model.Sperre) tea.Cmd
}

const reasonLine, untilLine = 0, 1

func NewHold(sh *Shell, was *model.Sperre, keep func(*model.Sperre) tea.Cmd) *hold {
	reason := forms.Ask{Label: "Grund", Hint: "Eine Ziffer nimmt einen der üblichen Gründe, sonst den Grund eintippen."}
	until := forms.Ask{Label: "Bis", Hint: "Tag, an dem die Sperre von selbst endet: 0112, +14 (in 14 Tagen). Leer = bis jemand sie aufhebt."}
	if was != nil {
		reason.Text, until.Text = was.Grund, was.Bis.German()
	}
	return &hold{sh: sh, keep: keep, form: kit.NewDialog(reason, until)}
}

func (h *hold) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	if !ok || h.reason(k) {
		return nil
	}
	if h.form.Key(k) {
		return h.done()
	}
	return nil
}

// reason takes a usual reason by its digit.
func (h *hold) reason(k tea.KeyMsg) bool {
	if h.form.At() != reasonLine || h.form.Value(reasonLine) != "" {
		return false
	}
	n, err := strconv.Atoi(k.String())
	if err != nil || n < 1 || n > len(work.HoldReasons) {
		return false
	}
	h.form.Set(reasonLine, work.HoldReasons[n-1])
	h.form.Move(untilLine)
	return true
}

func (h *hold) done() tea.Cmd {
	reason := strings.TrimSpace(h.form.Value(reasonLine))
	if reason == "" {
		h.form.Move(reasonLine)
		h.sh.Say("Bitte einen Grund angeben: eine Ziffer oder eigene Worte. Esc hält nicht zurück.")
		return nil
	}
	until, wrong := h.until()
	if wrong != "" {
		h.form.Move(untilLine)
		h.sh.Say(wrong)
		return nil
	}
	back := h.sh.Pop()
	return tea.Batch(back, h.keep(&model.Sperre{Grund: reason, Bis: until}))
}

// until is the day typed, or what is wrong with it.
func (h *hold) until() (model.Datum, string) {
	return work.HoldUntil(h.form.Value(untilLine), h.sh.Services().Now())
}

func (h *hold) Title() (string, string) { return "Meldung zurückhalten", "" }

func (h *hold) Body(w, _ int) string {
	lines := []string{""}
	for i, r := range work.HoldReasons {
		lines = append(lines, "    "+style.Focus.Render(fmt.Sprint(i+1))+"  "+r)
	}
	lines = append(append(lines, ""), h.form.Lines(w)...)
	if d, wrong := h.until(); d != "" && wrong == "" {
		lines = append(lines, "", "    Gesendet wird frühestens am "+d.German()+".")
	}
	return strings.Join(lines, "\n")
}

func (h *hold) Hint() string { return h.form.Hint() }

func (h *hold) Actions() []kit.Action {
	return []kit.Action{
		{Keys: []string{"f2"}, Label: "Zurückhalten", Help: "Hält die Meldung zurück; Enter auf der letzten Zeile tut es auch.", Do: h.done},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück, ohne etwas zu ändern.", Do: h.sh.Pop},
	}
}

func (h *hold) Caret() (x, y int, ok bool) {
	x, y = h.form.Caret()
	return x, y + len(work.HoldReasons) + 2, true
}
