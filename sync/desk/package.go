package desk

import (
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/obds"
)

// pack is a package that is being put together: reports of one sender.
type pack struct {
	absender model.Absender
	patients []obds.Patient
	melder   []model.Melder
	ids      map[model.Text]bool // Meldung_IDs in it
	reports  int
}

// packages are the packages begun, one for each sender.
type packages []*pack

// add puts the reports of a person into packages and returns those that had no
// room for them and are to be written now. A Meldung_ID stands once in a
// package: reports of two Melder with one id go into two.
func (all *packages) add(reports []*model.Report, most int) (full []*pack) {
	for len(reports) > 0 {
		sender := reports[0].Absender
		same, others := split(reports, func(r *model.Report) bool { return r.Absender.AbsenderID == sender.AbsenderID })
		for part := range slices.Chunk(same, most) {
			p := all.of(sender)
			if p.reports+len(part) > most && p.reports > 0 || p.clashes(part) {
				full = append(full, p)
				*all = slices.DeleteFunc(*all, func(other *pack) bool { return other == p })
				p = all.of(sender)
			}
			part, again := p.fitting(part)
			p.add(part)
			others = append(others, again...)
		}
		reports = others
	}
	return full
}

func split(reports []*model.Report, in func(*model.Report) bool) (yes, no []*model.Report) {
	for _, r := range reports {
		if in(r) {
			yes = append(yes, r)
		} else {
			no = append(no, r)
		}
	}
	return yes, no
}

// of is the package of a sender that is being filled.
func (all *packages) of(sender model.Absender) *pack {
	for _, p := range *all {
		if p.absender.AbsenderID == sender.AbsenderID {
			p.absender = sender // the newest version of the program speaks
			return p
		}
	}
	p := &pack{absender: sender, ids: map[model.Text]bool{}}
	*all = append(*all, p)
	return p
}

// clashes reports whether an id of the reports is in the package already.
func (p *pack) clashes(reports []*model.Report) bool {
	return slices.ContainsFunc(reports, func(r *model.Report) bool { return p.ids[r.Meldung.MeldungID] })
}

// fitting are the reports that can stand in one package, and the rest.
func (p *pack) fitting(reports []*model.Report) (fit, rest []*model.Report) {
	seen := map[model.Text]bool{}
	return split(reports, func(r *model.Report) bool {
		before := seen[r.Meldung.MeldungID]
		seen[r.Meldung.MeldungID] = true
		return !before
	})
}

// add takes the reports of one person. The last one knows the person best.
func (p *pack) add(reports []*model.Report) {
	patient := obds.Patient{Patient: reports[len(reports)-1].Patient}
	for _, r := range reports {
		patient.Meldungen = append(patient.Meldungen, r.Meldung)
		p.ids[r.Meldung.MeldungID] = true
		p.addMelder(r.Melder)
	}
	p.patients = append(p.patients, patient)
	p.reports += len(reports)
}

func (p *pack) addMelder(m model.Melder) {
	for i := range p.melder {
		if p.melder[i].ID == m.ID {
			p.melder[i] = m
			return
		}
	}
	p.melder = append(p.melder, m)
}

func (p *pack) document(today model.Datum, e field.Edition) *obds.Document {
	return &obds.Document{Edition: e, Absender: p.absender, Meldedatum: today, Patients: p.patients, Melder: p.melder}
}
