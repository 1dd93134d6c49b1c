package sent

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/stage"
)

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
