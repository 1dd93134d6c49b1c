package entrance

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// enrolScreen shows the second factor (the portal's first login, step 4), and
// again from the second step as long as no code was accepted: as QR code and,
// for devices without a camera, as text. Both live in memory only.
type enrolScreen struct {
	*admission.SignIn
	sh        *shell.Shell
	enrolment *answer.Enrolment
	qr        []string
	inverted  bool
	textOnly  bool
}

func newEnrolScreen(sh *shell.Shell, in *admission.SignIn, e *answer.Enrolment) *enrolScreen {
	s := &enrolScreen{sh: sh, SignIn: in, enrolment: e}
	s.qr = qrLines(e.URI, false)
	s.textOnly = len(s.qr) == 0
	return s
}

func (s *enrolScreen) Bare() {}

func (s *enrolScreen) Start() tea.Cmd { return nil }

func (s *enrolScreen) Update(msg tea.Msg) tea.Cmd {
	return nil
}

func (s *enrolScreen) done() tea.Cmd {
	said, cmd := s.Confirmed(), tea.Batch(s.sh.Pop(), s.sh.Scanned())
	if l, ok := s.sh.Top().(*Login); ok {
		l.again(said)
	}
	return cmd
}

func (s *enrolScreen) Title() (string, string) { return "Zweiten Faktor einrichten", s.Login }

// advice stands beside the QR code, 38 cells wide.
func (s *enrolScreen) advice() []string {
	lines := []string{
		"1. App öffnen, Konto hinzufügen.",
		"2. QR-Code mit allen vorgesehenen",
		"   Geräten scannen. Auch Vertretungen",
		"   jetzt scannen lassen: Später gibt",
		"   es einen neuen Code nur über die",
		"   Vertrauensstelle.",
		"",
		"   Bitte nicht fotografieren: Wer das",
		"   Bild hat, hat den Geheimcode.",
		"",
		"   Ohne Kamera diesen Schlüssel von",
		"   Hand eingeben:",
	}
	for _, four := range wording.Groups(s.enrolment.Secret) {
		lines = append(lines, "   "+style.Focus.Render(forms.Clean(four)))
	}
	return append(lines, "",
		"3. Prüfen: Steht das Konto in der App?",
		"   Dann weiter mit Enter (fertig).")
}

// brief is the advice for a window too small for the QR code: the key first.
func (s *enrolScreen) brief() []string {
	lines := []string{"Für den QR-Code ist das Fenster zu klein (80 × 24 genügen).", "Ohne ihn diesen Schlüssel von Hand in die App eingeben:"}
	for _, four := range wording.Groups(s.enrolment.Secret) {
		lines = append(lines, "   "+style.Focus.Render(forms.Clean(four)))
	}
	return append(lines, "", "Auch Vertretungen jetzt eingeben lassen: Später gibt es",
		"einen neuen nur über die Vertrauensstelle.", "", "Steht das Konto in der App? Dann weiter mit Enter.")
}

// adviceCells is the room beside the QR code.
const adviceCells = 39

func (s *enrolScreen) Body(w, h int) string {
	advice := s.advice()
	switch fits := len(s.qr) <= h && len(s.qr) > 0 && ansi.StringWidth(s.qr[0])+adviceCells <= w; {
	case s.textOnly && len(advice) <= h:
		return " " + strings.Join(advice, "\n ")
	case s.textOnly, !fits:
		return " " + strings.Join(s.brief(), "\n ")
	}
	var b strings.Builder
	for i, row := range s.qr {
		b.WriteString(row)
		if i < len(advice) {
			b.WriteString(" " + advice[i])
		}
		b.WriteByte('\n')
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (s *enrolScreen) Hint() string { return "" }

func (s *enrolScreen) Actions() []kit.Action {
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "fertig", Help: "Der QR-Code ist gescannt; weiter zur Anmeldung.", Do: s.done},
		{Keys: []string{"i"}, Label: "invertieren", Help: "Vertauscht Schwarz und Weiß, falls die Kamera den Code nicht erkennt.",
			Do: func() tea.Cmd {
				s.inverted = !s.inverted
				s.qr = qrLines(s.enrolment.URI, s.inverted)
				return nil
			}},
		{Keys: []string{"g"}, Label: "ohne Grafik", Help: "Zeigt nur den Schlüssel als Text.",
			Do: func() tea.Cmd {
				s.textOnly = !s.textOnly
				return nil
			}},
		{Keys: []string{"f10", "esc"}, Label: "Abbrechen", Help: "Zurück; der QR-Code wird beim nächsten Mal wieder gezeigt.", Do: s.sh.Pop},
	}
}

func (s *enrolScreen) Caret() (int, int, bool) { return 0, 0, false }

func (s *enrolScreen) Busy() bool { return false }

// Leave forgets the secret.
func (s *enrolScreen) Leave() tea.Cmd {
	s.enrolment, s.qr = &answer.Enrolment{}, nil
	return nil
}
