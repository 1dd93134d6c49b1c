package desk

import (
	"context"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/store"
)

// History is the sent reports of the case, then its other drafts, as far as they
// can be read.
func (d *Desk) History(ctx context.Context, caseID, exceptDraft string) ([]rule.Past, error) {
	r, err := d.vault.Record(ctx, caseID)
	if err != nil {
		return nil, Failure(err)
	}
	r.Drafts = slices.DeleteFunc(r.Drafts, func(d model.Draft) bool { return d.ID == exceptDraft })
	return pastOf(&r), nil
}

// pastOf are the reports of a case as the rules see them.
func pastOf(r *store.Record) []rule.Past {
	list := past(r.Sent)
	for i := range r.Drafts {
		if !r.Drafts[i].Damaged {
			list = append(list, rule.Past{Report: &r.Drafts[i].Report, Draft: true})
		}
	}
	return list
}

// past are the sent reports of a case as the rules see them.
func past(sent []store.Sent) (list []rule.Past) {
	for _, s := range standing(sent) {
		if !s.Unreadable {
			list = append(list, rule.Past{Report: &s.Report, Sent: s.State != model.StateRejected})
		}
	}
	return list
}

// standing are the reports that stand at the registry, or on their way there.
func standing(sent []store.Sent) (list []*store.Sent) {
	for _, i := range record.Standing(sent, versionOf) {
		list = append(list, &sent[i])
	}
	return list
}

// versionOf is what decides among the versions of a report. Of one that cannot be
// read its header still tells the Meldung_ID: it takes the place of the one before all
// the same, which does not stand any more.
func versionOf(s *store.Sent) record.Version {
	v := record.OfDelivery(&s.Delivery)
	if !s.Unreadable {
		v.Key = s.Report.Key()
	}
	return v
}
