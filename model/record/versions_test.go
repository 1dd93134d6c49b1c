package record

import (
	"testing"
	"time"

	"example.org/meldeportal/model"
)

// sent are deliveries of the report M1, one a minute: "a" accepted, "r" refused, "A" and
// "R" a request to delete it that was granted and one that was refused, "Q" one that waits; each has its place from 1 as
// its number.
func sent(course string) (all []model.Delivery) {
	for i, c := range course {
		d := model.Delivery{Transaktionsnummer: string(rune('1' + i)), Art: model.SendungMeldung, State: model.StateAccepted,
			Completed: time.Date(2026, 11, 22, 10, i, 0, 0, time.UTC)}
		d.MeldungID = "M1"
		if c == 'A' || c == 'R' || c == 'Q' {
			d.Art = model.SendungLoeschantrag
		}
		switch c {
		case 'A':
			d.Ergebnis = model.ErgebnisGewaehrt
		case 'r', 'R':
			d.State = model.StateRejected
		case 'Q':
			d.State = model.StateQueued
		}
		all = append(all, d)
	}
	return all
}

// A refused version takes nobody's place and loses none; nor does a request to delete.
func TestWhichVersionTookThePlaceOfAnother(t *testing.T) {
	t.Parallel()
	for course, want := range map[string]map[string]string{
		"aa":   {"1": "2", "2": ""},
		"ara":  {"1": "3", "2": "", "3": ""},
		"aaa":  {"1": "2", "2": "3"},
		"ar":   {"1": "", "2": ""},
		"ra":   {"1": "", "2": ""},
		"aRa":  {"1": "3"},
		"aAa":  {"1": "", "3": ""},
		"arRa": {"1": "4"},
		"aQa":  {"1": "3"},
	} {
		v := Versions(sent(course))
		for of, by := range want {
			if got, _ := v.ReplacedBy(of); got.Transaktionsnummer != by {
				t.Errorf("%s: %s was replaced by %q, want %q", course, of, got.Transaktionsnummer, by)
			}
		}
	}
	if _, ok := Versions(sent("aa")).ReplacedBy("9"); ok {
		t.Error("a version that is not among them was replaced")
	}
}

// A request that was refused asks for nothing any more.
func TestADeletionIsTheRequestThatWasNotRefused(t *testing.T) {
	t.Parallel()
	for course, want := range map[string]string{"a": "", "aR": "", "aRA": "3", "aA": "2"} {
		v := Versions(sent(course))
		if got, ok := v.Deletion(); got.Transaktionsnummer != want || ok != (want != "") {
			t.Errorf("%s: its deletion is %q, %v, want %q", course, got.Transaktionsnummer, ok, want)
		}
		if n := len(v.Reports()); n != 1 {
			t.Errorf("%s: %d reports, want the one", course, n)
		}
	}
}

// Versions are told in the order they were completed, whichever way they were read; a
// delivery without the id of its report is its only one.
func TestVersionsAreThoseOfOneReportInTheirOrder(t *testing.T) {
	t.Parallel()
	all := sent("aaaa")
	all[0], all[1] = all[1], all[0]
	all[2].MeldungID, all[3].MeldungID = "", ""
	for of, want := range map[int]string{0: "12", 1: "12", 2: "3", 3: "4"} {
		got := ""
		for _, d := range VersionsOf(all, all[of]) {
			got += d.Transaktionsnummer
		}
		if got != want {
			t.Errorf("of %s: got %s, want %s", all[of].Transaktionsnummer, got, want)
		}
	}
	for number, want := range map[string]Place{"1": Replaced, "2": Counts, "9": Counts} {
		if got := VersionsOf(all, all[0]).PlaceOf(number); got != want {
			t.Errorf("place of %s = %v, want %v", number, got, want)
		}
	}
}
