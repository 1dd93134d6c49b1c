package report

import (
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// templateSave makes a template of what a report holds: a name, and for every
// filled field whether it is kept, asked for or left out.
type templateSave struct {
	shell.QuietScreen
	sh     *shell.Shell
	typ    model.Zweig
	parts  []forms.Part
	use    []work.FieldUse
	known  []work.Template
	name   textinput.Model
	list   kit.CursorList
	inList bool
	saving bool
}

var useSigns = [...]string{work.KeepValue: "[x] Wert", work.AskValue: "[?] fragen", work.LeaveOut: "[ ] weglassen"}

func NewTemplateSave(e *Editor) *templateSave {
	s := &templateSave{sh: e.Sh, typ: e.Report.Meldung.Typ, parts: e.Form.Parts(), name: forms.NewInput("")}
	s.use = work.FirstUses(s.parts)
	s.name.Focus()
	return s
}

// keptMsg says that a template is kept.
type keptMsg struct {
	to   *templateSave
	said string
	err  error
}

func (s *templateSave) Start() tea.Cmd { return askTemplates(s.sh.While(s), s.sh.Desk(), s) }

func (s *templateSave) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		s.key(msg)
	case templatesMsg:
		if msg.to == kit.Screen(s) && msg.err == nil {
			s.known = msg.all
		}
	case keptMsg:
		if msg.to == s {
			return s.kept(msg)
		}
	}
	return nil
}

func (s *templateSave) key(k tea.KeyMsg) {
	switch key := k.String(); {
	case !s.inList && (key == "down" || key == "tab"):
		s.focus(true)
	case !s.inList:
		forms.TypeInto(&s.name, k)
	case key == "shift+tab", key == "up" && s.list.At == 0:
		s.focus(false)
	case key == " " && len(s.parts) > 0:
		s.use[s.list.At] = (s.use[s.list.At] + 1) % work.FieldUse(len(useSigns))
	default:
		s.list.Key(k, len(s.parts))
	}
}

func (s *templateSave) focus(list bool) {
	s.inList = list
	if list {
		s.name.Blur()
	} else {
		s.name.Focus()
	}
}

// next goes from the name to the fields; there Enter saves.
func (s *templateSave) next() tea.Cmd {
	if !s.inList {
		s.focus(true)
		return nil
	}
	return s.save()
}

func (s *templateSave) template() work.Template {
	return work.MakeTemplate(work.NewTemplateKey(s.sh.Services().Now()), s.name.Value(), s.typ, s.parts, s.use)
}

// save keeps the template.
func (s *templateSave) save() tea.Cmd {
	act := work.Keeping(s.sh.Desk(), s.known, s.template())
	if act.Off != "" {
		s.focus(false)
	}
	return s.sh.Perform(act, shell.Doing{Run: s.keep})
}

func (s *templateSave) keep(a work.Act, given work.Given) tea.Cmd {
	s.saving = true
	ctx := s.sh.During
	return func() tea.Msg {
		done, err := a.Do(ctx, given)
		return keptMsg{s, done.Said, err}
	}
}

func (s *templateSave) kept(msg keptMsg) tea.Cmd {
	s.saving = false
	switch {
	case msg.err != nil:
		s.sh.Fail(msg.err)
	case s.sh.Top() == kit.Screen(s):
		back := s.sh.Pop()
		s.sh.Say(shell.Told(msg.said))
		return back
	}
	return nil
}

func (s *templateSave) Title() (string, string) {
	return "Vorlage speichern · " + wording.TypTitle(s.typ), wording.Plural(len(s.parts), "Feld", "Felder")
}

func (s *templateSave) Body(w, h int) string {
	s.name.Width = w - 12
	sign := " "
	if !s.inList {
		sign = style.FocusSign
	}
	s.list.Fit(h-2, len(s.parts))
	lines := []string{" " + sign + " Name: " + s.name.View(), ""}
	from, to := s.list.Window(len(s.parts))
	for i := from; i < to; i++ {
		p := s.parts[i]
		lines = append(lines, kit.Cut(kit.Marked(s.inList && i == s.list.At, kit.Pad(useSigns[s.use[i]], 14)+kit.Pad(p.Label, 30)+" "+p.Value, ""), w-1))
	}
	if len(s.parts) == 0 {
		lines = append(lines, "   Die Meldung enthält noch nichts, was eine Vorlage behalten könnte.")
	}
	return strings.Join(lines, "\n")
}

func (s *templateSave) Hint() string {
	if !s.inList {
		return "Person, Nummern und Daten bleiben außen vor. Enter geht zu den Feldern."
	}
	return "Leertaste wechselt: Wert übernehmen, beim Anwenden fragen, weglassen. Enter speichert."
}

func (s *templateSave) Actions() []kit.Action {
	nothing := ""
	if len(s.parts) == 0 {
		nothing = "Die Meldung enthält noch nichts, was eine Vorlage behalten könnte."
	}
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Weiter", Help: "Geht zu den Feldern; dort speichert Enter.", Off: nothing, Do: s.next},
		{Keys: []string{"f2", "f12"}, Label: "Speichern", Help: "Speichert die Vorlage.", Off: nothing, Do: s.save},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück, ohne zu speichern.", Do: s.sh.Pop},
	}
}

func (s *templateSave) Caret() (int, int, bool) { return 9 + forms.CaretIn(&s.name), 0, !s.inList }

// Busy while the template is written.
func (s *templateSave) Busy() bool { return s.saving }
