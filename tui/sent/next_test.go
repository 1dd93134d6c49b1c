package sent

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/stage"
)

// The number that is told to the registry stands whole in the smallest window.
func TestTheNumberOfAReceiptIsNeverCut(t *testing.T) {
	t.Parallel()
	sent := stage.AcceptedDelivery()
	sent.Transaktionsnummer = "7c4eba55-6007-4491-b892-2532070590ce"
	d := newDesktop(t, &stage.DeskDouble{Sendings: []model.Delivery{sent}, Person: stage.CaseOf("c1", "Müller")}).SignedIn()
	d.Give(tea.WindowSizeMsg{Width: 60, Height: 16})
	d.Open(NewReceipt(d.Sh, sent)).See(sent.Transaktionsnummer)
}

// The receipt leads on: to the likely next report of the same tumour, and to the next task.
func TestReceiptLeadsOn(t *testing.T) {
	t.Parallel()
	past := []rule.Past{stage.SentReport("T1", "C50.4", "2026-05-14", func(m *model.Meldung) { m.Typ = model.TypDiagnose })}
	desk := &stage.DeskDouble{Sendings: []model.Delivery{stage.AcceptedDelivery()}, Past: past, Stored: stage.NewDraft(),
		Person: stage.CaseOf("c1", "Müller"), DeskWork: stage.DeskWork{Tasks: stage.SomeTasks()}}
	d := newDesktop(t, desk).SignedIn()
	d.Open(NewReceipt(d.Sh, stage.AcceptedDelivery())).See("Müller, Anna *12.03.1950").See("Strg+N Folgemeldung").Press("ctrl+n").See("welcher Anlass?").See("▸ 3  OP")
	d.Press("esc").See("Arbeitsliste")
	d.Open(NewReceipt(d.Sh, stage.AcceptedDelivery())).See("F8 Nächste Aufgabe").Press("f8").See("0b6e1f7c-refused").Press("esc").See("Arbeitsliste")
}
