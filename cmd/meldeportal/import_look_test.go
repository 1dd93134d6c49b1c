package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/tui/tuitest"
)

// delivery is a document of invented people with names and numbers of their own.
func delivery(people ...string) string {
	text := obdsText("3.0.4")
	return strings.Replace(text, "<Menge_Patient>\n", "<Menge_Patient>\n"+strings.Join(people, ""), 1)
}

// someone is a person of a delivery.
func someone(id, name, number, born string, reports ...string) string {
	whole := obdsText("3.0.4", person{id, "W", born, reports})
	_, p, _ := strings.Cut(whole, "<Menge_Patient>\n")
	p, _, _ = strings.Cut(p, "</Menge_Patient>")
	return strings.NewReplacer("Moosgruber", name, "A123456780", number).Replace(p)
}

func TestALookShowsWhatWouldComeAndChangesNothing(t *testing.T) {
	t.Parallel()
	files, dir := t.TempDir(), entered(t)
	first := put(t, files, "a.xml", delivery(someone("P1", "Moosgruber", "A123456780", "1952-03-14", diagnose("M1", "C18.7"), operation("M2", "C18.7"))))
	letIn(t, 0, dir, "import", "--als", "entwurf", first)
	folder := t.TempDir()
	changed := strings.Replace(diagnose("M1", "C18.7"), "<Diagnosesicherung>1</Diagnosesicherung>\n<Allgemeiner_Leistungszustand>0</Allgemeiner_Leistungszustand>", "<Diagnosesicherung>2</Diagnosesicherung>", 1)
	put(t, folder, "b.xml", delivery(
		someone("P1", "Moosgruber", "A123456780", "1952-03-14", changed, operation("M2", "C18.7")),
		someone("Q7", "Moosgruber", "A123456780", "1952-03-14", diagnose("M7", "C18.7")),
		someone("P3", "Anders", "B123456782", "1960-01-01", diagnose("M8", "C18.7"))))
	put(t, folder, "c.xml.gz", inGzip(t, delivery(someone("P1", "Moosgruber", "A123456780", "1970-01-01", diagnose("M9", "C18.7")))))
	put(t, folder, "d.xml", "<ADT_GEKID/>")
	put(t, folder, "e.xml", "<oBDS")
	decisions := filepath.Join(files, "kis.json")
	o := letIn(t, 0, dir, "import", "--als", "entwurf", "--ansehen", "--entscheidung", decisions, folder)
	contains(t, "look", o.out, "1 bekannte Person", "1 vielleicht bekannte Person", "1 neue Person", "1 anderer Inhalt", "1 schon vorhanden", "3 nicht übernommen",
		"gleiche Versichertennummer", "dieselbe:P1", "→ offen", "leer wären: Leistungszustand", "ADT/GEKID", "abgeschnitten", "zwei Personen")
	if record := recordIn(t, dir); len(record.Drafts) != 2 {
		t.Errorf("after a look there are %d drafts, want the 2 from before", len(record.Drafts))
	}
	text, err := os.ReadFile(decisions)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, "decisions", string(text), `"absender": "A1"`, `"Person Q7": "offen"`)
	if strings.Contains(string(text), "Moosgruber") {
		t.Error("the decisions name a person")
	}
}

func TestDecisionsAreKeptForTheNextDelivery(t *testing.T) {
	t.Parallel()
	files, dir := t.TempDir(), entered(t)
	letIn(t, 0, dir, "import", "--als", "entwurf", put(t, files, "a.xml", delivery(someone("P1", "Moosgruber", "A123456780", "1952-03-14", diagnose("M1", "C18.7")))))
	decisions := put(t, files, "kis.json", `{"format":1,"absender":"A1","alle":{"anderer Inhalt":"daneben"},"zeilen":{"Person Q7":"dieselbe:P1","Meldung P3/4711/M8":"weglassen"}}`)
	next := put(t, files, "b.xml", delivery(
		someone("P1", "Moosgruber", "A123456780", "1952-03-14", strings.Replace(diagnose("M1", "C18.7"), ">0<", ">1<", 1)),
		someone("Q7", "Moosgruber", "A123456780", "1952-03-14", operation("M7", "C18.7")),
		someone("P3", "Anders", "B123456782", "1960-01-01", diagnose("M8", "C18.7"))))
	o := letIn(t, 0, dir, "import", "--als", "entwurf", "--entscheidung", decisions, next)
	contains(t, "told", o.out, "2 Meldungen als Entwurf", "0 Personen neu", "Bericht: ")
	record := recordIn(t, dir)
	if len(record.Drafts) != 3 {
		t.Fatalf("there are %d drafts, want 3: the first, one beside it, the operation", len(record.Drafts))
	}
	for _, d := range record.Drafts {
		if d.Report.Patient.PatientID != "P1" {
			t.Errorf("a draft is of %s, want all of P1", d.Report.Patient.PatientID)
		}
	}
	report, err := filepath.Glob(filepath.Join(dir, "**", "*.txt"))
	if err != nil || len(report) != 1 {
		t.Fatalf("reports = %q, %v, want one", report, err)
	}
	text, err := os.ReadFile(report[0])
	if err != nil {
		t.Fatal(err)
	}
	contains(t, "report", string(text), "anderer Inhalt\tdaneben\tMeldung P1/4711/M1", "weglassen\tMeldung P3/4711/M8", "dieselbe:P1\tPerson Q7")
	if strings.Contains(string(text), "Moosgruber") {
		t.Error("the report names a person; its folder is not sealed")
	}

	// The next delivery has Q7 under another name and number: the decision holds.
	later := put(t, files, "c.xml", delivery(someone("Q7", "Neuname", "C123456784", "1952-03-14", operation("M9", "C18.7"))))
	contains(t, "later", letIn(t, 0, dir, "import", "--als", "entwurf", "--entscheidung", decisions, later).out, "1 Meldung als Entwurf", "0 Personen neu")
	contains(t, "again", letIn(t, 0, dir, "import", "--als", "entwurf", "--entscheidung", decisions, later, next).out, "0 Meldungen als Entwurf", "0 Personen neu")

	other := put(t, files, "d.xml", strings.Replace(delivery(someone("P9", "X", "D123456786", "1952-03-14", diagnose("M3", "C18.7"))), `Absender_ID="A1"`, `Absender_ID="B2"`, 1))
	contains(t, "another system", letIn(t, 1, dir, "import", "--als", "entwurf", "--entscheidung", decisions, other).err, "Absender A1", "B2")
	contains(t, "no decisions", letIn(t, 2, dir, "import", "--als", "entwurf", "--entscheidung", other, other).err, "keine Datei mit Entscheidungen")
}

func TestWhatIsOpenStaysOutAndIsTold(t *testing.T) {
	t.Parallel()
	files, dir := t.TempDir(), entered(t)
	twice := put(t, files, "a.xml", delivery(
		someone("P1", "Moosgruber", "A123456780", "1952-03-14", diagnose("M1", "C18.7")),
		someone("P2", "Moosgruber", "A123456780", "1952-03-14", diagnose("M2", "C18.7"))))
	decisions := filepath.Join(files, "kis.json")
	o := letIn(t, 1, dir, "import", "--als", "gesendet", "--entscheidung", decisions, twice)
	contains(t, "told", o.out+o.err, "1 Meldung als anderswo gesendet", "1 Person neu", "in dieser Lieferung auch als P1", "Nicht alles", "1 Zeile ist offen")
	contains(t, "sent", letIn(t, 1, dir, "import", "--als", "entwurf", "--entscheidung", decisions, twice).out, "schon gesendet")

	text, err := os.ReadFile(decisions)
	if err != nil {
		t.Fatal(err)
	}
	put(t, files, "kis.json", strings.Replace(string(text), `"Person P2": "offen"`, `"Person P2": "übernehmen"`, 1))
	contains(t, "decided", letIn(t, 0, dir, "import", "--als", "gesendet", "--entscheidung", decisions, twice).out, "1 Meldung als", "1 Person neu")
}

func TestAPlainImportDoublesNobodySilently(t *testing.T) {
	t.Parallel()
	files, dir := t.TempDir(), entered(t)
	for i, id := range []string{"P1", "P2"} {
		o := letIn(t, 0, dir, "import", "--als", "entwurf", put(t, files, id+".xml", delivery(someone(id, "Moosgruber", "A123456780", "1952-03-14", diagnose("M"+id, "C18.7")))))
		if warned := strings.Contains(o.err, "vielleicht zweimal"); warned != (i == 1) {
			t.Errorf("the import of %s warned: %v\n%s", id, warned, o.err)
		}
	}
}

func TestAtTheTerminalOpenLinesAreAsked(t *testing.T) {
	t.Parallel()
	files, dir := t.TempDir(), entered(t)
	letIn(t, 0, dir, "import", "--als", "entwurf", put(t, files, "a.xml", delivery(someone("P1", "Moosgruber", "A123456780", "1952-03-14", diagnose("M1", "C18.7")))))
	next := put(t, files, "b.xml", delivery(someone("Q7", "Moosgruber", "A123456780", "1952-03-14", operation("M7", "C18.7"))))
	cmd := program(t, "import", "--als", "entwurf", "--entscheidung", filepath.Join(files, "kis.json"), "--dir", dir, next)
	cmd.Env = append(cmd.Env, "MELDEPORTAL_LOGIN="+demoUsers[0].login, passwordVariable+"="+demoUsers[0].password)
	term := tuitest.Start(t, cmd, 160, 40)
	term.See("3 dieselbe:P1")
	term.Type("3!\r")
	term.See("Das geht hier nicht")
	term.Type("3\r")
	term.See("1 Meldung als Entwurf")
	if record := recordIn(t, dir); len(record.Drafts) != 2 || record.Drafts[0].Report.Patient.PatientID != "P1" {
		t.Errorf("got %d drafts, want two of P1", len(record.Drafts))
	}
}
