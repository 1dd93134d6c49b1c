package work

import (
	"slices"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/wording"
)

// DraftForm is the form of a draft, at the field where it was left.
func DraftForm(draft *model.Draft, report *model.Report, env forms.Env) *forms.Form {
	if draft.Ersetzt != "" {
		env.Fixed = correctionFixed
	}
	form := forms.New(dataset.Report, report, forms.Pages(report.Meldung.Typ), env)
	if draft.Cursor != "" {
		form.Resume(draft.Cursor)
	}
	form.Recall(draft.Form)
	return form
}

// untouched reports that nobody has been at a new report yet. A correction has all
// its values from the version it replaces.
func untouched(d *model.Draft) bool { return d.Cursor == "" && len(d.Form) == 0 && d.Ersetzt == "" }

// knowLast gives a form the earlier reports of the tumour; a draft nobody has
// been at yet begins with what the last one says of the tumour, and the end of a
// therapy with its beginning.
func knowLast(form *forms.Form, r *model.Report, past []rule.Past, fresh bool) []forms.Earlier {
	earlier := earlierOf(past, r)
	form.SetEarlier(earlier)
	if !fresh {
		return earlier
	}
	form.MarkLast("Tumorzuordnung")
	for _, id := range []string{"Meldebegruendung", "Eigene_Leistung"} {
		form.MarkFrom(forms.Earlier{Report: r, Origin: presetOrigin}, id)
	}
	for _, o := range earlier {
		if o.Report.Meldung.Typ == r.Meldung.Typ && record.SubOf(r) == model.Behandlungsende && record.SubOf(o.Report) == model.Behandlungsbeginn {
			form.MarkFrom(o, string(r.Meldung.Typ))
			break
		}
	}
	return earlier
}

// originOf names a report as the origin of values: "Diagnose 14.05.2026".
func originOf(r *model.Report) string {
	return strings.TrimSpace(wording.TypName(r.Meldung.Typ) + " " + rule.EventDate(r).German())
}

// earlierOf are the other reports of a tumour, the completed ones first and of those
// the latest; before them another draft of the very same report, behind them what is
// not completed yet: it gives a value only where nothing sent has one.
func earlierOf(past []rule.Past, r *model.Report) []forms.Earlier {
	var beside, completed, drafts []forms.Earlier
	for _, p := range slices.Backward(past) {
		switch t := p.Report.Meldung.Tumorzuordnung.TumorID; {
		case t == "" || t != r.Meldung.Tumorzuordnung.TumorID:
		case p.Draft && p.Report.Meldung.MeldungID == r.Meldung.MeldungID:
			beside = append(beside, forms.Earlier{Report: p.Report, Origin: "andere Fassung"})
		case p.Draft:
			drafts = append(drafts, forms.Earlier{Report: p.Report, Origin: "Entwurf " + originOf(p.Report)})
		default:
			completed = append(completed, forms.Earlier{Report: p.Report, Origin: originOf(p.Report)})
		}
	}
	return slices.Concat(beside, completed, drafts)
}

// correctionFixed are the fields by which the registry finds the report.
var correctionFixed = map[string]string{
	"Patient.Patient_ID":      "Die Korrektur gehört zu dieser Person. Unter falscher Person gemeldet: Löschantrag auf der Quittung.",
	"Tumorzuordnung.Tumor_ID": "Die Korrektur gehört zu diesem Tumor. Zum falschen Tumor gemeldet: Löschantrag auf der Quittung.",
}
