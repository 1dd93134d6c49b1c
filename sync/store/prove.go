package store

import (
	"context"
	"fmt"
)

// Damage is a row of which something does not open.
type Damage struct {
	What string // table and column
	ID   string
}

// seals are all columns of the store that hold what cannot be derived again: the
// parts of their place after the table, as a query, and the table of the place.
var seals = []struct {
	what, place string
	rows        string // id, second part of the place or '', sealed
	header      bool
}{
	{"patient_case.header", tableCase, "SELECT id, rev, header FROM patient_case", true},
	{"draft.header", tableDraft, "SELECT id, rev, header FROM draft", true},
	{"draft_body.body", tableDraftBody, "SELECT b.id, d.rev, b.body FROM draft_body b JOIN draft d USING (id)", false},
	{"draft_body.form", placeDraftForm, "SELECT b.id, d.rev, b.form FROM draft_body b JOIN draft d USING (id)", false},
	{"delivery.header", tableDelivery, "SELECT tnr, 1, header FROM delivery", true},
	{"delivery.reason", placeReason, "SELECT tnr, '', reason FROM delivery", true},
	{"delivery.hold", placeHold, "SELECT tnr, '', hold FROM delivery", true},
	{"delivery_body.report", placeReport, "SELECT tnr, '', report FROM delivery_body", false},
	{"delivery_body.document", placeDocument, "SELECT tnr, '', document FROM delivery_body", false},
	{"delivery_body.form", placeForm, "SELECT tnr, '', form FROM delivery_body", false},
	{"memory.body", tableMemory, "SELECT login, name, body FROM memory", false},
}

// Prove opens every seal and names what does not open. It reads the whole store.
func (v *Vault) Prove(ctx context.Context) (damage []Damage, err error) {
	for _, s := range seals {
		open := v.key.OpenBody
		if s.header {
			open = func(sealed []byte, place ...string) ([]byte, error) { return v.key.OpenHeader(nil, sealed, place...) }
		}
		rows, err := v.store.reader.QueryContext(ctx, s.rows)
		if err != nil {
			return nil, fmt.Errorf("prove seals: %w", translate(err))
		}
		for rows.Next() {
			var id, part string
			var sealed []byte
			if err = rows.Scan(&id, &part, &sealed); err != nil {
				break
			}
			place := []string{s.place, id}
			if part != "" {
				place = append(place, part)
			}
			if len(sealed) == 0 {
				continue
			}
			if _, err = open(sealed, place...); damaged(err) {
				damage, err = append(damage, Damage{s.what, id}), nil
			}
			if err != nil {
				break
			}
		}
		if err == nil {
			err = rows.Err()
		}
		if rows.Close(); err != nil {
			return nil, fmt.Errorf("prove seals: %w", translate(err))
		}
	}
	return damage, nil
}
