package rule

import "example.org/meldeportal/model"

// Begun are the reports that tell the beginning of a therapy on a tumour whose
// end no report tells yet, in their order. Drafts count: who is writing the end
// does not want it offered again.
func Begun(reports []Past, tumour model.Text) []*model.Report {
	var open []*model.Report
	for _, p := range reports {
		t, ok := therapieOf(p.Report)
		if ok && t.TumorID == tumour && t.Meldeanlass == behandlungsbeginn && !t.endedIn(reports) {
			open = append(open, p.Report)
		}
	}
	return open
}

func (t therapie) endedIn(reports []Past) bool {
	for _, p := range reports {
		end, ok := therapieOf(p.Report)
		if ok && end.Meldeanlass == behandlungsende && t.endedBy(end) {
			return true
		}
	}
	return false
}
