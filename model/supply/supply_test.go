package supply

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model/tumour"
)

const today = "2026-12-01"

const deathHead = "standesamt;eintrag;sterbemonat;nachname;vornamen;geburtsdatum;geschlecht;plz;ort;versichertennummer;unmittelbar_icd;unmittelbar_text;grundleiden_icd;grundleiden_text;grundleiden_dauer\n"

func TestADeathIsReadAsItStandsThere(t *testing.T) {
	t.Parallel()
	text := "\ufeff" + deathHead +
		"Musterstadt;G 17/2026;03.2026;von Beispiel;Otto Karl;12.08.1941;M;35390;Gießen;A123456780;J18.9 I46.9;Lungenentzündung;C34.1;Bronchialkarzinom;3 Monate\n" +
		"Musterstadt;G 18/2026;2026-03;Muster;Erna;08.1938;w;;;B234567895;;;;\"Krebs; wo, war unbekannt\";\n"
	all, err := ReadDeaths(strings.NewReader(text), today)
	if err != nil || len(all) != 2 {
		t.Fatalf("read %+v, %v", all, err)
	}
	if a := all[0]; a.Line != 2 || a.House != "Musterstadt" || a.Number != "G 17/2026" || a.Person.Geburtsdatum != "1941-08-12" || a.Person.Nachname != "von Beispiel" || a.Person.KVNR != "A123456780" ||
		a.Says.Monat != "2026-03" || len(a.Says.Ursachen) != 2 || a.Says.Ursachen[1].Dauer != "3 Monate" || !slices.Equal(a.Says.Causes(), []string{"C34.1", "J18.9", "I46.9"}) {
		t.Errorf("the first one: %+v", a)
	}
	if b := all[1]; b.Person.Geburtsdatum != "1938-08-00" || b.Person.Geschlecht != "W" || b.Says.Ursachen[0].Text != "Krebs; wo, war unbekannt" {
		t.Errorf("the second one: %+v", b)
	}
}

// What is no good is named by line and column, and no value of it is said; nothing of the file is
// read then.
func TestABadLineIsNamed(t *testing.T) {
	t.Parallel()
	good := map[string]string{"standesamt": "Musterstadt", "eintrag": "G 17/2026", "sterbemonat": "03.2026", "nachname": "Beispiel", "vornamen": "Otto", "geburtsdatum": "12.08.1941", "geschlecht": "M", "grundleiden_icd": "C34.1"}
	file := func(line map[string]string) string {
		var b strings.Builder
		var names []string
		for _, c := range DeathColumns {
			names = append(names, c.Name)
		}
		b.WriteString(strings.Join(names, ";") + "\n")
		for i, values := range []map[string]string{good, line} {
			for j, name := range names {
				if j > 0 {
					b.WriteByte(';')
				}
				value, is := values[name]
				switch {
				case !is && name == "eintrag":
					value = fmt.Sprint("G ", i)
				case !is:
					value = good[name]
				}
				b.WriteString(value)
			}
			b.WriteByte('\n')
		}
		return b.String()
	}
	if all, err := ReadDeaths(strings.NewReader(file(map[string]string{})), today); err != nil || len(all) != 2 {
		t.Fatalf("good lines: %v", err)
	}
	for _, c := range []struct{ column, value, want string }{
		{"nachname", "", "fehlt"}, {"geburtsdatum", "31.02.1941", "kein Datum"}, {"geburtsdatum", "gestern", "kein Datum"}, {"geburtsdatum", "01.01.2031", "Zukunft"},
		{"sterbemonat", "13.2026", "kein Monat"}, {"sterbemonat", "01.2027", "Zukunft"}, {"sterbemonat", "07.1941", "vor der Geburt"}, {"geschlecht", "männlich", "M, W, D, X oder U"},
		{"versichertennummer", "A123456789", "Prüfziffer"}, {"plz", "1234", "fünf Ziffern"}, {"grundleiden_icd", "Lunge", "kein Code"}, {"grundleiden_icd", "", "keine Todesursache"},
		{"grundleiden_text", "Herr Beispiel hatte Krebs", "nennt den Namen"}, {"unmittelbar_text", "OTTO starb", "nennt den Namen"}, {"folge_dauer", "3 Tage", "ohne Krankheit"},
		{"eintrag", "G 17/2026", "steht schon in Zeile 2"}, {"ort", strings.Repeat("x", 501), "länger als"}, {"ort", "Gie\x1b[31mßen", "unsichtbare"}, {"ort", "Gie\xdfen", "UTF-8"}, {"vornamen", "a;b", "Felder"},
		{"strasse", "\"Weg\"x", "Anführungszeichen"},
	} {
		_, err := ReadDeaths(strings.NewReader(file(map[string]string{c.column: c.value})), today)
		var lines Errors
		if !errors.As(err, &lines) || lines[0].Line != 3 || !strings.Contains(lines[0].Text, c.want) || lines[0].Column != c.column && lines[0].Column != "" {
			t.Errorf("%s = %q: got %v, want line 3 and %q", c.column, c.value, err, c.want)
		}
		if len(c.value) > 3 && strings.Contains(err.Error(), c.value) {
			t.Errorf("%s = %q: the value is said: %v", c.column, c.value, err)
		}
	}
	if _, err := ReadDeaths(strings.NewReader(file(map[string]string{"geburtsdatum": "08.1941"})), today); err == nil || !strings.Contains(err.Error(), "Feld geburtsdatum: Ohne Tag") {
		t.Errorf("a person without a day of birth: %v", err)
	}
	if _, err := ReadDeaths(strings.NewReader(file(map[string]string{"nachname": "UNBEKANNT", "vornamen": "N.N."})), today); err == nil || !strings.Contains(err.Error(), "Platzhalter") {
		t.Errorf("a person without a name: %v", err)
	}
	for text, want := range map[string]string{"": "Zeile 1, Feld standesamt: Diese Spalte fehlt", deathHead: "keine Zeile", "name;" + deathHead: "Spalte Nr. 1", strings.Replace(deathHead, "plz", "ort", 1): "zweimal",
		strings.Replace(deathHead, "vornamen;", "", 1): "vornamen: Diese Spalte fehlt"} {
		if _, err := ReadDeaths(strings.NewReader(text), today); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}

func TestARoundIsReadAsItStandsThere(t *testing.T) {
	t.Parallel()
	const head = "stelle;nummer;programm;tag;befund;ausgeschieden;nachname;vornamen;geburtsdatum;geschlecht\n"
	all, err := ReadRounds(strings.NewReader(head+"SE-1;4711;Mamma;01.03.2023;unauffaellig;;Muster;Erna;02.08.1955;W\n"), today)
	if err != nil || len(all) != 1 || all[0].Says != (Runde{Programm: "Mamma", Tag: "2023-03-01", Unauffaellig: true}) {
		t.Errorf("read %+v, %v", all, err)
	}
	for line, want := range map[string]string{
		"SE-1;1;Brust;01.03.2023;unauffaellig;;Muster;Erna;02.08.1955;W\n":         "Feld programm: ist " + strings.Join(tumour.Programmes(), ", "),
		"SE-1;1;Mamma;03.2023;unauffaellig;;Muster;Erna;02.08.1955;W\n":            "Feld tag: ist kein Datum",
		"SE-1;1;Mamma;02.12.2026;unauffaellig;;Muster;Erna;02.08.1955;W\n":         "Feld tag: liegt in der Zukunft",
		"SE-1;1;Mamma;01.03.2023;negativ;;Muster;Erna;02.08.1955;W\n":              "Feld befund: ist unauffaellig oder auffaellig",
		"SE-1;1;Mamma;01.03.2023;unauffaellig;vielleicht;Muster;Erna;1.8.1955;W\n": "Feld ausgeschieden: ist nein oder ja",
	} {
		if _, err := ReadRounds(strings.NewReader(head+line), today); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", line, err, want)
		}
	}
}

// Parents are told only where there is nobody of the first rank, or nobody can be reached.
func TestARequestIsOfTheNearest(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ relation, tick, died, want string }{
		{"ehe", "", "01.03.2026", ""}, {"lebenspartnerschaft", "nein", "01.03.2026", ""}, {"lebensgemeinschaft", "", "01.03.2026", ""}, {"nachkomme", "", "01.03.2026", ""},
		{"eltern", "ja", "01.03.2026", ""}, {"eltern", "", "01.03.2026", "Feld niemand_vorrangig: Eltern bekommen"}, {"eltern", "nein", "01.03.2026", "Feld niemand_vorrangig: Eltern bekommen"},
		{"nachbar", "", "01.03.2026", "Feld beziehung"}, {"ehe", "", "", "Feld verstorben: fehlt"}, {"ehe", "", "03.2026", "Feld verstorben: ist kein Datum"}, {"ehe", "", "01.03.1920", "vor der Geburt"},
	} {
		all, err := ReadRequests(strings.NewReader("aktenzeichen;antragsteller;beziehung;niemand_vorrangig;verstorben;nachname;vornamen;geburtsdatum;geschlecht\nA 1;Emil Muster;"+
			c.relation+";"+c.tick+";"+c.died+";Muster;Erna;02.08.1955;W\n"), today)
		if c.want == "" && (err != nil || len(all) != 1 || all[0].Says.Beziehung != c.relation || all[0].Says.Verstorben != "2026-03-01") || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%+v: got %+v, %v", c, all, err)
		}
	}
}

// Who lives is told herself, or who acts for her, once either has shown who it is; after a death
// only the nearest are.
func TestARequestOfThePatientHerself(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ relation, shown, died, want string }{
		{"selbst", "ja", "", ""}, {"vertretung", "ja", "", ""}, {"selbst", "", "", "Feld ausgewiesen: Auskunft bekommt nur"}, {"vertretung", "nein", "", "Feld ausgewiesen: Auskunft bekommt nur"},
		{"selbst", "ja", "01.03.2026", "Feld verstorben: muss hier leer sein"}, {"ehe", "ja", "", "Feld verstorben: fehlt"}, {"ehe", "", "01.03.2026", ""},
	} {
		all, err := ReadRequests(strings.NewReader("aktenzeichen;antragsteller;beziehung;ausgewiesen;verstorben;nachname;vornamen;geburtsdatum;geschlecht\nA 1;Erna Muster;"+
			c.relation+";"+c.shown+";"+c.died+";Muster;Erna;02.08.1955;W\n"), today)
		if c.want == "" && (err != nil || len(all) != 1 || all[0].Says.Beziehung != c.relation || (all[0].Says.Verstorben == "") != (c.died == "")) || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%+v: got %+v, %v", c, all, err)
		}
	}
}

// Whatever is in a file, it is read or refused with a line.
func FuzzDeaths(f *testing.F) {
	for _, seed := range []string{"", deathHead, deathHead + "a;b;03.2026;c;d;1.1.1950;M;;;;;;C34;;\n", deathHead + "\"", ";;;\n\n;", "\ufeff\x00;\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all, err := ReadDeaths(strings.NewReader(text), today)
		var lines Errors
		if err != nil && (!errors.As(err, &lines) || len(lines) == 0 || lines[0].Line < 1 || len(all) > 0) {
			t.Errorf("got %v and %d lines", err, len(all))
		}
		for _, one := range all {
			if one.House == "" || one.Number == "" || len(one.Says.Monat) != len("JJJJ-MM") {
				t.Errorf("read %+v", one)
			}
		}
	})
}
