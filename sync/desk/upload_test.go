package desk

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/model/obds"
)

// packed is what another system writes of some reports, read as it is for sending.
func (w *workplace) packedOf(reports ...model.Report) *Intake {
	w.t.Helper()
	in, folder := NewIntake(false), w.t.TempDir()
	var paths []string
	for _, r := range reports {
		paths = append(paths, delivered(w.t, folder, string(r.Meldung.MeldungID)+".xml", r))
	}
	r := Reading{In: in, Hear: func(string) Heard { return Heard{func(obds.Problem) {}, func(obds.Note) {}} }}
	w.must(r.Files(w.t.Context(), paths))
	return in
}

// ofKIS is a complete report of another system about its n-th person.
func ofKIS(n int, melder, meldung model.Text, change func(*model.Report)) model.Report {
	r := model.Report{Patient: invented(100 + n), Meldung: breast(model.TypDiagnose), Meldedatum: "2026-05-14"}
	r.Melder, r.Meldung.MelderID, r.Meldung.MeldungID = model.Melder{ID: melder}, melder, meldung
	r.Meldung.Tumorzuordnung.TumorID = "T1"
	if change != nil {
		change(&r)
	}
	return r
}

// sentOf uploads a package and waits for the answers.
func (w *workplace) sentOf(in *Intake) []intake.Outcome {
	w.t.Helper()
	all, err := w.Upload(w.t.Context(), in, func(int, int) {})
	w.must(err)
	w.must(w.Answers(w.t.Context(), all, func(int, int) {}))
	return all
}

// What is valid in a package is sent and accounted for by the registry's answer; the rest
// says why not. The same package once more sends nothing twice.
func TestAPackageIsSentOnceAndAccountedFor(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	reports := []model.Report{
		ofKIS(1, site, "K-1", nil),
		ofKIS(2, site, "K-2", func(r *model.Report) { r.Meldung.Diagnose.Diagnosesicherung = "" }),
		ofKIS(3, "HE-00000099", "K-3", nil),
		ofKIS(1, site, "K-4", func(r *model.Report) {
			r.Meldung = breast(model.TypOP)
			r.Meldung.MelderID, r.Meldung.MeldungID = site, "K-4"
			r.Meldung.Tumorzuordnung.TumorID = "T1"
		}),
	}
	all := w.sentOf(w.packedOf(reports...))
	results := map[model.Text]intake.Result{}
	for _, o := range all {
		results[o.MeldungID] = o.Result
		if (o.Result == intake.NotSent) != (len(o.Maengel) > 0) || (o.Result == intake.Accepted) != (o.Nummer != "") {
			t.Errorf("%+v", o)
		}
	}
	for meldung, want := range map[model.Text]intake.Result{"K-1": intake.Accepted, "K-2": intake.NotSent, "K-3": intake.NotSent, "K-4": intake.Accepted} {
		if results[meldung] != want {
			t.Errorf("%s: %q, want %q; %+v", meldung, results[meldung], want, all)
		}
	}
	sent, err := w.Deliveries(t.Context(), "")
	w.must(err)
	again := w.sentOf(w.packedOf(reports...))
	after, err := w.Deliveries(t.Context(), "")
	w.must(err)
	if len(sent) != 2 || len(after) != 2 {
		t.Errorf("%d deliveries, after the same package once more %d, want 2", len(sent), len(after))
	}
	if !slices.EqualFunc(all, again, func(a, b intake.Outcome) bool {
		return a.MeldungID == b.MeldungID && a.Result == b.Result && a.Nummer == b.Nummer
	}) {
		t.Errorf("once more it says %+v, before %+v", again, all)
	}
}

// What is here under the same id with other words is not taken for the package's: neither
// a draft somebody works on nor what was sent.
func TestAPackageTakesNobodysPlace(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	graded := func(grade model.Code) func(*model.Report) {
		return func(r *model.Report) { r.Meldung.Diagnose.Histologie.Grading = grade }
	}
	first := w.sentOf(w.packedOf(ofKIS(1, site, "K-1", nil)))
	if first[0].Result != intake.Accepted {
		t.Fatalf("%+v", first)
	}
	incomplete := func(r *model.Report) { r.Meldung.Diagnose.Diagnosesicherung = "" }
	w.sentOf(w.packedOf(ofKIS(2, site, "K-2", incomplete)))
	all := w.sentOf(w.packedOf(ofKIS(1, site, "K-1", graded("3")), ofKIS(2, site, "K-2", graded("3"))))
	for _, o := range all {
		if o.Result != intake.NotSent || o.Nummer != "" || len(o.Maengel) != 1 {
			t.Errorf("%+v, want it not to be sent", o)
		}
	}
	if sent, _ := w.Deliveries(t.Context(), ""); len(sent) != 1 {
		t.Errorf("%d deliveries, want the first one", len(sent))
	}
}
