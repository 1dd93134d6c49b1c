package people_test

import (
	"testing"

	"example.org/meldeportal/model/people"
)

func TestKoelnerPhonetikAgreesWithPublishedVectors(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Müller-Lüdenscheidt": "65752682", "Wikipedia": "3412", "Breschnew": "17863",
		"Müller": "657", "Mueller": "657", "Möller": "657", "Meier": "67", "Mayer": "67", "Maier": "67",
		"Schmidt": "862", "Schmitt": "862", "Philipp": "351", "Filip": "351", "Groß": "478", "Gross": "478",
		"Heinz": "068", "Karola": "475", "": "", "123": "",
	} {
		if got := people.KoelnerPhonetik(name); got != want {
			t.Errorf("KoelnerPhonetik(%q) = %q, want %q", name, got, want)
		}
	}
}
