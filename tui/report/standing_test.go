package report

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/stage"
)

func TestFeeAndCompletenessAreSeenWhereOneDecides(t *testing.T) {
	t.Parallel()
	draft := stage.NewDraft()
	s := &draft.Report.Patient.Stammdaten
	s.Versicherung, s.VersichertendatenSonstige = model.VersicherungGKV, nil
	s.VersichertendatenGKV = &model.VersichertendatenGKV{IKNR: "100696012"}
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(NewEditor(d.Sh, draft)).See("19,50 €").Press("pgdown", "i", "enter").See("/")
	d.Press("f6").See("Mindestanforderungen: ").See("Voraussichtliche Vergütung: 19,50 € (unverbindlich)").See("es fehlt: Diagnosedatum")
	d.Press("esc", "pgdown", "140526", "enter", "f12").See("Mindestanforderungen").See("Vergütung   19,50 € (unverbindlich)")
}

func TestErsatzkodeIsSaidToCostTheFee(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(NewEditor(d.Sh, stage.NewDraft())).Press("f6").See("Voraussichtliche Vergütung: 0,00 € (unverbindlich)").See("mit Ersatzkode")
}
