package lines

import (
	"context"
	"errors"
	"strings"
	"sync"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/entrance"
	"example.org/meldeportal/tui/kit"
	faces "example.org/meldeportal/tui/people"
	"example.org/meldeportal/tui/series"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// lineSeries is the series of follow-ups in line mode: the grid itself, its
// lines, pattern and memory, with questions in the place of the picture. Its
// work is done at once, and is on the disk before the next question.
type lineSeries struct {
	z      *line
	sh     *shell.Shell // never drawn
	people *faces.CaseList
	s      *series.Series

	mu   sync.Mutex
	sent []tea.Msg // to the grid, not taken yet
}

// series asks for the pattern, then for person after person.
func (z *line) series() error {
	l := &lineSeries{z: z, sh: shell.New(z.services, nil, entrance.Places, series.Places)}
	l.people = faces.NewCaseList(l.sh)
	l.sh.Seat(z.desk, l.people)
	l.sh.Bind(l.hear)
	l.s = series.NewSeries(l.sh)
	l.sh.Stack = []kit.Screen{l.s}
	for _, cmd := range []func() tea.Cmd{l.s.Start, l.s.Commit} { // and what somebody was typing into the grid
		if err := l.do(cmd()); err != nil {
			return err
		}
	}
	if l.s.Unread {
		return errBack
	}
	if len(l.s.Lines) == 0 {
		z.say("Serie: Nachsorgen ohne Auffälligkeiten, Person nach Person. Zuerst die Vorgabe: was bei den meisten gleich ist.")
		if err := stay(l.askPattern()); err != nil {
			return err
		}
	}
	for {
		if err := l.leave(z.stayAt(l.stay())); !errors.Is(err, errAgain) {
			return err
		}
	}
}

func (l *lineSeries) stay() lineStay {
	return lineStay{tell: l.tell, commands: l.commands, take: l.find,
		question: "Ein Name, Geburtsdatum oder :suche WORT nimmt die nächste Person dazu, eine Nummer öffnet die Zeile, :faellig nimmt alle fälligen, :abschliessen schließt ab; Enter geht zurück, alles bleibt."}
}

// hear takes what the grid is told while it works; how saving went it has heard
// already.
func (l *lineSeries) hear(msg tea.Msg) {
	if _, ok := msg.(work.SavedMsg); ok {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sent = append(l.sent, msg)
}

// do does the grid's work to its end, saves, and says what the grid says. It
// returns errUnsaved where something of the grid is not on the disk.
func (l *lineSeries) do(cmd tea.Cmd) (failed error) {
	l.run(cmd)
	for _, line := range l.s.Lines {
		if err := line.Keep(); err != nil {
			l.z.say("%s, geboren %s:", line.Name, line.Born)
			l.z.sayUnsaved(err)
			failed = errUnsaved
		}
	}
	if err := l.s.FlushList(context.Background()); err != nil {
		l.z.sayUnsaved(err)
		failed = errUnsaved
	}
	return failed
}

// run does the grid's work to its end and says what the grid says.
func (l *lineSeries) run(cmd tea.Cmd) {
	l.work(cmd)
	l.takeSent()
	if said := l.sh.Message; said != "" {
		l.sh.Message = ""
		l.z.say("%s", said)
	}
}

// enter enters one value; the error is why it is not on the disk.
func (l *lineSeries) enter(v series.SeriesChange) error {
	l.run(l.s.EnterAll([]series.SeriesChange{v}))
	if v.Line != nil {
		if err := v.Line.Keep(); err != nil {
			return err
		}
	}
	return l.s.FlushList(context.Background())
}

// leave goes a way out of the series once everything is saved, or the person
// gives it up.
func (l *lineSeries) leave(way error) error {
	if err := l.do(nil); err != nil {
		return l.z.part(way)
	}
	return way
}

// work runs a command and all that follow from it, in their order.
func (l *lineSeries) work(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	if all, ok := msg.(tea.BatchMsg); ok {
		for _, one := range all {
			l.work(one)
		}
		return
	}
	l.takeSent()
	if msg != nil {
		l.work(l.s.Update(msg))
	}
}

func (l *lineSeries) takeSent() {
	l.mu.Lock()
	sent := l.sent
	l.sent = nil
	l.mu.Unlock()
	for _, msg := range sent {
		l.work(l.s.Update(msg))
	}
}

// tell says what stands in the series.
func (l *lineSeries) tell() error {
	if err := l.do(l.s.Follow(answer.News{})); err != nil && !errors.Is(err, errAgain) {
		return err
	}
	ready, open := l.s.Readiness()
	l.z.say("Serie, %s: %d bereit, %d offen, %d abgeschlossen.", wording.Plural(len(l.s.Lines), "Zeile", "Zeilen"), len(ready), open, len(l.s.Lines)-len(ready)-open)
	return nil
}

func (l *lineSeries) commands() []command {
	noLine := ""
	if len(l.s.Lines) == 0 {
		noLine = "Die Serie ist noch leer; ein Name nimmt die erste Person dazu."
	}
	return []command{
		{name: "suche", arg: "WORT", help: "Sucht eine Person, auch nach einer Zahl, und nimmt sie dazu.", do: func(word string) error { return stay(l.add(word)) }},
		{name: "faellig", help: "Nimmt alle fälligen Nachsorgen dazu, die älteste zuerst.", do: func(string) error { return l.do(l.s.AddDue()) }},
		{name: "vorgabe", help: "Fragt die Vorgabe noch einmal.", do: func(string) error { return stay(l.askPattern()) }},
		{name: "naechste", help: "Geht durch alle Zeilen, die noch nicht bereit sind.", off: noLine, do: func(string) error { return stay(l.askOpen()) }},
		{name: "alle", help: "Füllt leere Felder aller Zeilen aus der Vorgabe.", off: noLine, do: func(string) error { return l.do(l.s.LikeAll()) }},
		{name: "liste", help: "Nennt die Zeilen mit ihrem Stand und öffnet eine.", off: noLine, do: func(string) error { return stay(l.choose()) }},
		{name: "meldung", arg: "NUMMER", help: "Öffnet die ganze Meldung einer Zeile oder ihre Quittung.", off: noLine, do: l.which(l.openReport)},
		{name: "entfernen", arg: "NUMMER", help: "Nimmt eine Zeile aus der Serie, auf Wunsch mit ihrem Entwurf.", off: noLine, do: l.which(l.remove)},
		{name: "rueckgaengig", help: "Nimmt die letzte Änderung in der Serie zurück.", off: l.noUndo(), do: func(string) error { return l.undo() }},
		{name: "abschliessen", help: "Schließt nach Rückfrage alle Zeilen ohne Fehler ab.", off: noLine, do: func(string) error { return stay(l.finish()) }},
		back("Zurück; die Serie bleibt, wie sie ist."),
	}
}

func (l *lineSeries) undo() error {
	if err := l.do(l.s.Undo()); err != nil {
		return err
	}
	l.z.say("Zurückgenommen.")
	return nil
}

func (l *lineSeries) noUndo() string {
	if len(l.s.Way.Done) == 0 {
		return "Es gibt nichts zurückzunehmen."
	}
	return ""
}

// which lets a command be about a line by its number.
func (l *lineSeries) which(do func(*series.SeriesLine) error) func(string) error {
	return func(arg string) error {
		i, ok := number(arg, len(l.s.Lines))
		if !ok {
			l.z.say("Bitte die Nummer der Zeile dazuschreiben, von 1 bis %d; :liste nennt sie.", len(l.s.Lines))
			return nil
		}
		return stay(do(l.s.Lines[i]))
	}
}

// find goes to a line by its number, or adds a person.
func (l *lineSeries) find(answer string) error {
	if i, ok := number(answer, len(l.s.Lines)); ok {
		return l.askLine(l.s.Lines[i])
	}
	return l.add(answer)
}

// add takes a person into the series and asks what differs with her.
func (l *lineSeries) add(query string) error {
	row, err := l.chooseHit(query)
	if err != nil {
		return err
	}
	line, err := series.ReadSeriesLine(context.Background(), l.z.desk, row.ID, "")
	before := len(l.s.Lines)
	if err := l.do(l.s.Added(series.SeriesAddedMsg{To: l.s, Lines: []*series.SeriesLine{line}, Err: err})); err != nil || len(l.s.Lines) == before {
		return err
	}
	return l.askLine(line)
}

// chooseHit lets a person choose among those found, whose follow-up is due first.
func (l *lineSeries) chooseHit(query string) (row people.Row, err error) {
	index := l.z.people()
	if index == nil {
		return row, errBack
	}
	l.people.Index = index
	l.s.Ask(query)
	if len(l.s.Hits) == 0 {
		l.z.sayNobody(query, index)
		return row, errBack
	}
	l.z.say("%s, die wahrscheinlichsten zuerst; mehr Buchstaben grenzen ein.", wording.Plural(l.s.Found, "Treffer", "Treffer"))
	rows, hits := l.s.Index.Rows, l.s.Hits
	i, err := l.z.choose("Nummer nimmt die Person in die Serie, Enter allein geht zurück.", len(hits), func(i int) string {
		r := &rows[hits[i]]
		return strings.TrimSuffix(sentences(rowWords(r), l.s.HitRemark(r)), ".")
	})
	if err != nil {
		return row, err
	}
	return rows[hits[i]], nil
}

func (l *lineSeries) choose() error {
	i, err := l.z.choose("Nummer öffnet die Zeile, Enter allein geht zurück.", len(l.s.Lines), func(i int) string {
		line := l.s.Lines[i]
		return line.Name + ", geboren " + line.Born + ", " + l.lineState(line)
	})
	if err != nil {
		return err
	}
	return l.askLine(l.s.Lines[i])
}

// openReport opens the whole report of a line; the series takes it back as it
// was left.
func (l *lineSeries) openReport(line *series.SeriesLine) error {
	switch {
	case line.Done:
		return l.z.delivery(line.Sent)
	case line.Report == nil:
		l.z.say("Noch kein Entwurf: erst etwas eintragen, dann lässt sich die ganze Meldung öffnen.")
		return nil
	}
	d, err := l.z.desk.Drafts.Draft(context.Background(), line.Id)
	if err != nil {
		l.z.fail(err)
		return nil
	}
	if err := stay(l.z.editReport(d)); err != nil {
		return err
	}
	return l.do(l.s.ReadDraft(line, false))
}

func (l *lineSeries) remove(line *series.SeriesLine) error {
	gone := false
	if line.Report != nil && !line.Done {
		sure, err := l.z.sure("Soll auch der Entwurf für " + line.Name + " gelöscht werden?")
		if err != nil {
			return err
		}
		gone = sure
	}
	if err := l.do(l.s.Drop(line)); err != nil {
		return err
	}
	if gone {
		err := line.Save.Flush(context.Background(), nil)
		if err == nil {
			err = l.z.desk.Drafts.DeleteDraft(context.Background(), line.Id, line.Draft.Rev)
		}
		if err != nil {
			l.z.fail(err)
			return nil
		}
	}
	l.z.say("%s ist aus der Serie genommen.", line.Name)
	return nil
}

// finish completes all lines without Fehler after one question.
func (l *lineSeries) finish() error {
	ready, open := l.s.Readiness()
	if len(ready) == 0 {
		l.z.say("Keine Zeile ist bereit. :naechste geht durch die offenen, ein Name nimmt die nächste Person dazu.")
		return nil
	}
	warnings, lines := l.s.Warnings()
	for _, w := range warnings {
		l.z.say("Warnung in %s: %s", wording.Plural(lines[w.Rule], "Zeile", "Zeilen"), w.Text)
	}
	for _, line := range ready {
		l.z.say("%s", strings.Join(strings.Fields(l.s.Summary(line)), " "))
	}
	if open > 0 {
		l.z.say("%s in der Serie: dort fehlt noch etwas.", wording.Plural(open, "Zeile bleibt", "Zeilen bleiben"))
	}
	sure, err := l.z.sure(wording.Plural(len(ready), "Meldung wird", "Meldungen werden") + " abgeschlossen und übermittelt, danach nur noch lesbar; das bestätigt auch die Warnungen. Abschließen?")
	if err != nil || !sure {
		return err
	}
	failed := l.do(l.s.Submit(ready))
	for _, line := range ready {
		if !line.Done {
			l.sayFindings(line)
		}
	}
	l.z.say(":liste nennt, was das Register zu den Meldungen sagt.")
	return failed
}

// lineState is a line's state in words.
func (l *lineSeries) lineState(line *series.SeriesLine) string {
	fehler, warnungen := line.Count(l.sh)
	switch {
	case line.Done && line.Sent.State == model.StateAccepted:
		return "angenommen, Transaktionsnummer " + line.Sent.Transaktionsnummer
	case line.Done:
		return wording.StateName(line.Sent.State)
	case line.Err != nil:
		return "nicht gesichert: " + wording.Sentence(line.Err)
	case line.Tumour < 0:
		return "Tumor noch nicht gewählt"
	case line.Report == nil:
		return "noch nichts eingetragen"
	case fehler > 0:
		return wording.Tally(line.Findings)
	case warnungen > 0:
		return "bereit, " + wording.Plural(warnungen, "Warnung", "Warnungen")
	}
	return "bereit"
}
