package desk

import (
	"context"
	"errors"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/intake"
)

// twoStrangers is a folder with two reports about two people nobody knows here.
func twoStrangers(t *testing.T, w *workplace) string {
	t.Helper()
	folder := t.TempDir()
	for _, id := range []string{"1", "2"} {
		one := w.newDraft(w.newCase(), model.TypDiagnose, nil).Report
		one.Patient.PatientID, one.Meldung.MeldungID = model.Text("KIS-"+id), model.Text("M-"+id)
		one.Patient.Stammdaten.Nachname, one.Patient.Stammdaten.Geburtsdatum, one.Patient.Stammdaten.VersichertendatenGKV = model.Text("Fremd"+id), model.Datum("1950-01-0"+id), nil
		delivered(t, folder, id+".xml", one)
	}
	return folder
}

func TestAnImportTellsHowFarItIs(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	heard := map[intake.Step]intake.Progress{}
	hear := func(p intake.Progress) { heard[p.Step] = p }
	g, err := w.Gather(t.Context(), []string{twoStrangers(t, w)}, false, hear)
	w.must(err)
	_, err = g.Carry(t.Context(), intake.Decisions{}, hear)
	w.must(err)
	if p := heard[intake.Reading]; p.Files != 2 {
		t.Errorf("reading: %+v, want two files", p)
	}
	for _, step := range []intake.Step{intake.Comparing, intake.Storing} {
		if p, told := heard[step]; !told || p.Of != 2 {
			t.Errorf("step %d: %+v, want it told, of two reports", step, p)
		}
	}
	if p := heard[intake.Storing]; p.Reports != 2 {
		t.Errorf("storing ends at %+v, want both reports", p)
	}
}

func TestAnImportIsStoppedInEachStep(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	folder := twoStrangers(t, w)
	stopAt := func(step intake.Step) (context.Context, func(intake.Progress)) {
		ctx, stop := context.WithCancel(t.Context())
		return ctx, func(p intake.Progress) {
			if p.Step == step {
				stop()
			}
		}
	}
	ctx, told := stopAt(intake.Reading)
	if _, err := w.Gather(ctx, []string{folder}, false, told); !errors.Is(err, context.Canceled) {
		t.Errorf("Gather = %v, want it stopped", err)
	}
	g := w.gather(folder)
	for _, step := range []intake.Step{intake.Comparing, intake.Storing} {
		ctx, told := stopAt(step)
		if c, err := g.Carry(ctx, intake.Decisions{}, told); !errors.Is(err, context.Canceled) || c.Report != "" {
			t.Errorf("step %d: Carry = %+v, %v, want it stopped", step, c, err)
		}
	}
	if c, err := g.Carry(t.Context(), intake.Decisions{}, unheard); err != nil || c.Reports != 2 || c.Patients != 2 {
		t.Errorf("begun again: %d reports, %d people, %v; want all of them new", c.Reports, c.Patients, err)
	}
}

// What is put beside what is here comes last. Once the rest can be seen it comes, too.
func TestAnImportIsStoppedBeforeItCanBeSeenOrNotAtAll(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	folder := twoStrangers(t, w)
	here := w.newDraft(w.newCase(), model.TypDiagnose, nil)
	for _, text := range []model.Text{"anders", "noch anders"} {
		other := here.Report
		other.Meldung.Anmerkung = text
		delivered(t, folder, string(text)+".xml", other)
	}
	g := w.gather(folder)
	beside := intake.Decisions{Alle: map[intake.Kind]intake.Choice{intake.OtherReport: intake.Beside}}
	ctx, stop := context.WithCancel(t.Context())
	c, err := g.Carry(ctx, beside, func(p intake.Progress) {
		if p.Step == intake.Storing && p.Reports == 3 {
			stop()
		}
	})
	if err != nil || c.Reports != 4 || ctx.Err() == nil {
		t.Errorf("Carry = %d reports, %v, stopped: %v; want all four all the same", c.Reports, err, ctx.Err())
	}
}
