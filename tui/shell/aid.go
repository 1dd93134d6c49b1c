package shell

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
)

// aidMsg is what the demo shows while nobody is signed in.
type aidMsg struct {
	login, password, code string
	left                  time.Duration
}

// askAid asks the demo for its access data, now and every second until somebody
// is signed in. Outside the demo there is no Aid and nothing is asked.
func (sh *Shell) askAid(wait time.Duration) tea.Cmd {
	aid, now := sh.services.Aid, sh.services.Now
	if aid == nil {
		return nil
	}
	return tea.Tick(wait, func(time.Time) tea.Msg {
		login, password, code, left := aid.Access(now())
		return aidMsg{login, password, code, left}
	})
}

// signsIn is a screen at which somebody signs in who has a workplace already.
type signsIn interface{ SignsIn() }

// AskAid asks the demo for the access data of who sits here while such a screen is in front.
func (sh *Shell) AskAid() tea.Cmd {
	if sh.services.Aid != nil && sh.desk != nil {
		sh.services.Aid.For(sh.desk.Station.Who().Login)
	}
	return sh.askAid(0)
}

// Scanned tells the demo that the QR code was confirmed.
func (sh *Shell) Scanned() tea.Cmd {
	aid := sh.services.Aid
	if aid == nil {
		return nil
	}
	return func() tea.Msg { return scannedMsg{aid.Scanned()} }
}

// scannedMsg says whether the demo has noted it.
type scannedMsg struct{ err error }

func (sh *Shell) takeAid(msg aidMsg) tea.Cmd {
	sh.aid = msg
	if _, again := sh.Top().(signsIn); sh.desk != nil && !again {
		return nil
	}
	return sh.askAid(time.Second)
}

// BeforeSignIn draws a sign-in screen: what is asked, what went wrong, advice, and
// in the demo its access data. A window without room for all of it leaves out the
// advice, which the help gives too.
func (sh *Shell) BeforeSignIn(asked, wrong []string, advice string, w, h int) string {
	top, aid := slices.Concat(asked, kit.Wrapped(wrong, w-1), []string{""}), sh.aidLines()
	more := append(kit.Wrapped([]string{" " + advice}, min(w, kit.ManualWidth)-1), "")
	if len(top)+len(more)+len(aid) > h {
		more = nil
	}
	return strings.Join(slices.Concat(top, more, aid), "\n")
}

// aidLines are the invented access data as the sign-in screens show them.
func (sh *Shell) aidLines() []string {
	if sh.aid.login == "" {
		return nil
	}
	running := "noch keiner: zuerst den QR-Code scannen"
	if sh.aid.code != "" {
		running = fmt.Sprintf("%s (noch %d s)", sh.aid.code, int(sh.aid.left/time.Second))
	}
	return []string{
		" " + style.Title.Render("VORFÜHRUNG") + " mit erfundenen Daten. Zugang:",
		"   Loginname " + style.Focus.Render(sh.aid.login) + "   Passwort " + style.Focus.Render(sh.aid.password),
		"   OTP-Code  " + style.Focus.Render(running),
	}
}
