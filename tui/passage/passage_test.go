package passage

import (
	"context"
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/work"
)

// offices say what they are told to.
type offices []answer.Office

func (o offices) Passage(_ context.Context, tnr string) ([]answer.Office, error) {
	if tnr != "t1" {
		panic("asked for " + tnr)
	}
	return o, nil
}

func sent(of work.Passage) *work.SentVersion {
	return &work.SentVersion{Desk: &work.Desk{Passage: of}, Delivery: model.Delivery{Transaktionsnummer: "t1", State: model.StateAccepted, Receipt: &model.Receipt{}}}
}

func TestOnlyTheDemoShowsWhatTheOfficesHave(t *testing.T) {
	t.Parallel()
	act := func(s *work.SentVersion) work.Act { return work.ActNamed(ActsOn(s), "stellen") }
	if a := act(sent(nil)); !a.Quiet || !strings.Contains(a.Off, "meldeportal demo") {
		t.Errorf("in the real program: %+v", a)
	}
	if a := act(sent(offices{})); a.Off != "" || a.Quiet {
		t.Errorf("of a delivered report: %+v", a)
	}
	for name, change := range map[string]func(*model.Delivery){
		"waiting":             func(d *model.Delivery) { d.Receipt = nil },
		"a request to delete": func(d *model.Delivery) { d.Art = model.SendungLoeschantrag },
	} {
		s := sent(offices{})
		if change(&s.Delivery); act(s).Off == "" {
			t.Errorf("%s: can be looked at", name)
		}
	}
}

func TestEachOfficeIsReadOutColumnByColumn(t *testing.T) {
	t.Parallel()
	lines, err := Read(t.Context(), sent(offices{{Title: "Amt", Knows: "weiß wenig.", Tables: []answer.OfficeTable{
		{Name: "meldung", Columns: []string{"stand", "chiffrat"}, Rows: [][]string{{"da", "–"}, {"weg", "61"}}},
		{Name: "frage", Columns: []string{"id"}},
		{Name: "eine", Columns: []string{"id"}, Rows: [][]string{{"7"}}},
	}, Hits: 3}}))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"", "Amt: weiß wenig.", "  meldung, Zeile 1", "    stand=da", "    chiffrat=–", "  meldung, Zeile 2", "    stand=weg", "    chiffrat=61",
		"  frage: leer", "  eine", "    id=7", "  Name, Vorname, Geburtsname, Geburtstag oder Versichertennummer in ihren Dateien: 3 Treffer"}
	if got := lines[2:]; !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
