package store

import (
	"database/sql"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/worklist"
)

func result(n int64, tnr string, what model.Ergebnis, text string) model.Rueckmeldung {
	r := model.Rueckmeldung{Nummer: n, Am: noon, Art: model.RueckErgebnis, Transaktionsnummer: tnr, Ergebnis: what, Text: text}
	if what == model.ErgebnisHinweis || what == model.ErgebnisAbgelehnt {
		r.Befunde = []model.Befund{{Regel: "P-020", Text: "Bitte den Patienten prüfen.", Feld: "Tumorzuordnung.Diagnosedatum"}}
	}
	return r
}

// granted is the word that a request to delete is granted.
func granted(n int64, tnr string) model.Rueckmeldung {
	return model.Rueckmeldung{Nummer: n, Am: noon, Art: model.RueckEntscheidung, Transaktionsnummer: tnr, Ergebnis: model.ErgebnisGewaehrt}
}

func receive(t *testing.T, v *Vault, came ...model.Rueckmeldung) []model.Delivery {
	t.Helper()
	at := int64(0)
	if len(came) > 0 {
		at = came[len(came)-1].Nummer
	}
	return must(v.Receive(t.Context(), came, at))(t)
}

// questions are what is asked about a case.
func questions(t *testing.T, v *Vault, caseID string) (asked []worklist.Frage) {
	t.Helper()
	s := must(v.Stand(t.Context(), caseID))(t)
	for i := range s.Offen {
		if f := s.Offen[i].Frage; f != worklist.FrageTherapie { // that is the report's own
			asked = append(asked, f)
		}
	}
	return asked
}

func TestAResultChangesWhatWasSent(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		came   []model.Ergebnis
		state  model.State
		reason string
		asked  []worklist.Frage
	}{
		"accepted":             {[]model.Ergebnis{model.ErgebnisAngenommen}, model.StateAccepted, "Text.", []worklist.Frage{worklist.FrageAntwort}},
		"with a Hinweis":       {[]model.Ergebnis{model.ErgebnisHinweis}, model.StateAccepted, "Text. P-020: Bitte den Patienten prüfen.", []worklist.Frage{worklist.FrageAntwort}},
		"refused":              {[]model.Ergebnis{model.ErgebnisAbgelehnt}, model.StateRejected, "Text. P-020: Bitte den Patienten prüfen.", []worklist.Frage{worklist.FrageAbgelehnt}},
		"refused, then not":    {[]model.Ergebnis{model.ErgebnisAbgelehnt, model.ErgebnisAngenommen}, model.StateAccepted, "Text.", []worklist.Frage{worklist.FrageAntwort}},
		"there already":        {[]model.Ergebnis{model.ErgebnisDoppelmeldung}, model.StateAccepted, "Text.", []worklist.Frage{worklist.FrageAntwort}},
		"of a later programme": {[]model.Ergebnis{"zurückgestellt"}, model.StateAccepted, "Text.", []worklist.Frage{worklist.FrageAntwort}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newVault(t)
			c := newCase(t, v, "Muster")
			deliver(t, v, c.ID, "M-1", "t1")
			for i, what := range test.came {
				if moved := receive(t, v, result(int64(i+1), "t1", what, "Text.")); len(moved) != 1 || moved[0].CaseID != c.ID {
					t.Errorf("moved %+v, want the report", moved)
				}
			}
			d := must(v.Delivery(t.Context(), "t1"))(t)
			if d.State != test.state || d.Ergebnis != test.came[len(test.came)-1] || d.Reason != test.reason || d.Receipt == nil {
				t.Errorf("got %q %q with %q, receipt %v; want %q and %q", d.State, d.Ergebnis, d.Reason, d.Receipt, test.state, test.reason)
			}
			if got := questions(t, v, c.ID); !slices.Equal(got, test.asked) {
				t.Errorf("asked %q, want %q", got, test.asked)
			}
			if damage := must(v.Prove(t.Context()))(t); len(damage) > 0 {
				t.Errorf("damaged: %v", damage)
			}
		})
	}
}

// The same feed may be read by several programs of one store, and by one that was killed.
func TestAnEventReadTwiceCountsOnce(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	deliver(t, v, c.ID, "M-1", "t1")
	came := []model.Rueckmeldung{result(1, "t1", model.ErgebnisAbgelehnt, "Nein."), result(2, "t1", model.ErgebnisAngenommen, "Doch.")}
	receive(t, v, came...)
	before := must(v.Delivery(t.Context(), "t1"))(t)
	mark := must(v.Mark(t.Context()))(t)
	if moved := receive(t, v, came[0]); len(moved) > 0 {
		t.Errorf("moved %+v once more", moved)
	}
	if after := must(v.Delivery(t.Context(), "t1"))(t); !reflect.DeepEqual(after, before) {
		t.Errorf("got %+v, want as it was: %+v", after, before)
	}
	if all := must(v.Answers(t.Context(), c.ID))(t); len(all) != 2 || all[0].Text != "Nein." || all[1].Befunde != nil {
		t.Errorf("kept %+v, want both, each once", all)
	}
	if changed := must(v.Changes(t.Context(), mark))(t).Cases; len(changed) > 0 {
		t.Errorf("%d cases changed", len(changed))
	}
	if at := must(v.FeedAt(t.Context()))(t); at != 2 {
		t.Errorf("read up to %d, want 2", at)
	}
}

func TestWhatIsAboutANumberNobodyKnowsIsKept(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	if moved := receive(t, v, result(1, "elsewhere", model.ErgebnisAbgelehnt, "Nein.")); len(moved) > 0 {
		t.Errorf("moved %+v", moved)
	}
	if all := must(v.Unknown(t.Context()))(t); len(all) != 1 || all[0].Transaktionsnummer != "elsewhere" || all[0].Text != "Nein." {
		t.Errorf("kept %+v", all)
	}
	if at := must(v.FeedAt(t.Context()))(t); at != 1 {
		t.Errorf("read up to %d, want 1", at)
	}
}

// Of whom the store has forgotten nothing comes back with the feed of a copy that was put
// back.
func TestNothingComesBackAboutWhoWasForgotten(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	deliver(t, v, c.ID, "M-1", "t1")
	receive(t, v, result(1, "t1", model.ErgebnisHinweis, "Etwas."))
	if err := v.Forget(t.Context(), c.ID, model.GrundWiderspruch); err != nil {
		t.Fatal(err)
	}
	receive(t, v, result(2, "t1", model.ErgebnisAbgelehnt, "Nein."))
	if n := must(queryOne(t.Context(), v.store.reader, scanNumber, "SELECT count(*) FROM feed"))(t); n != 0 {
		t.Errorf("%d rows about her are left", n)
	}
}

// An answer that was lost may bring the result before the receipt.
func TestAResultBeforeTheReceiptStays(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	version(t, v, c.ID, "M-1", "t1")
	claim(t, v, later(0), 5)
	receive(t, v, result(1, "t1", model.ErgebnisAbgelehnt, "Nein."))
	if d := must(v.Delivery(t.Context(), "t1"))(t); d.State != model.StateSending {
		t.Errorf("without a receipt it is %q", d.State)
	}
	if err := v.Accept(t.Context(), "t1", receipt("t1")); err != nil {
		t.Fatal(err)
	}
	if d := must(v.Delivery(t.Context(), "t1"))(t); d.State != model.StateRejected || d.Reason == "" || d.Receipt == nil {
		t.Errorf("got %q with %q, receipt %v", d.State, d.Reason, d.Receipt)
	}
}

// A request to delete changes the record only once it is granted.
func TestADeletionCountsOnceItIsGranted(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		decided model.Ergebnis
		place   record.Place
		sent    int // reports the case counts
		asked   []worklist.Frage
	}{
		"arrived": {"", record.Asked, 1, []worklist.Frage{worklist.FrageAntwort}},
		"granted": {model.ErgebnisGewaehrt, record.Gone, 0, []worklist.Frage{worklist.FrageAntwort}},
		"refused": {model.ErgebnisAbgelehnt, record.Counts, 1, []worklist.Frage{worklist.FrageAntwort, worklist.FrageAbgelehnt}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newVault(t)
			c := newCase(t, v, "Muster")
			deliver(t, v, c.ID, "M-1", "t1")
			d := must(v.QueueDeletion(t.Context(), "t1", func(*model.Report) (model.Frozen, error) {
				return model.Frozen{Transaktionsnummer: "weg", Digest: "digest-weg", Document: []byte("{}")}, nil
			}))(t)
			claim(t, v, later(0), 5)
			if err := v.Accept(t.Context(), d.Transaktionsnummer, receipt("weg")); err != nil {
				t.Fatal(err)
			}
			if test.decided != "" {
				receive(t, v, model.Rueckmeldung{Nummer: 1, Art: model.RueckEntscheidung, Transaktionsnummer: "weg", Ergebnis: test.decided, Text: "Weil es so ist."})
			}
			all := must(v.Deliveries(t.Context(), c.ID))(t)
			if place := record.VersionsOf(all, all[0]).PlaceOf("t1"); place != test.place {
				t.Errorf("the report's place is %v, want %v", place, test.place)
			}
			if got := must(v.Case(t.Context(), c.ID))(t).Accepted; got != test.sent {
				t.Errorf("the case counts %d reports, want %d", got, test.sent)
			}
			if got := questions(t, v, c.ID); !slices.Equal(got, test.asked) {
				t.Errorf("asked %q, want %q", got, test.asked)
			}
		})
	}
}

func TestAQuestionIsAskedUntilItIsAnswered(t *testing.T) {
	t.Parallel()
	asks := model.Rueckmeldung{Nummer: 3, Art: model.RueckFrage, Transaktionsnummer: "t1", Feld: "Tumorzuordnung.Diagnosedatum", Text: "Stimmt der Tag?"}
	begin := func(t *testing.T) (*Vault, model.Case) {
		v := newVault(t)
		c := newCase(t, v, "Muster")
		deliver(t, v, c.ID, "M-1", "t1")
		receive(t, v, asks)
		if s := must(v.Stand(t.Context(), c.ID))(t); len(s.Offen) != 3 || s.Offen[1].Rueckfrage == nil || s.Offen[1].Rueckfrage.Text != asks.Text || s.Offen[1].Rueckfrage.Feld != asks.Feld {
			t.Fatalf("asked %+v, want the question behind the answer", s.Offen)
		}
		return v, c
	}
	t.Run("in words", func(t *testing.T) {
		t.Parallel()
		v, c := begin(t)
		if err := v.Reply(t.Context(), 3, model.Antwort{Nummer: "a1", Text: "Ja.", Document: []byte("{}"), Am: noon}); err != nil {
			t.Fatal(err)
		}
		if got := questions(t, v, c.ID); slices.Contains(got, worklist.FrageRueckfrage) {
			t.Errorf("asked %q though it is answered", got)
		}
		if err := v.Reply(t.Context(), 3, model.Antwort{Nummer: "a2", Text: "Nein."}); !errors.Is(err, ErrNotNow) {
			t.Errorf("a second answer: %v, want ErrNotNow", err)
		}
		waiting := must(v.Replies(t.Context()))(t)
		if len(waiting) != 1 || waiting[0].Antwort.Nummer != "a1" || waiting[0].Antwort.Von != testLogin {
			t.Fatalf("to be sent: %+v", waiting)
		}
		if err := v.Replied(t.Context(), 3, noon, ""); err != nil {
			t.Fatal(err)
		}
		if again := must(v.Replies(t.Context()))(t); len(again) != 0 {
			t.Errorf("to be sent once more: %+v", again)
		}
		if all := must(v.Answers(t.Context(), c.ID))(t); !all[0].Antwort.Quittung.Equal(noon) || all[0].Antwort.Text != "Ja." {
			t.Errorf("kept %+v", all[0].Antwort)
		}
	})
	t.Run("refused", func(t *testing.T) {
		t.Parallel()
		v, c := begin(t)
		if err := errors.Join(v.Reply(t.Context(), 3, model.Antwort{Nummer: "a1", Text: "Ja."}), v.Replied(t.Context(), 3, noon, "Zu spät.")); err != nil {
			t.Fatal(err)
		}
		if got := questions(t, v, c.ID); !slices.Contains(got, worklist.FrageRueckfrage) {
			t.Errorf("asked %q though the answer was refused", got)
		}
	})
	t.Run("by a correction", func(t *testing.T) {
		t.Parallel()
		v, c := begin(t)
		version(t, v, c.ID, "M-1", "t2")
		if got := questions(t, v, c.ID); slices.Contains(got, worklist.FrageRueckfrage) {
			t.Errorf("asked %q though a correction was completed", got)
		}
	})
}

// What was forged in the columns is damaged where it stands.
func TestAResultThatWasForgedIsDamaged(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	deliver(t, v, c.ID, "M-1", "t1")
	deliver(t, v, c.ID, "M-2", "t2")
	receive(t, v, result(1, "t1", model.ErgebnisAngenommen, ""), result(2, "t2", model.ErgebnisDoppelmeldung, "Schon da."))
	execRaw(t, v.store.db.Writer, "UPDATE delivery SET result = 'gelöscht' WHERE tnr = 't1'")
	if _, err := v.Delivery(t.Context(), "t1"); !errors.Is(err, ErrDamaged) {
		t.Errorf("a forged result: %v, want ErrDamaged", err)
	}
	execRaw(t, v.store.db.Writer, "UPDATE feed SET tnr = 't1' WHERE cursor = 2")
	if all := must(v.Answers(t.Context(), c.ID))(t); len(all) != 1 {
		t.Errorf("what was moved to another report is read: %+v", all)
	}
}

// What came back about known reports is not looked at for what is about unknown ones: there
// is some for each that was ever sent.
func TestTheUnknownAreFoundByThemselves(t *testing.T) {
	onFile(t)
	t.Parallel()
	v := newVault(t)
	plan := must(queryAll(t.Context(), v.store.reader, func(rows *sql.Rows) (step string, err error) {
		var id, parent, unused int
		return step, rows.Scan(&id, &parent, &unused, &step)
	}, "EXPLAIN QUERY PLAN "+selectFeed+unknownOnes+" ORDER BY cursor"))(t)
	if !strings.Contains(strings.Join(plan, "\n"), "feed_unknown") || strings.Contains(strings.Join(plan, "\n"), "SCAN delivery") {
		t.Errorf("it looks at %v", plan)
	}
}

// What was paid shows in the list; nobody has to look at it, and a report that was refused since
// stays refused.
func TestWhatWasPaidIsNoAnswerToLookAt(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	deliver(t, v, c.ID, "M-1", "t1")
	deliver(t, v, c.ID, "M-2", "t2")
	receive(t, v, result(1, "t1", model.ErgebnisHinweis, "Etwas."), result(2, "t2", model.ErgebnisAbgelehnt, "Nein."))
	before := must(v.Delivery(t.Context(), "t1"))(t)
	paid := func(n int64, tnr string) model.Rueckmeldung {
		return model.Rueckmeldung{Nummer: n, Am: noon, Art: model.RueckVerguetet, Transaktionsnummer: tnr, Cents: 1950}
	}
	receive(t, v, paid(3, "t1"), paid(4, "t2"))
	after := must(v.Delivery(t.Context(), "t1"))(t)
	if after.Ergebnis != model.ErgebnisVerguetet || after.State != model.StateAccepted || !after.Settled.Equal(before.Settled) || after.Reason != before.Reason {
		t.Errorf("got %+v, want it paid and else as it was: %+v", after, before)
	}
	if d := must(v.Delivery(t.Context(), "t2"))(t); d.State != model.StateRejected || d.Ergebnis != model.ErgebnisAbgelehnt {
		t.Errorf("a refused one is %q %q", d.State, d.Ergebnis)
	}
	if all := must(v.Answers(t.Context(), c.ID))(t); len(all) != 4 || all[2].Cents != 1950 {
		t.Errorf("kept %+v", all)
	}
	if damage := must(v.Prove(t.Context()))(t); len(damage) > 0 {
		t.Errorf("damaged: %v", damage)
	}
}
