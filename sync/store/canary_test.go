package store

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/seal"
)

// Whatever is said about a person appears in none of the store's files, while
// it is open and after it was closed.
func TestNoFileTellsAboutAPerson(t *testing.T) {
	onFile(t)
	t.Parallel()
	canaries := map[string]string{
		"surname": "Kanarienvogel", "first name": "Zwitscherine", "birth date": "1951-02-17", "birth year": "1951",
		"insurance number": "K987654321", "patient number": "PKANARIE77", "diagnosis": "C50.4", "remark": "Federkleidbefund",
		"type": string(model.TypDiagnose), "cursor": "Diagnose.cTNM.T", "document": "<Kanarien_Meldung>", "reason": "Vogel unbekannt",
		"password": "Kanarienkennwort", "note": "Rückruf bei Nestbau", "hold": "Gefieder unklar", "form": "Flugbahn rückwärts",
		"memory": "Käfigvorlage",
	}
	path := testPath(t)
	s := must(Open(t.Context(), path, testOptions("id")))(t)
	v := must(s.Create(t.Context(), testSite, testLogin, canaries["password"]))(t)
	writeCanaries(t, v, canaries)
	searchFiles(t, filepath.Dir(path), canaries, 5)
	if err := s.Close(); err != nil {
		t.Fatalf("Close: %v", err)
	}
	searchFiles(t, filepath.Dir(path), canaries, 3)
}

func writeCanaries(t *testing.T, v *Vault, canaries map[string]string) {
	t.Helper()
	ctx := t.Context()
	patient := model.Patient{PatientID: model.Text(canaries["patient number"]), Anmerkung: model.Text(canaries["remark"]),
		Stammdaten: model.Stammdaten{Nachname: model.Text(canaries["surname"]), Vornamen: model.Text(canaries["first name"]),
			Geburtsdatum:         model.Datum(canaries["birth date"]),
			VersichertendatenGKV: &model.VersichertendatenGKV{GKVVersichertennummer: model.Code(canaries["insurance number"])}}}
	c := model.Case{Patient: patient}
	if err := v.SaveCase(ctx, &c, nil); err != nil {
		t.Fatalf("SaveCase: %v", err)
	}
	r := testReport(canaries["remark"])
	r.Patient = patient
	must(v.SetSender(ctx, "token", later(24*time.Hour), must(seal.NewKey())(t)))(t)
	for _, tnr := range []string{"t1", "t2", "t6"} {
		d := must(v.NewDraft(ctx, c.ID, r))(t)
		d.Cursor, d.Notiz, d.Form = canaries["cursor"], canaries["note"], []byte(canaries["form"])
		d.Sperre = &model.Sperre{Grund: canaries["hold"], Bis: model.Datum(canaries["birth date"])}
		if err := v.SaveDraft(ctx, &d); err != nil {
			t.Fatalf("SaveDraft: %v", err)
		}
		done := complete(v, d, tnr)
		done.Document = []byte(canaries["document"])
		must(v.Queue(ctx, done))(t)
	}
	if err := v.Hold(ctx, "t2", &model.Sperre{Grund: canaries["hold"], Bis: "2026-05-14"}); err != nil {
		t.Fatalf("Hold: %v", err)
	}
	claim(t, v, later(0), 5)
	if err := v.Accept(ctx, "t1", receipt("t1")); err != nil {
		t.Fatalf("Accept: %v", err)
	}
	if err := v.Reject(ctx, "t2", "code", canaries["reason"]); err != nil {
		t.Fatalf("Reject: %v", err)
	}
	held := queue(t, v, c.ID, "t3")
	if err := v.Hold(ctx, held.Transaktionsnummer, &model.Sperre{Grund: canaries["hold"]}); err != nil {
		t.Fatalf("Hold: %v", err)
	}
	paper := must(v.AddDraft(ctx, model.Draft{PatientID: c.ID, Report: r, Notiz: canaries["note"], Form: []byte(canaries["form"])}))(t)
	must(v.MarkPaper(ctx, paper.ID, paper.Rev, "t4"))(t)
	must(v.QueueDeletion(ctx, "t1", request(model.Frozen{Transaktionsnummer: "t5", Document: []byte(canaries["document"])})))(t)
	if err := v.Remember(ctx, "vorlage/1", []byte(canaries["memory"])); err != nil {
		t.Fatalf("Remember: %v", err)
	}
}

func searchFiles(t *testing.T, dir string, canaries map[string]string, want int) {
	t.Helper()
	files := must(os.ReadDir(dir))(t)
	if len(files) != want {
		t.Errorf("files to search = %d, want %d", len(files), want)
	}
	seen := 0
	for _, f := range files {
		content := must(os.ReadFile(filepath.Join(dir, f.Name())))(t)
		seen += bytes.Count(content, []byte(testLogin)) // plain on purpose: proves that the search can find
		for what, canary := range canaries {
			if bytes.Contains(content, []byte(canary)) {
				t.Errorf("%s holds the %s %q", f.Name(), what, canary)
			}
		}
	}
	if seen == 0 {
		t.Error("the login, which is stored plainly, was not found: the search is blind")
	}
}
