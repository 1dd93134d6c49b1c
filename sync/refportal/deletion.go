package refportal

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// A request to delete a report stands in the log like a report, with a receipt
// of its own. What it asks for is done by the registry's staff.

// requestDeletion takes a request in and gives its receipt; the rules about its
// number are those of deliver.
func (p *Portal) requestDeletion(ctx context.Context, who server.Session, d Delivery) (r model.Receipt, created bool, err error) {
	if r, found, err := find(p.DB.Reader, d); err != nil || found {
		return r, false, err
	}
	wanted, err := readDeletion(d)
	if err != nil {
		return model.Receipt{}, false, err
	}
	a := &arrival{Delivery: d, entry: entry{model.SendungLoeschantrag, wanted.MeldungID, []byte{}}, digest: portal.DocumentDigest(d.Document)}
	err = p.DB.Write(ctx, func(tx *sql.Tx) error {
		if err := p.Still(tx, who); err != nil {
			return err
		}
		if err := knows(tx, d.MelderID, wanted.MeldungID); err != nil {
			return err
		}
		return p.keep(tx, []*arrival{a})
	})
	return a.receipt, a.created, cmp.Or(err, a.err)
}

// readDeletion reads a request; it must be about the number and the site it
// comes under, and give one of the reasons.
func readDeletion(d Delivery) (wanted portal.Deletion, err error) {
	decoder := json.NewDecoder(bytes.NewReader(d.Document))
	decoder.DisallowUnknownFields()
	switch {
	case decoder.Decode(&wanted) != nil || decoder.More() || wanted.Version != portal.DeletionVersion:
		return wanted, server.ErrBadEnvelope
	case wanted.Transaktionsnummer != d.Transaktionsnummer || wanted.MeldungID == "" || wanted.GestelltAm.IsZero():
		return wanted, server.ErrBadEnvelope
	case !land.Default.TakesDeletion(wanted.Grund, wanted.Text):
		return wanted, server.ErrBadEnvelope
	case wanted.MelderID != d.MelderID:
		return wanted, errSiteMismatch
	}
	return wanted, nil
}

// knows is errUnknownMeldung when the site has sent no report of this Meldung_ID. Which one a
// sealed report has nobody knows here.
func knows(tx *sql.Tx, melderID, meldungID string) error {
	var one int
	err := tx.QueryRow("SELECT 1 FROM report WHERE melder_id = ? AND meldung_id IN (?, '') AND art = 'meldung' LIMIT 1", melderID, meldungID).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return errUnknownMeldung
	}
	return err
}

// meldungID is the Meldung_ID of an oBDS document of one report, "" where none
// can be read.
func meldungID(document []byte) string {
	read, err := obds.Read(bytes.NewReader(document), obds.Options{Problem: func(obds.Problem) {}})
	if err != nil {
		return ""
	}
	reports := read.Reports()
	if len(reports) != 1 {
		return ""
	}
	return string(reports[0].Meldung.MeldungID)
}

// tellOldReports gives reports what they are known by that came when the portal kept
// less beside the document.
func (p *Portal) tellOldReports(ctx context.Context) error {
	old, err := p.receipts(ctx, "WHERE report.content IS NULL ORDER BY report.log_index")
	if err != nil {
		return err
	}
	for _, r := range old {
		document, err := p.documentOf(ctx, r)
		if err != nil {
			return err
		}
		err = p.DB.Write(ctx, func(tx *sql.Tx) error {
			_, err := tx.Exec("UPDATE report SET meldung_id = ?, content = ? WHERE log_index = ?", meldungID(document), p.contentOf(document), r.LogIndex)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
