package lists

import (
	"context"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/wording"
)

// Part reads a part of a view: of the list as it comes, or of the deliveries found for it.
func (s Sendings) Part(ctx context.Context, v listing.View, found []int64, span model.DeliverySpan) (model.DeliveryPage, error) {
	if v.Plain() {
		return s.Desk.Sent.DeliveryPage(ctx, span)
	}
	from := max(0, min(span.From, len(found)))
	page, err := s.Desk.Walks.DeliveriesAt(ctx, found[from:min(len(found), from+span.N)])
	page.From = from
	return page, err
}

// SentParts is the list of all deliveries, or of those of a view, for whoever reads it from
// its beginning. A part that was read stays as it is, so that a place leads to what was
// shown there.
type SentParts struct {
	list  Sendings
	view  listing.View
	found []int64 // of the view
	parts map[int]model.DeliveryPage
	Total int
}

// sentPart is how many deliveries are read at once.
const sentPart = 100

// InParts reads the beginning of the list.
func (s Sendings) InParts(ctx context.Context, v listing.View) (l *SentParts, err error) {
	l = &SentParts{list: s, view: v, parts: map[int]model.DeliveryPage{}}
	if !v.Plain() {
		l.found, err = s.Sift(ctx, v, func([]int64) {})
		l.Total = len(l.found)
		return l, err
	}
	first, err := l.page(ctx, 0)
	if err == nil {
		l.Total = first.Total()
	}
	return l, err
}

func (l *SentParts) page(ctx context.Context, part int) (model.DeliveryPage, error) {
	if page, read := l.parts[part]; read {
		return page, nil
	}
	page, err := l.list.Part(ctx, l.view, l.found, model.DeliverySpan{From: part * sentPart, N: sentPart})
	if err == nil {
		l.parts[part] = page
	}
	return page, err
}

// At is the delivery in a place, nil where there is none any more, and whom it is about.
func (l *SentParts) At(ctx context.Context, i int) (*model.Delivery, model.Case, error) {
	page, err := l.page(ctx, i/sentPart)
	d := page.At(i)
	if err != nil || d == nil {
		return nil, model.Case{}, err
	}
	return d, page.People[d.CaseID], nil
}

// SentGone is said of a place in which there is no delivery any more.
const SentGone = "gibt es nicht mehr"

// Words is a delivery of the list read out.
func (l *SentParts) Words(ctx context.Context, i int) string {
	d, who, err := l.At(ctx, i)
	switch {
	case err != nil:
		return wording.Sentence(err)
	case d == nil:
		return SentGone
	}
	what := wording.SendingOf(d).Whole() + " " + wording.DayOf(d.Date)
	if d.Damaged {
		what = people.DamagedWord + ", Nr. " + model.ShortID(d.Transaktionsnummer)
	}
	return wording.JoinedBy(", ", wording.StateOf(d), people.Name(&who), what, wording.EditedBy(d.InArbeit))
}

// Some are the deliveries in some places, nil for one nobody can read any more.
func (l *SentParts) Some(ctx context.Context, places []int) []*model.Delivery {
	some := make([]*model.Delivery, len(places))
	for i, at := range places {
		some[i], _, _ = l.At(ctx, at)
	}
	return some
}

// Person is whom a delivery is about that was read.
func (l *SentParts) Person(d *model.Delivery) string {
	for _, page := range l.parts {
		if who, ok := page.People[d.CaseID]; ok {
			return people.Name(&who)
		}
	}
	return ""
}
