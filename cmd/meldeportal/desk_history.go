package main

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
func (d *desk) History(ctx context.Context, caseID, exceptDraft string) ([]rule.Past, error) {
	past, err := history(ctx, d.vault, caseID, exceptDraft)
	return past, failure(err)
}

func history(ctx context.Context, v *store.Vault, caseID, exceptDraft string) ([]rule.Past, error) {
	sent, err := v.Reports(ctx, caseID)
	if err != nil {
		return nil, err
	}
	drafts, err := v.Drafts(ctx, caseID)
	if err != nil {
		return nil, err
	}
	return pastOf(sent, slices.DeleteFunc(drafts, func(d model.Draft) bool { return d.ID == exceptDraft })), nil
}

// pastOf are sent reports and drafts of a case as the rules see them.
func pastOf(sent []store.Sent, drafts []model.Draft) []rule.Past {
	list := past(sent)
	for i := range drafts {
		if !drafts[i].Damaged {
			list = append(list, rule.Past{Report: &drafts[i].Report, Draft: true})
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
