package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"example.org/meldeportal/cmd/internal/ablage"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/server"
)

type demoCommand struct {
	Ordner string `help:"Alles in diesem neuen Ordner liegen lassen, um sich umzusehen." placeholder:"ORDNER" type:"path"`
}

// Help is the long help of the command.
func (demoCommand) Help() string {
	return `Drei Meldungen über zwei erfundene Personen gehen verschlüsselt durch alle vier Stellen, die in einem Programm laufen, jede mit ihrer Datenbank und ihren Schlüsseln. ` +
		`Danach steht da, was jede gespeichert hat. Alles liegt in einem Ordner, der am Ende verschwindet, außer mit --ordner.`
}

const (
	demoSite = "KLINIK-1"
	demoWait = 20 * time.Second
)

var errDemo = errors.New("the demo's reports did not arrive")

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
	p, err := refportal.Open(d, filepath.Join(dir, string(offices.Annahme)), refportal.Options{Newest: d.newest})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	shelf := ablage.Ablage{Dir: filepath.Join(dir, "ablage"), Now: time.Now}
	if err := shelf.New(d, p, filepath.Join(dir, string(offices.Annahme))); err != nil {
		return err
	}
	stop, done, err := d.demoOffices(p, shelf, dir)
	if err != nil {
		return err
	}
	defer stop()
	if err := d.demoReports(p); err != nil {
		return err
	}
	for end := time.Now().Add(demoWait); ; time.Sleep(20 * time.Millisecond) {
		if n, err := done(d); err != nil || n == int64(len(demoPeople)) {
			if err != nil {
				return err
			}
			break
		}
		if d.Err() != nil || time.Now().After(end) {
			return errDemo
		}
	}
	return d.demoShow(dir)
}

// demoOffices has all offices run; done is how many results the portal has heard.
func (d *desk) demoOffices(p *refportal.Portal, shelf ablage.Ablage, dir string) (stop func(), done func(context.Context) (int64, error), err error) {
	listeners, addresses := map[offices.Office]net.Listener{}, map[offices.Office]string{}
	for _, o := range offices.All() {
		if listeners[o], err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			return nil, nil, err
		}
		addresses[o] = listeners[o].Addr().String()
	}
	if err := shelf.NewOffices(addresses); err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithCancel(d)
	var running sync.WaitGroup
	var closers []func() error
	stop = func() {
		cancel()
		running.Wait()
		for _, c := range closers {
			_ = c() // its folder goes in any case
		}
	}
	at := p.Desk()
	running.Go(func() { p.HandOn(ctx, at) })
	for _, o := range offices.All() {
		own := ablage.Ablage{Dir: filepath.Join(shelf.Dir, string(o)), Now: time.Now}
		s := &stelle{office: o, ln: listeners[o], desk: at, receive: p.Hear(at)}
		if s.link, _, err = own.Link(o); err == nil && o != offices.Annahme {
			folder := filepath.Join(dir, string(o))
			err = os.MkdirAll(folder, 0o700)
			if err == nil {
				var c func() error
				if c, err = s.open(d, own, "", filepath.Join(folder, string(o)+".db")); err == nil {
					closers = append(closers, c)
				}
			}
		}
		if err != nil {
			stop()
			return nil, nil, err
		}
		running.Go(func() { _ = s.run(ctx, func(offices.Office, error) {}) }) // what does not come is noticed
	}
	return stop, func(ctx context.Context) (int64, error) {
		n, err := at.Taken(ctx, offices.Vertrauen)
		return n, err
	}, nil
}

// demoPeople are the same person in two reports, as two people wrote her down, and one of whom
// nobody can say for certain that she is somebody else.
var demoPeople = [...]model.Stammdaten{
	{Nachname: "Beispielmann-Öztürk", Vornamen: "Erika Maria", Geburtsname: "Grünwald", Geburtsdatum: "1961-08-12"},
	{Nachname: "Beispielmann Oeztuerk", Vornamen: "Erika", Geburtsname: "Grünwald", Geburtsdatum: "1961-08-12"},
	{Nachname: "Beispielmann-Öztürk", Vornamen: "Paula", Geburtsdatum: "1961-08-12"},
}

// demoReports delivers them, sealed, as a site would.
func (d *desk) demoReports(p *refportal.Portal) error {
	signer, err := seal.NewSigner()
	if err != nil {
		return err
	}
	if err := p.AddSite(d.staff(), server.Site{MelderID: demoSite, AbsenderID: "A-1", Name: "Klinikum Musterstadt"}); err != nil {
		return err
	}
	if err := p.SeedSiteKey(d.staff(), demoSite, signer.Public()); err != nil {
		return err
	}
	list, _, err := p.KeyList(d)
	if err != nil {
		return err
	}
	var all []refportal.Delivery
	for i, who := range demoPeople {
		tnr := uuid.NewString()
		var document bytes.Buffer
		if err := obds.Write(&document, obds.FromReport(demoReport(i+1, who), dataset.Newest)); err != nil {
			return err
		}
		sealed, err := envelope.Seal(envelope.Report{Site: demoSite, Tnr: tnr, Created: time.Now(), Document: document.Bytes()}, list, signer)
		if err != nil {
			return err
		}
		all = append(all, refportal.Delivery{Transaktionsnummer: tnr, MelderID: demoSite, Document: sealed, ReceivedAt: time.Now()})
	}
	_, err = p.Seed(d, all)
	return err
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

// demoKnows says of each office what it knows, and what it does not.
var demoKnows = map[offices.Office]string{
	offices.Annahme:         "weiß, wer wann etwas meldete; öffnet nichts. Ergebnisse liegen versiegelt im Abruf der Einrichtung.",
	offices.Vertrauen:       "sah die Person im Arbeitsspeicher; behält das Chiffrat für den Treuhänder und Pseudonyme. Den medizinischen Teil kann sie nicht öffnen.",
	offices.Kontrollnummern: "machte aus Kryptogrammen Kontrollnummern; behält, wie weit sie ist, sonst nichts.",
	offices.Auswertung:      "kennt die Krankheit und Kontrollnummern, keinen Namen. Die ersten beiden Meldungen tragen dieselbe Registernummer.",
}

// demoTables are tables of the portal that belong to a report's way.
var demoTables = []string{"report", "document", "event", "register_work", "waiting", "reached", "taken"}

// demoShow shows what the offices have stored: of each table the columns, and of its first rows
// the values.
func (d *desk) demoShow(dir string) error {
	secret := []string{"Beispielmann", "Erika", "Grünwald", "A123456780", "1961-08-12"}
	fmt.Fprintf(d.out, "Zwei Meldungen über %s %s, geboren am 12.08.1961, und eine über eine andere Person sind durch alle Stellen gegangen.\n", demoPeople[0].Vornamen, demoPeople[0].Nachname)
	for _, o := range offices.All() {
		name := string(o) + ".db"
		if o == offices.Annahme {
			name = "portal.db"
		}
		fmt.Fprintf(d.out, "\n%s: %s\n", officeTitles[o], demoKnows[o])
		if err := showTables(d, d.out, filepath.Join(dir, string(o), name), o == offices.Annahme); err != nil {
			return err
		}
		hits, err := found(filepath.Join(dir, string(o)), secret)
		if err != nil {
			return err
		}
		fmt.Fprintf(d.out, "  Name, Vorname, Geburtsname, Geburtstag oder Versichertennummer in ihren Dateien: %d Treffer\n", hits)
	}
	return nil
}

func showTables(ctx context.Context, out io.Writer, path string, portal bool) error {
	db, err := database.Open(path, database.Options{})
	if err != nil {
		return err
	}
	defer db.Close() // it was read only
	rows, err := db.Reader.QueryContext(ctx, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")
	if err != nil {
		return err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		if !portal || slices.Contains(demoTables, name) {
			names = append(names, name)
		}
	}
	for _, name := range names {
		if err := showTable(ctx, out, db, name); err != nil {
			return err
		}
	}
	return rows.Err()
}

func showTable(ctx context.Context, out io.Writer, db *database.DB, name string) error {
	rows, err := db.Reader.QueryContext(ctx, "SELECT * FROM "+name+" LIMIT 3")
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	n := 0
	for ; rows.Next(); n++ {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		var said []string
		for i, v := range values {
			said = append(said, columns[i]+"="+short(v))
		}
		fmt.Fprintf(out, "  %-14s %s\n", name, strings.Join(said, "  "))
	}
	if n == 0 {
		fmt.Fprintf(out, "  %-14s leer\n", name)
	}
	return rows.Err()
}

// short is a value as it is shown: of bytes the first and how many they are.
func short(v any) string {
	const most = 40
	switch v := v.(type) {
	case nil:
		return "–"
	case []byte:
		return fmt.Sprintf("%s… (%d Bytes)", hex.EncodeToString(v[:min(6, len(v))]), len(v))
	case string:
		if utf8.RuneCountInString(v) > most {
			return string([]rune(v)[:most]) + "…"
		}
		return v
	}
	return fmt.Sprint(v)
}

// found counts texts in all files of a folder.
func found(dir string, texts []string) (hits int, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return 0, err
		}
		for _, t := range texts {
			hits += bytes.Count(text, []byte(t)) + bytes.Count(text, []byte(strings.ToUpper(t)))
		}
	}
	return hits, nil
}
