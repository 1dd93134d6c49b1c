package refportal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/seal"
)

// Each receipt is signed by a key that comes from the server's own, and names the receipt of its
// site before it: neither can be given by anybody else, nor can an entry be taken out of the log
// or another be put in without the sites seeing it.

// ReceiptKey is the public half of the key by which the portal signs receipts, for the list of
// keys.
func (p *Portal) ReceiptKey() string { return p.signer.Public() }

// receiptSigner is that key: it lies nowhere, and is the same as long as the server's is.
func receiptSigner(key *seal.Key) (*seal.Signer, error) {
	return seal.SignerOf(key.MAC([]byte("meldeportal/receipt/1")))
}

// sign has receipts of new entries follow on those of before, in the order of the log.
func (p *Portal) sign(tx *sql.Tx, fresh []*model.Receipt) error {
	if len(fresh) == 0 {
		return nil
	}
	slices.SortFunc(fresh, func(a, b *model.Receipt) int { return int(a.LogIndex - b.LogIndex) })
	heads, err := headsOf(tx, fresh)
	if err != nil {
		return err
	}
	args := make([]any, 0, 4*len(fresh))
	for _, r := range fresh {
		r.Previous = heads[r.MelderID]
		envelope.SignReceipt(r, p.signer)
		heads[r.MelderID] = r.Hash()
		args = append(args, r.LogIndex, r.Previous, r.Key, r.Signature)
	}
	if _, err := tx.Exec("INSERT INTO receipt (log_index, previous, signer, signature) VALUES (?, ?, ?, ?)"+strings.Repeat(", (?, ?, ?, ?)", len(fresh)-1), args...); err != nil {
		return err
	}
	for site, head := range heads {
		if _, err := tx.Exec("INSERT INTO chain (melder_id, head) VALUES (?, ?) ON CONFLICT (melder_id) DO UPDATE SET head = excluded.head", site, head); err != nil {
			return err
		}
	}
	return nil
}

// headsOf are the hashes of the last receipts of the sites that have new ones.
func headsOf(tx *sql.Tx, fresh []*model.Receipt) (map[string]string, error) {
	heads := map[string]string{}
	for _, r := range fresh {
		if _, known := heads[r.MelderID]; known {
			continue
		}
		var head string
		err := tx.QueryRow("SELECT head FROM chain WHERE melder_id = ?", r.MelderID).Scan(&head)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
		heads[r.MelderID] = head
	}
	return heads, nil
}

// signsAtOnce are signed in one transaction after an update.
const signsAtOnce = 500

// signOldReceipts signs those that were given when the portal signed none.
func (p *Portal) signOldReceipts(ctx context.Context) error {
	for n := signsAtOnce; n == signsAtOnce; {
		err := p.DB.Write(ctx, func(tx *sql.Tx) error {
			rows, err := tx.Query("SELECT "+receiptColumns+" WHERE receipt.log_index IS NULL ORDER BY report.log_index LIMIT ?", signsAtOnce)
			if err != nil {
				return err
			}
			old, err := scanReceipts(rows)
			if err != nil {
				return err
			}
			n = len(old)
			all := make([]*model.Receipt, n)
			for i := range old {
				all[i] = &old[i]
			}
			return p.sign(tx, all)
		})
		if err != nil {
			return fmt.Errorf("sign receipts: %w", err)
		}
	}
	return nil
}

// receiptColumns are what scanReceipt reads, of which tables.
const receiptColumns = "report.tnr, report.melder_id, report.digest, report.received_at, report.log_index, coalesce(receipt.previous, ''), coalesce(receipt.signer, ''), coalesce(receipt.signature, '') " +
	"FROM report LEFT JOIN receipt ON receipt.log_index = report.log_index"

func scanReceipt(row interface{ Scan(...any) error }) (r model.Receipt, err error) {
	var receivedAt int64
	err = row.Scan(&r.Transaktionsnummer, &r.MelderID, &r.Digest, &receivedAt, &r.LogIndex, &r.Previous, &r.Key, &r.Signature)
	r.ReceivedAt = database.FromMillis(receivedAt)
	return r, err
}

func scanReceipts(rows *sql.Rows) (list []model.Receipt, err error) {
	defer rows.Close()
	for rows.Next() {
		r, err := scanReceipt(rows)
		if err != nil {
			return nil, fmt.Errorf("list reports: %w", err)
		}
		list = append(list, r)
	}
	return list, rows.Err()
}
