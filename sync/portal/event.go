package portal

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"example.org/meldeportal/model"
)

// MaxEvents is how many events an answer has at most.
const MaxEvents = 50

// Events are what came back to a site, in its order.
type Events struct {
	Events []Event `json:"events"`
	Next   int64   `json:"next"` // after which to ask on
}

// EventKind says what an Event is.
type EventKind string

// The kinds of events. One of a kind that a program does not know is kept for a later one.
const (
	EventResult    EventKind = "result"     // what the registry made of a report
	EventQuestion  EventKind = "question"   // it asks about one
	EventDeletion  EventKind = "deletion"   // it has settled a Löschantrag
	EventDokuCheck EventKind = "doku-check" // it has looked at one of the first ones
	EventMissing   EventKind = "missing"    // it lacks a report
	EventPaid      EventKind = "paid"       // the Abrechnungsstelle has paid a report

	EventNotMissing EventKind = "not-missing" // it takes back that it lacks a report
)

// Event is one of them.
type Event struct {
	Cursor             int64     `json:"cursor"`
	At                 time.Time `json:"at"`
	Kind               EventKind `json:"kind"`
	Transaktionsnummer string    `json:"transaktionsnummer"`   // of the report, or of the Löschantrag; of a missing report without one that of the notice itself
	MeldungID          string    `json:"meldung_id,omitempty"` // of the report
	Ergebnis           string    `json:"ergebnis,omitempty"`   // of Results, with EventResult; DeletionGranted or DeletionRefused
	Feld               string    `json:"feld,omitempty"`       // field id that a question is about
	Text               string    `json:"text,omitempty"`
	Findings           []Finding `json:"findings,omitempty"`
	Missing            *Missing  `json:"missing,omitempty"` // with EventMissing
	Cents              int       `json:"cents,omitempty"`   // with EventPaid: what was paid; the last one of a report counts
	Takes              int64     `json:"takes,omitempty"`   // with EventNotMissing: cursor of the notice that is taken back
}

// Missing is a report that the registry lacks: why, and what the house knows it by. It is
// answered by the report, or in words as a question is.
//
// A site is told nothing here that it did not say or get itself. The beginning of a therapy is
// named by its own report. Of a finding stands here what the pathologist's letter to it says
// outside the finding, and the number it gave the person in reports of its own: no name, since
// the portal opens no report and reads its feed; no diagnosis and no other house's report.
type Missing struct {
	Grund          string `json:"grund"` // of Reasons
	Einsendenummer string `json:"einsendenummer,omitempty"`
	Befunddatum    string `json:"befunddatum,omitempty"` // 2006-01-02
	PatientID      string `json:"patient_id,omitempty"`
	Stelle         string `json:"stelle,omitempty"` // the pathologist
}

// Reasons are why a report may be missing.
func Reasons() []string {
	return []string{string(model.VermisstPathologie), string(model.VermisstEnde)}
}

func (m *Missing) vermisst() *model.Vermisst {
	if m == nil {
		return nil
	}
	return &model.Vermisst{Grund: model.Vermisstgrund(m.Grund), Einsendenummer: model.Text(m.Einsendenummer), Datum: model.Datum(m.Befunddatum),
		PatientID: model.Text(m.PatientID), Stelle: m.Stelle}
}

func (m *Missing) clean() {
	if m != nil {
		m.Grund, m.Einsendenummer, m.Befunddatum, m.PatientID, m.Stelle = clean(m.Grund), clean(m.Einsendenummer), clean(m.Befunddatum), clean(m.PatientID), clean(m.Stelle)
	}
}

// Rueckmeldung is the event as a house keeps it.
func (e *Event) Rueckmeldung() model.Rueckmeldung {
	return model.Rueckmeldung{Nummer: e.Cursor, Am: e.At, Art: model.Rueckmeldungsart(e.Kind), Transaktionsnummer: e.Transaktionsnummer, MeldungID: model.Text(e.MeldungID),
		Ergebnis: model.Ergebnis(e.Ergebnis), Feld: e.Feld, Text: e.Text, Befunde: befunde(e.Findings), Vermisst: e.Missing.vermisst(), Cents: e.Cents, Zu: e.Takes}
}

func befunde(findings []Finding) (all []model.Befund) {
	for _, f := range findings {
		all = append(all, model.Befund{Regel: f.Rule, Text: f.Text, Feld: f.Field})
	}
	return all
}

// Results are what can become of a report (hessen.md 12).
func Results() []string {
	return []string{string(model.ErgebnisAngenommen), string(model.ErgebnisHinweis), string(model.ErgebnisAbgelehnt), string(model.ErgebnisDoppelmeldung), string(model.ErgebnisGeloescht)}
}

// What can become of a Löschantrag.
const (
	DeletionGranted = string(model.ErgebnisGewaehrt)
	DeletionRefused = string(model.ErgebnisAbgelehnt)
)

// Events asks for what came back to the site of whoever is signed in, after a cursor; 0 is
// the beginning.
func (c *Client) Events(ctx context.Context, after int64) (Events, error) {
	var feed Events
	err := c.call(ctx, request{method: http.MethodGet, path: PathEvents + "?after=" + strconv.FormatInt(after, 10), signed: true, long: true}, &feed)
	if err != nil {
		return Events{}, err
	}
	last := after
	for i := range feed.Events {
		e := &feed.Events[i]
		if e.Cursor <= last {
			return Events{}, nonsense(c.base.Host, http.StatusOK, "feed out of order")
		}
		last = e.Cursor
		e.MeldungID, e.Ergebnis, e.Feld, e.Text = clean(e.MeldungID), clean(e.Ergebnis), clean(e.Feld), clean(e.Text)
		cleanFindings(e.Findings)
		e.Missing.clean()
	}
	if feed.Next != last {
		return Events{}, nonsense(c.base.Host, http.StatusOK, "feed without its end")
	}
	return feed, nil
}
