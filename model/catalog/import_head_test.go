package catalog

import (
	"strings"
	"testing"
)

const substanzHead = "Therapieart laut UL;Substanzbezeichnung;gültig bis;ATC-Code;ATC-Code gültig bis (WHO-ATC alterations);Änderungsvermerk\r\n"

func TestThePlatformsListOfSubstancesIsRead(t *testing.T) {
	t.Parallel()
	lists := mustRead(t, "umsetzungsleitfaden_2025-08.csv", "\uFEFF"+substanzHead+
		"ZS;Erfundinib;;L01XE50;31122020;\r\nZS;Erfundinib;;L01EF03;;\r\nIM;Altumab;31072025;;;\r\nIM;Neumab;;fehlt;;\r\nCH;Doppeltin;;L01EF03;;\r\n")
	substances, codes := lists["Substanz"], lists["ATC"]
	if substances.Edition != "Umsetzungsleitfaden 2025-08" || substances.Len() != 4 || codes.Len() != 2 {
		t.Errorf("got edition %q with %d names and %d codes, want 2025-08 with 4 and 2", substances.Edition, substances.Len(), codes.Len())
	}
	if e, _ := substances.Entry("Altumab"); e.Until != "2025-07-31" || e.Art != "IM" {
		t.Errorf("Altumab = %+v, want until July 2025, IM", e)
	}
	if e, _ := codes.Entry("L01XE50"); e.Until != "2020-12-31" || e.Label != "Erfundinib" || e.Art != "ZS" {
		t.Errorf("L01XE50 = %+v, want until 2020, of Erfundinib, ZS", e)
	}
	if found := substances.Search("l01ef03", 3); len(found) != 2 {
		t.Errorf("L01EF03 finds %d names, want both that have it", len(found))
	}
	shelf := NewShelf()
	shelf.Put(substances)
	shelf.Put(codes)
	for name, want := range map[string]string{"Erfundinib": "ZS", "erfundinib": "ZS", "Pentostatin": "CH"} {
		if art, _ := shelf.SubstanzArt(name); art != want {
			t.Errorf("%s is %q, want %q", name, art, want)
		}
	}
	if art, _ := shelf.ATCArt("L01EF03"); art != "ZS" {
		t.Errorf("L01EF03 is %q, want ZS", art)
	}
	if art, listed := (*Shelf)(nil).SubstanzArt("Erfundinib"); listed {
		t.Errorf("without an import Erfundinib is %q, want unknown", art)
	}
}

func TestPathChartIsReadInEachOfItsForms(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"cpc_smvl_2026.csv": "Site Code,Site Description,Histology,Behavior,CPC Validity Status\n" +
			"C504,\"Breast, upper outer\",8500,3,Valid\nC500-C506,Breast,8140,3,Unlikely\n",
		"2026.csv": "Primary Site;Histology/Behavior;Histology Description;Status\nC50.4;8500/3;x;valid\nC500-C506;8140/3;y;U\n",
	} {
		l := mustRead(t, name, text)[PathChart]
		if l == nil || l.Len() != 2 || l.Edition != "2026" || l.From != "2026-01-01" {
			t.Fatalf("%s: got %+v, want two combinations of 2026", name, l)
		}
		if e, _ := l.Entry("8500/3 C50.4"); e.Art != Valid {
			t.Errorf("%s: 8500/3 in C50.4 is %q, want valid", name, e.Art)
		}
		if e, _ := l.Entry("8140/3 C50.0-C50.6"); e.Art != Unlikely {
			t.Errorf("%s: 8140/3 in C50.0-C50.6 is %q, want unlikely", name, e.Art)
		}
		shelf := NewShelf()
		shelf.Put(l)
		for pair, want := range map[[2]string]Vorkommen{{"8500/3", "C50.4"}: VorkommenGueltig, {"8140/3", "C50.0"}: VorkommenSelten,
			{"8140/3", "C50.6"}: VorkommenSelten, {"8140/3", "C50.8"}: VorkommenUnbekannt} {
			if got := shelf.Orte().Vorkommen(pair[0], pair[1]); got != want {
				t.Errorf("%s: %v is %d, want %d", name, pair, got, want)
			}
		}
	}
}

func TestListsByTheirHeadAreRefusedWithTheLine(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		substanzHead + "ZS;Erfundinib;;L01XE50;3112":                                         "Spalten",
		substanzHead + "Chemo;Erfundinib;;L01XE50;;\n":                                       "Therapieart",
		substanzHead + "ZS;Erfundinib;morgen;L01XE50;;\n":                                    "TTMMJJJJ",
		"Site Code,Histology,Behavior,Validity Status\nBrust,8500,3,Valid\n":                 "Lokalisation",
		"Site Code,Histology,Behavior,Validity Status\nC504,8500,3,vielleicht\nC504,8500,3,": "Valid",
		"Site Code,Histology,Behavior,Validity Status\nC504,8500,3,Q\n":                      "sagt nicht",
		"a;b\n1;2\n": "Unbekannte Datei",
	} {
		_, err := Read("liste.csv", strings.NewReader(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60q: got %v, want a refusal with %q", text, err, want)
		}
	}
}

func TestAChangeIsTold(t *testing.T) {
	t.Parallel()
	shelf := NewShelf()
	about := List{Name: "OPS", Edition: "2025", Source: "x", Official: true}
	var many []Entry
	for _, c := range "abcdefghijklmnopqrst" {
		many = append(many, Entry{Code: string(c), Label: "T", Official: true})
	}
	shelf.Put(NewList(about, many))
	about.Edition = "2026"
	next := append([]Entry{{Code: "neu", Label: "T", Official: true}}, many[:18]...)
	next[1].Label = "anders"
	c := NewList(about, next).Against(shelf)
	if strings.Join(c.New, "") != "neu" || strings.Join(c.Gone, "") != "st" || strings.Join(c.Changed, "") != "a" || c.Cut {
		t.Errorf("got %+v, want neu new, s and t gone, a changed", c)
	}
	if c := NewList(about, many[:10]).Against(shelf); !c.Cut {
		t.Error("half the codes are gone and nobody warns")
	}
}
