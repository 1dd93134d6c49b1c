package offices

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/portal"
)

// An office judges what it can see. A part of a report is no document: what the other office
// has is missing in it, and nothing is to be said about that; a rule is heard where all that it
// speaks of is this office's. What no office can judge who sealed the report has judged, and
// says so in the signed manifest (rule.NeedsWhole).

// ErrUnreadable is a part that is not one of a report.
var ErrUnreadable = errors.New("no part of a report")

// seen are the data classes of a part.
var seen = map[obds.Share]field.Class{
	obds.ShareIdentity: field.Identitaet | field.Meldungsbezogen,
	obds.ShareMedical:  field.Epidemiologisch | field.Klinisch | field.Sterbefallbezogen,
}

// Verdict is what an office says of its part of a report; it quotes no value.
type Verdict struct {
	Findings []portal.Finding // keep it out; portal.MaxFindings at most
	Remarks  []portal.Finding // keep it out of nothing
}

// ReadPart reads the part of a report that an office has; birth is the month of birth
// ("1961-03"), which the medical part has beside it. badly are values that the schema refuses.
// ErrUnreadable.
func ReadPart(payload []byte, birth string) (r *model.Report, badly []portal.Finding, err error) {
	read, err := obds.Read(bytes.NewReader(payload), obds.Options{Limits: obds.Limits{Reports: 1}, Problem: func(p obds.Problem) {
		if p.ID == obds.BadValue || p.ID == obds.BadType {
			badly = append(badly, portal.Finding{Rule: p.ID, Text: p.Text, Field: p.Field})
		}
	}})
	if err != nil {
		return nil, nil, ErrUnreadable
	}
	reports := read.Reports()
	if len(reports) != 1 {
		return nil, nil, ErrUnreadable
	}
	r = reports[0]
	if birth != "" {
		r.Patient.Stammdaten.Geburtsdatum = model.NewDatum(birth+"-01", model.TagGeschaetzt)
	}
	return r, badly, nil
}

// born is the field that the Landesauswertungsstelle has the month of.
const born = "Patient.Geburtsdatum"

// ReadDeletion is the Meldung_ID of what a request asks to be deleted, "" where it is none.
func ReadDeletion(request []byte) string {
	var d portal.Deletion
	if json.Unmarshal(request, &d) != nil {
		return ""
	}
	return d.MeldungID
}

// Judge judges a part by the rules that are about it alone.
func Judge(r *model.Report, share obds.Share, badly []portal.Finding, today model.Datum) (v Verdict) {
	v.Findings = badly
	said := rule.Check(rule.Case{Report: r, Today: today}, rule.ContentOnly())
	aged := slices.DeleteFunc(slices.Clone(said), func(f rule.Finding) bool { return !slices.Contains(f.Fields, born) })
	if share == obds.ShareMedical && len(aged) > 0 {
		said = slices.DeleteFunc(said, func(f rule.Finding) bool { return slices.Contains(f.Fields, born) })
		said = append(said, atMonthsEnd(r, aged, today)...)
	}
	for _, f := range said {
		if f.Severity == rule.Hinweis || !sees(r, share, f.Fields) {
			continue // what is only a hint may be one because the other part is missing
		}
		v.add(f.Rule, f.Severity, f.Fields)
	}
	v.cut()
	return v
}

// atMonthsEnd are those findings about an age that hold for somebody born on the last day of
// the month, too.
func atMonthsEnd(r *model.Report, aged []rule.Finding, today model.Datum) []rule.Finding {
	first, known := r.Patient.Stammdaten.Geburtsdatum.Time()
	if !known {
		return nil
	}
	last := field.Copy(r)
	last.Patient.Stammdaten.Geburtsdatum = model.NewDatum(first.AddDate(0, 1, -1).Format(time.DateOnly), model.Exakt)
	late := rule.Check(rule.Case{Report: last, Today: today}, rule.ContentOnly())
	return slices.DeleteFunc(aged, func(f rule.Finding) bool {
		return !slices.ContainsFunc(late, func(l rule.Finding) bool { return l.Rule == f.Rule && slices.Equal(l.Fields, f.Fields) })
	})
}

// ruleWhole is the remark about a report of which nobody has judged the parts together.
const ruleWhole = "S-Ganz"

// Told takes what who sealed a report says of its parts together; nil = nothing.
func (v *Verdict) Told(judged []string) {
	if judged == nil {
		v.Remarks = append(v.Remarks, portal.Finding{Rule: ruleWhole, Text: "Regeln, die Person und Erkrankung zugleich betreffen, hat Ihr Programm für diese Meldung nicht geprüft. Bitte spielen Sie seine neue Fassung ein."})
	}
	for _, id := range judged {
		if r, known := rule.Lookup(id); known && rule.NeedsWhole(id) && r.Severity != rule.Hinweis {
			v.add(id, r.Severity, nil)
		}
	}
	v.cut()
}

func (v *Verdict) add(id string, severity rule.Severity, fields []string) {
	finding, into := portal.Finding{Rule: id, Text: rule.General(id)}, &v.Remarks
	if len(fields) > 0 {
		finding.Field = fields[0]
	}
	if severity == rule.Fehler {
		into = &v.Findings
	}
	if !slices.ContainsFunc(*into, func(f portal.Finding) bool { return f.Rule == id && (f.Field == finding.Field || fields == nil) }) {
		*into = append(*into, finding)
	}
}

func (v *Verdict) cut() {
	v.Findings, v.Remarks = v.Findings[:min(len(v.Findings), portal.MaxFindings)], v.Remarks[:min(len(v.Remarks), portal.MaxFindings)]
}

func sees(r *model.Report, share obds.Share, ids []string) bool {
	for _, id := range ids {
		b, known := field.Lookup(dataset.Report, r, id)
		derived := id == born && share == obds.ShareMedical
		if !derived && (!known || b.Class&seen[share] == 0 && (b.Class != 0 || share != obds.ShareMedical)) {
			return false
		}
	}
	return true
}
