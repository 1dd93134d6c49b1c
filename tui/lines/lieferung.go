package lines

import (
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/interview"
	"example.org/meldeportal/tui/parcel"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// lineIntake is a delivery of another system in line mode.
type lineIntake struct {
	z   *line
	its parcel.Intake
}

// arrival asks what is delivered, reads it and has its lines decided.
func (z *line) arrival() error {
	answers, err := z.Answers(parcel.IntakeQuestions())
	if err != nil {
		return err
	}
	its, err := parcel.ReadIntake(z.During, z.Desk, parcel.IntakeAnswered(answers), interview.NowAndThen(z.Session, wording.IntakeUnderway))
	if err != nil {
		return z.Failed(err, nil)
	}
	l := &lineIntake{z, its}
	return z.StayAt(ask.Place{
		Tell: l.tell,
		List: func() (int, func(int) string) {
			return len(l.its.Rows()), func(i int) string { return lineWords(l.its.Line(i)) }
		},
		Question: "Nummer entscheidet eine Zeile, :aufnehmen übernimmt; Enter geht zurück, Entschiedenes bleibt gemerkt.",
		Commands: l.commands,
		Pick:     l.decide,
	})
}

func (l *lineIntake) tell() error {
	if l.its.Taken != nil {
		l.z.Say("Übernommen. Was aus jeder Zeile wurde, steht auch im Bericht: %s", l.its.Taken.Report)
		return nil
	}
	l.z.Say("Was käme: %s. %s.", wording.IntakeCounts(l.its.Look), wording.Plural(len(l.its.Look.OpenLines()), "Zeile ist offen", "Zeilen sind offen"))
	return nil
}

// lineWords are a line of a delivery as it is read out.
func lineWords(l *intake.Line) string {
	became := ""
	if l.Choice != "" {
		became = ", " + wording.ChoiceText(l.Choice)
	}
	return string(l.Kind) + became + ". " + wording.IntakeLine(l)
}

// commands are the acts of the delivery. To decide wants the number of its line.
func (l *lineIntake) commands() []ask.Command {
	return append(l.z.EntryCommands(len(l.its.Rows()), l.its.Acts, func(i int) interview.Doing {
		return interview.Doing{
			Shows: map[string]func(string) error{
				"entscheiden": func(string) error { return l.decide(i) },
				"alles":       func(string) error { l.its.All = !l.its.All; return nil }},
			After: func(done work.Done) error { l.its = l.its.Over(done.Carried); return nil }}
	}), ask.Back("Zurück."))
}

// decide asks what becomes of a line, or of all of its kind.
func (l *lineIntake) decide(at int) error {
	if why := work.ActNamed(l.its.Acts(at), "entscheiden").Off; why != "" {
		l.z.Say("%s", why)
		return ask.ErrSaid
	}
	row := l.its.Line(at)
	l.z.Say("%s", wording.IntakeLine(row))
	all := row.Verdicts()
	i, err := l.z.Choose("Was wird daraus? Nummer wählt, Enter allein lässt es, wie es ist.", len(all), func(i int) string {
		if all[i].All {
			return wording.ChoiceText(all[i].Choice) + ", alle der Art " + string(row.Kind)
		}
		return wording.ChoiceText(all[i].Choice)
	})
	if err != nil {
		return err
	}
	l.its, err = l.its.Decide(l.z.During, row, all[i].Choice, all[i].All)
	l.z.Fail(err)
	return nil
}
