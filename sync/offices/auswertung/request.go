package auswertung

import (
	"context"
	"database/sql"
	"errors"

	"example.org/meldeportal/sync/database"
)

// Who a relative asks about is looked for as a report's person is, and nothing of the request is
// kept but its sign and whom it found. A person who is only like her is not given away.

// ErrSign: no request has that sign.
var ErrSign = errors.New("no request of that sign")

// request notes whom a request is about.
func (s *Stelle) request(tx *sql.Tx, n *arrived) error {
	nummern, err := packNumbers(n.Werte)
	if err != nil {
		return err
	}
	b := &n.beilage
	wanted := row{generation: n.Generation, nummern: nummern, jahr: b.Jahr, monat: b.Monat, geschlecht: b.Geschlecht, plz: b.PLZ, ort: b.Ort}
	record := wanted.record()
	others, err := candidates(tx, record, wanted.id, wanted.generation)
	if err != nil {
		return err
	}
	pairs, zones, err := weigh(tx, &wanted, record, others, true)
	if err != nil {
		return err
	}
	var found any // NULL
	doubt := min(len(pairs), 1)
	if doubt == 1 && pairs[0].weight >= zones.Link && (len(pairs) == 1 || pairs[1].weight < zones.Link) {
		found, doubt = pairs[0].b, 0
	}
	if _, err := tx.Exec("DELETE FROM antrag WHERE kennzeichen = ?", string(n.Transaktion)); err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO antrag (kennzeichen, at, bericht, zweifel) VALUES (?, ?, ?, ?)", string(n.Transaktion), database.Millis(s.now()), found, doubt)
	return err
}

// Requested is whom a request is about: found is false where there is nobody, doubt true where
// somebody is like her and not certainly she. ErrSign.
func (s *Stelle) Requested(ctx context.Context, sign string) (c Case, found, doubt bool, err error) {
	var number int64
	err = s.db.Reader.QueryRowContext(ctx, "SELECT coalesce(b.registernummer, 0), a.zweifel = 1 FROM antrag a LEFT JOIN bericht b ON b.id = a.bericht WHERE a.kennzeichen = ?", sign).Scan(&number, &doubt)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrSign
	}
	if err != nil || number == 0 {
		return c, false, doubt, err
	}
	c, found, err = s.Case(ctx, number)
	return c, found, doubt, err
}
