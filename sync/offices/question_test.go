package offices_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model/linkage"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/offices/auswertung"
	"example.org/meldeportal/sync/offices/vertrauen"
)

// asking: a question goes to the Vertrauensstelle by pseudonyms, once, and its answer comes back
// to the pair, once; who opens an identity for it is noted before.
func asking(t *testing.T, r *registry) {
	t.Helper()
	ctx := context.Background()
	linked, err := r.auswertung.Pairs(ctx, auswertung.Verbunden, 1)
	if err != nil || len(linked) != 1 {
		t.Fatalf("linked pairs: %v, %v", linked, err)
	}
	id := linked[0].ID
	open := func() []vertrauen.Question {
		t.Helper()
		return must[[]vertrauen.Question](t)(r.vertrauen.Questions(ctx, false))
	}
	if err := r.auswertung.Ask(ctx, id, "Anna", ""); !errors.Is(err, auswertung.ErrReason) {
		t.Errorf("without a reason: %v", err)
	}
	ask := func() {
		t.Helper()
		if err := r.auswertung.Ask(ctx, id, "Anna", "Namenswechsel"); err != nil {
			t.Fatal(err)
		}
		if err := r.auswertung.Ask(ctx, id, "Anna", "Namenswechsel"); !errors.Is(err, auswertung.ErrAsked) {
			t.Errorf("twice: %v", err)
		}
	}
	ask()
	r.carryTwice(t)
	if got := open(); len(got) != 1 || got[0].Verdacht != offices.Homonym || got[0].Grund != "Namenswechsel" || got[0].A != (vertrauen.Nummer{Melder: site, Nummer: number(1)}) || got[0].B.Nummer != number(2) {
		t.Errorf("questions: %+v, want one about reports 1 and 2", got)
	}
	if c := r.cases(t); len(c[1].Reports) != 2 {
		t.Errorf("a question parted a person: %+v", c)
	}
	if err := r.auswertung.Undo(ctx, id, "Anna", "vertippt"); err != nil {
		t.Fatal(err)
	}
	r.carryTwice(t)
	if got := open(); len(got) != 0 {
		t.Errorf("questions that were taken back: %+v", got)
	}
	ask()
	r.carryTwice(t)
	number1 := open()[0].Nummer
	if _, _, err := r.vertrauen.Compare(ctx, r.custodian, number1, "Vera", ""); !errors.Is(err, vertrauen.ErrReason) {
		t.Errorf("opened without a reason: %v", err)
	}
	before := len(must[[]vertrauen.Einsicht](t)(r.vertrauen.Einsichten(ctx, 100)))
	if _, _, err := r.vertrauen.Compare(ctx, r.custodian, 4711, "Vera", "anders nicht zu klären"); !errors.Is(err, vertrauen.ErrNoQuestion) {
		t.Errorf("a question nobody asked: %v", err)
	}
	a, b, err := r.vertrauen.Compare(ctx, r.custodian, number1, "Vera", "anders nicht zu klären")
	if err != nil || a.Nachname != "Grünwald" || b.Nachname != "Gruenwald" {
		t.Errorf("opened %+v and %+v, %v", a, b, err)
	}
	log := must[[]vertrauen.Einsicht](t)(r.vertrauen.Einsichten(ctx, 100))
	want := vertrauen.Einsicht{At: moment.Truncate(time.Millisecond), Wer: "Vera", Grund: "anders nicht zu klären", Von: []vertrauen.Nummer{{Melder: site, Nummer: number(1)}, {Melder: site, Nummer: number(2)}}}
	if len(log) != before+1 || !log[0].At.Equal(want.At) || log[0].Wer != want.Wer || log[0].Grund != want.Grund || !slices.Equal(log[0].Von, want.Von) {
		t.Errorf("the log has %d lines more, the last one %+v, want %+v", len(log)-before, log[0], want)
	}
	if err := r.vertrauen.Answer(ctx, number1, "Erika Mustermann", "Vera"); !errors.Is(err, vertrauen.ErrBefund) {
		t.Errorf("an answer in words: %v", err)
	}
	if err := r.vertrauen.Answer(ctx, number1, offices.Gleich, "Vera"); err != nil {
		t.Fatal(err)
	}
	if err := r.vertrauen.Answer(ctx, number1, offices.Verschieden, "Vera"); !errors.Is(err, vertrauen.ErrAnswered) {
		t.Errorf("answered twice: %v", err)
	}
	if _, _, err := r.vertrauen.Compare(ctx, r.custodian, number1, "Vera", "Neugier"); !errors.Is(err, vertrauen.ErrAnswered) {
		t.Errorf("opened after the answer: %v", err)
	}
	r.carryTwice(t)
	if q, found, err := r.auswertung.Asked(ctx, id); err != nil || !found || q.Befund != offices.Gleich {
		t.Errorf("the answer at the pair: %+v, %v, %v", q, found, err)
	}
	answered(t, r, id)
}

// answered: a pair with an answer waits until somebody decides, whatever it was before.
func answered(t *testing.T, r *registry, id int64) {
	t.Helper()
	ctx := context.Background()
	for _, c := range []struct {
		what    string
		do      func() error
		waiting int
	}{
		{"nothing", func() error { return nil }, 1},
		{"separate", func() error { return r.auswertung.Separate(ctx, id, "Anna", "trotzdem") }, 0},
		{"undo", func() error { return r.auswertung.Undo(ctx, id, "Anna", "vertippt") }, 1},
		{"link what was linked", func() error { return r.auswertung.Link(ctx, id, "Anna", "Auskunft") }, 0},
	} {
		if err := c.do(); err != nil {
			t.Errorf("%s: %v", c.what, err)
		}
		tally := must[auswertung.Tally](t)(r.auswertung.Tally(ctx))
		tally.Zones = linkage.Zones{}
		if got, err := r.auswertung.Answered(ctx, 9); err != nil || len(got) != c.waiting || tally.Open != c.waiting || tally.Asked != 0 {
			t.Errorf("%s: pairs with an answer %+v, tally %+v, %v, want %d", c.what, got, tally, err, c.waiting)
		}
	}
	if err := r.auswertung.Link(ctx, id, "Anna", "Auskunft"); !errors.Is(err, auswertung.ErrDecided) {
		t.Errorf("linked twice: %v", err)
	}
	if got, err := r.auswertung.LinksOf(ctx, 1, 9); err != nil || len(got) != 1 || got[0].ID != id {
		t.Errorf("links of person 1: %+v, %v", got, err)
	}
}

// carryTwice hands everything over as carry does, where of each message the first answer is lost.
func (r *registry) carryTwice(t testing.TB) {
	t.Helper()
	lost := errors.New("answer was lost")
	for _, w := range r.ways() {
		_, err := w.from.DeliverOnce(context.Background(), w.to, func(ctx context.Context, messages []offices.Message) (int64, error) {
			if _, err := w.send(ctx, messages); err != nil {
				return 0, err
			}
			return 0, lost
		})
		if err != nil && !errors.Is(err, lost) {
			t.Fatal(err)
		}
	}
	r.carry(t)
}

// Nobody's name is in what goes to and from the Auswertungsstelle about a question, nor in its
// files, when the Vertrauensstelle has opened it.
func TestAQuestionTellsNoName(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	r := newRegistry(t, newKeys(t), nil)
	who := person{"Verschwindibus", "Zdenka", "Unauffindbar", "1957-11-23", "", "PATIENT-4711"}
	r.arrive(t, number(1), report(t, who, "M-1", nil))
	r.arrive(t, number(2), report(t, who, "M-2", nil))
	r.carry(t)
	var said bytes.Buffer
	carry := func() {
		for _, w := range r.ways() {
			_, err := w.from.DeliverOnce(ctx, w.to, func(ctx context.Context, messages []offices.Message) (int64, error) {
				for _, m := range messages {
					said.Write(m.Body)
				}
				return w.send(ctx, messages)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := r.auswertung.Ask(ctx, 1, "Anna", "Schreibfehler"); err != nil {
		t.Fatal(err)
	}
	carry()
	a, _, err := r.vertrauen.Compare(ctx, r.custodian, 1, "Vera", "anders nicht zu klären")
	if err != nil || a.Nachname != "Verschwindibus" {
		t.Fatalf("opened %+v, %v: the test looks for the wrong thing", a, err)
	}
	if err := r.vertrauen.Answer(ctx, 1, offices.Gleich, "Vera"); err != nil {
		t.Fatal(err)
	}
	carry()
	if q, found, err := r.auswertung.Asked(ctx, 1); err != nil || !found || q.Befund != offices.Gleich {
		t.Fatalf("the answer: %+v, %v, %v", q, found, err)
	}
	if !bytes.Contains(said.Bytes(), []byte("Schreibfehler")) {
		t.Fatal("the question was not heard: the test looks in the wrong place")
	}
	files := map[string][]byte{"messages": said.Bytes()}
	for _, o := range []offices.Office{offices.Auswertung, offices.Vertrauen} {
		files[string(o)] = filesOf(t, r.dirs[o])
	}
	for where, text := range files {
		for _, name := range []string{"Verschwindibus", "VERSCHWINDIBUS", "Zdenka", "ZDENKA", "Unauffindbar", "UNAUFFINDBAR", "1957-11-23", "PATIENT-4711"} {
			if bytes.Contains(text, []byte(name)) {
				t.Errorf("%s is in %s", name, where)
			}
		}
	}
	if n := len(must[[]vertrauen.Question](t)(r.vertrauen.Questions(ctx, true))); n != 1 {
		t.Errorf("%d answered questions, want 1", n)
	}
	r.put(t, offices.Eingang{Art: offices.Loeschung, Melder: site, Nummer: number(9), Eingang: moment, MeldungID: "M-1"})
	r.carry(t)
	log := must[[]vertrauen.Einsicht](t)(r.vertrauen.Einsichten(ctx, 9))
	if i := slices.IndexFunc(log, func(e vertrauen.Einsicht) bool { return e.Wer == "Vera" }); i < 0 || len(log[i].Von) != 1 || log[i].Von[0].Nummer != number(2) {
		t.Errorf("the log after one report was deleted: %+v", log)
	}
	if n := len(must[[]vertrauen.Question](t)(r.vertrauen.Questions(ctx, true))); n != 0 {
		t.Errorf("%d questions about a deleted report, want none", n)
	}
}
