package field_test

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

var (
	nameType     = &field.Type{MinLen: 1, MaxLen: 255, Chars: "A", Trim: true}
	addressType  = &field.Type{MinLen: 1, MaxLen: 10, Chars: "B", Trim: true}
	freeTextType = &field.Type{MinLen: 1, MaxLen: 255, Chars: "C", Trim: true}
	greekType    = &field.Type{MinLen: 1, MaxLen: 255, Chars: "E"}
	diagType     = &field.Type{Kind: field.LongText, MinLen: 1, MaxLen: 1000, Chars: "C"}
	idType       = &field.Type{MinLen: 1, MaxLen: 50}
	clobType     = &field.Type{Kind: field.LongText}
	dayType      = &field.Type{Kind: field.Date}
	monthType    = &field.Type{Kind: field.Date, Precision: []model.Genauigkeit{model.Exakt, model.TagGeschaetzt}}
	yearType     = &field.Type{Kind: field.Year, Number: &field.Range{Min: "1900", Max: "2029"}}
	countType    = &field.Type{Kind: field.Number, Number: &field.Range{Min: "0"}}
	percentType  = &field.Type{Kind: field.Number, Number: &field.Range{Min: "1", Max: "100"}}
	psaType      = &field.Type{Kind: field.Number, Number: &field.Range{Min: "0", Max: "100000", MaxOpen: true, Decimals: 3}}
	doseType     = &field.Type{Kind: field.Number, Number: &field.Range{Min: "0", MinOpen: true, Decimals: -1}}
	icdType      = &field.Type{Kind: field.Code, Pattern: `[CD]\d\d(\.\d(\d)?)?|M72\.4`, Form: "C oder D und zwei Ziffern"}
	tnmType      = &field.Type{Kind: field.Code, MinLen: 1, MaxLen: 30, Chars: "C", Trim: true, Pattern: `(is.*)|([a01234X].*)`}
	opsType      = &field.Type{Kind: field.Code, Pattern: `[135689]-\d\d[0-9a-hj-km-z](\.([0-9a-hj-kmnp-z]){1,2}){0,1}([RLB]){0,1}`}
	mmType       = &field.Type{Kind: field.Number, Pattern: `\d(\d)?(\d)?|U`, Words: []string{"U"}, Number: &field.Range{Min: "0", Max: "999"}}
	jnType       = &field.Type{Kind: field.Enum, List: "JNU", Without: []string{"U"}}
)

func TestCheckAcceptsWhatTheSchemaAccepts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typ    *field.Type
		values string // separated by |
	}{
		{nameType, "Müller|van der Meer|O'Neil|Ćwiękała|ÿ́|K͟Honsu|L̥̄|A̋b|Dr.|a’b"},
		{addressType, "12 a-c|D-34117|Straße 1|€ 5"},
		{freeTextType, "a|\u00a0a\u00a0|a\tb|zwei\nZeilen|100 %"},
		{greekType, "β-Strahlung| a |≥ 5|„so“"},
		{diagType, " a |a\n"},
		{idType, "–|😀|\u00ad| "},
		{clobType, "|beliebig lang"},
		{dayType, "2024-02-29|1900-01-01|2029-12-31|2024-05-14Z|2024-05-14+14:00|1900-01-01-01:00|2024-05-14~E"},
		{monthType, "2024-02-29|2024-02-15~T|2024-02-29~E"},
		{yearType, "1900|2029|2000Z|2029-01:00|1900+01:00"},
		{countType, "0|-0|+5|005| 5 |999999999999999999999999"},
		{percentType, "1|100|0100"},
		{psaType, "0|.5|5.|1.200|99999.999|+.0|-0.0"},
		{doseType, "0.0001|50"},
		{icdType, "C50|C50.4|C50.41|M72.4|C٥٠"},
		{tnmType, "1c|is(DCIS)|X|a"},
		{mmType, "0|05|999|U"},
		{jnType, "J|N"},
	} {
		for value := range strings.SplitSeq(c.values, "|") {
			if f := c.typ.Check(value); f != nil {
				t.Errorf("%q: got %q, want no fault", value, f.Text)
			}
		}
	}
}

func TestFaultSaysWhatIsWrongAndWhere(t *testing.T) {
	t.Parallel()
	const (
		noDay      = "Diesen Tag gibt es im Kalender nicht."
		outOfRange = "Erlaubt sind nur Tage vom 01.01.1900 bis zum 31.12.2029."
		noForm     = "Das ist kein Datum. In einer Datei steht es als JJJJ-MM-TT, z. B. 2026-05-14."
		german     = "Das Datum steht in deutscher Form (TT.MM.JJJJ); verlangt ist JJJJ-MM-TT, z. B. 2026-05-14."
		zero       = "Ein unbekannter Tag oder Monat wird nicht als 00 geschrieben, sondern geschätzt, mit der Datumsgenauigkeit T (Tag) oder M (Monat)."
	)
	for _, c := range []struct {
		typ         *field.Type
		value, want string
		pos         int
	}{
		{nameType, "Mü_ller", "Das Zeichen „_“ an Position 3 ist hier nicht erlaubt.", 3},
		{nameType, "Mu\u0308ller", "Das Zeichen mit der Nummer U+0308 an Position 3 ist hier nicht erlaubt: Es ist ein Akzent, getrennt von seinem Buchstaben (ü in zwei Zeichen zerlegt).", 3},
		{nameType, "K͟Ho K͟x", "Das Zeichen mit der Nummer U+035F an Position 7 ist hier nicht erlaubt.", 7},
		{nameType, " a", "Am Anfang steht ein Leerzeichen.", 1},
		{nameType, "ä ", "Am Ende steht ein Leerzeichen.", 2},
		{nameType, "a\nb", "Das Zeichen mit der Nummer U+000A an Position 2 ist hier nicht erlaubt.", 2},
		{nameType, "", "Der Wert ist leer.", 0},
		{nameType, strings.Repeat("ä", 256), "Zu lang: 256 Zeichen, erlaubt sind 255.", 256},
		{addressType, "a – b", "Das Zeichen „–“ an Position 3 ist hier nicht erlaubt.", 3},
		{freeTextType, "x…", "Das Zeichen „…“ an Position 2 ist hier nicht erlaubt.", 2},
		{idType, "a\x01", "Das Zeichen mit der Nummer U+0001 an Position 2 ist hier nicht erlaubt.", 2},
		{idType, "a\xff", "Das Zeichen mit der Nummer U+FFFD an Position 2 ist hier nicht erlaubt.", 2},
		{dayType, "2023-02-29", noDay, 0},
		{dayType, "31.02.2026", noDay, 0},
		{dayType, "14.05.2026", german, 0},
		{dayType, "1.1.1850", outOfRange, 0},
		{dayType, "1850-01-01", outOfRange, 0},
		{dayType, "00.05.2026", zero, 0},
		{dayType, "2026-05-00", zero, 0},
		{dayType, "2026-5-14", noForm, 0},
		{dayType, "2026-05-14T00:00:00", noForm, 0},
		{dayType, "14 Mai", noForm, 0},
		{dayType, "", "Der Wert ist leer.", 0},
		{dayType, " 2024-01-01", "Vor oder nach dem Datum steht ein Leerzeichen.", 0},
		{dayType, "1900-01-01Z", outOfRange, 0},
		{dayType, "2030-01-01+14:00", outOfRange, 0},
		{dayType, "2024-05-14+14:01", noForm, 0},
		{dayType, "2024-05-14~T", "Hier gilt nur ein genau bekannter Tag, ohne Angabe der Genauigkeit.", 0},
		{monthType, "2024-07-01~M", "Diese Genauigkeit des Datums gibt es hier nicht. Erlaubt: E, T.", 0},
		{yearType, "1899", "Erwartet wird ein Jahr von 1900 bis 2029.", 0},
		{yearType, "2029Z", "Erwartet wird ein Jahr von 1900 bis 2029.", 0},
		{countType, "-1", "Die Zahl liegt nicht im erlaubten Bereich ab 0.", 0},
		{countType, "1.0", "Erwartet wird eine ganze Zahl ab 0.", 0},
		{countType, "1000000000000000000000000", "Erwartet wird eine ganze Zahl ab 0.", 0},
		{percentType, "101", "Die Zahl liegt nicht im erlaubten Bereich ab 1 und bis 100.", 0},
		{psaType, "100000", "Die Zahl liegt nicht im erlaubten Bereich ab 0 und kleiner als 100000.", 0},
		{psaType, "1.2345", "Zu viele Stellen nach dem Komma: erlaubt sind 3.", 0},
		{psaType, "1,5", "Erwartet wird eine Zahl ab 0 und kleiner als 100000, z. B. 1.5.", 0},
		{doseType, "0.00", "Die Zahl liegt nicht im erlaubten Bereich größer als 0.", 0},
		{icdType, "c50", "Der Wert hat nicht die vorgeschriebene Form: C oder D und zwei Ziffern.", 0},
		{tnmType, "1\r", "Am Ende steht ein Leerzeichen.", 2},
		{tnmType, "1\rc", "Der Wert hat nicht die vorgeschriebene Form.", 0},
		{mmType, "1.5", "Der Wert hat nicht die vorgeschriebene Form.", 0},
		{jnType, "U", "Diesen Code gibt es in der Liste nicht. Erlaubt: J, N.", 0},
	} {
		switch got := c.typ.Check(c.value); {
		case got == nil:
			t.Errorf("%q: got no fault, want %q", c.value, c.want)
		case got.Text != c.want || got.Pos != c.pos:
			t.Errorf("%q: got %q at %d, want %q at %d", c.value, got.Text, got.Pos, c.want, c.pos)
		}
	}
}

func TestNormalMakesPastedTextFit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typ         *field.Type
		typed, want string
	}{
		{nameType, " Mu\u0308ller\u00a0", "Müller"},
		{nameType, "Meyer–Schmidt", "Meyer-Schmidt"},
		{nameType, "O‘Neil", "O'Neil"},
		{nameType, "D’Arc", "D’Arc"},
		{freeTextType, "„so“ … ≥ 5", `"so" ... >= 5`},
		{freeTextType, "zwei\r\nZeilen", "zwei Zeilen"},
		{freeTextType, "weich\u00adtrennung", "weichtrennung"},
		{freeTextType, "a\u009bb\x00c", "abc"},
		{greekType, "„so“ – ≥", "„so“ - ≥"},
		{diagType, "zwei\r\nZeilen\n", "zwei\nZeilen"},
		{clobType, "Wort – für „Wort“", "Wort – für „Wort“"},
		{psaType, " 1,5 ", "1.5"},
		{psaType, "viel", "viel"},
		{mmType, "u", "U"},
		{icdType, "c50.4", "C50.4"},
		{icdType, "C 50.4", "C50.4"},
		{icdType, "x99", "x99"},
		{tnmType, "IS(DCIS)", "is(dcis)"},
		{tnmType, "1c", "1c"},
		{opsType, "5-870.A1l", "5-870.a1L"},
		{jnType, "j", "J"},
		{jnType, "vielleicht", "vielleicht"},
		{dayType, " 14.05.2026 ", "14.05.2026"},
	} {
		got := c.typ.Normal(c.typed)
		if got != c.want {
			t.Errorf("%q: got %q, want %q", c.typed, got, c.want)
		}
		if again := c.typ.Normal(got); again != got {
			t.Errorf("%q: normal form %q becomes %q, want it to stay", c.typed, got, again)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	for b.Loop() {
		nameType.Check("Ćwiękała-Öztürk")
		icdType.Check("C50.4")
		dayType.Check("2026-05-14~E")
		psaType.Check("12.5")
	}
}

func TestMendedSaysWhatItChanged(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typ               *field.Type
		text, want, words string
	}{
		{nameType, "Müller", "Müller", ""},
		{nameType, " Mu\u0308ller", "Müller", "zerlegte Buchstaben zusammengesetzt, Leerzeichen am Rand entfernt"},
		{nameType, "Meyer\nSchmidt", "Meyer Schmidt", "Zeilenumbrüche und Steuerzeichen ersetzt"},
		{nameType, "Gräﬂe", "Gräfle", "Ligaturen und Satzzeichen durch einfache ersetzt"},
		{freeTextType, "5 μg", "5 µg", "Ligaturen und Satzzeichen durch einfache ersetzt"},
		{freeTextType, "Tumo\u0308r", "Tumör", "zerlegte Buchstaben zusammengesetzt"},
		{icdType, "c50", "C50", "Schreibweise angepasst"},
		{dayType, " 2024-02-19 ", "2024-02-19", "Leerzeichen am Rand entfernt"},
		{dayType, "19.2.2024", "2024-02-19", "deutsches Datum als JJJJ-MM-TT geschrieben"},
		{dayType, "2024-02-19T00:00:00", "2024-02-19", "Uhrzeit hinter dem Tag weggelassen"},
		{dayType, "31.02.2024", "31.02.2024", ""},
		{dayType, "00.02.2024", "00.02.2024", ""},
		{dayType, "02/03/2024", "02/03/2024", ""},
		{nameType, "Mü_ller", "Mü_ller", ""},
	} {
		if got, words := c.typ.Mended(c.text); got != c.want || words != c.words {
			t.Errorf("%q: got %q (%s), want %q (%s)", c.text, got, words, c.want, c.words)
		}
	}
}
