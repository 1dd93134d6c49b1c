package catalog

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The titles in these files are invented; the formats are those of the publishers.
const (
	icdKodes = "3;N;X;02;C50;C50.-;C50;C50;Erfundener Titel der Brust;Erfundener Titel der Brust;;;V;V\n" +
		"4;T;X;02;C50;C50.4;C50.4;C504;Erfundener  Titel\u00a0außen oben;Brust;außen oben;;P;P\n" +
		"4;N;X;02;C81;C90.0-;C90.0;C900;Erfundenes Myelom;Plasmazellen;Myelom;;P;P\n" +
		"5;T;S;02;C81;C90.00;C90.00;C9000;Erfundenes Myelom ohne Remission;Plasmazellen;Myelom;ohne;P;P\n"
	opsKodes = "4;N;X;5;5-86;5-87;5-870;N;Erfundene Operation der Brust;Erfundene Operation der Brust;;;J;N;N\n" +
		"6;T;X;5;5-86;5-87;5-870.a1;J;Erfundene Operation der Brust: klein;Erfundene Operation;klein;;J;N;N\n"
	clamlHead = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ClaML SYSTEM "ClaML.dtd">
<ClaML version="2.0.0"><Meta name="x" value="y"/>
<Title name="ICD-10-GM" version="2024" date="2023-09-15">ICD-10-GM</Title>
`
	icdClaML = clamlHead + `<Modifier code="M5"><SubClass code="0"/></Modifier>
<ModifierClass modifier="M5" code="0"><Rubric kind="preferred"><Label xml:lang="de">ohne Remission</Label></Rubric></ModifierClass>
<ModifierClass modifier="M5" code="1"><Rubric kind="preferred"><Label xml:lang="de">in Remission</Label></Rubric></ModifierClass>
<Class code="II" kind="chapter"><Rubric kind="preferred"><Label>Kapitel</Label></Rubric></Class>
<Class code="C50" kind="category"><SubClass code="C50.4"/><Rubric kind="preferred"><Label>Erfundener Titel</Label></Rubric></Class>
<Class code="C50.4" kind="category"><SuperClass code="C50"/>
 <Rubric kind="inclusion"><Label>nicht dies</Label></Rubric>
 <Rubric kind="preferred"><Label>Erfundener <Term>Titel</Term> oben<Reference>C50.5</Reference></Label></Rubric></Class>
<Class code="C90" kind="category"><SubClass code="C90.0"/><ModifiedBy code="M5"/><Rubric kind="preferred"><Label>Plasmazellen</Label></Rubric></Class>
<Class code="C90.0" kind="category"><SuperClass code="C90"/><Rubric kind="preferred"><Label>Myelom</Label></Rubric></Class>
</ClaML>`
	icdoClaML = `<ClaML version="2.0.0"><Title name="ICD-O-3" version="2019">ICD-O-3</Title>
<Class code="C50" kind="category"><SubClass code="C50.4"/><Rubric kind="preferred"><Label>Brust erfunden</Label></Rubric></Class>
<Class code="C50.4" kind="category"><SuperClass code="C50"/><Rubric kind="preferred"><Label>Oben erfunden</Label></Rubric></Class>
<Class code="850" kind="category"><Rubric kind="preferred"><Label>Gruppe</Label></Rubric></Class>
<Class code="8500/3" kind="category"><SuperClass code="850"/><Rubric kind="preferred"><Label>Karzinom erfunden</Label></Rubric></Class>
</ClaML>`
)

// mustRead reads a file that is in order and gives its lists by name.
func mustRead(t *testing.T, name, text string) map[string]*List {
	t.Helper()
	lists, err := Read(name, strings.NewReader(text))
	if err != nil {
		t.Fatalf("Read(%s): %v", name, err)
	}
	byName := map[string]*List{}
	for _, l := range lists {
		byName[l.Name] = l
	}
	return byName
}

func checkEntry(t *testing.T, l *List, want Entry) {
	t.Helper()
	if l == nil {
		t.Fatalf("no list for %s", want.Code)
	}
	if got, _ := l.Entry(want.Code); got != want {
		t.Errorf("%s: entry %+v, want %+v", l.Name, got, want)
	}
}

func TestReadMetadataOfTheBfArM(t *testing.T) {
	t.Parallel()
	icd := mustRead(t, "icd10gm2024syst_kodes.txt", icdKodes)["ICD10"]
	checkEntry(t, icd, Entry{Code: "C50", Label: "Erfundener Titel der Brust", Heading: true, Official: true})
	checkEntry(t, icd, Entry{Code: "C50.4", Label: "Erfundener Titel außen oben", Official: true})
	checkEntry(t, icd, Entry{Code: "C90.0", Label: "Erfundenes Myelom", Official: true})
	checkEntry(t, icd, Entry{Code: "C90.00", Label: "Erfundenes Myelom ohne Remission", Official: true})
	if icd.Edition != "2024" || icd.From != "2024-01-01" || icd.Until != "2024-12-31" || !icd.Official {
		t.Errorf("edition %q from %q until %q, official %v", icd.Edition, icd.From, icd.Until, icd.Official)
	}
	ops := mustRead(t, `C:\Daten\OPS2024syst_kodes.txt`, opsKodes)["OPS"]
	checkEntry(t, ops, Entry{Code: "5-870", Label: "Erfundene Operation der Brust", Heading: true, Official: true})
	checkEntry(t, ops, Entry{Code: "5-870.a1", Label: "Erfundene Operation der Brust: klein", Official: true})
}

func TestReadMetadataInTheOldEncoding(t *testing.T) {
	t.Parallel()
	latin := strings.NewReplacer("ß", "\xdf", "\u00a0", "\xa0").Replace(icdKodes)
	icd := mustRead(t, "icd10gm2005syst_kodes.txt", latin)["ICD10"]
	checkEntry(t, icd, Entry{Code: "C50.4", Label: "Erfundener Titel außen oben", Official: true})
}

func TestReadClaML(t *testing.T) {
	t.Parallel()
	icd := mustRead(t, "icd10gm2024syst_claml_20230915.xml", icdClaML)["ICD10"]
	checkEntry(t, icd, Entry{Code: "C50", Label: "Erfundener Titel", Heading: true, Official: true})
	checkEntry(t, icd, Entry{Code: "C50.4", Label: "Erfundener Titel oben", Official: true})
	checkEntry(t, icd, Entry{Code: "C90.0", Label: "Myelom", Official: true})
	checkEntry(t, icd, Entry{Code: "C90.01", Label: "Myelom: in Remission", Official: true})
	if icd.Len() != 6 || icd.Edition != "2024" || icd.Until != "2024-12-31" {
		t.Errorf("%d codes of %q until %q, want 6 of 2024", icd.Len(), icd.Edition, icd.Until)
	}
	axes := mustRead(t, "icdo3rev2_claml.xml", icdoClaML)
	checkEntry(t, axes["Topographie"], Entry{Code: "C50.4", Label: "Oben erfunden", Official: true})
	checkEntry(t, axes["Morphologie"], Entry{Code: "8500/3", Label: "Karzinom erfunden", Official: true})
}

// A class that stands above itself, with a modifier, must not multiply for ever.
func TestReadClaMLWithClassesInACircle(t *testing.T) {
	t.Parallel()
	const circle = clamlHead + `<ModifierClass modifier="M" code="0"/><ModifierClass modifier="M" code="1"/>
<Class code="C90.0" kind="category"><SuperClass code="C90.0"/><ModifiedBy code="M"/><Rubric kind="preferred"><Label>Kreis</Label></Rubric></Class>
</ClaML>`
	icd := mustRead(t, "x.xml", circle)["ICD10"]
	if got := icd.Len(); got != 3 {
		t.Errorf("%d codes, want C90.0, C90.00 and C90.01", got)
	}
}

func TestReadSubstancesOfALaterYear(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "substanz.csv", "Therapieart;Substanzbezeichnung;gültig bis;ATC-Code;ATC gültig bis;Änderungsvermerk\r\n"+
		"IM;Erfundumab;;L01FX99;;neu\r\nCH;Altes Mittel;31122024;;;\r\n")["Substanz"]
	checkEntry(t, l, Entry{Code: "Erfundumab", Art: "IM"})
	checkEntry(t, l, Entry{Code: "Altes Mittel", Until: "2024-12-31", Art: "CH"})
}

func TestReadTellsWhatIsWrong(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("<a>", 100)
	for _, c := range []struct {
		name, file, text string
		line             int
		want             string
	}{
		{"unknown file", "liste.csv", "code;name\n", 0, "Unbekannte Datei"},
		{"useless file", "landkreis.csv", "RS;GEN\n", 0, "nicht gebraucht"},
		{"other columns", "icd10.csv", "code;titel\nC50;x\n", 1, "„name“ fehlt"},
		{"other list under the name", "topographie.csv", "id;code;name;id3;epi_valide;p65_valide\n", 1, "„istpaarig“ fehlt"},
		{"topography called ICD", "icd10.csv", "id;code;name;id3;istPaarig\nC509;C50.9;x;C50;1\n", 1, "„epi_valide“ fehlt"},
		{"T called N", "tnm_n.csv", "code;name\n1;x\n4;x\n", 3, "„4“ ist kein Code"},
		{"N called M", "tnm_m.csv", "code;name\n0;x\n2;x\n", 3, "„2“ ist kein Code"},
		{"N called T", "tnm_t.csv", "code;name\n0;x\n0(sn);x\n", 3, "„0(sn)“ ist kein Code"},
		{"other enumeration under the name", "geschlecht.csv", "code;name\nW;x\n1;x\n", 3, "„1“ ist kein Code der Liste Geschlecht"},
		{"version of another kind", "icd10_version.csv", "code;name\n31;x\n", 2, "„31“ ist kein Code"},
		{"too few cells", "tnm_m.csv", "code;name\n0;frei\n1\n", 3, "1 Spalten statt 2"},
		{"no code", "icd10.csv", "id;code;name;id3;epi_valide\nC50;C50;x;C50;\nC5;C5O;x;C50;\n", 3, "„C5O“ ist kein Code"},
		{"double code", "icd10.csv", "id;code;name;id3;epi_valide\nC50;C50;x;C50;\nC50;C50;y;C50;\n", 3, "steht schon in Zeile 2"},
		{"control character", "icd10.csv", "id;code;name;id3;epi_valide\nC50;C50;\x1b[2J;C50;\n", 2, "Steuerzeichen"},
		{"no ATC", "substanz.csv", "Therapieart;Substanz;Code\nCH;Mittel;L01\n", 2, "kein ATC-Code"},
		{"no day", "substanz.csv", "Therapieart;Substanz;gültig bis\nCH;Mittel;2024\n", 2, "TTMMJJJJ"},
		{"empty", "icd10.csv", "id;code;name;id3;epi_valide\n", 0, "keinen einzigen Code"},
		{"nothing at all", "icd10.csv", "", 1, "fehlt"},
		{"OPS called ICD", "icd10gm2024syst_kodes.txt", opsKodes, 1, "kein Code der ICD-10-GM"},
		{"ICD called OPS", "ops2024syst_kodes.txt", icdKodes, 1, "kein Code der OPS"},
		{"prose called metadata", "icd10gm2024syst_kodes.txt", "Liebe Leserin;lieber Leser;wie;geht;es\n", 1, "Ebene"},
		{"one column", "icd10gm2024syst_kodes.txt", icdKodes + "Ende\n", 5, "Spalten"},
		{"entity bomb", "x.xml", `<!DOCTYPE ClaML [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><ClaML/>`, 1, "ENTITY"},
		{"unknown entity", "x.xml", clamlHead + "<Class code=\"C50\" kind=\"category\"><Rubric kind=\"preferred\"><Label>&bomb;</Label></Rubric></Class></ClaML>", 5, "kein fehlerfreies XML"},
		{"other XML", "x.xml", "<oBDS/>", 1, "keine ClaML-Datei"},
		{"cut off", "x.xml", icdClaML[:len(icdClaML)/2], 9, "nicht vollständig"},
		{"too deep", "x.xml", clamlHead + "<Class code=\"C50\" kind=\"category\">" + deep, 5, "tiefer als"},
		{"too deep elsewhere", "x.xml", "<ClaML>\n" + deep, 2, "tiefer als"},
		{"other classification", "x.xml", `<ClaML><Title name="ICF" version="2005"/></ClaML>`, 0, "„ICF“ wird nicht gebraucht"},
		{"no year", "x.xml", `<ClaML><Title name="OPS" version="neu"/></ClaML>`, 0, "kein Jahr"},
		{"codes of another classification", "x.xml", clamlHead + `<Class code="5-870" kind="category"/></ClaML>`, 5, "„5-870“ ist kein Code der ICD-10-GM"},
		{"no title", "x.xml", "<ClaML></ClaML>", 0, "Title fehlt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			lists, err := Read(c.file, strings.NewReader(c.text))
			var refusal *Refusal
			if !errors.As(err, &refusal) {
				t.Fatalf("Read = %v, %v; want a refusal", lists, err)
			}
			if refusal.Line != c.line || !strings.Contains(refusal.Text, c.want) || refusal.File != c.file {
				t.Errorf("refused %s, line %d: %s\nwant line %d: …%s…", refusal.File, refusal.Line, refusal.Text, c.line, c.want)
			}
		})
	}
}

// blanks is a file that never ends.
type blanks struct{}

func (blanks) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}

func TestReadGivesUpOnHugeFiles(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"icd10.csv", "x.xml"} {
		head := ""
		if name == "x.xml" {
			head = "<ClaML>"
		}
		_, err := readWithin(1<<20, name, io.MultiReader(strings.NewReader(head), blanks{}))
		var refusal *Refusal
		if !errors.As(err, &refusal) || !strings.Contains(refusal.Text, "zu groß") {
			t.Errorf("Read(%s) = %v, want a refusal for the size", name, err)
		}
	}
}

func TestReadTakesTheFilesOfTheRKI(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]struct {
		list    string
		entries int
	}{
		"icd10.csv": {"ICD10", 891}, "icd10_todesursache.csv": {"ICD10", 16629}, "topographie.csv": {"Topographie", 400},
		"morphologie.csv": {"Morphologie", 1268}, "substanz.csv": {"Substanz", 410}, "protokoll.csv": {"Protokoll", 164},
		"zielgebiet_2021.csv": {"Zielgebiet2021", 98}, "tnm_t.csv": {"TNM-T", 64},
	} {
		path, there := officialFile(t, file)
		if !there {
			continue
		}
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		lists, err := Read(file, f)
		f.Close()
		if err != nil || len(lists) != 1 || lists[0].Name != want.list || lists[0].Len() != want.entries {
			t.Errorf("%s: %v, %v; want %d entries of %s", file, lists, err, want.entries, want.list)
		}
	}
}

// Every file of the collection is read or known to be of no use, and every list
// it is read into exists.
func TestReadKnowsTheWholeCollectionOfTheRKI(t *testing.T) {
	t.Parallel()
	folder, there := officialFile(t, "")
	if !there {
		return
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no official lists in %s: %v", folder, err)
	}
	for _, path := range files {
		name := filepath.Base(path)
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		lists, err := Read(name, strings.NewReader(string(raw)))
		if rkiOther[name] != (err != nil) {
			t.Errorf("%s: %v", name, err)
		}
		for _, l := range lists {
			own, ok := Get(l.Name)
			if !ok {
				t.Errorf("%s is read into %s, which is no list", name, l.Name)
				continue
			}
			if found := common(own, l); found == 0 {
				t.Errorf("%s and our list %s have no code in common", name, l.Name)
			}
		}
	}
}

func common(a, b *List) int {
	n := 0
	for _, e := range b.Entries() {
		if _, ok := a.byCode[e.Code]; ok {
			n++
		}
	}
	return n
}

func FuzzReadNeverPanics(f *testing.F) {
	f.Add("x.xml", icdClaML)
	f.Add("x.xml", icdoClaML)
	f.Add("icd10gm2024syst_kodes.txt", icdKodes)
	f.Add("substanz.csv", "Therapieart;Substanz;Code\nCH;Mittel;L01CD01\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		lists, err := Read(name, strings.NewReader(text))
		if (err == nil) != (len(lists) > 0) {
			t.Errorf("%d lists and error %v", len(lists), err)
		}
		for _, l := range lists {
			l.Search("a", 3)
		}
	})
}
