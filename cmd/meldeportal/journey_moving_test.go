package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui/tuitest"
)

// The list of deliveries is in front while many of them move, as after a day on
// which the portal was away: the program stays small and every one arrives. The
// demo's portal works in the same process and is measured with it.
func TestTransmissionsStaySmallWhileManyDeliveriesMove(t *testing.T) {
	const mostMiB = 150
	d := newDemo(t)
	d.waitMany(movingDeliveries, time.Time{})
	term := d.start()
	term.See("Loginname")
	credentials := user(0).login + "\r" + user(0).password + "\r"
	term.Type(credentials)
	if seeAny(t, term, "fertig", codeQuestion) == "fertig" {
		term.Press("enter")
		term.See("erneut an")
		term.Type(credentials)
		term.See(codeQuestion)
	}
	term.Type(d.code(user(0).login) + "\r")
	term.See("Arbeitsliste")
	term.Press("f6")
	term.See("Übertragung")
	before, most, start := status(t, term.PID(), "VmRSS"), 0, time.Now()
	var keys []time.Duration
	for seen := false; !seen; seen = len(d.waiting()) == 0 {
		most = max(most, status(t, term.PID(), "VmRSS"))
		term.Press("pgdown")
		for range 5 {
			time.Sleep(40 * time.Millisecond)
			if took, ok := term.FirstByte(tuitest.Sequences["down"]); ok {
				keys = append(keys, took)
			}
		}
		if time.Since(start) > 15*time.Minute {
			t.Fatalf("%d deliveries still wait", len(d.waiting()))
		}
	}
	term.See(" 0 warten")
	took := time.Since(start).Seconds()
	t.Logf("%d deliveries arrived in %.1f s (%.0f/s) with their list in front: keys p50 %v, p99 %v; %d MiB before, %d MiB at the most",
		movingDeliveries, took, movingDeliveries/took, at(keys, 50), at(keys, 99), before, most)
	if most > mostMiB {
		t.Errorf("memory = %d MiB at the most, want no more than %d", most, mostMiB)
	}
}

// sentMany puts invented reports into the store that were sent elsewhere.
func (d *desktop) sentMany(n int) {
	d.t.Helper()
	var people []store.Import
	for p := range d.manyPeople(n) {
		people = append(people, p)
	}
	d.look(user(0), func(v *store.Vault) error {
		_, err := v.Import(context.Background(), store.These(people), store.Importing{})
		return err
	})
}

// manyPeople are invented people with so many completed reports.
func (d *desktop) manyPeople(n int) iter.Seq[store.Import] {
	v, sender := newInventor(11), outbox.Sender{Absender: model.Absender{AbsenderID: model.Text(demoSite.AbsenderID), SoftwareID: softwareID, SoftwareVersion: model.Text(version)},
		Melder: model.Melder{ID: model.Text(demoSite.MelderID), KHAbtStationPraxis: model.Text(demoSite.Name)}}
	return func(yield func(store.Import) bool) {
		for i := 0; n > 0; i++ {
			p := store.Import{Patient: v.person()}
			p.Patient.PatientID = model.Text(fmt.Sprintf("P-W%07d", i))
			sent, _, err := v.sent(sender, v.story(3, p.Patient, time.Now().AddDate(0, 0, -i%300)))
			if err != nil {
				d.t.Error(err)
				return
			}
			p.Sent = sent[:min(n, len(sent))]
			if n -= len(p.Sent); !yield(p) {
				return
			}
		}
	}
}

// waitMany has invented reports wait to be delivered, as after a day on which the portal
// was away; with a time each of them was tried in vain and waits for then.
func (d *desktop) waitMany(n int, until time.Time) {
	d.t.Helper()
	d.look(user(0), func(v *store.Vault) error {
		const beside = 16 // who write at the same time share a transaction
		people, ended := make(chan store.Import), make(chan error)
		for range beside {
			go func() {
				var err error
				for p := range people {
					err = errors.Join(err, waitOne(v, &p, until))
				}
				ended <- err
			}()
		}
		for p := range d.manyPeople(n) {
			people <- p
		}
		close(people)
		var err error
		for range beside {
			err = errors.Join(err, <-ended)
		}
		return err
	})
}

func waitOne(v *store.Vault, p *store.Import, until time.Time) error {
	ctx, c := context.Background(), model.Case{Patient: p.Patient}
	if err := v.SaveCase(ctx, &c, nil); err != nil {
		return err
	}
	for i := range p.Sent {
		draft, err := v.NewDraft(ctx, c.ID, p.Sent[i].Report)
		if err != nil {
			return err
		}
		around, err := v.Around(ctx, draft.ID, draft.Rev)
		if err != nil {
			return err
		}
		queued, err := v.Queue(ctx, store.Judged{DraftID: draft.ID, Rev: draft.Rev, State: around.State, Completed: p.Sent[i].Completed})
		if err == nil && !until.IsZero() {
			err = v.Defer(ctx, queued.Transaktionsnummer, until, "offline")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// waiting are the numbers of the deliveries without an answer.
func (d *desktop) waiting() (numbers []string) {
	d.t.Helper()
	d.database(func(db *sql.DB) error {
		rows, err := db.Query("SELECT tnr FROM delivery WHERE state IN ('queued', 'sending')")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var one string
			if err := rows.Scan(&one); err != nil {
				return err
			}
			numbers = append(numbers, one)
		}
		return rows.Err()
	})
	return numbers
}

// database opens the file beside the running program.
func (d *desktop) database(do func(*sql.DB) error) {
	d.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(d.dir, "meldeportal.db")+"?_pragma=busy_timeout(5000)")
	if err == nil {
		err = do(db)
		_ = db.Close()
	}
	if err != nil {
		d.t.Fatal(err)
	}
}
