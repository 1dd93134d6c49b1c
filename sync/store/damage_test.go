package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/worklist"
)

// sealedColumns are all columns whose content is sealed, with the key of their table.
var sealedColumns = []struct{ table, key, column string }{
	{"patient_case", "id", "header"},
	{"draft", "id", "header"}, {"draft_body", "id", "body"}, {"draft_body", "id", "form"},
	{"delivery", "tnr", "header"}, {"delivery", "tnr", "reason"}, {"delivery", "tnr", "hold"}, {"delivery", "tnr", "tries"},
	{"delivery_body", "tnr", "report"}, {"delivery_body", "tnr", "document"}, {"delivery_body", "tnr", "form"},
	{"basket", "id", "header"}, {"basket", "id", "body"}, {"basket", "id", "form"},
	{"feed", "cursor", "body"}, {"feed", "cursor", "reply"}, {"decided", "case_id", "body"}, {"memory", "name", "body"}, {"waited", "id", "body"},
}

// ward is a store with something in every sealed column of several rows.
func ward(t *testing.T) *Vault {
	t.Helper()
	v := newVault(t)
	fill(t, v)
	return v
}

func fill(t *testing.T, v *Vault) {
	t.Helper()
	for i, name := range []string{"Ahorn", "Birke", "Ceder"} {
		c, n := newCase(t, v, name), func(kind string) string { return fmt.Sprintf("%s%d", kind, i) }
		deliver(t, v, c.ID, n("M-ok"), n("ok"))
		version(t, v, c.ID, n("M-no"), n("no"))
		claim(t, v, later(0), 5)
		if err := v.Reject(t.Context(), n("no"), "code", n("weil ")); err != nil {
			t.Fatal(err)
		}
		asks := model.Rueckmeldung{Nummer: int64(i + 1), Art: model.RueckFrage, Transaktionsnummer: n("ok"), Text: n("Frage ")}
		must(v.Receive(t.Context(), []model.Rueckmeldung{asks}, asks.Nummer))(t)
		if err := v.Reply(t.Context(), asks.Nummer, model.Antwort{Text: n("Antwort ")}); err != nil {
			t.Fatal(err)
		}
		version(t, v, c.ID, n("M-held"), n("held"))
		for _, s := range []*model.Sperre{{Grund: n("erst "), Seit: "2026-05-01"}, {Grund: n("warten ")}} {
			if err := v.Hold(t.Context(), n("held"), s); err != nil {
				t.Fatal(err)
			}
		}
		paper := must(v.AddDraft(t.Context(), model.Draft{PatientID: c.ID, Report: testReport(n("Papier ")), Form: []byte("form")}))(t)
		must(v.MarkPaper(t.Context(), paper.ID, paper.Rev, n("paper")))(t)
		must(v.AddDraft(t.Context(), model.Draft{PatientID: c.ID, Report: testReport(n("Entwurf ")), Form: []byte("form"), Notiz: n("Notiz ")}))(t)
		remember(t, v, n("vorlage/"), n("Inhalt "))
		thrown := must(v.AddDraft(t.Context(), model.Draft{PatientID: c.ID, Report: testReport(n("weg ")), Form: []byte("form")}))(t)
		if err := v.DeleteDraft(t.Context(), thrown.ID, thrown.Rev); err != nil {
			t.Fatal(err)
		}
		done := must(v.AddDraft(t.Context(), model.Draft{PatientID: c.ID, Report: testReport(n("erledigt "))}))(t)
		if err := v.Decide(t.Context(), c.ID, worklist.FrageEntwurf, done.ID, &worklist.Entscheid{Grund: "verzogen", Am: later(0)}); err != nil {
			t.Fatal(err)
		}
	}
}

// seen is everything the lists of a store show, by list and id.
func (v *Vault) seen(t *testing.T) map[string]map[string]any {
	t.Helper()
	lists := map[string]map[string]any{"cases": {}, "drafts": {}, "deliveries": {}, "page": {}, "work list": {}, "reports": {}, "memory": {}, "changes": {}}
	err := v.Cases(t.Context(), func(cases []model.Case) error {
		for _, c := range cases {
			lists["cases"][c.ID] = c
			for _, s := range must(v.Reports(t.Context(), c.ID))(t) {
				lists["reports"][s.Transaktionsnummer] = s
			}
		}
		return nil
	})
	if err != nil {
		t.Fatalf("Cases: %v", err)
	}
	for _, d := range must(v.Drafts(t.Context(), ""))(t) {
		lists["drafts"][d.ID] = d
	}
	for _, d := range must(v.Deliveries(t.Context(), ""))(t) {
		lists["deliveries"][d.Transaktionsnummer] = d
	}
	page := must(v.DeliveryPage(t.Context(), model.DeliverySpan{N: 100}))(t)
	for _, d := range page.Deliveries {
		lists["page"][d.Transaktionsnummer] = d
	}
	_, all := walked(t, v)
	for _, one := range all {
		lists["work list"][one.DraftID+one.Transaktionsnummer] = one
	}
	for name, content := range must(v.Memory(t.Context(), "vorlage/"))(t) {
		lists["memory"][name] = string(content)
	}
	for _, c := range must(v.Changes(t.Context(), 0))(t).Cases {
		lists["changes"][c.ID] = c
	}
	return lists
}

// flip changes one bit in the middle of a value.
func flip(b []byte) []byte {
	b = bytes.Clone(b)
	b[len(b)/2] ^= 1
	return b
}

// One flipped bit, wherever it is sealed, is one damaged row: every list shows all
// rows, the others as they were, and of the damaged one nothing that is not so.
func TestOneFlippedBitIsOneDamagedRow(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	v := ward(t)
	before := v.seen(t)
	flips, others := 0, 0
	for _, at := range sealedColumns {
		rows := 0
		for _, id := range must(queryAll(t.Context(), v.store.reader, scanText,
			fmt.Sprintf("SELECT %s FROM %s WHERE length(%s) > 0 ORDER BY 1", at.key, at.table, at.column)))(t) {
			whole := v.blob(t, at.table, at.key, at.column, id)
			v.put(t, at.table, at.key, at.column, id, flip(whole))
			name := at.table + "." + at.column + " of " + id
			others += compareSeen(t, name, before, v.seen(t))
			v.put(t, at.table, at.key, at.column, id, whole)
			rows++
		}
		if rows < 3 {
			t.Errorf("%s.%s has %d rows: the sweep proves little", at.table, at.column, rows)
		}
		flips += rows
	}
	if after := v.seen(t); !reflect.DeepEqual(before, after) {
		t.Error("the sweep left something behind")
	}
	t.Logf("%d flips in %d columns: %d rows of %d lists shown as they were", flips, len(sealedColumns), others, len(before))
}

// The same of any bit, in the length of time a long form has: each is named, too.
func TestAFlippedBitAnywhereIsNoticed(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	v := ward(t)
	v.keepCopy(t)
	before := v.seen(t)
	random := rand.New(rand.NewPCG(5, 6))
	others := 0
	for n := range bitFlips {
		at := sealedColumns[random.IntN(len(sealedColumns))]
		ids := must(queryAll(t.Context(), v.store.reader, scanText, fmt.Sprintf("SELECT %s FROM %s WHERE length(%s) > 0 ORDER BY 1", at.key, at.table, at.column)))(t)
		id := ids[random.IntN(len(ids))]
		b := v.blob(t, at.table, at.key, at.column, id)
		bit := random.IntN(8 * len(b))
		b[bit/8] ^= 1 << (bit % 8)
		v.put(t, at.table, at.key, at.column, id, b)
		name := fmt.Sprintf("%d: bit %d of %s.%s of %s", n, bit, at.table, at.column, id)
		others += compareSeen(t, name, before, v.seen(t))
		if damage := must(v.Prove(t.Context()))(t); len(damage) == 0 {
			t.Errorf("%s: nobody notices", name)
		}
		v.copyOver(t, at.table, at.key, id)
		for caseID := range before["cases"] { // whose marks were derived anew
			v.copyOver(t, tableCase, "id", caseID)
		}
	}
	if after := v.seen(t); !reflect.DeepEqual(before, after) {
		t.Error("the sweep left something behind")
	}
	t.Logf("%d bits flipped: each noticed, 0 wrong values shown, %d rows shown as they were", bitFlips, others)
}

// blob is the raw content of a column.
func (v *Vault) blob(t *testing.T, table, key, column, id string) (b []byte) {
	t.Helper()
	if err := v.store.reader.QueryRow(fmt.Sprintf("SELECT %s FROM %s WHERE %s = ?", column, table, key), id).Scan(&b); err != nil {
		t.Fatal(err)
	}
	return b
}

func (v *Vault) put(t *testing.T, table, key, column, id string, b []byte) {
	t.Helper()
	if _, err := v.store.db.Writer.Exec(fmt.Sprintf("UPDATE %s SET %s = ? WHERE %s = ?", table, column, key), b, id); err != nil {
		t.Fatal(err)
	}
}

// compareSeen counts the rows that are as they were. Of every list one may be
// damaged; what it still tells must be right.
func compareSeen(t *testing.T, name string, before, after map[string]map[string]any) (same int) {
	t.Helper()
	for list, rows := range before {
		if len(after[list]) != len(rows) {
			t.Errorf("%s: %s has %d rows, want all %d", name, list, len(after[list]), len(rows))
		}
		marked := 0
		for id, was := range rows {
			switch now := after[list][id]; {
			case reflect.DeepEqual(now, was):
				same++
			case isMarked(now):
				marked++
				onlyTrue(t, name+", "+list, was, now)
			default:
				t.Errorf("%s: %s shows %+v, want it as it was or marked as damaged", name, list, now)
			}
		}
		if marked > 1 {
			t.Errorf("%s: %d rows of %s are damaged, want one at the most", name, marked, list)
		}
	}
	return same
}

func isMarked(row any) bool {
	switch row := row.(type) {
	case model.Case:
		return row.Damaged
	case model.Draft:
		return row.Damaged
	case model.Delivery:
		return row.Damaged
	case model.Vorgang:
		return row.Damaged
	case Sent:
		return row.Damaged || row.Unreadable
	case string: // of the memory
		return row == ""
	}
	return false
}

// onlyTrue wants every field of a damaged row to be empty or as it was.
func onlyTrue(t *testing.T, name string, was, now any) {
	t.Helper()
	a, b := reflect.ValueOf(was), reflect.ValueOf(now)
	for i := 0; a.Kind() == reflect.Struct && i < a.NumField(); i++ {
		field := a.Type().Field(i).Name
		if field == "Damaged" || field == "Unreadable" || field == "Delivery" {
			continue
		}
		if x, y := a.Field(i).Interface(), b.Field(i).Interface(); !b.Field(i).IsZero() && !reflect.DeepEqual(x, y) {
			t.Errorf("%s: damaged row has %s = %v, want nothing or %v", name, field, y, x)
		}
	}
}

// A report nobody can describe any more is delivered all the same: what is sent
// is frozen and read by itself.
func TestDamagedHeaderHoldsUpNoDelivery(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	for i, name := range []string{"Ahorn", "Birke"} {
		queue(t, v, newCase(t, v, name).ID, fmt.Sprintf("t%d", i))
	}
	v.put(t, "delivery", "tnr", "header", "t0", flip(v.blob(t, "delivery", "tnr", "header", "t0")))
	claimed, err := v.Claim(t.Context(), "me", later(0), time.Minute, 5)
	if err != nil || len(claimed) != 2 {
		t.Fatalf("claimed %d, %v, want both", len(claimed), err)
	}
	if _, err := v.Delivery(t.Context(), "t0"); !errors.Is(err, ErrDamaged) {
		t.Errorf("Delivery of the damaged one = %v, want ErrDamaged", err)
	}
}

// A receipt is no sealed column; one that is none does not hide the others.
func TestDeliveryWithABrokenReceiptIsMarked(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	deliver(t, v, c.ID, "M1", "t1")
	deliver(t, v, c.ID, "M2", "t2")
	if _, err := v.store.db.Writer.Exec("UPDATE delivery SET receipt = substr(receipt, 2) WHERE tnr = 't1'"); err != nil {
		t.Fatal(err)
	}
	all := must(v.Deliveries(t.Context(), c.ID))(t)
	if len(all) != 2 || all[0].Damaged || !all[1].Damaged || all[1].Receipt != nil {
		t.Errorf("deliveries = %+v, want the older one marked", all)
	}
}

// What is saved for a person whose header is damaged is stored, and the header
// stays as it is: a copy of it may be put back.
func TestDamagedHeaderOfACaseIsNeverOverwritten(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	broken := flip(v.blob(t, "patient_case", "id", "header", c.ID))
	v.put(t, "patient_case", "id", "header", c.ID, broken)
	d := newDraft(t, v, c.ID, "eins")
	if err := v.SaveDraft(t.Context(), &d); err != nil {
		t.Errorf("SaveDraft = %v, want it saved", err)
	}
	if got := v.blob(t, "patient_case", "id", "header", c.ID); !bytes.Equal(got, broken) {
		t.Error("the damaged header was overwritten")
	}
	if err := v.SaveCase(t.Context(), &c, &c.Patient); !errors.Is(err, ErrDamaged) {
		t.Errorf("SaveCase = %v, want ErrDamaged", err)
	}
	if got := caseInList(t, v, c.ID); !got.Damaged || got.Drafts != 1 {
		t.Errorf("case = %+v, want it damaged, with its draft counted", got)
	}
	if _, err := v.Case(t.Context(), c.ID); !errors.Is(err, ErrDamaged) {
		t.Errorf("Case = %v, want ErrDamaged", err)
	}
}

func caseInList(t *testing.T, v *Vault, id string) (found model.Case) {
	t.Helper()
	err := v.Cases(context.Background(), func(cases []model.Case) error {
		for _, c := range cases {
			if c.ID == id {
				found = c
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// An objection stands while the report that told of it cannot be read.
func TestObjectionStandsWhileItsReportIsDamaged(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	o := objecting{t, v, newCase(t, v, "Muster").ID}
	o.send("M1", "W", "t1")
	v.put(t, "delivery", "tnr", "header", "t1", flip(v.blob(t, "delivery", "tnr", "header", "t1")))
	o.draft("M2", "I")
	o.marked(true, "the report that told of it is damaged")
}

func TestLatestDraftPassesOverADamagedOne(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	first, second := newDraft(t, v, c.ID, "eins"), newDraft(t, v, c.ID, "zwei")
	v.put(t, "draft_body", "id", "body", second.ID, flip(v.blob(t, "draft_body", "id", "body", second.ID)))
	if d := must(v.LatestDraft(t.Context()))(t); d == nil || d.ID != first.ID {
		t.Errorf("latest draft = %+v, want the readable one", d)
	}
}
