package worklist

import (
	"testing"
	"time"

	"example.org/meldeportal/model"
)

// A case is over with the last of its questions, whichever stands first, and never while
// one of them waits for somebody.
func TestTheLastQuestionEndsACase(t *testing.T) {
	t.Parallel()
	early := Offen{Frage: FrageAntwort, Vorgang: model.Vorgang{Settled: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}}
	late := Offen{Frage: FrageAntwort, Vorgang: model.Vorgang{Settled: early.Settled.AddDate(0, 0, 3)}}
	for _, all := range [][]Offen{{early, late}, {late, early}} {
		if at, ok := (&Stand{Offen: all}).Ends(); !ok || !at.Equal(late.Settled.Add(antwortDauer)) {
			t.Errorf("ends %v, %t, want with the later one", at, ok)
		}
	}
	if _, ok := (&Stand{Offen: []Offen{early, {Frage: FrageAbgelehnt}}}).Ends(); ok {
		t.Error("a question that waits for somebody ends by itself")
	}
}
