package catalog

import (
	"regexp"
	"slices"
	"strings"
)

// Kassen is the name of the list of those who pay, by their Institutionskennzeichen.
// A few of the statutory insurers come with the program; all of them are in the files of
// the GKV-Spitzenverband for the exchange of data (Kostenträgerdateien, Technische Anlage
// zu § 302 SGB V: one file for each kind of insurer and quarter, EK05Q126.ke0), or in any
// CSV file with the columns IK and Name.
const Kassen = "Kassen"

const (
	sourceKassen = "Kostenträgerdatei, GKV-Spitzenverband"
	sourceCSV    = "eigene Liste (CSV)"
)

var (
	ikShape      = regexp.MustCompile(`^[0-9]{9}$`)
	kassenFile   = regexp.MustCompile(`^([a-z]{2})[0-9]{2}q([1-4])([0-9]{2})[._]ke[0-9](\.txt)?$`)
	ikColumns    = []string{"ik", "iknr", "institutionskennzeichen", "kostenträgerkennung"}
	kasseColumns = []string{"name", "kassenname", "krankenkasse", "bezeichnung", "kurzbezeichnung"}
)

// readKostentraeger reads a Kostenträgerdatei: messages of segments, of which IDK says
// the IK with a short name and NAM the whole name.
func readKostentraeger(base, text string) ([]*List, error) {
	all, line, ik := newCollector(ikShape, "104940005"), 1, ""
	names := map[string]string{}
	for segment := range strings.SplitSeq(text, "'") {
		parts := strings.Split(strings.TrimSpace(segment), "+")
		switch {
		case parts[0] == "IDK" && len(parts) > 3:
			ik = clean(parts[1])
			names[ik] = unescaped(parts[3])
			if all.line[ik] != 0 {
				break // told twice: an insurer may have a message for each way of sending
			}
			if err := all.add(line, Entry{Code: ik}); err != nil {
				return nil, err
			}
		case parts[0] == "NAM" && len(parts) > 2 && ik != "":
			names[ik] = unescaped(strings.Join(parts[2:], " "))
		}
		line += strings.Count(segment, "\n")
	}
	for i := range all.entries {
		e := &all.entries[i]
		if e.Label = names[e.Code]; controlCharacter.MatchString(e.Label) {
			return nil, refuse(all.line[e.Code], "Der Name zum IK %s enthält Steuerzeichen.", e.Code)
		}
		e.Official = e.Label != ""
	}
	edition := "ohne Quartal"
	if named := kassenFile.FindStringSubmatch(base); named != nil {
		edition = "20" + named[3] + " Quartal " + named[2] + ", " + strings.ToUpper(named[1])
	}
	return all.one(List{Name: Kassen, Edition: edition, Source: sourceKassen})
}

// unescaped is a part of a segment as it is read: a question mark stands before a sign
// that means itself.
func unescaped(part string) string { return clean(strings.ReplaceAll(part, "?", "")) }

// one makes the list of a file that holds a single one.
func (c *collector) one(about List) ([]*List, error) {
	about.Title = titleOf(about.Name)
	l, err := c.official(about)
	if err != nil {
		return nil, err
	}
	return []*List{l}, nil
}

// pairs is a CSV file of codes and names, which are found by the heads of their columns.
type pairs struct {
	about      List
	shape      *regexp.Regexp
	example    string
	code, name []string
	several    bool // a code may stand there again with another name
}

var pairFiles = []pairs{
	{List{Name: Kassen, Source: sourceCSV}, ikShape, "104940005", ikColumns, kasseColumns, false},
	{List{Name: Postleitzahlen, Source: sourceCSV}, plzShape, "65183", plzColumns, ortColumns, true},
}

// pairFile is how a CSV file is read, with the places of its columns; ok is false for
// other files.
func pairFile(head string) (p *pairs, comma rune, code, name int, ok bool) {
	for _, comma := range []rune{';', ',', '\t', '|'} {
		var heads []string
		for _, h := range strings.Split(strings.TrimRight(head, "\r\n"), string(comma)) {
			heads = append(heads, strings.ToLower(clean(strings.Trim(h, `"`))))
		}
		at := func(words []string) int {
			return slices.IndexFunc(heads, func(h string) bool { return slices.Contains(words, h) })
		}
		for i := range pairFiles {
			p := &pairFiles[i]
			if code, name := at(p.code), at(p.name); code >= 0 && name >= 0 {
				return p, comma, code, name, true
			}
		}
	}
	return nil, 0, 0, 0, false
}

// readPairs reads such a file.
func readPairs(base, text string) ([]*List, error) {
	head, _, _ := strings.Cut(text, "\n")
	p, comma, code, name, _ := pairFile(head)
	all, at := newCollector(p.shape, p.example), map[string]int{}
	err := eachRow(text, comma, func(line int, cells []string) error {
		e := Entry{Code: strings.ReplaceAll(clean(cells[code]), " ", ""), Label: clean(cells[name])}
		if e.Code == "" && e.Label == "" {
			return nil
		}
		i, known := at[e.Code]
		if !known {
			at[e.Code] = len(all.entries)
			return all.add(line, e)
		}
		has := &all.entries[i]
		switch {
		case slices.Contains(TownsIn(has.Label), e.Label):
		case !p.several:
			return all.add(line, e)
		default:
			has.Label += townBetween + e.Label
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	about := p.about
	if about.Edition = "ohne Jahr"; yearInName.MatchString(base) {
		about.Edition = yearInName.FindString(base)
	}
	return all.one(about)
}
