package main

import (
	"context"
	"strings"
	"time"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
)

// demoRefused is what the demo's portal refuses besides what breaks rules: a report with
// these words in its remark, so that a refusal can be tried. One of the invented drafts
// has them.
const demoRefused = "Ablehnung üben"

// demoJudge is the portal's judge with that rule.
type demoJudge struct{ rules refportal.Judge }

func newDemoJudge() refportal.Judge { return demoJudge{refportal.NewJudge(time.Now, dataset.Newest)} }

// Judge implements refportal.Judge.
func (j demoJudge) Judge(ctx context.Context, document []byte, melderID string) (refportal.Verdict, error) {
	verdict, err := j.rules.Judge(ctx, document, melderID)
	if err != nil || len(verdict.Findings) > 0 {
		return verdict, err
	}
	read, err := obds.Read(strings.NewReader(string(document)), obds.Options{})
	if err != nil {
		return verdict, err
	}
	for _, r := range read.Reports() {
		if strings.Contains(string(r.Meldung.Anmerkung), demoRefused) {
			verdict.Findings = []portal.Finding{{Rule: "Vorführung", Text: "In der Anmerkung steht „" + demoRefused + "“. Als Entwurf öffnen, die Worte löschen und neu senden.", Field: "Anmerkung"}}
		}
	}
	return verdict, nil
}
