package store

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
)

// plainOf are the plain columns whose values are proven, by table and key.
var plainOf = []struct {
	table, key string
	columns    []string
}{
	{"draft", "id", []string{"case_id", "updated", "rev"}},
	{"basket", "id", []string{"case_id", "updated", "gone"}},
	{"delivery", "tnr", []string{"case_id", "state", "completed", "settled", "code", "digest", "receipt", "art", "hold"}},
	{"patient_case", "id", []string{"updated", "patient_index", "drafts", "waiting", "accepted", "paper", "rejected", "rev"}},
}

// forgery is one change of the file that nobody with a key has made.
type forgery struct {
	kind, table, row string // whose values are not those that were signed
	do               []string
}

// forge makes one up: another value, that of another row, or those of two swapped.
func forge(t *testing.T, v *Vault, random *rand.Rand) (f []forgery) {
	t.Helper()
	at := plainOf[random.IntN(len(plainOf))]
	ids := must(queryAll(t.Context(), v.store.reader, scanText, fmt.Sprintf("SELECT %s FROM %s ORDER BY 1", at.key, at.table)))(t)
	one, other := ids[random.IntN(len(ids))], ids[random.IntN(len(ids))]
	column := at.columns[random.IntN(len(at.columns))]
	where := fmt.Sprintf(" WHERE %s = '%%s'", at.key)
	if column == "code" {
		where += " AND state NOT IN ('queued', 'sending')" // there it is that of the last attempt
	}
	set := func(of, from string) string {
		return fmt.Sprintf("UPDATE %[1]s SET %[2]s = (SELECT %[2]s FROM was.%[1]s WHERE %[3]s = '%[4]s')", at.table, column, at.key, from) + fmt.Sprintf(where, of)
	}
	switch random.IntN(3) {
	case 0:
		return []forgery{{"forged " + column, at.table, one, []string{fmt.Sprintf("UPDATE %s SET %s = %s", at.table, column, otherValue(column, random)) + fmt.Sprintf(where, one)}}}
	case 1:
		return []forgery{{"swapped " + column, at.table, one, []string{set(one, other)}}, {"swapped " + column, at.table, other, []string{set(other, one)}}}
	}
	return []forgery{{"taken from " + other + " " + column, at.table, one, []string{set(one, other)}}}
}

func otherValue(column string, random *rand.Rand) string {
	switch column {
	case "case_id":
		return "(SELECT id FROM was.patient_case ORDER BY random() LIMIT 1)"
	case "state":
		return []string{"'accepted'", "'rejected'", "'queued'", "'elsewhere'"}[random.IntN(4)]
	case "art":
		return "'loeschantrag'"
	case "hold":
		return []string{"NULL", "zeroblob(60)", "(SELECT hold FROM was.delivery WHERE hold IS NOT NULL ORDER BY random() LIMIT 1)"}[random.IntN(3)]
	case "code", "digest", "receipt":
		return column + " || ' '"
	case "patient_index":
		return "randomblob(16)"
	}
	return fmt.Sprintf("%s + %d", column, 1+random.IntN(1000))
}

// What stands plain in a row is as it was signed, or the row is damaged where it stands: the
// others are shown as they were, and proveRows names it.
func TestForgedRowsAreDamagedWhereTheyStand(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	v := ward(t)
	v.keepCopy(t)
	before := v.seen(t)
	random := rand.New(rand.NewPCG(7, 8))
	counts, unchanged, others := map[string]int{}, 0, 0
	for n := 0; n < forgeries; n++ {
		all := forge(t, v, random)
		rows := map[string]bool{}
		for _, f := range all {
			was := v.rowText(t, f.table, f.row)
			v.forging(t, f.do...)
			if v.rowText(t, f.table, f.row) != was {
				rows[f.row] = true
				counts[strings.Fields(f.kind)[0]]++
			}
		}
		if len(rows) == 0 {
			unchanged++
		} else {
			others += v.wantDamaged(t, fmt.Sprintf("%s of %s %v", all[0].kind, all[0].table, rows), before, rows)
		}
		for _, f := range all {
			v.copyOver(t, f.table, keyIn(f.table), f.row)
		}
		for id := range before["cases"] { // a state that is written has its case derived anew
			v.copyOver(t, tableCase, "id", id)
		}
	}
	if after := v.seen(t); !reflect.DeepEqual(before, after) {
		t.Error("the sweep left something behind")
	}
	v.store.proven.Store(false)
	v.forging(t, "UPDATE delivery SET state = 'rejected' WHERE tnr = 'ok0'")
	if d := must(v.Delivery(t.Context(), "ok0"))(t); d.State != model.StateRejected {
		t.Error("without MACs a forged state is noticed, too: the sweep proves nothing")
	}
	t.Logf("forged: %v of %d, %d changed nothing, each other one damaged where it stands and named; %d rows shown as they were", counts, forgeries, unchanged, others)
}

// wantDamaged wants the rows to be marked wherever they are shown, all others as they were,
// and proveRows to name them.
func (v *Vault) wantDamaged(t *testing.T, name string, before map[string]map[string]any, rows map[string]bool) (others int) {
	t.Helper()
	named := map[string]bool{}
	for _, d := range must(v.proveRows(t.Context()))(t) {
		named[d.ID] = true
	}
	for id := range rows {
		if !named[id] {
			t.Errorf("%s: proveRows does not name it: %v", name, named)
		}
	}
	for list, shown := range v.seen(t) {
		for id, row := range shown {
			was, known := before[list][id]
			switch {
			case known && reflect.DeepEqual(row, was):
				others++
			case isMarked(row) && rows[id]:
			default:
				t.Errorf("%s: %s shows %s as %+v, want it as it was or, if it is that row, damaged", name, list, id, row)
			}
		}
		if list != "changes" && len(shown) != len(before[list]) {
			t.Errorf("%s: %s has %d rows, want all %d", name, list, len(shown), len(before[list]))
		}
	}
	return others
}

// A row that is put back as it was earlier, and one that is gone, are told by the case: its
// other rows are shown.
func TestEarlierAndMissingRowsAreTold(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Ahorn")
	other := newDraft(t, v, c.ID, "daneben")
	d := newDraft(t, v, c.ID, "früher")
	deliver(t, v, c.ID, "M1", "t1")
	queued := queue(t, v, c.ID, "t2")
	v.keepCopy(t)
	d.Report.Meldung.Anmerkung = "später"
	if err := v.SaveDraft(t.Context(), &d); err != nil {
		t.Fatal(err)
	}
	claim(t, v, later(0), 5)
	if err := v.Reject(t.Context(), queued.Transaktionsnummer, "code", "weil"); err != nil {
		t.Fatal(err)
	}
	if damage := must(v.proveRows(t.Context()))(t); len(damage) > 0 {
		t.Fatalf("before: %v", damage)
	}
	v.copyOver(t, "draft", "id", d.ID)
	v.copyOver(t, "draft_body", "id", d.ID)
	if _, err := v.Draft(t.Context(), d.ID); !damaged(err) {
		t.Errorf("the earlier draft opens: %v", err)
	}
	for _, one := range must(v.Drafts(t.Context(), c.ID))(t) {
		if one.Damaged != (one.ID == d.ID) {
			t.Errorf("draft %s is damaged: %v", one.ID, one.Damaged)
		}
	}
	v.copyOver(t, "delivery", "tnr", "t2")
	for _, one := range must(v.Deliveries(t.Context(), c.ID))(t) {
		if one.Damaged != (one.Transaktionsnummer == "t2") {
			t.Errorf("delivery %s is damaged: %v", one.Transaktionsnummer, one.Damaged)
		}
	}
	v.forging(t, "DELETE FROM delivery WHERE tnr = 't1'")
	damage := must(v.proveRows(t.Context()))(t)
	if !slices.Contains(damage, Damage{"patient_case.entries", c.ID}) {
		t.Errorf("named: %v, want the case", damage)
	}
	if got := must(v.Draft(t.Context(), other.ID))(t); got.Report.Meldung.Anmerkung != "daneben" {
		t.Errorf("the draft beside them is %+v", got)
	}
}

// What an earlier program has left gets its MACs once such a program cannot be open any
// more, and is damaged when it is forged from then on.
func TestAStoreOfBeforeGetsItsMACsOnce(t *testing.T) {
	t.Parallel()
	now := later(0)
	o := testOptions("id")
	o.Now = func() time.Time { return now }
	s := must(Open(t.Context(), testPath(t), o))(t)
	defer s.Close()
	v := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	fill(t, v)
	v.unproven(t)
	before := v.seen(t)
	colleague := must(s.Unlock(t.Context(), testLogin, testPassword))(t)
	for range 2 {
		if err := v.BringOver(t.Context(), func(int) { t.Error("there is something to do while an earlier program may be open") }); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(leavingTime)
	told := 0
	if err := v.BringOver(t.Context(), func(int) { told++ }); err != nil || told == 0 {
		t.Fatalf("BringOver = %v, told %d times", err, told)
	}
	if after := v.seen(t); !reflect.DeepEqual(before, after) {
		t.Error("the store shows something else than before")
	}
	if damage := must(v.Prove(t.Context()))(t); len(damage) > 0 {
		t.Errorf("damaged: %v", damage)
	}
	d := must(colleague.Drafts(t.Context(), ""))(t)[0]
	if err := colleague.SaveDraft(t.Context(), &d); err != nil {
		t.Error(err)
	}
	v.forging(t, "UPDATE delivery SET receipt = receipt || ' ' WHERE tnr = 'ok0'")
	again := openStore(t, s.beside.path)
	hers := must(again.Unlock(t.Context(), testLogin, testPassword))(t)
	if damage := must(hers.Prove(t.Context()))(t); !slices.Equal(damage, []Damage{{"delivery", "ok0"}}) {
		t.Errorf("damaged: %v, want the forged one", damage)
	}
}

// A record or a report that is gone as a whole is named where nobody took it away; what
// somebody took away is not.
func TestWhatIsGoneAsAWholeIsNamed(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	gone, empty, left, paper := newCase(t, v, "Ahorn"), newCase(t, v, "Birke"), newCase(t, v, "Linde"), newCase(t, v, "Eiche")
	queue(t, v, gone.ID, "t1")
	deliver(t, v, left.ID, "M1", "t2")
	d := newDraft(t, v, paper.ID, "auf Papier")
	marked := must(v.MarkPaper(t.Context(), d.ID, d.Rev, "p1"))(t)
	must(v.UnmarkPaper(t.Context(), marked.Transaktionsnummer))(t)
	if err := v.DeleteCase(t.Context(), empty.ID); err != nil {
		t.Fatal(err)
	}
	if err := v.Forget(t.Context(), left.ID, model.GrundWiderspruch); err != nil {
		t.Fatal(err)
	}
	if damage := must(v.proveRows(t.Context()))(t); len(damage) > 0 {
		t.Fatalf("before: %v", damage)
	}
	for _, table := range []string{"delivery_body WHERE tnr IN (SELECT tnr FROM delivery WHERE case_id = '" + gone.ID + "')", "delivery WHERE case_id = '" + gone.ID + "'", "patient_case WHERE id = '" + gone.ID + "'"} {
		v.forging(t, "DELETE FROM "+table)
	}
	damage := must(v.proveRows(t.Context()))(t)
	for _, want := range []Damage{{"patient_case.missing", gone.ID}, {"delivery.missing", "t1"}} {
		if !slices.Contains(damage, want) {
			t.Errorf("named: %v, want %v, too", damage, want)
		}
	}
	if len(damage) != 2 {
		t.Errorf("named: %v, want the two that are gone", damage)
	}
}

// unproven has a store be as programs of before leave it.
func (v *Vault) unproven(t *testing.T) {
	t.Helper()
	for _, table := range []string{"draft", "basket", "delivery", "patient_case"} {
		execRaw(t, v.store.db.Writer, "UPDATE "+table+" SET mac = NULL")
	}
	site, row, err := v.store.site(t.Context(), v.store.reader)
	if err == nil {
		err = v.sealing(t.Context(), func(tx *sql.Tx) error { return recordSite(tx, v.key.ring(), sealedSite{site, false, false}, row) })
	}
	if err != nil {
		t.Fatal(err)
	}
	v.store.proven.Store(false)
	v.store.holds.Store(false)
}

// forging changes the file past the store.
func (v *Vault) forging(t *testing.T, all ...string) {
	t.Helper()
	onFile(t)
	for _, one := range append([]string{"PRAGMA foreign_keys = OFF"}, all...) {
		if _, err := v.store.db.Writer.Exec(one); err != nil && !strings.Contains(err.Error(), "UNIQUE") {
			t.Fatalf("%s: %v", one, err)
		}
	}
}

// keepCopy keeps the file as it is beside, as the schema was.
func (v *Vault) keepCopy(t *testing.T) {
	t.Helper()
	onFile(t)
	path := testPath(t)
	if _, err := v.store.db.Writer.Exec("VACUUM INTO ?", path); err != nil {
		t.Fatal(err)
	}
	if _, err := v.store.db.Writer.Exec("ATTACH DATABASE ? AS was", path); err != nil {
		t.Fatal(err)
	}
}

// copyOver puts a row back as it is in the copy.
func (v *Vault) copyOver(t *testing.T, table, key, id string) {
	t.Helper()
	columns := must(queryAll(t.Context(), v.store.reader, scanText, "SELECT name FROM pragma_table_info(?)", table))(t)
	list := strings.Join(columns, ", ")
	v.forging(t, fmt.Sprintf("UPDATE %[1]s SET (%[2]s) = (SELECT %[2]s FROM was.%[1]s WHERE %[3]s = '%[4]s') WHERE %[3]s = '%[4]s'", table, list, key, id))
}

// rowText is everything that stands in a row but what a trigger keeps.
func (v *Vault) rowText(t *testing.T, table, id string) string {
	t.Helper()
	columns := must(queryAll(t.Context(), v.store.reader, scanText, "SELECT 'quote(' || name || ')' FROM pragma_table_info(?) WHERE name != 'move_at'", table))(t)
	return must(queryOne(t.Context(), v.store.reader, scanText, "SELECT "+strings.Join(columns, " || ' ' || ")+" FROM "+table+" WHERE "+keyIn(table)+" = ?", id))(t)
}

func keyIn(table string) string {
	if table == tableDelivery {
		return "tnr"
	}
	return "id"
}
