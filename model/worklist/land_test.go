package worklist

import (
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
)

// musterland is an invented Land that has everything otherwise than Hessen.
var musterland = land.Land{
	Name: "Musterland", In: "im Musterland", Kuerzel: "ML",
	Meldepflicht: "2020-01-01", FristTage: 14, FristSeit: "2025-01-01",
	Anlaesse:      []land.Anlass{{Ziffer: "1", Worte: "Befund", Typ: model.TypPathologie}},
	Saetze:        map[model.Zweig][]land.Satz{model.TypDiagnose: {{Cents: 300}}},
	Strenge:       map[string]string{"P-032": "F", "P-025": "aus"},
	Loeschgruende: []string{"Irrtum", "Sonstiges"},
	Vermerk:       "Berichtigung",
}

// The whole of what differs between two Laender is their values: nothing else is
// changed between the two runs.
func TestAnotherLandIsAnotherValue(t *testing.T) {
	t.Parallel()
	hessen, muster := rule.Config{}, rule.Config{Land: &musterland}
	type answers struct {
		Deadline          model.Datum
		Duty, Late        string
		Fee, Task         string
		Occasions         int
		Reason, Loeschung bool
		Remark            model.Text
		Melder            string
	}
	of := func(c rule.Config) answers {
		l := c.In()
		var a answers
		a.Deadline, _ = c.Deadline("2026-03-02")
		early := paidCase(model.TypDiagnose, "2014-01-01")
		a.Duty = said(c, early, "P-032")
		late := paidCase(model.TypDiagnose, "2026-03-02")
		late.Today = "2026-04-01"
		a.Late = said(c, late, "P-033")
		e := Verguetung(late, l)
		a.Fee = e.Text()
		list := New(time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC), c)
		list.Put(standOf("c1", []model.Vorgang{entwurf("e1", "2026-03-02")}))
		if tasks := list.Aufgaben(Gesehen{}); len(tasks) == 1 {
			a.Task = string(tasks[0].Frist)
		}
		a.Occasions = len(record.Anlaesse(l, nil, nil))
		a.Reason, a.Loeschung = l.TakesDeletion("Irrtum", ""), l.TakesDeletion("Anderer Grund", "so war es")
		a.Remark, a.Melder = l.WithVermerk("Seite falsch"), l.MelderID(7)
		return a
	}
	want := answers{Deadline: "2026-05-25", Duty: "W Das Ereignis liegt vor Beginn der Meldepflicht in Hessen (25.10.2014).", Late: "",
		Fee: "19,50 €", Task: "2026-05-25", Occasions: 14, Loeschung: true, Remark: "Korrekturmeldung: Seite falsch", Melder: "HE-00000007"}
	if got := of(hessen); got != want {
		t.Errorf("Hessen:\n got %+v\nwant %+v", got, want)
	}
	want = answers{Deadline: "2026-03-16", Duty: "F Das Ereignis liegt vor Beginn der Meldepflicht im Musterland (01.01.2020).",
		Late: "H Die Meldefrist von 2 Wochen ist überschritten (Ereignis 02.03.2026).",
		Fee:  "3,00 €", Task: "2026-03-16", Occasions: 1, Reason: true, Remark: "Berichtigung: Seite falsch", Melder: "ML-00000007"}
	if got := of(muster); got != want {
		t.Errorf("Musterland:\n got %+v\nwant %+v", got, want)
	}
}

func TestALandSwitchesARuleOff(t *testing.T) {
	t.Parallel()
	c := paidCase(model.TypDiagnose, "2026-03-02")
	c.Report.Meldung.Meldebegruendung = "V"
	if got := said(rule.Config{}, c, "P-025"); got == "" {
		t.Fatal("P-025 is silent in Hessen: the test proves nothing")
	}
	if got := said(rule.Config{Land: &musterland}, c, "P-025"); got != "" {
		t.Errorf("in a Land without P-025: got %q, want nothing", got)
	}
	if err := (rule.Config{Land: &musterland, Rules: map[string]rule.Severity{"P-032": rule.Hinweis}}).Validate(); err != nil {
		t.Errorf("lower than the Land's: %v, want it taken", err)
	}
	raised := slices.IndexFunc(rule.RulesIn(&musterland), func(r rule.Rule) bool { return r.ID == "P-032" && r.Severity == rule.Fehler })
	if raised < 0 {
		t.Error("the catalogue of the Land does not show its severity")
	}
}

// said is what a rule says of a report, with its severity in front, "" for nothing.
func said(config rule.Config, c rule.Case, id string) string {
	for _, f := range rule.Check(c, rule.With(config)) {
		if f.Rule == id {
			return string(f.Severity) + " " + f.Text
		}
	}
	return ""
}
