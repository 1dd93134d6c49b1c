package supply

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/linkage"
	"example.org/meldeportal/model/rule"
)

// Record is a line: what it says, and of whom.
type Record[T any] struct {
	Line   int
	House  string // who gives the number
	Number string // what the line is known by: the same one again is the same entry
	Person linkage.Identity
	Says   T
}

// LineError is what is wrong with a line.
type LineError struct {
	Line   int
	Column string // "" = the whole line
	Text   string // German
}

func (e *LineError) Error() string {
	if e.Column == "" {
		return fmt.Sprintf("Zeile %d: %s", e.Line, e.Text)
	}
	return fmt.Sprintf("Zeile %d, Feld %s: %s", e.Line, e.Column, e.Text)
}

// Errors are all that is wrong with a file.
type Errors []*LineError

func (e Errors) Error() string {
	var lines []string
	for _, one := range e {
		lines = append(lines, one.Error())
	}
	return strings.Join(lines, "\n")
}

// Column is a column of a file.
type Column struct {
	Name      string
	Mandatory bool
	Help      string // German: what stands in it
}

// personColumns are those that say who it is.
var personColumns = []Column{
	{"nachname", true, "mit Namenszusätzen"}, {"vornamen", true, ""}, {"geburtsname", false, ""}, {"frueherer_name", false, ""}, {"titel", false, ""},
	{"geburtsdatum", true, "TT.MM.JJJJ; MM.JJJJ, wenn der Tag unbekannt ist"}, {"geschlecht", true, "M, W, D, X oder U"},
	{"strasse", false, "mit Hausnummer"}, {"plz", false, ""}, {"ort", false, ""}, {"versichertennummer", false, "der gesetzlichen Krankenversicherung"},
}

// The bounds of a file.
const (
	maxRows = 500_000
	maxCell = 500 // runes
	maxSaid = 20  // errors: who has more has the wrong file
)

// reader reads a file of some columns.
type reader struct {
	columns []Column
	at      map[string]int
	today   model.Datum
	errors  Errors
	seen    map[[2]string]int
	line    int
	cells   []string
}

func (r *reader) wrong(column, text string) {
	if len(r.errors) < maxSaid {
		r.errors = append(r.errors, &LineError{r.line, column, text})
	}
}

// cell is a cell of the line.
func (r *reader) cell(column string) string {
	if i, is := r.at[column]; is {
		return strings.TrimSpace(r.cells[i])
	}
	return ""
}

// read reads all lines. today is the day of reading: nothing is of a later one.
func read[T any](from io.Reader, columns []Column, today model.Datum, house, number string, take func(r *reader) T) ([]Record[T], error) {
	r := &reader{columns: columns, at: map[string]int{}, today: today, seen: map[[2]string]int{}, line: 1}
	c := csv.NewReader(from)
	c.Comma, c.FieldsPerRecord = ';', -1
	head, err := c.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		r.wrong("", "ist nicht lesbar. Erwartet wird CSV mit Semikolon.")
		return nil, r.errors
	}
	r.head(head)
	var all []Record[T]
	for len(r.errors) == 0 || len(r.errors) < maxSaid && len(r.at) > 0 {
		cells, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			var broken *csv.ParseError
			if errors.As(err, &broken) {
				r.line = broken.StartLine
				r.wrong("", "Die Anführungszeichen stimmen nicht. Ein Anführungszeichen in einem Feld wird verdoppelt.")
				break
			}
			return nil, fmt.Errorf("read file: %w", err)
		}
		r.line, _ = c.FieldPos(0)
		if len(all) == maxRows {
			r.wrong("", fmt.Sprintf("Die Datei hat mehr als %d Zeilen. Bitte teilen Sie sie.", maxRows))
			break
		}
		if one, good := record(r, cells, len(head), house, number, take); good {
			all = append(all, one)
		}
	}
	if len(r.errors) == 0 && len(all) == 0 {
		r.wrong("", "Die Datei hat keine Zeile außer der ersten.")
	}
	if len(r.errors) > 0 {
		return nil, r.errors
	}
	return all, nil
}

// head reads the first line.
func (r *reader) head(names []string) {
	at := map[string]int{}
	for i, name := range names {
		name = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
		_, twice := at[name]
		switch {
		case !slices.ContainsFunc(r.columns, func(c Column) bool { return c.Name == name }):
			r.wrong("", fmt.Sprintf("Die Spalte Nr. %d kennt das Programm nicht. Erwartet werden: %s.", i+1, r.names()))
		case twice:
			r.wrong(name, "Diese Spalte gibt es zweimal.")
		}
		at[name] = i
	}
	for _, c := range r.columns {
		if _, is := at[c.Name]; c.Mandatory && !is {
			r.wrong(c.Name, "Diese Spalte fehlt.")
		}
	}
	if len(r.errors) == 0 {
		r.at = at
	}
}

func (r *reader) names() string {
	var all []string
	for _, c := range r.columns {
		all = append(all, c.Name)
	}
	return strings.Join(all, ", ")
}

// record is a line as a record.
func record[T any](r *reader, cells []string, want int, house, number string, take func(r *reader) T) (one Record[T], good bool) {
	before := len(r.errors)
	if len(cells) != want {
		r.wrong("", fmt.Sprintf("hat %d Felder, die erste Zeile hat %d.", len(cells), want))
		return one, false
	}
	r.cells = cells
	for _, c := range r.columns {
		switch text := r.cell(c.Name); {
		case !utf8.ValidString(text):
			r.wrong(c.Name, "ist nicht in UTF-8. Bitte speichern Sie die Datei in UTF-8.")
		case utf8.RuneCountInString(text) > maxCell:
			r.wrong(c.Name, fmt.Sprintf("ist länger als %d Zeichen.", maxCell))
		case strings.ContainsFunc(text, func(c rune) bool { return unicode.IsControl(c) || unicode.Is(unicode.Cf, c) }):
			r.wrong(c.Name, "enthält unsichtbare Zeichen.")
		case c.Mandatory && text == "":
			r.wrong(c.Name, "fehlt.")
		}
	}
	if len(r.errors) > before {
		return one, false
	}
	one = Record[T]{Line: r.line, House: r.cell(house), Number: r.cell(number), Person: r.person()}
	key := [2]string{one.House, one.Number}
	if first, twice := r.seen[key]; twice {
		r.wrong(number, fmt.Sprintf("steht schon in Zeile %d.", first))
	}
	r.seen[key] = r.line
	one.Says = take(r)
	return one, len(r.errors) == before
}

// person is who the line is about.
func (r *reader) person() linkage.Identity {
	i := linkage.Identity{Nachname: r.cell("nachname"), Vornamen: r.cell("vornamen"), Geburtsname: r.cell("geburtsname"), FruehererName: r.cell("frueherer_name"), Titel: r.cell("titel"),
		Geschlecht: strings.ToUpper(r.cell("geschlecht")), Anschrift: r.cell("strasse"), PLZ: r.cell("plz"), Ort: r.cell("ort"), KVNR: strings.ToUpper(r.cell("versichertennummer"))}
	born, known := dayOf(r.cell("geburtsdatum"))
	switch {
	case !known:
		r.wrong("geburtsdatum", "ist kein Datum. Erwartet wird TT.MM.JJJJ oder MM.JJJJ.")
	case born > string(r.today):
		r.wrong("geburtsdatum", "liegt in der Zukunft.")
	}
	i.Geburtsdatum = born
	if !slices.Contains([]string{"M", "W", "D", "X", "U"}, i.Geschlecht) {
		r.wrong("geschlecht", "ist M, W, D, X oder U.")
	}
	if i.KVNR != "" && !rule.ValidKVNR(i.KVNR) {
		r.wrong("versichertennummer", "hat eine falsche Prüfziffer. Bitte berichtigen Sie sie oder lassen Sie das Feld leer.")
	}
	if i.PLZ != "" && (len(i.PLZ) != 5 || strings.Trim(i.PLZ, "0123456789") != "") {
		r.wrong("plz", "hat fünf Ziffern.")
	}
	switch c, _ := i.Take(); {
	case c[linkage.KVNR] != "" || !known:
	case c[linkage.Nachname1] == "" && c[linkage.Vorname1] == "":
		r.wrong("nachname", "Aus dem Namen lässt sich keine Kontrollnummer bilden: er fehlt oder ist ein Platzhalter.")
	case c[linkage.Tag] == "":
		r.wrong("geburtsdatum", "Ohne Tag der Geburt oder Versichertennummer lässt sich keine Kontrollnummer bilden.")
	}
	return i
}

// dayOf reads TT.MM.JJJJ, JJJJ-MM-TT or MM.JJJJ as "JJJJ-MM-TT", with 00 for a day that is not
// known.
func dayOf(text string) (day string, known bool) {
	if parts := strings.Split(text, "."); len(parts) == 3 {
		text = parts[2] + "-" + two(parts[1]) + "-" + two(parts[0])
	} else if month, known := monthOf(text); known {
		return month + "-00", true
	}
	_, known = model.Datum(text).Time()
	return text, known && len(text) == len("JJJJ-MM-TT")
}

// monthOf reads MM.JJJJ or JJJJ-MM as "JJJJ-MM".
func monthOf(text string) (month string, known bool) {
	if mm, yyyy, is := strings.Cut(text, "."); is {
		text = yyyy + "-" + two(mm)
	}
	_, known = model.Datum(text + "-01").Time()
	return text, known && len(text) == len("JJJJ-MM")
}

func two(digits string) string {
	if len(digits) == 1 {
		return "0" + digits
	}
	return digits
}

// free is a text that goes on to be evaluated: it says nobody's name.
func (r *reader) free(column string) string {
	text := r.cell(column)
	said := strings.Fields(strings.ToUpper(catalog.Fold(text)))
	for _, of := range []string{"nachname", "vornamen", "geburtsname", "frueherer_name"} {
		for _, name := range strings.Fields(strings.ToUpper(catalog.Fold(r.cell(of)))) {
			if utf8.RuneCountInString(name) > shortName && slices.Contains(said, name) {
				r.wrong(column, "nennt den Namen der Person. Bitte nehmen Sie ihn heraus.")
				return ""
			}
		}
	}
	return text
}

// shortName is a name so short that it may be any word.
const shortName = 2

// choice is one of some words, in lower case; the first one where the cell is empty.
func (r *reader) choice(column string, words ...string) string {
	word := cmp.Or(strings.ToLower(r.cell(column)), words[0])
	if !slices.Contains(words, word) {
		r.wrong(column, "ist "+strings.Join(words, " oder ")+".")
	}
	return word
}
