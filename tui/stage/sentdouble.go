package stage

import (
	"context"
	"slices"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/check"
)

func (d sentDouble) Deliveries(context.Context, string) ([]model.Delivery, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return append([]model.Delivery(nil), d.Sendings...), nil
}

func (d sentDouble) Report(context.Context, string) (model.Report, error) {
	return NewDraft().Report, nil
}

func (d sentDouble) DeliveryPage(ctx context.Context, s model.DeliverySpan) (p model.DeliveryPage, err error) {
	if err := d.read(ctx, "Übertragung"); err != nil {
		return p, err
	}
	d.Mu.Lock()
	defer d.Mu.Unlock()
	d.Most = max(d.Most, s.N)
	defer func() { d.Rows += len(p.Deliveries) }()
	p = model.DeliveryPage{Counts: map[model.State]int{}, People: map[string]model.Case{"c1": d.Person}}
	for i := range d.Sendings {
		p.Counts[d.Sendings[i].State]++
	}
	p.From = max(0, min(s.From, len(d.Sendings)-s.N))
	p.Deliveries = slices.Clone(d.Sendings[p.From:min(len(d.Sendings), p.From+s.N)])
	return p, nil
}

// WalkDeliveries numbers the deliveries from the last one on, as the store does.
func (d sentDouble) WalkDeliveries(ctx context.Context, q model.DeliveryQuery, f func(*model.DeliveryLine) bool) error {
	d.Mu.Lock()
	all := slices.Clone(d.Sendings)
	d.Mu.Unlock()
	for i, s := range all {
		if q.Cases != nil && !slices.Contains(q.Cases, s.CaseID) || q.States != nil && !slices.Contains(q.States, s.State) {
			continue
		}
		if ctx.Err() != nil || !f(&model.DeliveryLine{Row: int64(len(all) - i), Delivery: s}) {
			return ctx.Err()
		}
	}
	return nil
}

func (d sentDouble) DeliveriesAt(_ context.Context, numbers []int64) (p model.DeliveryPage, err error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	p = model.DeliveryPage{Counts: map[model.State]int{}, People: map[string]model.Case{"c1": d.Person}}
	for i := range d.Sendings {
		p.Counts[d.Sendings[i].State]++
	}
	for _, n := range numbers {
		if i := len(d.Sendings) - int(n); i >= 0 && i < len(d.Sendings) {
			p.Deliveries = append(p.Deliveries, d.Sendings[i])
		}
	}
	return p, nil
}

func (d sentDouble) DeliveriesOf(ctx context.Context, tnrs []string) (p model.DeliveryPage, err error) {
	if err := d.read(ctx, "Übertragung"); err != nil {
		return p, err
	}
	d.Mu.Lock()
	defer d.Mu.Unlock()
	p.Counts = map[model.State]int{}
	for i := range d.Sendings {
		if p.Counts[d.Sendings[i].State]++; slices.Contains(tnrs, d.Sendings[i].Transaktionsnummer) {
			p.Deliveries = append(p.Deliveries, d.Sendings[i])
		}
	}
	d.Rows += len(p.Deliveries)
	return p, nil
}

func (d sentDouble) RequestDeletion(_ context.Context, number, reason, text string) (model.Delivery, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	asked := model.Delivery{Transaktionsnummer: "9aa-loesch", Art: model.SendungLoeschantrag, MeldungID: "m1", Ersetzt: number, CaseID: "c1",
		Typ: model.TypDiagnose, Date: "2026-05-14", State: model.StateQueued, Completed: Today, Notiz: reason + "/" + text}
	d.Sendings = append(d.Sendings, asked)
	return asked, nil
}

// sentReport is what the double has sent, without Fehler.
func (d *DeskDouble) sentReport() *model.Report {
	r := NewDraft().Report
	return &r
}

func (d sentDouble) Document(context.Context, string) ([]byte, error) { return []byte(SomeXML), nil }

func (d sentDouble) Hold(_ context.Context, number string, s *model.Sperre) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	for i := range d.Sendings {
		if d.Sendings[i].Transaktionsnummer == number {
			d.Sendings[i].Sperre = s
		}
	}
	return nil
}

func (d sentDouble) Note(_ context.Context, number, text string) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	for i := range d.Sendings {
		if d.Sendings[i].Transaktionsnummer == number {
			d.Sendings[i].Notiz = text
		}
	}
	return nil
}

// registryDouble has the registry say what the double holds.
type registryDouble struct{ *DeskDouble }

func (d registryDouble) Rueckmeldungen(context.Context, string) ([]model.Rueckmeldung, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return slices.Clone(d.Came), nil
}

func (d registryDouble) Versuche(context.Context, string) ([]model.Versuch, error) { return nil, nil }

func (d registryDouble) Abgleich(context.Context) (model.Abgleich, error) {
	return model.Abgleich{}, nil
}

func (d registryDouble) Reply(_ context.Context, question model.Rueckmeldung, text string) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	for i := range d.Came {
		if d.Came[i].Nummer == question.Nummer {
			d.Came[i].Antwort = &model.Antwort{Text: text, Am: question.Am}
		}
	}
	return nil
}

// DokuCheck looks at three people, as long as the gate is open.
func (d sentDouble) DokuCheck(ctx context.Context, told func(people, all int)) (check.Tally, int, error) {
	told(0, 3)
	if err := d.read(ctx, "Doku-Check"); err != nil {
		return check.Tally{}, 0, err
	}
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return d.Own, d.Unread, d.Fail
}

// SomeOwnErrors is what the rules say of the invented report, sent under some number.
func SomeOwnErrors(number string) (own check.Tally) {
	r := NewDraft().Report
	own.Person(&check.Judge{Today: model.DatumOf(Today)}, []check.Sent{{Report: &r, Transaktionsnummer: number, Completed: Today}}, time.Time{})
	return own
}
