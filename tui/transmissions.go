package tui

import (
	"context"
	"fmt"
	"maps"
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
	names      map[string]string // of the people, by case
	loaded     bool
	list       cursorList
}

// NewTransmissions lists the deliveries of the Einrichtung, newest first.
func NewTransmissions(sh *Shell) *Transmissions { return &Transmissions{sh: sh} }

// deliveriesMsg carries the deliveries.
type deliveriesMsg struct {
	deliveries []model.Delivery
	names      map[string]string
	err        error
}

// Start reads the deliveries and the names that are not known yet.
func (t *Transmissions) Start() tea.Cmd {
	desk, names := t.sh.Desk(), maps.Clone(t.names)
	return func() tea.Msg {
		list, err := desk.Deliveries(context.Background(), "")
		if err == nil {
			names, err = namesOf(desk, list, names)
		}
		return deliveriesMsg{list, names, err}
	}
}

func namesOf(desk Desk, list []model.Delivery, known map[string]string) (map[string]string, error) {
	names := map[string]string{}
	maps.Copy(names, known)
	for i := range list {
		id := list[i].CaseID
		if _, ok := names[id]; ok {
			continue
		}
		c, err := desk.Case(context.Background(), id)
		if err != nil {
			return nil, err
		}
		names[id] = personName(&c.Patient.Stammdaten)
	}
	return names, nil
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
		t.deliveries, t.names = msg.deliveries, msg.names
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
func (t *Transmissions) Body(w, h int) string {
	lines := []string{t.linkLine(),
		style.Muted.Render("   " + pad("Status", 14) + pad("Name", transmissionName(w)) + pad("Anlass", typCells(w)) + pad("Datum", 11) + "Quittung")}
	t.list.fit(h-len(lines), len(t.deliveries))
	from, to := t.list.window(len(t.deliveries))
	for i := from; i < to; i++ {
		lines = append(lines, t.draw(i, w))
	}
	if len(t.deliveries) == 0 && t.loaded {
		lines = append(lines, "   Noch keine Meldung abgeschlossen.")
	}
	return strings.Join(lines, "\n")
}

// transmissionName is the column of names: what the others leave.
func transmissionName(w int) int { return nameCells(w - 47 - typCells(w)) }

func (t *Transmissions) linkLine() string {
	link := t.sh.Desk().Link()
	if link.Reason != nil {
		return " " + style.Warnung.Render(forms.Clean(Sentence(link.Reason)))
	}
	return ""
}

func (t *Transmissions) draw(i, w int) string {
	d := &t.deliveries[i]
	line := pad(stateName(d.State), 14) + pad(t.names[d.CaseID], transmissionName(w)-1) + " " + typCell(d.Typ, w) + pad(d.Date.German(), 11) + forms.Clean(t.outcome(d))
	if i == t.list.at {
		return " " + style.FocusSign + " " + style.Focus.Render(line)
	}
	return "   " + line
}

func (t *Transmissions) outcome(d *model.Delivery) string {
	switch {
	case d.State == model.StateQueued && d.Sperre.Holds(t.sh.services.Now()):
		return "gehalten " + sperreText(d.Sperre)
	case d.State == model.StateQueued && d.Attempts > 0:
		return fmt.Sprintf("Versuch %d um %s", d.Attempts+1, clock(d.NextAt, t.sh.services.Now()))
	case d.Receipt != nil:
		return d.Receipt.ReceivedAt.Local().Format("02.01.2006 15:04")
	}
	return d.Reason
}

// Hint tells the selected delivery's number, and why it was not taken.
func (t *Transmissions) Hint() string {
	if t.list.at >= len(t.deliveries) {
		return ""
	}
	d := &t.deliveries[t.list.at]
	if d.State == model.StateAccepted || d.Reason == "" {
		return "Transaktionsnummer " + d.Transaktionsnummer
	}
	return stateName(d.State) + ": " + d.Reason
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

// Caret finds nothing to type here: the shell puts it on the selected line.
func (t *Transmissions) Caret() (int, int, bool) { return 0, 0, false }

// Busy until the deliveries are read.
func (t *Transmissions) Busy() bool { return !t.loaded }

// Leave has nothing to save.
func (t *Transmissions) Leave() tea.Cmd { return nil }

// millis is a receipt's moment in local time, to the millisecond.
func millis(at time.Time) string {
	return at.Local().Format("02.01.2006 15:04:05,000")
}
