package ask

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

// talking is a conversation in which the answers are given ahead.
func talking(t *testing.T, answers string) (*Talk, *bytes.Buffer) {
	t.Helper()
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := out.WriteString(answers); err != nil {
		t.Fatal(err)
	}
	out.Close()
	t.Cleanup(func() { in.Close() })
	heard, listening := &bytes.Buffer{}, Listen(in)
	t.Cleanup(listening.Close)
	return &Talk{In: listening, Out: heard, Whole: []string{"ende"}}, heard
}

func TestAListIsReadOutAPortionAtATime(t *testing.T) {
	t.Parallel()
	talk, heard := talking(t, ":mehr\n21\n11\n")
	i, err := talk.Choose("Welcher?", 20, func(i int) string { return fmt.Sprintf("Eintrag %c", 'A'+i) })
	if err != nil || i != 10 {
		t.Fatalf("chosen %d: %v; heard:\n%s", i, err, heard)
	}
	for _, want := range []string{"9: Eintrag I\nNoch 11 weitere; :mehr nennt sie.\nWelcher?\n10: Eintrag J", "18: Eintrag R\nNoch 2 weitere", "Bitte eine Nummer von 1 bis 20"} {
		if !strings.Contains(heard.String(), want) {
			t.Errorf("%q is not said:\n%s", want, heard)
		}
	}
	if got := strings.Count(heard.String(), "Eintrag A"); got != 1 {
		t.Errorf("the first portion is read out %d times, want once", got)
	}
}

func TestEnterLeadsBackAndTheEndOfTheInputEnds(t *testing.T) {
	t.Parallel()
	talk, _ := talking(t, "\n")
	one := func(int) string { return "der eine" }
	if _, err := talk.Choose("Welcher?", 1, one); !errors.Is(err, ErrBack) {
		t.Errorf("Enter: %v, want ErrBack", err)
	}
	if _, err := talk.Choose("Welcher?", 1, one); !errors.Is(err, ErrInputEnd) || !errors.Is(err, ErrEnd) {
		t.Errorf("the end: %v, want ErrInputEnd", err)
	}
}

func TestACommandIsFoundByItsBeginningUnlessItHasToBeMeant(t *testing.T) {
	t.Parallel()
	talk, heard := talking(t, ":fr\n:end\n:fremd 2 mit Rest\n::kein Befehl\n")
	var got []string
	own := []Command{{Name: "frage", Help: "Fragt.", Off: "Jetzt nicht."}, {Name: "fremd", Help: "Tut es.",
		Do: talk.OfEntry("fremd", 2, func(i int, rest string) error { got = append(got, fmt.Sprint(i, " ", rest)); return ErrBack })},
		{Name: "ende", Do: func(string) error { return ErrEnd }}}
	text, err := talk.Answer("Was?", own...)
	if err != nil || text != ":kein Befehl" || len(got) != 1 || got[0] != "1 mit Rest" {
		t.Errorf("answer %q, %v; done %q; heard:\n%s", text, err, got, heard)
	}
	for _, want := range []string{"Mehrere Befehle beginnen so: :frage, :fremd. Nichts wurde getan.", "Der Befehl :ende gilt nur ausgeschrieben."} {
		if !strings.Contains(heard.String(), want) {
			t.Errorf("%q is not said:\n%s", want, heard)
		}
	}
}

func TestNumbersAreReadAsListsAndRanges(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"3": "[2]", "1-3,5": "[0 1 2 4]", "5, 1-2": "[0 1 4]", "2-2,2": "[1]", "0": "", "4-9": "", "3-1": "", "1-": "", ",": "", "": "", "x": ""} {
		got, ok := Numbers(text, 6)
		if ok != (want != "") || ok && fmt.Sprint(got) != want {
			t.Errorf("%q: got %v, %v, want %s", text, got, ok, want)
		}
	}
}

// A colon alone is no command, though all begin so; what was read out is read out again
// only where something was done, and behind the last portion comes the first.
func TestAPlaceIsReadOutWhenSomethingWasDone(t *testing.T) {
	t.Parallel()
	talk, heard := talking(t, ":\n:gesagt\n:getan\n:mehr\n:mehr\n\n")
	told, done := 0, 0
	err := talk.StayAt(Place{Question: "Was?", Tell: func() error { told++; return nil },
		List: func() (int, func(int) string) {
			return 12, func(i int) string { return fmt.Sprintf("Eintrag %c", 'A'+i) }
		},
		Commands: func() []Command {
			return []Command{{Name: "gesagt", Do: func(string) error { return ErrSaid }}, {Name: "getan", Do: func(string) error { done++; return nil }}}
		}})
	if !errors.Is(err, ErrBack) || told != 2 || done != 1 {
		t.Errorf("left by %v, told %d times, done %d; heard:\n%s", err, told, done, heard)
	}
	if a, j := strings.Count(heard.String(), "Eintrag A"), strings.Count(heard.String(), "Eintrag J"); a != 3 || j != 1 {
		t.Errorf("the first portion is read out %d times, the second %d, want 3 and 1:\n%s", a, j, heard)
	}
	if !strings.Contains(heard.String(), "Den Befehl : gibt es hier nicht") {
		t.Errorf("a colon alone is not told to be no command:\n%s", heard)
	}
}
