package record

import (
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// Begun are the reports that tell the beginning of a therapy of a type on a tumour
// whose end no report tells yet, in their order. Drafts count: who is writing the end
// does not want it offered again.
func Begun(past []rule.Past, tumour model.Text, typ model.Zweig) (open []*model.Report) {
	known := make([]model.Merkmale, len(past))
	for i := range past {
		known[i] = MerkmaleOf(past[i].Report)
	}
	for i := range known {
		m := &known[i]
		if m.Typ == typ && m.TumorID == tumour && begins(m) && !slices.ContainsFunc(known, func(end model.Merkmale) bool { return Ends(m, &end) }) {
			open = append(open, past[i].Report)
		}
	}
	return open
}

func begins(m *model.Merkmale) bool {
	return (m.Typ == model.TypST || m.Typ == model.TypSYST) && m.Meldeanlass == model.Behandlungsbeginn
}

// Ends reports whether a report tells the end of the therapy another one began: by
// its id, or by its begin where the begin report had no id.
func Ends(begin, end *model.Merkmale) bool {
	if end.Meldeanlass != model.Behandlungsende || end.Typ != begin.Typ || end.TumorID != begin.TumorID {
		return false
	}
	if begin.TherapieID == "" {
		return end.Beginn.Day() == begin.Beginn.Day()
	}
	return end.TherapieID == begin.TherapieID
}
