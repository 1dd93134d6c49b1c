package people

import (
	"testing"

	"example.org/meldeportal/model"
)

func TestOnePatientIDIsTwoPeopleOnlyWhereTheDaysOfBirthContradict(t *testing.T) {
	t.Parallel()
	born := func(day model.Datum, name model.Text) *model.Patient {
		return &model.Patient{PatientID: "P-1", Stammdaten: model.Stammdaten{Nachname: name, Geburtsdatum: day}}
	}
	for name, test := range map[string]struct {
		a, b *model.Patient
		want bool
	}{
		"the same day":      {born("1950-03-12", "Kern"), born("1950-03-12", "Kern"), false},
		"another name":      {born("1950-03-12", "Kern"), born("1950-03-12", "Wolf"), false},
		"an imprecise day":  {born("1950-03-12", "Kern"), born("1950-07-01~M", "Kern"), false},
		"no day":            {born("1950-03-12", "Kern"), born("", "Kern"), false},
		"the day before":    {born("1950-03-12", "Kern"), born("1950-03-11", "Kern"), true},
		"the day after":     {born("1950-03-12", "Kern"), born("1950-03-13", "Kern"), true},
		"another year only": {born("1950-07-01~M", "Kern"), born("1951-07-01~M", "Kern"), true},
	} {
		if got := Clash(test.a, test.b); got != test.want {
			t.Errorf("%s: Clash = %v, want %v", name, got, test.want)
		}
	}
}

func TestDamagedPersonHasNoNameButANumber(t *testing.T) {
	t.Parallel()
	c := model.Case{ID: "0123456789", Damaged: true, Patient: model.Patient{Stammdaten: model.Stammdaten{Nachname: "Kern"}}}
	if got, want := Name(&c), "beschädigt 01234567"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for want, s := range map[string]model.Stammdaten{"Kern, Lea": {Nachname: "Kern", Vornamen: "Lea"}, "Kern": {Nachname: "Kern"}, "Lea": {Vornamen: "Lea"}, "": {}} {
		if got := NameOf(&s); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
