package lines

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/stage"
)

func TestAListIsLookedThroughByCommands(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, strings.Join([]string{
		":filter", ":sortieren datum ab", ":haeufigkeit anlass", "1", ":filter status abgel", ":merken Abgelehnte",
		":datei liste.csv", ":filter weg", ":gemerkt", "1", ":gemerkt", ":vergessen 1", ":filter farbe rot", ":filter status lila", "t0003", "1", ""}, "\n"))
	for i := range 8 {
		d := model.Delivery{Transaktionsnummer: fmt.Sprintf("t%04d", i), Art: model.SendungMeldung, CaseID: "c1", Typ: model.TypOP,
			Date: model.Datum(fmt.Sprintf("2026-%02d-14", 1+i)), State: model.StateAccepted, Receipt: &model.Receipt{ReceivedAt: stage.Today}}
		if i%4 == 0 {
			d.State, d.Receipt, d.Reason = model.StateRejected, nil, "=1+1"
		}
		desk.Sendings = append(desk.Sendings, d)
	}
	if err := z.transmissions(nil); !errors.Is(err, ask.ErrEnd) {
		t.Fatal(err)
	}
	rest := heard.String()
	for _, want := range []string{
		"Übertragung, 8 Meldungen", "1: abgelehnt, ", "Spalten: status, name, anlass, icd, datum, quittung, art, von, nummer, offenbei.",
		"Gezeigt: nach Datum abwärts.", "vom 14.08.2026", "Häufigkeiten in Anlass: 1 Wert.", "1: OP, 8",
		"2 Meldungen", "Gezeigt: Status: abgelehnt, Anlass: OP, nach Datum abwärts.", "Gemerkt: Abgelehnte.", "Gespeichert: ", "8 Meldungen",
		"1: Abgelehnte: Status: abgelehnt, Anlass: OP, nach Datum abwärts", "2 Meldungen", "Vergessen: Abgelehnte.", "Bitte eine Spalte nennen",
		"In der Spalte Status steht nichts wie „lila“", "Suche: t0003",
	} {
		at := strings.Index(rest, want)
		if at < 0 {
			t.Fatalf("%q is not said behind what was said before:\n%s", want, heard)
		}
		rest = rest[at+len(want):]
	}
	for path, content := range desk.Files {
		if n := strings.Count(content, "\r\n"); n != 3 || !strings.Contains(content, ";'=1+1;") {
			t.Errorf("%s: got %d lines, want heads and the two in sight, no formula:\n%s", path, n, content)
		}
	}
	if len(desk.Files) != 1 {
		t.Errorf("files: %v", desk.Files)
	}
}

func TestSeveralDeliveriesAreHeldBackAtOnce(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":zurueckhalten 1-2\n2\n\n:rueckgaengig\n:erledigen 3\n\n")
	for i := range 3 {
		d := model.Delivery{Transaktionsnummer: fmt.Sprintf("t%04d", i), Art: model.SendungMeldung, CaseID: "c1", Typ: model.TypOP, Date: "2026-01-14", State: model.StateQueued}
		if i == 2 {
			d.State, d.Receipt = model.StateAccepted, &model.Receipt{ReceivedAt: stage.Today}
		}
		desk.Sendings = append(desk.Sendings, d)
	}
	if err := z.transmissions(nil); !errors.Is(err, ask.ErrBack) && !errors.Is(err, ask.ErrEnd) {
		t.Fatal(err)
	}
	for _, want := range []string{"2 Meldungen: Zurückhalten.", "Zurückgenommen: 2 Meldungen.", "Gesehen."} {
		if !strings.Contains(heard.String(), want) {
			t.Errorf("%q is not said:\n%s", want, heard)
		}
	}
}

// What the drawn list has beside its lines is told without opening one.
func TestWhatALineHoldsIsTold(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":patienten\n:ansehen 1\n\n:papierkorb\n:ansehen 1\n\n:uebertragung\n:ansehen 1\n\n:ansehen 1\n:papierkorb\n\n")
	desk.Tasks, desk.Persons = stage.SomeTasks(), []model.Case{stage.CaseOf("c1", "Ahorn")}
	desk.Sendings = append(desk.Sendings, model.Delivery{Transaktionsnummer: "t0001", Art: model.SendungMeldung, CaseID: "c1", Typ: model.TypOP, Date: "2026-01-14", State: model.StateRejected, Reason: "Grund eins"})
	if err := z.worklist(); !errors.Is(err, ask.ErrEnd) {
		t.Fatal(err)
	}
	rest := heard.String()
	for _, want := range []string{"Patienten, ", "Tumoren. ", "Meldungen. ", "Papierkorb, 0", "Die Liste zeigt keine Zeile.", "Übertragung, 1 Meldung", "OP, 14.01.2026. Stand: abgelehnt. Nummer t0001. Grund eins.", "Person. ", "abgelehnt, "} {
		at := strings.Index(rest, want)
		if at < 0 {
			t.Fatalf("%q is not said behind what was said before:\n%s", want, heard)
		}
		rest = rest[at+len(want):]
	}
}
