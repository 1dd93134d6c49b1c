package outbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
)

// Deletion is a request to delete a report as it leaves the house: numbered and
// written.
type Deletion struct {
	Transaktionsnummer string
	Document           []byte
	Digest             string
}

// ErrNoReason is a request to delete without a reason the registry takes, or
// without the words that the reason needs.
var ErrNoReason = errors.New("no reason to delete")

// Deletion writes the request to delete a sent report. It says no more than the
// registry needs: which report, why, and when it was asked.
func (s Sender) Deletion(r *model.Report, reason, text string, now time.Time) (Deletion, error) {
	text = strings.TrimSpace(text)
	if !s.Rules.In().TakesDeletion(reason, text) {
		return Deletion{}, ErrNoReason
	}
	tnr, err := uuid.NewRandom()
	if err != nil {
		return Deletion{}, fmt.Errorf("make number: %w", err)
	}
	document, err := json.Marshal(portal.Deletion{Version: portal.DeletionVersion, Transaktionsnummer: tnr.String(),
		MelderID: string(s.Melder.ID), MeldungID: string(r.Meldung.MeldungID), Grund: reason, Text: text,
		GestelltAm: now.UTC().Truncate(time.Millisecond)})
	if err != nil {
		return Deletion{}, fmt.Errorf("write request: %w", err)
	}
	return Deletion{Transaktionsnummer: tnr.String(), Document: document, Digest: portal.DocumentDigest(document)}, nil
}
