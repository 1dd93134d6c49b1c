package worklist

import "example.org/meldeportal/model"

// Nachsorge is a tumour with the day something was heard of it last: some time later
// its follow-up is due.
type Nachsorge struct {
	CaseID  string
	TumorID model.Text
	Last    model.Datum // of the latest Diagnose or Verlauf
}

// Due reports whether it is on a day since which something must have been heard.
func (n *Nachsorge) Due(since model.Datum) bool { return n.Last < since }

// Nachsorgen are the follow-ups of one case: tumours with the day of their latest
// Diagnose or Verlauf and whose next one nobody has begun. After a death there are
// none, nor while something of the case cannot be read: it may tell of a death.
func Nachsorgen(fall []model.Vorgang) (all []Nachsorge) {
	if anyDamaged(fall) {
		return nil
	}
	last, begun := map[model.Text]model.Datum{}, map[model.Text]bool{}
	var tumours []model.Text // as they were first heard of
	for i := range fall {
		v := &fall[i]
		switch {
		case v.State == model.StateDraft:
			begun[v.TumorID] = begun[v.TumorID] || v.Typ == model.TypVerlauf
		case !standing(fall, i):
		case v.Typ == model.TypTod:
			return nil
		case v.Typ == model.TypDiagnose || v.Typ == model.TypVerlauf:
			if _, known := last[v.TumorID]; !known {
				tumours = append(tumours, v.TumorID)
			}
			last[v.TumorID] = max(last[v.TumorID], v.Date)
		}
	}
	for _, t := range tumours {
		if t != "" && !begun[t] && last[t] != "" {
			all = append(all, Nachsorge{fall[0].CaseID, t, last[t]})
		}
	}
	return all
}
