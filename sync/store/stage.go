package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/seal"
)

// An import is gathered in a stage: a file beside the store with the store's tables,
// sealed by the store's key, where nobody waits for a long transaction. What is large,
// the bodies, then moves over some at a time: without a draft or delivery nobody sees
// it. The rest is small and follows in one transaction. Who is killed goes on where
// she was; who breaks off takes everything away again.
type stage struct {
	v      *Vault // of the file beside
	main   *Vault
	path   string
	lock   database.Lock
	before bool       // a killed import was here
	ring   *seal.Ring // what seals it, from its beginning to its end
	progress
	published bool // it is seen in the store
	more      bool // something was gathered since the store saw it
}

// progress is how far an import has come. It says nothing about anybody.
type progress struct {
	Mark   string
	People int // that are gathered
	Done   Imported
}

// stageSuffix names the file after the database.
const stageSuffix = ".import"

const (
	stagePeople = 200                  // are gathered in one transaction, unless Importing says otherwise
	moveRows    = 400                  // move over in one transaction
	movePause   = 5 * time.Millisecond // lets those have their turn who wait for it
)

func (v *Vault) importAll(ctx context.Context, people People, how Importing) (done Imported, err error) {
	if err := v.May(ctx, rights.Uebernommen); err != nil {
		return done, err
	}
	if err := v.reseal(ctx, func(int) {}); err != nil { // what it finds is compared by the newest key
		return done, err
	}
	st, err := v.openStage(ctx, how.Mark)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, st.close()) }()
	if err := st.gather(ctx, people, how); err != nil {
		return done, err
	}
	if st.Done.Patients+st.Done.Reports > 0 {
		if err := st.publish(ctx); err != nil {
			return done, err
		}
	}
	return st.Done, v.CatchUp(context.WithoutCancel(ctx), func(int) {})
}

// openStage goes on in the stage of a killed import with the same mark, or begins one.
func (v *Vault) openStage(ctx context.Context, mark string) (*stage, error) {
	path := v.store.beside.path + stageSuffix
	lock, err := database.LockOf(v.store.place, path+".lock", "import")
	if err != nil {
		return nil, err
	}
	mine, err := lock.Alone(ctx)
	switch {
	case err != nil:
		return nil, err
	case !mine:
		return nil, ErrImporting
	}
	st := &stage{main: v, path: path, lock: lock, ring: v.key.ring()}
	_, err = os.Stat(path)
	st.before = err == nil
	if err = st.open(ctx); err != nil && st.before { // a power cut has spoiled it
		st.before, st.progress = false, progress{}
		err = errors.Join(database.Drop(st.path), st.open(ctx))
	}
	if err != nil {
		return nil, errors.Join(err, lock.Release())
	}
	if st.before && (mark == "" || st.Mark != v.stageMark(mark)) {
		if err := errors.Join(st.takeBack(), st.remove(), st.open(ctx)); err != nil {
			return nil, errors.Join(err, lock.Release())
		}
		st.before, st.progress = false, progress{}
	}
	st.Mark = v.stageMark(mark)
	return st, nil
}

// stageMark is a mark as it is kept: who has no key cannot tell what was imported. What was
// gathered for rows without MACs is not gone on with.
func (v *Vault) stageMark(mark string) string {
	return fmt.Sprintf("%x %t", v.key.Index(mark), v.store.proven.Load())
}

// open opens the file, or makes it. That a person is known stands in the store, so
// that references lead out of it; nothing in it needs to survive a power cut.
func (st *stage) open(ctx context.Context) error {
	s := st.main.store
	db, err := database.Open(st.path, database.Options{Steps: migrations, Mark: applicationID})
	if err != nil {
		return err
	}
	st.v = &Vault{&Store{opt: s.opt, db: db, reader: db.Reader}, newKeyring(s, st.main.login, st.main.key.pair, st.ring), st.main.login}
	st.v.store.proven.Store(s.proven.Load())
	if _, err := db.Writer.ExecContext(ctx, "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF"); err != nil {
		return errors.Join(err, db.Close())
	}
	if err := db.Migrate(ctx); err != nil {
		return errors.Join(err, db.Close())
	}
	kept, err := queryOne(ctx, db.Reader, scanBytes, "SELECT body FROM memory")
	if err == nil {
		err = json.Unmarshal(kept, &st.progress)
	}
	if errors.Is(err, ErrNotFound) { // nothing is gathered yet
		err = nil
	}
	if err != nil {
		return errors.Join(err, db.Close())
	}
	return nil
}

// attach has the stage at the connection that writes, with what is gathered by now. It may
// be another one than before: one whose statement was interrupted is given up.
func (st *stage) attach(ctx context.Context) error {
	err := st.main.store.db.Attach(ctx, st.v.store.db, "stage", st.more)
	st.more = st.more && err != nil
	return err
}

// gather takes the people, those after the ones who are there already. While some are
// written the next ones are sealed.
func (st *stage) gather(ctx context.Context, people People, how Importing) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var sealing error
	ahead := make(chan []*sealedImport)
	go func() {
		defer close(ahead)
		sealing = st.sealAhead(ctx, people, cmp.Or(how.atOnce, stagePeople), ahead)
	}()
	var writing error
	for some := range ahead {
		if writing != nil {
			continue // until the other one has heard of it
		}
		if writing = errors.Join(ctx.Err(), st.gatherSome(some)); writing != nil {
			stop()
		} else if how.Told != nil {
			how.Told(st.Done)
		}
	}
	if writing != nil {
		return writing
	}
	return sealing
}

// sealAhead hands over the people in what is written at once.
func (st *stage) sealAhead(ctx context.Context, people People, atOnce int, ahead chan<- []*sealedImport) error {
	var some []*sealedImport
	n, had := 0, st.People
	flush := func() error {
		select {
		case ahead <- some:
			some = nil
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	err := people(func(p *Import) error {
		if n++; n <= had {
			return ctx.Err()
		}
		sealed, err := st.v.sealImport(p)
		if err != nil {
			return err
		}
		if some = append(some, sealed); len(some) < atOnce {
			return nil
		}
		return flush()
	})
	if err == nil && len(some) > 0 {
		err = flush()
	}
	return err
}

func (st *stage) gatherSome(people []*sealedImport) error {
	st.more = true
	next := st.progress
	next.People += len(people)
	err := st.v.store.write(context.Background(), func(tx *sql.Tx) error {
		count, err := counterIn(tx)
		if err != nil {
			return err
		}
		for _, p := range people {
			here, err := st.find(tx, p.Import)
			if err == nil {
				err = st.v.importOne(tx, p, here, &next.Done, count)
			}
			if err != nil {
				return err
			}
		}
		kept, err := json.Marshal(next)
		if err != nil {
			return err
		}
		_, err = tx.Exec("INSERT INTO memory (login, name, body, updated) VALUES ('', '', ?1, 0) ON CONFLICT DO UPDATE SET body = ?1", kept)
		return errors.Join(err, count.keep(tx))
	})
	if err == nil {
		st.progress = next
	}
	return err
}

// find looks for a person in the store and among those who were gathered.
func (st *stage) find(tx *sql.Tx, p *Import) (caseHere, error) {
	here := newCaseHere()
	reader := st.main.store.reader
	if err := st.main.caseOf(reader, p, &here); err != nil {
		return here, err
	}
	if here.stored = here.id != ""; here.stored {
		if err := st.main.reportsHere(reader, &here); err != nil {
			return here, err
		}
	} else if err := st.v.caseOf(tx, p, &here); err != nil || here.id == "" {
		return here, err
	}
	return here, st.v.reportsHere(tx, &here)
}

// publish has everything in the store at one moment.
func (st *stage) publish(ctx context.Context) error {
	published, err := st.inStore(ctx)
	switch {
	case err != nil:
		return err
	case published && st.before: // it was killed after that moment
		st.published = true
		return nil
	case published:
		return ErrDuplicate
	}
	if err := errors.Join(st.findKnown(ctx), st.move(ctx)); err != nil {
		return err
	}
	err = st.main.store.write(ctx, func(tx *sql.Tx) error {
		if err := st.putRows(tx); err != nil {
			return err
		}
		return st.main.pass(tx, deed{action: rights.Uebernommen, detail: fmt.Sprintf("%d Personen, %d Meldungen", st.Done.Patients, st.Done.Reports)})
	})
	st.published = err == nil
	if errors.Is(err, ErrDuplicate) || errors.Is(err, database.ErrOrphan) {
		err = ErrMoved // it was not so when the people were gathered
	}
	return err
}

// findKnown notes the cases of the store that get reports.
func (st *stage) findKnown(ctx context.Context) error {
	_, err := st.main.store.db.Writer.ExecContext(ctx, `DROP TABLE IF EXISTS temp.stage_known;
CREATE TEMP TABLE stage_known AS SELECT case_id AS id FROM stage.delivery UNION SELECT case_id FROM stage.draft EXCEPT SELECT id FROM stage.patient_case`)
	return err
}

// inStore reports whether a delivery, a draft or a new person of the stage is in the
// store.
func (st *stage) inStore(ctx context.Context) (found bool, err error) {
	if err := st.attach(ctx); err != nil {
		return false, err
	}
	err = st.main.store.db.Writer.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM stage.delivery s JOIN main.delivery d ON d.tnr = s.tnr)
OR EXISTS (SELECT 1 FROM stage.draft s JOIN main.draft d ON d.id = s.id)
OR EXISTS (SELECT 1 FROM stage.patient_case s JOIN main.patient_case c ON c.id = s.id)`).Scan(&found)
	return found, err
}

// bodies are the tables that are large, and those whose rows make theirs seen.
var bodies = []struct{ table, of, key string }{{"delivery_body", "delivery", "tnr"}, {"draft_body", "draft", "id"}}

// move brings the bodies over. A body refers to a row that comes later: the database
// is told not to look.
func (st *stage) move(ctx context.Context) error {
	if err := st.attach(ctx); err != nil {
		return err
	}
	return st.main.store.db.Unreferred(ctx, func() error {
		for _, b := range bodies {
			err := st.some(ctx, b.table, func(tx *sql.Tx, from, to int64) error {
				columns, err := st.columnsOf(b.table)
				if err != nil {
					return err
				}
				list := strings.Join(columns, ", ")
				_, err = tx.Exec("INSERT OR IGNORE INTO main."+b.table+" ("+list+") SELECT "+list+
					" FROM stage."+b.table+" WHERE rowid > ? AND rowid <= ?", from, to)
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// takeBack removes the bodies nobody will ever see.
func (st *stage) takeBack() error {
	ctx := context.Background()
	if err := st.attach(ctx); err != nil {
		return err
	}
	for _, b := range bodies {
		err := st.some(ctx, b.table, func(tx *sql.Tx, from, to int64) error {
			_, err := tx.Exec("DELETE FROM main."+b.table+" WHERE "+b.key+" IN (SELECT "+b.key+" FROM stage."+b.table+" WHERE rowid > ? AND rowid <= ?) "+
				"AND NOT EXISTS (SELECT 1 FROM main."+b.of+" o WHERE o."+b.key+" = "+b.table+"."+b.key+")", from, to)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// some walks a table of the stage with a transaction of the store for some rows each.
func (st *stage) some(ctx context.Context, table string, do func(tx *sql.Tx, from, to int64) error) error {
	last, err := queryOne(ctx, st.v.store.reader, scanNumber, "SELECT coalesce(max(rowid), 0) FROM "+table)
	for from := int64(0); err == nil && from < last; from += moveRows {
		err = st.main.store.write(ctx, func(tx *sql.Tx) error { return do(tx, from, from+moveRows) })
		time.Sleep(movePause)
	}
	return errors.Join(err, ctx.Err())
}

// putRows puts everything that is seen into the store, in one transaction. What is
// kept of cases is derived afterwards, some at a time, as after an update.
func (st *stage) putRows(tx *sql.Tx) error {
	met, err := metMeanwhile(tx)
	var key int
	if err == nil {
		err = tx.QueryRow("SELECT generation FROM main.identity").Scan(&key)
	}
	switch {
	case err != nil:
		return err
	case met, key != st.ring.Generation(): // or somebody's access was taken away
		return ErrMoved
	}
	var counted, base int64
	if err := tx.QueryRow("SELECT n FROM stage.sequence").Scan(&counted); err != nil {
		return err
	}
	if err := tx.QueryRow("UPDATE main.sequence SET n = n + ?1 RETURNING n - ?1", counted+1).Scan(&base); err != nil {
		return err
	}
	if err := st.putTables(tx, base); err != nil {
		return err
	}
	_, err = tx.Exec("UPDATE main.patient_case SET derived = NULL, seq = ?1 WHERE id IN (SELECT id FROM temp.stage_known)",
		base+counted+1)
	return err
}

// putTables copies what is seen. That nothing is sealed with an old key was looked at, and
// nothing of an import waits: of what triggers do for each row the counting is left.
func (st *stage) putTables(tx *sql.Tx, base int64) error {
	counts, err := queryAll(context.Background(), tx, scanText, `SELECT '(''' || state || ''', ' || sum(n) || ')' FROM (SELECT state, n FROM main.delivery_count UNION ALL
SELECT state, count(*) FROM stage.delivery GROUP BY state) AS counted GROUP BY state`)
	if err != nil {
		return err
	}
	return st.main.store.db.Untriggered(tx, func() error {
		for _, table := range []string{"patient_case", "delivery", "draft"} {
			if err := st.putTable(tx, table, base); err != nil {
				return err
			}
		}
		if counts == nil {
			return nil
		}
		_, err := tx.Exec("INSERT INTO main.delivery_count (state, n) VALUES " + strings.Join(counts, ", ") + " ON CONFLICT (state) DO UPDATE SET n = excluded.n")
		return err
	})
}

// metMeanwhile reports whether somebody has entered a report since it was gathered.
func metMeanwhile(tx *sql.Tx) (met bool, err error) {
	for _, here := range []string{"delivery", "draft"} {
		for _, there := range []string{"delivery", "draft"} {
			if err == nil && !met {
				err = tx.QueryRow("SELECT EXISTS (SELECT 1 FROM temp.stage_known k JOIN stage." + there + " s ON s.case_id = k.id JOIN main." + here +
					" h ON h.case_id = k.id AND h.meldung = s.meldung)").Scan(&met)
			}
		}
	}
	return met, err
}

// putTable copies a table; its rows are counted on from base, and numbered anew.
func (st *stage) putTable(tx *sql.Tx, table string, base int64) error {
	columns, err := st.columnsOf(table)
	if err != nil {
		return err
	}
	list := strings.Join(columns, ", ")
	values := strings.Replace(list, "seq", fmt.Sprintf("seq + %d", base), 1)
	_, err = tx.Exec("INSERT INTO main." + table + " (" + list + ") SELECT " + values + " FROM stage." + table + " ORDER BY rowid")
	return err
}

// columnsOf are the columns of a table but its number. The stage's are the store's.
func (st *stage) columnsOf(table string) ([]string, error) {
	return queryAll(context.Background(), st.v.store.reader, scanText, "SELECT name FROM pragma_table_info(?) WHERE name != 'n'", table)
}

// close takes the stage away. What was broken off leaves nothing behind.
func (st *stage) close() (err error) {
	if !st.published {
		err = st.takeBack()
	}
	return errors.Join(err, st.remove(), st.lock.Release())
}

// remove closes the file and deletes it.
func (st *stage) remove() error {
	return errors.Join(st.main.store.db.Detach(st.v.store.db, "stage"), st.v.store.db.Close(), database.Drop(st.path))
}
