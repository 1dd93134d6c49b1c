package forms

import (
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
)

// organs open the modules, one after the other.
var organs = []model.Code{"", "C50.4", "C18.7", "C61", "C43.5"}

func TestEveryEntryOfEveryPageIsAskedInWords(t *testing.T) {
	t.Parallel()
	for _, typ := range allTypes {
		for _, icd := range organs {
			f := everythingOpen(typ, icd)
			if missing := unasked(f, askedInWords(f)); len(missing) > 0 {
				t.Errorf("%s, tumour %q: not asked: %v", typ, icd, missing)
			}
		}
	}
}

// A form that loses one question must not pass the test above.
func TestAnEntryThatIsNotAskedIsNoticed(t *testing.T) {
	t.Parallel()
	f := everythingOpen(model.TypDiagnose, "C50.4")
	asked := askedInWords(f)
	for i, id := range asked {
		if missing := unasked(f, slices.Delete(slices.Clone(asked), i, i+1)); !slices.Equal(missing, []string{id}) {
			t.Fatalf("without %s: missing got %v", id, missing)
		}
	}
}

// everythingOpen is a form with an element in every group, all of them open.
func everythingOpen(typ model.Zweig, icd model.Code) *Form {
	r := newReport(typ)
	r.Meldung.Tumorzuordnung.PrimaertumorICD.Code = icd
	fillLists(r)
	f := New(dataset.Report, r, Pages(typ), testEnv())
	f.openAll()
	f.unlock()
	return f
}

// askedInWords goes from the first question to the last one.
func askedInWords(f *Form) (ids []string) {
	for more := true; more; more = f.Forward() {
		q := f.Question()
		if q.Label == "" {
			q.ID += " without a label"
		}
		ids = append(ids, askedKey(q.ID, q.Kind == AskGroup))
	}
	return ids
}

// askedKey tells a group's question from that of its own field.
func askedKey(id string, group bool) string {
	if group {
		return id + "+"
	}
	return id
}

// unasked are the entries of all pages that are no question. The edition of a code
// is one once the code is there.
func unasked(f *Form, asked []string) (missing []string) {
	for p := range f.pages {
		for _, e := range f.list(&f.pages[p]) {
			if id := askedKey(e.id, e.kind == adder); !e.silent() && !(e.kind == leaf && f.settled(e.bound)) && !slices.Contains(asked, id) {
				missing = append(missing, id)
			}
		}
	}
	return missing
}

func TestAnswersInWordsAreWhatTypingWouldWrite(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	say := func(id, text, want string) {
		t.Helper()
		d.goTo(id)
		if hits := d.f.Answer(text); len(hits) > 0 {
			t.Errorf("%s: %q gives %d hits, want none", id, text, len(hits))
		}
		d.value(id, want)
	}
	say("Tumorzuordnung.Diagnosedatum", "140526", "2026-05-14")
	say("Tumorzuordnung.Primaertumor_ICD", "c504", "C50.4")
	d.value("Tumorzuordnung.Primaertumor_ICD.Version", "10 2026 GM")
	say("Tumorzuordnung.Seitenlokalisation", "l", "L")
	say("Tumorzuordnung.Seitenlokalisation", "", "")
	say("Diagnose.Primaertumor_Topographie_Freitext", "oben außen", "oben außen")
	say("Diagnose.Primaertumor_Topographie_Freitext", "unten", "unten")
	say("Anmerkung", "erste Zeile\nzweite", "erste Zeile\nzweite")
	d.f.undo()
	d.value("Anmerkung", "")
}

func TestAnswerInWordsThatMayMeanSeveralCodesIsChosen(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Tumorzuordnung.Primaertumor_ICD")
	hits := d.f.Answer("brust")
	if len(hits) < 2 {
		t.Fatalf("hits: got %d, want several", len(hits))
	}
	d.value("Tumorzuordnung.Primaertumor_ICD", "brust") // nothing typed is lost meanwhile
	if !d.f.Choose(1) {
		t.Fatal("the second hit cannot be chosen")
	}
	d.value("Tumorzuordnung.Primaertumor_ICD", hits[1].Code)
	if q := d.f.Question(); q.Value != hits[1].Code || !strings.Contains(q.Meaning, hits[1].Label) {
		t.Errorf("question: got %q, %q; want the chosen code with its meaning", q.Value, q.Meaning)
	}
	d.f.undo()
	d.value("Tumorzuordnung.Primaertumor_ICD", "")
}

func TestBranchInWordsIsChosenByItsNumber(t *testing.T) {
	t.Parallel()
	d := drive(t, &model.Report{}, Stammdaten()).goTo("Patient.Versicherung")
	q := d.f.Question()
	if len(q.Few) == 0 || q.Few[0].Code != "1" {
		t.Fatalf("choices: got %v, want numbered ones", q.Few)
	}
	d.f.Answer("1")
	if got := d.f.Question().Value; got != q.Few[0].Label {
		t.Errorf("chosen: got %q, want %q", got, q.Few[0].Label)
	}
}

func TestFormulaInWordsFillsItsFields(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	found := Find(d.f.Targets(), "formel")
	if len(found) != 2 {
		t.Fatalf("formulas found: %v, want two", found)
	}
	d.f.Goto(found[0].ID)
	d.f.Answer("cT2 cN1 cM0")
	d.value("Diagnose.cTNM.T", "2").value("Diagnose.cTNM.N", "1").value("Diagnose.cTNM.M", "0")
	d.f.Goto(found[0].ID)
	d.f.Answer("cN2")
	d.value("Diagnose.cTNM.T", "2").value("Diagnose.cTNM.N", "2")
}

func TestGroupInWordsGrowsAndShrinks(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Diagnose.Menge_FM")
	if q := d.f.Question(); q.Kind != AskGroup || q.Items != 0 {
		t.Fatalf("question: got %+v, want that of an empty group", q)
	}
	d.f.AddItem()
	d.f.Answer("12.03.2026")
	if q := d.f.Question(); q.Within == "" {
		t.Error("the field does not say in which element it stands")
	}
	d.goTo("Diagnose.Menge_FM[0]")
	if q := d.f.Question(); q.Kind != AskItem || !strings.Contains(q.Value, "12.03.2026") {
		t.Errorf("question: got %+v, want the element with its date", q)
	}
}
