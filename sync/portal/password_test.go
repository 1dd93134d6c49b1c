package portal

import (
	"strings"
	"testing"
)

func TestAPasswordIsLongAndNotOfTheCommonOnes(t *testing.T) {
	t.Parallel()
	if n := len(common()); n < 3000 {
		t.Errorf("%d common words, want 3000", n)
	}
	for _, weak := range []string{"", "z", "1", "kurz", "Birke-Wolke-Ta", "passwortpasswort", "Passwort!!!!1234567", "password12345678", "123456789012345", "111111111111111",
		"abcabcabcabcabcabc", "qwertzuiop123456", "iloveyou-iloveyou", "krebsregister2026", "Klinikum.Willkommen.1", "anna.beispiel-2026!", "Frau Beispiel 12345", "zyxwvutsrqponmlk"} {
		if PasswordRule(weak, "anna.beispiel", "Anna Beispiel") == "" {
			t.Errorf("%q is taken", weak)
		}
	}
	for _, good := range []string{"richtig pferd batterie", "demo-birke-wolke-tal", "abcd-efgh-2345-mnop-qrst", "Äpfel über Brücken werfen", "kT9#vQ2!mZ7$pL4x", "ananas 17 laternen im keller"} {
		if why := PasswordRule(good, "anna.beispiel", "Anna Li"); why != "" {
			t.Errorf("%q: %s", good, why)
		}
	}
	if PasswordRule(strings.Repeat("ä", 14)) == "" || PasswordRule("ein paar Würfel", "") != "" {
		t.Error("characters are counted as bytes")
	}
}
