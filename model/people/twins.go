package people

import (
	"slices"
	"strings"

	"example.org/meldeportal/model"
)

// Twin is a known person who may be the one that is being written down, and why.
type Twin struct {
	Row Row
	Why string
}

// Twins are the people in the list who may be the same as somebody: the same
// insurance number, or a name that sounds alike with a date of birth that is
// the same or mistyped. except is the person's own case.
func (ix *Index) Twins(s *model.Stammdaten, except string) []Twin {
	var found []Twin
	seen := map[string]bool{except: true}
	add := func(i int, why string) {
		if r := ix.Row(i); why != "" && !seen[r.ID] {
			seen[r.ID] = true
			found = append(found, Twin{r, why})
		}
	}
	if number := strings.TrimSpace(s.Versichertennummer()); number != "" {
		for _, i := range ix.scan(nil, strings.ToLower(number)) {
			if strings.EqualFold(ix.Row(i).Insured, number) {
				add(i, "gleiche Versichertennummer")
			}
		}
	}
	if _, ok := s.Geburtsdatum.Time(); !ok {
		return found
	}
	for _, i := range ix.namesakes(s) {
		r := ix.Row(i)
		add(i, r.like(s))
	}
	return found
}

// namesakes are the rows that have a word that sounds like the last name and one
// that sounds like the first name, in whatever order.
func (ix *Index) namesakes(s *model.Stammdaten) []int {
	last, first := ix.sounding(string(s.Nachname)), ix.sounding(string(s.Vornamen))
	return intersect(nil, last, first)
}

// sounding are the rows with a word that sounds like one of the name's.
func (ix *Index) sounding(name string) (rows []int) {
	for _, w := range nameWords(name) {
		rows = union(nil, rows, rowsOf(ix.phonetic[soundOf(w)]))
	}
	return rows
}

// like says why a person whose name sounds alike may be the same one, "" when
// the date of birth is another.
func (r *Row) like(s *model.Stammdaten) string {
	date := sameDate(r.Born, s.Geburtsdatum.German())
	if date == "" {
		return ""
	}
	last, first, _ := strings.Cut(r.Name, ", ")
	switch {
	case strings.EqualFold(last, string(s.Nachname)) && strings.EqualFold(first, string(s.Vornamen)):
		return "gleicher Name, " + date
	case soundsLike(last, string(s.Nachname)) && soundsLike(first, string(s.Vornamen)):
		return "Name klingt gleich, " + date
	case soundsLike(last, string(s.Vornamen)) && soundsLike(first, string(s.Nachname)):
		return "Vor- und Nachname vertauscht, " + date
	}
	return ""
}

// soundsLike reports whether two names share a word that sounds alike.
func soundsLike(a, b string) bool {
	return slices.ContainsFunc(nameWords(a), func(w string) bool {
		return slices.ContainsFunc(nameWords(b), func(v string) bool { return soundOf(w) == soundOf(v) })
	})
}

// sameDate says how far two dates of birth, 12.03.1950, agree; "" when they are
// of two people.
func sameDate(a, b string) string {
	if len(a) != len("12.03.1950") || len(b) != len(a) {
		return ""
	}
	if a == b {
		return "gleiches Geburtsdatum"
	}
	if a[:2] == b[3:5] && a[3:5] == b[:2] && a[6:] == b[6:] {
		return "Tag und Monat vertauscht"
	}
	differ := 0
	for i := range a {
		if a[i] != b[i] {
			differ++
		}
	}
	if differ == 1 {
		return "Geburtsdatum in einer Ziffer anders"
	}
	return ""
}
