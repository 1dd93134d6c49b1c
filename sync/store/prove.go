package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"example.org/meldeportal/model/rights"
)

// Damage is a row of which something does not open.
type Damage struct {
	What string // table and column
	ID   string
}

// Prove opens every seal of what cannot be derived again, and names what does not open.
// It reads the whole store.
func (v *Vault) Prove(ctx context.Context) (damage []Damage, err error) {
	for i := range seals {
		some, err := v.proveColumn(ctx, &seals[i])
		if err != nil {
			return nil, fmt.Errorf("prove seals: %w", translate(err))
		}
		damage = append(damage, some...)
	}
	some, err := v.proveRows(ctx)
	if err != nil {
		return nil, fmt.Errorf("prove rows: %w", translate(err))
	}
	for _, row := range some {
		if !slices.ContainsFunc(damage, func(d Damage) bool { return d.ID == row.ID && strings.HasPrefix(d.What, row.What+".") }) { // it is named
			damage = append(damage, row)
		}
	}
	older, err := v.behind(ctx, v.store.reader)
	if err != nil {
		return nil, fmt.Errorf("compare with the anchor: %w", translate(err))
	}
	if older != nil {
		damage = append(damage, Damage{"audit", fmt.Sprint(older.Lines)})
	}
	return damage, nil
}

// proveRows names the rows of which something plain is not as it was signed, and the cases
// whose entries are not those that were: one is missing, one too many, or one as it was
// earlier. What is counted along is compared with what there is.
func (v *Vault) proveRows(ctx context.Context) (damage []Damage, err error) {
	if !v.store.proven.Load() {
		return nil, nil
	}
	tx, err := v.store.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // all of one moment
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }() // nothing was written
	err = v.eachRow(ctx, tx, "", nil, func(r rowOf, _ string, stands bool) {
		if !stands {
			damage = append(damage, Damage{r.table, r.id})
		}
	})
	if err != nil {
		return nil, err
	}
	cases, err := v.proveCases(ctx, tx)
	if err != nil {
		return nil, err
	}
	counts, err := queryAll(ctx, tx, scanText, `SELECT state FROM (SELECT state, n FROM delivery_count WHERE n > 0 UNION ALL SELECT state, -count(*) FROM delivery GROUP BY state) AS counted
GROUP BY state HAVING sum(n) != 0`)
	for _, state := range counts {
		cases = append(cases, Damage{"delivery_count", state})
	}
	if err != nil {
		return nil, err
	}
	gone, err := v.missing(ctx, tx)
	return slices.Concat(damage, cases, gone), err
}

// missing names the records and the reports that were made as the audit says, and neither
// are there nor were taken away by anybody.
func (v *Vault) missing(ctx context.Context, tx *sql.Tx) (damage []Damage, err error) {
	made := map[rowOf]bool{}
	_, err = v.auditIn(ctx, tx, func(l Line) {
		switch l.Action {
		case rights.PersonAngelegt:
			made[rowOf{tableCase, l.Object}] = !l.False
		case rights.AkteEntfernt, rights.PersonGeloescht:
			delete(made, rowOf{tableCase, l.Object})
		case rights.Abgeschlossen, rights.LoeschungBeantragt, rights.AufPapier:
			made[rowOf{tableDelivery, l.Object}] = !l.False
		case rights.PapierZurueck:
			delete(made, rowOf{tableDelivery, l.Detail})
		}
	})
	if err != nil {
		return nil, err
	}
	there, err := queryAll(ctx, tx, func(rows *sql.Rows) (r rowOf, err error) { return r, rows.Scan(&r.table, &r.id) },
		"SELECT 'patient_case', id FROM patient_case UNION ALL SELECT 'delivery', tnr FROM delivery UNION ALL SELECT 'delivery', tnr FROM erased")
	for _, row := range there {
		delete(made, row)
	}
	for row, proven := range made {
		if proven {
			damage = append(damage, Damage{row.table + ".missing", row.id})
		}
	}
	slices.SortFunc(damage, func(a, b Damage) int { return strings.Compare(a.What+a.ID, b.What+b.ID) })
	return damage, err
}

func (v *Vault) proveCases(ctx context.Context, tx *sql.Tx) (damage []Damage, err error) {
	is := map[string]*entryTags{}
	_, err = queryAll(ctx, tx, func(rows *sql.Rows) (none struct{}, err error) {
		var r summaryRow
		var caseID string
		var seq int64
		if err := rows.Scan(&caseID, &r.table, &r.id, &r.mac, &seq); err != nil {
			return none, err
		}
		if _, begun := is[caseID]; !begun {
			is[caseID] = &entryTags{}
		}
		is[caseID].add(r.table, r.id, r.mac)
		return none, nil
	}, `SELECT case_id, 'draft', id, mac, seq FROM draft UNION ALL SELECT case_id, 'delivery', tnr, mac, seq FROM delivery ORDER BY seq DESC`)
	if err != nil {
		return nil, err
	}
	_, err = queryAll(ctx, tx, func(rows *sql.Rows) (_ struct{}, err error) {
		var r caseRow
		if err := r.scan(rows); err != nil {
			return struct{}{}, err
		}
		var has entryTags
		if tags := is[r.id]; tags != nil {
			has = *tags
		}
		switch {
		case !v.stands(r.mac, r.plain()):
			damage = append(damage, Damage{tableCase, r.id})
		case !bytes.Equal(has, r.entries):
			damage = append(damage, Damage{"patient_case.entries", r.id})
		}
		return struct{}{}, nil
	}, selectCase)
	return damage, err
}

func (v *Vault) proveColumn(ctx context.Context, c *sealedColumn) (damage []Damage, err error) {
	rows, err := v.store.reader.QueryContext(ctx, c.rows)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		s, err := scanSealed(rows)
		if err != nil {
			return nil, err
		}
		if len(s.sealed) == 0 {
			continue
		}
		switch _, err := c.open(v.key, &s); {
		case damaged(err):
			damage = append(damage, Damage{c.table + "." + c.column, s.id})
		case err != nil:
			return nil, err
		}
	}
	return damage, rows.Err()
}
