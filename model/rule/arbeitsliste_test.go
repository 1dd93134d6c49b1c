package rule

import (
	"testing"

	"example.org/meldeportal/model"
)

func begun(id model.Text, beginn model.Datum, anlass model.Code) *model.Report {
	return &model.Report{Meldung: model.Meldung{Typ: model.TypSYST, Tumorzuordnung: model.Tumorzuordnung{TumorID: "t1"},
		SYST: &model.SYST{SYSTID: id, Meldeanlass: anlass, Beginn: beginn}}}
}

func TestOpenTherapiesAreThoseWhoseSentBeginHasNoSentEnd(t *testing.T) {
	t.Parallel()
	open, ended := begun("s1", "2024-12-01", behandlungsbeginn), begun("s2", "2024-11-04", behandlungsbeginn)
	reports := []Past{
		{Report: ended, Sent: true},
		{Report: open, Sent: true},
		{Report: begun("s3", "2024-12-01", behandlungsbeginn)},
		{Report: begun("s4", "2026-02-02", behandlungsbeginn), Sent: true},
		{Report: begun("s2", "2024-11-04", behandlungsende), Sent: true},
		{Report: begun("s1", "2024-12-01", behandlungsende)},
	}
	got := OpenTherapies(reports, "2026-05-14")
	if len(got) != 1 || got[0].Begin != open {
		t.Fatalf("got %d open therapies %+v, want the one with id s1", len(got), got)
	}
	if want := "Das Ende der am 01.12.2024 begonnenen Therapie ist noch nicht gemeldet."; got[0].Finding.Text != want {
		t.Errorf("got sentence %q, want %q", got[0].Finding.Text, want)
	}
}

func TestOpenTherapiesAreSilentWhereTheRuleIsOff(t *testing.T) {
	t.Parallel()
	reports := []Past{{Report: begun("s1", "2024-12-01", behandlungsbeginn), Sent: true}}
	off := With(Config{Rules: map[string]Severity{idOffeneTherapie: Aus}})
	if got := OpenTherapies(reports, "2026-05-14", off); len(got) != 0 {
		t.Errorf("got %d open therapies, want none", len(got))
	}
	if got := OpenTherapies(reports, "2026-05-14"); len(got) != 1 {
		t.Errorf("without the option: got %d open therapies, want one", len(got))
	}
}

func TestAReportBeingWrittenDoesNotMentionItsOwnOpenTherapy(t *testing.T) {
	t.Parallel()
	c := Case{Report: begun("s1", "2024-12-01", behandlungsbeginn), Today: "2026-05-14"}
	for _, f := range Check(c, ContentOnly()) {
		if f.Rule == idOffeneTherapie {
			t.Errorf("got finding %s, want none", f.Rule)
		}
	}
}
