package outbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
)

// ErrNoReason is a request to delete without a reason the registry takes, or
// without the words that the reason needs.
var ErrNoReason = errors.New("no reason to delete")

// Deletion writes the request to delete a sent report. It says no more than the
// registry needs: which report, why, and when it was asked. It is sealed as reports are.
func (s Sender) Deletion(r *model.Report, reason, text string, now time.Time) (model.Frozen, error) {
	text = strings.TrimSpace(text)
	if !s.Rules.In().TakesDeletion(reason, text) {
		return model.Frozen{}, ErrNoReason
	}
	f, err := newNumber()
	if err != nil {
		return f, err
	}
	document, err := json.Marshal(portal.Deletion{Version: portal.DeletionVersion, Transaktionsnummer: f.Transaktionsnummer,
		MelderID: string(s.Melder.ID), MeldungID: string(r.Meldung.MeldungID), Grund: reason, Text: text,
		GestelltAm: now.UTC().Truncate(time.Millisecond)})
	if err != nil {
		return f, fmt.Errorf("write request: %w", err)
	}
	f = written(f, document)
	if s.SealRequest == nil {
		return f, nil
	}
	sealed, err := s.SealRequest(f.Transaktionsnummer, document, now)
	if err != nil {
		return model.Frozen{}, err
	}
	return closed(f, sealed), nil
}
