package intake

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"example.org/meldeportal/model"
)

var (
	maybe  = Line{Key: "Person P1", Kind: MaybeKnown, Choices: []Choice{Open, SamePerson + "P-0815", Take}}
	other  = Line{Key: "Meldung P1/1/M1", Kind: OtherReport, Choices: []Choice{Leave, Beside, Take}}
	second = Line{Key: "Meldung P1/1/M2", Kind: OtherReport, Choices: []Choice{Leave, Beside, Take}}
)

// What was decided about a line weighs more than what was about its kind; what does not fit
// it any more is passed over.
func TestADecisionAboutALineWeighsMore(t *testing.T) {
	t.Parallel()
	var d Decisions
	if got := d.Of(&other); got != Leave {
		t.Errorf("undecided: %s", got)
	}
	d = d.With(&other, Take, true)
	one := d.With(&second, Beside, false)
	if one.Of(&other) != Take || one.Of(&second) != Beside || d.Of(&second) != Take {
		t.Errorf("all are taken, one beside: %s, %s; before %s", one.Of(&other), one.Of(&second), d.Of(&second))
	}
	if back := one.With(&second, Leave, true); back.Of(&second) != Leave || back.Of(&other) != Leave {
		t.Error("what is said about all is not said about the one that was decided before")
	}
	gone := Line{Key: other.Key, Kind: SentReport, Choices: []Choice{Leave}}
	d = d.With(&other, Take, false)
	if got := d.Of(&gone); got != Leave {
		t.Errorf("a choice the line has no more: %s", got)
	}
}

// That somebody is a certain person is said of her alone.
func TestWhoSomebodyIsIsSaidOfHerAlone(t *testing.T) {
	t.Parallel()
	d := Decisions{}.With(&maybe, SamePerson+"P-0815", true)
	like := maybe
	like.Key = "Person P2"
	if d.Of(&maybe).Is() != "P-0815" || d.Of(&like) != Open || Take.Is() != "" {
		t.Errorf("%s, and of somebody else %s", d.Of(&maybe), d.Of(&like))
	}
	want := []Verdict{{Open, false}, {SamePerson + "P-0815", false}, {Take, false}, {Take, true}}
	if got := maybe.Verdicts(); !reflect.DeepEqual(got, want) {
		t.Errorf("verdicts %v, want %v", got, want)
	}
}

// The next delivery of the same system finds what was decided about this one, also about
// lines that did not come this time; a file of something else is none.
func TestDecisionsAreFoundAgain(t *testing.T) {
	t.Parallel()
	before := Decisions{}.With(&second, Beside, false)
	taken, open := other, maybe
	taken.Choice, open.Choice = Take, Open
	i := &Inspection{Absender: model.Absender{AbsenderID: "KIS-7"}, Lines: []Line{taken, open}}
	var file bytes.Buffer
	if err := i.Decisions(before).Write(&file); err != nil {
		t.Fatal(err)
	}
	text := file.String()
	d, err := Read(&file)
	if err != nil || d.Of(&other) != Take || d.Of(&second) != Beside || d.Of(&maybe) != Open || !d.Fits(i) || !(&Decisions{}).Fits(i) {
		t.Errorf("%+v, %v", d, err)
	}
	if d.Absender = "KIS-8"; d.Fits(i) {
		t.Error("decisions about another system fit")
	}
	for name, wrong := range map[string]string{"later": strings.Replace(text, `"format": 1`, `"format": 2`, 1), "more": strings.Replace(text, `"format": 1`, `"format": 1, "x": 1`, 1), "none": "<xml/>"} {
		if _, err := Read(strings.NewReader(wrong)); !errors.Is(err, ErrNone) || wrong == text {
			t.Errorf("%s is read: %v", name, err)
		}
	}
}

// Something is stored only where a report is taken, and what nobody decided stays out and is
// counted.
func TestWhatStaysOutIsCounted(t *testing.T) {
	t.Parallel()
	with := func(report, person Choice) *Inspection {
		return &Inspection{Lines: []Line{{Kind: OtherReport, Choice: report}, {Kind: NewPerson, Choice: person}, {Kind: NoReport}}}
	}
	for _, c := range []struct {
		report, person Choice
		takes          bool
		left           int
	}{{Take, Take, true, 1}, {Beside, Leave, true, 1}, {Leave, Take, false, 1}, {Open, Take, false, 2}} {
		if i := with(c.report, c.person); i.Takes() != c.takes || i.Left() != c.left {
			t.Errorf("%s, %s: takes %v, %d stay out", c.report, c.person, i.Takes(), i.Left())
		}
	}
	for _, k := range Kinds {
		if quiet := k == NewPerson || k == KnownPerson || k == NewReport || k == SameReport || k == Mended; k.Quiet() != quiet {
			t.Errorf("%s is quiet: %v", k, k.Quiet())
		}
	}
	if l := (Line{}); l.Became() != "nichts zu tun" {
		t.Errorf("became %q", l.Became())
	}
}
