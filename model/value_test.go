package model_test

import (
	"fmt"
	"testing"
	"time"

	"example.org/meldeportal/model"
)

func TestSpanCoversWhatAnImpreciseDateMayMean(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		date        model.Datum
		first, last string
		ok          bool
	}{
		{"2026-05-14", "2026-05-14", "2026-05-14", true},
		{"2026-05-14~E", "2026-05-14", "2026-05-14", true},
		{"2024-02-15~T", "2024-02-01", "2024-02-29", true},
		{"2026-07-01~M", "2026-01-01", "2026-12-31", true},
		{"2026-07-01~V", "", "", false},
		{"2025-02-03+01:00", "2025-02-03", "2025-02-03", true},
		{"3.5.26", "", "", false},
		{"", "", "", false},
	} {
		first, last, ok := c.date.Span()
		if ok != c.ok {
			t.Errorf("Span(%q) ok = %v, want %v", c.date, ok, c.ok)
			continue
		}
		if !ok {
			continue
		}
		if got := model.DatumOf(first) + "/" + model.DatumOf(last); got != model.Datum(c.first+"/"+c.last) {
			t.Errorf("Span(%q) = %s, want %s/%s", c.date, got, c.first, c.last)
		}
	}
}

func TestCertainlyAfterHoldsOnlyInEveryReading(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d, e model.Datum
		want bool
	}{
		{"2026-05-14", "2026-05-13", true},
		{"2026-05-14", "2026-05-14", false},
		{"2026-05-15~T", "2026-05-01", false},
		{"2026-06-15~T", "2026-05-31", true},
		{"2026-07-01~M", "2025-12-31", true},
		{"2026-07-01~V", "1900-01-01", false},
	} {
		if got := c.d.CertainlyAfter(c.e); got != c.want {
			t.Errorf("%q.CertainlyAfter(%q) = %v, want %v", c.d, c.e, got, c.want)
		}
	}
}

func TestStoredDaysAreCompared(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d, e  model.Datum
		after bool
		years int // from d to e
		ok    bool
	}{
		{"1960-05-15", "2026-05-14", false, 65, true},
		{"1960-05-15", "2026-05-15", false, 66, true},
		{"2026-05-14", "2026-05-15~T", false, 0, true},
		{"2026-05-16", "2026-05-15~M", true, -1, true},
		{"2026-05-16", "1926-05-16", true, -100, true},
		{"1960-05-15~V", "1950-05-15", true, 0, false},
		{"im Mai", "1950-05-15", false, 0, false},
		{"1950-05-15", "", false, 0, false},
	} {
		if got := c.d.After(c.e); got != c.after {
			t.Errorf("%q.After(%q) = %v", c.d, c.e, got)
		}
		if years, ok := c.d.YearsTo(c.e); years != c.years || ok != c.ok {
			t.Errorf("%q.YearsTo(%q) = %d, %v, want %d, %v", c.d, c.e, years, ok, c.years, c.ok)
		}
	}
	if first, last, ok := model.Datum("2026-07-01~M").Years(); first != 2026 || last != 2026 || !ok {
		t.Errorf("Years() = %d, %d, %v", first, last, ok)
	}
}

func TestDatesAreWrittenAsPreciselyAsTheyAreKnown(t *testing.T) {
	t.Parallel()
	for date, want := range map[model.Datum]string{
		"2026-05-14": "14.05.2026", "2026-05-15~T": "05.2026", "2026-07-01~M": "2026", "2026-07-01~V": "ca. 2026", "im Mai": "im Mai",
	} {
		if got := date.German(); got != want {
			t.Errorf("%q: got %q, want %q", date, got, want)
		}
	}
}

func TestADayIsOneOfTheCalendar(t *testing.T) {
	t.Parallel()
	for _, year := range []int{1, 1899, 1900, 2000, 2023, 2024, 2100} {
		for month := range 14 {
			for day := range 33 {
				text := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
				want, err := time.Parse(time.DateOnly, text)
				if got, ok := model.Datum(text).Time(); ok != (err == nil) || ok && !got.Equal(want) {
					t.Errorf("Datum(%q).Time() = %v, %v, want %v, %v", text, got, ok, want, err == nil)
				}
			}
		}
	}
}
