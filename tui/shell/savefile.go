package shell

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// saveFile asks for the name of a file and writes a document there.
type saveFile struct {
	QuietScreen
	sh      *Shell
	name    *forms.Dialog
	Head    string
	content []byte
	Made    func(ctx context.Context, path string) ([]byte, error) // makes the content, nil = it is there
	Objects bool                                                   // the person has objected
	To      func(ctx context.Context, path string) (string, error) // writes what is about no patient, and returns the whole path; nil = it is about one
	writing bool
}

func NewSaveFile(sh *Shell, proposal string, content []byte) *saveFile {
	return &saveFile{sh: sh, Head: "XML speichern", content: content,
		name: kit.NewDialog(forms.Ask{Label: "Dateiname", Hint: "Name oder ganzer Pfad. Enter speichert.", Text: proposal})}
}

// fileMsg says where the file lies now.
type fileMsg struct {
	to   *saveFile
	path string
	err  error
}

func (s *saveFile) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		s.name.Key(msg)
	case fileMsg:
		if msg.to == s {
			return s.written(msg)
		}
	}
	return nil
}

func (s *saveFile) save() tea.Cmd {
	path := strings.TrimSpace(s.name.Value(0))
	if path == "" {
		s.sh.Say("Bitte einen Dateinamen angeben; Esc bricht ab.")
		return nil
	}
	given := work.Given{Text: path}
	if s.To != nil {
		return s.putInto(path)
	}
	if !s.sh.Desk().Files.Fresh() {
		return s.sh.Push(NewFresh(s.sh, FreshWords{s.Head, work.FileAsked, "Speichern", "Fragt das Portal und schreibt die Datei.", "Zurück, ohne zu speichern."}, func(g work.Given) tea.Cmd {
			given.Password, given.Code = g.Password, g.Code
			return s.write(given)
		}))
	}
	return s.write(given)
}

// write writes it with what was told before.
func (s *saveFile) write(given work.Given) tea.Cmd {
	s.writing = true
	desk, content, made := s.sh.Desk(), s.content, s.Made
	ctx, while := s.sh.During, s.sh.While(s)
	return func() tea.Msg {
		if made != nil {
			var err error
			if content, err = made(while, given.Text); err != nil {
				return fileMsg{s, "", err}
			}
		}
		whole, err := work.ToDisk(ctx, desk, given, content)
		return fileMsg{s, whole, err}
	}
}

func (s *saveFile) putInto(path string) tea.Cmd {
	s.writing = true
	ctx := s.sh.During
	return func() tea.Msg {
		whole, err := s.To(ctx, path)
		return fileMsg{s, whole, err}
	}
}

// written goes back and says the whole path, on a page of its own where the
// message line is too short for it.
func (s *saveFile) written(msg fileMsg) tea.Cmd {
	s.writing = false
	if msg.err != nil {
		s.sh.Fail(msg.err)
		return nil
	}
	if s.sh.Top() != kit.Screen(s) {
		return nil
	}
	said := "Gespeichert: " + forms.Clean(msg.path)
	if w, _ := s.sh.Size(); ansi.StringWidth(said) > w-2 {
		return s.sh.Replace(&Pager{Sh: s.sh, Head: s.Head, Lines: []string{"", " " + said}})
	}
	back := s.sh.Pop()
	s.sh.Say(said)
	return back
}

func (s *saveFile) Title() (string, string) { return s.Head, "" }

func (s *saveFile) Body(w, _ int) string {
	lines := append([]string{""}, s.name.Lines(w)...)
	told := []string{"", " Die Datei enthält Patientendaten im Klartext. Sie ist nur für Sie lesbar; löschen Sie sie, sobald sie nicht mehr gebraucht wird."}
	if s.To != nil {
		told = []string{"", " Die Datei ist nur für Sie lesbar."}
	}
	if s.Objects {
		told = append(told, "", " "+style.Warnung.Render(people.ObjectionWord+":")+" "+wording.ObjectionFile)
	}
	told = append(told, "", " Ohne Angabe eines Ordners liegt sie in Ihrem Heimatverzeichnis.")
	return strings.Join(append(lines, kit.Wrapped(told, min(w, kit.ManualWidth)-1)...), "\n")
}

func (s *saveFile) Hint() string { return s.name.Hint() }

func (s *saveFile) Actions() []kit.Action {
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j", "f2"}, Label: "Speichern", Help: "Schreibt die Datei.", Anew: true, Do: s.save},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück, ohne zu speichern.", Do: s.sh.Pop},
	}
}

func (s *saveFile) Caret() (x, y int, ok bool) {
	x, y = s.name.Caret()
	return x, y + 1, true
}

// Busy while the file is written.
func (s *saveFile) Busy() bool { return s.writing }
