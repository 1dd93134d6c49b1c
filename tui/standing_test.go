package tui

import (
	"testing"

	"example.org/meldeportal/model"
)

func TestFeeAndCompletenessAreSeenWhereOneDecides(t *testing.T) {
	t.Parallel()
	draft := newDraft()
	s := &draft.Report.Patient.Stammdaten
	s.Versicherung, s.VersichertendatenSonstige = model.VersicherungGKV, nil
	s.VersichertendatenGKV = &model.VersichertendatenGKV{IKNR: "100696012"}
	d := newDesktop(t, &deskDouble{})
	d.open(NewEditor(d.sh, draft)).see("19,50 €").press("pgdown", "i", "enter").see("/")
	d.press("f6").see("Mindestanforderungen: ").see("Voraussichtliche Vergütung: 19,50 € (unverbindlich)").see("es fehlt: Diagnosedatum")
	d.press("esc", "pgdown", "140526", "enter", "f12").see("Mindestanforderungen").see("Vergütung   19,50 € (unverbindlich)")
}

func TestErsatzkodeIsSaidToCostTheFee(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	d.open(NewEditor(d.sh, newDraft())).press("f6").see("Voraussichtliche Vergütung: 0,00 € (unverbindlich)").see("mit Ersatzkode")
}
