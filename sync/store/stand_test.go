package store

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
)

// kept is what the store keeps of all cases, without opening a history, and without
// what is over by itself.
func kept(t testing.TB, v *Vault) map[string]worklist.Stand {
	t.Helper()
	all, now := map[string]worklist.Stand{}, v.store.opt.Now()
	err := v.Staende(t.Context(), func(s worklist.Stand) error {
		s.Offen = slices.DeleteFunc(s.Offen, func(o worklist.Offen) bool {
			days, _ := o.Date.SureDaysBefore(model.DatumOf(now))
			return o.Frage == worklist.FrageAntwort && now.Sub(o.Settled) > worklist.AntwortTage*24*time.Hour || o.Frage == worklist.FrageTherapie && days > 2*365
		})
		if len(s.Offen) > 0 {
			all[s.CaseID] = s
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = v.FollowUps(t.Context(), "2028-01-01", func(n worklist.Nachsorge) bool {
		s := all[n.CaseID]
		s.CaseID, s.Nachsorgen = n.CaseID, append(s.Nachsorgen, n)
		all[n.CaseID] = s
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// told is what the histories of all cases say.
func told(t testing.TB, v *Vault) map[string]worklist.Stand {
	t.Helper()
	all, r := map[string]worklist.Stand{}, newStandReader(v, v.store.reader)
	for _, id := range must(queryAll(t.Context(), v.store.reader, scanText, "SELECT id FROM patient_case"))(t) {
		s, _, err := r.standIn(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if !s.Empty() {
			all[id] = s
		}
	}
	return all
}

// otherwise is the first thing two Staende of all cases say differently, "" for none.
// Who a person is stands only where something is asked; in which order several
// tumours come does not matter.
func otherwise(kept, told map[string]worklist.Stand) string {
	for id := range told {
		k, h := kept[id], told[id]
		if len(h.Offen) == 0 {
			h.Person, h.Widerspruch = "", false
		}
		due := map[worklist.Nachsorge]int{}
		for _, n := range h.Nachsorgen {
			due[n]++
		}
		for _, n := range k.Nachsorgen {
			due[n]--
		}
		for n, more := range due {
			if more != 0 {
				return fmt.Sprintf("case %s: follow-up %+v", id, n)
			}
		}
		k.Nachsorgen, h.Nachsorgen = nil, nil
		if !reflect.DeepEqual(k, h) {
			return fmt.Sprintf("case %s: kept\n%+v, the history says\n%+v", id, k, h)
		}
	}
	if len(kept) != len(told) {
		return fmt.Sprintf("%d cases kept, %d in the history", len(kept), len(told))
	}
	return ""
}

// Whatever is done, by whom and in which order: after each act what is kept of the
// cases is what their histories say.
func TestKeptIsWhatTheHistorySays(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	acts := map[string]int{}
	for seed := range uint64(histories) {
		w := newWanderer(t, seed)
		for range 60 {
			act := w.act()
			acts[act]++
			k, h := kept(t, w.v), told(t, w.v)
			if found := otherwise(k, h); found != "" {
				t.Fatalf("history %d, after %s: %s", seed, act, found)
			}
			if !reflect.DeepEqual(w.tasks(k), w.tasks(h)) {
				t.Fatalf("history %d, after %s: tasks %+v, of the history %+v", seed, act, w.tasks(k), w.tasks(h))
			}
		}
	}
	for _, act := range wandererActs {
		if acts[act.name] == 0 {
			t.Errorf("%s was never done", act.name)
		}
	}
	t.Logf("%d histories, acts done: %v", histories, acts)
}

// The comparison sees each thing that is kept otherwise.
func TestTheComparisonSeesAChangedRow(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	for what, change := range map[string]string{
		"a question less":  "DELETE FROM open_case WHERE rowid = (SELECT min(rowid) FROM open_case)",
		"a follow-up less": "DELETE FROM followup WHERE rowid = (SELECT min(rowid) FROM followup)",
		"a delivery moved": "UPDATE delivery SET state = 'rejected' WHERE tnr = 'moved'",
	} {
		w := newWanderer(t, 1)
		for range 40 {
			w.act()
		}
		version(t, w.v, w.cases[0], "M-moved", "moved")
		if found := otherwise(kept(t, w.v), told(t, w.v)); found != "" {
			t.Fatalf("before: %s", found)
		}
		execRaw(t, w.v.store.db.Writer, change)
		if otherwise(kept(t, w.v), told(t, w.v)) == "" {
			t.Errorf("%s: the comparison does not see it", what)
		}
	}
}

// What was kept and cannot be read is derived from the history again.
func TestADamagedRowIsDerivedAgain(t *testing.T) {
	t.Parallel()
	w := newWanderer(t, 3)
	for range 40 {
		w.act()
	}
	execRaw(t, w.v.store.db.Writer, "UPDATE open_case SET tasks = x'00'; UPDATE followup SET tumours = x'00'")
	if found := otherwise(kept(t, w.v), told(t, w.v)); found != "" {
		t.Error(found)
	}
}

// wanderer does at random what people and the outbox do.
type wanderer struct {
	v     *Vault
	dice  *rand.Rand
	now   time.Time
	cases []string
	n     int

	places *worklist.Places // of its day
}

func newWanderer(t *testing.T, seed uint64) *wanderer {
	t.Helper()
	w := &wanderer{v: newVault(t), dice: rand.New(rand.NewPCG(seed, 7)), now: noon}
	w.v.store.opt.Now = func() time.Time { return w.now }
	w.v.store.opt.Merkmale = record.MerkmaleOf
	withoutPowerCuts(t, w.v.store)
	for i := range 4 {
		w.cases = append(w.cases, newCase(t, w.v, fmt.Sprintf("Muster%d-%d", seed, i)).ID)
	}
	return w
}

// tasks are the work list of the day.
func (w *wanderer) tasks(all map[string]worklist.Stand) []worklist.Aufgabe {
	l := worklist.New(w.now, rule.Config{})
	for _, s := range all {
		l.Put(s)
	}
	return l.Aufgaben(worklist.Gesehen{})
}

func (w *wanderer) act() string {
	a := wandererActs[w.dice.IntN(len(wandererActs))]
	_ = a.do(w, context.Background()) // what cannot be done now is refused
	return a.name
}

func (w *wanderer) one() string { return w.cases[w.dice.IntN(len(w.cases))] }

func (w *wanderer) number(prefix string) string { w.n++; return fmt.Sprint(prefix, w.n) }

// any is a draft or a delivery.
func (w *wanderer) any(query string) (id string, rev int, err error) {
	return id, rev, w.v.store.reader.QueryRow(query+" ORDER BY (seq * 7919 + ?) % 97 LIMIT 1", w.dice.IntN(97)).Scan(&id, &rev)
}

// back has something come back about a delivery.
func (w *wanderer) back(ctx context.Context, r model.Rueckmeldung) (err error) {
	w.n++
	r.Nummer = int64(w.n)
	if r.Transaktionsnummer, _, err = w.any(anyDelivery); err == nil {
		_, err = w.v.Receive(ctx, []model.Rueckmeldung{r}, r.Nummer)
	}
	return err
}

func (w *wanderer) report() model.Report {
	day := model.DatumOf(w.now.AddDate(0, 0, -w.dice.IntN(900)))
	var r model.Report
	m := &r.Meldung
	m.MeldungID, m.Tumorzuordnung.TumorID = model.Text(w.number("M")), model.Text(fmt.Sprint("T", w.dice.IntN(3)))
	m.Typ = []model.Zweig{model.TypDiagnose, model.TypOP, model.TypSYST, model.TypVerlauf, model.TypTod}[w.dice.IntN(21)/5]
	m.Tumorzuordnung.Diagnosedatum = day
	m.Tumorzuordnung.PrimaertumorICD.Code = "C50.4"
	switch m.Typ {
	case model.TypOP:
		m.OP = &model.OP{Datum: day}
	case model.TypSYST:
		m.SYST = &model.SYST{SYSTID: model.Text(fmt.Sprint("S", w.dice.IntN(2))), Beginn: day, Meldeanlass: []model.Code{model.Behandlungsbeginn, model.Behandlungsende}[w.dice.IntN(2)]}
	case model.TypVerlauf:
		m.Verlauf = &model.Verlauf{UntersuchungsdatumVerlauf: day}
	case model.TypTod:
		m.Tod = &model.Tod{Sterbedatum: day}
	}
	if w.dice.IntN(6) == 0 {
		m.Meldebegruendung = "W"
	}
	return r
}

const (
	anyDraft    = "SELECT id, rev FROM draft"
	anyDelivery = "SELECT tnr, 1 FROM delivery"
)

var wandererActs = []struct {
	name string
	do   func(*wanderer, context.Context) error
}{
	{"a new person", func(w *wanderer, ctx context.Context) error {
		c := model.Case{Patient: model.Patient{PatientID: model.Text(w.number("P"))}}
		err := w.v.SaveCase(ctx, &c, nil)
		w.cases = append(w.cases, c.ID)
		return err
	}},
	{"a result", func(w *wanderer, ctx context.Context) error {
		return w.back(ctx, model.Rueckmeldung{Art: []model.Rueckmeldungsart{model.RueckErgebnis, model.RueckEntscheidung}[w.dice.IntN(2)], Text: "weil",
			Ergebnis: []model.Ergebnis{model.ErgebnisAngenommen, model.ErgebnisHinweis, model.ErgebnisAbgelehnt, model.ErgebnisDoppelmeldung, model.ErgebnisGeloescht, model.ErgebnisGewaehrt}[w.dice.IntN(6)]})
	}},
	{"a question", func(w *wanderer, ctx context.Context) error {
		return w.back(ctx, model.Rueckmeldung{Art: model.RueckFrage, Text: "warum?"})
	}},
	{"an answer to one", func(w *wanderer, ctx context.Context) error {
		return w.v.Reply(ctx, int64(1+w.dice.IntN(w.n+1)), model.Antwort{Text: "darum"})
	}},
	{"a person renamed", func(w *wanderer, ctx context.Context) error {
		c, err := w.v.Case(ctx, w.one())
		if err != nil {
			return err
		}
		was := c.Patient
		c.Patient.Stammdaten.Nachname = model.Text(w.number("Name"))
		return w.v.SaveCase(ctx, &c, &was)
	}},
	{"a person deleted", func(w *wanderer, ctx context.Context) error { return w.v.DeleteCase(ctx, w.cases[len(w.cases)-1]) }},
	{"a draft", func(w *wanderer, ctx context.Context) error {
		_, err := w.v.AddDraft(ctx, model.Draft{PatientID: w.one(), Report: w.report()})
		return err
	}},
	{"a held draft", func(w *wanderer, ctx context.Context) error {
		_, err := w.v.AddDraft(ctx, model.Draft{PatientID: w.one(), Report: w.report(), Fassung: "Fassung von M.", Sperre: &model.Sperre{Grund: "Befund", Bis: "2026-07-01"}})
		return err
	}},
	{"a draft saved", func(w *wanderer, ctx context.Context) error {
		id, _, err := w.any(anyDraft)
		if err != nil {
			return err
		}
		d, err := w.v.Draft(ctx, id)
		if err != nil {
			return err
		}
		d.Report = w.report()
		return w.v.SaveReport(ctx, &d, &model.Draft{}, "Fassung")
	}},
	{"a draft deleted", func(w *wanderer, ctx context.Context) error {
		id, rev, err := w.any(anyDraft)
		if err != nil {
			return err
		}
		return w.v.DeleteDraft(ctx, id, rev)
	}},
	{"a draft completed", completeAny}, {"another completed", completeAny}, {"a third completed", completeAny},
	{"a report on paper", func(w *wanderer, ctx context.Context) error {
		id, rev, err := w.any(anyDraft)
		if err != nil {
			return err
		}
		_, err = w.v.MarkPaper(ctx, id, rev, w.number("paper"))
		return err
	}},
	{"a report not on paper", func(w *wanderer, ctx context.Context) error {
		tnr, _, err := w.any(anyDelivery + " WHERE tnr LIKE 'paper%'")
		if err == nil {
			_, err = w.v.UnmarkPaper(ctx, tnr)
		}
		return err
	}},
	{"deliveries claimed", func(w *wanderer, ctx context.Context) error {
		_, err := w.claim(ctx, w.now, 3)
		return err
	}},
	{"a delivery released", ofAny(func(w *wanderer, ctx context.Context, tnr string) error { return w.v.Release(ctx, tnr, "me") })},
	{"a receipt", answerAny}, {"a second receipt", answerAny},
	{"a refusal", ofAny(func(w *wanderer, ctx context.Context, tnr string) error {
		return w.v.Reject(ctx, tnr, "code", w.number("weil "))
	})},
	{"a delivery deferred", ofAny(func(w *wanderer, ctx context.Context, tnr string) error {
		return w.v.Defer(ctx, tnr, w.now.Add(time.Hour), "busy")
	})},
	{"all hurried", func(w *wanderer, ctx context.Context) error { return w.v.Hurry(ctx, w.now) }},
	{"a delivery held", ofAny(func(w *wanderer, ctx context.Context, tnr string) error {
		return w.v.Hold(ctx, tnr, &model.Sperre{Grund: "warten", Bis: "2026-06-15"})
	})},
	{"a delivery let go", ofAny(func(w *wanderer, ctx context.Context, tnr string) error { return w.v.Hold(ctx, tnr, nil) })},
	{"a note", ofAny(func(w *wanderer, ctx context.Context, tnr string) error { return w.v.Note(ctx, tnr, "Rückruf") })},
	{"a correction", ofAny(func(w *wanderer, ctx context.Context, tnr string) error {
		_, err := w.v.Correct(ctx, tnr, func(r *model.Report) { r.Meldung.Tumorzuordnung.Diagnosedatum = "2026-01-02" })
		return err
	})},
	{"a report reopened", ofAny(func(w *wanderer, ctx context.Context, tnr string) error { _, err := w.v.Reopen(ctx, tnr); return err })},
	{"a request to delete", ofAny(func(w *wanderer, ctx context.Context, tnr string) error {
		_, err := w.v.QueueDeletion(ctx, tnr, request(model.Frozen{Transaktionsnummer: w.number("loeschen"), Document: []byte("{}"), Digest: "digest"}))
		return err
	})},
	{"an import", func(w *wanderer, ctx context.Context) error {
		sent := w.report()
		_, err := w.v.Import(ctx, These([]Import{{Patient: model.Patient{PatientID: "P-import"}, Drafts: []model.Report{w.report()},
			Sent: []Arrived{{Completed: model.Completed{Report: sent, Frozen: model.Frozen{Transaktionsnummer: w.number("fern"), Document: []byte("x"), Digest: "digest"}}, At: w.now}}}}), Importing{})
		return err
	}},
	{"days that pass", func(w *wanderer, _ context.Context) error {
		w.now = w.now.AddDate(0, 0, w.dice.IntN(40))
		return w.v.write(context.Background(), func(*sql.Tx) error { return nil }) // whatever is done next sweeps
	}},
	{"an earlier program's change", func(w *wanderer, ctx context.Context) error {
		err := execEach(w.v.store.db.Writer, "UPDATE delivery SET attempts = attempts + 1 WHERE case_id = ?1; "+
			"UPDATE sequence SET n = n + 1; UPDATE patient_case SET seq = (SELECT n FROM sequence) WHERE id = ?1", w.one())
		if err != nil {
			return err
		}
		return w.v.CatchUp(ctx, func(int) {})
	}},
}

func ofAny(do func(*wanderer, context.Context, string) error) func(*wanderer, context.Context) error {
	return func(w *wanderer, ctx context.Context) error {
		tnr, _, err := w.any(anyDelivery)
		if err != nil {
			return err
		}
		return do(w, ctx, tnr)
	}
}

func completeAny(w *wanderer, ctx context.Context) error {
	id, _, err := w.any(anyDraft)
	if err != nil {
		return err
	}
	d, err := w.v.Draft(ctx, id)
	if err != nil {
		return err
	}
	_, err = w.v.Queue(ctx, complete(w.v, d, w.number("t")))
	return err
}

// claim claims some, and somebody looks what is to be done.
func (w *wanderer) claim(ctx context.Context, now time.Time, n int) ([]model.Delivery, error) {
	claimed, err := w.v.Claim(ctx, "me", now, time.Minute, n)
	if err == nil {
		err = w.v.CatchUp(ctx, func(int) {})
	}
	return claimed, err
}

func answerAny(w *wanderer, ctx context.Context) error {
	claimed, err := w.claim(ctx, w.now.Add(3*time.Hour), 1)
	if err != nil || len(claimed) == 0 {
		return err
	}
	return w.v.Accept(ctx, claimed[0].Transaktionsnummer, receipt(claimed[0].Transaktionsnummer))
}
