package work

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/rule"
)

// A report is held to a later day than today, or without end; a task comes up again on one.
func TestWhatIsPutOffIsPutOffToALaterDay(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for typed, want := range map[string]model.Datum{"23.11.2026": "2026-11-23", "+1": "2026-11-23", "22.11.2026": "", "21.11.2026": "", "nie": ""} {
		if day, wrong := HoldUntil(typed, now); day != want || (wrong == "") != (want != "") {
			t.Errorf("held until %q: %q, %q, want %q", typed, day, wrong, want)
		}
		if day, wrong := UpAgain(typed, now); day != want || (wrong == "") != (want != "") {
			t.Errorf("up again on %q: %q, %q, want %q", typed, day, wrong, want)
		}
	}
	if day, wrong := HoldUntil(" ", now); day != "" || wrong != "" {
		t.Errorf("held without end: %q, %q", day, wrong)
	}
	if _, wrong := UpAgain(" ", now); wrong == "" {
		t.Error("a task comes up again on no day")
	}
}

// peopleDouble knows one person and why she is forgotten.
type peopleDouble struct {
	People
	person model.Case
	err    error
	why    model.Loeschgrund
}

func (d *peopleDouble) Case(context.Context, string) (model.Case, error) { return d.person, d.err }

func (d *peopleDouble) Forget(_ context.Context, _ string, why model.Loeschgrund) error {
	d.why = why
	return nil
}

// Who has objected is forgotten because she has, anybody else because it was ordered; and
// each act of a record is written down as what it is.
func TestAPersonIsForgottenForItsReasonByWhoMay(t *testing.T) {
	t.Parallel()
	for objects, want := range map[bool]model.Loeschgrund{true: model.GrundWiderspruch, false: model.GrundAnordnung} {
		people := &peopleDouble{}
		c := Record{Desk: &Desk{People: people, Station: holder{roles: rights.All}}, Person: model.Case{ID: "c1", Widerspruch: objects}}
		a := ActNamed(c.Acts(-1), "personloeschen")
		if done, err := a.Do(t.Context(), Given{}); err != nil || !done.Gone || people.why != want {
			t.Errorf("objects %v: forgotten as %q, %v, want %q", objects, people.why, err, want)
		}
		for name, does := range map[string]rights.Action{"personloeschen": rights.PersonGeloescht, "entfernen": rights.AkteEntfernt, "neu": rights.EntwurfBegonnen,
			"stammdaten": rights.StammdatenGeaendert, "loeschen": rights.EntwurfGeloescht, "korrigieren": rights.KorrekturBegonnen} {
			if got := ActNamed(c.Acts(-1), name).Does; got != does {
				t.Errorf("%s is written down as %q, want %q", name, got, does)
			}
		}
	}
}

// Seen is the good answer of the registry alone.
func TestOnlyAGoodAnswerIsSeen(t *testing.T) {
	t.Parallel()
	agenda := &Agenda{Desk: &Desk{Station: holder{roles: rights.All}}, Now: time.Now}
	for _, d := range []model.Delivery{{State: model.StateAccepted}, {State: model.StateQueued}, {State: model.StateSending}, {State: model.StateRejected},
		{State: model.StateElsewhere}, {State: model.StateAccepted, Damaged: true}} {
		want := d.State == model.StateAccepted && !d.Damaged
		if a := ActNamed(agenda.SentActs(&d, "Muster"), "erledigen"); (a.Off == "") != want {
			t.Errorf("%s, damaged %v: off %q, want it to be seen: %v", d.State, d.Damaged, a.Off, want)
		}
	}
	if ActNamed(agenda.SentActs(nil, ""), "erledigen").Off == "" {
		t.Error("nothing is seen")
	}
}

// beginnings is where drafts are begun; what is remembered is what their writer begins with.
type beginnings struct {
	Drafts
	Memory
	Reports
	settings Settings
	past     []rule.Past
	begun    *model.Report
}

func (d *beginnings) Recall(context.Context, string) (map[string][]byte, error) {
	content, err := json.Marshal(d.settings)
	return map[string][]byte{MerkSettings: content}, err
}

func (d *beginnings) NewDraft(_ context.Context, _ string, r *model.Report) (model.Draft, error) {
	d.begun = r
	return model.Draft{}, nil
}

func (d *beginnings) BeginDraft(ctx context.Context, caseID string, r *model.Report) (model.Draft, error) {
	return d.NewDraft(ctx, caseID, r)
}

func (d *beginnings) History(context.Context, string, string) ([]rule.Past, error) {
	return d.past, nil
}

// Why a report may be made is never preset of whom it is not known that she has not objected.
func TestNoReasonIsPresetForWhoMayHaveObjected(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		people peopleDouble
		want   model.Code
	}{
		"known":        {peopleDouble{}, "I"},
		"has objected": {peopleDouble{person: model.Case{Widerspruch: true}}, ""},
		"not read":     {peopleDouble{err: errors.New("damaged")}, ""},
	} {
		desk := &beginnings{settings: Settings{Meldebegruendung: "I", EigeneLeistung: "J"}}
		kind := &record.Anlass{}
		kind.Typ = model.TypOP
		if _, err := MakeDraft(t.Context(), &Desk{Drafts: desk, Memory: desk, People: &test.people}, "c1", kind, nil); err != nil {
			t.Fatal(err)
		}
		if m := desk.begun.Meldung; m.Meldebegruendung != test.want || m.EigeneLeistung != "J" {
			t.Errorf("%s: begun with %q and %q, want %q and J", name, m.Meldebegruendung, m.EigeneLeistung, test.want)
		}
	}
}

// The same report for another person is about her own tumour where there is one of the
// kind; a Diagnose tells of another, to which the desk gives an id.
func TestADuplicateIsAboutThePersonsOwnTumour(t *testing.T) {
	t.Parallel()
	about := func(typ model.Zweig, id model.Text) *model.Report {
		r := &model.Report{Meldung: model.Meldung{Typ: typ, Tumorzuordnung: model.Tumorzuordnung{TumorID: id}}}
		r.Meldung.Tumorzuordnung.PrimaertumorICD.Code = "C50.4"
		return r
	}
	for typ, want := range map[model.Zweig]model.Text{model.TypVerlauf: "T-hers", model.TypDiagnose: "T-other"} {
		desk := &beginnings{past: []rule.Past{{Report: about(model.TypDiagnose, "T-hers"), Sent: true}}}
		if err := DuplicateOf(about(typ, "T-other")).Begin(t.Context(), &Desk{Drafts: desk, Reports: desk}, "c2"); err != nil {
			t.Fatal(err)
		}
		if got := desk.begun.Meldung.Tumorzuordnung.TumorID; got != want {
			t.Errorf("%s: about %q, want %q", typ, got, want)
		}
	}
}
