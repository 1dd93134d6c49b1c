package entrance

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/einrichtung"
	"example.org/meldeportal/tui/account"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// angabe asks what an Angabe of the Einrichtung is to be, and judges it while it is typed.
type angabe struct {
	shell.QuietScreen
	sh   *shell.Shell
	its  account.Site
	is   einrichtung.Angabe
	form *forms.Dialog
	take func(account.Site)
}

// NewAngabe asks for one; what stands there is what was asked for last.
func NewAngabe(sh *shell.Shell, its account.Site, is einrichtung.Angabe, take func(account.Site)) *angabe {
	now, changed := its.Next[is.ID]
	if !changed {
		now = its.Is.Daten[is.ID]
	}
	hint := "Leer nimmt die Angabe heraus. Enter behält, was hier steht; beantragt wird danach."
	if is.Hilfe != "" {
		hint = is.Hilfe + ". Enter behält, was hier steht; beantragt wird danach."
	}
	return &angabe{sh: sh, its: its, is: is, take: take, form: kit.NewDialog(forms.Ask{Label: "neu", Hint: hint, Text: now})}
}

func (a *angabe) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		a.form.Key(k)
	}
	return nil
}

func (a *angabe) done() tea.Cmd {
	next, wrong := a.its.Enter(a.is, a.form.Value(0))
	if wrong != "" {
		a.sh.Say(wrong)
		return nil
	}
	a.take(next)
	return a.sh.Pop()
}

func (a *angabe) Title() (string, string) { return "Einrichtung: " + a.is.Name, "" }

func (a *angabe) Body(w, _ int) string {
	lines := append([]string{""}, a.form.Lines(w)...)
	lines = append(lines, "")
	lines = append(lines, kit.Paragraph("Bisher: "+wording.ValueText(a.its.Is.Daten[a.is.ID]), w)...)
	if _, wrong := a.its.Enter(a.is, a.form.Value(0)); wrong != "" {
		for _, l := range kit.Paragraph(wrong, w) {
			lines = append(lines, style.Warnung.Render(l))
		}
	}
	return strings.Join(lines, "\n")
}

func (a *angabe) Hint() string { return a.form.Hint() }

func (a *angabe) Actions() []kit.Action {
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j", "f2"}, Label: "Fertig", Help: "Behält den Wert für den Antrag.", Anew: true, Do: a.done},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück; die Angabe bleibt, wie sie war.", Do: a.sh.Pop},
	}
}

func (a *angabe) Caret() (x, y int, ok bool) {
	x, y = a.form.Caret()
	return x, y + 1, true
}
