package desk

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/store"
)

// completed is a sent report with a Meldebegründung.
func completed(meldung string, reason model.Code, state model.State) store.Sent {
	r := reportOf("A", "1", meldung)
	r.Meldung.Meldebegruendung = reason
	return store.Sent{Delivery: model.Delivery{State: state, Art: model.SendungMeldung}, Report: *r}
}

// An objection keeps all reports of the person out, also those from before.
func TestExportLeavesOutWhoHasObjected(t *testing.T) {
	t.Parallel()
	before, after := completed("m1", "I", model.StateAccepted), completed("m2", "W", model.StateQueued)
	for name, c := range map[string]struct {
		sent           []store.Sent
		objects, asked bool
		out, not       int // reports in the packages, people left out
	}{
		"no objection":    {sent: []store.Sent{before}, out: 1},
		"objected later":  {sent: []store.Sent{before, after}, objects: true, not: 1},
		"asked for":       {sent: []store.Sent{before, after}, objects: true, asked: true, out: 2},
		"only in a draft": {sent: []store.Sent{before}, objects: true, not: 1},
		"nothing to send": {sent: []store.Sent{completed("m2", "W", model.StateElsewhere)}, objects: true},
	} {
		e := &exporting{Export: Export{Most: 10, Objecting: c.asked}}
		if err := e.person(&model.Case{Widerspruch: c.objects}, c.sent); err != nil {
			t.Fatal(err)
		}
		out := 0
		for _, p := range e.pending {
			out += p.reports
		}
		if out != c.out || e.done.LeftOut != c.not {
			t.Errorf("%s: %d reports, %d people left out, want %d and %d", name, out, e.done.LeftOut, c.out, c.not)
		}
	}
}

func TestAnExportTellsHowFarItIsAndCanBeStopped(t *testing.T) {
	t.Parallel()
	w := offline(t)
	for range 3 {
		if _, err := w.completes(w.newDraft(w.newCase(), model.TypDiagnose, nil), every()...); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var told [][2]int
	written := 0
	_, err := w.archive().Export(ctx, Export{Most: 1, Today: "2026-05-14", Edition: dataset.Newest,
		Write: func(*obds.Document) error { written++; return nil },
		Told: func(done, all int) {
			if told = append(told, [2]int{done, all}); done == 1 {
				stop()
			}
		}})
	if !errors.Is(err, context.Canceled) || !slices.Equal(told, [][2]int{{0, 3}, {1, 3}}) || written > 2 {
		t.Errorf("Export = %v, told %v, %d packages written; want it stopped at the second of three", err, told, written)
	}
}

// One report the schema does not take keeps no other one back.
func TestWhatTheSchemaDoesNotTakeIsLeftOutAndNamed(t *testing.T) {
	t.Parallel()
	w := offline(t)
	for range 2 {
		if _, err := w.completes(w.newDraft(w.newCase(), model.TypDiagnose, nil), every()...); err != nil {
			t.Fatal(err)
		}
	}
	all, _ := w.packages(Export{})
	if len(all) != 1 {
		t.Fatalf("%d packages, want one", len(all))
	}
	broken := reportOf("A", "1", "m-kaputt")
	broken.Meldung.Typ = model.TypDiagnose
	broken.Patient.PatientID = "P-kaputt"
	e := &exporting{Export: Export{Most: 10, Today: "2026-05-14", Edition: dataset.Newest}}
	var written []*obds.Document
	e.Write = func(d *obds.Document) error {
		if problems, err := shapeOf(d); err != nil || problems > 0 {
			return errors.Join(err, ErrUnfit)
		}
		written = append(written, d)
		return nil
	}
	good, err := obds.Read(bytes.NewReader(all[0]), obds.Options{})
	w.must(err)
	p := e.pending.of(good.Absender)
	p.patients, p.melder, p.reports = good.Patients, good.Melder, 2
	p.add([]*model.Report{broken})
	w.must(e.write(e.pending))
	if e.done.Reports != 2 || e.done.Packages != 1 || len(e.done.Unfit) != 1 || e.done.Unfit[0] != "m-kaputt" {
		t.Errorf("exported %+v, want 2 reports in a package and the broken one named", e.done)
	}
	if len(written) != 1 || len(written[0].Patients) != 2 {
		t.Errorf("written %+v, want the two good people", written)
	}
}
