package tui

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
)

// record is the content of a record: drafts, then what was sent.
func listed(drafts, sent []recordRow) *caseContent {
	c := &caseContent{}
	for _, r := range drafts {
		d := model.Draft{ID: r.id}
		d.Report.Meldung.MeldungID = model.Text(r.meldung)
		c.drafts = append(c.drafts, d)
	}
	for _, r := range sent {
		c.deliveries = append(c.deliveries, model.Delivery{Transaktionsnummer: r.id, MeldungID: model.Text(r.meldung)})
	}
	return c
}

func TestTheCursorOfTheRecordStaysOnItsReport(t *testing.T) {
	t.Parallel()
	a, b, c := recordRow{id: "ta", meldung: "a"}, recordRow{id: "tb", meldung: "b"}, recordRow{id: "tc", meldung: "c"}
	correction, second := recordRow{id: "d1", meldung: "b"}, recordRow{id: "tb2", meldung: "b"}
	for name, test := range map[string]struct {
		before, after *caseContent
		at, want      int
	}{
		"a correction is begun":       {listed(nil, []recordRow{a, b, c}), listed([]recordRow{correction}, []recordRow{a, b, c}), 1, 0},
		"and sent":                    {listed([]recordRow{correction}, []recordRow{a, b, c}), listed(nil, []recordRow{second, a, b, c}), 0, 0},
		"the cursor on the sent one":  {listed([]recordRow{correction}, []recordRow{a, b, c}), listed(nil, []recordRow{second, a, b, c}), 2, 2},
		"sent among others":           {listed([]recordRow{{id: "d0", meldung: "n"}, correction}, []recordRow{a}), listed([]recordRow{{id: "d0", meldung: "n"}}, []recordRow{second, a}), 1, 1},
		"an answer changes the order": {listed(nil, []recordRow{a, b, c}), listed(nil, []recordRow{c, a, b}), 1, 2},
		"the first report":            {listed(nil, nil), listed([]recordRow{correction}, nil), 0, 0},
		"the last draft is removed":   {listed([]recordRow{correction}, nil), listed(nil, nil), 0, 0},
	} {
		if got := test.after.follow(test.before.rows(), test.at); got != test.want {
			t.Errorf("%s: the cursor is on line %d, want %d", name, got, test.want)
		}
	}
}

func TestTheRecordKeepsItsReportWhenLinesCome(t *testing.T) {
	t.Parallel()
	other := acceptedDelivery()
	other.Transaktionsnummer, other.MeldungID = "77aa", "m2"
	desk := &deskDouble{deliveries: []model.Delivery{acceptedDelivery(), other}}
	d := newDesktop(t, desk)
	f := NewCaseFile(d.sh, "c1")
	d.open(f).see("angenommen").press("down")
	later := acceptedDelivery()
	later.Transaktionsnummer, later.MeldungID = "88bb", "m3"
	desk.mu.Lock()
	desk.deliveries = append([]model.Delivery{later}, desk.deliveries...)
	desk.mu.Unlock()
	d.run(f.Update(answer.News{Cases: []string{"c1"}}))
	for f.count() != 3 {
		d.give(<-d.msgs)
	}
	if got := f.delivery(); got == nil || got.Transaktionsnummer != "77aa" {
		t.Errorf("the cursor is on %+v, want the report it stood on", got)
	}
}
