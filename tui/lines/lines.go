package lines

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/tui/handbuch"
	"example.org/meldeportal/tui/terminal"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// The line mode is the program's twin for screen readers and terminals that only
// know lines: the same workplace, the same forms, the same writes, asked one
// question a line. House rules:
//   - Plain lines only: no escape sequence, no cursor, no redraw, no boxes, no
//     sign that is read out as noise. Everything printed passes say.
//   - A command begins with ":", everything else is an answer; "::" is a ":".
//   - Enter alone keeps what is there and goes on.
//   - Every answer is saved before the next question. The end of the input or a
//     lost connection therefore loses nothing and ends the program.
//   - No terminal is needed. A password is not echoed where there is one.

// line is the program in line mode.
type line struct {
	services *work.Services
	in       *lineInput
	out      io.Writer
	during   context.Context // a session: ends when the person signs out or goes
	desk     *work.Desk
	usage    *work.Usage // of the signed-in person, nil = nobody counts
	lost     bool        // something was left that could not be saved
}

// What leads away from a question.
var (
	errBack    = errors.New("back")     // to what was there before
	errEnd     = errors.New("end")      // of the program
	errSignOut = errors.New("sign out") // to the login
	errAgain   = errors.New("again")    // ask anew: a command has done something
)

// errInputEnd is errEnd where nobody answers any more.
var errInputEnd = fmt.Errorf("input ended: %w", errEnd)

// errSaid is errAgain where the command has only said something: what was read
// out before the question is still so.
var errSaid = fmt.Errorf("said: %w", errAgain)

// Run shows the program line by line until it is left, its input ends or
// its terminal goes away. Everything answered has been saved by then.
func Run(services *work.Services, in *os.File, out io.Writer) error {
	input := newLineInput(in)
	defer input.close()
	z := &line{services: services, in: input, out: out}
	err := z.run()
	if z.desk != nil {
		err = errors.Join(err, z.desk.Station.Close())
	}
	if errors.Is(err, terminal.ErrHungUp) {
		return terminal.ErrHungUp
	}
	return err
}

func (z *line) run() error {
	z.say("Meldeportal im Zeilenmodus. Befehle beginnen mit einem Doppelpunkt; :hilfe nennt sie.")
	for {
		err := z.session()
		switch {
		case errors.Is(err, errSignOut):
			z.say("Abgemeldet.")
		case errors.Is(err, errEnd), errors.Is(err, errBack):
			z.sayEnd()
			return nil
		case err != nil:
			return err
		}
	}
}

func (z *line) sayEnd() {
	if z.lost {
		z.say("Programm beendet. Nicht alle Eingaben ließen sich sichern; was nicht gesichert war, ist verloren.")
		return
	}
	z.say("Programm beendet. Alle Eingaben sind gesichert.")
}

// session is one person's work, from the first question to signing out.
func (z *line) session() error {
	during, end := context.WithCancel(context.Background())
	defer end()
	z.during = during
	if err := z.setUp(); err != nil {
		return err
	}
	if err := z.signIn(); err != nil {
		return err
	}
	z.readUsage()
	err := z.worklist()
	closed := z.desk.Station.Close()
	z.desk = nil
	return errors.Join(err, closed)
}

// spoken are the signs of the drawn program as a reader hears them best.
var spoken = strings.NewReplacer(
	" · ", ", ", "·", ",", "…", "...", "▸", "", " – ", ", ", "→", "wird zu", "←", "Pfeil links", "↓", "Pfeil ab", "↑", "Pfeil auf")

// say prints one line of words.
func (z *line) say(format string, args ...any) {
	text := format
	if len(args) > 0 {
		text = fmt.Sprintf(format, args...)
	}
	fmt.Fprintln(z.out, spoken.Replace(forms.Clean(text)))
}

// fail says what went wrong and what to do.
func (z *line) fail(err error) {
	z.say("%s", wording.Sentence(err))
	for _, l := range wording.Details(err) {
		z.say("%s", strings.TrimSpace(l))
	}
}

// command is something to do instead of answering: dispatch and help come from
// the same value.
type command struct {
	name, arg, help string
	off             string // why it cannot be done now, "" = it can
	do              func(arg string) error
}

// ask prints a question and reads its answer. A command is carried out, after
// which it returns errAgain or what the command says.
func (z *line) ask(question string, own []command) (string, error) {
	z.say("%s", question)
	text, err := z.understood(z.in.line())
	switch {
	case err != nil:
		return "", err
	case strings.HasPrefix(text, "::"):
		return text[1:], nil
	case strings.HasPrefix(text, ":"):
		return "", z.obey(text[1:], own)
	}
	return text, nil
}

// askSecret is ask for what nobody may look at, also when it is answered the
// moment the question is seen. Every secret there can be is an answer: none is
// taken for a command, and none is said again.
func (z *line) askSecret(question string) (string, error) {
	show := terminal.Hush(z.in.file)
	z.say("%s", question)
	defer show() // also when the wait is cut short
	return z.understood(z.in.secret())
}

// askCode is ask for a one-time code. It is shown while it is typed; only the very
// name of a command does something else, and nothing is said again.
func (z *line) askCode(question string, own []command) (string, error) {
	z.say("%s", question)
	text, err := z.understood(z.in.line())
	name, isCommand := strings.CutPrefix(strings.TrimSpace(text), ":")
	if err != nil || !isCommand {
		return text, err
	}
	for _, c := range append(own[:len(own):len(own)], z.houseCommands(own)...) {
		if c.name == name {
			return "", z.obey(name, own)
		}
	}
	z.say("Das ist kein Code; er hat 6 Ziffern.")
	return "", errSaid
}

// understood says why a line that was read is no answer.
func (z *line) understood(text string, err error) (string, error) {
	var odd *oddInput
	if !errors.As(err, &odd) {
		return text, err
	}
	z.say("%s", odd.why)
	return "", errSaid
}

// answer asks until the question is answered or left: a command that has done
// or said something leads back to it.
func (z *line) answer(question string, own []command) (string, error) {
	return untilAnswered(func() (string, error) { return z.ask(question, own) })
}

// answerSecret is answer for what nobody may look at.
func (z *line) answerSecret(question string) (string, error) {
	return untilAnswered(func() (string, error) { return z.askSecret(question) })
}

// answerCode is answer for a one-time code.
func (z *line) answerCode(question string, own []command) (string, error) {
	return untilAnswered(func() (string, error) { return z.askCode(question, own) })
}

func untilAnswered(ask func() (string, error)) (string, error) {
	for {
		if text, err := ask(); !errors.Is(err, errAgain) {
			return text, err
		}
	}
}

// obey carries out a command; the beginning of its name is enough where only one
// begins so and it is none that has to be meant.
func (z *line) obey(text string, own []command) error {
	name, arg, _ := strings.Cut(strings.TrimSpace(text), " ")
	c, why := findCommand(append(own[:len(own):len(own)], z.houseCommands(own)...), name)
	if why == "" {
		why = c.off
	}
	if why != "" {
		z.say("%s", why)
		return errSaid
	}
	if err := c.do(strings.TrimSpace(arg)); err != nil {
		return err
	}
	return errAgain
}

// findCommand finds a command by its name or its beginning; why says what keeps it
// from being found.
func findCommand(all []command, name string) (c command, why string) {
	want := strings.TrimSpace(catalog.Fold(name))
	var found []command
	var names []string
	for _, c := range all {
		if c.name == want {
			return c, ""
		}
		if want != "" && strings.HasPrefix(c.name, want) {
			found, names = append(found, c), append(names, ":"+c.name)
		}
	}
	switch {
	case len(found) == 0:
		return c, "Den Befehl :" + name + " gibt es hier nicht. :hilfe nennt die Befehle."
	case len(found) > 1:
		return c, "Mehrere Befehle beginnen so: " + strings.Join(names, ", ") + ". Nichts wurde getan."
	case slices.Contains(wholeWords, found[0].name):
		return c, "Der Befehl " + names[0] + " gilt nur ausgeschrieben. Nichts wurde getan."
	}
	return found[0], ""
}

// wholeWords are the commands that end, send away or take away: they have to be
// meant.
var wholeWords = []string{"ende", "abmelden", "loeschen", "verwerfen", "papier"}

// houseCommands are there at every question.
func (z *line) houseCommands(own []command) []command {
	house := []command{
		{name: "version", help: "Liest vor, was in dieser und in früheren Versionen neu ist.", do: func(string) error { z.sayNews(z.services.About.Changes); return errSaid }},
		{name: "hilfe", help: "Nennt die Befehle; mit einem Namen erklärt er die Sache.", arg: "[Thema]", do: func(arg string) error { z.help(own, arg); return errSaid }},
	}
	if z.desk != nil {
		house = append(house,
			command{name: "abmelden", help: "Sichert alles und meldet ab.", do: func(string) error { return errSignOut }})
	}
	return append(house, command{name: "ende", help: "Sichert alles und beendet das Programm.", do: func(string) error { return errEnd }})
}

// sayNews reads out a list of changes.
func (z *line) sayNews(changes string) {
	for _, l := range strings.Split(changes, "\n") {
		if l = strings.TrimLeft(l, "#- "); l != "" {
			z.say("%s", l)
		}
	}
}

// sayManual reads out the section of the manual that fits a word best.
func (z *line) sayManual(topic string) {
	found := handbuch.Text().Find(topic)
	if len(found) == 0 {
		z.say("Dazu steht nichts im Handbuch: %s", topic)
		return
	}
	s := &handbuch.Text()[found[0]]
	z.say("%s.", s.Title)
	for _, l := range s.Lines {
		if l = strings.TrimPrefix(l, "- "); l != "" {
			z.say("%s", l)
		}
	}
	for _, more := range found[1:min(len(found), portion)] {
		z.say("Auch: %s.", handbuch.Text()[more].Title)
	}
}

// help names the commands that can be given now, or reads from the manual.
func (z *line) help(own []command, topic string) {
	if topic != "" {
		z.sayManual(topic)
		return
	}
	z.say("Enter allein behält, was da ist, und geht weiter. Der Anfang eines Befehls genügt, wenn nur einer so beginnt; :ende, :abmelden, :loeschen, :verwerfen und :papier gelten nur ausgeschrieben.")
	for _, c := range append(own[:len(own):len(own)], z.houseCommands(own)...) {
		text := c.help
		if c.off != "" {
			text = "Jetzt nicht: " + c.off
		}
		z.say("%s. %s", strings.TrimSpace(":"+c.name+" "+c.arg), text)
	}
	z.say("%s", sentences("Programm "+z.services.About.Version+", oBDS "+z.services.About.Schema, z.services.About.Phones()))
}

// back is the command that leaves a question for what was there before.
func back(help string) command {
	return command{name: "zurueck", help: help, do: func(string) error { return errBack }}
}
