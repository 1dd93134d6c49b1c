package catalog

import (
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
)

// sourcePlattform is whose list of substances it is.
const sourcePlattform = "Plattform § 65c, Umsetzungsleitfaden (Substanzliste)"

// The columns of the platform's list. A name stands in a line for each ATC code it
// has or had.
const (
	columnArt      = "therapieart laut ul"
	columnName     = "substanzbezeichnung"
	columnUntil    = "gültig bis"
	columnATC      = "atc-code"
	columnATCUntil = "atc-code gültig bis"
)

// isSubstanzliste reports whether the first line of a file is that of the
// platform's list: it comes under many names.
func isSubstanzliste(head string) bool {
	names := columnNames(head)
	return slices.Contains(names, columnArt) && slices.Contains(names, columnName)
}

// columnNames are the names of the columns of a CSV file, small and without what
// is added in brackets.
func columnNames(head string) []string {
	var names []string
	for _, name := range strings.Split(strings.TrimRight(head, "\r\n"), ";") {
		name, _, _ = strings.Cut(strings.Trim(name, `"`), "(")
		names = append(names, strings.ToLower(clean(name)))
	}
	return names
}

var (
	monthInName = regexp.MustCompile(`(20[0-9]{2})[-_.]?(0[1-9]|1[0-2])`)
	artShape    = regexp.MustCompile(`^[A-Z]{2}$`)
)

// readSubstanzliste reads the platform's list into two: names with the kind of
// therapy, and ATC codes named by substance.
func readSubstanzliste(base, text string) ([]*List, error) {
	head, _, _ := strings.Cut(text, "\n")
	names := columnNames(head)
	s := substanzliste{
		art: find(names, columnArt), name: find(names, columnName), until: find(names, columnUntil),
		atc: find(names, columnATC), atcUntil: find(names, columnATCUntil),
		names: newCollector(anyShape, "Cisplatin"), codes: newCollector(atcShape, "L01XA01"), at: map[string]int{},
	}
	if s.atc < 0 {
		return nil, refuse(1, "Die Spalte „ATC-Code“ fehlt. Die Datei ist keine Substanzliste des Umsetzungsleitfadens.")
	}
	if err := eachRow(text, ';', s.row); err != nil {
		return nil, err
	}
	edition := "Umsetzungsleitfaden"
	if month := monthInName.FindStringSubmatch(base); month != nil {
		edition += " " + month[1] + "-" + month[2]
	}
	substances, err := s.names.official(List{Name: "Substanz", Title: titleOf("Substanz"), Edition: edition, Source: sourcePlattform})
	if err != nil {
		return nil, err
	}
	codes, err := s.codes.official(List{Name: "ATC", Title: titleOf("ATC"), Edition: edition, Source: sourcePlattform})
	if err != nil {
		return nil, err
	}
	return []*List{substances, codes}, nil
}

// eachRow hands out the lines of a CSV file behind the first one.
func eachRow(text string, comma rune, row func(line int, cells []string) error) error {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.ReuseRecord = comma, true, true
	for first := true; ; first = false {
		cells, err := r.Read()
		var wrong *csv.ParseError
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &wrong):
			return refuse(wrong.Line, "Die Zeile hat nicht so viele Spalten wie die erste, oder ein Anführungszeichen wird nicht geschlossen. Ist die Datei abgeschnitten?")
		case first:
			continue
		}
		line, _ := r.FieldPos(0)
		if err := row(line, cells); err != nil {
			return err
		}
	}
}

// substanzliste is the platform's list being read.
type substanzliste struct {
	art, name, until, atc, atcUntil int // columns
	names, codes                    *collector
	at                              map[string]int // of a name among the entries
	odd                             int            // codes of another shape
}

func (s *substanzliste) row(line int, cells []string) error {
	name, art, atc := clean(cells[s.name]), clean(cells[s.art]), clean(cells[s.atc])
	if name == "" && art == "" {
		return nil
	}
	if !artShape.MatchString(art) {
		return refuse(line, "„%s“ ist keine Therapieart (erwartet wird etwas wie CH).", show(art))
	}
	until, err := dayIn(line, cells, s.until)
	if err != nil {
		return err
	}
	if _, known := s.at[name]; !known {
		if err := s.names.add(line, Entry{Code: name, Art: art, Until: until}); err != nil {
			return err
		}
		s.at[name] = len(s.names.entries) - 1
	}
	return s.code(line, cells, Entry{Code: atc, Label: name, Art: art})
}

// code takes the ATC code of a line. One that several substances have is named by
// all of them; it is valid as long as for one.
func (s *substanzliste) code(line int, cells []string, e Entry) (err error) {
	if !strings.ContainsAny(e.Code, "0123456789") {
		return nil // none yet; the list says "fehlt"
	}
	const slips = 5 // the publisher's own, such as L01X11: the name counts all the same
	if !s.codes.shape.MatchString(e.Code) && s.odd < slips {
		s.odd++
		return nil
	}
	if e.Until, err = dayIn(line, cells, s.atcUntil); err != nil {
		return err
	}
	entry := &s.names.entries[s.at[e.Label]]
	entry.Words = join(entry.Words, e.Code)
	if first := s.codes.line[e.Code]; first == 0 {
		return s.codes.add(line, e)
	}
	i := slices.IndexFunc(s.codes.entries, func(has Entry) bool { return has.Code == e.Code })
	has := &s.codes.entries[i]
	has.Words = join(has.Words, e.Label)
	if e.Until == "" || has.Until != "" && has.Until < e.Until {
		has.Until = e.Until
	}
	return nil
}

// dayIn is the day TTMMJJJJ in a column, JJJJ-MM-TT; "" where there is none.
func dayIn(line int, cells []string, at int) (string, error) {
	if at < 0 || clean(cells[at]) == "" {
		return "", nil
	}
	day := clean(cells[at])
	if !germanDay.MatchString(day) {
		return "", refuse(line, "„%s“ ist kein Tag der Form TTMMJJJJ.", show(day))
	}
	return day[4:] + "-" + day[2:4] + "-" + day[:2], nil
}
