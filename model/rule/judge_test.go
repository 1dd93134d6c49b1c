package rule_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model/check"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/offices"
)

// judgesFile names, a line a rule, who of whom a report passes judges it.
const judgesFile = "testdata/judges.tsv"

// Who judges.
const (
	byIdentity = "Vertrauensstelle"
	byMedical  = "Landesauswertungsstelle"
	bySender   = "Absender"    // by its word in the envelope
	byEarlier  = "Vorberichte" // when it is completed, beside the person's other reports
	byEntry    = "Eingabe"     // a Hinweis is for who writes alone
)

// Each rule that keeps a report out, or wants a word, is judged on its way by an office that
// sees all that it is about, or by who sealed it; and it is written down by whom.
func TestEveryRuleIsJudgedBySomebody(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(judgesFile)
	if err != nil {
		t.Fatal(err)
	}
	written := map[string]string{}
	for line := range strings.Lines(string(text)) {
		id, who, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		written[id] = who
	}
	for _, r := range rule.Rules() {
		if r.Find == nil {
			continue // derived from the field table, or of the work list
		}
		who := strings.Join(judgesOf(t, r), ", ")
		if written[r.ID] != who {
			t.Errorf("%s: %s has %q, want the line\n%s\t%s", r.ID, judgesFile, written[r.ID], r.ID, who)
		}
		delete(written, r.ID)
	}
	for id := range written {
		t.Errorf("%s: %s is no rule", judgesFile, id)
	}
}

// judgesOf has the cases of a rule's fixture go to the offices in two parts.
func judgesOf(t *testing.T, r rule.Rule) (who []string) {
	t.Helper()
	if r.Severity == rule.Hinweis {
		return []string{byEntry}
	}
	cases, err := rule.Shown(r.ID)
	if err != nil || len(cases) == 0 {
		t.Fatalf("%s: %d cases, %v", r.ID, len(cases), err)
	}
	unheard := false
	for _, c := range cases {
		alone := rule.Check(rule.Case{Report: c.Report, Today: c.Today}, rule.ContentOnly())
		if !slices.ContainsFunc(alone, func(f rule.Finding) bool { return f.Rule == r.ID }) {
			who = append(who, byEarlier)
			continue
		}
		var document bytes.Buffer
		if err := obds.Write(&document, obds.FromReport(c.Report, dataset.Newest)); err != nil {
			t.Fatalf("%s: %v", r.ID, err)
		}
		heard := officesOf(t, r.ID, document.Bytes(), &c)
		unheard = unheard || len(heard) == 0
		who = append(who, heard...)
		judged, err := check.Whole(document.Bytes(), c.Today)
		if err != nil {
			t.Fatalf("%s: %v", r.ID, err)
		}
		if len(heard) == 0 && !slices.Contains(judged, r.ID) {
			t.Errorf("%s: no office finds it in %s, and who sends it says nothing of it: it belongs into rule.NeedsWhole", r.ID, document.Bytes())
		}
	}
	if unheard {
		who = append(who, bySender)
	} else if rule.NeedsWhole(r.ID) {
		t.Errorf("%s: the offices find it in all its cases, and rule.NeedsWhole has it", r.ID)
	}
	slices.Sort(who)
	return slices.Compact(who)
}

// officesOf are the offices that find a rule broken by their part.
func officesOf(t *testing.T, id string, document []byte, c *rule.Case) (who []string) {
	t.Helper()
	cuts, err := obds.Cut(document)
	if err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	for share, office := range map[obds.Share]string{obds.ShareIdentity: byIdentity, obds.ShareMedical: byMedical} {
		var part []byte
		for _, p := range cuts.Pieces {
			if p.Share&share != 0 {
				part = append(part, p.Text...)
			}
		}
		birth := ""
		if share == obds.ShareMedical {
			birth = cuts.Birth
		}
		r, badly, err := offices.ReadPart(part, birth)
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		v := offices.Judge(r, share, badly, c.Today)
		for _, f := range append(v.Findings, v.Remarks...) {
			if f.Rule == id {
				who = append(who, office)
				break
			}
		}
	}
	return who
}
