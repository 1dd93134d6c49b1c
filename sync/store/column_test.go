package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/sync/seal"
)

// unread are the columns that change nothing of what the store answers, and why
// they are there all the same.
var unread = map[string]string{
	"keywrap.updated":         "for whoever looks into the file",
	"memory.updated":          "for whoever looks into the file",
	"patient_case.generation": "what is sealed with older keys is found by it",
	"draft.meldung":           "programs of version 2 take a row without it for an older one's",
	"draft.merkmale":          "programs of version 4 that are still open write to it",
	"delivery.merkmale":       "programs of version 4 that are still open write to it",
	"people_page.made":        "who keeps the list of people looks at it whether somebody else does",
	"identity.migrated":       "who signs in looks at it in a store of programs that made no MACs",
	"identity.chain":          "what comes next in the portal's log is held to it",
	"slot.name":               "where it cannot be read a question in the slot tells it",
}

// unwritten are those of them that today's program leaves as they are made.
var unwritten = []string{"draft.merkmale", "delivery.merkmale", "identity.migrated"}

// Each column is kept for something: a store in which all of its values are others
// answers otherwise. One that a step adds and nobody writes or reads fails here.
func TestEveryColumnIsWrittenAndRead(t *testing.T) {
	onFile(t)
	judges.Alone(t)
	t.Parallel()
	path := testPath(t)
	full := furnish(t, path)
	whole := must(os.ReadFile(path))(t)
	as := full.answers(t, whole, "")
	if name := differ(as, full.answers(t, whole, "")); name != "" {
		t.Fatalf("%s: the untouched store answers differently each time", name)
	}
	columns := columnsOf(t, path)
	for _, c := range columns {
		name := c.table + "." + c.name
		why, idle := unread[name]
		if read := differ(as, full.answers(t, whole, c.otherwise())) != ""; read == idle {
			t.Errorf("%s: read = %v, want %v %s", name, read, !idle, why)
		}
		if written := c.rows > 0; written == slices.Contains(unwritten, name) {
			t.Errorf("%s: written = %v, want %v %s", name, written, !written, why)
		}
	}
	if len(columns) < 50 {
		t.Errorf("%d columns: the test looked at the wrong tables", len(columns))
	}
}

// column is one of the file, and how many rows have something in it that is not
// what a new row gets by itself.
type column struct {
	table, name, kind string
	rows              int
}

func columnsOf(t *testing.T, path string) (all []column) {
	t.Helper()
	db := raw(t, path)
	rows := must(db.Query(`SELECT s.name, c.name, c.type, coalesce(c.dflt_value, 'NULL') FROM sqlite_schema s, pragma_table_info(s.name) c
WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite_%'`))(t)
	var standard []string
	for rows.Next() {
		var c column
		var dflt string
		if err := rows.Scan(&c.table, &c.name, &c.kind, &dflt); err != nil {
			t.Fatal(err)
		}
		all, standard = append(all, c), append(standard, dflt)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		t.Fatal(err)
	}
	for i, c := range all {
		count := fmt.Sprintf("SELECT count(*) FROM %s WHERE %s IS NOT %s", c.table, c.name, standard[i])
		if err := db.QueryRow(count).Scan(&all[i].rows); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// otherwise gives the column other values, each row another, in the opposite
// order; what is not there stays so.
func (c column) otherwise() string {
	value := c.name + " || rowid"
	switch c.kind {
	case "INTEGER":
		value = fmt.Sprintf("2000000000000 - 1000 * rowid - %s", c.name)
	case "BLOB":
		value = fmt.Sprintf("CAST(%s || rowid AS BLOB)", c.name)
	}
	return fmt.Sprintf("UPDATE %s SET %s = %s", c.table, c.name, value)
}

// furnished is a store with something in every column, and what it is asked for.
type furnished struct {
	pair                *seal.Pair // of who unlocks it
	cases, drafts, tnrs []string
	last                int64     // count of the last change
	sender              *seal.Key // of who sends while nobody is in
	passwords           bool      // what is changed has to do with them, or nothing is
}

// opens is Store.Unlock where it could go otherwise than in the untouched store, in which
// it succeeds: deriving keys takes longer than all the rest.
func (f *furnished) opens(ctx context.Context, v *Vault, login, password string) error {
	if !f.passwords {
		return nil
	}
	_, err := v.store.Unlock(ctx, login, password)
	return err
}

// unlock is Store.Unlock without what a password costs, where no column it has to do
// with was changed.
func (f *furnished) unlock(t *testing.T, s *Store, change string) (*Vault, error) {
	t.Helper()
	if strings.Contains(change, tableKeywrap) {
		return s.Unlock(t.Context(), testLogin, testPassword)
	}
	hers := must(queryOne(t.Context(), s.reader, scanWrap, selectWrap+" WHERE login = ?", testLogin))(t)
	v := &Vault{s, newKeyring(s, hers.login, f.pair, must(f.pair.Open(hers.wrap))(t)), hers.login}
	return v, errors.Join(v.prove(t.Context()), v.fresh(t.Context()))
}

func furnish(t *testing.T, path string) *furnished {
	t.Helper()
	f := &furnished{}
	s := must(Open(t.Context(), path, testOptions("id")))(t)
	v := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	fill(t, v)
	c := newCase(t, v, "Dorn")
	gone := newCase(t, v, "Esche")
	if err := v.DeleteCase(t.Context(), gone.ID); err != nil {
		t.Fatal(err)
	}
	forgotten := newCase(t, v, "Lerche")
	deliver(t, v, forgotten.ID, "M-L", "vergessen")
	if err := v.Forget(t.Context(), forgotten.ID, model.GrundFrist); err != nil {
		t.Fatal(err)
	}
	follow := testReport("Nachsorge")
	follow.Meldung.MeldungID, follow.Meldung.Tumorzuordnung.TumorID = "M-N", "T1"
	send(t, v, c.ID, follow, "nachsorge")
	follow.Meldung.MeldungID, follow.Meldung.Typ = "M-O", model.TypOP
	send(t, v, newCase(t, v, "Fichte").ID, follow, "op")
	claim(t, v, later(0), 5)
	for _, tnr := range []string{"nachsorge", "op"} {
		if err := v.Accept(t.Context(), tnr, receipt(tnr)); err != nil {
			t.Fatal(err)
		}
	}
	receive(t, v, result(10, "op", model.ErgebnisHinweis, "Hinweis."), result(11, "unbekannt", model.ErgebnisAbgelehnt, "Nein."))
	if err := v.KeepPeople(t.Context(), must(v.Mark(t.Context()))(t), 2, func(n int) []byte { return fmt.Append(nil, "page ", n) }); err != nil {
		t.Fatal(err)
	}
	objection := testReport("Widerspruch")
	objection.Meldung.MeldungID, objection.Meldung.Meldebegruendung = "M-W", "W"
	send(t, v, c.ID, objection, "widerspruch")
	must(v.NewDraft(t.Context(), c.ID, objection))(t)
	claim(t, v, later(0), 5)
	if err := v.Accept(t.Context(), "widerspruch", receipt("widerspruch")); err != nil {
		t.Fatal(err)
	}
	must(v.QueueDeletion(t.Context(), "widerspruch", request(model.Frozen{Transaktionsnummer: "loeschen", Document: []byte("{}"), Digest: "digest"})))(t)
	version(t, v, c.ID, "M-later", "later")
	for _, word := range []string{"weg", "auch weg"} {
		thrown := must(v.AddDraft(t.Context(), model.Draft{PatientID: c.ID, Report: testReport(word), Form: []byte(word)}))(t)
		if err := v.DeleteDraft(t.Context(), thrown.ID, thrown.Rev); err != nil {
			t.Fatal(err)
		}
	}
	settled := must(v.AddDraft(t.Context(), model.Draft{PatientID: c.ID, Report: testReport("erledigt")}))(t)
	if err := v.Decide(t.Context(), c.ID, worklist.FrageEntwurf, settled.ID, &worklist.Entscheid{Grund: "verzogen", Am: later(0)}); err != nil {
		t.Fatal(err)
	}
	for _, login := range []string{"eingeladene", "zweite"} {
		if err := v.Invite(t.Context(), login, rights.Medizin); err != nil {
			t.Fatal(err)
		}
		must(s.Present(t.Context(), testSite, login, testPassword, func(string) error { return nil }))(t)
	}
	if err := v.ReadyPassword(t.Context(), testPassword, "noch keines"); err != nil {
		t.Fatal(err)
	}
	for _, station := range []string{"here", "there"} {
		if err := v.MarkEditing(t.Context(), station, settled.ID+station); err != nil {
			t.Fatal(err)
		}
	}
	f.sender = must(seal.NewKey())(t)
	must(v.SetSender(t.Context(), "token", later(24*time.Hour), f.sender))(t)
	x := must(s.Sender(t.Context(), "token", f.sender))(t)
	for _, name := range []string{"Ulme", "Weide"} {
		queue(t, v, newCase(t, v, name).ID, name)
	}
	handed(t, x, 10)
	if err := errors.Join(x.Accept(t.Context(), "Ulme", receipt("Ulme")), x.Reject(t.Context(), "Weide", "report-invalid", ""), x.Close()); err != nil {
		t.Fatal(err)
	}
	log := chained("anderes", 10, 11) // not from the beginning
	log[1].Receipt.Transaktionsnummer = "gremd"
	must(v.ReadLog(t.Context(), log))(t)
	must(v.Compare(t.Context(), []string{"op"}, nil))(t)
	if err := v.Compared(t.Context(), noon); err != nil {
		t.Fatal(err)
	}
	claim(t, v, later(0), 1) // is on its way
	if err := v.CatchUp(t.Context(), func(int) {}); err != nil {
		t.Fatal(err)
	}
	for table, ids := range map[string]*[]string{"patient_case": &f.cases, "draft": &f.drafts} {
		*ids = must(queryAll(t.Context(), s.reader, scanText, "SELECT id FROM "+table+" ORDER BY id"))(t)
	}
	f.tnrs = must(queryAll(t.Context(), s.reader, scanText, "SELECT tnr FROM delivery ORDER BY tnr"))(t)
	f.last = must(v.Mark(t.Context()))(t)
	f.pair = must(seal.OpenPair(must(queryOne(t.Context(), s.reader, scanBytes, "SELECT pair FROM keywrap WHERE login = ?", testLogin))(t), testLogin, testPassword))(t)
	if _, err := s.db.Writer.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return f
}

// answers is what a store says, whatever it is asked, after a change of its file.
func (f *furnished) answers(t *testing.T, whole []byte, change string) (all map[string]any) {
	t.Helper()
	path := testPath(t)
	write(t, path, whole)
	db := raw(t, path)
	if _, err := db.Exec("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; " + change); err != nil {
		t.Fatalf("%s: %v", change, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	all = map[string]any{}
	s, err := Open(t.Context(), path, testOptions("new"))
	if all["open"] = kind(err); err != nil {
		return all
	}
	defer s.Close()
	execRaw(t, s.db.Writer, "PRAGMA synchronous = OFF") // no power cuts here
	hear := func(name string, answer any, err error) { all[name] = []any{answer, kind(err)} }
	users, err := s.Users(t.Context())
	hear("users", users, err)
	site, err := s.Site(t.Context())
	hear("site", site, err)
	f.passwords = change == "" || strings.Contains(change, tableKeywrap) || strings.Contains(change, "invitation")
	v, err := f.unlock(t, s, change)
	if all["unlock"] = kind(err); err != nil {
		return all
	}
	f.read(t, v, hear)
	f.act(t, v, hear)
	return all
}

// kind is what an error says to callers.
func kind(err error) any {
	var own *Error
	if errors.As(err, &own) {
		return own
	}
	return err != nil
}

type hear func(name string, answer any, err error)

func (f *furnished) read(t *testing.T, v *Vault, hear hear) {
	t.Helper()
	ctx := t.Context()
	var cases []model.Case
	err := v.Cases(ctx, func(chunk []model.Case) error { cases = append(cases, chunk...); return nil })
	hear("cases", cases, err)
	for _, id := range f.cases {
		reports, err := v.Reports(ctx, id)
		hear("reports "+id, reports, err)
	}
	for _, id := range f.drafts {
		d, err := v.Draft(ctx, id)
		hear("draft "+id, d, err)
	}
	for _, tnr := range f.tnrs {
		document, err := v.Document(ctx, tnr)
		hear("document "+tnr, document, err)
	}
	forgotten, err := v.Forgotten(ctx)
	hear("forgotten", forgotten, err)
	drafts, err := v.Drafts(ctx, "")
	hear("drafts", drafts, err)
	sent, err := v.Deliveries(ctx, "")
	hear("deliveries", sent, err)
	var work []worklist.Stand
	err = errors.Join(v.CatchUp(ctx, func(int) {}), v.Staende(ctx, func(s worklist.Stand) error { work = append(work, s); return nil }))
	hear("work list", work, err)
	page, err := v.TaskPage(ctx, worklist.Span{N: 3}, func(slots []worklist.Counted) *worklist.Shelves {
		return worklist.NewPlaces(model.DatumOf(later(0)), rule.Config{}).Shelves(later(0), worklist.Gesehen{}, slots)
	})
	hear("page of the work list", page, err)
	var due []worklist.Nachsorge
	err = v.FollowUps(ctx, "2027-01-01", func(n worklist.Nachsorge) bool { due = append(due, n); return true })
	hear("follow-ups", due, err)
	var pages []string
	kept, err := v.PeoplePages(ctx, func(page []byte) bool { pages = append(pages, string(page)); return true })
	hear("people", []any{kept, pages}, err)
	memory, err := v.Memory(ctx, "")
	hear("memory", memory, err)
	for _, mark := range []int64{1, f.last - 1} {
		changes, err := v.Changes(ctx, mark)
		hear(fmt.Sprint("changes since ", mark), changes, err)
	}
	for _, id := range f.cases {
		came, err := v.Answers(ctx, id)
		hear("answers "+id, came, err)
	}
	unknown, err := v.Unknown(ctx)
	hear("about nobody", unknown, err)
	missing, err := v.Missing(ctx)
	hear("missing", missing, err)
	replies, err := v.Replies(ctx)
	hear("replies", replies, err)
	at, err := v.FeedAt(ctx)
	hear("feed", at, err)
	x := &Sender{store: v.store, key: f.sender}
	for _, tnr := range f.tnrs {
		sent, err := x.Document(ctx, tnr)
		hear("what is sent alone of "+tnr, sent, err)
		tries, err := v.Tries(ctx, tnr)
		hear("tries of "+tnr, tries, err)
	}
	left, err := v.store.Left(ctx)
	hear("left", left, err)
	id, ends, err := v.SenderID(ctx)
	hear("who sends", []any{id, ends}, err)
	here, there, err := v.Differs(ctx)
	hear("differs", []any{here, there}, err)
	broken, err := v.Broken(ctx)
	hear("broken", broken, err)
	read, err := v.LogIndex(ctx)
	hear("log", read, err)
	compared, err := v.ComparedAt(ctx)
	hear("compared", compared, err)
	over, err := v.Waited(ctx)
	hear("let go", over, err)
	n, next, err := v.Waiting(ctx)
	hear("waiting", []any{n, next}, err)
	editing, err := v.Editing(ctx, "here")
	hear("editing", editing, err)
	f.heardAudit(ctx, v, hear)
}

func (f *furnished) act(t *testing.T, v *Vault, hear hear) {
	t.Helper()
	ctx := t.Context()
	taken, failed := v.TakeIn(ctx)
	hear("taken in", taken, failed)
	again := model.Case{Patient: model.Patient{PatientID: "P-Ahorn"}}
	err := v.SaveCase(ctx, &again, nil)
	hear("the same patient twice", again.ID, err)
	for _, tnr := range f.tnrs {
		correction, err := v.Correct(ctx, tnr, func(*model.Report) {})
		hear("correct "+tnr, correction, err)
		draft, err := v.UnmarkPaper(ctx, tnr)
		hear("unmark "+tnr, draft, err)
		hear("release "+tnr, nil, v.Release(ctx, tnr, "sender"))
	}
	claimed, err := v.Claim(ctx, "me", later(time.Second), time.Minute, 100)
	hear("claim", claimed, err)
	for _, tnr := range f.tnrs {
		hear("accept "+tnr, nil, v.Accept(ctx, tnr, receipt(tnr)))
	}
	thrown, err := v.Basket(ctx)
	hear("basket", thrown, err)
	for _, id := range f.cases {
		decided, err := v.decided(ctx, v.store.reader, id)
		hear("decided "+id, decided, err)
	}
	mark, err := v.Mark(ctx)
	hear("mark", mark, err)
}

func (f *furnished) heardAudit(ctx context.Context, v *Vault, hear hear) {
	var lines []Line
	missing, err := v.Audit(ctx, func(l Line) { lines = append(lines, l) })
	hear("audit", []any{lines, missing}, err)
	have, err := v.Roles(ctx)
	hear("roles", have, err)
	hear("next password", nil, v.TakePassword(ctx))
	hear("by the next password", nil, f.opens(ctx, v, testLogin, "noch keines"))
	waiting, err := v.Invitations(ctx)
	hear("asked in", waiting, err)
	for _, w := range waiting {
		err := v.LetIn(ctx, w.Login, w.Recipient)
		hear("let in "+w.Login, nil, errors.Join(err, f.opens(ctx, v, w.Login, testPassword)))
	}
}

// differ is the first answer that two stores give differently, "" for none.
func differ(a, b map[string]any) string {
	for name := range a {
		if !reflect.DeepEqual(a[name], b[name]) {
			return name
		}
	}
	return ""
}
