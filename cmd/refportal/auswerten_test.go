package main

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/sync/seal"
)

// The Landesauswertungsstelle's commands say what they need, and count what is there.
func TestTheOfficeCounts(t *testing.T) {
	t.Parallel()
	keys, office := t.TempDir(), t.TempDir()
	pair, err := seal.NewPair()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"landesauswertungsstelle-1.key": pair.Paper(), "daten.key": base64.StdEncoding.EncodeToString(make([]byte, seal.KeySize))} {
		if err := os.WriteFile(filepath.Join(keys, name), []byte(text), 0o400); err != nil {
			t.Fatal(err)
		}
	}
	places := filepath.Join(office, "orte.csv")
	if err := os.WriteFile(places, []byte("plz;ort\n35390;Gießen\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	people := filepath.Join(office, "einwohner.csv")
	if err := os.WriteFile(people, []byte("kreis;jahr;geschlecht;von;bis;einwohner\n06531;2025;W;60;64;10342\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	here := []string{"--dir", office, "--ablage", keys}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"auswerten", "--dir", office}, 1, "mit --ablage an"},
		{[]string{"auswerten", "--dir", office, "--ablage", office}, 1, "refportal:"},
		{append([]string{"auswerten"}, here...), 0, "Diagnose  Fälle\nSumme         0\n"},
		{append([]string{"auswerten", "--nach", "jahr", "--und", "geschlecht", "--als", "csv"}, here...), 0, "Jahr;Summe\nSumme;0\n"},
		{append([]string{"auswerten", "vollstaendigkeit"}, here...), 0, "nicht eingelesen"},
		{append([]string{"auswerten", "dauer"}, here...), 0, "Jahr  gemeldet"},
		{append([]string{"auswerten", "bund"}, here...), 1, "--ziel"},
		{append([]string{"auswerten", "bund", "--ziel", filepath.Join(office, "bund")}, here...), 0, "0 Tumoren von 0 Personen"},
		{append([]string{"auswerten", "--unter", "0"}, here...), 1, "mindestens 1"},
		{append([]string{"auswerten", "--orte", places}, here...), 1, "plz;ort;ags;kreis"},
		{append([]string{"auswerten", "raten", "--als", "csv"}, here...), 0, "Diagnose;Fälle\nSumme;0\nRaten brauchen die Einwohner: Ohne --einwohner"},
		{append([]string{"auswerten", "raten", "--einwohner", people}, here...), 0, "Diagnose  Fälle  roh  95-%-Intervall  ESP 1976"},
		{append([]string{"auswerten", "raten", "--einwohner", people, "--als", "bild"}, here...), 0, "Europastandard 2013; ░"},
		{append([]string{"auswerten", "raten", "--einwohner", places}, here...), 1, "kreis;jahr;geschlecht;von;bis;einwohner"},
		{append([]string{"auswerten", "--nach", "name"}, here...), 2, "jahr"},
		{append([]string{"pruefen"}, here...), 1, "braucht ein Terminal"},
		{[]string{"pruefen", "--dir", office}, 1, "--ablage"},
	} {
		var out, failed bytes.Buffer
		if code := run(t.Context(), c.args, &out, &failed); code != c.code || !strings.Contains(out.String()+failed.String(), c.want) {
			t.Errorf("%v: status %d, said\n%s%s\nwant %d, %q", c.args, code, out.String(), failed.String(), c.code, c.want)
		}
	}
}
