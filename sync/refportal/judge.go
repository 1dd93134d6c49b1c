package refportal

import (
	"context"
	"errors"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// Judge decides whether a site's document is taken in.
type Judge interface {
	// Judge gives what is wrong with a document; nothing means it is taken in.
	// Findings quote no value of it. ErrUnreadable: it is no oBDS document of one
	// report; ErrForeign: it carries another site's Melder_ID than melderID.
	Judge(ctx context.Context, document []byte, melderID string) ([]portal.Finding, error)
}

// What a Judge may say instead of findings.
var (
	ErrUnreadable = errors.New("no oBDS document of one report")
	ErrForeign    = errors.New("report of another site")
)

func (p *Portal) admits(ctx context.Context, d Delivery) error {
	findings, err := p.judge.Judge(ctx, d.Document, d.MelderID)
	switch {
	case errors.Is(err, ErrUnreadable):
		return server.ErrBadEnvelope
	case errors.Is(err, ErrForeign):
		return errSiteMismatch
	case err != nil:
		return err
	case len(findings) > 0:
		return invalid(findings)
	}
	return nil
}
