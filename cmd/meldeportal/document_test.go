package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// person is an invented patient of a test document, as far as tests differ in it.
type person struct {
	id, sex, born string
	reports       []string
}

// diagnose is a Diagnose report of an invented tumour.
func diagnose(id, icd string) string { return meldung(id, icd, diagnoseBranch) }

// operation is an OP report.
func operation(id, icd string) string { return meldung(id, icd, operationBranch) }

const (
	diagnoseBranch = `<Diagnose>
<Primaertumor_Topographie_ICD_O><Code>C18.7</Code><Version>33</Version></Primaertumor_Topographie_ICD_O>
<Diagnosesicherung>1</Diagnosesicherung>
<Allgemeiner_Leistungszustand>0</Allgemeiner_Leistungszustand>
</Diagnose>`
	operationBranch = `<OP><Intention>P</Intention><Datum>2026-04-02</Datum>
<Menge_OPS><OPS><Code>5-455.75</Code><Version>2026</Version></OPS></Menge_OPS>
<Komplikationen><Komplikation_nein_oder_unbekannt>N</Komplikation_nein_oder_unbekannt></Komplikationen></OP>`
)

func meldung(id, icd, branch string) string {
	return fmt.Sprintf(`<Meldung Meldung_ID=%q Melder_ID="4711">
<Meldebegruendung>I</Meldebegruendung>
<Eigene_Leistung>J</Eigene_Leistung>
<Tumorzuordnung Tumor_ID="T1">
<Primaertumor_ICD>
<Code>%s</Code>
<Version>10 2026 GM</Version></Primaertumor_ICD>
<Diagnosedatum Datumsgenauigkeit="E">2026-03-02</Diagnosedatum>
</Tumorzuordnung>
%s
</Meldung>
`, id, icd, branch)
}

// obdsText is an oBDS document of a schema version.
func obdsText(version string, people ...person) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<oBDS xmlns="http://www.basisdatensatz.de/oBDS/XML" Schema_Version=%q>
<Absender Absender_ID="A1" Software_ID="Test" Software_Version="1"/>
<Meldedatum>2026-05-14</Meldedatum>
<Menge_Patient>
`, version)
	for _, p := range people {
		fmt.Fprintf(&b, `<Patient Patient_ID=%q>
<Patienten_Stammdaten>
<Versichertendaten_GKV><IKNR>105313145</IKNR><GKV_Versichertennummer>A123456780</GKV_Versichertennummer></Versichertendaten_GKV>
<Nachname>Moosgruber</Nachname><Vornamen>Kim</Vornamen>
<Geschlecht>%s</Geschlecht>
<Geburtsdatum Datumsgenauigkeit="E">%s</Geburtsdatum>
<Adresse><Strasse>Lindenweg</Strasse><Hausnummer>12</Hausnummer><Land>DE</Land><PLZ>36037</PLZ><Ort>Fulda</Ort></Adresse>
</Patienten_Stammdaten>
<Menge_Meldung>
%s</Menge_Meldung>
</Patient>
`, p.id, p.sex, p.born, strings.Join(p.reports, ""))
	}
	b.WriteString("</Menge_Patient>\n<Menge_Melder><Melder ID=\"4711\"/></Menge_Melder>\n</oBDS>\n")
	return b.String()
}

// patient is a document's person with nothing to find fault with.
func patient(id string, reports ...string) person { return person{id, "W", "1952-03-14", reports} }

// put writes a file into a folder of the test.
func put(t testing.TB, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// outcome is what a run of the program said.
type outcome struct {
	status   int
	out, err string
}

func execute(t testing.TB, cmd *exec.Cmd) outcome {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return outcome{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// runs calls the program and expects an exit status.
func runs(t testing.TB, status int, args ...string) outcome {
	t.Helper()
	o := execute(t, program(t, args...))
	if o.status != status {
		t.Fatalf("%q ended with %d, want %d\n%s%s", args, o.status, status, o.out, o.err)
	}
	return o
}

func contains(t testing.TB, what, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%s lacks %q:\n%s", what, part, text)
		}
	}
}
