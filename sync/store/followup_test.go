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
