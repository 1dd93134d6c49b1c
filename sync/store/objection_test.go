package store

import (
	"testing"

	"example.org/meldeportal/model"
)

// objecting is a case whose mark of an objection is watched.
type objecting struct {
	*testing.T
	*Vault
	id string
}

// asks is a report under a Meldung_ID that says by what right it is made.
func asks(meldung, reason string) model.Report {
	r := testReport(meldung + reason)
	r.Meldung.MeldungID, r.Meldung.Meldebegruendung = model.Text(meldung), model.Code(reason)
	return r
}

func (o objecting) draft(meldung, reason string) model.Draft {
	o.Helper()
	return must(o.NewDraft(o.Context(), o.id, asks(meldung, reason)))(o.T)
}

func (o objecting) send(meldung, reason, tnr string) {
	o.Helper()
	send(o.T, o.Vault, o.id, asks(meldung, reason), tnr)
}

func (o objecting) accept(tnr string) { o.ok(o.Accept(o.Context(), tnr, receipt(tnr))) }

func (o objecting) reject(tnr string) { o.ok(o.Reject(o.Context(), tnr, "code", "Grund")) }

func (o objecting) ok(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

// marked checks the mark after what was done.
func (o objecting) marked(want bool, after string) {
	o.Helper()
	if got := must(o.Case(o.Context(), o.id))(o.T).Widerspruch; got != want {
		o.Errorf("marked after %s = %v, want %v", after, got, want)
	}
}

var objections = map[string]func(objecting){
	"a draft says so until it is changed or discarded": func(o objecting) {
		d := o.draft("M1", "I")
		o.marked(false, "a draft without")
		d.Report = asks("M1", "W")
		o.ok(o.SaveDraft(o.Context(), &d))
		o.marked(true, "the draft says W")
		o.draft("M2", "I")
		o.marked(true, "another draft says I")
		o.ok(o.DeleteDraft(o.Context(), d.ID, d.Rev))
		o.marked(false, "the draft is discarded")
	},
	"a report says so whatever becomes of it": func(o objecting) {
		o.send("M1", "W", "t1")
		o.marked(true, "it is queued")
		o.accept("t1")
		o.marked(true, "it has arrived")
		o.send("M2", "I", "t2")
		o.accept("t2")
		o.marked(true, "a later one says I")
	},
	"a refused report says so, too": func(o objecting) {
		o.send("M1", "W", "t1")
		o.reject("t1")
		o.marked(true, "it is refused")
		o.draft("M1", "I")
		o.marked(true, "its correction is begun")
		o.send("M1", "I", "t2")
		o.marked(false, "its correction is on its way")
		o.reject("t2")
		o.marked(true, "its correction is refused")
	},
	"a correction counts unless it is refused": func(o objecting) {
		o.send("M1", "W", "t1")
		o.accept("t1")
		o.send("M1", "I", "t2")
		o.marked(false, "the correction is on its way")
		o.reject("t2")
		o.marked(true, "the correction is refused")
		o.send("M1", "I", "t3")
		o.accept("t3")
		o.marked(false, "the correction has arrived")
		o.send("M1", "W", "t4")
		o.reject("t4")
		o.marked(true, "a refused correction tells of an objection")
	},
	"a deletion counts once it is granted": func(o objecting) {
		o.send("M1", "W", "t1")
		o.accept("t1")
		must(o.QueueDeletion(o.Context(), "t1", request(model.Frozen{Transaktionsnummer: "t2", Document: []byte("{}"), Digest: "digest-t2"})))(o.T)
		o.marked(true, "a deletion is asked for")
		o.accept("t2")
		o.marked(true, "it has arrived")
		receive(o.T, o.Vault, granted(1, "t2"))
		o.marked(false, "it is deleted")
	},
	"a report on paper says so": func(o objecting) {
		d := o.draft("M1", "W")
		must(o.MarkPaper(o.Context(), d.ID, d.Rev, "t1"))(o.T)
		o.marked(true, "it went on paper")
		d = must(o.UnmarkPaper(o.Context(), "t1"))(o.T)
		o.marked(true, "it is a draft again")
		o.ok(o.DeleteDraft(o.Context(), d.ID, d.Rev))
		o.marked(false, "the draft is discarded")
	},
	"an import brings it along": func(o objecting) {
		c := must(o.Case(o.Context(), o.id))(o.T)
		must(o.Import(o.Context(), These([]Import{{Patient: c.Patient, Sent: []Arrived{{Completed: model.Completed{Frozen: model.Frozen{Transaktionsnummer: "t1", Digest: "x"}, Report: asks("M1", "W")}, At: noon}}}}), Importing{}))(o.T)
		o.marked(true, "it is imported")
	},
	"saving the Stammdaten keeps it": func(o objecting) {
		o.send("M1", "W", "t1")
		c := must(o.Case(o.Context(), o.id))(o.T)
		was := c.Patient
		c.Patient.Stammdaten.Nachname = "Neu"
		o.ok(o.SaveCase(o.Context(), &c, &was))
		o.marked(true, "the name is changed")
	},
}

func TestObjectionIsMarkedOnTheCase(t *testing.T) {
	t.Parallel()
	for name, story := range objections {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newVault(t)
			other := newCase(t, v, "Wolf")
			o := objecting{t, v, newCase(t, v, "Muster").ID}
			story(o)
			if must(v.Case(t.Context(), other.ID))(t).Widerspruch {
				t.Error("somebody else is marked")
			}
		})
	}
}

// Colleagues see the mark among the changes.
func TestMarkOfAnObjectionIsAChange(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	o := objecting{t, v, newCase(t, v, "Muster").ID}
	mark := must(v.Mark(t.Context()))(t)
	o.draft("M1", "W")
	if c := must(v.Changes(t.Context(), mark))(t); len(c.Cases) != 1 || !c.Cases[0].Widerspruch {
		t.Errorf("changes = %+v, want the marked case", c)
	}
}

// A case nobody can read does not keep the registry's answer out.
func TestAnswerIsStoredThoughTheHeaderOfTheCaseIsDamaged(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	o := objecting{t, v, newCase(t, v, "Muster").ID}
	o.send("M1", "W", "t1")
	o.send("M2", "I", "t2")
	if _, err := v.store.db.Writer.Exec("UPDATE patient_case SET header = x'00'; UPDATE delivery SET header = x'00' WHERE tnr = 't2'"); err != nil {
		t.Fatal(err)
	}
	o.accept("t1")
	if d := must(v.Delivery(t.Context(), "t1"))(t); d.State != model.StateAccepted {
		t.Errorf("state = %s, want the receipt stored", d.State)
	}
}

// An entry nobody can read does not hide what the others say.
func TestDamagedEntryIsLeftOutOfTheMark(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	o := objecting{t, v, newCase(t, v, "Muster").ID}
	o.send("M1", "W", "t1")
	o.send("M2", "I", "t2")
	if _, err := v.store.db.Writer.Exec("UPDATE delivery SET header = x'00' WHERE tnr = 't2'"); err != nil {
		t.Fatal(err)
	}
	o.draft("M3", "I")
	o.marked(true, "another entry is damaged")
}

// A store of the program before opens with people marked, and with all that only
// the headers of its rows say.
func TestStoreOfTheProgramBeforeMarksObjections(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	s := openStore(t, path)
	v := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	sent := objecting{t, v, newCase(t, v, "Muster").ID}
	sent.send("M1", "I", "t1")
	sent.accept("t1")
	r := asks("M1", "W")
	d := must(v.AddDraft(t.Context(), model.Draft{PatientID: sent.id, Report: r, Notiz: "Rückruf", Ersetzt: "t1"}))(t)
	must(v.Queue(t.Context(), complete(v, d, "t2")))(t)
	paper := objecting{t, v, newCase(t, v, "Wolf").ID}
	d = paper.draft("M2", "W")
	must(v.MarkPaper(t.Context(), d.ID, d.Rev, "t3"))(t)
	corrected := objecting{t, v, newCase(t, v, "Fuchs").ID}
	corrected.send("M3", "W", "t4")
	corrected.accept("t4")
	corrected.send("M3", "I", "t5")
	drafted := objecting{t, v, newCase(t, v, "Dachs").ID}
	d = drafted.draft("M4", "W")
	forgetObjections(t, v)
	for _, o := range []objecting{sent, paper, corrected, drafted} {
		if cases, _, err := newCaseReader(v).read(t.Context(), s.reader, 1, selectCase+"WHERE id = ?", o.id); err != nil || cases[0].Widerspruch {
			t.Errorf("case as the program before wrote it: marked %v, %v, want not", cases[0].Widerspruch, err)
		}
	}
	must(s.Unlock(t.Context(), testLogin, testPassword))(t)
	sent.marked(true, "unlocking; sent")
	paper.marked(true, "unlocking; on paper")
	corrected.marked(false, "unlocking; corrected")
	drafted.marked(true, "unlocking; a draft")
	if d := must(v.Delivery(t.Context(), "t2"))(t); d.Notiz != "Rückruf" || d.Ersetzt != "t1" {
		t.Errorf("delivery = %+v, want its note and what it corrects", d)
	}
	if d := must(v.Delivery(t.Context(), "t3"))(t); !d.Papier || oldRows(t, s) != 0 {
		t.Errorf("delivery = %+v, want it on paper; %d old rows", d, oldRows(t, s))
	}
	if got := must(v.Draft(t.Context(), d.ID))(t); got.Report.Meldung.Meldebegruendung != "W" {
		t.Errorf("draft = %+v, want it as it was", got)
	}
}

// forgetObjections makes of all rows what the program before wrote.
func forgetObjections(t *testing.T, v *Vault) {
	t.Helper()
	v.unproven(t)
	cases := allCases(t, v) // before: reading them derives what is missing
	rows := must(queryAll(t.Context(), v.store.reader, scanSummary, `SELECT 'draft', id, rev, header, '', 'meldung', 'draft', '', NULL, NULL, NULL, NULL, seq FROM draft
UNION ALL SELECT 'delivery', tnr, 1, header, '', art, state, result, NULL, NULL, NULL, NULL, seq FROM delivery`))(t)
	for _, r := range rows {
		e := must(v.openEntry(r.header, r.table, r.id, r.rev))(t)
		e.Widerspruch = false
		header := must(v.sealEntry(&e, r.table, r.id, r.rev))(t)
		key := map[string]string{tableDraft: "id", tableDelivery: "tnr"}[r.table]
		if _, err := v.store.db.Writer.Exec("UPDATE "+r.table+" SET header = ?, derived = NULL WHERE "+key+" = ?", header, r.id); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range cases {
		header := must(v.key.SealHeader(encodeCase(&model.Case{Patient: c.Patient}, nil), tableCase, c.ID, "1"))(t)
		if _, err := v.store.db.Writer.Exec("UPDATE patient_case SET header = ?, rev = 1 WHERE id = ?", header, c.ID); err != nil {
			t.Fatal(err)
		}
	}
}
