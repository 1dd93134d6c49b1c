package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/sync/database"
)

// Questions are kept case by case (stand.go). Which of them stand together in the work
// list, and how many, is kept beside them, so that whoever wants to see a part of the list
// opens what stands there alone.

const tableSlot = "slot"

var slotKeys = headerKeys[worklist.Slot]{
	textKey(".frage", func(s *worklist.Slot) *worklist.Frage { return &s.Frage }),
	textKey(".art", func(s *worklist.Slot) *model.Sendung { return &s.Art }),
	textKey(".ergebnis", func(s *worklist.Slot) *model.Ergebnis { return &s.Ergebnis }),
	textKey(".tag", func(s *worklist.Slot) *model.Datum { return &s.Tag }),
	markKey(".korrektur", func(s *worklist.Slot) *bool { return &s.Korrektur }),
	markKey(".gesperrt", func(s *worklist.Slot) *bool { return &s.Gesperrt }),
	textKey(".gehalten", func(s *worklist.Slot) *model.Datum { return &s.Gehalten }),
	textKey(".erledigt", func(s *worklist.Slot) *model.Datum { return &s.Erledigt }),
	textKey(".wieder", func(s *worklist.Slot) *model.Datum { return &s.Wieder }),
	textKey(".fall", func(s *worklist.Slot) *string { return &s.Fall }),
}

func encodeSlot(s *worklist.Slot) []byte { return appendHeader(nil, slotKeys, s) }

func slotValue(name []byte) string { return tableSlot + " " + string(name) }

func placeOfSlot(blind []byte) []string { return []string{tableSlot, hex.EncodeToString(blind)} }

// taskKey is where a question stands.
type taskKey struct {
	blind   string
	settled int64
}

// keepSlots keeps in which slots the questions of a case stand. Those that stay where they
// are cost a look.
func (v *Vault) keepSlots(tx *sql.Tx, s *worklist.Stand) error {
	type keptTask struct {
		taskKey
		rowid int64
	}
	names, wanted, there := map[string][]byte{}, map[taskKey]int{}, map[taskKey]int{}
	for i := range s.Offen {
		o := &s.Offen[i]
		slot := o.Slot(s.CaseID)
		name := encodeSlot(&slot)
		k := taskKey{blind: string(v.key.Index(slotValue(name)))}
		if o.Frage == worklist.FrageAntwort {
			k.settled = database.Millis(o.Settled)
		}
		names[k.blind] = name
		wanted[k]++
	}
	kept, err := queryAll(context.Background(), tx, func(rows *sql.Rows) (k keptTask, err error) {
		var blind []byte
		err = rows.Scan(&k.rowid, &blind, &k.settled)
		k.blind = string(blind)
		return k, err
	}, "SELECT task.rowid, blind, settled FROM task JOIN slot ON slot.n = task.slot WHERE case_id = ?", s.CaseID)
	if err != nil {
		return err
	}
	for i := range kept {
		there[kept[i].taskKey]++
	}
	for k, n := range wanted {
		if err := v.fillSlot(tx, s.CaseID, k, names[k.blind], n-there[k]); err != nil {
			return err
		}
	}
	for i := range kept {
		k := kept[i].taskKey
		if there[k]--; there[k] < wanted[k] {
			continue
		}
		if _, err := tx.Exec("DELETE FROM task WHERE rowid = ?", kept[i].rowid); err != nil {
			return err
		}
	}
	return nil
}

// fillSlot adds more questions of a case to a slot.
func (v *Vault) fillSlot(tx *sql.Tx, caseID string, k taskKey, name []byte, more int) error {
	if more <= 0 {
		return nil
	}
	blind := []byte(k.blind)
	var slot int64
	err := tx.QueryRow("SELECT n FROM slot WHERE blind = ?", blind).Scan(&slot)
	if errors.Is(err, sql.ErrNoRows) {
		var sealed []byte
		if sealed, err = v.key.SealHeader(name, placeOfSlot(blind)...); err == nil {
			err = tx.QueryRow("INSERT INTO slot (blind, name) VALUES (?, ?) RETURNING n", blind, sealed).Scan(&slot)
		}
	}
	for ; err == nil && more > 0; more-- {
		_, err = tx.Exec("INSERT INTO task (slot, settled, case_id) VALUES (?, ?, ?)", slot, k.settled, caseID)
	}
	return err
}

// TaskPage is a part of the work list, as a day puts the slots in order. What it costs
// depends on the size of the part, and on how many days there are something stands at,
// however much stands there.
func (v *Vault) TaskPage(ctx context.Context, span worklist.Span, order func([]worklist.Counted) *worklist.Shelves) (p worklist.Page, err error) {
	tx, err := v.store.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // all of it at the same moment
	if err == nil {
		r := taskReader{v, ctx, tx}
		p, err = r.page(span, order)
		_ = tx.Rollback() // nothing was written
	}
	if err != nil {
		return p, fmt.Errorf("read the work list: %w", translate(err))
	}
	return p, nil
}

// taskReader reads what is kept, in one transaction.
type taskReader struct {
	vault *Vault
	ctx   context.Context
	tx    *sql.Tx
}

func (t *taskReader) page(span worklist.Span, order func([]worklist.Counted) *worklist.Shelves) (p worklist.Page, err error) {
	slots, err := t.slots()
	if err != nil {
		return p, err
	}
	shelves := order(slots)
	good, err := t.answers(shelves.Answers())
	if err != nil {
		return p, err
	}
	shelves.Accept(good)
	for parts := shelves.Want(span); len(parts) > 0; parts = shelves.Want(span) {
		for _, part := range parts {
			if err := t.read(part); err != nil {
				return p, err
			}
		}
	}
	return shelves.Page(span), nil
}

// readSlots is what was read of the slots, by whoever is inside.
type readSlots struct {
	mu    sync.Mutex
	mark  int64                    // of the changes, when they were read
	slots []worklist.Counted       // nobody changes them
	named map[string]worklist.Slot // those that were opened, by their blind index: it says the same for ever
}

// slots are those in which questions stand. Whatever changes them counts the sequence in
// the same transaction: as long as that is the same they are not read again.
func (t *taskReader) slots() ([]worklist.Counted, error) {
	mark, err := queryOne(t.ctx, t.tx, scanNumber, "SELECT n FROM sequence")
	if err != nil {
		return nil, err
	}
	known := &t.vault.store.slots
	known.mu.Lock()
	defer known.mu.Unlock()
	if known.slots != nil && known.mark == mark {
		return known.slots, nil
	}
	slots, err := t.readSlots(known)
	if err == nil {
		known.slots, known.mark = slots, mark
	}
	return slots, err
}

func (t *taskReader) readSlots(known *readSlots) ([]worklist.Counted, error) {
	r := openReader{vault: t.vault}
	return queryAll(t.ctx, t.tx, func(rows *sql.Rows) (c worklist.Counted, err error) {
		var blind, name sql.RawBytes
		if err := rows.Scan(&c.ID, &blind, &name, &c.N); err != nil {
			return c, err
		}
		slot, ok := known.named[string(blind)]
		if c.Slot = slot; ok {
			return c, nil
		}
		if c.Slot, err = t.slot(&r, c.ID, blind, name); err == nil && c.Slot != (worklist.Slot{}) {
			if known.named == nil {
				known.named = map[string]worklist.Slot{}
			}
			known.named[string(blind)] = c.Slot
		}
		return c, err
	}, "SELECT n, blind, name, tasks FROM slot")
}

// slot opens the name of a slot.
func (t *taskReader) slot(r *openReader, n int64, blind, name []byte) (s worklist.Slot, err error) {
	if err = r.unseal(name, placeOfSlot(blind)); err == nil {
		_, err = nextHeader(&r.header, slotKeys, &s, r.plain)
	}
	if damaged(err) {
		return t.slotAgain(n, blind)
	}
	return s, err
}

// slotAgain finds out what a slot is whose name cannot be read, by a question in it.
func (t *taskReader) slotAgain(n int64, blind []byte) (found worklist.Slot, err error) {
	err = t.vault.staende(t.ctx, t.tx, func(s worklist.Stand) error {
		for i := range s.Offen {
			slot := s.Offen[i].Slot(s.CaseID)
			for _, index := range t.vault.key.ring().Indexes(slotValue(encodeSlot(&slot))) {
				if string(index) == string(blind) {
					found = slot
				}
			}
		}
		return nil
	}, selectOpen+"WHERE case_id IN (SELECT case_id FROM task WHERE slot = ? LIMIT 1)", n)
	return found, err
}

// casesIn are the cases that have questions in slots, each as often as it has; casesFrom
// are so many of them from a place on, and beforeThem counts those in front of its case.
const (
	casesIn    = "SELECT case_id FROM task WHERE slot IN (SELECT CAST(value AS BIGINT) FROM json_each(?1))"
	casesFrom  = casesIn + " ORDER BY case_id LIMIT ?2 OFFSET ?3"
	beforeThem = "SELECT count(*) FROM (" + casesIn + ") AS them WHERE case_id < (" + casesFrom + ")"
)

// read reads what a part wants.
func (t *taskReader) read(part *worklist.Part) error {
	list, _ := json.Marshal(part.Slots) // numbers can always be written
	slots, put := string(list), func(s worklist.Stand) error { part.Put(s); return nil }
	if part.N == 0 {
		return t.vault.staende(t.ctx, t.tx, put, selectOpen+"WHERE case_id IN ("+casesIn+")", slots)
	}
	before, err := queryOne(t.ctx, t.tx, scanNumber, beforeThem, slots, 1, part.From)
	if err != nil {
		return err
	}
	part.Begins(int(before))
	return t.vault.staende(t.ctx, t.tx, put, selectOpen+"WHERE case_id IN ("+casesFrom+")", slots, part.N, part.From)
}

// answers counts the answers in slots that came after a moment, without those that were
// looked at one by one. They are not opened.
func (t *taskReader) answers(slots []*worklist.Counted, after time.Time, seen map[string]model.Datum) (a worklist.Angenommen, err error) {
	looked, err := t.looked(after, seen)
	for _, s := range slots {
		if err == nil {
			var of worklist.Angenommen
			of, err = t.answersOf(s, after, looked[s.ID])
			a.Join(&of, s.Art, s.Ergebnis)
		}
	}
	return a, err
}

// answerKey tells the answers of a slot apart: a case has one at a moment.
type answerKey struct {
	slot, settled int64
	caseID        string
}

func scanAnswer(rows *sql.Rows) (k answerKey, err error) {
	return k, rows.Scan(&k.slot, &k.settled, &k.caseID)
}

// looked are the answers that were looked at, by their slots.
func (t *taskReader) looked(after time.Time, seen map[string]model.Datum) (map[int64]map[answerKey]bool, error) {
	numbers := make([]string, 0, len(seen))
	for tnr := range seen {
		numbers = append(numbers, tnr)
	}
	list, _ := json.Marshal(numbers) // texts can always be written
	keys, err := queryAll(t.ctx, t.tx, scanAnswer, `SELECT slot, task.settled, task.case_id FROM delivery JOIN task USING (case_id, settled)
WHERE tnr IN (SELECT value FROM json_each(?)) AND task.settled > ?`, string(list), database.Millis(after))
	looked := map[int64]map[answerKey]bool{}
	for _, k := range keys {
		if looked[k.slot] == nil {
			looked[k.slot] = map[answerKey]bool{}
		}
		looked[k.slot][k] = true
	}
	return looked, err
}

// answersOf are those of one slot; how many stands in Meldungen. All of a day are counted
// already.
func (t *taskReader) answersOf(s *worklist.Counted, after time.Time, looked map[answerKey]bool) (a worklist.Angenommen, err error) {
	if a.Meldungen = s.N; !s.After(after) {
		err = t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM task WHERE slot = ? AND settled > ?", s.ID, database.Millis(after)).Scan(&a.Meldungen)
	}
	if a.Meldungen -= len(looked); err != nil || a.Meldungen <= 0 {
		return worklist.Angenommen{}, err
	}
	if a.Seit, err = t.end(s.ID, after, looked, ""); err == nil {
		a.Bis, err = t.end(s.ID, after, looked, " DESC")
	}
	return a, err
}

// end is the first answer in an order that was not looked at.
func (t *taskReader) end(slot int64, after time.Time, looked map[answerKey]bool, order string) (at time.Time, err error) {
	ends, err := queryAll(t.ctx, t.tx, scanAnswer, "SELECT slot, settled, case_id FROM task WHERE slot = ? AND settled > ? ORDER BY settled"+order+" LIMIT ?",
		slot, database.Millis(after), len(looked)+1)
	for _, k := range ends {
		if !looked[k] {
			return database.FromMillis(k.settled), err
		}
	}
	return at, err
}
