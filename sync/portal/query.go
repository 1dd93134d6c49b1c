package portal

import (
	"context"
	"net/http"

	"example.org/meldeportal/model"
)

// MaxQuery is how many numbers may be asked for at a time, and how many an answer has.
const MaxQuery = 500

// ReportQuery asks what the portal knows: of these numbers, or of what came after a
// log_index.
type ReportQuery struct {
	Nummern []string `json:"nummern,omitempty"`
	Nach    *int64   `json:"nach,omitempty"`
}

// KnownReports are what it knows.
type KnownReports struct {
	Reports []model.Bekannt `json:"reports"`
}

// Known says which of these numbers the portal knows; MaxQuery at most.
func (c *Client) Known(ctx context.Context, numbers []string) ([]model.Bekannt, error) {
	return c.query(ctx, ReportQuery{Nummern: numbers})
}

// KnownAfter are the next that came after a log_index, in their order; none where there are
// no more.
func (c *Client) KnownAfter(ctx context.Context, index int64) ([]model.Bekannt, error) {
	known, err := c.query(ctx, ReportQuery{Nach: &index})
	for i := range known {
		if known[i].Receipt.LogIndex <= index {
			return nil, nonsense(c.base.Host, http.StatusOK, "log out of order")
		}
		index = known[i].Receipt.LogIndex
	}
	return known, err
}

func (c *Client) query(ctx context.Context, q ReportQuery) ([]model.Bekannt, error) {
	var known KnownReports
	err := c.call(ctx, request{method: http.MethodPost, path: PathQuery, signed: true, long: true, message: q}, &known)
	if err != nil {
		return nil, err
	}
	for i := range known.Reports {
		k := &known.Reports[i]
		if err := c.checked(&k.Receipt); err != nil {
			return nil, err
		}
		k.MeldungID = clean(k.MeldungID)
	}
	return known.Reports, nil
}
