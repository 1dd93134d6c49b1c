package people

import (
	"fmt"
	"slices"
	"testing"

	"example.org/meldeportal/model"
)

func invented(last, first, born, number, insured string) Row {
	return RowOf(&model.Case{ID: number, Patient: model.Patient{PatientID: model.Text(number), Stammdaten: model.Stammdaten{
		Nachname: model.Text(last), Vornamen: model.Text(first), Geburtsdatum: model.Datum(born), Versicherung: model.VersicherungGKV,
		VersichertendatenGKV: &model.VersichertendatenGKV{GKVVersichertennummer: model.Code(insured)}}}})
}

func names(ix *Index, hits []int) []string {
	var list []string
	for _, i := range hits {
		list = append(list, ix.Row(i).Name)
	}
	return list
}

func TestSearchFindsPeopleByAnyPartOfWhatIsKnown(t *testing.T) {
	t.Parallel()
	ix := NewIndex([]Row{
		invented("Müller", "Anna", "1950-03-12", "P-1000412", "A123456780"),
		invented("Müller", "Annegret", "1962-11-07", "P-1003377", "M314159267"),
		invented("Möller", "Karl", "1948-01-30", "P-1010055", "H271828189"),
		invented("Müller-Wolf", "Anna", "1948-01-30", "P-1010056", "Z000000017"),
		invented("Schmidt", "Jörg", "1941-07-01", "P-2000001", "X987654326"),
	})
	for query, want := range map[string][]string{
		"muell an":   {"Müller, Anna", "Müller, Annegret", "Müller-Wolf, Anna"},
		"MÜLLER":     {"Müller, Anna", "Müller, Annegret", "Müller-Wolf, Anna", "Möller, Karl"},
		"mueller":    {"Müller, Anna", "Müller, Annegret", "Müller-Wolf, Anna", "Möller, Karl"},
		"joerg":      {"Schmidt, Jörg"},
		"schmitt":    {"Schmidt, Jörg"},
		"12.03.1950": {"Müller, Anna"},
		"12031950":   {"Müller, Anna"},
		"30.01. wol": {"Müller-Wolf, Anna"},
		"p-1003377":  {"Müller, Annegret"},
		"h2718":      {"Möller, Karl"},
		"anna muell": {"Müller, Anna", "Müller-Wolf, Anna"},
		"xyz":        nil,
	} {
		got := names(ix, ix.Find(query))
		slices.Sort(got)
		want = slices.Sorted(slices.Values(want))
		if !slices.Equal(got, want) {
			t.Errorf("find(%q) = %q, want %q", query, got, want)
		}
	}
}

func TestListSortsAsGermanTelephoneBooksDo(t *testing.T) {
	t.Parallel()
	ix := NewIndex([]Row{
		invented("Muster", "A", "", "1", ""), invented("Müller", "A", "", "2", ""), invented("Mueller", "B", "", "3", ""), invented("Muller", "A", "", "4", ""),
	})
	got := names(ix, []int{0, 1, 2, 3})
	want := []string{"Müller, A", "Mueller, B", "Muller, A", "Muster, A"}
	if !slices.Equal(got, want) {
		t.Errorf("order = %q, want %q", got, want)
	}
}

func hundredThousand() *Index {
	last := []string{"Müller", "Schmidt", "Schneider", "Fischer", "Weber", "Meyer", "Wagner", "Becker", "Schulz", "Hoffmann"}
	first := []string{"Anna", "Karl", "Brigitte", "Jürgen", "Ursula", "Werner", "Helga", "Günter"}
	rows := make([]Row, 100_000)
	for i := range rows {
		rows[i] = invented(fmt.Sprintf("%s-%c%c", last[i%len(last)], 'A'+i%26, 'a'+i/26%26), first[i%len(first)],
			fmt.Sprintf("%04d-%02d-%02d", 1930+i%60, 1+i%12, 1+i%28), fmt.Sprintf("P-%07d", i), fmt.Sprintf("A%09d", i))
	}
	return NewIndex(rows)
}

func BenchmarkSearchInHundredThousandPatients(b *testing.B) {
	ix := hundredThousand()
	for _, query := range []string{"m", "muell", "muell an", "12.03.", "p-00999"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				ix.Find(query)
			}
		})
	}
}

func TestABirthDateIsFoundHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	ix := NewIndex([]Row{invented("Meier", "Anna", "1975-10-03", "P-1", "A1"), invented("Meier", "Berta", "1976-01-31", "P-2", "A2")})
	for query, want := range map[string]string{"03.10.1975": "Meier, Anna", "3.10.75": "Meier, Anna", "031075": "Meier, Anna", "0310": "Meier, Anna",
		"31.1.76": "Meier, Berta", "meier 310176": "Meier, Berta", "31.01.1976": "Meier, Berta"} {
		if hits := ix.Find(query); len(hits) != 1 || ix.Row(hits[0]).Name != want {
			t.Errorf("%s: found %v, want %s alone", query, hits, want)
		}
	}
}

func TestTheShorterFamilyNameStandsFirst(t *testing.T) {
	t.Parallel()
	rows := []Row{{Name: "Müller-Wolf, Achim"}, {Name: "Muster, Ada"}, {Name: "Müller, Bernd"}}
	sortByName(rows)
	for i, want := range []string{"Müller, Bernd", "Müller-Wolf, Achim", "Muster, Ada"} {
		if rows[i].Name != want {
			t.Errorf("place %d: got %s, want %s", i+1, rows[i].Name, want)
		}
	}
}

// stammdaten are of an invented person as she is being written down.
func stammdaten(last, first, born, insured string) *model.Stammdaten {
	return &model.Stammdaten{Nachname: model.Text(last), Vornamen: model.Text(first), Geburtsdatum: model.Datum(born), Versicherung: model.VersicherungGKV,
		VersichertendatenGKV: &model.VersichertendatenGKV{GKVVersichertennummer: model.Code(insured)}}
}

func TestTheSamePersonIsRecognisedThoughSheIsWrittenOtherwise(t *testing.T) {
	t.Parallel()
	ix := NewIndex([]Row{
		invented("Müller", "Anna", "1950-03-12", "P-1", "A123456780"),
		invented("Schmidt", "Jörg", "1941-07-01", "P-2", "X987654326"),
		invented("Yıldız-Wolf", "Ayşe", "1962-11-07", "P-3", ""),
	})
	for name, test := range map[string]struct {
		who  *model.Stammdaten
		want []string
	}{
		"spelling":          {stammdaten("Möller", "Hanna", "1950-03-12", ""), []string{"P-1 Name klingt gleich, gleiches Geburtsdatum"}},
		"the same":          {stammdaten("Müller", "Anna", "1950-03-12", ""), []string{"P-1 gleicher Name, gleiches Geburtsdatum"}},
		"day and month":     {stammdaten("Mueller", "Anna", "1950-12-03", ""), []string{"P-1 Name klingt gleich, Tag und Monat vertauscht"}},
		"one digit":         {stammdaten("Schmitt", "Joerg", "1947-07-01", ""), []string{"P-2 Name klingt gleich, Geburtsdatum in einer Ziffer anders"}},
		"names swapped":     {stammdaten("Jörg", "Schmidt", "1941-07-01", ""), []string{"P-2 Vor- und Nachname vertauscht, gleiches Geburtsdatum"}},
		"half of the name":  {stammdaten("Wolf", "Ayse", "1962-11-07", ""), []string{"P-3 Name klingt gleich, gleiches Geburtsdatum"}},
		"only the number":   {stammdaten("Kern", "Lea", "1980-01-01", "a123456780"), []string{"P-1 gleiche Versichertennummer"}},
		"number, no date":   {stammdaten("Kern", "", "", "X987654326"), []string{"P-2 gleiche Versichertennummer"}},
		"another date":      {stammdaten("Müller", "Anna", "1961-08-25", ""), nil},
		"another name":      {stammdaten("Krause", "Anna", "1950-03-12", ""), nil},
		"no insurance":      {stammdaten("Baum", "Eva", "1970-02-02", ""), nil},
		"an imprecise date": {stammdaten("Müller", "Anna", "1950-07-01~M", ""), nil},
	} {
		var got []string
		for _, twin := range ix.Twins(test.who, "") {
			got = append(got, twin.Row.ID+" "+twin.Why)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
	if got := ix.Twins(stammdaten("Müller", "Anna", "1950-03-12", "A123456780"), "P-1"); len(got) != 0 {
		t.Errorf("a person is her own twin: %v", got)
	}
}

func BenchmarkTwinsAmongHundredThousandPatients(b *testing.B) {
	ix := hundredThousand()
	who := stammdaten("Müller-Ab", "Anna", "1950-03-12", "A000099999")
	for b.Loop() {
		ix.Twins(who, "")
	}
}
