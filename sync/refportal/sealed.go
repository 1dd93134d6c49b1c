package refportal

import (
	"context"
	"database/sql"
	"errors"
	"net/http"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// A sealed report is taken in without being opened: what the portal can see of it is its
// form, who signed it, and for which keys it is. What it says the register judges, later, and
// the site hears of it by the feed (register.go).

var (
	errKeyPending = &server.Refusal{Code: portal.CodeKeyPending, Status: http.StatusConflict, Title: "Das Register hat den Schlüssel Ihrer Einrichtung noch nicht bestätigt. Die Meldung wartet; bitte rufen Sie dort an."}
	errSignature  = &server.Refusal{Code: portal.CodeSignature, Status: http.StatusUnprocessableEntity, Title: "Die Meldung ist nicht mit einem Schlüssel Ihrer Einrichtung unterschrieben, der gilt."}
	errRetired    = &server.Refusal{Code: portal.CodeKeyRetired, Status: http.StatusUnprocessableEntity, Title: "Die Meldung ist für einen Schlüssel verschlüsselt, der nicht mehr gilt. Sie muss neu verschlüsselt werden."}
	errPlain      = &server.Refusal{Code: portal.CodeVersion, Status: http.StatusUnprocessableEntity, Title: "Dieses Portal nimmt Meldungen nur verschlüsselt. Bitte den Registerschlüssel aus dem Schreiben als registerschluessel in die Konfiguration eintragen lassen und die Meldung neu abschließen."}
	errPlainAsked = &server.Refusal{Code: portal.CodeVersion, Status: http.StatusUnprocessableEntity, Title: "Dieses Portal nimmt Löschanträge nur verschlüsselt. Bitte den Registerschlüssel aus dem Schreiben als registerschluessel in die Konfiguration eintragen lassen und die Löschung neu beantragen."}
	errVersion    = &server.Refusal{Code: portal.CodeVersion, Status: http.StatusUnprocessableEntity, Title: "Die Form der Meldung ist neuer als dieses Portal."}
)

// deliverSealed takes an envelope in, by the rules of deliver.
func (p *Portal) deliverSealed(ctx context.Context, who server.Session, d Delivery) (r model.Receipt, created bool, err error) {
	if err := p.outside(ctx, d, envelope.Read); err != nil { // keys change: what was taken in once is not refused
		if r, found, finding := find(p.DB.Reader, d); finding != nil || found {
			return r, false, finding
		}
		return model.Receipt{}, false, err
	}
	a := sealedArrival(d)
	a.who = &who
	if err := p.reports.Write(ctx, a); err != nil {
		return model.Receipt{}, false, err
	}
	p.wake(a)
	return a.receipt, a.created, a.err
}

// wake has the register look at what has come.
func (p *Portal) wake(a *arrival) {
	if !a.created {
		return
	}
	select {
	case p.came <- struct{}{}:
	default:
	}
}

// sealedArrival is an envelope that is taken in.
func sealedArrival(d Delivery) *arrival {
	return &arrival{Delivery: d, entry: entry{model.SendungMeldung, "", []byte{}}, digest: portal.DocumentDigest(d.Document), sealed: true}
}

// outside is what is wrong with an envelope as far as can be seen from outside.
func (p *Portal) outside(ctx context.Context, d Delivery, read func([]byte) (*envelope.Envelope, error)) error {
	e, err := read(d.Document)
	switch {
	case errors.Is(err, envelope.ErrVersion):
		return errVersion
	case err != nil || e.Tnr != d.Transaktionsnummer:
		return server.ErrBadEnvelope
	case e.Site != d.MelderID:
		return errSiteMismatch
	}
	public, err := p.siteKey(ctx, d.MelderID, e.SenderKey)
	if err != nil {
		return err
	}
	list, err := p.keyList(ctx)
	if errors.Is(err, ErrNoKeyList) {
		return errRetired
	}
	if err != nil {
		return err
	}
	switch err = e.Check(public, list.List, p.Moment()); {
	case errors.Is(err, envelope.ErrSignature):
		return errSignature
	case err != nil:
		return errRetired
	}
	return nil
}

// siteKey is the public half of a site's key that counts.
func (p *Portal) siteKey(ctx context.Context, melderID, fingerprint string) (public string, err error) {
	var state portal.KeyState
	err = p.DB.Reader.QueryRowContext(ctx, "SELECT public, state FROM site_key WHERE melder_id = ? AND fingerprint = ?", melderID, fingerprint).Scan(&public, &state)
	switch {
	case errors.Is(err, sql.ErrNoRows), err == nil && state == keyRevoked:
		return "", errSignature
	case err == nil && state == portal.KeyPending:
		return "", errKeyPending
	}
	return public, err
}
