package worklist

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

var mayNoon = time.Date(2026, 5, 14, 12, 0, 0, 0, time.UTC)

// told are the tasks of one case, each as "Art text".
func told(t *testing.T, gesehen Gesehen, config rule.Config, fall ...model.Vorgang) (list []string) {
	t.Helper()
	l := New(mayNoon, config)
	l.Put(standOf("c1", fall))
	for _, a := range l.Aufgaben(gesehen) {
		list = append(list, strings.TrimSpace(string(a.Art)+" "+a.DraftID+a.Transaktionsnummer))
	}
	return list
}

// standOf is the Stand of a case with a history.
func standOf(id string, fall []model.Vorgang) Stand {
	return StandOf(&model.Case{ID: id}, fall, mayNoon)
}

// However many tasks there are, each is put once, and is not copied while the list
// grows or is sorted: at a large site that was half of what signing in costs.
func TestATaskIsPutOnce(t *testing.T) {
	const n = 20_000
	all := make([]Stand, n)
	for i := range all {
		id := fmt.Sprint(i)
		all[i] = Stand{CaseID: id, Person: "Muster, Anna", Offen: []Offen{{Frage: FrageEntwurf, Vorgang: model.Vorgang{DraftID: id, State: model.StateDraft}}}}
	}
	l := New(mayNoon, rule.Config{})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := range all {
		l.Put(all[i])
	}
	l.sort()
	runtime.ReadMemStats(&after)
	if len(l.tasks) != n {
		t.Fatalf("%d tasks, want %d", len(l.tasks), n)
	}
	each := (after.TotalAlloc - before.TotalAlloc) / n
	t.Logf("%d bytes for each task of %d", each, unsafe.Sizeof(ordered{}))
	if most := 3 * uint64(unsafe.Sizeof(ordered{})); each > most {
		t.Errorf("%d bytes are taken for each task, want %d at the most", each, most)
	}
}

func wantTasks(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: tasks = %q, want %q", what, got, want)
	}
}

// delivery is an accepted report of a case; change makes another one of it.
func delivery(tnr string, change func(*model.Vorgang)) model.Vorgang {
	v := model.Vorgang{Merkmale: model.Merkmale{Typ: model.TypVerlauf, Date: "2026-05-01", MeldungID: model.Text("M-" + tnr), TumorID: "T1"},
		Transaktionsnummer: tnr, Art: model.SendungMeldung, State: model.StateAccepted}
	if change != nil {
		change(&v)
	}
	return v
}

func entwurf(id string, date model.Datum) model.Vorgang {
	return model.Vorgang{Merkmale: model.Merkmale{Typ: model.TypOP, Date: date, MeldungID: model.Text("M-" + id), TumorID: "T1"},
		DraftID: id, Art: model.SendungMeldung, State: model.StateDraft}
}

func TestDraftsStandByTheirDeadline(t *testing.T) {
	t.Parallel()
	held := entwurf("gehalten", "2026-02-01")
	held.Sperre = &model.Sperre{Grund: "Befund fehlt", Bis: "2026-06-01"}
	over := entwurf("lifted", "2026-02-20")
	over.Sperre = &model.Sperre{Bis: "2026-05-14"} // its day has come
	correction := entwurf("korrektur", "2026-01-01")
	correction.Ersetzt = "t1"
	got := told(t, Gesehen{}, rule.Config{}, entwurf("frisch", "2026-05-13"), entwurf("knapp", "2026-03-10"), held, over, entwurf("alt", "2026-01-02"),
		entwurf("ohne", ""), entwurf("vorher", "2023-08-14"), correction)
	wantTasks(t, "drafts", got, "frist alt", "frist lifted", "frist knapp", "entwurf frisch", "entwurf korrektur", "entwurf ohne", "entwurf vorher", "gesperrt gehalten")

	l := New(mayNoon, rule.Config{})
	l.Put(standOf("c1", []model.Vorgang{entwurf("knapp", "2026-03-10")}))
	if a := l.Aufgaben(Gesehen{})[0]; a.Frist != "2026-06-02" || a.Event != "2026-03-10" || a.TumorID != "T1" {
		t.Errorf("task = %+v, want the last of the 84 days, event and tumour", a)
	}
	wantTasks(t, "longer deadline", told(t, Gesehen{}, rule.Config{Frist: 365}, entwurf("knapp", "2026-03-10")), "entwurf knapp")
}

func TestRefusedReportWaitsUntilSomebodyTakesItUp(t *testing.T) {
	t.Parallel()
	refused := delivery("r", func(v *model.Vorgang) { v.State, v.Reason = model.StateRejected, "P-052: Geschlecht." })
	wantTasks(t, "refused", told(t, Gesehen{}, rule.Config{}, refused), "abgelehnt r")
	again := entwurf("d", "2026-05-13")
	again.MeldungID = refused.MeldungID
	wantTasks(t, "reopened", told(t, Gesehen{}, rule.Config{}, refused, again), "entwurf d")
	resent := delivery("s", func(v *model.Vorgang) { v.State, v.MeldungID = model.StateQueued, refused.MeldungID })
	wantTasks(t, "sent again", told(t, Gesehen{}, rule.Config{}, refused, resent), "wartet s")
	wantTasks(t, "another draft", told(t, Gesehen{}, rule.Config{}, refused, entwurf("e", "2026-05-13")), "abgelehnt r", "entwurf e")
}

func TestAnswersAreThereUntilTheyWereSeen(t *testing.T) {
	t.Parallel()
	at := func(days int) func(*model.Vorgang) {
		return func(v *model.Vorgang) { v.Settled = mayNoon.AddDate(0, 0, -days) }
	}
	first, second, old := delivery("a", at(3)), delivery("b", at(1)), delivery("c", at(AntwortTage+1))
	imported := delivery("d", nil)
	wantAccepted(t, "answers", Gesehen{}, 2, 0, 3, first, second, old, imported)
	wantAccepted(t, "one seen", Gesehen{Einzeln: map[string]model.Datum{"b": "2026-05-14"}}, 1, 0, 3, first, second)
	wantAccepted(t, "all seen until two days ago", Gesehen{Bis: mayNoon.AddDate(0, 0, -2)}, 1, 0, 1, first, second)
	wantTasks(t, "all seen", told(t, Gesehen{Bis: mayNoon}, rule.Config{}, first, second))
	gone := delivery("l", at(2))
	gone.Art, gone.Ersetzt, gone.MeldungID = model.SendungLoeschantrag, first.Transaktionsnummer, first.MeldungID
	wantAccepted(t, "a deletion is told apart", Gesehen{}, 1, 1, 2, first, gone, second)
	next := delivery("k", at(0))
	next.MeldungID = first.MeldungID
	wantAccepted(t, "corrected since", Gesehen{}, 1, 0, 0, first, next)
}

// wantAccepted wants all good answers in one line, the first of them so many days ago.
func wantAccepted(t *testing.T, what string, gesehen Gesehen, reports, deletions, days int, fall ...model.Vorgang) {
	t.Helper()
	l := New(mayNoon, rule.Config{})
	l.Put(standOf("c1", fall))
	all := l.Aufgaben(gesehen)
	if len(all) != 1 || all[0].Art != AufgabeAngenommen || all[0].Open() {
		t.Errorf("%s: tasks = %+v, want one line that is no work", what, all)
		return
	}
	if n := all[0].Angenommen; n.Meldungen != reports || n.Loeschantraege != deletions || !n.Seit.Equal(mayNoon.AddDate(0, 0, -days)) {
		t.Errorf("%s: accepted = %+v, want %d and %d since %d days", what, n, reports, deletions, days)
	}
}

func TestWaitingAndHeldDeliveries(t *testing.T) {
	t.Parallel()
	waits := delivery("w", func(v *model.Vorgang) { v.State, v.Attempts, v.NextAt = model.StateQueued, 3, mayNoon.Add(time.Hour) })
	held := delivery("h", func(v *model.Vorgang) { v.State, v.Sperre = model.StateQueued, &model.Sperre{Grund: "Rückfrage"} })
	l := New(mayNoon, rule.Config{})
	l.Put(standOf("c2", []model.Vorgang{held, waits}))
	got := l.Aufgaben(Gesehen{})
	if len(got) != 2 || got[0].Text != "nächster Versuch um 13:00" || got[1].Art != AufgabeGesperrt || got[1].Sperre == nil {
		t.Errorf("tasks = %+v, want the waiting one with its next attempt, then the held one with its Sperre", got)
	}
}

func therapy(tnr string, id model.Text, beginn model.Datum, anlass model.Code) model.Vorgang {
	return delivery(tnr, func(v *model.Vorgang) {
		v.Typ, v.Meldeanlass, v.TherapieID, v.Beginn, v.Date = model.TypSYST, anlass, id, beginn, beginn
	})
}

func TestTherapyWithoutItsEndIsAskedFor(t *testing.T) {
	t.Parallel()
	begin := therapy("b", "Y1", "2025-01-10", model.Behandlungsbeginn)
	end := therapy("e", "Y1", "2025-01-10", model.Behandlungsende)
	wantTasks(t, "open", told(t, Gesehen{}, rule.Config{}, begin), "gegenstueck b")
	wantTasks(t, "ended", told(t, Gesehen{}, rule.Config{}, begin, end))
	wantTasks(t, "begun last year", told(t, Gesehen{}, rule.Config{}, therapy("b", "Y1", "2025-05-20", model.Behandlungsbeginn)))
	wantTasks(t, "another therapy's end", told(t, Gesehen{}, rule.Config{}, begin, therapy("e", "Y2", "2025-01-10", model.Behandlungsende)), "gegenstueck b")
	refused := end
	refused.State, refused.Reason = model.StateRejected, "nein"
	wantTasks(t, "refused end", told(t, Gesehen{}, rule.Config{}, begin, refused), "abgelehnt e", "gegenstueck b")
	draft := end
	draft.State, draft.DraftID, draft.Transaktionsnummer, draft.Date = model.StateDraft, "d", "", "2026-05-10"
	wantTasks(t, "end being written", told(t, Gesehen{}, rule.Config{}, begin, draft), "entwurf d")
	wantTasks(t, "rule off", told(t, Gesehen{}, rule.Config{Rules: map[string]rule.Severity{rule.OffeneTherapie.ID: rule.Aus}}, begin))
	l := New(mayNoon, rule.Config{})
	l.Put(standOf("c3", []model.Vorgang{begin}))
	if got, want := l.Aufgaben(Gesehen{})[0].Text, "Ende fehlt. Das Ende der am 10.01.2025 begonnenen Therapie ist noch nicht gemeldet."; got != want {
		t.Errorf("sentence %q, want %q", got, want)
	}
}

func TestDiagnoseWithoutTherapyIsAskedFor(t *testing.T) {
	t.Parallel()
	diagnose := func(date model.Datum) model.Vorgang {
		return delivery("d", func(v *model.Vorgang) { v.Typ, v.Date = model.TypDiagnose, date })
	}
	later := func(typ model.Zweig, tumour model.Text) model.Vorgang {
		return delivery("x", func(v *model.Vorgang) { v.Typ, v.TumorID = typ, tumour })
	}
	wantTasks(t, "nothing followed", told(t, Gesehen{}, rule.Config{}, diagnose("2026-02-01")), "gegenstueck d")
	wantTasks(t, "too early", told(t, Gesehen{}, rule.Config{}, diagnose("2026-02-20")))
	wantTasks(t, "long ago", told(t, Gesehen{}, rule.Config{}, diagnose("2023-09-01")))
	for _, typ := range []model.Zweig{model.TypOP, model.TypST, model.TypSYST, model.TypTumorkonferenz, model.TypVerlauf, model.TypTod} {
		wantTasks(t, string(typ), told(t, Gesehen{}, rule.Config{}, diagnose("2026-02-01"), later(typ, "T1")))
	}
	wantTasks(t, "pathology", told(t, Gesehen{}, rule.Config{}, diagnose("2026-02-01"), later(model.TypPathologie, "T1")), "gegenstueck d")
	wantTasks(t, "other tumour", told(t, Gesehen{}, rule.Config{}, diagnose("2026-02-01"), later(model.TypOP, "T2")), "gegenstueck d")
}

// A tumour whose Diagnose was told twice is asked about once; a year is over the day after.
func TestACounterpartIsAskedForOnceAndNotADayEarly(t *testing.T) {
	t.Parallel()
	diagnose := func(tnr string) model.Vorgang {
		return delivery(tnr, func(v *model.Vorgang) { v.Typ, v.Date = model.TypDiagnose, "2026-02-01" })
	}
	wantTasks(t, "told twice", told(t, Gesehen{}, rule.Config{}, diagnose("d"), diagnose("e")), "gegenstueck d")
	for begin, want := range map[model.Datum]bool{"2025-05-13": true, "2025-05-14": false, "2025-05-01~T": false, "2025-04-01~T": true, "": false} {
		if got := olderThanAYear(begin, "2026-05-14"); got != want {
			t.Errorf("begun %q: older than a year = %v, want %v", begin, got, want)
		}
	}
}

// What is missing of a therapy is its end; of a tumour what is likely, whatever that is.
func TestATaskSaysWhichOccasionIsMissing(t *testing.T) {
	t.Parallel()
	for frage, want := range map[Frage]model.Code{FrageEnde: model.Behandlungsende, FrageTherapie: ""} {
		a := Aufgabe{Frage: frage, Typ: model.TypSYST}
		typ, sub := a.Fehlt()
		if a.Ziel() != ZielGegenstueck || sub != want || (typ == model.TypSYST) != (want != "") {
			t.Errorf("%s: missing is %q %q, want %q", frage, typ, sub, want)
		}
	}
}

// What the registry deleted, or was asked to, wants nothing any more.
func TestDeletedReportWantsNoCounterpart(t *testing.T) {
	t.Parallel()
	begin := therapy("b", "Y1", "2025-01-10", model.Behandlungsbeginn)
	request := begin
	request.Transaktionsnummer, request.Art, request.Ersetzt = "l", model.SendungLoeschantrag, "b"
	wantTasks(t, "deleted", told(t, Gesehen{}, rule.Config{}, begin, request))
	request.State, request.Reason = model.StateRejected, "unbekannt"
	wantTasks(t, "request refused", told(t, Gesehen{}, rule.Config{}, begin, request), "antwort l", "gegenstueck b")
}

// That a report is corrected does not answer why the registry refused to delete it.
func TestARefusedDeletionWaitsWhateverBecomesOfItsReport(t *testing.T) {
	t.Parallel()
	report := delivery("a", nil)
	request := delivery("l", func(v *model.Vorgang) {
		v.MeldungID, v.Art, v.Ersetzt, v.State, v.Reason = report.MeldungID, model.SendungLoeschantrag, "a", model.StateRejected, "unbekannt"
	})
	correction := entwurf("d", "2026-05-13")
	correction.MeldungID = report.MeldungID
	wantTasks(t, "and a correction begun", told(t, Gesehen{}, rule.Config{}, report, request, correction), "entwurf d", "antwort l")
}

// The reports of one person are the same for the work list whatever way they
// came: another program's and those on paper count.
func TestReportsThatWentAnotherWayCount(t *testing.T) {
	t.Parallel()
	end := therapy("e", "Y1", "2025-01-10", model.Behandlungsende)
	end.State, end.Papier = model.StateElsewhere, true
	wantTasks(t, "end on paper", told(t, Gesehen{}, rule.Config{}, therapy("b", "Y1", "2025-01-10", model.Behandlungsbeginn), end))
}

func TestTasksOfManyCasesStandByUrgency(t *testing.T) {
	t.Parallel()
	l := New(mayNoon, rule.Config{})
	l.Put(standOf("c4", []model.Vorgang{delivery("w", func(v *model.Vorgang) { v.State = model.StateQueued })}))
	l.Put(standOf("c5", []model.Vorgang{entwurf("e", "2026-05-13")}))
	l.Put(standOf("c6", []model.Vorgang{delivery("r", func(v *model.Vorgang) { v.State = model.StateRejected })}))
	l.Put(standOf("c7", []model.Vorgang{entwurf("f", "2026-01-13")}))
	var got []Aufgabenart
	for _, a := range l.Aufgaben(Gesehen{}) {
		got = append(got, a.Art)
	}
	if want := []Aufgabenart{AufgabeAbgelehnt, AufgabeFrist, AufgabeEntwurf, AufgabeWartet}; !slices.Equal(got, want) {
		t.Errorf("order = %q, want %q", got, want)
	}
}

// A case that changed takes the place of what it was.
func TestChangedCaseIsPutAnew(t *testing.T) {
	t.Parallel()
	l := New(mayNoon, rule.Config{})
	l.Put(standOf("c1", []model.Vorgang{entwurf("e", "2026-05-13")}))
	l.Put(standOf("c2", []model.Vorgang{entwurf("f", "2026-05-12")}))
	l.Put(standOf("c1", []model.Vorgang{entwurf("g", "2026-05-13"), entwurf("h", "2026-05-01")}))
	if got := l.Aufgaben(Gesehen{}); len(got) != 3 || got[0].DraftID != "h" || got[2].DraftID != "g" {
		t.Errorf("tasks = %+v, want h, f, g", got)
	}
	l.Put(Stand{CaseID: "c1"})
	if got := l.Aufgaben(Gesehen{}); len(got) != 1 || got[0].DraftID != "f" {
		t.Errorf("tasks = %+v, want f", got)
	}
}

// Two drafts of one report are told apart by whose the later one is.
func TestADraftBesideAnotherSaysWhoseItIs(t *testing.T) {
	t.Parallel()
	first, beside := entwurf("erster", "2026-03-10"), entwurf("zweiter", "2026-03-10")
	beside.MeldungID, beside.Fassung = first.MeldungID, "Fassung von Meier, 13.05.2026 10:41"
	l := New(mayNoon, rule.Config{})
	l.Put(standOf("c1", []model.Vorgang{first, beside}))
	got := map[string]string{}
	for _, a := range l.Aufgaben(Gesehen{}) {
		got[a.DraftID] = a.Fassung
	}
	if got["erster"] != "" || got["zweiter"] != beside.Fassung {
		t.Errorf("tasks say %q, want the Fassung of the second alone", got)
	}
}
