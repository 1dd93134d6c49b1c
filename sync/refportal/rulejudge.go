package refportal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/portal"
)

// NewJudge judges by the schema's shape (model/obds) and by the rules that block
// a report (model/rule, severity F), the same ones that speak in the editor. It takes
// documents of no edition after newest.
func NewJudge(now func() time.Time, newest field.Edition) Judge { return ruleJudge{now, newest} }

type ruleJudge struct {
	now    func() time.Time
	newest field.Edition
}

// Judge implements Judge.
func (j ruleJudge) Judge(_ context.Context, document []byte, melderID string) (Verdict, error) {
	var v Verdict
	read, err := obds.Read(bytes.NewReader(document), obds.Options{Limits: obds.Limits{Reports: 1}, Problem: func(p obds.Problem) {
		v.note(portal.Finding{Rule: p.ID, Text: p.Text, Field: p.Field})
	}})
	var refusal *obds.Refusal
	if errors.As(err, &refusal) {
		return Verdict{}, ErrUnreadable
	}
	if err != nil || len(v.Findings) > 0 {
		return v, err
	}
	if read.Edition > j.newest {
		v.note(portal.Finding{Rule: obds.BadVersion, Text: fmt.Sprintf("Dieses Portal nimmt oBDS bis %s, das Dokument ist von %s. "+
			"Bitte neu anmelden, die Meldung als Entwurf öffnen und neu abschließen.", dataset.Version(j.newest), dataset.Version(read.Edition))})
		return v, nil
	}
	reports := read.Reports()
	if len(reports) != 1 {
		return v, ErrUnreadable
	}
	report := reports[0]
	if string(report.Meldung.MelderID) != melderID {
		return v, ErrForeign
	}
	v.MeldungID = string(report.Meldung.MeldungID)
	v.say(rule.Check(rule.Case{Report: report, Today: model.DatumOf(j.now())}, rule.ContentOnly()))
	return v, nil
}

// say notes what rules found, in the catalogue's words: a finding's own sentence may quote
// values of the report. Only a Fehler keeps it out.
func (v *Verdict) say(all []rule.Finding) {
	for _, f := range all {
		finding := portal.Finding{Rule: f.Rule, Text: rule.General(f.Rule)}
		if len(f.Fields) > 0 {
			finding.Field = f.Fields[0]
		}
		if f.Severity == rule.Fehler {
			v.note(finding)
		} else if len(v.Remarks) < portal.MaxFindings {
			v.Remarks = append(v.Remarks, finding)
		}
	}
}
