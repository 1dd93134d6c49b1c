package forms

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
)

// odd are stored values no list and no pattern knows.
var odd = []string{"zz", " Rand ", "C50.4+", "2026-02-10~T", "2026-13-45", "unbekannt\u202e", "a\tb\nc", "\x1b[31mrot", "1,5", "é\u0301\u0301\u0301\u0301\u0301\u0301", "7.1", "X"}

func TestOpeningAndLeavingEveryPageChangesNothing(t *testing.T) {
	t.Parallel()
	for n, typ := range allTypes {
		for shift := n % stride; shift < len(odd); shift += stride {
			t.Run(fmt.Sprintf("%s/%d", typ, shift), func(t *testing.T) {
				t.Parallel()
				r := newReport(typ)
				r.Patient.Stammdaten.Versicherung = model.VersicherungPKV
				fillLists(r)
				fillLeaves(r, shift)
				before := dump(t, r)
				d := drive(t, r, Pages(typ))
				d.f.unlock()
				d.f.SetWhole(shift%2 == 1)
				visitAll(d)
				if after := dump(t, r); after != before {
					t.Fatalf("values from %q on: report changed\nfrom %s\nto   %s", odd[shift], before, after)
				}
				if d.f.Changes() != 0 || d.f.CanUndo() == "" {
					t.Errorf("changes: got %d, want none", d.f.Changes())
				}
			})
		}
	}
}

// visitAll goes through the whole form and back, opens every element, and
// changes the speed on the way.
func visitAll(d *driver) {
	for i := range 400 {
		d.keys("<Down><Tab>").view()
		if e := d.f.current(); e.kind == item && !d.f.open[e.id] {
			d.keys("<Enter>")
		}
		if i%40 == 39 {
			d.f.SetWhole(!d.f.Whole())
		}
	}
	for range len(d.f.pages) {
		d.keys("<Up><S-Tab><PgUp>").view()
	}
}

// fillLeaves gives every field one of the odd values, except what decides
// about branches.
func fillLeaves(r *model.Report, shift int) {
	i := shift
	field.Walk(dataset.Report, r, func(b field.Bound) bool {
		if b.Row.Leaf() && b.Row.Type != field.Selector {
			b.Set(odd[i%len(odd)])
			i++
		}
		return true
	})
}

func dump(t *testing.T, r *model.Report) string {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestTypedAheadKeysLandInTheirFields(t *testing.T) {
	t.Parallel()
	d := drive(t, &model.Report{}, Stammdaten())
	d.keys("Wolf<Tab>Karl Maria<Enter>120350<Tab>m<Enter>Lupus<Tab>Bär<Tab><Tab>Dr.<Enter>")
	d.value("Patient.Nachname", "Wolf").value("Patient.Vornamen", "Karl Maria").value("Patient.Geburtsdatum", "1950-03-12").
		value("Patient.Geschlecht", "M").value("Patient.Geburtsname", "Lupus").value("Patient.Menge_Frueherer_Name[0]", "Bär").
		value("Patient.Titel", "Dr.")
}

func TestLettersThatArriveTogetherAreAllTaken(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Tumorzuordnung.Primaertumor_ICD")
	d.f.Key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("c504")})
	d.keys("<Tab>").value("Tumorzuordnung.Primaertumor_ICD", "C50.4")
}

func TestWrongFieldNeverTrapsTheCursor(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	d.f.unlock()
	for _, key := range []string{"Tab", "Enter", "Down"} {
		d.f.show(0)
		seen := map[string]bool{}
		for range 400 {
			id := d.f.Cursor()
			e := d.f.current()
			if e == nil {
				t.Fatalf("no field has the focus after %s at %s", key, id)
			}
			if e.kind == leaf && !e.beyond && !seen[id] {
				d.keys("?!")
			}
			seen[id] = true
			if _, text := e.areaIf(); text && key == "Enter" {
				d.keys("<Tab>") // there Enter is part of the text
			}
			d.keys("<" + key + ">")
		}
		if i, n, title := d.f.Page(); i != n {
			t.Errorf("%s ended on page %d of %d (%s) at %s", key, i, n, title, d.f.Cursor())
		}
	}
}

func TestCodeIsTakenOnlyWhereItWasChosen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ keys, want, why string }{
		{"c504<Enter>", "C50.4", "the code was typed"},
		{"C50,4<Tab>", "C50.4", "the code was typed with a comma"},
		{"brust<Enter>", "brust", "several hits, none of them marked"},
		{"warzenhof<Enter>", "C50.0", "one hit is left, and marked"},
		{"c50<Down><Down><Enter>", "C50.1", "the person moved to a hit"},
		{"xyzzy<Enter>", "xyzzy", "nothing fits"},
		{"c995<Enter>", "C99.5", "a code the list does not know, in its spelling"},
	} {
		d := driveDiagnose(t).goTo("Tumorzuordnung.Primaertumor_ICD").keys(c.keys)
		if got := string(d.r.Meldung.Tumorzuordnung.PrimaertumorICD.Code); got != c.want {
			t.Errorf("%s (%s): got %q, want %q", c.keys, c.why, got, c.want)
		}
	}
}

func TestShortListNeedsOneLetterAndNoList(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Eigene_Leistung")
	d.keys("j").sees("Eigene Leistung *         j            ja").keys("<Down>")
	d.value("Eigene_Leistung", "J").cursor("Zertifizierung")
}

func TestBlankOpensTheWholeShortListAndArrowsChoose(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Eigene_Leistung")
	d.keys("<Space>").sees("unbekannt").keys("<Down><Down><Enter>").value("Eigene_Leistung", "N")
	d.keys("<S-Tab><Del>").value("Eigene_Leistung", "")
}

func TestUnlistedStoredCodeStaysAndIsMarked(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	d.r.Meldung.EigeneLeistung = "Q"
	d.goTo("Meldebegruendung").sees("Q            ? nicht in der Liste")
	d.goTo("Eigene_Leistung").keys("<Enter>").value("Eigene_Leistung", "Q")
}

func TestEditionIsStoredWithTheCodeAndNeverReplaced(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Tumorzuordnung.Diagnosedatum").keys("14.05.2025<Enter>c504<Enter>")
	d.value("Tumorzuordnung.Primaertumor_ICD.Version", "10 2025 GM").cursor("Tumorzuordnung.Seitenlokalisation")
	d.r.Meldung.Tumorzuordnung.PrimaertumorICD.Version = "10 2019 WHO"
	d.goTo("Tumorzuordnung.Primaertumor_ICD").keys("c505<Enter>").value("Tumorzuordnung.Primaertumor_ICD.Version", "10 2019 WHO")
	d.goTo("Tumorzuordnung.Primaertumor_ICD").keys("<C-u><Enter>").value("Tumorzuordnung.Primaertumor_ICD.Version", "")
}

func TestEditionIsThatOfTheOtherCodesInTheReport(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	d.goTo("Tumorzuordnung.Morphologie_ICD_O").keys("85003<Tab>").value("Tumorzuordnung.Morphologie_ICD_O.Version", "33")
	d.goTo("Tumorzuordnung.Morphologie_ICD_O.Version").keys("31<Tab>")
	d.goTo("Diagnose.Histologie.Morphologie_ICD_O[0]").keys("85003<Tab>").value("Diagnose.Histologie.Morphologie_ICD_O[0].Version", "31")
	d.goTo("Diagnose.Primaertumor_Topographie_ICD_O").keys("c504<Tab>").value("Diagnose.Primaertumor_Topographie_ICD_O.Version", "33")
}

func TestTNMEditionComesWithTheFirstCategory(t *testing.T) {
	t.Parallel()
	driveDiagnose(t).goTo("Diagnose.cTNM.T").keys("2<Enter>").value("Diagnose.cTNM.T", "2").value("Diagnose.cTNM.Version", "8")
}

func TestUndoAndRedoGoBackAndForth(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Tumorzuordnung.Diagnosedatum")
	empty := dump(t, d.r)
	d.keys("14.05.2025<Enter>c504<Enter>l<Enter>")
	full := dump(t, d.r)
	d.keys("<C-z><C-z><C-z>")
	if got := dump(t, d.r); got != empty {
		t.Errorf("after undo: got %s, want %s", got, empty)
	}
	d.cursor("Tumorzuordnung.Diagnosedatum").keys("<C-y><C-y><C-y>")
	if got := dump(t, d.r); got != full {
		t.Errorf("after redo: got %s, want %s", got, full)
	}
}

func TestUndoTakesBackWhatIsBeingTyped(t *testing.T) {
	t.Parallel()
	driveDiagnose(t).goTo("Diagnose.Primaertumor_Diagnosetext").keys("Karzinom<C-z>").value("Diagnose.Primaertumor_Diagnosetext", "")
}

func TestElementIsMadeByTypingAndRemovedAndBroughtBack(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Diagnose.Menge_FM")
	d.keys("120326<Enter>hep<Enter>").cursor("Diagnose.Menge_FM")
	d.keys("<C-n>g<Enter>oss<Enter>")
	d.value("Diagnose.Menge_FM[0].Lokalisation", "HEP").value("Diagnose.Menge_FM[1].Lokalisation", "OSS").value("Diagnose.Menge_FM[1].Diagnosedatum", "2026-11-21")
	two := dump(t, d.r)
	d.goTo("Diagnose.Menge_FM[0].Diagnosedatum").keys("<C-k>")
	d.value("Diagnose.Menge_FM[0].Lokalisation", "OSS")
	if n := len(d.r.Meldung.Diagnose.MengeFM); n != 1 {
		t.Fatalf("elements: got %d, want 1", n)
	}
	d.keys("<C-z>")
	if got := dump(t, d.r); got != two {
		t.Errorf("after undo: got %s, want %s", got, two)
	}
}

func TestDirectListGrowsAndShrinksAsItIsTyped(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Diagnose.Histologie.Morphologie_ICD_O[0]")
	d.keys("85003<Enter>81403<Enter>")
	d.value("Diagnose.Histologie.Morphologie_ICD_O[0]", "8500/3").value("Diagnose.Histologie.Morphologie_ICD_O[1]", "8140/3").
		value("Diagnose.Histologie.Morphologie_ICD_O[1].Version", "33")
	d.goTo("Diagnose.Histologie.Morphologie_ICD_O[0]").keys("<C-u><Tab>")
	if n := len(d.r.Meldung.Diagnose.Histologie.MorphologieICDO); n != 1 {
		t.Fatalf("elements: got %d, want 1", n)
	}
	d.value("Diagnose.Histologie.Morphologie_ICD_O[0]", "8140/3")
}

func TestBranchOfAChoiceShowsItsFieldsAndKeepsTheOthers(t *testing.T) {
	t.Parallel()
	d := drive(t, &model.Report{}, Stammdaten())
	d.goTo("Patient.Versicherung").keys("ges<Enter>104212059<Enter>A123456780<Enter>")
	d.value("Patient.Versicherung", "Versichertendaten_GKV").value("Patient.Versichertendaten_GKV.IKNR", "104212059")
	d.goTo("Patient.Versicherung").keys("pri<Enter>").cursor("Patient.Versichertendaten_PKV.IKNR")
	d.goTo("Patient.Versicherung").keys("ges<Enter>").value("Patient.Versichertendaten_GKV.GKV_Versichertennummer", "A123456780")
	d.goTo("Patient.Versicherung").keys("quatsch<Enter>").value("Patient.Versicherung", "Versichertendaten_GKV")
}

func TestLockedPageIsEditableOnlyAfterUnlocking(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).keys("Xaver<Down>Xaver<Down>").value("Patient.Nachname", "Müller")
	d.f.show(0)
	d.cursor(lockID).keys("<Enter>").cursor("Patient.Nachname").keys("-Wolf<Enter>").value("Patient.Nachname", "Müller-Wolf")
}

func TestTextOfSeveralLinesTakesEnterOnceBegun(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Anmerkung").keys("eins<Enter>zwei<Tab>").value("Anmerkung", "eins\nzwei")
	d.goTo("Anmerkung").keys("<Enter>").value("Anmerkung", "eins\nzwei").cursor("Menge_Zusatzitem")
}

func TestPastedLinesBecomeOneLine(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Diagnose.Primaertumor_Topographie_Freitext")
	d.f.Key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("Brust\nlinks\u202e\x1b[0m"), Paste: true})
	d.keys("<Tab>").value("Diagnose.Primaertumor_Topographie_Freitext", "Brust links[0m")
}

func TestResumedFieldGoesOnBeingTyped(t *testing.T) {
	t.Parallel()
	r := newReport(model.TypDiagnose)
	r.Meldung.Tumorzuordnung.Diagnosedatum = "1205"
	d := drive(t, r, Pages(model.TypDiagnose))
	if !d.f.Resume("Tumorzuordnung.Diagnosedatum") {
		t.Fatal("cannot resume")
	}
	d.keys("26<Enter>").value("Tumorzuordnung.Diagnosedatum", "2026-05-12")
}

func TestLastValueIsTakenOverOnDemand(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	last := newReport(model.TypVerlauf)
	last.Meldung.Tumorzuordnung.Diagnosedatum = "2025-05-14"
	if d.f.goToAndSay("Tumorzuordnung.Diagnosedatum") == "" {
		t.Error("there is no last report, yet a value can be taken over")
	}
	d.f.SetLast(last, "Verlauf 14.05.2025")
	d.keys("<C-d><Enter>").value("Tumorzuordnung.Diagnosedatum", "2025-05-14").sees("Mi, vor 557 Tagen  ← Verlauf")
	d.goTo("Tumorzuordnung.Diagnosedatum").keys("13.05.2025<Enter>")
	if strings.Contains(d.view(), "←") {
		t.Errorf("a typed value still shows an origin:\n%s", d.view())
	}
}

func (f *Form) goToAndSay(id string) string { f.Goto(id); return f.CanRepeat() }

func TestMissingValueIsBlamedAfterTheFieldWasVisited(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Eigene_Leistung")
	d.f.SetFindings([]rule.Finding{
		{Rule: "S", Severity: rule.Fehler, Text: "Eigene Leistung fehlt.", Fields: []string{"Eigene_Leistung"}},
		{Rule: "S", Severity: rule.Fehler, Text: "Diagnosesicherung fehlt.", Fields: []string{"Diagnose.Diagnosesicherung"}}})
	if strings.Contains(d.view(), "! Eigene") {
		t.Errorf("blamed before it was visited:\n%s", d.view())
	}
	d.keys("<Tab>").sees("! Eigene Leistung fehlt.")
	if !d.f.NextFinding(1) {
		t.Fatal("no next finding")
	}
	d.cursor("Diagnose.Diagnosesicherung")
	d.f.NextFinding(1)
	d.cursor("Eigene_Leistung")
}

func (e *entry) areaIf() (*area, bool) {
	if e.kind != leaf {
		return nil, false
	}
	return e.areaWidget()
}
