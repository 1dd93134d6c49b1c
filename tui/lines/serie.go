package lines

import (
	"cmp"
	"errors"
	"strings"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/interview"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// lineSeries is the series of follow-ups in line mode, with questions in the place
// of the picture. Its work is done at once, and is on the disk before the next
// question.
type lineSeries struct {
	z       *line
	s       *followups.Series
	all     *interview.Looking
	unsaved bool // it was said that something is not on the disk
}

// series asks for the pattern, then for person after person.
func (z *line) series() error {
	l := &lineSeries{z: z, s: followups.New(z.Services, z.Desk, func(any) {})} // each save is waited for
	l.all = z.Looking(l.s.Rows())
	if err := l.open(); err != nil {
		return err
	}
	if len(l.s.Lines) == 0 {
		z.Say("Serie: Nachsorgen ohne Auffälligkeiten, Person nach Person. Zuerst die Vorgabe: was bei den meisten gleich ist.")
		if err := ask.Stay(l.askPattern()); err != nil {
			return err
		}
	}
	for {
		if err := l.leave(z.StayAt(l.place())); !errors.Is(err, ask.ErrAgain) {
			return err
		}
	}
}

// open goes on where the series was left; a value somebody was typing into the grid
// is taken.
func (l *lineSeries) open() error {
	left, err := followups.Read(l.z.During, l.z.Desk)
	if err != nil {
		return l.z.Failed(err, ask.ErrBack)
	}
	l.s.GoOn(left, nil)
	l.z.SayLines(l.s.LostText())
	if v, ok := l.s.HalfTyped(left.Cell); ok {
		l.s.Enter(v)
	}
	return l.settle()
}

func (l *lineSeries) place() ask.Place {
	return ask.Place{Tell: l.tell, Commands: l.commands, Take: l.find,
		Question: "Ein Name, Geburtsdatum oder :suche WORT nimmt die nächste Person dazu, eine Nummer öffnet die Zeile, :faellig nimmt alle fälligen, :abschliessen schließt ab; Enter geht zurück, alles bleibt."}
}

// settle makes the drafts that are wanted and saves everything.
func (l *lineSeries) settle() error {
	l.makeDrafts()
	return l.save()
}

// makeDrafts makes the drafts that are wanted. Where that fails, what was entered
// stays in the list of lines.
func (l *lineSeries) makeDrafts() {
	l.z.Fail(l.s.MakeDrafts(l.z.During))
}

// save saves everything; it returns interview.ErrUnsaved where something is not on the disk,
// which has been said.
func (l *lineSeries) save() error {
	was, err := l.unsaved, l.s.KeepAll(l.z.During, func(line *followups.Line, why error) {
		if line != nil {
			l.z.Say("%s, geboren %s:", line.Name, line.Born)
		}
		l.z.SayUnsaved(why)
	})
	if l.unsaved = err != nil; l.unsaved {
		return interview.ErrUnsaved
	}
	if was {
		l.z.SayOvercome()
	}
	return nil
}

// enter enters one value; the error is why it is not on the disk.
func (l *lineSeries) enter(v followups.Change) error {
	if l.s.Enter(v) {
		l.makeDrafts()
	}
	if v.Line != nil {
		if err := v.Line.Keep(l.z.During); err != nil {
			return err
		}
	}
	return l.s.FlushList(l.z.During)
}

// enterAll enters values as one step and saves them.
func (l *lineSeries) enterAll(values []followups.Change) error {
	l.s.Enter(values...)
	return l.settle()
}

// leave goes a way out of the series once everything is saved, or the person
// gives it up.
func (l *lineSeries) leave(way error) error {
	if err := l.save(); err != nil {
		return l.z.Part(way)
	}
	return way
}

// tell says what stands in the series.
func (l *lineSeries) tell() error {
	l.z.Fail(l.s.Follow(l.z.During, answer.News{}))
	if err := l.save(); err != nil && !errors.Is(err, ask.ErrAgain) {
		return err
	}
	l.all.List = l.s.Rows()
	if err := l.s.Look(l.z.During, l.all.View); err != nil {
		return err
	}
	ready, open := l.s.Readiness()
	n := len(l.s.Sight())
	l.z.Say("Serie, %s: %d bereit, %d offen, %d abgeschlossen.%s", wording.Plural(n, "Zeile", "Zeilen"), len(ready), open, n-len(ready)-open, l.all.Said())
	return nil
}

// commands are the acts of the series, those of a line with its number, and the ways
// through the questions that stand in the place of the grid.
func (l *lineSeries) commands() []ask.Command {
	list := l.z.EntryCommands(len(l.s.Sight()), func(i int) []work.Act { return l.s.Acts(l.line(i)) }, l.doing)
	return append(append(list, l.all.Commands()...),
		ask.Command{Name: "vorgabe", Help: "Fragt die Vorgabe noch einmal.", Do: ask.Doing(l.askPattern)},
		ask.Command{Name: "naechste", Help: "Geht durch alle Zeilen, die noch nicht bereit sind.", Off: l.s.NoLines(), Do: ask.Doing(l.askOpen)},
		ask.Command{Name: "liste", Help: "Nennt die Zeilen mit ihrem Stand und öffnet eine.", Off: l.s.NoLines(), Do: ask.Doing(l.choose)},
		ask.Back("Zurück; die Serie bleibt, wie sie ist."))
}

// line is the one of a number, nil = none is meant.
func (l *lineSeries) line(i int) *followups.Line {
	if i < 0 {
		return nil
	}
	return l.s.Sight()[i]
}

// doing is how the acts of the series are done, or those of a line.
func (l *lineSeries) doing(i int) interview.Doing {
	return interview.Doing{Args: map[string]string{"suche": "WORT"}, Shows: map[string]func(string) error{
		"alle":         func(string) error { return l.enterAll(l.s.AllMissing()) },
		"abschliessen": func(string) error { return l.finish() },
		"suche":        l.add,
		"faellig":      func(string) error { return l.addDue() },
		"aufraeumen":   func(string) error { l.z.Say("%s", l.s.DropIdle()); return l.save() },
		"rueckgaengig": func(string) error { return l.went(l.s.Undo(func(int, string) {}), "Zurückgenommen.") },
		"wiederholen":  func(string) error { return l.went(l.s.Redo(func(int, string) {}), "Wiederhergestellt.") },
		"wievorgabe":   func(string) error { return l.enterAll(l.s.Missing(l.line(i))) },
		"meldung":      func(string) error { return l.openReport(l.line(i)) },
		"entfernen":    func(string) error { return l.remove(l.line(i)) },
	}}
}

// went says that a step back or forth was made, or why not.
func (l *lineSeries) went(why, done string) error {
	if err := l.settle(); err != nil {
		return err
	}
	l.z.SayLines(cmp.Or(why, done))
	return nil
}

// addDue adds everybody who is due.
func (l *lineSeries) addDue() error {
	said, err := l.s.AddAllDue(l.z.During)
	if err != nil {
		return l.z.Failed(err, nil)
	}
	l.z.Say("%s", said)
	return l.save()
}

// find goes to a line by its number, or adds a person.
func (l *lineSeries) find(answer string) error {
	if i, ok := ask.Number(answer, len(l.s.Sight())); ok {
		return l.askLine(l.s.Sight()[i])
	}
	return l.add(answer)
}

// add takes a person into the series and asks what differs with her.
func (l *lineSeries) add(query string) error {
	row, err := l.chooseHit(query)
	if err != nil {
		return err
	}
	line, err := followups.ReadLine(l.z.During, l.z.Desk, row.ID, "")
	if err != nil {
		return l.z.Failed(err, nil)
	}
	why := l.s.Add(line)
	if why != "" {
		l.z.Say("%s", why)
	}
	if err := l.save(); err != nil || why != "" {
		return err
	}
	return l.askLine(line)
}

// chooseHit lets a person choose among those found, whose follow-up is due first.
func (l *lineSeries) chooseHit(query string) (people.Row, error) {
	return l.z.ChoosePerson(query, "Nummer nimmt die Person in die Serie, Enter allein geht zurück.", func(known *people.Index) ([]int, string) {
		hits, found := l.s.Find(known, query)
		return hits, wording.Plural(found, "Treffer", "Treffer") + ", die wahrscheinlichsten zuerst; mehr Buchstaben grenzen ein."
	}, func(r *people.Row) string {
		return strings.TrimSuffix(wording.Sentences(wording.PersonWords(r), l.s.HitRemark(r)), ".")
	})
}

func (l *lineSeries) choose() error {
	i, err := l.z.Choose("Nummer öffnet die Zeile, Enter allein geht zurück.", len(l.s.Sight()), func(i int) string {
		line := l.s.Sight()[i]
		return line.Name + ", geboren " + line.Born + ", " + l.s.StateText(line)
	})
	if err != nil {
		return err
	}
	return l.askLine(l.s.Sight()[i])
}

// openReport opens the whole report of a line; the series takes it back as it
// was left.
func (l *lineSeries) openReport(line *followups.Line) error {
	if line.Done {
		return l.z.delivery(line.Sent)
	}
	if err := ask.Stay(l.z.openDraft(line.Id)); err != nil {
		return err
	}
	return l.takeAgain(line)
}

// takeAgain takes a line as its full form has left it.
func (l *lineSeries) takeAgain(line *followups.Line) error {
	read := l.s.Reread(line)
	read.Do(l.z.During, l.z.Desk)
	l.z.SayLines(l.s.TakeAgain(read))
	return l.save()
}

func (l *lineSeries) remove(line *followups.Line) error {
	gone := false
	if line.Report != nil && !line.Done {
		sure, err := l.z.Sure("Soll auch der Entwurf für " + line.Name + " gelöscht werden?")
		if err != nil {
			return err
		}
		gone = sure
	}
	l.s.Drop(line)
	if err := l.save(); err != nil {
		return err
	}
	if gone {
		if err := line.DeleteDraft(l.z.During, l.z.Desk); err != nil {
			return l.z.Failed(err, nil)
		}
	}
	l.z.Say("%s ist aus der Serie genommen.", line.Name)
	return nil
}

// finish completes all lines without Fehler after one question.
func (l *lineSeries) finish() error {
	ready, open := l.s.Readiness()
	if len(ready) == 0 {
		l.z.Say("Keine Zeile ist bereit. :naechste geht durch die offenen, ein Name nimmt die nächste Person dazu.")
		return nil
	}
	warnings, lines := l.s.Warnings()
	for _, w := range warnings {
		l.z.Say("Warnung in %s: %s", wording.Plural(lines[w.Rule], "Zeile", "Zeilen"), w.Text)
	}
	for _, line := range ready {
		sum := l.s.Summary(line)
		l.z.Say("%s", strings.Join([]string{sum.Name, sum.Born, sum.Tumour, sum.Day, sum.Total}, " "))
	}
	l.z.SayLines(l.s.StaysOpen(open)...)
	sure, err := l.z.Sure(followups.Completes(ready) + "; das bestätigt auch die Warnungen. Abschließen?")
	if err != nil || !sure {
		return err
	}
	l.z.Say("%s", l.s.CompleteAll(l.z.During, ready))
	failed := l.save()
	for _, line := range ready {
		if !line.Done {
			l.sayFindings(line)
		}
	}
	l.z.Say(":liste nennt, was das Register zu den Meldungen sagt.")
	return failed
}
