package obds_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/obds"
)

func items(t *testing.T, document []byte) ([]*obds.Item, *obds.Reader) {
	t.Helper()
	r, err := obds.NewReader(bytes.NewReader(document), obds.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var all []*obds.Item
	for {
		item, err := r.Next()
		if errors.Is(err, io.EOF) {
			return all, r
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, item)
	}
}

func TestReaderHandsOutReportsInOrderWithTheirPatient(t *testing.T) {
	t.Parallel()
	all, r := items(t, readFile(t, own))
	var got []string
	for _, i := range all {
		got = append(got, fmt.Sprintf("%s %s %s last=%v", i.Meldung.MeldungID, i.Meldung.Typ, i.Patient.PatientID, i.Last))
	}
	want := []string{
		"M-1 Diagnose P-1 last=false", "M-2 Pathologie P-1 last=false", "M-3 OP P-1 last=true",
		"M-4 ST P-2 last=false", "M-5 SYST P-2 last=false", "M-6 Verlauf P-2 last=false", "M-7 Tod P-2 last=false", "M-8 Tumorkonferenz P-2 last=true",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if got := all[0].Patient.Anmerkung; got != "zur Person" {
		t.Errorf("Anmerkung behind the reports: got %q, want %q", got, "zur Person")
	}
	if m := r.Melder(); len(m) != 2 || m[0].ID != "H-1" || m[1].ID != "H-2" {
		t.Errorf("got Melder %+v, want H-1 and H-2", m)
	}
	if got := r.Absender().Bezeichnung; got != "Klinik am Probenweg 3 & Partner" {
		t.Errorf("got Bezeichnung %q", got)
	}
}

func TestItemsCountTheProblemsOfTheirReport(t *testing.T) {
	t.Parallel()
	document := strings.NewReplacer("<Geschlecht>W<", "<Geschlecht>w<", "<Grading>3<", "<Grading>33<", `"M-5"`, `""`).Replace(string(readFile(t, own)))
	all, _ := items(t, []byte(document))
	var got []int
	for _, i := range all {
		got = append(got, i.Problems)
	}
	if want := []int{0, 1, 0, 0, 1, 0, 0, 0}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestReadingSetsTheSelectorOfTheBranchFound(t *testing.T) {
	t.Parallel()
	all, _ := items(t, readFile(t, own))
	st := all[3].Meldung.ST.MengeBestrahlung
	got := []model.Zweig{
		all[0].Patient.Stammdaten.Versicherung, all[3].Patient.Stammdaten.Versicherung,
		all[0].Meldung.Typ, all[1].Meldung.Pathologie.Einsender.Form, st[0].Applikationsart.Art, st[1].Applikationsart.Art,
	}
	want := []model.Zweig{model.VersicherungSonstige, model.VersicherungPKV, model.TypDiagnose, "unstrukturiert", "Perkutan", "Sonstige"}
	if !slices.Equal(got, want) {
		t.Errorf("got selectors %q, want %q", got, want)
	}
}

func TestReadingKeepsSpellingAndPrecision(t *testing.T) {
	t.Parallel()
	all, _ := items(t, readFile(t, own))
	d := all[0].Meldung.Diagnose
	for _, c := range []struct{ name, got, want string }{
		{"estimated day", string(all[0].Patient.Stammdaten.Geburtsdatum), "1958-11-15~T"},
		{"exact day", string(all[0].Meldung.Tumorzuordnung.Diagnosedatum), "2026-04-02"},
		{"estimated month", string(d.MengeFM[0].Diagnosedatum), "2026-07-01~M"},
		{"wholly estimated", string(d.MengeFM[1].Diagnosedatum), "2026-07-01~V"},
		{"time zone", string(d.ModulProstata.DatumPSA), "2026-03-30+02:00"},
		{"sign and zero", string(d.ModulProstata.PSA), "+12.50"},
		{"leading zeros", string(all[1].Meldung.Pathologie.Histologie.LKUntersucht), "007"},
		{"line break", string(d.PrimaertumorDiagnosetext), "erste Zeile\nzweite Zeile"},
		{"reference", string(all[2].Meldung.MengeZusatzitem[0].Bemerkung), "a < b"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestPlacesNamePathAndLineOfAField(t *testing.T) {
	t.Parallel()
	document := readFile(t, own)
	all, _ := items(t, document)
	report := "/oBDS/Menge_Patient/Patient[1]/Menge_Meldung/Meldung[1]"
	for _, c := range []struct {
		item       int
		field      string
		path, text string
	}{
		{0, "Diagnose.Menge_FM[1].Lokalisation", report + "/Diagnose/Menge_FM/Fernmetastase[2]/Lokalisation", "<Lokalisation>HEP"},
		{0, "Diagnose.Modul_Prostata.PSA", report + "/Diagnose/Modul_Prostata/PSA", "<PSA>"},
		{0, "Diagnose.Modul_Prostata.GleasonScore.GradPrimaer", report + "/Diagnose/Modul_Prostata", "<Modul_Prostata>"},
		{0, "Tumorzuordnung.Seitenlokalisation", report + "/Tumorzuordnung", "<Tumorzuordnung"},
		{0, "Zertifizierung", report, `Meldung_ID="M-1"`},
		{0, "Patient.Menge_Frueherer_Name[1]", "/oBDS/Menge_Patient/Patient[1]/Patienten_Stammdaten/Menge_Frueherer_Name/Frueherer_Name[2]", "<Frueherer_Name>Muster"},
		{6, "Patient.Nachname", "/oBDS/Menge_Patient/Patient[2]/Patienten_Stammdaten/Nachname", "Erfunden"},
		{7, "Patient.Titel", "/oBDS/Menge_Patient/Patient[2]", `Patient_ID="P-2"`},
	} {
		path, line := all[c.item].Places.Of(c.field)
		want := 1 + strings.Count(string(document[:bytes.Index(document, []byte(c.text))]), "\n")
		if path != c.path || line != want {
			t.Errorf("%s: got %s in line %d, want %s in line %d", c.field, path, line, c.path, want)
		}
	}
}

func TestWhatAReportCannotCarryIsNoted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, old, new string
		note           string
		lost           bool
	}{
		{"unknown element", "<cTNM/>", "<Zukunft><Neu>x</Neu></Zukunft>", "„Zukunft“ ist unbekannt", true},
		{"another namespace", "<cTNM/>", `<cTNM xmlns="http://example.org/x"/>`, "„cTNM“ ist unbekannt", true},
		{"second value", "<Grading>3</Grading>", "<Grading>3</Grading><Grading>2</Grading>", "„Grading“ steht mehrfach", true},
		{"second part", "<cTNM/>", "<cTNM/><cTNM><T>1</T></cTNM>", "„cTNM“ steht mehrfach", true},
		{"second branch", "<Versichertendaten_Sonstige/>", "<Versichertendaten_Sonstige/><Versichertendaten_PKV><IKNR>168140346</IKNR></Versichertendaten_PKV>", "zweiter Zweig", true},
		{"unknown attribute", "<cTNM/>", `<cTNM Neu="1"/>`, "Das Attribut „Neu“", true},
		{"text between elements", "<cTNM/>", "<cTNM>x</cTNM>", "Der Text zwischen", true},
		{"empty N", "<N>N</N>", "<N/>", "bedeutet „N“", false},
		{"empty text", "</Einsender>", "</Einsender><Befundtext/>", "Das leere „Befundtext“", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var notes []obds.Note
			d, err := obds.Read(strings.NewReader(replaced(t, c.old, c.new)), obds.Options{Note: func(n obds.Note) { notes = append(notes, n) }})
			if err != nil {
				t.Fatal(err)
			}
			if len(notes) != 1 || !strings.Contains(notes[0].Text, c.note) || notes[0].Lost != c.lost || notes[0].Line == 0 || notes[0].Path == "" {
				t.Errorf("got notes %+v, want one with %q, lost %v, line and path", notes, c.note, c.lost)
			}
			var out bytes.Buffer
			if err := obds.Write(&out, d); err != nil {
				t.Fatal(err)
			}
			if n, err := obds.Check(&out, obds.Options{}); n > 0 || err != nil {
				t.Errorf("the written document has %d problems, %v; want none", n, err)
			}
		})
	}
}

func TestAPatientWithoutAReportIsNotedAsLost(t *testing.T) {
	t.Parallel()
	lonely := `<Patient Patient_ID="P-allein"><Patienten_Stammdaten/><Menge_Meldung/></Patient></Menge_Patient>`
	document := replaced(t, "</Menge_Patient>", lonely)
	var lost []obds.Note
	d, err := obds.Read(strings.NewReader(document), obds.Options{Note: func(n obds.Note) {
		if n.Lost {
			lost = append(lost, n)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	line := 1 + strings.Count(document[:strings.Index(document, "P-allein")], "\n")
	path := fmt.Sprintf("/oBDS/Menge_Patient/Patient[%d]", len(d.Patients)+1)
	if len(lost) != 1 || !strings.Contains(lost[0].Text, "keine Meldung") || lost[0].Line != line || lost[0].Path != path {
		t.Errorf("got %+v, want one about a person without a report, line %d, path %s", lost, line, path)
	}
}

func TestControlCharactersAreRefusedKeptOrDropped(t *testing.T) {
	t.Parallel()
	document := replaced(t, "a &lt; b", "a\u0085 &#155;<![CDATA[\x7f]]>&lt; b")
	for _, c := range []struct {
		controls obds.Controls
		want     string
	}{{obds.KeepControls, "a\u0085 \u009b\x7f< b"}, {obds.DropControls, "a < b"}} {
		var notes []obds.Note
		d, err := obds.Read(strings.NewReader(document), obds.Options{Limits: obds.Limits{Controls: c.controls}, Note: func(n obds.Note) { notes = append(notes, n) }})
		if err != nil {
			t.Fatal(err)
		}
		got := d.Reports()[2].Meldung.MengeZusatzitem[0].Bemerkung
		if string(got) != c.want {
			t.Errorf("%d: got %q, want %q", c.controls, got, c.want)
		}
		if len(notes) == 0 || notes[0].ID != obds.OddCharacter || notes[0].Lost || !strings.HasSuffix(notes[0].Path, "/Bemerkung") || notes[0].Line == 0 {
			t.Errorf("%d: notes %+v, want one about odd characters with path and line", c.controls, notes)
		}
	}
	var refusal *obds.Refusal
	if _, err := obds.Read(strings.NewReader(document), obds.Options{}); !errors.As(err, &refusal) {
		t.Errorf("without a word about them: got %v, want a refusal", err)
	}
	if n, err := obds.Check(strings.NewReader(document), obds.Options{}); n != 0 || err != nil {
		t.Errorf("Check = %d, %v; want what the schema's judge says: 0", n, err)
	}
}

func TestControlCharactersInAttributesAreNoted(t *testing.T) {
	t.Parallel()
	document := replaced(t, `Meldung_ID="M-5"`, `Meldung_ID="M-5&#x85;"`)
	var notes []obds.Note
	d, err := obds.Read(strings.NewReader(document), obds.Options{Limits: obds.Limits{Controls: obds.DropControls}, Note: func(n obds.Note) { notes = append(notes, n) }})
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Reports()[4].Meldung.MeldungID; got != "M-5" || len(notes) != 1 || notes[0].ID != obds.OddCharacter {
		t.Errorf("got id %q and notes %+v, want M-5 and one note", got, notes)
	}
}

func TestPlacesNameTheLineOfHeadAndMelder(t *testing.T) {
	t.Parallel()
	document := string(readFile(t, own))
	_, r := items(t, []byte(document))
	melder := r.MelderPlaces()
	if len(melder) != len(r.Melder()) || len(melder) == 0 {
		t.Fatalf("%d places of %d Melder", len(melder), len(r.Melder()))
	}
	for _, c := range []struct {
		places          *obds.Places
		id, path, there string
	}{
		{r.HeadPlaces(), "Meldedatum", "/oBDS/Meldedatum", "<Meldedatum>"},
		{r.HeadPlaces(), "Absender.Absender_ID", "/oBDS/Absender", "<Absender"},
		{melder[0], "Melder.ID", "/oBDS/Menge_Melder/Melder[1]", "<Melder "},
	} {
		line := 1 + strings.Count(document[:strings.Index(document, c.there)], "\n")
		if path, got := c.places.Of(c.id); path != c.path || got != line {
			t.Errorf("%s: got %s in line %d, want %s in line %d", c.id, path, got, c.path, line)
		}
	}
}

// replaced is the own document with one text in place of another.
func replaced(t testing.TB, old, new string) string {
	t.Helper()
	document := string(readFile(t, own))
	if strings.Count(document, old) == 0 {
		t.Fatalf("%q is not in %s", old, own)
	}
	return strings.Replace(document, old, new, 1)
}
