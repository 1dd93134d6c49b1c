package linkage

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestNamesAreTakenApart(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]name{
		"von der Groß-Müller":    {[3]string{"GROSS", "MUELLER", "VON DER"}, "478657"},
		"Anne-Marie":             {[3]string{"ANNE", "MARIE"}, "0667"},
		"Lühe":                   {[3]string{"LUEHE"}, "5"},
		"Dr. med. Müller":        {[3]string{"MUELLER"}, "657"},
		"Muller geb. Möller":     {[3]string{"MULLER", "GEB", "MOELLER"}, "65741657"},
		"  ":                     {},
		"unbekannt":              {},
		"N.N.":                   {},
		"Prof. Dr. Graf von Ahr": {[3]string{"AHR", "", "GRAF VON"}, "07"},
		"Ana Isabel Maria Sofia": {[3]string{"ANA", "ISABEL", "MARIA SOFIA"}, "068156783"},
	} {
		if got := takeApart(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestAnIdentityIsTakenApart(t *testing.T) {
	t.Parallel()
	i := Identity{Nachname: "Dr. Beispiel", Vornamen: "Erika", Geburtsname: "Muster", Titel: "Prof.", Geburtsdatum: "1961-08-12", Geschlecht: "W",
		KVNR: " a123456780 ", PLZ: "35390", Ort: "Gießen", Anschrift: "Lindenstr. 3 a"}
	c, o := i.Take()
	want := Components{Nachname1: "BEISPIEL", Vorname1: "ERIKA", Geburtsname1: "MUSTER", NachnamePhon: "1815", VornamePhon: "074", GeburtsnamePhon: "6827",
		Titel: "PROF DR", Tag: "12", Anschrift: "LINDENSTRASSE3A", KVNR: "A123456780"}
	if c != want {
		t.Errorf("got %q, want %q", c, want)
	}
	if want := (Open{Year: 1961, Month: 8, Sex: 'W', PLZ: "35390", Ort: "GIESSEN"}); o != want {
		t.Errorf("got %+v, want %+v", o, want)
	}
	for text, want := range map[string]Open{"1961-00-00": {Year: 1961}, "1961-08-00": {Year: 1961, Month: 8}, "1900-01-01": {}, "": {}, "12.08.1961": {}, "1900-02-01": {Year: 1900, Month: 2}} {
		i := Identity{Geburtsdatum: text}
		if _, o := i.Take(); o != want {
			t.Errorf("%q: got %+v, want %+v", text, o, want)
		}
	}
}

func TestMistypedNumbersAreKnown(t *testing.T) {
	t.Parallel()
	for pair, want := range map[[2]int]bool{{1961, 1962}: true, {1961, 1916}: true, {1961, 1971}: true, {1961, 1961}: false, {1961, 1952}: false,
		{1961, 9161}: true, {1961, 1691}: true, {35390, 53390}: true, {35390, 35930}: true, {35390, 30395}: false, {5086, 586}: true} {
		if got := mistyped(pair[0], pair[1]); got != want {
			t.Errorf("%v: got %v", pair, got)
		}
	}
}

// Two records meet once, in whatever pass; and they do if any pass puts them together.
func TestEachPairMeetsOnce(t *testing.T) {
	t.Parallel()
	_, records := register(3, 800, func(*Identity) {})
	l := NewLinker(records)
	met := [2]map[[2]int32]int{{}, {}}
	l.pairs(2, func(worker int, a, b int32) { met[worker][[2]int32{a, b}]++ })
	all := met[0]
	for pair, n := range met[1] {
		all[pair] += n
	}
	want := 0
	passes := l.passes()
	sizes := make([]map[uint64]int, len(passes))
	for p := range passes {
		sizes[p] = map[uint64]int{}
		for i := range records {
			sizes[p][passes[p].key(&records[i])]++
		}
	}
	for a := range records {
		for b := a + 1; b < len(records); b++ {
			together := false
			for p := range passes {
				k := passes[p].key(&records[a])
				together = together || k != 0 && k == passes[p].key(&records[b]) && sizes[p][k] <= passes[p].most
			}
			if n := all[[2]int32{int32(a), int32(b)}]; together != (n == 1) || n > 1 {
				t.Fatalf("%d and %d met %d times, want together %v", a, b, n, together)
			}
			if together {
				want++
			}
		}
	}
	if len(all) != want || want < 500 {
		t.Errorf("%d pairs met, want %d", len(all), want)
	}
}

// The same records give the same persons in whatever order they come.
func TestTheOrderOfRecordsChangesNothing(t *testing.T) {
	t.Parallel()
	_, records := register(4, 1500, func(*Identity) {})
	persons := func(order []int) (of []int32) {
		mixed := make([]Record, len(order))
		for i, at := range order {
			mixed[i] = records[at]
		}
		l := NewLinker(mixed)
		numbers := l.Persons(l.Links(l.Zones()), l.Zones())
		first := map[int32]int32{} // of the records of a person in their first order
		for i, at := range order {
			if low, known := first[numbers[i]]; !known || int32(at) < low {
				first[numbers[i]] = int32(at)
			}
		}
		of = make([]int32, len(order))
		for i, at := range order {
			of[at] = first[numbers[i]]
		}
		return of
	}
	r := rand.New(rand.NewPCG(1, 2))
	straight := persons(identity(len(records)))
	if again := persons(r.Perm(len(records))); !slices.Equal(straight, again) {
		t.Error("another order gives other persons")
	}
}

func identity(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

// What is missing on one side decides nothing.
func TestWhatIsMissingDecidesNothing(t *testing.T) {
	t.Parallel()
	full := Identity{Nachname: "Beispiel", Vornamen: "Erika", Geburtsdatum: "1961-08-12", Geschlecht: "W", KVNR: "A123456780", PLZ: "35390", Ort: "Gießen", Anschrift: "Weg 1"}
	for part, without := range map[Part]func(i *Identity){
		PartNachname: func(i *Identity) { i.Nachname = "unbekannt" }, PartVorname: func(i *Identity) { i.Vornamen = "" },
		PartGeburt: func(i *Identity) { i.Geburtsdatum = "1900-01-01" }, PartGeschlecht: func(i *Identity) { i.Geschlecht = "U" },
		PartOrt: func(i *Identity) { i.PLZ, i.Ort, i.Anschrift = "", "", "" }, PartKVNR: func(i *Identity) { i.KVNR = "" },
	} {
		some := full
		without(&some)
		var records []Record
		for _, i := range []Identity{full, some} {
			c, o := i.Take()
			records = append(records, c.Record(o, Plain))
		}
		v := NewLinker(records).Score(0, 1)
		if v.Levels[part] != Missing || v.Bits[part] != 0 {
			t.Errorf("part %d is missing: level %d, %v bits", part, v.Levels[part], v.Bits[part])
		}
		for p := range partCount {
			if p != part && v.Levels[p] != Equal {
				t.Errorf("part %d is missing: part %d has level %d", part, p, v.Levels[p])
			}
		}
	}
}

// People whose insurance numbers certainly are two stay two, however much they are alike,
// also where a third report without a number stands between them.
func TestTwoInsuranceNumbersAreTwoPeople(t *testing.T) {
	t.Parallel()
	_, records := register(5, 2000, func(*Identity) {})
	twin := Identity{Nachname: "Zwillinger", Vornamen: "Toni", Geburtsdatum: "1961-08-12", Geschlecht: "M", PLZ: "35390", Ort: "Gießen", Anschrift: "Weg 1"}
	for _, number := range []string{"A123456780", "", "B234567891"} {
		twin.KVNR = number
		c, o := twin.Take()
		records = append(records, c.Record(o, Plain))
	}
	l := NewLinker(records)
	n := l.Persons(l.Links(l.Zones()), l.Zones())[len(records)-3:]
	if n[0] == n[2] || n[1] != n[0] && n[1] != n[2] {
		t.Errorf("the numbers are %v, want two people and the report without a number with one of them", n)
	}
}
