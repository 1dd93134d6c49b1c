package tui

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/style"
)

// Transmissions shows every report on its way to the registry.
type Transmissions struct {
	sh         *Shell
	deliveries []model.Delivery
	loaded     bool
	list       cursorList
}

// NewTransmissions lists the deliveries of the Einrichtung, newest first.
func NewTransmissions(sh *Shell) *Transmissions { return &Transmissions{sh: sh} }

// deliveriesMsg carries the deliveries.
type deliveriesMsg struct {
	deliveries []model.Delivery
	err        error
}

// Start reads the deliveries.
func (t *Transmissions) Start() tea.Cmd {
	desk := t.sh.Desk()
	return func() tea.Msg {
		list, err := desk.Deliveries(context.Background(), "")
		return deliveriesMsg{list, err}
	}
}

// Update takes keys, the deliveries and news.
func (t *Transmissions) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		t.list.key(msg, len(t.deliveries))
	case deliveriesMsg:
		t.loaded = true
		if msg.err != nil {
			t.sh.Fail(msg.err)
			return nil
		}
		t.deliveries = msg.deliveries
	case News, Returned:
		return t.Start()
	}
	return nil
}

// Title counts what waits.
func (t *Transmissions) Title() (string, string) {
	counts := map[model.State]int{}
	for i := range t.deliveries {
		counts[t.deliveries[i].State]++
	}
	return "Übertragung", fmt.Sprintf("%d warten %s %d abgelehnt %s %d angenommen",
		counts[model.StateQueued]+counts[model.StateSending], style.DotSign, counts[model.StateRejected],
		style.DotSign, counts[model.StateAccepted])
}

// Body lists the deliveries.
func (t *Transmissions) Body(_, h int) string {
	lines := []string{t.linkLine(),
		style.Muted.Render("   " + pad("Status", 15) + pad("Meldeanlass", 13) + pad("Datum", 12) + "Quittung / Grund")}
	t.list.fit(h-len(lines), len(t.deliveries))
	from, to := t.list.window(len(t.deliveries))
	for i := from; i < to; i++ {
		lines = append(lines, t.draw(i))
	}
	if len(t.deliveries) == 0 && t.loaded {
		lines = append(lines, "   Noch keine Meldung abgeschlossen.")
	}
	return strings.Join(lines, "\n")
}

func (t *Transmissions) linkLine() string {
	link := t.sh.Desk().Link()
	if link.Reason != nil {
		return " " + style.Warnung.Render(forms.Clean(Sentence(link.Reason)))
	}
	return ""
}

func (t *Transmissions) draw(i int) string {
	d := &t.deliveries[i]
	line := pad(stateName(d.State), 15) + pad(typName(d.Typ), 13) + pad(d.Date.German(), 12) + forms.Clean(t.outcome(d))
	if i == t.list.at {
		return " " + style.FocusSign + " " + style.Focus.Render(line)
	}
	return "   " + line
}

func (t *Transmissions) outcome(d *model.Delivery) string {
	if d.State == model.StateQueued && d.Attempts > 0 {
		return fmt.Sprintf("Versuch %d um %s", d.Attempts+1, clock(d.NextAt, t.sh.services.Now()))
	}
	return receiptText(d)
}

// Hint tells the selected delivery's number.
func (t *Transmissions) Hint() string {
	if t.list.at < len(t.deliveries) {
		return "Transaktionsnummer " + t.deliveries[t.list.at].Transaktionsnummer
	}
	return ""
}

// Actions are what can be done with the deliveries.
func (t *Transmissions) Actions() []Action {
	off := ""
	if len(t.deliveries) == 0 {
		off = "Es gibt noch keine Übertragung."
	}
	return []Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Öffnen", Help: "Zeigt Stand und Quittung.", Off: off,
			Do: func() tea.Cmd { return t.sh.Push(NewReceipt(t.sh, t.deliveries[t.list.at])) }},
		{Keys: []string{"f5"}, Label: "Senden", Help: "Versucht jetzt, wartende Meldungen zu übermitteln.", Do: t.sh.syncNow},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück zur vorigen Maske.", Do: t.sh.Pop},
	}
}

// Caret is nowhere.
func (t *Transmissions) Caret() (int, int, bool) { return 0, 0, false }

// Busy until the deliveries are read.
func (t *Transmissions) Busy() bool { return !t.loaded }

// Leave has nothing to save.
func (t *Transmissions) Leave() tea.Cmd { return nil }

// millis is a receipt's moment in local time, to the millisecond.
func millis(at time.Time) string {
	return at.Local().Format("02.01.2006 15:04:05,000")
}
