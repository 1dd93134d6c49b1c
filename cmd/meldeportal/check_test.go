package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"example.org/meldeportal/model/check"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/rule"
)

const stand = "--stand=2026-05-14"

func TestCheckEndsWithTheWorstItFound(t *testing.T) {
	t.Parallel()
	good := obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7")))
	for _, c := range []struct {
		name, text string
		status     int
		says       []string
	}{
		{"nothing wrong", good, 0, []string{"1 Datei mit 1 Meldung geprüft: 0 Fehler"}},
		{"older version", strings.Replace(good, "3.0.4", "3.0.1", 1), 0, []string{"0 Fehler"}},
		{"wrong shape", strings.Replace(good, "<Geschlecht>W", "<Geschlecht>Q", 1), 1, []string{"S-Wert", "Zeile 10"}},
		{"implausible", strings.Replace(good, "1952-03-14", "2027-03-14", 1), 1, []string{"F "}},
		{"newer version", strings.Replace(good, "3.0.4", "3.1.0", 1), 1, []string{"S-Version", "3.1.0", "/oBDS/@Schema_Version"}},
		{"not oBDS", "<ADT_GEKID/>", 1, []string{"S-Wurzel"}},
		{"two people with one id", obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7")), patient("P1", diagnose("M2", "C18.7"))), 1,
			[]string{"S-ID", "Menge_Patient/Patient[2]"}},
		{"truncated", good[:len(good)-80], 2, []string{"Nicht lesbar", "abgeschnitten", "1 Datei"}},
		{"bomb", `<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>`, 2, []string{"DOCTYPE"}},
		{"deep", strings.Repeat("<a>", 100_000), 2, []string{"geschachtelt"}},
		{"other bytes than declared", strings.Replace(good, "Kim", "K\xefm", 1), 2, []string{"Zeichenkodierung", "Zeile 9"}},
		{"empty", "", 2, []string{"kein XML"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := runs(t, c.status, "check", stand, put(t, t.TempDir(), "m.xml", c.text))
			contains(t, "output", o.out, c.says...)
			if strings.Contains(o.out, "Moosgruber") {
				t.Errorf("the output quotes the name:\n%s", o.out)
			}
		})
	}
}

func TestCheckNamesTheCallThatIsWrong(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"check"}, "Es fehlt die Angabe"},
		{[]string{"check", filepath.Join(dir, "fehlt.xml")}, "gibt es nicht"},
		{[]string{"check", dir}, "keine Datei mit der Endung .xml"},
		{[]string{"check", "--stand", "gestern", dir}, "JJJJ-MM-TT"},
	} {
		o := runs(t, 2, c.args...)
		contains(t, "output", o.out+o.err, c.says)
	}
}

// checked runs a check and reads its lines.
func checked(t *testing.T, status int, args ...string) (list []jsonFinding) {
	t.Helper()
	o := runs(t, status, append([]string{"check", stand, "--json"}, args...)...)
	for line := range strings.Lines(o.out) {
		var f jsonFinding
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatalf("%v in line %q", err, line)
		}
		list = append(list, f)
	}
	return list
}

func ofRule(list []jsonFinding, id string) (found []jsonFinding) {
	for _, f := range list {
		if f.Regel == id {
			found = append(found, f)
		}
	}
	return found
}

// lineOf is the line of a text's only occurrence.
func lineOf(t *testing.T, text, part string) int {
	t.Helper()
	before, _, found := strings.Cut(text, part)
	if !found || strings.Count(text, part) != 1 {
		t.Fatalf("%q is not exactly once in the document", part)
	}
	return strings.Count(before, "\n") + 1
}

func TestFindingsHaveTheirPlace(t *testing.T) {
	t.Parallel()
	text := obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7")), patient("P2", diagnose("M2", "C18.7"), diagnose("M3", "C61")))
	text = strings.Replace(text, "<Meldedatum>2026-05-14", "<Meldedatum>2026-06-01", 1)
	path := put(t, t.TempDir(), "m.xml", text)
	list := checked(t, 1, path)
	got := ofRule(list, "P-053")
	want := jsonFinding{Datei: path, Regel: "P-053", Stufe: rule.Warnung, MeldungID: "M3", Feld: "Tumorzuordnung.Primaertumor_ICD", Zeile: lineOf(t, text, "C61"),
		Pfad: "/oBDS/Menge_Patient/Patient[2]/Menge_Meldung/Meldung[2]/Tumorzuordnung/Primaertumor_ICD/Code"}
	if len(got) != 1 || got[0].Text == "" {
		t.Fatalf("P-053 = %+v, want it once with its sentence", got)
	}
	if want.Text = got[0].Text; got[0] != want {
		t.Errorf("got  %+v\nwant %+v", got[0], want)
	}
	head := 0
	for _, f := range list {
		if f.Pfad == "/oBDS/Meldedatum" {
			head++
		}
	}
	if head != 1 {
		t.Errorf("the Meldedatum in the future is told %d times, want once for the file", head)
	}
}

func TestMissingFieldsAreNamedByTheirWholePath(t *testing.T) {
	t.Parallel()
	text := strings.Replace(obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7"), diagnose("M2", "C18.7"))), "<Strasse>Lindenweg</Strasse>", "", 1)
	var got []jsonFinding
	for _, f := range checked(t, 0, put(t, t.TempDir(), "m.xml", text)) {
		if f.Feld == "Patient.Adresse.Strasse" {
			got = append(got, f)
		}
	}
	want := "/oBDS/Menge_Patient/Patient[1]/Patienten_Stammdaten/Adresse/Strasse"
	if len(got) != 1 || got[0].Pfad != want || got[0].Zeile != lineOf(t, text, "<Adresse>") {
		t.Errorf("got %+v, want one finding at %s, told once for the person", got, want)
	}
}

func TestReportsOfOnePatientAreTheirHistory(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	alone := put(t, dir, "a.xml", obdsText("3.0.4", patient("P1", operation("M2", "C18.7"))))
	both := put(t, dir, "b.xml", obdsText("3.0.4", patient("P1", operation("M2", "C18.7"), diagnose("M1", "C18.7"))))
	const noDiagnosis = "P-343"
	if got := ofRule(checked(t, 0, alone), noDiagnosis); len(got) != 1 {
		t.Errorf("operation alone: %s told %d times, want 1", noDiagnosis, len(got))
	}
	if got := ofRule(checked(t, 0, both), noDiagnosis); len(got) != 0 {
		t.Errorf("operation with its diagnosis: %+v, want none", got)
	}
}

func TestOneBadFileDoesNotStopAFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const files = 300
	for i := range files {
		text := obdsText("3.0.4", patient("P1", diagnose(fmt.Sprintf("M%d", i), "C18.7")))
		if i == files/2 {
			text = text[:len(text)/2]
		}
		put(t, dir, fmt.Sprintf("%03d.XML", i), text)
	}
	put(t, dir, "notizen.txt", "kein XML")
	o := runs(t, 2, "check", stand, dir)
	contains(t, "output", o.out, "300 Dateien mit 299 Meldungen geprüft", "150.XML\n  Nicht lesbar: Zeile ", "Nicht (ganz) lesbar: 1 Datei.")
	list := checked(t, 2, dir)
	var order []string
	for _, f := range list {
		order = append(order, f.Datei)
	}
	for i := range order[1:] {
		if order[i] > order[i+1] {
			t.Fatalf("%s is told before %s, want the order of the names", order[i], order[i+1])
		}
	}
	if got := ofRule(list, unreadableRule); len(got) != 1 || filepath.Base(got[0].Datei) != "150.XML" || got[0].Zeile == 0 {
		t.Errorf("unreadable = %+v, want 150.XML with its line", got)
	}
}

func TestNurSchemaIsSilentAboutContent(t *testing.T) {
	t.Parallel()
	path := put(t, t.TempDir(), "m.xml", obdsText("3.0.4", person{"P1", "M", "2027-03-14", []string{diagnose("M1", "C18.7")}}))
	if got := checked(t, 0, "--nur-schema", path); len(got) != 0 {
		t.Errorf("findings = %+v, want none", got)
	}
	if got := checked(t, 1, path); len(got) == 0 {
		t.Error("the full check finds nothing in a person born after today")
	}
}

func TestConfigurationSoftensRules(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := put(t, dir, "m.xml", obdsText("3.0.4", patient("P1", diagnose("M1", "C61"))))
	put(t, dir, "config.toml", "[regeln]\nP-053 = \"H\"\n")
	got := ofRule(checked(t, 0, "--dir", dir, path), "P-053")
	if len(got) != 1 || got[0].Stufe != rule.Hinweis {
		t.Errorf("P-053 = %+v, want one Hinweis", got)
	}
	put(t, dir, "config.toml", "[regeln]\nP-99999 = \"H\"\n")
	contains(t, "refusal", runs(t, 2, "check", "--dir", dir, path).err, "P-99999")
}

func TestCheckNeedsNoHome(t *testing.T) {
	t.Parallel()
	cmd := program(t, "check", stand, put(t, t.TempDir(), "m.xml", obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7")))))
	cmd.Env = []string{"LANG=C.UTF-8"}
	if o := execute(t, cmd); o.status != 0 {
		t.Errorf("status %d, want 0\n%s%s", o.status, o.out, o.err)
	}
}

func TestFindingsAboutHeadAndMelderHaveTheirLine(t *testing.T) {
	t.Parallel()
	text := obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7")))
	text = strings.Replace(text, `<Melder ID="4711"/>`, "<Melder ID=\"4711\">\n<Ident_Nummern>\n<IKNR>123456789</IKNR></Ident_Nummern></Melder>", 1)
	found := checked(t, 1, "--stand=2026-05-13", put(t, t.TempDir(), "m.xml", text))
	for _, c := range []struct{ id, path, there string }{
		{"P-031", "/oBDS/Meldedatum", "<Meldedatum>"},
		{"P-006", "/oBDS/Menge_Melder/Melder[1]/Ident_Nummern/IKNR", "<IKNR>123456789"},
	} {
		got := ofRule(found, c.id)
		if want := lineOf(t, text, c.there); len(got) != 1 || got[0].Pfad != c.path || got[0].Zeile != want {
			t.Errorf("%s = %+v, want one at %s in line %d", c.id, got, c.path, want)
		}
	}
}

func TestCheckSpeaksOfControlCharactersAsAHint(t *testing.T) {
	t.Parallel()
	text := strings.Replace(obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7"))), "</Meldung>", "<Anmerkung>x\u0085y</Anmerkung></Meldung>", 1)
	path := put(t, t.TempDir(), "m.xml", text)
	got := ofRule(checked(t, 0, stand, path), "S-Zeichen")
	if want := lineOf(t, text, "<Anmerkung>"); len(got) != 1 || got[0].Stufe != rule.Hinweis || got[0].Zeile != want || got[0].MeldungID != "M1" {
		t.Errorf("S-Zeichen = %+v, want one Hinweis in line %d of M1", got, want)
	}
	contains(t, "shape alone", runs(t, 0, "check", "--nur-schema", path).out, "0 Fehler, 0 Warnungen, 0 Hinweise")
}

func TestCheckFollowsALinkToAFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "m.xml", obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7"))))
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	contains(t, "output", runs(t, 0, "check", stand, link).out, "1 Datei mit 1 Meldung")
}

func TestAConfigurationThatCannotBeUsedIsNamed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := put(t, dir, "m.xml", obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7"))))
	contains(t, "no such file", runs(t, 2, "check", "--config", filepath.Join(dir, "fehlt.toml"), path).err, "fehlt.toml gibt es nicht")
	contains(t, "folder", runs(t, 2, "check", "--config", dir, path).err, "lässt sich nicht lesen")
	put(t, dir, "config.toml", "[regeln]\nP-053 = 1\n")
	contains(t, "wrong kind", runs(t, 2, "check", "--dir", dir, path).err, "Zeile 2, „regeln.P-053“")
	put(t, dir, "config.toml", "[regeln]\nP-053 =\n")
	if said := runs(t, 2, "check", "--dir", dir, path).err; !strings.Contains(said, "Zeile 2") || strings.Contains(said, "expected") {
		t.Errorf("broken line: %q, want a German sentence with line 2", said)
	}
}

// One patient with very many reports is judged in stretches: the work does not
// grow with the square.
func TestAPatientWithThousandsOfReportsIsJudged(t *testing.T) {
	t.Parallel()
	var reports []string
	for i := range 4 * check.GroupReports {
		reports = append(reports, diagnose(fmt.Sprintf("M%d", i), "C18.7"))
	}
	o := runs(t, 0, "check", stand, put(t, t.TempDir(), "m.xml", obdsText("3.0.4", patient("P1", reports...))))
	contains(t, "output", o.out, "mit 2000 Meldungen geprüft")
}

// While the first stretch is judged, the reader goes on with the same patient;
// the race detector watches.
func TestAPatientIsReadOnWhileTheFirstReportsAreJudged(t *testing.T) {
	t.Parallel()
	var reports []string
	for i := range check.GroupReports + 1 {
		reports = append(reports, diagnose(fmt.Sprintf("M%d", i), "C18.7"))
	}
	text := strings.Replace(obdsText("3.0.4", person{"P1", "U", "1952-03-14", reports}), "</Menge_Meldung>", "</Menge_Meldung><Anmerkung>zur Person</Anmerkung>", 1)
	sex := 0
	n, err := (&check.Judge{Today: "2026-05-14"}).Document(strings.NewReader(text), func(found []check.Finding) {
		for _, f := range found {
			if f.Rule == "P-004" && f.Line == lineOf(t, text, "<Geschlecht>") {
				sex++
			}
		}
	})
	if err != nil || n != check.GroupReports+1 || sex == 0 {
		t.Errorf("%d reports, %d findings about the sex, %v; want %d reports and some", n, sex, err, check.GroupReports+1)
	}
}

func TestRegelnListsTheWholeCatalogue(t *testing.T) {
	t.Parallel()
	text := runs(t, 0, "check", "--regeln").out
	lines := strings.Split(strings.TrimSpace(runs(t, 0, "check", "--regeln", "--json").out), "\n")
	if rules := rule.RulesIn(land.Default); len(lines) != len(rules) {
		t.Errorf("%d rules listed, want %d", len(lines), len(rules))
	}
	for _, r := range rule.RulesIn(land.Default) {
		if !strings.Contains(text, r.ID+" ") || !strings.Contains(text, r.Text) {
			t.Errorf("the list lacks %s: %s", r.ID, r.Text)
		}
	}
}

// The verdict on every sample document is the one of its folder and of xmllint.
func TestShapeVerdictsOnSamplesAreXmllints(t *testing.T) {
	t.Parallel()
	for folder, status := range map[string]int{judges.Own: 0, "oeffentlich": 0, "ungueltig": 1} {
		for _, path := range judges.Samples(t, folder) {
			runs(t, status, "check", "--nur-schema", path)
			document, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			schema, there := judges.Schema(t, judges.EditionOf(document))
			if !there {
				continue
			}
			cmd := exec.Command(judges.Program(t, "xmllint"), "--noout", "--schema", schema, path)
			if other := min(execute(t, cmd).status, 1); other != status {
				t.Errorf("%s: xmllint says %d, want %d", path, other, status)
			}
		}
	}
}

func TestOneFaultIsOneFinding(t *testing.T) {
	t.Parallel()
	good := obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7")))
	clean := len(checked(t, 0, put(t, t.TempDir(), "m.xml", good)))
	for name, c := range map[string]struct{ from, to, says string }{
		"a country in small letters": {"<Land>DE", "<Land>de", "Land"},
		"a German date":              {">2026-03-02<", ">02.03.2026<", "deutscher Form"},
		"an empty date":              {">2026-03-02<", "><", "leer"},
		"a date in pieces":           {">2026-03-02<", "> 2026-03-02 <", "Leerzeichen"},
		"a letter in pieces":         {"Moosgruber", "Moosgru\u0308ber", "zerlegt"},
		"an empty name":              {"Moosgruber", "", "leer"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			list := checked(t, 1, put(t, t.TempDir(), "m.xml", strings.Replace(good, c.from, c.to, 1)))
			said := ofRule(list, "S-Wert")
			if len(said) != 1 || !strings.Contains(said[0].Text, c.says) {
				t.Errorf("S-Wert = %+v, want one with %q", said, c.says)
			}
			if len(list) > clean+1 {
				t.Errorf("the fault is %d findings, want one: %+v", len(list)-clean, list)
			}
		})
	}
}

// inner is what only the program's own ids look like: "Diagnose.cTNM", "Menge_FM[2]".
var inner = regexp.MustCompile(`[A-Za-z]\.[A-Z][a-z]|[A-Za-z]_[A-Z]|\]|^Datum [(:]`)

func TestFindingsCallFieldsAsFormsDo(t *testing.T) {
	t.Parallel()
	if !inner.MatchString("OP.TNM.Datum (31.07.2024) liegt nach dem Meldedatum.") || !inner.MatchString("Datum (2024) ist unplausibel.") {
		t.Fatal("the pattern does not see an id")
	}
	late := strings.NewReplacer("<Meldebegruendung>I</Meldebegruendung>", "<Meldebegruendung>I</Meldebegruendung>",
		"<Diagnosesicherung>1</Diagnosesicherung>", "<Diagnosesicherung>1</Diagnosesicherung><Menge_Genetik><Genetische_Variante><Datum Datumsgenauigkeit=\"E\">2026-06-30</Datum><Bezeichnung>KRAS</Bezeichnung><Auspraegung>M</Auspraegung></Genetische_Variante></Menge_Genetik>").
		Replace(obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7"))))
	path := put(t, t.TempDir(), "m.xml", late)
	o := execute(t, program(t, "check", stand, "--json", path, filepath.Join("..", "..", "model", "obds", "testdata")))
	found, dates := 0, 0
	for line := range strings.Lines(o.out) {
		var f jsonFinding
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatalf("%v in line %q", err, line)
		}
		found++
		if strings.HasPrefix(f.Text, "Datum bei „") {
			dates++
		}
		if inner.MatchString(f.Text) && f.Regel != "S-Melder" {
			t.Errorf("%s: %q", f.Regel, f.Text)
		}
	}
	if found < 100 || dates == 0 {
		t.Errorf("there are %d findings, %d of dates called by their group; want many, and one", found, dates)
	}
}
