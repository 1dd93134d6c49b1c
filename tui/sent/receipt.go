package sent

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/tui/kit"
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
	sh      *shell.Shell
	report  *model.Report // as it was sent, nil until it is read
	lost    bool          // it is damaged
	opening bool          // a draft is on its way; keys typed meanwhile belong to it
}

// NewReceipt shows a delivery and follows it.
func NewReceipt(sh *shell.Shell, d model.Delivery) *Receipt {
	return &Receipt{sh: sh, SentVersion: work.SentVersion{Delivery: d}}
}

// deliveryMsg brings the present state of a delivery.
type deliveryMsg struct {
	to       *Receipt
	delivery model.Delivery
	related  record.Versions
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
		all, err := desk.Sent.Deliveries(ctx, was.CaseID)
		msg := deliveryMsg{r, was, record.VersionsOf(all, was), err}
		for _, d := range all {
			if d.Transaktionsnummer == was.Transaktionsnummer {
				msg.delivery = d
			}
		}
		return msg
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
		r.Delivery, r.Related = msg.delivery, msg.related
	case sentMsg:
		return r.take(msg)
	case reopenedMsg:
		return r.reopened(msg)
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
	switch {
	case msg.to != r:
	case msg.err != nil:
		r.lost = wording.IsDamaged(msg.err)
		r.sh.Fail(msg.err)
	default:
		r.report = &msg.report
	}
	return nil
}

// Title says what was sent for whom and how far it is.
func (r *Receipt) Title() (left, right string) {
	left = "Übertragung"
	if r.Delivery.Art == model.SendungLoeschantrag {
		left = "Löschantrag"
	}
	if r.report != nil {
		left += " · " + wording.ReportTitle(r.report)
	}
	return left, r.state()
}

func (r *Receipt) state() string {
	name := wording.StateName(r.Delivery.State)
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
		row("Meldung", wording.TypTitle(d.Typ)+" vom "+d.Date.German()),
		row("Stand", "") + r.state(),
		row("Transaktionsnummer", d.Transaktionsnummer),
		row("Abgeschlossen", wording.Millis(d.Completed)),
	})
	lines = append(lines, r.versionRows()...)
	if d.Receipt != nil {
		lines = append(lines,
			row("Eingang beim Register", wording.Millis(d.Receipt.ReceivedAt)),
			row("Prüfsumme (Anfang)", wording.Short(d.Receipt.Digest)),
			row("Eintrag im Register", fmt.Sprint(d.Receipt.LogIndex)))
	}
	if d.State != model.StateAccepted && d.Attempts > 0 {
		lines = append(lines, row("Versuche", fmt.Sprint(d.Attempts)))
	}
	if d.State == model.StateQueued && !d.NextAt.IsZero() && !r.stranded() {
		lines = append(lines, row("Nächster Versuch", wording.Clock(d.NextAt, r.sh.Services().Now())))
	}
	if d.Reason != "" && d.State != model.StateAccepted {
		lines = append(lines, reasonLines(forms.Clean(d.Reason), w)...)
	}
	for i, l := range lines {
		lines[i] = kit.Cut(l, w)
	}
	return strings.Join(lines, "\n")
}

// reasonLines are the portal's sentences, wrapped beside their label.
func reasonLines(reason string, w int) []string {
	lines := strings.Split(ansi.Wordwrap(reason, w-receiptLabel-3, ""), "\n")
	for i, l := range lines {
		label := ""
		if i == 0 {
			label = "Grund"
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

// stranded reports that the session is over before the delivery was sent.
func (r *Receipt) stranded() bool {
	return r.Delivery.State == model.StateQueued && r.sh.Desk().Station.Link().Ended
}

func (r *Receipt) sentence() string {
	if r.Delivery.Damaged || r.lost {
		return wording.DamagedSentence("Meldung", r.Delivery.Transaktionsnummer)
	}
	if r.Delivery.Art == model.SendungLoeschantrag {
		if r.stranded() {
			return "Antrag gestellt; von hier geht er nach neuer Anmeldung."
		}
		return deletionSentences[r.Delivery.State]
	}
	if r.stranded() {
		return "Abgeschlossen; von hier geht sie nach neuer Anmeldung."
	}
	switch r.Delivery.State {
	case model.StateAccepted:
		return "Die Meldung ist beim Register eingegangen. Sie ist jetzt nur noch lesbar."
	case model.StateRejected:
		return "Das Register hat die Meldung abgelehnt. F4 öffnet sie als neuen Entwurf."
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
		return "Bereits gesendet, nur lesbar. Änderung nur als Korrekturmeldung (F7)."
	case model.StateElsewhere:
		return "Sie zählt als Vorgeschichte der Person."
	}
	return "Sie können weiterarbeiten; der Stand steht in der Akte und unter Übertragung."
}

// Actions are the ways on.
func (r *Receipt) Actions() []kit.Action {
	off, notRejected := "Die Übertragung ist beendet.", "Nur eine abgelehnte Meldung wird neu bearbeitet."
	switch r.Delivery.State {
	case model.StateQueued, model.StateSending:
		off = ""
	case model.StateRejected:
		if r.Delivery.Art != model.SendungLoeschantrag {
			notRejected = ""
		}
	}
	content := kit.Action{Keys: []string{"f6", "ctrl+g"}, Label: "Inhalt", Help: "Zeigt alle Angaben der Meldung zum Lesen, als Text und als XML.", Do: r.content}
	if r.report == nil {
		content.Off = "Die Meldung wird noch gelesen."
	}
	if r.lost {
		content.Off = r.sentence()
	}
	if r.Delivery.Damaged {
		notRejected = r.sentence()
	}
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Zur Akte", Help: "Zeigt die Akte der Person.", Do: r.toRecord},
		content,
		{Keys: []string{"f5"}, Label: "Senden", Help: "Versucht jetzt, die Meldung zu übermitteln.", Off: off, Do: r.sh.SyncNow},
		{Keys: []string{"f4"}, Label: "Als Entwurf öffnen", Help: "Öffnet die abgelehnte Meldung mit allen Angaben als neuen Entwurf.", Off: notRejected, Do: r.reopen},
		{Keys: []string{"f7"}, Label: "Korrigieren", Help: "Öffnet eine Korrekturmeldung mit allen Angaben; sie ersetzt die gesendete Meldung ganz.", Off: r.NotCorrectable(), Do: r.correct},
		{Keys: []string{"f8"}, Label: "Löschantrag", Help: "Bittet das Register, die Meldung zu löschen.", Off: r.NotDeletable(), Do: r.RequestDeletion},
		{Keys: []string{"f3"}, Label: "Unterschied", Help: "Zeigt, was diese Fassung an der vorigen geändert hat.", Off: r.noFormer(), Quiet: r.Delivery.Ersetzt == "", Do: r.difference},
		{Keys: []string{"pgup"}, Label: "Frühere Fassung", Help: "Zeigt die vorige Fassung dieser Meldung.", Off: r.NoVersion(-1), Quiet: true, Do: func() tea.Cmd { return r.turn(-1) }},
		{Keys: []string{"pgdown"}, Label: "Spätere Fassung", Help: "Zeigt die nächste Fassung dieser Meldung.", Off: r.NoVersion(1), Quiet: true, Do: func() tea.Cmd { return r.turn(1) }},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück zur vorigen Maske.", Do: r.sh.Pop},
	}
}

// content shows what was sent, byte for byte.
func (r *Receipt) content() tea.Cmd {
	return r.sh.Open(place.Content{CaseID: r.Delivery.CaseID, Transaktionsnummer: r.About(), Report: r.report})
}

// toRecord goes back to the record, or opens it when the way here was another.
func (r *Receipt) toRecord() tea.Cmd {
	if r.sh.Below(place.Record{CaseID: r.Delivery.CaseID}) {
		return r.sh.Pop()
	}
	return r.sh.Swap(place.Record{CaseID: r.Delivery.CaseID})
}

// reopenedMsg carries the draft made from a sent report.
type reopenedMsg struct {
	transaktionsnummer string
	draft              model.Draft
	err                error
}

func (r *Receipt) reopen() tea.Cmd { return r.openDraft(r.sh.Desk().Reports.Reopen) }

func (r *Receipt) correct() tea.Cmd { return r.openDraft(r.sh.Desk().Reports.Correct) }

// openDraft opens the draft the workplace makes of the sent report.
func (r *Receipt) openDraft(open func(context.Context, string) (model.Draft, error)) tea.Cmd {
	r.opening = true
	number := r.Delivery.Transaktionsnummer
	ctx := r.sh.During
	return func() tea.Msg {
		d, err := open(ctx, number)
		return reopenedMsg{number, d, err}
	}
}

func (r *Receipt) reopened(msg reopenedMsg) tea.Cmd {
	if !r.opening || msg.transaktionsnummer != r.Delivery.Transaktionsnummer {
		return nil
	}
	r.opening = false
	if msg.err != nil {
		r.sh.Fail(msg.err)
		return nil
	}
	return r.sh.Swap(place.Report{Draft: msg.draft})
}

// Caret finds nothing to type here: the shell puts it on the selected line.
func (r *Receipt) Caret() (int, int, bool) { return 0, 0, false }

// Busy while a draft is made.
func (r *Receipt) Busy() bool { return r.opening }

// Leave has nothing to save.
func (r *Receipt) Leave() tea.Cmd { return nil }
