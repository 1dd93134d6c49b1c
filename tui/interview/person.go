package interview

import (
	"strings"

	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/wording"
)

// People are all cases, ready to be searched; nil when they cannot be read: then
// nobody can say that somebody is not among them.
func (z *Session) People() *people.Index {
	index, _, err := z.Desk.People.Index(z.During, func(*people.Index, int, int) {})
	if z.Fail(err) {
		return nil
	}
	return index
}

// FindPerson lets a person choose among the patients found; it returns ask.ErrBack
// when nobody was.
func (z *Session) FindPerson(query, question string) (people.Row, error) {
	return z.ChoosePerson(query, question, func(known *people.Index) ([]int, string) {
		hits := known.Find(query)
		return hits, wording.Plural(len(hits), "Person", "Personen") + "."
	}, wording.PersonWords)
}

// ChoosePerson asks for one of those a search finds.
func (z *Session) ChoosePerson(query, question string, find func(*people.Index) (hits []int, said string), words func(*people.Row) string) (row people.Row, err error) {
	index := z.People()
	if index == nil || strings.TrimSpace(query) == "" {
		return row, ask.ErrBack
	}
	hits, said := find(index)
	if len(hits) == 0 {
		z.sayNobody(query, index.Damaged)
		return row, ask.ErrBack
	}
	z.Say("%s", said)
	i, err := z.Choose(question, len(hits), func(i int) string { r := index.Row(hits[i]); return words(&r) })
	if err == nil {
		row = index.Row(hits[i])
	}
	return row, err
}

// sayNobody says that a search found nobody and what may help; damaged are the records
// nobody can read.
func (z *Session) sayNobody(query string, damaged int) {
	if text := wording.DamagedCases(damaged); text != "" {
		z.Say("Niemand gefunden für „%s“, aber %s %s „:suche %s“ nennt sie.", query, text, wording.DamagedAdvice, people.DamagedWord)
		return
	}
	z.Say("Niemand gefunden für „%s“; weniger Buchstaben finden mehr. Eine neue Person legt :neu in der Arbeitsliste an.", query)
}
