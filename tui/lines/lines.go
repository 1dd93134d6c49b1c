package lines

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"sync/atomic"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/handbuch"
	"example.org/meldeportal/tui/interview"
	"example.org/meldeportal/tui/terminal"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// The line mode is the program's twin for screen readers and terminals that only
// know lines: the same workplace, the same forms, the same writes, asked one
// question a line. House rules beside those of the conversation (ask.Talk):
//   - Every answer is saved before the next question. The end of the input or a
//     lost connection therefore loses nothing and ends the program.
//   - No terminal is needed. A password is not echoed where there is one.

// line is the program in line mode.
type line struct {
	*interview.Session
	ended  string         // what was said of a session that is over
	grants []answer.Grant // as they were told last
	asked  atomic.Int64   // when the last question came, in nanoseconds
}

// What leads away from any question to the login, and to the password that opens again.
var (
	errSignOut = errors.New("sign out")
	errLock    = errors.New("lock")
)

// newLine is the line mode before anybody has said a word.
func newLine(services *work.Services, in *ask.Input, out io.Writer) *line {
	z := &line{Session: &interview.Session{Services: services}}
	z.Talk = &ask.Talk{In: in, Out: out, House: z.houseCommands, Before: z.sayEnded, Whole: []string{"ende", "abmelden", "sperren", "loeschen", "verwerfen", "papier"}}
	return z
}

// Run shows the program line by line until it is left, its input ends or
// its terminal goes away. Everything answered has been saved by then.
func Run(services *work.Services, in *os.File, out io.Writer) error {
	input := ask.Listen(in)
	defer input.Close()
	z := newLine(services, input, out)
	err := z.run()
	if z.Desk != nil {
		err = errors.Join(err, z.Desk.Station.Close())
	}
	if errors.Is(err, terminal.ErrHungUp) {
		return terminal.ErrHungUp
	}
	return err
}

func (z *line) run() error {
	z.Say("Meldeportal im Zeilenmodus. Befehle beginnen mit einem Doppelpunkt; :hilfe nennt sie.")
	for {
		err := z.session()
		switch {
		case errors.Is(err, errSignOut), errors.Is(err, errLock):
			z.Say("%s", z.leftText(err))
			if z.Services.Renews && !z.In.Ahead() {
				return &admission.Renewal{Locked: z.Services.Locked}
			}
		case errors.Is(err, ask.ErrEnd), errors.Is(err, ask.ErrBack):
			z.sayEnd()
			return nil
		case err != nil:
			return err
		}
	}
}

// leftText says how the workplace was left.
func (z *line) leftText(why error) string {
	switch {
	case errors.Is(why, errOut):
		return admission.OutText
	case z.Services.Locked != nil:
		return "Gesperrt."
	}
	return "Abgemeldet."
}

func (z *line) sayEnd() {
	if z.Lost {
		z.Say("Programm beendet. Nicht alle Eingaben ließen sich sichern; was nicht gesichert war, ist verloren.")
		return
	}
	z.Say("Programm beendet. Alle Eingaben sind gesichert.")
}

// session is one person's work, from the first question to signing out.
func (z *line) session() error {
	during, end := context.WithCancel(context.Background())
	defer end()
	z.During = during
	if err := z.setUp(); err != nil {
		return err
	}
	if err := z.letIn(); err != nil {
		return err
	}
	go z.watchOut(during, z.Desk)
	z.ReadUsage()
	return z.left(z.worklist())
}

// letIn opens the workplace, one that is locked by its password.
func (z *line) letIn() error {
	if z.Services.Locked != nil {
		return z.unlock()
	}
	return z.signIn()
}

// left closes the workplace, or locks it.
func (z *line) left(why error) error {
	closing := z.Desk.Station.Close
	if errors.Is(why, errLock) {
		desk := z.Desk
		closing = func() error { return admission.Lock(z.Services, desk, "") }
	}
	z.Desk = nil
	return errors.Join(why, closing())
}

// houseCommands are there at every question.
func (z *line) houseCommands(own []ask.Command) []ask.Command {
	house := []ask.Command{
		{Name: "version", Help: "Liest vor, was in dieser und in früheren Versionen neu ist.", Do: said(func() { z.sayNews(z.Services.About.Changes) })},
		{Name: "hilfe", Help: "Nennt die Befehle; mit einem Namen erklärt er die Sache.", Arg: "[Thema]", Do: func(arg string) error { z.help(own, arg); return ask.ErrSaid }},
	}
	if z.Desk != nil {
		house = append(house, z.Commands(admission.EndedActs(z.Desk), interview.Doing{Shows: map[string]func(string) error{"neuanmelden": func(string) error { return z.signInAgain() }}})...)
		house = append(house, z.Commands(admission.LockActs(), interview.Doing{Shows: map[string]func(string) error{"sperren": func(string) error { return errLock }}})...)
		house = append(house, ask.Command{Name: "abmelden", Help: "Sichert alles und meldet ab.", Do: func(string) error { return errSignOut }})
	}
	return append(house, ask.Command{Name: "ende", Help: "Sichert alles und beendet das Programm.", Do: func(string) error { return ask.ErrEnd }})
}

// said makes a command's Do of what only reads something out.
func said(do func()) func(string) error {
	return func(string) error { do(); return ask.ErrSaid }
}

// sayNews reads out a list of changes.
func (z *line) sayNews(changes string) {
	for _, l := range strings.Split(changes, "\n") {
		z.SayLines(strings.TrimLeft(l, "#- "))
	}
}

// sayManual reads out the section of the manual that fits a word best.
func (z *line) sayManual(topic string) {
	lines, more := handbuch.Text().Read(topic, ask.Portion)
	if lines == nil {
		z.Say("Dazu steht nichts im Handbuch: %s", topic)
	}
	for _, l := range lines {
		z.SayLines(strings.TrimPrefix(l, "- "))
	}
	for _, title := range more {
		z.Say("Auch: %s.", title)
	}
}

// help names the commands that can be given now, or reads from the manual.
func (z *line) help(own []ask.Command, topic string) {
	if topic != "" {
		z.sayManual(topic)
		return
	}
	z.Help(own)
	z.Say("%s", wording.Sentences("Programm "+z.Services.About.Version+", oBDS "+z.Services.About.Schema, z.Services.About.Phones()))
}
