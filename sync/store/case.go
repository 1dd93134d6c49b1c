package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/database"
)

const tableCase = "patient_case"

// Case rows, in the order of caseRow's fields.
const (
	caseColumns = "n, id, rev, seq, updated, drafts, waiting, accepted, paper, rejected, header, patient_index, entries, mac"
	selectCase  = "SELECT " + caseColumns + " FROM patient_case "
)

type caseRow struct {
	n, seq, updated                            int64
	id                                         string
	rev                                        int
	drafts, waiting, accepted, paper, rejected int
	header                                     sql.RawBytes // gone with the next row
	head, index, entries, mac                  []byte
}

func (r *caseRow) scan(rows *sql.Rows) error {
	err := rows.Scan(&r.n, &r.id, &r.rev, &r.seq, &r.updated, &r.drafts, &r.waiting, &r.accepted, &r.paper, &r.rejected, &r.header, &r.index, &r.entries, &r.mac)
	r.head = append(r.head[:0], head(r.header)...)
	return err
}

// Numbered is the case of a Patient_ID. ErrNotFound: there is none.
func (v *Vault) Numbered(ctx context.Context, number string) (model.Case, error) {
	c, err := v.numbered(ctx, v.store.reader, number)
	if err != nil {
		return model.Case{}, fmt.Errorf("find case: %w", translate(err))
	}
	return c, nil
}

// numbered finds it by the blind index.
func (v *Vault) numbered(ctx context.Context, q querier, number string) (model.Case, error) {
	for _, index := range v.key.ring().Indexes(number) {
		found, _, err := newCaseReader(v).read(ctx, q, 1, selectCase+"WHERE patient_index = ?", index)
		switch {
		case err != nil:
			return model.Case{}, err
		case len(found) == 0:
		case found[0].Damaged:
			return model.Case{}, ErrDamaged
		default:
			return found[0], nil
		}
	}
	return model.Case{}, ErrNotFound
}

// chunkSize is how many cases Cases hands over at a time after a small first
// chunk, which is what a screen shows.
const (
	firstChunk = 100
	chunkSize  = 5000
)

// Cases hands over all cases in the order they were made, in chunks, so that a
// list can be used from the first one on; one that cannot be read is marked. No chunk is kept open while the next
// one is worked on: changes made meanwhile are told by Changes. An error of
// chunk ends the walk and is returned.
func (v *Vault) Cases(ctx context.Context, chunk func([]model.Case) error) error {
	if err := v.fresh(ctx); err != nil {
		return fmt.Errorf("list cases: %w", translate(err))
	}
	reader := newCaseReader(v)
	after, size := int64(0), firstChunk
	for {
		cases, last, err := reader.read(ctx, v.store.reader, size, selectCase+"WHERE n > ? ORDER BY n LIMIT ?", after, size)
		if err != nil {
			return fmt.Errorf("list cases: %w", translate(err))
		}
		if len(cases) > 0 {
			if err := chunk(cases); err != nil {
				return err
			}
		}
		if len(cases) < size {
			return nil
		}
		after, size = last.n, chunkSize
	}
}

// CaseCount is how many cases there are.
func (v *Vault) CaseCount(ctx context.Context) (n int, err error) {
	if err = v.store.reader.QueryRowContext(ctx, "SELECT count(*) FROM patient_case").Scan(&n); err != nil {
		return 0, fmt.Errorf("count cases: %w", translate(err))
	}
	return n, nil
}

// Case is one case; ErrNotFound when there is none of this id, ErrDamaged when
// nobody can read who it is.
func (v *Vault) Case(ctx context.Context, id string) (model.Case, error) {
	if err := v.fresh(ctx); err != nil {
		return model.Case{}, fmt.Errorf("read case: %w", translate(err))
	}
	c, err := v.oneCase(ctx, v.store.reader, id)
	if err != nil {
		return model.Case{}, fmt.Errorf("read case: %w", translate(err))
	}
	return c, nil
}

func (v *Vault) oneCase(ctx context.Context, q querier, id string) (model.Case, error) {
	cases, _, err := newCaseReader(v).read(ctx, q, 1, selectCase+"WHERE id = ?", id)
	if err == nil {
		err = readable(cases)
	}
	if err != nil {
		return model.Case{}, err
	}
	return cases[0], nil
}

// readable is the error of a case that is not there or cannot be read.
func readable(cases []model.Case) error {
	switch {
	case len(cases) == 0:
		return ErrNotFound
	case cases[0].Damaged:
		return ErrDamaged
	}
	return nil
}

// caseReader opens many cases with the same few buffers.
type caseReader struct {
	vault  *Vault
	header *headerReader
	plain  []byte
}

func newCaseReader(v *Vault) *caseReader { return &caseReader{vault: v, header: newHeaderReader()} }

// read gives the cases of a query, about so many, and the last row of them,
// whose header is in r.plain.
func (r *caseReader) read(ctx context.Context, q querier, about int, query string, args ...any) (cases []model.Case, last caseRow, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, last, err
	}
	defer rows.Close()
	cases = make([]model.Case, 0, about)
	for rows.Next() {
		if err := last.scan(rows); err != nil {
			return nil, last, err
		}
		c, err := r.open(&last)
		if err != nil {
			return nil, last, err
		}
		cases = append(cases, c)
	}
	return cases, last, rows.Err()
}

// open marks a case whose header cannot be read, so that the others of a list are
// shown.
func (r *caseReader) open(row *caseRow) (model.Case, error) {
	if !r.vault.stands(row.mac, row.plain()) {
		return model.Case{ID: row.id, Damaged: true}, nil
	}
	plain := model.Case{ID: row.id, Updated: database.FromMillis(row.updated),
		Drafts: row.drafts, Waiting: row.waiting, Accepted: row.accepted, Paper: row.paper, Rejected: row.rejected}
	c := plain
	opened, err := r.vault.key.OpenHeader(r.plain, row.header, tableCase, row.id, strconv.Itoa(row.rev))
	if err == nil {
		r.plain = opened
		err = r.header.read(opened, &c)
	}
	if damaged(err) {
		plain.Damaged = true
		return plain, nil
	}
	return c, err
}

// SaveCase stores the patient of a case; with an empty ID it makes a new case.
// Of a known case it stores what differs from was, the patient as the person had
// her before she changed her: what somebody else has changed meanwhile stays. The
// rest of c, and what others changed, is filled in. ErrDuplicate: the Patient_ID
// belongs to another case; ErrNotFound: there is no case of this ID. An *Overwritten
// tells what of somebody else's has given way.
func (v *Vault) SaveCase(ctx context.Context, c *model.Case, was *model.Patient) error {
	saved, over := *c, (*Overwritten)(nil)
	err := v.act(ctx, func(tx *sql.Tx) (deed, error) {
		seq, err := nextSeq(tx)
		switch {
		case err != nil:
			return deed{}, err
		case c.ID == "":
			err = v.insertCase(tx, &saved, seq)
			return deed{action: rights.PersonAngelegt, object: saved.ID}, err
		}
		over, err = v.updateCase(tx, &saved, was, seq)
		return deed{action: rights.StammdatenGeaendert, object: c.ID}, err
	})
	if err != nil {
		return fmt.Errorf("save case: %w", err)
	}
	*c = saved
	if over != nil {
		return fmt.Errorf("save case: %w", over)
	}
	return nil
}

// Overwritten says that what was saved of a person has taken the place of what
// somebody else had stored of her since. Everything is saved.
type Overwritten struct {
	Fields       []string      // in which that is so
	Theirs, Mine model.Patient // before this save, and as it was saved
	By           string        // login name of who has changed her last, and when
	At           time.Time
}

func (*Overwritten) Error() string { return "saved in place of what somebody else had stored since" }

func (v *Vault) insertCase(tx *sql.Tx, c *model.Case, seq int64) error {
	*c = model.Case{ID: v.store.opt.NewID(), Patient: c.Patient}
	_, err := v.putCase(tx, c, seq)
	return err
}

// putCase makes the row of a case, which has no entries yet.
func (v *Vault) putCase(tx *sql.Tx, c *model.Case, seq int64) (*caseRow, error) {
	now := database.Millis(v.store.opt.Now())
	c.Updated = database.FromMillis(now)
	header, err := v.key.SealHeader(encodeCase(c, nil), tableCase, c.ID, "1")
	if err != nil {
		return nil, err
	}
	if err := v.onlyNumber(tx, c); err != nil {
		return nil, err
	}
	row := &caseRow{id: c.ID, rev: 1, updated: now, head: head(header), index: v.patientIndex(c), entries: entryTags{}}
	_, err = tx.Exec("INSERT INTO patient_case (id, rev, seq, updated, patient_index, header, derived, generation, entries, mac) VALUES (?1, 1, ?2, ?3, ?4, ?5, substr(?5, 1, 16), ?6, ?7, ?8)",
		c.ID, seq, now, row.index, header, v.key.ring().Generation(), row.entries, v.signed(row.plain()))
	return row, err
}

func (v *Vault) updateCase(tx *sql.Tx, c *model.Case, was *model.Patient, seq int64) (over *Overwritten, err error) {
	stored, err := v.holdCase(tx, c.ID)
	if err != nil {
		return nil, err
	}
	theirs, before, mine := &model.Report{Patient: stored.Patient}, &model.Report{Patient: *was}, &model.Report{Patient: c.Patient}
	merged := field.Merge(patientRoot, theirs, before, mine)
	if len(merged.Clashes) > 0 {
		over = &Overwritten{Theirs: theirs.Patient, Mine: merged.Report.Patient}
		if over.By, over.At, err = lastChange(tx, c.ID, stored.Updated); err != nil {
			return nil, err
		}
	}
	for _, c := range merged.Clashes {
		over.Fields = append(over.Fields, c.ID)
	}
	stored.Patient, stored.Updated = merged.Report.Patient, database.FromMillis(database.Millis(v.store.opt.Now()))
	*c = stored.Case
	return over, stored.store(tx, seq)
}

// lastChange is who has changed the Stammdaten of a case last, and when; without a line
// of it only that it was until then.
func lastChange(tx *sql.Tx, caseID string, until time.Time) (login string, at time.Time, err error) {
	var millis int64
	err = tx.QueryRow("SELECT login, at FROM audit WHERE object = ? AND action IN (?, ?) ORDER BY n DESC LIMIT 1",
		caseID, rights.StammdatenGeaendert, rights.PersonAngelegt).Scan(&login, &millis)
	if errors.Is(err, sql.ErrNoRows) {
		return "", until, nil
	}
	return login, database.FromMillis(millis), err
}

// patientIndex is the blind index of the site's patient number, NULL while
// there is none.
func (v *Vault) patientIndex(c *model.Case) []byte {
	if c.Patient.PatientID == "" {
		return nil
	}
	return v.key.Index(string(c.Patient.PatientID))
}

// onlyNumber is ErrDuplicate when another case has the patient number of this one, by an
// older key: the database sees those of the same.
func (v *Vault) onlyNumber(tx *sql.Tx, c *model.Case) error {
	if c.Patient.PatientID == "" || !v.key.ring().Older() {
		return nil
	}
	for _, index := range v.key.ring().Indexes(string(c.Patient.PatientID)) {
		var other bool
		err := tx.QueryRow("SELECT EXISTS (SELECT 1 FROM patient_case WHERE patient_index = ? AND id != ?)", index, c.ID).Scan(&other)
		if err != nil {
			return err
		}
		if other {
			return ErrDuplicate
		}
	}
	return nil
}

// heldCase is a case whose header is to be written anew.
type heldCase struct {
	model.Case
	row    caseRow
	reader *caseReader
}

func (v *Vault) holdCase(tx *sql.Tx, id string) (*heldCase, error) {
	h := &heldCase{reader: newCaseReader(v)}
	cases, row, err := h.reader.read(context.Background(), tx, 1, selectCase+"WHERE id = ?", id)
	if err == nil {
		err = readable(cases)
	}
	if err != nil {
		return nil, err
	}
	h.Case, h.row = cases[0], row
	return h, nil
}

// store writes it under a new revision.
func (h *heldCase) store(tx *sql.Tx, seq int64) error {
	v := h.reader.vault
	old, err := h.reader.header.patientTexts(h.reader.plain)
	if err != nil {
		return err
	}
	header, err := v.key.SealHeader(encodeCase(&h.Case, old), tableCase, h.ID, strconv.Itoa(h.row.rev+1))
	if err != nil {
		return err
	}
	if err := v.onlyNumber(tx, &h.Case); err != nil {
		return err
	}
	h.row.rev, h.row.updated, h.row.index, h.row.head = h.row.rev+1, database.Millis(h.Updated), v.patientIndex(&h.Case), head(header)
	_, err = tx.Exec("UPDATE patient_case SET rev = rev + 1, seq = ?1, updated = ?2, patient_index = ?3, header = ?4, derived = "+keepDerived("?4")+", mac = ?6 WHERE id = ?5",
		seq, h.row.updated, h.row.index, header, h.ID, v.signed(h.row.plain()))
	return err
}

// refresh brings a case up to date after its drafts or deliveries changed: the
// counters, what the list shows of its newest entry, and whether she has objected. The
// header is written where it says something else now: the answer to a delivery changes
// the counters alone. One nobody can read stays as it is, and what was changed is
// stored all the same. An objection stands while an entry cannot be read: it may tell
// of it.
func (v *Vault) refresh(tx *sql.Tx, id string, seq int64) error {
	all, err := v.summary(tx, id)
	if err != nil {
		return err
	}
	c, err := v.holdCase(tx, id)
	if err == nil && all.tell(&c.Case) {
		err = c.store(tx, seq)
	}
	if damaged(err) {
		return v.countUnread(tx, id, seq, &all)
	}
	if err != nil {
		return err
	}
	return v.count(tx, &c.row, seq, &all)
}

// count counts everything of a case whose entries all its header knows.
func (v *Vault) count(tx *sql.Tx, row *caseRow, seq int64, all *summary) error {
	t := all.tally()
	row.updated, row.drafts, row.waiting = database.Millis(v.store.opt.Now()), all.drafts, all.waiting
	row.accepted, row.paper, row.rejected, row.entries = t.Accepted, t.Paper, t.Rejected, all.entries
	_, err := tx.Exec("UPDATE patient_case SET derived = substr(header, 1, 16), seq = ?2, updated = ?3, drafts = ?4, waiting = ?5, accepted = ?6, paper = ?7, rejected = ?8, entries = ?9, mac = ?10 WHERE id = ?1",
		row.id, seq, row.updated, row.drafts, row.waiting, row.accepted, row.paper, row.rejected, row.entries, v.signed(row.plain()))
	return err
}

// countUnread is count for a case whose header nobody can read. One whose row is not as it
// was signed stays so.
func (v *Vault) countUnread(tx *sql.Tx, id string, seq int64, all *summary) error {
	row, err := v.plainCase(tx, id)
	if err != nil {
		return err
	}
	if v.stands(row.mac, row.plain()) {
		return v.count(tx, &row, seq, all)
	}
	t := all.tally()
	_, err = tx.Exec("UPDATE patient_case SET derived = substr(header, 1, 16), seq = ?2, updated = ?3, drafts = ?4, waiting = ?5, accepted = ?6, paper = ?7, rejected = ?8 WHERE id = ?1",
		id, seq, database.Millis(v.store.opt.Now()), all.drafts, all.waiting, t.Accepted, t.Paper, t.Rejected)
	return err
}

// recounted is what of a case is being written or on its way.
const recounted = `seq = ?2, updated = ?3,
	drafts = (SELECT count(*) FROM draft WHERE case_id = ?1),
	waiting = (SELECT count(*) FROM delivery WHERE case_id = ?1 AND state IN ('queued', 'sending'))`

// recount counts what of a case is being written or on its way.
func (v *Vault) recount(tx *sql.Tx, id string, seq int64) error {
	before, err := v.plainCase(tx, id)
	if err != nil {
		return err
	}
	now, err := queryOne(context.Background(), tx, scanCaseRow, "UPDATE patient_case SET "+recounted+" WHERE id = ?1 RETURNING "+caseColumns, id, seq, database.Millis(v.store.opt.Now()))
	if err != nil || !v.store.proven.Load() || !v.stands(before.mac, before.plain()) {
		return err
	}
	_, err = tx.Exec("UPDATE patient_case SET mac = ? WHERE id = ?", v.signed(now.plain()), id)
	return err
}

func scanCaseRow(rows *sql.Rows) (r caseRow, err error) { return r, r.scan(rows) }

// plainCase is the row of a case.
func (v *Vault) plainCase(tx *sql.Tx, id string) (caseRow, error) {
	return queryOne(context.Background(), tx, scanCaseRow, selectCase+"WHERE id = ?", id)
}
