package store

import (
	"database/sql"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
)

// insertMany makes n cases in one transaction.
func insertMany(t testing.TB, v *Vault, n int) {
	t.Helper()
	err := v.write(t.Context(), func(tx *sql.Tx) error {
		for i := range n {
			c := model.Case{Patient: listedPatient(i)}
			if err := v.insertCase(tx, &c, int64(i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatalf("insert %d cases: %v", n, err)
	}
}

func listedPatient(i int) model.Patient {
	return model.Patient{PatientID: model.Text(fmt.Sprintf("P%07d", i)), Stammdaten: model.Stammdaten{
		Versicherung:         model.VersicherungGKV,
		VersichertendatenGKV: &model.VersichertendatenGKV{IKNR: "108312586", GKVVersichertennummer: model.Code(fmt.Sprintf("A%09d", i))},
		Nachname:             model.Text(fmt.Sprintf("Mustermann-%d", i)), Vornamen: "Annegret Maria", Geschlecht: "W", Geburtsdatum: "1950-03-12",
		Adresse: model.Adresse{Strasse: "Lange Straße", Hausnummer: "12a", Land: "DE", PLZ: "60311", Ort: "Frankfurt am Main"},
	}}
}

func BenchmarkCases100k(b *testing.B) {
	v := newVault(b)
	insertMany(b, v, 100_000)
	var kept []model.Case
	before := heap()
	for b.Loop() {
		kept = kept[:0]
		err := v.Cases(b.Context(), func(chunk []model.Case) error {
			kept = append(kept, chunk...)
			return nil
		})
		if err != nil || len(kept) != 100_000 {
			b.Fatalf("Cases gave %d, %v", len(kept), err)
		}
	}
	b.ReportMetric(float64(heap()-before)/(1<<20), "MiB")
	runtime.KeepAlive(kept)
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkFirstChunkOf100k(b *testing.B) {
	v := newVault(b)
	insertMany(b, v, 100_000)
	for b.Loop() {
		_ = v.Cases(b.Context(), func([]model.Case) error { return errEnough })
	}
}

var errEnough = fmt.Errorf("enough")

func BenchmarkSaveDraft(b *testing.B) {
	v := newVault(b)
	insertMany(b, v, 1000)
	r := testReport(strings.Repeat("Befund ", 280))
	r.Patient = listedPatient(1)
	r.Meldung.Diagnose = &model.Diagnose{CTNM: &model.TNM{T: "2", N: "1", M: "0"}, MengeFM: make([]model.Fernmetastase, 3)}
	d := must(v.NewDraft(b.Context(), "id1", r))(b)
	for b.Loop() {
		if err := v.SaveDraft(b.Context(), &d); err != nil {
			b.Fatal(err)
		}
	}
}

// A long way back: half a megabyte of steps, as forms keep them.
func BenchmarkSaveDraftWithALongHistory(b *testing.B) {
	v := newVault(b)
	insertMany(b, v, 1000)
	d := must(v.NewDraft(b.Context(), "id1", testReport("x")))(b)
	for i := 0; len(d.Form) < 500_000; i++ {
		d.Form = fmt.Appendf(d.Form, `{"id":"Diagnose.Menge_FM[%d].Lokalisation","old":"","new":"OSS%d","at":"2026-05-14T10:%02d"}`, i%9, i, i%60)
	}
	for b.Loop() {
		if err := v.SaveDraft(b.Context(), &d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkChangesWhenQuiet(b *testing.B) {
	v := newVault(b)
	insertMany(b, v, 10)
	mark := must(v.Mark(b.Context()))(b)
	for b.Loop() {
		if _, err := v.Changes(b.Context(), mark); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkClaimFromBacklogOf10k(b *testing.B) {
	v := newVault(b)
	insertManyWaiting(b, v, 10_000)
	now := time.Now()
	for b.Loop() {
		for _, d := range claim(b, v, now, 8) {
			if err := v.Defer(b.Context(), d.Transaktionsnummer, now, "again"); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// insertManySent makes n accepted deliveries, three for each case.
func insertManySent(t testing.TB, v *Vault, n int) {
	t.Helper()
	insertMany(t, v, n/3)
	err := v.write(t.Context(), func(tx *sql.Tx) error {
		for i := range n {
			e := entry{Merkmale: model.Merkmale{Typ: model.TypST, Date: "2026-03-12", ICD: "C50.4", MeldungID: model.Text(fmt.Sprintf("M-%014d", i)),
				TumorID: model.Text(fmt.Sprintf("T-%010d", i)), Meldeanlass: "behandlungsbeginn", TherapieID: "S-0123456789", Beginn: "2026-03-12"}}
			w := waybill{tnr: fmt.Sprintf("%036d", i), caseID: fmt.Sprintf("id%d", i%(n/3)+1), art: model.SendungMeldung,
				state: model.StateAccepted, digest: fmt.Sprintf("%064d", i), entry: e}
			if err := v.insertDelivery(tx, w, int64(i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatalf("insert %d deliveries: %v", n, err)
	}
}

// What is to be done about 10,000 people with three begun therapies each: kept anew,
// then read.
func BenchmarkStaende(b *testing.B) {
	v := newVault(b)
	insertManySent(b, v, 30_000)
	for b.Loop() {
		if _, err := v.store.db.Writer.Exec("UPDATE patient_case SET kept = NULL"); err != nil {
			b.Fatal(err)
		}
		begun := time.Now()
		if err := v.CatchUp(b.Context(), func(int) {}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(time.Since(begun).Milliseconds()), "kept-ms")
		n := 0
		begun = time.Now()
		if err := v.Staende(b.Context(), func(worklist.Stand) error { n++; return nil }); err != nil || n != 10_000 {
			b.Fatalf("read %d, %v", n, err)
		}
		b.ReportMetric(float64(time.Since(begun).Milliseconds()), "read-ms")
	}
	b.ReportMetric(0, "ns/op")
}
