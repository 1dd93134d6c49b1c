package tui

import (
	"fmt"
	"slices"
	"testing"

	"example.org/meldeportal/model"
)

func invented(last, first, born, number, insured string) caseRow {
	return rowOf(&model.Case{ID: number, Patient: model.Patient{PatientID: model.Text(number), Stammdaten: model.Stammdaten{
		Nachname: model.Text(last), Vornamen: model.Text(first), Geburtsdatum: model.Datum(born), Versicherung: model.VersicherungGKV,
		VersichertendatenGKV: &model.VersichertendatenGKV{GKVVersichertennummer: model.Code(insured)}}}})
}

func names(ix *caseIndex, hits []int) []string {
	var list []string
	for _, i := range hits {
		list = append(list, ix.rows[i].name)
	}
	return list
}

func TestSearchFindsPeopleByAnyPartOfWhatIsKnown(t *testing.T) {
	t.Parallel()
	ix := newCaseIndex([]caseRow{
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
		got := names(ix, ix.find(query))
		slices.Sort(got)
		want = slices.Sorted(slices.Values(want))
		if !slices.Equal(got, want) {
			t.Errorf("find(%q) = %q, want %q", query, got, want)
		}
	}
}

func TestListSortsAsGermanTelephoneBooksDo(t *testing.T) {
	t.Parallel()
	ix := newCaseIndex([]caseRow{
		invented("Muster", "A", "", "1", ""), invented("Müller", "A", "", "2", ""), invented("Mueller", "B", "", "3", ""), invented("Muller", "A", "", "4", ""),
	})
	got := names(ix, []int{0, 1, 2, 3})
	want := []string{"Müller, A", "Mueller, B", "Muller, A", "Muster, A"}
	if !slices.Equal(got, want) {
		t.Errorf("order = %q, want %q", got, want)
	}
}

func hundredThousand() *caseIndex {
	last := []string{"Müller", "Schmidt", "Schneider", "Fischer", "Weber", "Meyer", "Wagner", "Becker", "Schulz", "Hoffmann"}
	first := []string{"Anna", "Karl", "Brigitte", "Jürgen", "Ursula", "Werner", "Helga", "Günter"}
	rows := make([]caseRow, 100_000)
	for i := range rows {
		rows[i] = invented(fmt.Sprintf("%s-%c%c", last[i%len(last)], 'A'+i%26, 'a'+i/26%26), first[i%len(first)],
			fmt.Sprintf("%04d-%02d-%02d", 1930+i%60, 1+i%12, 1+i%28), fmt.Sprintf("P-%07d", i), fmt.Sprintf("A%09d", i))
	}
	return newCaseIndex(rows)
}

func BenchmarkSearchInHundredThousandPatients(b *testing.B) {
	ix := hundredThousand()
	for _, query := range []string{"m", "muell", "muell an", "12.03.", "p-00999"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				ix.find(query)
			}
		})
	}
}

func TestABirthDateIsFoundHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	ix := newCaseIndex([]caseRow{invented("Meier", "Anna", "1975-10-03", "P-1", "A1"), invented("Meier", "Berta", "1976-01-31", "P-2", "A2")})
	for query, want := range map[string]string{"03.10.1975": "Meier, Anna", "3.10.75": "Meier, Anna", "031075": "Meier, Anna", "0310": "Meier, Anna",
		"31.1.76": "Meier, Berta", "meier 310176": "Meier, Berta", "31.01.1976": "Meier, Berta"} {
		if hits := ix.find(query); len(hits) != 1 || ix.rows[hits[0]].name != want {
			t.Errorf("%s: found %v, want %s alone", query, hits, want)
		}
	}
}

func TestTheShorterFamilyNameStandsFirst(t *testing.T) {
	t.Parallel()
	rows := []caseRow{{name: "Müller-Wolf, Achim"}, {name: "Muster, Ada"}, {name: "Müller, Bernd"}}
	sortByName(rows)
	for i, want := range []string{"Müller, Bernd", "Müller-Wolf, Achim", "Muster, Ada"} {
		if rows[i].name != want {
			t.Errorf("place %d: got %s, want %s", i+1, rows[i].name, want)
		}
	}
}
