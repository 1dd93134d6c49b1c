package refportal_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/sync/refportal"
)

func TestAReportWithoutFehlerIsTakenIn(t *testing.T) {
	t.Parallel()
	verdict, err := refportal.NewJudge(newClock().now, dataset.Newest).Judge(context.Background(), document(t, nil), melderID)
	if err != nil || len(verdict.Findings) > 0 || verdict.MeldungID != "M-0000001" {
		t.Errorf("got %+v, %v, want no findings, and its Meldung_ID", verdict, err)
	}
}

func TestAReportWithAFehlerIsRefusedByRuleAndField(t *testing.T) {
	t.Parallel()
	doc := document(t, func(r *model.Report) { r.Patient.Stammdaten.Geburtsdatum = "2026-02-20" }) // after the diagnosis
	verdict, err := refportal.NewJudge(newClock().now, dataset.Newest).Judge(context.Background(), doc, melderID)
	findings := verdict.Findings
	if err != nil || len(findings) == 0 {
		t.Fatalf("got %v, %v, want findings", findings, err)
	}
	f := findings[0]
	if f.Rule == "" || f.Text == "" || f.Field == "" {
		t.Errorf("got %+v, want rule, sentence and field", f)
	}
	for _, f := range findings {
		for _, value := range []string{"2026", "Mustermann", "Erika", "10.02", "20.02"} {
			if strings.Contains(f.Text, value) {
				t.Errorf("finding %s quotes %q: %s", f.Rule, value, f.Text)
			}
		}
	}
}

func TestAReportOfTheWrongShapeIsRefusedByPlace(t *testing.T) {
	t.Parallel()
	doc := strings.Replace(string(document(t, nil)), "<Geschlecht>W<", "<Geschlecht>Kanarienvogel<", 1)
	verdict, err := refportal.NewJudge(newClock().now, dataset.Newest).Judge(context.Background(), []byte(doc), melderID)
	findings := verdict.Findings
	if err != nil || len(findings) == 0 || !strings.HasPrefix(findings[0].Rule, "S-") {
		t.Fatalf("got %v, %v, want a finding of shape", findings, err)
	}
	if strings.Contains(findings[0].Text, "Kanarienvogel") {
		t.Errorf("finding quotes the value: %s", findings[0].Text)
	}
}

func TestAReportOfAnotherSiteIsForeign(t *testing.T) {
	t.Parallel()
	_, err := refportal.NewJudge(newClock().now, dataset.Newest).Judge(context.Background(), document(t, nil), "HE-00000002")
	if !errors.Is(err, refportal.ErrForeign) {
		t.Errorf("got %v, want ErrForeign", err)
	}
}

func TestWhatIsNoReportIsUnreadable(t *testing.T) {
	t.Parallel()
	good := string(document(t, nil))
	start, end := strings.Index(good, "<Meldung "), strings.Index(good, "</Meldung>")+len("</Meldung>")
	twice := good[:end] + strings.Replace(good[start:end], "M-0000001", "M-0000002", 1) + good[end:]
	for name, doc := range map[string]string{
		"nothing": "", "text": "hello", "cut": good[:len(good)/2], "two reports": twice,
		"bomb": `<!DOCTYPE x [<!ENTITY a "aaaa">]><oBDS>&a;</oBDS>`,
	} {
		if findings, err := refportal.NewJudge(newClock().now, dataset.Newest).Judge(context.Background(), []byte(doc), melderID); !errors.Is(err, refportal.ErrUnreadable) {
			t.Errorf("%s: got %v, %v, want ErrUnreadable", name, findings, err)
		}
	}
}

// The schema accepts U+0080 to U+009F; some terminals obey them.
func TestAReportWithControlCharactersIsNotTakenIn(t *testing.T) {
	t.Parallel()
	for _, control := range []string{"\u009b", "&#155;", "\x7f"} {
		doc := strings.Replace(string(document(t, nil)), "</Meldung>", "<Anmerkung>x"+control+"</Anmerkung></Meldung>", 1)
		if !strings.Contains(doc, control) {
			t.Fatalf("the document does not hold %q", control)
		}
		if _, err := refportal.NewJudge(newClock().now, dataset.Newest).Judge(context.Background(), []byte(doc), melderID); !errors.Is(err, refportal.ErrUnreadable) {
			t.Errorf("%q: got %v, want ErrUnreadable", control, err)
		}
	}
}
