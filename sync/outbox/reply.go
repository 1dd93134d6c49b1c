package outbox

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
)

// Reply writes what is answered to a question of the registry.
func (s Sender) Reply(question *model.Rueckmeldung, text string, now time.Time) (model.Antwort, error) {
	f, err := newNumber()
	if err != nil {
		return model.Antwort{}, err
	}
	a := model.Antwort{Nummer: f.Transaktionsnummer, Text: strings.TrimSpace(text), Am: now}
	a.Document, err = json.Marshal(portal.Reply{Version: portal.ReplyVersion, Transaktionsnummer: a.Nummer, MelderID: string(s.Melder.ID),
		Frage: question.Nummer, Text: a.Text, BeantwortetAm: now.UTC().Truncate(time.Millisecond)})
	if err != nil {
		return a, fmt.Errorf("write answer: %w", err)
	}
	a.Digest = portal.DocumentDigest(a.Document)
	return a, nil
}
