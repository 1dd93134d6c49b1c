package obds

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// Document is an oBDS document as a whole. For documents of any size use
// Reader and Writer, which hold one report at a time.
type Document struct {
	SchemaVersion string        // as read
	Edition       field.Edition // that Write writes; as read, 0 where nobody knows SchemaVersion
	Absender      model.Absender
	Meldedatum    model.Datum
	Patients      []Patient
	Melder        []model.Melder
}

// Patient is a person with their reports.
type Patient struct {
	model.Patient
	Meldungen []model.Meldung
}

// FromReport is the document that delivers one report in an edition.
func FromReport(r *model.Report, e field.Edition) *Document {
	return &Document{
		Edition:    e,
		Absender:   r.Absender,
		Meldedatum: r.Meldedatum,
		Patients:   []Patient{{Patient: r.Patient, Meldungen: []model.Meldung{r.Meldung}}},
		Melder:     []model.Melder{r.Melder},
	}
}

// Reports are the document's reports, each with the patient, the Melder and the
// Absender it travels with. A report without a Melder of its Melder_ID has only
// the id of it.
func (d *Document) Reports() []*model.Report {
	melder := map[model.Text]model.Melder{}
	for _, m := range d.Melder {
		melder[m.ID] = m
	}
	var reports []*model.Report
	for i := range d.Patients {
		p := &d.Patients[i]
		for _, m := range p.Meldungen {
			by, known := melder[m.MelderID]
			if !known {
				by.ID = m.MelderID
			}
			reports = append(reports, &model.Report{
				Absender: d.Absender, Meldedatum: d.Meldedatum, Patient: p.Patient, Meldung: m, Melder: by})
		}
	}
	return reports
}
