package ask

import (
	"slices"
	"strings"

	"example.org/meldeportal/model/catalog"
)

// Command is something to do instead of answering: dispatch and help come from
// the same value.
type Command struct {
	Name, Arg, Help string
	Off             string // why it cannot be done now, "" = it can
	Do              func(arg string) error
}

// Back is the command that leaves a question for what was there before.
func Back(help string) Command {
	return Command{Name: "zurueck", Help: help, Do: func(string) error { return ErrBack }}
}

// Doing makes a command's Do of a deed that wants no more words and ends at the
// present question.
func Doing(do func() error) func(string) error {
	return func(string) error { return Stay(do()) }
}

// all are the commands of a question and those of the house.
func (t *Talk) all(own []Command) []Command {
	if t.House == nil {
		return own
	}
	return slices.Concat(own, t.House(own))
}

// obey carries out a command; the beginning of its name is enough where only one
// begins so and it is none that has to be meant.
func (t *Talk) obey(text string, own []Command) error {
	name, arg, _ := strings.Cut(strings.TrimSpace(text), " ")
	c, why := t.find(own, name)
	if why == "" {
		why = c.Off
	}
	if why != "" {
		t.Say("%s", why)
		return ErrSaid
	}
	if err := c.Do(strings.TrimSpace(arg)); err != nil {
		return err
	}
	return ErrAgain
}

// find finds a command by its name or its beginning; why says what keeps it from
// being found.
func (t *Talk) find(own []Command, name string) (c Command, why string) {
	want := strings.TrimSpace(catalog.Fold(name))
	var found []Command
	var names []string
	for _, c := range t.all(own) {
		if c.Name == want {
			return c, ""
		}
		if want != "" && strings.HasPrefix(c.Name, want) {
			found, names = append(found, c), append(names, ":"+c.Name)
		}
	}
	switch {
	case len(found) == 0:
		return c, "Den Befehl :" + name + " gibt es hier nicht. :hilfe nennt die Befehle."
	case len(found) > 1:
		return c, "Mehrere Befehle beginnen so: " + strings.Join(names, ", ") + ". Nichts wurde getan."
	case slices.Contains(t.Whole, found[0].Name):
		return c, "Der Befehl " + names[0] + " gilt nur ausgeschrieben. Nichts wurde getan."
	}
	return found[0], ""
}

// Help names the commands that can be given now.
func (t *Talk) Help(own []Command) {
	t.Say("Enter allein behält, was da ist, und geht weiter. Der Anfang eines Befehls genügt, wenn nur einer so beginnt; %s gelten nur ausgeschrieben.", inWords(t.Whole))
	for _, c := range t.all(own) {
		text := c.Help
		if c.Off != "" {
			text = "Jetzt nicht: " + c.Off
		}
		t.Say("%s. %s", strings.TrimSpace(":"+c.Name+" "+c.Arg), text)
	}
}

// inWords are names of commands as a list.
func inWords(names []string) string {
	text := ""
	for i, name := range names {
		switch {
		case i > 0 && i == len(names)-1:
			text += " und "
		case i > 0:
			text += ", "
		}
		text += ":" + name
	}
	return text
}
