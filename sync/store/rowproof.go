package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"slices"

	"example.org/meldeportal/model"
)

// What stands plain in a row - whose case it is of, its state, its times, what the receipt
// says - is proven by a MAC in the row, together with which sealed values stand beside it.
// A row that was forged, swapped or put together of older parts is damaged where it stands.
// Beside its own the MAC of a case proves its entries, in their order: whoever reads those of
// a case sees one that is as it was earlier as damaged, and proveRows names where one is
// missing.
//
// Left out is what moves by itself and comes right by itself: attempts, times and leases of
// what is on its way, held (what is sealed beside it counts, and that it is there is proven:
// stillHeld), seq (its order is in the entries), and
// what triggers and standIn keep, which is compared with what it is kept of. Whoever has
// read a row that is not proven signs nothing: what was forged does not become true by being
// changed.
//
// Programs up to 0.2.0 make no MACs, and one may be open beside this one until its session
// ends: a store of theirs is taken as it is until then, and all its rows get theirs
// (underProof).

// headSize is so much of a sealed value as no other one begins with.
const headSize = 20

func head(sealed []byte) []byte { return sealed[:min(len(sealed), headSize)] }

// plainText is the plain part of a row, in a form no other row has.
type plainText []byte

func (p plainText) text(s string) plainText {
	return append(binary.AppendUvarint(p, uint64(len(s))), s...)
}

func (p plainText) bytes(b []byte) plainText {
	return append(binary.AppendUvarint(p, uint64(len(b))), b...)
}

func (p plainText) number(n int64) plainText { return binary.AppendVarint(p, n) }

// signed is the MAC of a row, nil in a store of which not all have one yet.
func (v *Vault) signed(plain plainText) []byte {
	if !v.store.proven.Load() {
		return nil
	}
	return v.key.RowMAC(plain)
}

// stands reports whether a row is as it was signed.
func (v *Vault) stands(mac []byte, plain plainText) bool {
	return !v.store.proven.Load() || v.key.ProvesRow(mac, plain)
}

// plain is that of a draft, also of one that was thrown away.
func (r *draftRow) plain() plainText {
	p := make(plainText, 0, 160)
	if r.gone != 0 {
		p = p.text("basket").number(r.gone)
	} else {
		p = p.text(tableDraft)
	}
	return p.text(r.id).text(r.caseID).number(int64(r.rev)).number(r.updated).bytes(head(r.header))
}

// plain is that of a case.
func (r *caseRow) plain() plainText {
	p := make(plainText, 0, 192).text(tableCase).text(r.id).number(int64(r.rev)).number(r.updated).bytes(r.index)
	for _, n := range []int{r.drafts, r.waiting, r.accepted, r.paper, r.rejected} {
		p = p.number(int64(n))
	}
	return p.bytes(r.head).bytes(r.entries)
}

// plainDelivery is what stands plain in the row of a delivery.
type plainDelivery struct {
	tnr, caseID string
	art         model.Sendung
	state       model.State
	result      model.Ergebnis
	completed   int64
	settled     sql.NullInt64
	header      []byte
	hold        []byte
	mac         []byte

	// what lists that are walked do not show, and do not read
	code, digest string
	receipt      sql.NullString
	reason       []byte

	tries []byte // not proven: it is sealed for its number
}

// restSize is the part of a delivery's MAC that proves what walks do not read. It is proven
// by the other part, so that both are of the same moment.
const restSize = 16

// short is what a walk reads, with the proof of the rest. Whether it waits or is just being
// sent is as good as the same: it comes right when the lease is over.
func (d *plainDelivery) short(rest []byte) plainText {
	state := string(d.state)
	if !settled(d.state) {
		state = "offen"
	}
	p := make(plainText, 0, 224).text(tableDelivery).text(d.tnr).text(d.caseID).text(string(d.art)).text(state).number(d.completed)
	if d.settled.Valid {
		p = p.number(d.settled.Int64)
	}
	p = p.bytes(head(d.header)).bytes(rest)
	if d.result != "" || d.hold != nil { // rows from before version 22 have none
		p = p.text(string(d.result))
	}
	if d.hold != nil {
		p = p.bytes(head(d.hold))
	}
	return p
}

// rest is what else there is. The code of what waits is that of the last attempt.
func (d *plainDelivery) rest() plainText {
	p := make(plainText, 0, 768).text("rest").text(d.tnr).text(d.digest).bytes(head(d.reason))
	if settled(d.state) {
		p = p.text(d.code)
	}
	if d.receipt.Valid {
		p = p.text(d.receipt.String)
	}
	return p
}

func (v *Vault) signedDelivery(d *plainDelivery) []byte {
	if !v.store.proven.Load() {
		return nil
	}
	return v.deliveryMAC(d)
}

func (v *Vault) deliveryMAC(d *plainDelivery) []byte {
	mac := v.key.RowMAC(d.rest())
	rest := mac[len(mac)-restSize:]
	return append(v.key.RowMAC(d.short(rest)), rest...)
}

// walkStands is what a walk can say of a row.
func (v *Vault) walkStands(d *plainDelivery) bool {
	at := max(0, len(d.mac)-restSize)
	mac, rest := d.mac[:at], d.mac[at:]
	if v.stands(mac, d.short(rest)) {
		return true
	}
	if d.hold == nil || v.store.holds.Load() {
		return false
	}
	before := *d // as long as not all MACs tell of holds
	before.hold = nil
	return v.stands(mac, before.short(rest))
}

func (v *Vault) deliveryStands(d *plainDelivery) bool {
	if !v.store.proven.Load() {
		return true
	}
	if !v.walkStands(d) {
		return false
	}
	mark := len(d.mac) - 2*restSize
	return v.stands(append(d.mac[:mark:mark], d.mac[len(d.mac)-restSize:]...), d.rest())
}

const (
	plainColumns = "tnr, case_id, art, state, result, completed, settled, header, hold, mac, code, digest, receipt, reason, tries"
	selectPlain  = "SELECT " + plainColumns + " FROM delivery "
)

func scanPlain(rows *sql.Rows) (d plainDelivery, err error) {
	return d, rows.Scan(&d.tnr, &d.caseID, &d.art, &d.state, &d.result, &d.completed, &d.settled, &d.header, &d.hold, &d.mac, &d.code, &d.digest, &d.receipt, &d.reason, &d.tries)
}

// deliveryRow is the row of a delivery, or ErrNotFound.
func deliveryRow(tx *sql.Tx, tnr string) (plainDelivery, error) {
	return queryOne(context.Background(), tx, scanPlain, selectPlain+"WHERE tnr = ?", tnr)
}

// changeDelivery changes the row of a delivery, set being the columns, and signs it as it
// is then, if it was before.
func (v *Vault) changeDelivery(tx *sql.Tx, before *plainDelivery, set string, args ...any) error {
	after, err := queryOne(context.Background(), tx, scanPlain, "UPDATE delivery SET "+set+" WHERE tnr = ? RETURNING "+plainColumns, append(args, before.tnr)...)
	if err != nil || !v.store.proven.Load() || !v.deliveryStands(before) {
		return err
	}
	return v.sign(tx, &after)
}

// signDelivery signs a delivery as it is.
func (v *Vault) signDelivery(tx *sql.Tx, tnr string) error {
	d, err := deliveryRow(tx, tnr)
	if err == nil {
		err = v.sign(tx, &d)
	}
	return err
}

func (v *Vault) sign(tx *sql.Tx, d *plainDelivery) error {
	_, err := tx.Exec("UPDATE delivery SET mac = ? WHERE tnr = ?", v.deliveryMAC(d), d.tnr)
	return err
}

// entryTags are those of the entries of a case, in their order: which row each was when the
// case was signed. Nil says nothing.
type entryTags []byte

const tagSize = 12

func tagOf(table, id string, mac []byte) []byte {
	sum := sha256.Sum256(plainText(nil).text(table).text(id).bytes(mac))
	return sum[:tagSize]
}

func (e *entryTags) add(table, id string, mac []byte) { *e = append(*e, tagOf(table, id, mac)...) }

// at is where a tag stands, -1 = nowhere.
func (e entryTags) at(tag []byte) int {
	return slices.IndexFunc(slices.Collect(slices.Chunk(e, tagSize)), func(one entryTags) bool { return bytes.Equal(one, tag) })
}

// without reports whether a row is none of the entries.
func (e entryTags) without(table, id string, mac []byte) bool {
	return e != nil && e.at(tagOf(table, id, mac)) < 0
}

// tagsOf are those of a case, for whoever reads its entries. They say nothing where the case
// itself does not stand, and where reports were imported a moment ago.
func (v *Vault) tagsOf(ctx context.Context, q querier, caseID string) (entryTags, error) {
	if !v.store.proven.Load() {
		return nil, nil
	}
	row, err := queryOne(ctx, q, scanCaseRow, selectCase+"WHERE id = ? AND derived IS NOT NULL", caseID)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	return v.tagsIn(&row), err
}

func (v *Vault) tagsIn(row *caseRow) entryTags {
	if !v.store.proven.Load() || !v.stands(row.mac, row.plain()) {
		return nil
	}
	return append(entryTags{}, row.entries...)
}

// retag puts the tag of a row that was derived anew in the place of the one it had.
func (v *Vault) retag(tx *sql.Tx, caseID, table, id string, was []byte) error {
	row, err := v.plainCase(tx, caseID)
	if err != nil || !v.stands(row.mac, row.plain()) {
		return err
	}
	at := entryTags(row.entries).at(tagOf(table, id, was)) * tagSize
	if at < 0 {
		return nil
	}
	now, err := queryOne(context.Background(), tx, scanBytes, "SELECT mac FROM "+table+" WHERE "+keyOf[table]+" = ?", id)
	if err != nil {
		return err
	}
	copy(row.entries[at:], tagOf(table, id, now))
	_, err = tx.Exec("UPDATE patient_case SET entries = ?, mac = ? WHERE id = ?", row.entries, v.key.RowMAC(row.plain()), caseID)
	return err
}

// signCase signs a case as its row says it is, with its entries as they are now.
func (v *Vault) signCase(tx *sql.Tx, row *caseRow) error {
	rows, err := queryAll(context.Background(), tx, scanEntry, selectEntries, row.id)
	if err != nil {
		return err
	}
	tags := entryTags{}
	for i := range rows {
		tags.add(rows[i].table, rows[i].id, rows[i].mac)
	}
	row.entries = tags
	_, err = tx.Exec("UPDATE patient_case SET entries = ?, mac = ? WHERE id = ?", row.entries, v.key.RowMAC(row.plain()), row.id)
	return err
}

// selectEntries are the entries of a case in the order of selectSummary.
const selectEntries = `SELECT 'draft', id, mac, seq FROM draft WHERE case_id = ?1
UNION ALL SELECT 'delivery', tnr, mac, seq FROM delivery WHERE case_id = ?1 ORDER BY seq DESC`

func scanEntry(rows *sql.Rows) (r summaryRow, err error) {
	var seq int64
	return r, rows.Scan(&r.table, &r.id, &r.mac, &seq)
}

// rowOf names a row of a case.
type rowOf struct{ table, id string }

// standingRows are the rows of a case, its own among them, that are as they were signed.
func (v *Vault) standingRows(tx *sql.Tx, caseID string) (map[rowOf]bool, error) {
	standing := map[rowOf]bool{}
	row, err := v.plainCase(tx, caseID)
	if err != nil {
		return nil, err
	}
	standing[rowOf{tableCase, caseID}] = v.stands(row.mac, row.plain())
	return standing, v.eachRow(context.Background(), tx, "WHERE case_id = ?", []any{caseID}, func(r rowOf, _ string, stands bool) {
		standing[r] = stands
	})
}

// eachRow hands over the drafts, deliveries and what was thrown away, with their cases, and
// whether they are as they were signed.
func (v *Vault) eachRow(ctx context.Context, q querier, where string, args []any, f func(r rowOf, caseID string, stands bool)) error {
	for _, table := range []string{tableDraft, "basket"} {
		drafts, err := queryAll(ctx, q, scanPlainDraft, selectPlainDraft[table]+where, args...)
		if err != nil {
			return err
		}
		for i := range drafts {
			f(rowOf{table, drafts[i].id}, drafts[i].caseID, v.stands(drafts[i].mac, drafts[i].plain()))
		}
	}
	sent, err := queryAll(ctx, q, scanPlain, selectPlain+where, args...)
	for i := range sent {
		f(rowOf{tableDelivery, sent[i].tnr}, sent[i].caseID, v.deliveryStands(&sent[i]))
	}
	return err
}

var selectPlainDraft = map[string]string{
	tableDraft: "SELECT id, case_id, rev, updated, header, mac, 0 FROM draft ",
	"basket":   "SELECT id, case_id, rev, updated, header, mac, gone FROM basket ",
}

func scanPlainDraft(rows *sql.Rows) (r draftRow, err error) {
	return r, rows.Scan(&r.id, &r.caseID, &r.rev, &r.updated, &r.header, &r.mac, &r.gone)
}

// signDraft signs a draft as it is, or one that was thrown away.
func (v *Vault) signDraft(tx *sql.Tx, table, id string) error {
	d, err := queryOne(context.Background(), tx, scanPlainDraft, selectPlainDraft[table]+"WHERE id = ?", id)
	if err == nil {
		_, err = tx.Exec("UPDATE "+table+" SET mac = ? WHERE id = ?", v.key.RowMAC(d.plain()), id)
	}
	return err
}

// signRows signs those rows of a case, as they are.
func (v *Vault) signRows(tx *sql.Tx, caseID string, which map[rowOf]bool) (err error) {
	for r, stands := range which {
		if err == nil && stands && r.table != tableCase {
			err = v.signOne(tx, r)
		}
	}
	if err != nil || !which[rowOf{tableCase, caseID}] {
		return err
	}
	row, err := v.plainCase(tx, caseID)
	if err == nil {
		err = v.signCase(tx, &row)
	}
	return err
}

func (v *Vault) signOne(tx *sql.Tx, r rowOf) error {
	if r.table == tableDelivery {
		return v.signDelivery(tx, r.id)
	}
	return v.signDraft(tx, r.table, r.id)
}
