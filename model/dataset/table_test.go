package dataset_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// full is a report in which everything holds something: all branches of all
// choices, and so many items in every list.
func full(items int) *model.Report {
	r := new(model.Report)
	for grown := true; grown; {
		grown = false
		field.Walk(dataset.Report, r, func(b field.Bound) bool {
			if b.Row.List() && b.Len() < items {
				b.Insert(b.Len())
				grown = true
			}
			return true
		})
	}
	field.Walk(dataset.Report, r, func(b field.Bound) bool {
		if b.Row.Leaf() {
			b.Set("x" + b.Row.ID)
		}
		return true
	})
	return r
}

func TestEveryRowSaysWhatItIs(t *testing.T) {
	t.Parallel()
	field.Walk(dataset.Report, full(1), func(b field.Bound) bool {
		row := b.Row
		if row.Label == "" {
			t.Errorf("%s has no label", b.ID)
		}
		if n := utf8.RuneCountInString(row.Label); n > 24 {
			t.Errorf("label %q of %s has %d cells, there is room for 24", row.Label, b.ID, n)
		}
		if n := utf8.RuneCountInString(row.Hint); n > 80 || strings.Contains(row.Hint, "\n") {
			t.Errorf("hint of %s has %d cells, there is room for one line of 80", b.ID, n)
		}
		if (row.Type == nil) == (row.Part == nil) {
			t.Errorf("%s has type %v and part %v, want exactly one", b.ID, row.Type, row.Part)
		}
		if b.Class == 0 {
			t.Errorf("%s belongs to no data class", b.ID)
		}
		if row.ID == "" && (row.List() || row.Optional()) {
			t.Errorf("a row of %s has no id, but may be absent or a list", b.ID)
		}
		return true
	})
}

func TestNoIdStandsForTwoFields(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	field.Walk(dataset.Report, full(2), func(b field.Bound) bool {
		if b.Row.Leaf() && seen[b.ID] {
			t.Errorf("%s stands for two fields", b.ID)
		}
		seen[b.ID] = seen[b.ID] || b.Row.Leaf()
		return true
	})
}

// Ids are for ever: they stand in drafts, receipts and rules.
func TestIdsAreElementPaths(t *testing.T) {
	t.Parallel()
	r := full(2)
	for _, id := range []string{
		"Absender.Absender_ID", "Meldedatum", "Patient.Patient_ID", "Patient.Nachname", "Patient.Menge_Frueherer_Name[1]",
		"Patient.Versichertendaten_GKV.IKNR", "Patient.Adresse.PLZ", "Patient.Anmerkung", "Meldung_ID", "Typ", "Anmerkung",
		"Tumorzuordnung.Primaertumor_ICD", "Tumorzuordnung.Primaertumor_ICD.Version", "Diagnose.cTNM.T",
		"Diagnose.Menge_FM[0].Lokalisation", "Diagnose.Histologie.Morphologie_ICD_O[1].Version",
		"Pathologie.Einsender.strukturiert.Nachname", "Pathologie.Modul_Mamma.Her2neuStatus", "OP.Menge_OPS[0]", "OP.Menge_OPS[0].Version",
		"OP.Komplikationen.Menge_Komplikation[0].ICD.Version", "ST.Menge_Bestrahlung[1].Applikationsart.Perkutan.Gesamtdosis.Einheit",
		"SYST.Menge_Substanz[0].ATC", "SYST.Nebenwirkungen.Menge_Nebenwirkung[0].Art.MedDRA_Code", "Tod.Menge_Todesursachen[0]",
		"Tumorkonferenz.Therapieempfehlung.Menge_Typ_Therapieempfehlung[0]",
		"Verlauf.Modul_DKKR.GPOH_Therapiestudienpatient.Menge_GPOH_Therapiestudien[0].GPOH_Therapiestudienname", "Melder.Ident_Nummern.LANR",
	} {
		b, ok := field.Lookup(dataset.Report, r, id)
		if !ok || !b.Row.Leaf() || b.ID != id || b.Get() == "" {
			t.Errorf("Lookup(%q) = %q with value %q, found %t", id, b.ID, b.Get(), ok)
		}
	}
}

func TestLookupRefusesWhatIsNoId(t *testing.T) {
	t.Parallel()
	r := full(1)
	for _, id := range []string{
		"", ".", "Patient.", "Patient.Nachname.", ".Patient", "Patient..Nachname", "patient.nachname", "Meldung", "Meldung.Meldung_ID",
		"Patient.Stammdaten", "Diagnose.Menge_FM.Lokalisation", "Diagnose.Menge_FM[].Lokalisation", "Diagnose.Menge_FM[-1].Lokalisation",
		"Diagnose.Menge_FM[+1].Lokalisation", "Diagnose.Menge_FM[01].Lokalisation", "Diagnose.Menge_FM[0", "Diagnose.Menge_FM[0]",
		"Diagnose.Menge_FM[0]Lokalisation", "Diagnose.Menge_FM[99999999999999999999].Lokalisation", "Diagnose.Menge_FM[100000].Lokalisation",
		"Diagnose[0].cTNM.T", "Pathologie.Modul_Prostata.PSA",
	} {
		if b, ok := field.Lookup(dataset.Report, r, id); ok {
			t.Errorf("Lookup(%q) found %q, want nothing", id, b.ID)
		}
	}
}

func TestLookupFindsWhatWalkVisits(t *testing.T) {
	t.Parallel()
	r := full(2)
	visited := 0
	field.Walk(dataset.Report, r, func(b field.Bound) bool {
		visited++
		found, ok := field.Lookup(dataset.Report, r, b.ID)
		switch {
		case b.Row.ID == "" && !b.Row.Leaf():
			return true // stands for what it stands in
		case !b.Row.Leaf() && ok && found.Row.Leaf() && found.Row.ID == "":
			return true // the code of a code block goes before the block
		case !ok || found.Row != b.Row || found.ID != b.ID || found.Class != b.Class || found.Get() != b.Get():
			t.Errorf("Lookup(%q) = %q, %t; Walk gave another row", b.ID, found.ID, ok)
		}
		list, index := b.Item()
		if foundList, foundIndex := found.Item(); foundList != list || foundIndex != index {
			t.Errorf("%s is item %d of %q by Lookup, %d of %q by Walk", b.ID, foundIndex, foundList, index, list)
		}
		return true
	})
	if visited < 800 {
		t.Errorf("visited %d rows, want more than 800", visited)
	}
}

func TestEveryFieldKeepsWhatIsSetAndClearsWithoutATrace(t *testing.T) {
	t.Parallel()
	for _, id := range leafIDs(1) {
		r := new(model.Report)
		b, _ := field.Lookup(dataset.Report, r, id)
		b.Set("  ä\n1 ")
		again, _ := field.Lookup(dataset.Report, r, id)
		if got := again.Get(); got != "  ä\n1 " {
			t.Errorf("%s gives %q", id, got)
		}
		if n := len(field.Texts(dataset.Report, r)); n != 1 {
			t.Errorf("setting %s alone made %d values", id, n)
		}
		again.Set("")
		if list, _ := b.Item(); list != "" {
			continue // an emptied item stays until it is removed
		}
		if !reflect.DeepEqual(r, new(model.Report)) {
			t.Errorf("clearing %s left something behind: %+v", id, field.Texts(dataset.Report, r))
		}
	}
}

func TestSettingWhatIsThereChangesNothing(t *testing.T) {
	t.Parallel()
	r := new(model.Report)
	r.Meldung.Diagnose = &model.Diagnose{CTNM: &model.TNM{}} // there and empty, as some documents are
	want := field.Texts(dataset.Report, r)
	for _, id := range leafIDs(0) {
		b, _ := field.Lookup(dataset.Report, r, id)
		b.Set(b.Get())
	}
	if got := field.Texts(dataset.Report, r); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// leafIDs are the ids of all values in a report with so many items per list.
func leafIDs(items int) []string {
	var ids []string
	field.Walk(dataset.Report, full(items), func(b field.Bound) bool {
		if b.Row.Leaf() {
			ids = append(ids, b.ID)
		}
		return true
	})
	return ids
}

func TestListsTakeItemsInAndOut(t *testing.T) {
	t.Parallel()
	field.Walk(dataset.Report, full(1), func(b field.Bound) bool {
		if _, outer := b.Item(); b.Row.List() && outer < 0 {
			checkList(t, b.ID)
		}
		return true
	})
}

func checkList(t *testing.T, id string) {
	t.Helper()
	r := new(model.Report)
	list, _ := field.Lookup(dataset.Report, r, id)
	var values []string
	note := func(want ...string) {
		t.Helper()
		values = values[:0]
		field.Walk(dataset.Report, r, func(b field.Bound) bool {
			if got, i := b.Item(); got == id && b.Row.Leaf() && b.Get() != "" {
				values = append(values, b.Get()+string(rune('0'+i)))
			}
			return true
		})
		if !slices.Equal(values, want) {
			t.Errorf("%s holds %v, want %v", id, values, want)
		}
	}
	for i, text := range []string{"a", "b", "c"} {
		list.Insert(i)
		item, _ := field.Lookup(dataset.Report, r, firstLeaf(id, r, i))
		item.Set(text)
	}
	note("a0", "b1", "c2")
	list.Swap(0, 2)
	note("c0", "b1", "a2")
	list.Insert(1)
	note("c0", "b2", "a3")
	list.Remove(0)
	list.Remove(0)
	note("b0", "a1")
	list.Remove(1)
	list.Remove(0)
	if list.Len() != 0 || !reflect.DeepEqual(r, new(model.Report)) {
		t.Errorf("emptying %s left something behind", id)
	}
}

// firstLeaf is the id of the first value in item i of a list.
func firstLeaf(list string, r *model.Report, i int) (id string) {
	field.Walk(dataset.Report, r, func(b field.Bound) bool {
		if in, at := b.Item(); id == "" && in == list && at == i && b.Row.Leaf() {
			id = b.ID
		}
		return true
	})
	return id
}

// Every field of the structs of model stands in the table, so that drafts and
// documents lose nothing.
func TestEveryFieldOfTheModelIsInTheTable(t *testing.T) {
	t.Parallel()
	var empty []string
	findEmpty("Report", reflect.ValueOf(full(1)), &empty)
	if !slices.Equal(empty, outsidePathologie) {
		t.Errorf("fields without a row: %q, want only those that the modules of Pathologie lack: %q", empty, outsidePathologie)
	}
}

var outsidePathologie = []string{
	"Report.Meldung.Pathologie.ModulMamma.PraetherapeutischerMenopausenstatus",
	"Report.Meldung.Pathologie.ModulMamma.PraeopDrahtmarkierung",
	"Report.Meldung.Pathologie.ModulMamma.IntraopPraeparatkontrolle",
	"Report.Meldung.Pathologie.ModulDarm.RektumAbstandAnokutanlinie",
	"Report.Meldung.Pathologie.ModulDarm.RektumMRTDuennschichtAngabemesorektaleFaszie",
	"Report.Meldung.Pathologie.ModulDarm.ArtEingriff",
	"Report.Meldung.Pathologie.ModulDarm.RektumAnzeichnungStomaposition",
	"Report.Meldung.Pathologie.ModulDarm.GradRektumAnastomoseninsuffizienz",
	"Report.Meldung.Pathologie.ModulDarm.ASA",
	"Report.Meldung.Pathologie.ModulProstata.PSA",
	"Report.Meldung.Pathologie.ModulProstata.DatumPSA",
	"Report.Meldung.Pathologie.ModulProstata.KomplPostOPClavienDindo",
	"Report.Meldung.Pathologie.ModulMalignesMelanom.LDH",
}

// findEmpty lists the fields below a value that hold nothing.
func findEmpty(path string, v reflect.Value, empty *[]string) {
	switch {
	case v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0:
		*empty = append(*empty, path)
	case v.Kind() == reflect.Pointer:
		findEmpty(path, v.Elem(), empty)
	case v.Kind() == reflect.Slice:
		findEmpty(path, v.Index(0), empty)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			findEmpty(path+"."+v.Type().Field(i).Name, v.Field(i), empty)
		}
	}
}

func TestClosedListsExistWithLabels(t *testing.T) {
	t.Parallel()
	field.Walk(dataset.Report, full(1), func(b field.Bound) bool {
		typ := b.Row.Type
		if typ == nil || typ.Kind != field.Enum && typ.Kind != field.Flag {
			return true
		}
		entries := catalog.Enum(typ.List)
		if len(entries) == 0 {
			t.Errorf("%s has the list %q, which does not exist", b.ID, typ.List)
		}
		for _, code := range typ.Without {
			if !slices.ContainsFunc(entries, func(e catalog.Entry) bool { return e.Code == code }) {
				t.Errorf("%s excludes %q, which its list does not have", b.ID, code)
			}
		}
		if typ.Kind == field.Flag && len(codesOf(typ)) != 1 {
			t.Errorf("%s is a flag with %d codes", b.ID, len(codesOf(typ)))
		}
		for _, e := range entries {
			if n := utf8.RuneCountInString(e.Label); e.Label == "" || n > 50 {
				t.Errorf("code %q of %q has the label %q of %d cells", e.Code, typ.List, e.Label, n)
			}
		}
		return true
	})
}

func TestSelectorsNameTheirBranches(t *testing.T) {
	t.Parallel()
	want := map[string][]string{
		"Patient.Versicherung":      {"Versichertendaten_GKV", "Versichertendaten_PKV", "Versichertendaten_Sonstige"},
		"Typ":                       {"Diagnose", "Pathologie", "OP", "ST", "SYST", "Verlauf", "Tod", "Tumorkonferenz"},
		"Pathologie.Einsender.Form": {"strukturiert", "unstrukturiert"},
		"ST.Menge_Bestrahlung[0].Applikationsart.Art": {"Perkutan", "Kontakt", "Metabolisch", "Sonstige"},
	}
	got := map[string][]string{}
	field.Walk(dataset.Report, full(1), func(b field.Bound) bool {
		for _, branch := range b.Branches() {
			got[b.ID] = append(got[b.ID], branch.ElementName())
		}
		return true
	})
	if !reflect.DeepEqual(got, want) {
		t.Errorf("selectors choose between %v, want %v", got, want)
	}
}
