package main

import (
	"context"
	"slices"

	"example.org/meldeportal/model"
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
		if s.Unreadable {
			continue
		}
		list = append(list, rule.Past{Report: &s.Report, Sent: s.State != model.StateRejected})
	}
	return list
}

// standing are the reports that stand at the registry, or on their way there:
// of several versions of a report the last one that was not refused, and none
// whose deletion the registry has taken in. A refused report stands for itself
// while no version of it was sent. They come in the order in which they were sent
// as they stand: what a correction says of the tumour is newer than what the
// reports sent before it say. A version nobody can read takes the place of the one
// before all the same, which does not stand any more.
func standing(sent []store.Sent) []*store.Sent {
	at := map[versionKey]int{}
	var list []*store.Sent
	for i := range sent {
		s := &sent[i]
		k := keyOfVersion(s, at)
		before, known := at[k]
		known = known && k.meldung != ""
		switch {
		case s.Art == model.SendungLoeschantrag && known && s.State == model.StateAccepted:
			list[before] = nil
			delete(at, k)
		case s.Art == model.SendungLoeschantrag:
		case !known:
			at[k] = len(list)
			list = append(list, s)
		case s.State != model.StateRejected || list[before].State == model.StateRejected:
			list[before] = nil
			at[k] = len(list)
			list = append(list, s)
		}
	}
	return slices.DeleteFunc(list, func(s *store.Sent) bool { return s == nil })
}

// versionKey is what all versions of a report have in common.
type versionKey struct{ melder, meldung model.Text }

// keyOfVersion is that of a report that can be read; of one that cannot its header
// still tells the Meldung_ID.
func keyOfVersion(s *store.Sent, known map[versionKey]int) versionKey {
	if !s.Unreadable {
		return versionKey{s.Report.Meldung.MelderID, s.Report.Meldung.MeldungID}
	}
	for k := range known {
		if k.meldung == s.MeldungID {
			return k
		}
	}
	return versionKey{meldung: s.MeldungID}
}
