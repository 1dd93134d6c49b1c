package check

import (
	"os"
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/obds"
)

// A house's own reports are counted by what the rules say of them: the most frequent first,
// each report once, what is said of the person once, by quarter, and only since a day.
func TestOwnReportsAreCountedByWhatIsSaidOfThem(t *testing.T) {
	t.Parallel()
	day := func(month time.Month) time.Time { return time.Date(2026, month, 10, 9, 0, 0, 0, time.UTC) }
	person := func(n string, born model.Datum, months ...time.Month) (all []Sent) {
		for i, m := range months {
			r := sample(t)
			r.Meldung.MeldungID, r.Patient.Stammdaten.Geburtsdatum = model.Text(n), born
			all = append(all, Sent{Report: &r, Transaktionsnummer: n + string(rune('a'+i)), Completed: day(m)})
		}
		return all
	}
	judge, tally := Judge{Today: "2026-11-30"}, Tally{}
	tally.Person(&judge, person("old", "1890-01-01", time.February, time.May, time.May), day(time.March)) // too old to be true, said once
	tally.Person(&judge, person("well", "1961-03-12", time.May), day(time.March))
	tally.Person(&judge, person("elder", "1891-01-01", time.August), day(time.March))
	if got := tally.Reports(); got != 4 {
		t.Errorf("%d reports since March, want 4", got)
	}
	if got := tally.Quarters(); !slices.Equal(got, []string{"2026-Q2", "2026-Q3"}) {
		t.Errorf("quarters = %q", got)
	}
	all := tally.Frequent()
	at := slices.IndexFunc(all, func(f *Frequent) bool { return slices.Equal(f.Numbers, []string{"eldera", "oldb"}) })
	if at < 0 {
		for _, f := range all {
			t.Logf("%s %q %s", f.Rule, f.Numbers, f.Feld)
		}
		t.Fatal("nothing is said of the two whose age cannot be true, the newest first, each once")
	}
	if f := all[at]; tally.Share(f, "") != 50 || tally.Share(f, "2026-Q3") != 100 || f.Feld == "" {
		t.Errorf("%s: %.1f %% of all, %.1f %% of the third quarter, want 50 and 100", f.Rule, tally.Share(f, ""), tally.Share(f, "2026-Q3"))
	}
	if !slices.IsSortedFunc(all, func(a, b *Frequent) int { return len(b.Numbers) - len(a.Numbers) }) {
		t.Error("the most frequent does not come first")
	}
}

// sample is a report of an invented person.
func sample(t *testing.T) (r model.Report) {
	t.Helper()
	file, err := os.Open("../obds/testdata/eigen/fall_mamma_01_diagnose.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	document, err := obds.Read(file, obds.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return *document.Reports()[0]
}
