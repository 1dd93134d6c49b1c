package main

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui/tuitest"
)

func TestFourProcessesOnOneFolderDoNotOverwriteEachOther(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	caseID := d.newPerson("Zwetschgenbaum").ID
	var terms [4]*tuitest.Terminal
	for i, who := range []int{0, 1, 2, 0} { // the first one is host of the portal, one person sits twice
		terms[i] = d.start()
		d.signIn(terms[i], user(who))
		terms[i].Type("zwetschgen")
		terms[i].See("1 von")
	}
	one, two, list, four := terms[0], terms[1], terms[2], terms[3]

	one.Press("enter")
	one.See("Strg+N beginnt eine Meldung")
	beginDiagnosis(one)
	list.See("1 Entwurf") // without a key
	one.Press("pgdown")
	one.See("Meldebegründung")
	one.Type("i\t")
	one.See(" gespeichert ")

	two.Press("enter")
	two.See("zuletzt ")
	two.Press("enter")
	two.See("Eigene Leistung")
	two.Type("n\t")
	two.See(" gespeichert ")

	one.Type("j\t")
	one.See("Anderswo geändert")
	one.See("Fassung v")
	kept := map[model.Code]bool{}
	for _, draft := range d.drafts(user(0), caseID) {
		kept[draft.Report.Meldung.EigeneLeistung] = true
	}
	if len(kept) != 2 || !kept["N"] || !kept["J"] {
		t.Errorf("Eigene Leistung on the disk: %v, want the colleague's N and, as a draft of her own, the second one's J", kept)
	}
	list.See("2 Entwürfe")
	one.Press("f10")
	one.See("Fassung von Martina Meier")

	four.Press("enter")
	four.See("zuletzt ")
	beginDiagnosis(four)
	list.See("3 Entwürfe")
}

func TestADamagedDocumentDoesNotHoldUpTheOthers(t *testing.T) {
	t.Parallel()
	d := &desktop{t: t, dir: t.TempDir(), cost: demoCost}
	p := user(0)
	d.fill(p, "Apfelbaum", "Birnbaum")
	d.look(p, func(v *store.Vault) error {
		drafts, err := v.Drafts(t.Context(), "")
		for i := range drafts {
			sender := outbox.Sender{Melder: model.Melder{ID: site}}
			around, err := submitStore{v}.Around(t.Context(), drafts[i].ID, drafts[i].Rev)
			if err != nil {
				return err
			}
			c, _ := sender.Complete(&drafts[i].Report, time.Now())
			if _, err := (submitStore{v}).Queue(t.Context(), around, c); err != nil {
				return err
			}
		}
		return err
	})
	db, err := sql.Open("sqlite", filepath.Join(d.dir, "meldeportal.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var damaged string
	if err := db.QueryRow("UPDATE delivery_body SET document = zeroblob(64) WHERE rowid = 1 RETURNING tnr").Scan(&damaged); err != nil {
		t.Fatal(err)
	}
	d.look(p, func(v *store.Vault) error {
		items, err := queue{v, "sender"}.Claim(context.Background(), time.Now(), time.Minute, 8)
		if err != nil || len(items) != 1 || items[0].Transaktionsnummer == damaged {
			t.Errorf("claim: got %d deliveries, %v, want the undamaged one", len(items), err)
		}
		got, err := v.Delivery(t.Context(), damaged)
		if got.State != model.StateQueued || got.Code != "unreadable" || !got.NextAt.After(time.Now()) {
			t.Errorf("damaged delivery: got %+v, want it to wait as unreadable", got)
		}
		return err
	})
}
