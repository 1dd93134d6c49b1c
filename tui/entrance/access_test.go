package entrance

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/wording"
)

// windows are the usual one and the smallest one can work in.
var windows = []tea.WindowSizeMsg{{Width: shell.DefaultWidth, Height: shell.DefaultHeight}, {Width: 60, Height: 16}}

// The colleague sees what she types into, beside the longest answer.
func TestTheFieldsOfAccessAreInSightInEveryWindow(t *testing.T) {
	t.Parallel()
	for _, size := range windows {
		d := watched(t, &stage.DeskDouble{})
		d.Open(NewAccess(d.Sh)).Give(size)
		d.See("Gerät verloren")
		d.Press("carl", "enter", "geheim", "enter").CaretBehind("the code", "123456")
		d.Sh.Fail(&answer.Failure{Kind: answer.FailStoreLost, Detail: longFolder})
		d.See("Loginname der Person      carl").See("Passwort der Person       ••••••").See("OTP-Code der Person       123456")
	}
}

const longFolder = "/home/mustermann-beispiel/.local/share/meldeportal"

// What went wrong and what to do next is never cut, whatever folder or name is in it.
func TestEverySentenceOfAFailureIsWhollyReadable(t *testing.T) {
	t.Parallel()
	for kind := range wording.FailureTexts {
		f := &answer.Failure{Kind: kind, Host: "meldeportal.krebsregister.example:8443", Detail: longFolder, RetryAfter: time.Hour, Sperre: &model.Sperre{Grund: "Rückfrage"}}
		for _, size := range windows {
			d := newDesktop(t, &stage.DeskDouble{})
			d.Open(NewAccess(d.Sh)).Give(size)
			d.Sh.Fail(f)
			if !strings.Contains(unbroken(d.Screen()), unbroken(wording.Sentence(f))) {
				t.Errorf("%s in %d×%d: not all of %q can be read:\n%s", kind, size.Width, size.Height, wording.Sentence(f), d.Screen())
			}
		}
	}
}

// unbroken is a text without what separates its words and lines.
func unbroken(text string) string { return strings.Join(strings.Fields(text), "") }
