package sent

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/record"
	"example.org/meldeportal/tui/stage"
)

// Begin and end of a therapy, a correction and a request to delete are four different
// lines, however narrow the window is.
func TestListsTellWhatWasSent(t *testing.T) {
	t.Parallel()
	sending := func(number string, art model.Sendung, sub model.Code, replaces string) model.Delivery {
		return model.Delivery{Transaktionsnummer: number, Art: art, CaseID: "c1", Typ: model.TypSYST, Meldeanlass: sub, Date: "2026-05-14",
			State: model.StateAccepted, Ersetzt: replaces, Receipt: &model.Receipt{ReceivedAt: stage.Today}}
	}
	desk := stage.ListDesk()
	desk.OpenGate()
	desk.Sendings = []model.Delivery{
		sending("t4", model.SendungLoeschantrag, model.Behandlungsende, "t3"), sending("t3", model.SendungMeldung, model.Behandlungsende, "t2"),
		sending("t2", model.SendungMeldung, model.Behandlungsende, ""), sending("t1", model.SendungMeldung, model.Behandlungsbeginn, ""),
	}
	for size, words := range map[tea.WindowSizeMsg][]string{
		{Width: 60, Height: 16}:  {"Anna         System. Beginn", "Anna         System. Ende", "Korr. System. Ende", "Lösch. System. Ende", "eingegangen"},
		{Width: 80, Height: 24}:  {"System. Beginn ", " System. Ende ", "Korr. System. Ende ", "Lösch. System. Ende ", "eingegangen"},
		{Width: 120, Height: 40}: {"System. Beginn ", "Korr. System. Ende ", "Lösch. System. Ende ", "│ Löschantrag Systemtherapie Ende", "eingegangen"},
		{Width: 160, Height: 40}: {"Systemtherapie Beginn ", " Systemtherapie Ende ", "Korrektur Systemtherapie Ende ", "Löschantrag Systemtherapie Ende ", "eingegangen"},
	} {
		d := newDesktop(t, desk)
		d.Give(size)
		d.Open(NewTransmissions(d.Sh))
		for _, word := range words {
			d.See(word)
		}
		d.Open(record.NewCaseFile(d.Sh, "c1"))
		for _, word := range []string{"System. Beginn ", " System. Ende ", "Korr. System. Ende ", "Lösch. System. Ende "} {
			d.See(word)
		}
	}
}
