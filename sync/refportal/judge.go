package refportal

import (
	"context"
	"errors"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// Judge decides whether a site's document is taken in.
type Judge interface {
	// Judge says what a document is and what is wrong with it; nothing wrong means it
	// is taken in. ErrUnreadable: it is no oBDS document of one report; ErrForeign: it
	// carries another site's Melder_ID than melderID.
	Judge(ctx context.Context, document []byte, melderID string) (Verdict, error)
}

// Verdict is what a Judge says of a document. Findings quote no value of it.
type Verdict struct {
	MeldungID string           // of its report, "" where none can be read
	Findings  []portal.Finding // portal.MaxFindings at most
	More      int              // findings besides: a document can have hundreds of thousands

	Remarks []portal.Finding // what is to be said of it and keeps it out of nothing; portal.MaxFindings at most
}

// note adds a finding.
func (v *Verdict) note(f portal.Finding) {
	if len(v.Findings) < portal.MaxFindings {
		v.Findings = append(v.Findings, f)
	} else {
		v.More++
	}
}

// What a Judge may say instead of findings.
var (
	ErrUnreadable = errors.New("no oBDS document of one report")
	ErrForeign    = errors.New("report of another site")
)

// admits gives what was said of a document that is taken in.
func (p *Portal) admits(ctx context.Context, d Delivery) (verdict Verdict, err error) {
	verdict, err = p.judge.Judge(ctx, d.Document, d.MelderID)
	switch {
	case errors.Is(err, ErrUnreadable):
		return verdict, server.ErrBadEnvelope
	case errors.Is(err, ErrForeign):
		return verdict, errSiteMismatch
	case err != nil:
		return verdict, err
	case len(verdict.Findings) > 0:
		return verdict, invalid(verdict)
	}
	return verdict, nil
}
