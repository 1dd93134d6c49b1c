package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/store"
)

// The crowd is what a large site has after years: four reports a person, one in 200
// with a pathologist's long text, one draft for 200 people, one therapy in ten that
// nobody has told the end of, and follow-ups due for most.

// crowdFolder names a folder in which crowds are kept from run to run: making a large
// one takes minutes.
const crowdFolder = "MELDEPORTAL_CROWD"

// crowdDir is a demo folder with so many more people.
func crowdDir(b *testing.B, people int) string {
	b.Helper()
	dir := b.TempDir()
	if kept := os.Getenv(crowdFolder); kept != "" {
		dir = filepath.Join(kept, fmt.Sprint(people))
	}
	whole := filepath.Join(dir, "whole")
	if _, err := os.Stat(whole); err == nil {
		return dir
	}
	err := errors.Join(os.MkdirAll(dir, 0o700), crowd(context.Background(), dir, people), os.WriteFile(whole, nil, 0o600))
	if err != nil {
		b.Fatal(err)
	}
	return dir
}

// crowdStep is how many people are stored in one act.
const crowdStep = 1000

// crowd fills a demo folder with many more invented patients.
func crowd(ctx context.Context, dir string, many int) error {
	d, err := openDemo(ctx, dir)
	if err != nil {
		return err
	}
	defer d.close()
	if err := d.filled(ctx); err != nil {
		return err
	}
	s, vault, err := openCrowd(ctx, d.stored().file)
	if err != nil {
		return err
	}
	defer s.Close()
	v := newInventor(7)
	for from := 0; from < many; from += crowdStep {
		var some []store.Import
		for i := from; i < min(many, from+crowdStep); i++ {
			some = append(some, v.patientOfYears(i, time.Now()))
		}
		if _, err := vault.Import(ctx, store.These(some), store.Importing{}); err != nil {
			return err
		}
	}
	return listCrowd(ctx, vault)
}

// listCrowd keeps the list of people as the first one who signs in does.
func listCrowd(ctx context.Context, vault *store.Vault) error {
	mark, err := vault.Mark(ctx)
	if err != nil {
		return err
	}
	var rows []people.Row
	err = vault.Cases(ctx, func(chunk []model.Case) error {
		for i := range chunk {
			rows = append(rows, people.RowOf(&chunk[i]))
		}
		return nil
	})
	if err != nil {
		return err
	}
	index := people.NewIndex(rows)
	return vault.KeepPeople(ctx, mark, index.Pages(), index.Page)
}

// openCrowd opens the store of a demo folder as its first user.
func openCrowd(ctx context.Context, path string) (*store.Store, *store.Vault, error) {
	s, err := openStore(path, demoCost)(ctx, nil)
	if err != nil {
		return nil, nil, err
	}
	vault, err := s.Unlock(ctx, demoUsers[0].login, demoUsers[0].password)
	if err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	return s, vault, nil
}

// patientOfYears is a person with her reports.
func (v *inventor) patientOfYears(n int, now time.Time) store.Import {
	p := store.Import{Patient: v.person()}
	p.Patient.PatientID = model.Text(fmt.Sprintf("Q-%07d", n))
	at := now.AddDate(0, 0, -120-v.IntN(3000))
	first := v.diagnosis(p.Patient, at)
	if n%200 == 0 {
		first.Meldung.Anmerkung = model.Text(strings.Repeat("Makroskopie: Gewebsstück, 2 cm. ", 50_000/33))
	}
	about := first.Meldung.Tumorzuordnung
	followed := func(typ model.Zweig, days int) (model.Report, model.Datum) {
		r := model.Report{Patient: p.Patient, Meldung: model.Meldung{Meldebegruendung: "I", EigeneLeistung: "J", Tumorzuordnung: about}}
		desk.Number(&r.Meldung, typ, model.Text(demoSite.MelderID))
		return r, model.DatumOf(at.AddDate(0, 0, days))
	}
	begin, day := followed(model.TypSYST, 20)
	begin.Meldung.SYST = &model.SYST{SYSTID: model.Text(fmt.Sprint("S-", n)), Meldeanlass: model.Behandlungsbeginn, Beginn: day, Therapieart: "CH"}
	second, day := followed(model.TypSYST, 80)
	second.Meldung.SYST = &model.SYST{SYSTID: begin.Meldung.SYST.SYSTID, Meldeanlass: model.Behandlungsende, Beginn: begin.Meldung.SYST.Beginn, Ende: day, Therapieart: "CH"}
	if n%10 == 0 {
		second, day = followed(model.TypOP, 10)
		second.Meldung.OP = &model.OP{Datum: day, Intention: "K"}
	}
	last, day := followed(model.TypVerlauf, 100)
	last.Meldung.Verlauf = &model.Verlauf{UntersuchungsdatumVerlauf: day}
	for i, r := range []model.Report{first, begin, second, last} {
		p.Sent = append(p.Sent, store.Arrived{At: at.AddDate(0, 0, 30*i), Completed: model.Completed{Report: r,
			Frozen: model.Frozen{Transaktionsnummer: fmt.Sprintf("crowd-%07d-%d", n, i), Digest: "digest", Document: []byte("<oBDS/>")}}})
	}
	if n%200 == 1 {
		p.Drafts = []model.Report{v.halfTyped(p.Patient, now)}
	}
	return p
}
