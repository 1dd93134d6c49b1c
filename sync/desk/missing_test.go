package desk

import (
	"errors"
	"testing"
	"time"

	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
)

// What the registry lacks comes onto the work list and leaves it with the report.
func TestWhatTheRegistryLacksLeavesTheListWithItsReport(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	draft := w.begunCompletely()
	w.must(w.registry.MissReport(t.Context(), site, portal.Missing{PatientID: string(draft.Report.Patient.PatientID), Stelle: "Pathologie am Markt"}, ""))
	w.must(w.registry.MissReport(t.Context(), site, portal.Missing{Einsendenummer: "H/26/117"}, ""))
	missed := func() (page, list []worklist.Aufgabe) {
		t.Helper()
		p, err := w.WorklistPage(t.Context(), worklist.Span{Art: worklist.AufgabeVermisst, N: 10}, func(int) {})
		w.must(err)
		all, err := w.Worklist(t.Context(), func(int) {})
		w.must(err)
		for i := range all {
			if all[i].Art == worklist.AufgabeVermisst {
				list = append(list, all[i])
			}
		}
		return p.Tasks, list
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		w.outbox.Answered() // has the feed read
		if page, list := missed(); len(page) == 2 && len(list) == 2 {
			break
		} else if time.Now().After(deadline) {
			t.Fatalf("on the list: %+v, %+v", page, list)
		}
	}
	w.must(w.registry.MissReport(t.Context(), site, portal.Missing{Einsendenummer: "H/26/118"}, ""))
	told, err := w.registry.Missed(t.Context())
	w.must(err)
	w.must(w.registry.TakeBack(t.Context(), told[2].Event.Transaktionsnummer, "Die Einsendenummer war eine andere."))
	if err := w.registry.TakeBack(t.Context(), told[2].Event.Transaktionsnummer, ""); !errors.Is(err, refportal.ErrNoNotice) {
		t.Errorf("taken back twice: %v, want ErrNoNotice", err)
	}
	w.arrives(w.submit(draft))
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		w.outbox.Answered()
		at, err := w.vault.FeedAt(t.Context())
		if w.must(err); at == 4 {
			break
		} else if time.Now().After(deadline) {
			t.Fatalf("the feed is read to %d", at)
		}
	}
	page, list := missed()
	if len(page) != 1 || len(list) != 1 || list[0].Vermisst.Vermisst.Einsendenummer != "H/26/117" {
		t.Fatalf("left: %+v, %+v, want the other one", page, list)
	}
	w.must(w.Reply(t.Context(), *list[0].Vermisst, "Nicht bei uns."))
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		all, err := w.registry.Missed(t.Context())
		w.must(err)
		if len(all) == 3 && len(all[1].Replies) == 1 && all[1].Replies[0].Text == "Nicht bei uns." {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("at the registry: %+v", all)
		}
	}
	if page, list := missed(); len(page) != 0 || len(list) != 0 {
		t.Errorf("answered, and on the list: %+v, %+v", page, list)
	}
}

// What the registry takes back nobody has to answer, and a report of a package of another system
// answers as one from the form does.
func TestAPackageAnswersWhatTheRegistryLacks(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	w.must(w.registry.MissReport(t.Context(), site, portal.Missing{PatientID: string(invented(101).PatientID)}, ""))
	w.must(w.registry.MissReport(t.Context(), site, portal.Missing{PatientID: "P-404"}, ""))
	all, err := w.registry.Missed(t.Context())
	w.must(err)
	lacks := func(want int) {
		t.Helper()
		for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
			w.outbox.Answered()
			if open, err := w.vault.Missing(t.Context()); err == nil && len(open) == want {
				return
			} else if time.Now().After(deadline) {
				t.Fatalf("the registry lacks %+v, %v, want %d", open, err, want)
			}
		}
	}
	lacks(2)
	w.sentOf(w.packedOf(ofKIS(1, site, "K-1", nil)))
	lacks(1)
	w.must(w.registry.TakeBack(t.Context(), all[1].Event.Transaktionsnummer, ""))
	lacks(0)
}
