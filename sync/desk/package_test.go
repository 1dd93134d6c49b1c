package desk

import (
	"fmt"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
)

func reportOf(sender, melder, id string) *model.Report {
	return &model.Report{Absender: model.Absender{AbsenderID: model.Text(sender)}, Melder: model.Melder{ID: model.Text(melder)},
		Meldung: model.Meldung{MeldungID: model.Text(id), MelderID: model.Text(melder)}}
}

// A package has one sender and each Meldung_ID once; nothing gets lost.
func TestPackagesKeepTheSchemasIdentities(t *testing.T) {
	t.Parallel()
	var pending packages
	var all []*pack
	want := 0
	for n, reports := range [][]*model.Report{
		{reportOf("A", "1", "m1"), reportOf("B", "2", "m2"), reportOf("A", "3", "m3")},
		{reportOf("A", "1", "m4"), reportOf("A", "2", "m4")},
		{reportOf("A", "2", "m1")},
		{reportOf("A", "1", "m5"), reportOf("A", "1", "m6"), reportOf("A", "1", "m7"), reportOf("A", "1", "m8"), reportOf("A", "1", "m9")},
	} {
		for _, r := range reports {
			r.Patient.PatientID = model.Text(fmt.Sprint("P", n))
		}
		want += len(reports)
		all = append(all, pending.add(reports, 3)...)
	}
	all = append(all, pending...)
	got := 0
	for _, p := range all {
		got += p.reports
		seen := map[model.Text]bool{}
		d := p.document("2026-05-14", dataset.Newest)
		for _, r := range d.Reports() {
			if key := r.Meldung.MeldungID; seen[key] {
				t.Errorf("a package has %s twice", key)
			} else {
				seen[key] = true
			}
			if r.Absender.AbsenderID != p.absender.AbsenderID || r.Melder.ID != r.Meldung.MelderID {
				t.Errorf("report %s travels with %s and %s", r.Meldung.MeldungID, r.Absender.AbsenderID, r.Melder.ID)
			}
		}
		if len(seen) != p.reports || p.reports > 3 {
			t.Errorf("package of %d reports, counted %d, want at most 3", len(seen), p.reports)
		}
	}
	if got != want {
		t.Errorf("%d reports in packages, want %d", got, want)
	}
}
