package record

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// record is the content of a record: drafts, then what was sent.
func listed(drafts, sent []work.RecordRow) *work.Record {
	c := &work.Record{}
	for _, r := range drafts {
		d := model.Draft{ID: r.Id}
		d.Report.Meldung.MeldungID = model.Text(r.Meldung)
		c.Drafts = append(c.Drafts, d)
	}
	for _, r := range sent {
		c.Deliveries = append(c.Deliveries, model.Delivery{Transaktionsnummer: r.Id, MeldungID: model.Text(r.Meldung)})
	}
	return c
}

func TestTheCursorOfTheRecordStaysOnItsReport(t *testing.T) {
	t.Parallel()
	a, b, c := work.RecordRow{Id: "ta", Meldung: "a"}, work.RecordRow{Id: "tb", Meldung: "b"}, work.RecordRow{Id: "tc", Meldung: "c"}
	correction, second := work.RecordRow{Id: "d1", Meldung: "b"}, work.RecordRow{Id: "tb2", Meldung: "b"}
	for name, test := range map[string]struct {
		before, after *work.Record
		at, want      int
	}{
		"a correction is begun":       {listed(nil, []work.RecordRow{a, b, c}), listed([]work.RecordRow{correction}, []work.RecordRow{a, b, c}), 1, 0},
		"and sent":                    {listed([]work.RecordRow{correction}, []work.RecordRow{a, b, c}), listed(nil, []work.RecordRow{second, a, b, c}), 0, 0},
		"the cursor on the sent one":  {listed([]work.RecordRow{correction}, []work.RecordRow{a, b, c}), listed(nil, []work.RecordRow{second, a, b, c}), 2, 2},
		"sent among others":           {listed([]work.RecordRow{{Id: "d0", Meldung: "n"}, correction}, []work.RecordRow{a}), listed([]work.RecordRow{{Id: "d0", Meldung: "n"}}, []work.RecordRow{second, a}), 1, 1},
		"an answer changes the order": {listed(nil, []work.RecordRow{a, b, c}), listed(nil, []work.RecordRow{c, a, b}), 1, 2},
		"the first report":            {listed(nil, nil), listed([]work.RecordRow{correction}, nil), 0, 0},
		"the last draft is removed":   {listed([]work.RecordRow{correction}, nil), listed(nil, nil), 0, 0},
	} {
		if got := test.after.Follow(test.before.Rows(), test.at); got != test.want {
			t.Errorf("%s: the cursor is on line %d, want %d", name, got, test.want)
		}
	}
}

func TestTheRecordKeepsItsReportWhenLinesCome(t *testing.T) {
	t.Parallel()
	other := stage.AcceptedDelivery()
	other.Transaktionsnummer, other.MeldungID = "77aa", "m2"
	desk := &stage.DeskDouble{Sendings: []model.Delivery{stage.AcceptedDelivery(), other}}
	d := newDesktop(t, desk)
	f := NewCaseFile(d.Sh, "c1")
	d.Open(f).See("angenommen").Press("down")
	later := stage.AcceptedDelivery()
	later.Transaktionsnummer, later.MeldungID = "88bb", "m3"
	desk.Mu.Lock()
	desk.Sendings = append([]model.Delivery{later}, desk.Sendings...)
	desk.Mu.Unlock()
	d.Run(f.Update(answer.News{Cases: []string{"c1"}}))
	for f.count() != 3 {
		d.Give(<-d.Msgs)
	}
	if got := f.delivery(); got == nil || got.Transaktionsnummer != "77aa" {
		t.Errorf("the cursor is on %+v, want the report it stood on", got)
	}
}
