package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"example.org/meldeportal/cmd/internal/stellen"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/server"
	"example.org/meldeportal/tui/passage"
)

type demoCommand struct {
	Ordner string `help:"Alles in diesem neuen Ordner liegen lassen, um sich umzusehen." placeholder:"ORDNER" type:"path"`
}

// Help is the long help of the command.
func (demoCommand) Help() string {
	return `Drei Meldungen über zwei erfundene Personen gehen verschlüsselt durch alle vier Stellen, die in einem Programm laufen, jede mit ihrer Datenbank und ihren Schlüsseln. ` +
		`Danach steht da, was jede gespeichert hat. Alles liegt in einem Ordner, der am Ende verschwindet, außer mit --ordner.`
}

const demoSite = "KLINIK-1"

// Run shows the way of a report.
func (c demoCommand) Run(d *desk) (err error) {
	dir := c.Ordner
	if dir == "" {
		if dir, err = os.MkdirTemp("", "refportal-demo-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	} else if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	all, err := d.demoWay(dir).Go(d)
	if err != nil {
		return err
	}
	fmt.Fprintf(d.out, "Zwei Meldungen über %s %s, geboren am 12.08.1961, und eine über eine andere Person sind durch alle Stellen gegangen.\n", demoPeople[0].Vornamen, demoPeople[0].Nachname)
	for _, line := range passage.Lines(all) {
		fmt.Fprintln(d.out, line)
	}
	return nil
}

// demoPeople are the same person in two reports, as two people wrote her down, and one of whom
// nobody can say for certain that she is somebody else.
var demoPeople = [...]model.Stammdaten{
	{Nachname: "Beispielmann-Öztürk", Vornamen: "Erika Maria", Geburtsname: "Grünwald", Geburtsdatum: "1961-08-12"},
	{Nachname: "Beispielmann Oeztuerk", Vornamen: "Erika", Geburtsname: "Grünwald", Geburtsdatum: "1961-08-12"},
	{Nachname: "Beispielmann-Öztürk", Vornamen: "Paula", Geburtsdatum: "1961-08-12"},
}

// demoWay has them go their way.
func (d *desk) demoWay(dir string) stellen.Weg {
	w := stellen.Weg{Dir: dir, Newest: d.newest, Site: server.Site{MelderID: demoSite, AbsenderID: "A-1", Name: "Klinikum Musterstadt"},
		Searched: []string{"Beispielmann", "Erika", "Grünwald", "A123456780", "1961-08-12"}}
	for i, who := range demoPeople {
		var document bytes.Buffer
		if err := obds.Write(&document, obds.FromReport(demoReport(i+1, who), dataset.Newest)); err != nil {
			panic(err) // it is always the same
		}
		w.Documents = append(w.Documents, document.Bytes())
	}
	return w
}

func demoReport(n int, who model.Stammdaten) *model.Report {
	day := model.Datum("2026-02-10")
	who.Versicherung, who.VersichertendatenGKV = model.VersicherungGKV, &model.VersichertendatenGKV{IKNR: "105313145", GKVVersichertennummer: "A123456780"}
	who.Geschlecht, who.Adresse = "W", model.Adresse{Strasse: "Lindenallee", Hausnummer: "3", Land: "DE", PLZ: "35390", Ort: "Gießen"}
	if who.Geburtsname == "" {
		who.VersichertendatenGKV.GKVVersichertennummer = "B234567895"
	}
	return &model.Report{
		Absender:   model.Absender{AbsenderID: "A-1", SoftwareID: "Demo", SoftwareVersion: "1", Bezeichnung: "Klinikum Musterstadt"},
		Meldedatum: "2026-03-04", Melder: model.Melder{ID: demoSite, KHAbtStationPraxis: "Klinikum Musterstadt"},
		Patient: model.Patient{PatientID: model.Text(fmt.Sprintf("P-%07d", n)), Stammdaten: who},
		Meldung: model.Meldung{MeldungID: model.Text(fmt.Sprintf("M-%07d", n)), MelderID: demoSite, Meldebegruendung: "I", EigeneLeistung: "J", Typ: model.TypDiagnose,
			Tumorzuordnung: model.Tumorzuordnung{TumorID: "T-1", PrimaertumorICD: model.ICD{Code: "C50.4", Version: "10 2026 GM"}, Diagnosedatum: day, Seitenlokalisation: "L",
				MorphologieICDO: &model.ICDO{Code: "8500/3", Version: "33"}},
			Diagnose: &model.Diagnose{PrimaertumorTopographieICDO: &model.ICDO{Code: "C50.4", Version: "33"}, Diagnosesicherung: "7.1", AllgemeinerLeistungszustand: "0",
				Histologie: &model.Histologie{TumorHistologiedatum: day, MorphologieICDO: []model.ICDO{{Code: "8500/3", Version: "33"}}, Grading: "2"},
				CTNM:       &model.TNM{Version: "8", PraefixT: "c", T: "1c", PraefixN: "c", N: "0", PraefixM: "c", M: "0", UICCStadium: "IA"}}}}
}
