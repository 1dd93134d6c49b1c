package outbox_test

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/refportal/faults"
)

func TestWhatLeavesIsStampedAndFreeOfHiddenFields(t *testing.T) {
	t.Parallel()
	h := furnish(t)
	d := h.newDraft(h.newCase(), func(r *model.Report) {
		r.Patient.Stammdaten.VersichertendatenPKV = &model.VersichertendatenPKV{IKNR: "168140346"} // the branch that was not chosen
		r.Meldedatum = "2001-01-01"
	})
	delivery := h.queue(d)
	document, err := h.vault.Document(t.Context(), delivery.Transaktionsnummer)
	h.must(err)
	text := string(document)
	for _, want := range []string{"2026-03-04", melderID, "Mustermann"} {
		if !strings.Contains(text, want) {
			t.Errorf("document lacks %q", want)
		}
	}
	for _, not := range []string{"2001-01-01", "168140346"} {
		if strings.Contains(text, not) {
			t.Errorf("document has %q, which is hidden", not)
		}
	}
	frozen, err := h.vault.Report(t.Context(), delivery.Transaktionsnummer)
	h.must(err)
	if frozen.Patient.Stammdaten.VersichertendatenPKV != nil || frozen.Meldedatum != "2026-03-04" {
		t.Errorf("frozen report: got %+v, %s; want it as it is written", frozen.Patient.Stammdaten.VersichertendatenPKV, frozen.Meldedatum)
	}
}

// canaries are the values of the invented report that tell something about a person.
var canaries = []string{"Mustermann", "Erika", "A123456780", "1961-08-12", "12.08.1961", "Lindenallee", "35390", "Gießen", "frei erfunden",
	"C50.4", "8500/3", "P-0000001"}

func TestTheLogSaysNothingAboutAPerson(t *testing.T) {
	t.Parallel()
	h := build(t)
	c := h.newCase()
	first := h.submit(c).Transaktionsnummer
	h.faults.Inject(faults.RefusedConnection, faults.LostAnswer, faults.Cut, faults.Nonsense, faults.Unavailable)
	r := h.start(newQueue(h.vault), h.client, none)
	h.until("accepted", func() (any, bool) {
		r.Hurry()
		return r.heard(first), h.delivery(first).State == model.StateAccepted
	})
	h.sender.Melder.ID = "HE-99999999"
	second := h.submit(c).Transaktionsnummer
	r.Kick()
	r.hears(second, model.StateSending, model.StateRejected)
	text := h.log.String()
	if !strings.Contains(text, first) || !strings.Contains(text, second) || strings.Count(text, "\n") < 8 {
		t.Fatalf("log is too short to prove anything:\n%s", text)
	}
	for _, canary := range append(canaries, password, login) {
		if strings.Contains(text, canary) {
			t.Errorf("log holds %q:\n%s", canary, text)
		}
	}
	document, err := h.vault.Document(t.Context(), first)
	h.must(err)
	for _, canary := range []string{"Mustermann", "A123456780"} { // the search finds what is there
		if !strings.Contains(string(document), canary) {
			t.Errorf("document lacks %q; the canaries are not the report's", canary)
		}
	}
}
