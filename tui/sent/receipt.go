package sent

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/passage"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Receipt shows a completed report on its way to the registry and, once it has
// arrived, the registry's word for it (F-17).
type Receipt struct {
	work.SentVersion
	sh     *shell.Shell
	acting bool // something is being done; keys typed meanwhile belong to what comes of it
}

// NewReceipt shows a delivery and follows it.
func NewReceipt(sh *shell.Shell, d model.Delivery) *Receipt {
	return &Receipt{sh: sh, SentVersion: work.SentVersion{Desk: sh.Desk(), Delivery: d, Land: sh.Services().Config.In()}}
}

// deliveryMsg brings the present state of a delivery.
type deliveryMsg struct {
	to       *Receipt
	delivery model.Delivery
	related  record.Versions
	answers  []model.Rueckmeldung
	tries    []model.Versuch
	err      error
}

// sentMsg brings the report as it was sent.
type sentMsg struct {
	to     *Receipt
	report model.Report
	err    error
}

// Start reads the delivery, which may have moved on already, and the report.
func (r *Receipt) Start() tea.Cmd {
	desk, number := r.sh.Desk(), r.About()
	ctx := r.sh.While(r)
	return tea.Batch(r.read(), func() tea.Msg {
		report, err := desk.Sent.Report(ctx, number)
		return sentMsg{r, report, err}
	})
}

func (r *Receipt) read() tea.Cmd {
	desk, was := r.sh.Desk(), r.Delivery
	ctx := r.sh.While(r)
	return func() tea.Msg {
		now, related, err := work.ReadVersions(ctx, desk, was)
		answers, untold := work.ReadAnswers(ctx, desk, &now)
		tries, unread := work.ReadTries(ctx, desk, &now)
		return deliveryMsg{r, now, related, answers, tries, errors.Join(err, untold, unread)}
	}
}

// Update takes the delivery and news of it.
func (r *Receipt) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case deliveryMsg:
		if msg.to != r {
			return nil
		}
		if msg.err != nil {
			r.sh.Fail(msg.err)
			return nil
		}
		r.Delivery, r.Related, r.Answers, r.Tries = msg.delivery, msg.related, msg.answers, msg.tries
	case sentMsg:
		return r.take(msg)
	case doneMsg:
		return r.done(msg)
	case passageMsg:
		return r.showPassage(msg)
	case differenceMsg:
		return r.showDifference(msg)
	case shell.Returned:
		return r.read()
	case answer.News:
		if msg.About(r.Delivery.CaseID) {
			return r.read()
		}
	}
	return nil
}

func (r *Receipt) take(msg sentMsg) tea.Cmd {
	if msg.to != r {
		return nil
	}
	if r.Take(msg.report, msg.err); msg.err != nil {
		r.sh.Fail(msg.err)
	}
	return nil
}

// Title says what was sent for whom and how far it is.
func (r *Receipt) Title() (left, right string) {
	left = "Übertragung"
	if r.Delivery.Art == model.SendungLoeschantrag {
		left = "Löschantrag"
	}
	if r.Report != nil {
		left += " · " + wording.ReportTitle(r.Report)
	}
	return left, r.state()
}

func (r *Receipt) state() string {
	name := wording.StateOf(&r.Delivery)
	switch e := r.Delivery.Ergebnis; {
	case e == model.ErgebnisDoppelmeldung, e == model.ErgebnisGeloescht:
		return style.Warnung.Render(name)
	}
	switch r.Delivery.State {
	case model.StateAccepted:
		return style.Good.Render(name)
	case model.StateRejected:
		return style.Fehler.Render(name)
	}
	return name
}

// Body is the delivery, line by line.
func (r *Receipt) Body(w, _ int) string {
	d := &r.Delivery
	lines := slices.Concat([]string{""}, kit.Wrapped([]string{" " + r.sentence()}, w-1), []string{"",
		row("Meldung", wording.SendingOf(d).Whole()+" vom "+d.Date.German()),
		row("Stand", "") + r.state(),
	})
	for _, f := range r.Facts(r.sh.Services().Now()) {
		lines = append(lines, rows(f.Label, shell.Told(f.Value), w)...)
	}
	if d.Reason != "" && d.State != model.StateAccepted {
		lines = append(lines, rows("Grund", d.Reason, w)...)
	}
	return strings.Join(lines, "\n")
}

// rows are a line of the receipt, wrapped beside its label; a number stays whole.
func rows(label, value string, w int) []string {
	if !strings.Contains(value, " ") {
		return []string{row(label, value)}
	}
	lines := strings.Split(ansi.Wordwrap(forms.Clean(value), w-receiptLabel-3, ""), "\n")
	for i, l := range lines {
		if i > 0 {
			label = ""
		}
		lines[i] = row(label, l)
	}
	return lines
}

// receiptLabel is the column of labels. A narrow window has room beside it for a
// whole Transaktionsnummer.
const receiptLabel = 23

// row is a line of the receipt, of plain text.
func row(label, value string) string { return " " + kit.Pad(label, receiptLabel) + forms.Clean(value) }

func (r *Receipt) sentence() string {
	if r.Delivery.Damaged || r.Lost {
		return wording.DamagedSentence("Meldung", r.Delivery.Transaktionsnummer)
	}
	if outcome := r.Outcome(); outcome != "" {
		return shell.Told(outcome)
	}
	if r.Delivery.Art == model.SendungLoeschantrag {
		if r.Stranded() {
			return "Antrag gestellt; von hier geht er nach neuer Anmeldung."
		}
		return deletionSentences[r.Delivery.State]
	}
	if r.Stranded() {
		return "Abgeschlossen; von hier geht sie nach neuer Anmeldung."
	}
	switch r.Delivery.State {
	case model.StateAccepted:
		return "Die Meldung ist beim Register eingegangen. Sie ist jetzt nur noch lesbar."
	case model.StateRejected:
		return shell.Told("Das Register hat die Meldung abgelehnt. {bearbeiten} öffnet sie als neuen Entwurf.")
	case model.StateElsewhere:
		return r.elsewhere()
	case model.StateSending:
		return "Die Meldung wird gerade übermittelt."
	}
	return "Die Meldung ist abgeschlossen; sie wird im Hintergrund übermittelt."
}

func (r *Receipt) elsewhere() string {
	if r.Delivery.Papier {
		return "Auf Papier gemeldet; sie wird nicht gesendet, eine Quittung gibt es nicht."
	}
	return "Mit einem anderen Programm gesendet; eine Quittung liegt hier nicht vor."
}

// Hint says what comes next.
func (r *Receipt) Hint() string {
	if r.Delivery.Art == model.SendungLoeschantrag {
		return "Die Antwort des Registers steht auf der Arbeitsliste und hier; die Meldung bleibt in der Akte lesbar."
	}
	switch r.Delivery.State {
	case model.StateAccepted:
		return shell.Told("Bereits gesendet; ändern nur als Korrektur ({korrigieren}). {naechste} öffnet die nächste Aufgabe.")
	case model.StateElsewhere:
		return "Sie zählt als Vorgeschichte der Person."
	}
	return "Sie können weiterarbeiten; der Stand steht in der Akte und unter Übertragung."
}

// Actions are the ways on.
func (r *Receipt) Actions() []kit.Action {
	return append(r.sh.Keyed(passage.ActsOn(&r.SentVersion), shell.Doing{Run: r.run, Asks: map[work.Asked]func(work.Act) tea.Cmd{work.AskDeletion: r.RequestDeletion, work.AskFresh: r.askFresh, work.AskFile: r.saveXML},
		Shows: map[string]func() tea.Cmd{"akte": r.toRecord, "folgemeldung": r.follow, "naechste": r.sh.NextTask, "inhalt": r.content, "unterschied": r.difference, "fassungen": r.chooseVersion, "stellen": r.passage}}),
		kit.Action{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück zur vorigen Maske.", Do: r.sh.Pop})
}

// content shows what was sent, byte for byte.
func (r *Receipt) content() tea.Cmd {
	return r.sh.Open(place.Content{CaseID: r.Delivery.CaseID, Transaktionsnummer: r.About(), Report: r.Report, Masked: r.Masked()})
}

// openWords are those of what was sent.
var openWords = shell.FreshWords{Head: "Ganz öffnen", Why: work.FreshAsked, Label: "Öffnen", Help: "Fragt das Portal und zeigt die Meldung mit allen Angaben.", Back: "Zurück; die Meldung bleibt verdeckt."}

func (r *Receipt) askFresh(a work.Act) tea.Cmd {
	return r.sh.Push(shell.NewFresh(r.sh, openWords, func(g work.Given) tea.Cmd { return r.run(a, g) }))
}

// saveXML writes it into a file.
func (r *Receipt) saveXML(work.Act) tea.Cmd {
	return r.sh.Open(place.Content{CaseID: r.Delivery.CaseID, Transaktionsnummer: r.About(), Report: r.Report, Save: true})
}

// toRecord goes back to the record, or opens it when the way here was another.
func (r *Receipt) toRecord() tea.Cmd {
	if r.sh.Below(place.Record{CaseID: r.Delivery.CaseID}) {
		return r.sh.Pop()
	}
	return r.sh.Swap(place.Record{CaseID: r.Delivery.CaseID})
}

// follow begins the next report about the tumour; what is behind the receipt stays.
func (r *Receipt) follow() tea.Cmd {
	return r.sh.Swap(place.Occasion{CaseID: r.Delivery.CaseID, TumorID: r.Report.Meldung.Tumorzuordnung.TumorID})
}

// doneMsg says what came of an act.
type doneMsg struct {
	to   *Receipt
	done work.Done
	err  error
}

func (r *Receipt) run(a work.Act, g work.Given) tea.Cmd {
	r.acting = true
	during := r.sh.During
	return func() tea.Msg {
		done, err := a.Do(during, g)
		return doneMsg{r, done, err}
	}
}

// done goes on with what came of an act.
func (r *Receipt) done(msg doneMsg) tea.Cmd {
	if msg.to != r || !r.acting {
		return nil
	}
	r.acting = false
	switch {
	case msg.err != nil:
		r.sh.Fail(msg.err)
	case msg.done.Draft != nil:
		return r.sh.Swap(place.Report{Draft: *msg.done.Draft})
	case msg.done.Delivery != nil:
		return r.sh.Swap(place.Receipt{Delivery: *msg.done.Delivery})
	default:
		r.sh.Say(shell.Told(msg.done.Said))
	}
	return nil
}

// Holds is what was sent, which a wide window shows beside its receipt. Its title is another
// one once it is opened in full.
func (r *Receipt) Holds() (string, func(context.Context) ([]lists.Part, error)) {
	if r.Report == nil {
		return "", nil
	}
	sent, h := *r.Report, lists.Holding{Desk: r.sh.Desk(), Services: r.sh.Services()}
	return r.About() + wording.ReportTitle(&sent), func(context.Context) ([]lists.Part, error) { return h.Report(&sent), nil }
}

// Spaces never: nothing is searched here.
func (r *Receipt) Spaces() bool { return false }

// Caret finds nothing to type here: the shell puts it on the selected line.
func (r *Receipt) Caret() (int, int, bool) { return 0, 0, false }

// Busy while an act is done.
func (r *Receipt) Busy() bool { return r.acting }

// Leave has nothing to save.
func (r *Receipt) Leave() tea.Cmd { return nil }
