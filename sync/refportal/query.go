package refportal

import (
	"database/sql"
	"net/http"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// postQuery says what is known of a site's numbers, or of what came after a place in the log,
// so that a program finds out what it and the portal know differently. It is asked by a
// program: the session's end is not moved.
func (p *Portal) postQuery(r *http.Request) (int, any, error) {
	who, err := p.WatchSender(r)
	if err != nil {
		return 0, nil, err
	}
	var q portal.ReportQuery
	if err := server.ReadMessage(r, &q); err != nil {
		return 0, nil, err
	}
	if len(q.Nummern) > portal.MaxQuery || (q.Nach != nil) == (len(q.Nummern) > 0) || q.Nach != nil && *q.Nach < 0 {
		return 0, nil, server.ErrBadEnvelope
	}
	which, args := "report.log_index > ? ORDER BY report.log_index LIMIT ?", []any{who.Site.MelderID}
	if q.Nach != nil {
		args = append(args, *q.Nach, portal.MaxQuery)
	} else {
		which = "report.tnr IN (?" + strings.Repeat(", ?", len(q.Nummern)-1) + ") ORDER BY report.log_index"
		for _, number := range q.Nummern {
			args = append(args, number)
		}
	}
	rows, err := p.DB.Reader.QueryContext(r.Context(), "SELECT report.art, coalesce(report.meldung_id, ''), "+receiptColumns+" WHERE report.melder_id = ? AND "+which, args...)
	if err != nil {
		return 0, nil, err
	}
	defer rows.Close()
	known := portal.KnownReports{Reports: []model.Bekannt{}}
	for rows.Next() {
		k, err := scanKnown(rows)
		if err != nil {
			return 0, nil, err
		}
		known.Reports = append(known.Reports, k)
	}
	return http.StatusOK, known, rows.Err()
}

func scanKnown(rows *sql.Rows) (k model.Bekannt, err error) {
	k.Receipt, err = scanReceipt(scanning(func(into ...any) error { return rows.Scan(append([]any{&k.Art, &k.MeldungID}, into...)...) }))
	return k, err
}

// scanning scans a part of a row.
type scanning func(...any) error

func (s scanning) Scan(into ...any) error { return s(into...) }
