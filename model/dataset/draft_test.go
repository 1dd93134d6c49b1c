package dataset_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// drawReport fills a report with anything: every text, pointer and list may be
// there or not, without regard to choices and conditions.
func drawReport(t *rapid.T) *model.Report {
	r := new(model.Report)
	draw(t, reflect.ValueOf(r).Elem())
	if p := r.Meldung.Pathologie; p != nil {
		clearOutsidePathologie(p)
	}
	return r
}

func draw(t *rapid.T, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(rapid.SampledFrom([]string{"", "", "x", "C50.4", "OP", "Diagnose", "Perkutan", " Ü\n", "2026-07-01~M"}).Draw(t, "text"))
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "there") {
			v.Set(reflect.New(v.Type().Elem()))
			draw(t, v.Elem())
		}
	case reflect.Slice:
		for range rapid.SampledFrom([]int{0, 0, 0, 1, 2, 11}).Draw(t, "items") {
			item := reflect.New(v.Type().Elem()).Elem()
			draw(t, item)
			v.Set(reflect.Append(v, item))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			draw(t, v.Field(i))
		}
	}
}

// clearOutsidePathologie takes out what the modules of Pathologie do not have.
func clearOutsidePathologie(p *model.Pathologie) {
	for _, path := range outsidePathologie {
		names := strings.Split(strings.TrimPrefix(path, "Report.Meldung.Pathologie."), ".")
		if module := reflect.ValueOf(p).Elem().FieldByName(names[0]); !module.IsNil() {
			module.Elem().FieldByName(names[1]).SetZero()
		}
	}
}

func TestDraftKeepsEverything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := drawReport(t)
		texts := field.Texts(dataset.Report, want)
		got := new(model.Report)
		if unknown := field.Fill(dataset.Report, got, texts); unknown != nil {
			t.Fatalf("Fill does not know %q", unknown)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("draft %v\ngave %v", texts, field.Texts(dataset.Report, got))
		}
	})
}

func TestDraftMarksWhatIsThereAndEmpty(t *testing.T) {
	t.Parallel()
	r := new(model.Report)
	r.Patient.Stammdaten.MengeFruehererName = []model.Text{"Alt", ""}
	r.Meldung.Tumorzuordnung.MorphologieICDO = &model.ICDO{}
	r.Meldung.Diagnose = &model.Diagnose{CTNM: &model.TNM{}, MengeFM: make([]model.Fernmetastase, 1)}
	r.Meldung.SYST = &model.SYST{}
	want := map[string]string{
		"Patient.Menge_Frueherer_Name[0]": "Alt", "Patient.Menge_Frueherer_Name[1].": "", "Tumorzuordnung.Morphologie_ICD_O.": "",
		"Diagnose.cTNM.": "", "Diagnose.Menge_FM[0].": "", "SYST.": "",
	}
	if got := field.Texts(dataset.Report, r); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestFillTellsWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	r := new(model.Report)
	unknown := field.Fill(dataset.Report, r, map[string]string{
		"Patient.Nachname": "Beispiel", "Patient.Haarfarbe": "rot", "Diagnose.cTNM": "T1", "Diagnose.cTNM.": "T1",
		"Diagnose.Menge_FM[0]": "OSS", "Diagnose.Menge_FM[99999999].Lokalisation": "OSS", "Meldung.": "", "": "x", ".": "",
	})
	want := []string{"", ".", "Diagnose.Menge_FM[0]", "Diagnose.Menge_FM[99999999].Lokalisation",
		"Diagnose.cTNM", "Diagnose.cTNM.", "Meldung.", "Patient.Haarfarbe"}
	if !slices.Equal(unknown, want) {
		t.Errorf("unknown are %q, want %q", unknown, want)
	}
	if got := field.Texts(dataset.Report, r); len(got) != 1 || got["Patient.Nachname"] != "Beispiel" {
		t.Errorf("the report holds %v, want the name alone", got)
	}
}

func TestWrittenHasNothingThatIsNotAsked(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := drawReport(t)
		before := field.Texts(dataset.Report, r)
		out := field.Written(dataset.Report, r)
		if after := field.Texts(dataset.Report, r); !reflect.DeepEqual(before, after) {
			t.Fatalf("Written changed the report from %v to %v", before, after)
		}
		asked := map[string]bool{}
		field.Walk(dataset.Report, r, func(b field.Bound) bool {
			asked[b.ID] = asked[b.ID] || b.Row.Leaf() && b.Asked()
			return true
		})
		for id, text := range field.Texts(dataset.Report, out) {
			if strings.HasSuffix(id, ".") && !takenBranch(out, strings.TrimSuffix(id, ".")) {
				t.Errorf("%s is there and empty", id)
			}
			if text != "" && !strings.Contains(id, "[") && (!asked[id] || before[id] != text) {
				t.Errorf("%s is %q; before it was %q, asked %t", id, text, before[id], asked[id])
			}
		}
		for id, text := range before {
			if kept, _ := field.Lookup(dataset.Report, out, id); text != "" && !strings.Contains(id, "[") && asked[id] && kept.Get() != text {
				t.Errorf("%s was asked and held %q, now %q", id, text, kept.Get())
			}
		}
	})
}

// takenBranch reports whether a selector names the container with an id.
func takenBranch(r *model.Report, id string) bool {
	b, ok := field.Lookup(dataset.Report, r, id)
	return ok && b.Row.Choice != "" && b.Asked()
}

func TestWrittenTakesOutEmptyItemsAndKeepsTheTakenBranch(t *testing.T) {
	t.Parallel()
	r := report(t, model.TypST, fields{
		"ST.Menge_Bestrahlung[0].": "", "ST.Menge_Bestrahlung[1].Applikationsart.Art": "Sonstige",
		"ST.Menge_Bestrahlung[1].Applikationsart.Perkutan.Boost": "N", "ST.Modul_Allgemein.Studienteilnahme.": "",
		"ST.Menge_Bestrahlung[2].Ende": "2026-05-14", "OP.Intention": "K", "Patient.Menge_Frueherer_Name[0].": "",
	})
	want := map[string]string{
		"Typ": "ST", "ST.Menge_Bestrahlung[0].Applikationsart.Art": "Sonstige",
		"ST.Menge_Bestrahlung[0].Applikationsart.Sonstige.": "", "ST.Menge_Bestrahlung[1].Ende": "2026-05-14",
	}
	if got := field.Texts(dataset.Report, field.Written(dataset.Report, r)); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestWrittenSharesNothingWithTheReport(t *testing.T) {
	t.Parallel()
	r := full(1)
	r.Meldung.Typ = model.TypDiagnose
	out := field.Written(dataset.Report, r)
	out.Meldung.Diagnose.MengeFM[0].Lokalisation = "changed"
	out.Meldung.Diagnose.CTNM.T = "changed"
	if d := r.Meldung.Diagnose; d.MengeFM[0].Lokalisation == "changed" || d.CTNM.T == "changed" {
		t.Error("changing the copy changed the report")
	}
}
