package rule

import "example.org/meldeportal/model"

// sterbedatum is the date of death as the report itself or another report of
// the patient tells it, "" where none does.
func sterbedatum(c *Case) model.Datum {
	if tod := todOf(c.Report); tod != nil && tod.Sterbedatum != "" {
		return tod.Sterbedatum
	}
	return sterbedatumElsewhere(c)
}

// sterbedatumElsewhere is the date of death other reports tell, the latest told first.
func sterbedatumElsewhere(c *Case) model.Datum {
	for i := len(c.History) - 1; i >= 0; i-- {
		if tod := todOf(c.History[i].Report); tod != nil && tod.Sterbedatum != "" {
			return tod.Sterbedatum
		}
	}
	return ""
}

func todOf(r *model.Report) *model.Tod {
	if r.Meldung.Typ != model.TypTod {
		return nil
	}
	return r.Meldung.Tod
}

// sameTumour reports whether two reports of a patient are about the same tumour.
func sameTumour(a, b *model.Report) bool {
	id := a.Meldung.Tumorzuordnung.TumorID
	return id != "" && id == b.Meldung.Tumorzuordnung.TumorID
}

// ofTumour are the other reports about the same tumour, oldest first. Earlier
// versions of the judged report itself are not among them.
func ofTumour(c *Case) []Past {
	var same []Past
	for _, p := range c.History {
		if sameTumour(c.Report, p.Report) && !sameMeldung(c.Report, p.Report) {
			same = append(same, p)
		}
	}
	return same
}

// sameMeldung reports whether two reports are versions of one.
func sameMeldung(a, b *model.Report) bool { return a.Meldung.MeldungID != "" && a.Key() == b.Key() }
