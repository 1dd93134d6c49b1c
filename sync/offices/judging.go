package offices

import (
	"bytes"
	"errors"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/portal"
)

// An office judges what it can see. A part of a report is no document: what the other office
// has is missing in it, and nothing is to be said about that; a rule is heard where all that it
// speaks of is this office's.

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

// Judge judges a part by the rules that are about it alone.
func Judge(r *model.Report, share obds.Share, badly []portal.Finding, today model.Datum) (v Verdict) {
	v.Findings = badly
	for _, f := range rule.Check(rule.Case{Report: r, Today: today}, rule.ContentOnly()) {
		if f.Severity == rule.Hinweis || !sees(r, share, f.Fields) {
			continue // what is only a hint may be one because the other part is missing
		}
		finding := portal.Finding{Rule: f.Rule, Text: rule.General(f.Rule)}
		if len(f.Fields) > 0 {
			finding.Field = f.Fields[0]
		}
		if f.Severity == rule.Fehler {
			v.Findings = append(v.Findings, finding)
		} else {
			v.Remarks = append(v.Remarks, finding)
		}
	}
	v.Findings, v.Remarks = v.Findings[:min(len(v.Findings), portal.MaxFindings)], v.Remarks[:min(len(v.Remarks), portal.MaxFindings)]
	return v
}

func sees(r *model.Report, share obds.Share, ids []string) bool {
	for _, id := range ids {
		b, known := field.Lookup(dataset.Report, r, id)
		if !known || b.Class&seen[share] == 0 && (b.Class != 0 || share != obds.ShareMedical) {
			return false
		}
	}
	return true
}
