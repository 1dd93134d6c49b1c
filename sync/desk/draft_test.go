package desk

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// A report that is begun with what another one says shares no id with it.
func TestBegunDraftIsLinkedToNothing(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	source := w.sent(model.TypDiagnose)
	r, err := w.Report(t.Context(), source.Transaktionsnummer)
	w.must(err)
	r.Meldung.Anmerkung = "Korrekturmeldung: mit Bild"
	r.Meldung.Diagnose.Histologie.HistologieID, r.Meldung.Diagnose.Histologie.HistologieEinsendeNr = "H-1", "E-4711"
	r.Meldung.Diagnose.CTNM.ID = "TNM-1"
	given := idsOf(&r)
	next := w.draft().PatientID
	d, err := w.BeginDraft(t.Context(), next, &r)
	w.must(err)
	for id, value := range idsOf(&d.Report) {
		if id != "Melder_ID" && id != "Melder.ID" && value != "" && value == given[id] {
			t.Errorf("%s = %q as in the source", id, value)
		}
	}
	m := &d.Report.Meldung
	c, err := w.Case(t.Context(), next)
	w.must(err)
	if d.Report.Patient.PatientID != c.Patient.PatientID || m.Anmerkung != "mit Bild" || m.Diagnose.Histologie.HistologieEinsendeNr != "" {
		t.Errorf("draft = %+v, want the Stammdaten of the case, no mark of a correction, no specimen", d.Report)
	}
	if m.MeldungID == "" || m.Tumorzuordnung.TumorID == "" || m.Diagnose.CTNM.T == "" || m.Tumorzuordnung.PrimaertumorICD.Code == "" {
		t.Errorf("draft = %+v, want new ids and the content of the source", m)
	}
}

func TestBegunDraftStaysWithTheTumourOfItsCase(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	source := w.sent(model.TypOP)
	r, err := w.Report(t.Context(), source.Transaktionsnummer)
	w.must(err)
	d, err := w.BeginDraft(t.Context(), source.CaseID, &r)
	w.must(err)
	if got, want := d.Report.Meldung.Tumorzuordnung.TumorID, r.Meldung.Tumorzuordnung.TumorID; got != want {
		t.Errorf("Tumor_ID = %q, want %q", got, want)
	}
	if op := d.Report.Meldung.OP; op == nil || op.OPID == "" || op.OPID == r.Meldung.OP.OPID || !slices.EqualFunc(op.MengeOPS, r.Meldung.OP.MengeOPS, func(a, b model.OPS) bool { return a == b }) {
		t.Errorf("OP = %+v, want a new OP_ID and the same codes", op)
	}
}

// idsOf are the ids of a report by field.
func idsOf(r *model.Report) map[string]string {
	ids := map[string]string{}
	field.Walk(dataset.Report, r, func(b field.Bound) bool {
		if b.Row.Leaf() && b.Row.Type == dataset.ID50 {
			ids[b.ID] = b.Get()
		}
		return true
	})
	return ids
}
