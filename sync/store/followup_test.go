package store

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/worklist"
)

// The one that waits longest comes first, whatever months there are between them and
// whatever a document of elsewhere took for a date, and no more are read than wanted.
func TestFollowUpsComeByTheirDay(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	v.store.opt.Merkmale = record.MerkmaleOf
	var want []model.Datum
	for i, day := range []model.Datum{"2026-02-14", "2024-11-30", "1931-05-01", "1024-05-01", "2025-01", "2026-02-01", "2024-11-02", "2026-02-15", "2027-01-01"} {
		c := newCase(t, v, string(day))
		r := testReport("x")
		r.Meldung.Tumorzuordnung.TumorID, r.Meldung.Tumorzuordnung.Diagnosedatum = "T1", day
		send(t, v, c.ID, r, "t"+string(rune('0'+i)))
		if day < "2026-02-15" {
			want = append(want, day)
		}
	}
	slices.Sort(want)
	for n := 1; n <= len(want)+1; n++ {
		var got []model.Datum
		err := v.FollowUps(t.Context(), "2026-02-15", func(f worklist.Nachsorge) bool {
			got = append(got, f.Last)
			return len(got) < n
		})
		if err != nil || !slices.Equal(got, want[:min(n, len(want))]) {
			t.Errorf("the first %d = %q, %v, want %q", n, got, err, want[:min(n, len(want))])
		}
	}
}

// What a change of a case leaves as it was is not written again, whatever else is.
func TestFollowUpsThatStayAreNotWrittenAgain(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	v.store.opt.Merkmale = record.MerkmaleOf
	c := newCase(t, v, "Muster")
	r := testReport("x")
	r.Meldung.Tumorzuordnung.TumorID, r.Meldung.Tumorzuordnung.Diagnosedatum = "T1", "2024-11-30"
	send(t, v, c.ID, r, "t0")
	kept := func() (seqs []int64) {
		return must(queryAll(t.Context(), v.store.reader, scanNumber, "SELECT seq FROM followup ORDER BY seq"))(t)
	}
	before := kept()
	newDraft(t, v, c.ID, "y")
	if got := kept(); len(before) != 1 || !slices.Equal(got, before) {
		t.Errorf("after a draft the follow-ups are of the changes %v, want %v as before", got, before)
	}
	r.Meldung.MeldungID, r.Meldung.Tumorzuordnung.Diagnosedatum = "M-later", "2025-02-01"
	send(t, v, c.ID, r, "t1")
	if got := kept(); len(got) != 1 || got[0] <= before[0] {
		t.Errorf("after something later was heard they are of the changes %v, want a later one than %v", got, before)
	}
}
