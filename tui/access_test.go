package tui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
)

// windows are the usual one and the smallest one can work in.
var windows = []tea.WindowSizeMsg{{Width: defaultWidth, Height: defaultHeight}, {Width: 60, Height: 16}}

// The colleague sees what she types into, beside the longest answer.
func TestTheFieldsOfAccessAreInSightInEveryWindow(t *testing.T) {
	t.Parallel()
	for _, size := range windows {
		d := watched(t, &deskDouble{})
		d.open(NewAccess(d.sh)).give(size)
		d.see("Gerät verloren")
		d.press("carl", "enter", "geheim", "enter").caretBehind("the code", "123456")
		d.sh.Fail(&answer.Failure{Kind: answer.FailStoreLost, Detail: longFolder})
		d.see("Loginname der Person      carl").see("Passwort der Person       ••••••").see("OTP-Code der Person       123456")
	}
}

const longFolder = "/home/mustermann-beispiel/.local/share/meldeportal"

// What went wrong and what to do next is never cut, whatever folder or name is in it.
func TestEverySentenceOfAFailureIsWhollyReadable(t *testing.T) {
	t.Parallel()
	for kind := range failureTexts {
		f := &answer.Failure{Kind: kind, Host: "meldeportal.krebsregister.example:8443", Detail: longFolder, RetryAfter: time.Hour, Sperre: &model.Sperre{Grund: "Rückfrage"}}
		for _, size := range windows {
			d := newDesktop(t, &deskDouble{})
			d.open(NewAccess(d.sh)).give(size)
			d.sh.Fail(f)
			if !strings.Contains(unbroken(d.screen()), unbroken(Sentence(f))) {
				t.Errorf("%s in %d×%d: not all of %q can be read:\n%s", kind, size.Width, size.Height, Sentence(f), d.screen())
			}
		}
	}
}

// unbroken is a text without what separates its words and lines.
func unbroken(text string) string { return strings.Join(strings.Fields(text), "") }
