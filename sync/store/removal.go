package store

import (
	"context"
	"database/sql"
	"fmt"

	"example.org/meldeportal/model/rights"
)

// DeleteCase removes a case nothing was ever written or sent about. ErrInUse: it
// has drafts or deliveries; ErrNotFound: there is no case of this ID.
func (v *Vault) DeleteCase(ctx context.Context, id string) error {
	err := v.act(ctx, func(tx *sql.Tx) (deed, error) {
		return deed{action: rights.AkteEntfernt, object: id}, v.deleteCase(tx, id)
	})
	if err != nil {
		return fmt.Errorf("delete case: %w", err)
	}
	return nil
}

func (v *Vault) deleteCase(tx *sql.Tx, id string) error {
	if err := v.caseExists(tx, id); err != nil {
		return err
	}
	seq, err := nextSeq(tx)
	if err != nil {
		return err
	}
	result, err := tx.Exec(`DELETE FROM patient_case WHERE id = ?1
AND NOT EXISTS (SELECT 1 FROM draft WHERE case_id = ?1) AND NOT EXISTS (SELECT 1 FROM delivery WHERE case_id = ?1)`, id)
	if err := oneRow(result, err, ErrInUse); err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO removed_case (seq, id) VALUES (?, ?)", seq, id) // others take it off their lists
	return err
}
