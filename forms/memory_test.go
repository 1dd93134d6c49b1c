package forms

import (
	"fmt"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// restart opens what a driver holds as a new program would.
func (d *driver) restart() *driver {
	d.t.Helper()
	again := drive(d.t, field.Copy(d.r), d.f.pages)
	again.f.Resume(d.f.Cursor())
	if !again.f.Recall(d.f.Memory()) {
		d.t.Fatal("the memory was refused")
	}
	return again
}

func TestUndoAndRedoSurviveRestart(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	empty := dump(t, d.r)
	d.goTo("Tumorzuordnung.Diagnosedatum").keys("14.05.2025<Enter>c504<Enter>")
	d.goTo("Diagnose.Menge_FM").keys("120326<Enter>hep<Enter><C-n>g<Enter>oss<Enter>")
	d.goTo("Diagnose.Menge_FM[0].Lokalisation").keys("<A-Down><C-t>")
	d.goTo("Diagnose.Menge_FM[0].Lokalisation").keys("<C-k>")
	full := dump(t, d.r)
	d = d.restart().keys("<C-z><C-z>").restart().keys("<C-z><C-z><C-z><C-z><C-z><C-z><C-z><C-z><C-z><C-z>")
	if got := dump(t, d.r); got != empty {
		t.Errorf("after undo: got %s, want %s", got, empty)
	}
	d = d.restart().keys("<C-y><C-y><C-y><C-y><C-y><C-y><C-y><C-y><C-y><C-y><C-y>")
	if got := dump(t, d.r); got != full {
		t.Errorf("after redo: got %s, want %s", got, full)
	}
}

func TestHalfTypedTextIsOneStepOverARestart(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Tumorzuordnung.Diagnosedatum").keys("1205").restart()
	d.keys("26<Enter>").value("Tumorzuordnung.Diagnosedatum", "2026-05-12").keys("<C-z>").value("Tumorzuordnung.Diagnosedatum", "")
}

// Half a line of a TNM goes on at its last letter, in the same visit, with what of
// it was not understood.
func TestHalfATNMLineGoesOnAfterARestart(t *testing.T) {
	t.Parallel()
	d := driveTNM(t).keys("pT2 xyz L1").restart().sees(formulaLabel + "                pT2 xyz L1").sees("? nicht verstanden: xyz")
	d.keys(" pN1").restart().keys("a").value("Diagnose.pTNM.T", "2").value("Diagnose.pTNM.N", "1a").value("Diagnose.pTNM.a_Symbol", "")
	d.keys("<BS><BS><BS><BS>").restart().value("Diagnose.pTNM.N", "") // typed in this visit, taken back in it
	d.keys("<Tab><C-z>").value("Diagnose.pTNM.T", "").value("Diagnose.pTNM.L", "")
}

func TestHalfATNMLineKeepsWhatItDoesNotNameAfterARestart(t *testing.T) {
	t.Parallel()
	d := driveTNM(t).keys("pT2 pN1a cM0<Tab>").goTo("Diagnose.pTNM").keys("pT3 xyz").restart().keys("<BS><Tab>")
	d.value("Diagnose.pTNM.T", "3").value("Diagnose.pTNM.N", "1a").value("Diagnose.pTNM.M", "0")
	d.goTo("Diagnose.pTNM").keys("<End><BS>").restart().keys("<C-u><Tab>").value("Diagnose.pTNM.N", "")
}

func TestTheRestOfATNMLineStandsInItAfterARestart(t *testing.T) {
	t.Parallel()
	d := driveTNM(t).keys("pT2 xyz<Tab>").goTo("Diagnose.pTNM").restart().sees(formulaLabel + "                pT2 xyz")
	d.keys("pT3<Tab>").value("Diagnose.pTNM.T", "3").value("Diagnose.pTNM.c_p_u_Praefix_T", "p")
	if rest := d.f.Unread(); rest != nil {
		t.Errorf("the line was chosen and typed over, yet has a rest: %v", rest)
	}
}

func TestTheFieldsBesideHalfATNMLineSurviveARestart(t *testing.T) {
	t.Parallel()
	driveOP(t).keys("pT2 (2/15").restart().keys(") G2").restart().keys("<Tab>").value("OP.Histologie.LK_untersucht", "15").value("OP.Histologie.Grading", "2")
	driveOP(t).keys("pT2 G2").restart().keys("<BS><BS><Tab>").value("OP.Histologie.Grading", "").value("OP.TNM.T", "2")
}

// What stands half typed stands there after a restart, in one field of each kind.
func TestHalfTypedLettersStandThereAfterARestart(t *testing.T) {
	t.Parallel()
	for _, id := range append(oneOfEachKind(), "Diagnose.pTNM") {
		for _, text := range []string{"x", "1x", "5-47 xyz", "312"} {
			d := driveDiagnose(t)
			if !d.f.Goto(id) {
				t.Fatalf("no way to %s", id)
			}
			want := d.keys(text).f.current().widget().text()
			if got := d.restart().f.current().widget().text(); got != want {
				t.Errorf("%s shows %q, want %q", id, got, want)
			}
		}
	}
}

func TestOriginAndVisitedFieldsSurviveRestart(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Meldebegruendung").keys("<Tab>")
	d.f.Carry(map[string]string{"Tumorzuordnung.Seitenlokalisation": "L"}, "Vorlage Mamma")
	d = d.restart().goTo("Tumorzuordnung.Diagnosedatum").sees("← Vorlage Mamma")
	if !d.f.visited["Meldebegruendung"] {
		t.Error("a field is forgotten that was visited before the restart")
	}
}

func TestDamagedOrForeignMemoryIsIgnored(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Tumorzuordnung.Diagnosedatum").keys("14.05.2025<Enter>c504<Enter>")
	memory := d.f.Memory()
	for i := range memory {
		damaged := append([]byte(nil), memory...)
		damaged[i] ^= 0x41
		if d.f.Recall(damaged) || d.f.Recall(memory[:i]) {
			t.Fatalf("a memory damaged at byte %d was taken", i)
		}
	}
	d.keys("<C-z>").value("Tumorzuordnung.Primaertumor_ICD", "").value("Tumorzuordnung.Diagnosedatum", "2025-05-14")
}

func TestUndoLeavesAloneWhatWasChangedElsewhere(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Diagnose.Menge_FM").keys("120326<Enter>hep<Enter>")
	memory := d.f.Memory()
	r := newReport(model.TypDiagnose)
	r.Meldung.Diagnose = &model.Diagnose{MengeFM: []model.Fernmetastase{{Lokalisation: "OSS"}}}
	d = drive(t, r, Pages(model.TypDiagnose))
	d.f.Recall(memory)
	d.keys("<C-z><C-z><C-z><C-z>").value("Diagnose.Menge_FM[0].Lokalisation", "OSS")
}

func FuzzRecall(f *testing.F) {
	d := &driver{f: New(dataset.Report, newReport(model.TypDiagnose), Pages(model.TypDiagnose), testEnv())}
	d.f.Carry(map[string]string{"Diagnose.Menge_FM[0].Lokalisation": "HEP"}, "Vorlage")
	f.Add(d.f.history.kept.bytes)
	f.Fuzz(func(t *testing.T, records []byte) {
		r := recaller{bytes: records, past: newPast()}
		r.records()
	})
}

// BenchmarkMemory has 5,000 changes behind it: what one save and one opening cost.
func BenchmarkMemory(b *testing.B) {
	f := New(dataset.Report, newReport(model.TypDiagnose), Pages(model.TypDiagnose), testEnv())
	for i := range 5000 {
		f.write([]string{"Anmerkung", "Diagnose.Primaertumor_Diagnosetext", "Tumorzuordnung.Diagnosedatum"}[i%3], fmt.Sprintf("2026-05-%04d", i))
		f.close()
	}
	var memory []byte
	var save, open time.Duration
	for b.Loop() {
		from := time.Now()
		memory = f.Memory()
		save = time.Since(from)
		from = time.Now()
		if !f.Recall(memory) {
			b.Fatal("refused")
		}
		open = time.Since(from)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(save.Microseconds()), "save-µs")
	b.ReportMetric(float64(open.Microseconds()), "open-µs")
	b.ReportMetric(float64(len(memory)), "bytes")
}
