package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"example.org/meldeportal/sync/database"
)

// The list of people is kept as whoever read it last has it (model/people), with the
// mark of the changes in it. It is no truth: what is wrong with it is not read, and
// then all cases are.

const tablePeople = "people_page"

// pagesPatience is how long nobody else begins to keep the list while one does.
const pagesPatience = time.Minute

func peoplePlace(mark int64, page, pages int) []string {
	return []string{tablePeople, strconv.FormatInt(mark, 10), strconv.Itoa(page), strconv.Itoa(pages)}
}

// wholePages are the marks of lists that were kept to their last page.
const wholePages = "SELECT mark FROM people_page GROUP BY mark HAVING count(*) = max(pages)"

// PeoplePages hands over the pages of the list that was kept last, until one does not
// fit, and returns the mark of the changes in it. ErrNotFound: none was kept, or it
// cannot be read.
func (v *Vault) PeoplePages(ctx context.Context, f func(page []byte) (fits bool)) (mark int64, err error) {
	tx, err := v.store.reader.BeginTx(ctx, nil) // a reading transaction sees one state of the file
	if err == nil {
		mark, err = v.peoplePages(ctx, tx, f)
		_ = tx.Rollback() // nothing was written
	}
	if err != nil {
		return 0, fmt.Errorf("read list of people: %w", translate(err))
	}
	return mark, nil
}

func (v *Vault) peoplePages(ctx context.Context, tx *sql.Tx, f func([]byte) bool) (mark int64, err error) {
	err = tx.QueryRowContext(ctx, wholePages+" ORDER BY mark DESC LIMIT 1").Scan(&mark)
	if err != nil {
		return 0, noRows(err, ErrNotFound)
	}
	rows, err := tx.QueryContext(ctx, "SELECT page, pages, body FROM people_page WHERE mark = ? ORDER BY page", mark)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var plain []byte
	for rows.Next() {
		var page, pages int
		var sealed sql.RawBytes
		if err := rows.Scan(&page, &pages, &sealed); err != nil {
			return 0, err
		}
		opened, err := v.key.OpenHeader(plain, sealed, peoplePlace(mark, page, pages)...)
		if damaged(err) || err == nil && !f(opened) {
			return 0, ErrNotFound
		}
		if err != nil {
			return 0, err
		}
		plain = opened
	}
	return mark, rows.Err()
}

// KeepPeople keeps the list of people with the changes up to mark, a page at a time:
// colleagues can write in between. It does nothing while somebody else keeps one. What
// was kept before goes when the last page is there.
func (v *Vault) KeepPeople(ctx context.Context, mark int64, pages int, page func(n int) []byte) error {
	err := v.beginPages(ctx, mark, pages, page(0))
	for n := 1; err == nil && n < pages; n++ {
		err = v.sealing(ctx, func(tx *sql.Tx) error { return v.keepPage(tx, mark, n, pages, page(n)) })
	}
	if errors.Is(err, errOthersKeep) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("keep list of people: %w", err)
	}
	return nil
}

var errOthersKeep = errors.New("somebody else keeps the list of people")

// beginPages takes away what somebody was interrupted in.
func (v *Vault) beginPages(ctx context.Context, mark int64, pages int, first []byte) error {
	return v.sealing(ctx, func(tx *sql.Tx) error {
		var others bool
		err := tx.QueryRow("SELECT EXISTS (SELECT 1 FROM people_page WHERE mark >= ?1 AND mark IN ("+wholePages+")) OR EXISTS "+
			"(SELECT 1 FROM people_page WHERE made > ?2 AND mark NOT IN ("+wholePages+"))",
			mark, database.Millis(v.store.opt.Now().Add(-pagesPatience))).Scan(&others)
		if err != nil || others {
			return errors.Join(err, errOthersKeep)
		}
		if _, err := tx.Exec("DELETE FROM people_page WHERE mark NOT IN (" + wholePages + ")"); err != nil {
			return err
		}
		return v.keepPage(tx, mark, 0, pages, first)
	})
}

func (v *Vault) keepPage(tx *sql.Tx, mark int64, n, pages int, plain []byte) error {
	sealed, err := v.key.SealHeader(plain, peoplePlace(mark, n, pages)...)
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO people_page (mark, page, pages, made, body) VALUES (?, ?, ?, ?, ?)",
		mark, n, pages, database.Millis(v.store.opt.Now()), sealed)
	if err == nil && n == pages-1 {
		_, err = tx.Exec("DELETE FROM people_page WHERE mark != ?", mark)
	}
	return err
}
