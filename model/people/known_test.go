package people

import (
	"testing"

	"example.org/meldeportal/model"
)

// One digit mistyped, or day and month exchanged in the same year, may be the same day of
// birth; anything more is another one.
func TestADayOfBirthIsMistypedByOneDigitOrTurnedRound(t *testing.T) {
	t.Parallel()
	for other, want := range map[string]string{
		"12.03.1950": "gleiches Geburtsdatum",
		"03.12.1950": "Tag und Monat vertauscht",
		"03.12.1951": "",
		"12.03.1951": "Geburtsdatum in einer Ziffer anders",
		"13.03.1951": "",
		"12.3.1950":  "",
		"":           "",
	} {
		if got := sameDate("12.03.1950", other); got != want {
			t.Errorf("%q: got %q, want %q", other, got, want)
		}
	}
}

// Who has the insurance that numbers its people is known by her number only.
func TestAPersonIsKnownByNameDayAndInsurance(t *testing.T) {
	t.Parallel()
	whole := stammdaten("Muster", "Anna", "1950-03-12", "")
	for name, test := range map[string]struct {
		change func(*model.Stammdaten)
		want   bool
	}{
		"no insurance":         {func(*model.Stammdaten) {}, false},
		"one without a number": {func(s *model.Stammdaten) { s.Versicherung = model.VersicherungPKV }, true},
		"its number lacks":     {func(s *model.Stammdaten) { s.Versicherung = model.VersicherungGKV }, false},
		"its number":           {func(s *model.Stammdaten) { *s = *stammdaten("Muster", "Anna", "1950-03-12", "A123456780") }, true},
		"no first name":        {func(s *model.Stammdaten) { s.Versicherung, s.Vornamen = model.VersicherungPKV, "" }, false},
		"no day of birth":      {func(s *model.Stammdaten) { s.Versicherung, s.Geburtsdatum = model.VersicherungPKV, "" }, false},
	} {
		s := *whole
		if test.change(&s); Known(&s) != test.want {
			t.Errorf("%s: known = %v, want %v", name, !test.want, test.want)
		}
	}
}
