package desk

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/model/obds"
)

// packaged is a document of one report, as another system writes it for sending.
func (w *workplace) packaged(folder, name string, r model.Report) {
	w.t.Helper()
	file, err := os.Create(filepath.Join(folder, name))
	w.must(err)
	out := obds.NewWriter(file, dataset.Newest, model.Absender{AbsenderID: "KIS-7", SoftwareID: "KIS", SoftwareVersion: "1"}, "2026-11-20")
	out.Add(&r.Patient, &r.Meldung)
	w.must(errors.Join(out.Close([]model.Melder{{ID: site, KHAbtStationPraxis: siteName}}), file.Close()))
}

// A package is judged before any of it is stored, what is valid is sent and accounted for in a
// protocol, and the same package once more sends nothing twice.
func TestAParcelIsJudgedThenSent(t *testing.T) {
	t.Parallel()
	w, folder := newStation(t), t.TempDir()
	w.packaged(folder, "1.xml", ofKIS(1, site, "K-1", nil))
	w.packaged(folder, "2.xml", ofKIS(2, site, "K-2", func(r *model.Report) { r.Meldung.Diagnose.Diagnosesicherung = "" }))
	steps := map[intake.Step]bool{}
	hear := func(p intake.Progress) { steps[p.Step] = true }
	for round := range 2 {
		p, err := w.Judge(t.Context(), []string{folder}, hear)
		w.must(err)
		if j := p.Judged(); j.Files != 2 || j.Reports != 2 || j.Valid() != 1 || len(j.Faulty) != 1 || j.Faulty[0].MeldungID != "K-2" || len(j.Faulty[0].Maengel) == 0 || !strings.HasSuffix(j.Faulty[0].At.Name, "2.xml") {
			t.Fatalf("judged: %+v", j)
		}
		if sent, err := w.Deliveries(t.Context(), ""); err != nil || len(sent) != round {
			t.Errorf("judging stored something: %d, %v", len(sent), err)
		}
		sent, err := p.Send(t.Context(), hear)
		w.must(err)
		if len(sent.Outcomes) != 1 || sent.Count(intake.Accepted) != 1 || sent.Stopped {
			t.Errorf("round %d: %+v", round, sent)
		}
		text, err := os.ReadFile(sent.Protocol)
		w.must(err)
		if !strings.Contains(string(text), "K-1  angenommen") || !strings.Contains(string(text), "1 Meldung: 1 angenommen, 0 abgelehnt") || strings.Contains(string(text), string(ofKIS(1, site, "K-1", nil).Patient.Stammdaten.Nachname)) {
			t.Errorf("the protocol is\n%s", text)
		}
	}
	for _, step := range []intake.Step{intake.Judging, intake.Completing, intake.Sending} {
		if !steps[step] {
			t.Errorf("nothing was told of step %d", step)
		}
	}
}

// Of a package with a file that is none nothing is sent; one that is called off leaves nothing
// unsaid, and who may not send does not.
func TestAParcelThatCannotBeSent(t *testing.T) {
	t.Parallel()
	w, folder := newStation(t), t.TempDir()
	w.packaged(folder, "1.xml", ofKIS(1, site, "K-1", nil))
	nobody := func(intake.Progress) {}
	good, err := w.Judge(t.Context(), []string{folder}, nobody)
	w.must(err)
	over, end := context.WithCancel(t.Context())
	end()
	if _, err := w.Judge(over, []string{folder}, nobody); !errors.Is(err, context.Canceled) {
		t.Errorf("called off while it is judged: %v", err)
	}
	sent, err := good.Send(over, nobody)
	if err != nil || !sent.Stopped || sent.Protocol == "" || sent.Count(intake.Accepted) != 0 {
		t.Errorf("called off while it is sent: %+v, %v", sent, err)
	}
	w.must(os.WriteFile(folder+"/2.xml", []byte("kein XML"), 0o600))
	bad, err := w.Judge(t.Context(), []string{folder}, nobody)
	w.must(err)
	if j := bad.Judged(); !j.Whole() || j.Valid() != 0 {
		t.Errorf("with a file that is none: %+v", j)
	}
	hers := w.colleague()
	w.must(w.SetRoles(t.Context(), berta, 0))
	good.desk = hers
	_, err = good.Send(t.Context(), nobody)
	wantFailure(t, err, answer.FailRole)
}
