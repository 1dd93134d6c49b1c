package catalog

import (
	"slices"
	"strings"
	"testing"
)

const kostentraegerdatei = "UNB+UNOC:3+661430035+0+20260102:0801+00001+E+EK05Q126KE0'\n" +
	"UNH+00001+KOTR:02:0:0'\nIDK+104940005+99+BARMER'\nVDT+20260101'\nFKT+01'\nNAM+01+BARMER+Hauptverwaltung'\nUNT+6+00001'\n" +
	"UNH+00002+KOTR:02:0:0'\nIDK+101575519+99+Techniker Krankenkasse'\nVDT+20260101'\nUNT+4+00002'\nUNZ+2+00001'\n"

func TestKostentraegerdateiIsRead(t *testing.T) {
	t.Parallel()
	lists, err := Read("EK05Q126.ke0", strings.NewReader(kostentraegerdatei))
	if err != nil {
		t.Fatal(err)
	}
	if l := lists[0]; l.Name != Kassen || l.Edition != "2026 Quartal 1, EK" || l.Len() != 2 {
		t.Errorf("list %s, edition %q, %d codes", l.Name, l.Edition, l.Len())
	}
	shelf := NewShelf()
	shelf.Put(lists[0])
	all, _ := shelf.Get(Kassen)
	for ik, want := range map[string]string{"104940005": "BARMER Hauptverwaltung", "101575519": "Techniker Krankenkasse", "105313145": "AOK Hessen"} {
		if e, _ := all.Entry(ik); e.Label != want {
			t.Errorf("%s: got %q, want %q", ik, e.Label, want)
		}
	}
	if found := all.Search("barmer", 5); len(found) == 0 || found[0].Code != "104940005" {
		t.Errorf("barmer finds %v", found)
	}
}

func TestPostcodesAreReadWithTheirTowns(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"zuordnung_plz_ort.csv": "osm_id,ars,ort,plz,landkreis,bundesland\n1,064,Kriftel,65719,Main-Taunus-Kreis,Hessen\n2,065,Hofheim am Taunus,65719,,Hessen\n3,066,Wiesbaden,65183,,Hessen\n3,066,Wiesbaden,65183,,Hessen\n",
		"plz-2026.csv":          "PLZ;Ort\n65719;Kriftel\n65719;\"Hofheim am Taunus\"\n65183;Wiesbaden\n",
	} {
		lists, err := Read(name, strings.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		shelf := NewShelf()
		shelf.Put(lists[0])
		if got := shelf.Towns("65719"); !slices.Equal(got, []string{"Kriftel", "Hofheim am Taunus"}) {
			t.Errorf("%s: 65719 leads to %q", name, got)
		}
		if got := shelf.Towns("65183"); !slices.Equal(got, []string{"Wiesbaden"}) || shelf.Towns("99999") != nil {
			t.Errorf("%s: 65183 leads to %q, 99999 to %q", name, got, shelf.Towns("99999"))
		}
	}
}

func TestListsOfInsurersAndTownsAreRefusedWithTheirLine(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"IK;Name\n104940005;BARMER\n104940005;Andere\n": "line 3: Der Code 104940005 steht schon in Zeile 2.",
		"IK;Name\n10494000;BARMER\n":                    "line 2: „10494000“ ist kein Code dieser Liste (erwartet wird etwas wie 104940005).",
		"PLZ;Ort\n6518;Wiesbaden\n":                     "line 2: „6518“ ist kein Code dieser Liste (erwartet wird etwas wie 65183).",
	} {
		if _, err := Read("liste.csv", strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}
