package catalog

import (
	"slices"
	"testing"
)

func put(t *testing.T, s *Shelf, name, text string) {
	t.Helper()
	for _, l := range mustRead(t, name, text) {
		s.Put(l)
	}
}

func TestShelfHasTheListsOfTheProgram(t *testing.T) {
	t.Parallel()
	own, _ := Get("ICD10")
	if got, ok := NewShelf().Get("ICD10"); !ok || got != own {
		t.Error("an empty shelf must hand out our own list")
	}
	if _, ok := NewShelf().Get("OPS"); ok {
		t.Error("there is an OPS that nobody imported")
	}
}

func TestOfficialEntriesLieOverOurs(t *testing.T) {
	t.Parallel()
	s := NewShelf()
	put(t, s, "icd10gm2024syst_kodes.txt", icdKodes)
	l, _ := s.Get("ICD10")
	e, _ := l.Entry("C50.4")
	if e.Label != "Erfundener Titel außen oben" || !e.Official {
		t.Errorf("C50.4 = %+v, want the official title", e)
	}
	if found := l.Search("mamma oaq", 1); len(found) != 1 || found[0].Code != "C50.4" {
		t.Errorf("our words find %v, want C50.4", found)
	}
	if e, ok := l.Entry("C61"); !ok || e.Official {
		t.Errorf("C61 = %+v, %v; want our own entry", e, ok)
	}
	if own, _ := Get("ICD10"); own.Official {
		t.Error("the import changed our own list")
	}
}

func TestEditionsMakeTheValidityOfACode(t *testing.T) {
	t.Parallel()
	const lost = "4;T;X;02;C50;C50.7;C50.7;C507;Erfunden und gestrichen;Brust;;;P;P\n"
	const gained = "4;T;X;02;C50;C50.3;C50.3;C503;Erfunden und neu;Brust;;;P;P\n"
	s := NewShelf()
	put(t, s, "icd10gm2025syst_kodes.txt", icdKodes+gained)
	put(t, s, "icd10gm2024syst_kodes.txt", icdKodes+lost)
	l, _ := s.Get("ICD10")
	for _, c := range []struct {
		code, day string
		want      bool
	}{
		{"C50.4", "2019-06-01", true}, {"C50.4", "2024-06-01", true}, {"C50.4", "2030-06-01", true},
		{"C50.7", "2024-06-01", true}, {"C50.7", "2025-06-01", false},
		{"C50.3", "2024-06-01", false}, {"C50.3", "2025-06-01", true},
	} {
		e, ok := l.Entry(c.code)
		if !ok || validOn(&e, c.day) != c.want {
			t.Errorf("%s on %s: %+v, known %v; want valid %v", c.code, c.day, e, ok, c.want)
		}
	}
	if l.Edition != "2025" {
		t.Errorf("edition %s, want the newest one", l.Edition)
	}
}

func TestSameEditionIsReplaced(t *testing.T) {
	t.Parallel()
	s := NewShelf()
	put(t, s, "ops2024syst_kodes.txt", opsKodes)
	put(t, s, "ops2024syst_kodes.txt", opsKodes)
	put(t, s, "ops2023syst_kodes.txt", opsKodes)
	var editions []string
	for _, l := range s.Imported() {
		editions = append(editions, l.Name+" "+l.Edition)
	}
	if want := []string{"OPS 2023", "OPS 2024"}; !slices.Equal(editions, want) {
		t.Errorf("imported %q, want %q", editions, want)
	}
}

func TestClosedListsTakeTitlesButNoCodes(t *testing.T) {
	t.Parallel()
	s := NewShelf()
	put(t, s, "diagnosesicherung.csv", "code;name\n0;gibt es nicht\n7;erfundener Titel\n")
	l, _ := s.Get("Diagnosesicherung")
	own := Enum("Diagnosesicherung")
	if l.Len() != len(own) {
		t.Errorf("%d codes, want the %d of the schema", l.Len(), len(own))
	}
	if e, _ := l.Entry("7"); e.Label != "erfundener Titel" || !e.Official {
		t.Errorf("7 = %+v, want the official title", e)
	}
	if _, ok := l.Entry("0"); ok {
		t.Error("the import added a code that the schema does not have")
	}
}

func TestSubstancesKeepOurDescription(t *testing.T) {
	t.Parallel()
	s := NewShelf()
	put(t, s, "substanz.csv", "Therapieart;Substanz;Code\nIM;Ipilimumab;L01FX04\nIM;Erfundumab;\n")
	l, _ := s.Get("Substanz")
	own, _ := Get("Substanz")
	want, _ := own.Entry("Ipilimumab")
	if got, _ := l.Entry("Ipilimumab"); got.Label != want.Label || got.Official {
		t.Errorf("Ipilimumab = %+v, want our description %q", got, want.Label)
	}
	if _, ok := l.Entry("Erfundumab"); !ok {
		t.Error("the new substance is missing")
	}
}
