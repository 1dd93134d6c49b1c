package store

import (
	"database/sql"

	"example.org/meldeportal/model"
)

// Most of an import is making rows out of reports and sealing them. Nobody has to have
// the database for it: that is done beside the writing.

// sealedImport is a person whose reports are sealed.
type sealedImport struct {
	*Import
	drafts []sealedNew
	sent   []sealedSent
}

type sealedNew struct {
	model.Draft
	sealedDraft
}

type sealedSent struct {
	waybill
	sealedWaybill
	sealedBodies
}

// sealImport seals the reports of a person. Whose case it will be the writer knows.
func (v *Vault) sealImport(p *Import) (*sealedImport, error) {
	s := &sealedImport{Import: p, drafts: make([]sealedNew, len(p.Drafts)), sent: make([]sealedSent, len(p.Sent))}
	for i := range p.Sent {
		if err := v.sealArrived(&p.Sent[i], &s.sent[i]); err != nil {
			return nil, err
		}
	}
	for i := range p.Drafts {
		d := model.Draft{Report: p.Drafts[i]}
		sealed, err := v.sealDraftAs(&d, v.store.opt.NewID(), 1, nil)
		if err != nil {
			return nil, err
		}
		s.drafts[i] = sealedNew{d, sealed}
	}
	return s, nil
}

func (v *Vault) sealArrived(a *Arrived, s *sealedSent) (err error) {
	s.waybill = waybill{tnr: a.Transaktionsnummer, art: model.SendungMeldung, state: model.StateElsewhere, digest: a.Digest,
		entry: entry{Merkmale: v.store.opt.Merkmale(&a.Report)}}
	if s.sealedWaybill, err = v.sealWaybill(&s.waybill); err != nil {
		return err
	}
	texts, err := encodeReport(&a.Report, nil)
	if err != nil {
		return err
	}
	s.sealedBodies, err = v.sealBodies(a.Transaktionsnummer, texts, a.Document)
	return err
}

// counter counts the changes of a transaction of which there are many.
type counter struct{ n int64 }

func counterIn(tx *sql.Tx) (*counter, error) {
	c := &counter{}
	return c, tx.QueryRow("SELECT n FROM sequence").Scan(&c.n)
}

func (c *counter) next() int64 {
	c.n++
	return c.n
}

func (c *counter) keep(tx *sql.Tx) error {
	_, err := tx.Exec("UPDATE sequence SET n = ?", c.n)
	return err
}
