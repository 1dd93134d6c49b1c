package forms

import (
	"fmt"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
)

// counts is a Usage in memory.
type counts map[string]int

func (c counts) Count(list, code string) int { return c[list+" "+code] }
func (c counts) Use(list, code string)       { c[list+" "+code]++ }

func driveUsed(t *testing.T, r *model.Report, used counts) *driver {
	t.Helper()
	env := testEnv()
	env.Used = used
	return &driver{t, New(dataset.Report, r, Pages(r.Meldung.Typ), env), r}
}

// hits are the codes of the open list, with their remarks.
func (d *driver) hits() []string {
	d.t.Helper()
	p := d.f.current().widget().(*pick)
	var all []string
	for _, e := range p.hits {
		all = append(all, strings.TrimSpace(e.Code+" "+p.remark(e.Code)))
	}
	return all
}

func breast() *model.Report {
	r := newReport(model.TypDiagnose)
	r.Meldung.Tumorzuordnung.PrimaertumorICD.Code = "C50.4"
	return r
}

func TestMostUsedComesFirstThenWhatFits(t *testing.T) {
	t.Parallel()
	used := counts{"Topographie C50.9": 3, "Topographie C34.1": 1}
	d := driveUsed(t, breast(), used).goTo("Diagnose.Primaertumor_Topographie_ICD_O").keys("<Space>")
	got := strings.Join(d.hits()[:4], ", ")
	if want := "C50.9 oft benutzt, C34.1 oft benutzt, C50.4 passt, C50.0 passt"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	d.value("Diagnose.Primaertumor_Topographie_ICD_O", "") // looking is not choosing
}

func TestTheVeryCodeStaysFirst(t *testing.T) {
	t.Parallel()
	used := counts{"Topographie C50.9": 3}
	d := driveUsed(t, breast(), used).goTo("Diagnose.Primaertumor_Topographie_ICD_O").keys("c341")
	if got := d.hits()[0]; got != "C34.1" {
		t.Errorf("got %s, want C34.1", got)
	}
}

func TestConfirmedCodesAreCountedAndTypedWordsAreNot(t *testing.T) {
	t.Parallel()
	used := counts{}
	d := driveUsed(t, breast(), used).goTo("Diagnose.Primaertumor_Topographie_ICD_O").keys("c504<Tab>")
	d.goTo("Tumorzuordnung.Primaertumor_ICD").keys("brust<Tab>").goTo("Eigene_Leistung").keys("j<Tab>")
	if got, want := fmt.Sprint(used), fmt.Sprint(counts{"Topographie C50.4": 1}); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestPlausibleCombinationsComeFirst(t *testing.T) {
	t.Parallel()
	morphology := "Diagnose.Histologie.Morphologie_ICD_O[0]"
	for _, c := range []struct {
		name, id, keys, want string
		report               func() *model.Report
	}{
		{"morphology of the breast", morphology, "<Space>", "8500/3 passt", breast},
		{"morphology in situ", morphology, "dukt", "8500/2 passt", func() *model.Report {
			r := breast()
			r.Meldung.Tumorzuordnung.PrimaertumorICD.Code = "D05.1"
			return r
		}},
		{"substance of the protocol", "SYST.Menge_Substanz[0].Bezeichnung", "<Space>", "Fluorouracil passt", func() *model.Report {
			r := newReport(model.TypSYST)
			r.Meldung.SYST = &model.SYST{Protokoll: "FOLFOX4", Therapieart: "CH", MengeSubstanz: make([]model.Substanz, 1)}
			return r
		}},
		{"protocol of the kind of therapy", "SYST.Protokoll", "fol", "passt", func() *model.Report {
			r := newReport(model.TypSYST)
			r.Meldung.SYST = &model.SYST{Therapieart: "CH"}
			return r
		}},
		{"classification of lymphomas", "Diagnose.Menge_Weitere_Klassifikation[0].Name", "<Space>", "Ann Arbor passt", func() *model.Report {
			r := newReport(model.TypDiagnose)
			r.Meldung.Tumorzuordnung.PrimaertumorICD.Code = "C81.1"
			r.Meldung.Diagnose = &model.Diagnose{MengeWeitereKlassifikation: make([]model.WeitereKlassifikation, 1)}
			return r
		}},
	} {
		d := driveUsed(t, c.report(), nil).goTo(c.id).keys(c.keys)
		if got := d.hits()[:6]; !strings.Contains(strings.Join(got, "\n"), c.want) {
			t.Errorf("%s: got %v, want %s among them", c.name, got, c.want)
		}
	}
}

func TestTargetsOfTheOrganComeFirst(t *testing.T) {
	t.Parallel()
	r := newReport(model.TypST)
	r.Meldung.Tumorzuordnung.PrimaertumorICD.Code = "C61"
	r.Meldung.ST = &model.ST{MengeBestrahlung: make([]model.Bestrahlung, 1)}
	d := driveUsed(t, r, nil)
	f := rankedSource(d, "Zielgebiet2021")
	if got := f.search("", 2); got[0].Code != "5.4" || got[1].Code != "9.10" {
		t.Errorf("got %v, want prostate and pelvic nodes", got)
	}
}

// rankedSource is a list in the order of a form.
func rankedSource(d *driver, list string) source {
	l, _ := d.f.env.Lists.Get(list)
	return ranked{source: listed{list: l}, list: list, form: d.f}
}

func TestShortListsKeepTheirOrder(t *testing.T) {
	t.Parallel()
	d := driveUsed(t, newReport(model.TypDiagnose), counts{"JNU U": 9}).goTo("Eigene_Leistung").keys("<Space>")
	if got := strings.Join(d.hits(), ", "); got != "J, N, U" {
		t.Errorf("got %s, want the list's own order", got)
	}
}
