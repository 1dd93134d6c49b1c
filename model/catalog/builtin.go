package catalog

import (
	"embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed lists/*.tsv
var files embed.FS

// Whose codes and words the lists that come with the program are.
const (
	sourceSchema = "Codes: oBDS-Schema 3.0.5; Bezeichnungen: eigene, nicht amtlich"
	sourceCodes  = "Codes: öffentliche Klassifikation; Bezeichnungen: eigene, nicht amtlich"
	sourceIK     = "Institutionskennzeichen aus öffentlichen Verzeichnissen, Auswahl; Bezeichnungen: eigene, nicht amtlich"
	sourceNames  = "Namen: Vorschläge, freie Eingabe möglich"
)

// tables are the large lists: each a file of its own.
var tables = []struct {
	List
	file string
	make func(file string) []Entry
}{
	{List{Name: "ICD10", Title: "ICD-10-GM, Tumordiagnosen", Edition: "2008 mit Ergänzungen bis 2023", Source: sourceCodes}, "icd10", entries},
	{List{Name: "ICDVersion", Title: "Version der ICD-10", Source: sourceCodes}, "icdversion", entries},
	{List{Name: "Topographie", Title: "ICD-O-3, Lokalisation", Edition: "2019", Source: sourceCodes}, "topographie", entries},
	{List{Name: "Morphologie", Title: "ICD-O-3, Histologie", Edition: "2003 bis 2019", Source: sourceCodes}, "morphologie", morphologyEntries},
	{List{Name: "TNM-T", Title: "TNM: Primärtumor", Edition: "8", Source: sourceCodes}, "tnm_t", entries},
	{List{Name: "TNM-N", Title: "TNM: regionäre Lymphknoten", Edition: "8", Source: sourceCodes}, "tnm_n", entries},
	{List{Name: "TNM-M", Title: "TNM: Fernmetastasen", Edition: "8", Source: sourceCodes}, "tnm_m", entries},
	{List{Name: "Substanz", Title: "Substanzen", Edition: "08/2025", Source: sourceNames}, "substanz", substanceEntries},
	{List{Name: "ATC", Title: "ATC-Codes der Substanzen", Edition: "08/2025", Source: sourceCodes}, "substanz", atcEntries},
	{List{Name: "Protokoll", Title: "Therapieprotokolle", Edition: "2021", Source: sourceNames}, "protokoll", entries},
	{List{Name: "Land", Title: "Länder (ISO 3166-1)", Source: sourceCodes}, "laender", entries},
	{List{Name: "WeitereKlassifikation", Title: "Weitere Klassifikationen", Source: sourceNames}, "weitere_klassifikation", entries},
	{List{Name: "GenetischeVariante", Title: "Genetische Varianten", Source: sourceNames}, "genetik", entries},
	{List{Name: "Zusatzangabe", Title: "Zusatzangaben", Source: sourceNames}, "zusatzangabe", entries},
	{List{Name: "Zusatzwert", Title: "Werte von Zusatzangaben", Source: sourceNames}, "zusatzwert", entries},
	{List{Name: "Beihilfe", Title: "Beihilfestellen", Source: sourceNames}, "beihilfe", entries},
	{List{Name: "Kostentraeger", Title: "Sonstige Kostenträger", Source: sourceNames}, "kostentraeger", entries},
	{List{Name: Kassen, Title: "Krankenkassen (IK)", Source: sourceIK}, "kassen", entries},
	{List{Name: "Nebenwirkung", Title: "Nebenwirkungen", Source: sourceNames}, "nebenwirkung", entries},
}

// builtin makes each list that comes with the program, at its first use.
var builtin = builders()

func builders() map[string]func() *List {
	all := make(map[string]func() *List, len(tables)+len(enums))
	for name, codes := range enums {
		all[name] = sync.OnceValue(func() *List {
			return NewList(List{Name: name, Title: name, Edition: "oBDS 3.0.5", Source: sourceSchema}, codes)
		})
	}
	for i := range tables {
		t := &tables[i]
		all[t.Name] = sync.OnceValue(func() *List { return NewList(t.List, t.make(t.file)) })
	}
	return all
}

// table is a list file, cut into cells: tab-separated, a line of column names
// first.
type table struct {
	column map[string]int
	rows   [][]string
}

// read cuts a file of the program. A broken one is a mistake in the program.
func read(file string) table {
	text, err := files.ReadFile("lists/" + file + ".tsv")
	if err != nil {
		panic(fmt.Sprintf("read built-in list: %v", err))
	}
	head, body, _ := strings.Cut(string(text), "\n")
	t := table{column: map[string]int{}}
	for i, name := range strings.Split(head, "\t") {
		t.column[name] = i
	}
	t.rows = make([][]string, 0, strings.Count(body, "\n"))
	for line := range strings.Lines(body) {
		t.rows = append(t.rows, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	return t
}

// cell is the content of a column in a row, "" where there is none: empty cells
// at the end of a row are left out.
func (t table) cell(row []string, column string) string {
	if i, ok := t.column[column]; ok && i < len(row) {
		return row[i]
	}
	return ""
}

// entries are the entries of a file.
func entries(file string) []Entry {
	t := read(file)
	list := make([]Entry, len(t.rows))
	for i, row := range t.rows {
		list[i] = Entry{Code: t.cell(row, "code"), Label: t.cell(row, "label"), Words: t.cell(row, "words"),
			From: t.cell(row, "from"), Until: t.cell(row, "until"), Heading: t.cell(row, "heading") == "1"}
	}
	return list
}

// morphologyEntries are the histologies. Old are, as the column "katalog" says,
// combinations of digits and behaviour that the classification does not have
// ("fehlt"), and those that a later edition has malignant ("bis" the last edition
// with it): a phaeochromocytoma, a paraganglioma, a thymoma since ICD-O-3.2.
func morphologyEntries(file string) []Entry {
	t := read(file)
	list := entries(file)
	for i, row := range t.rows {
		list[i].Old = t.cell(row, "katalog") != ""
	}
	return list
}

// substanceEntries are the names of the substances. A former name says which one
// has taken its place, and leads to it.
func substanceEntries(file string) []Entry {
	t := read(file)
	list, at := entries(file), make(map[string]int, len(t.rows))
	for i := range list {
		at[list[i].Code] = i
	}
	for i, row := range t.rows {
		if now := t.cell(row, "jetzt"); now != "" {
			list[i].Label, list[i].Old = "jetzt: "+now, true
			list[at[now]].Words = join(list[at[now]].Words, list[i].Code)
		}
	}
	return list
}

// atcEntries turns the list of substances round: ATC codes named by substance,
// then the codes the substances had before.
func atcEntries(file string) []Entry {
	t := read(file)
	var current, former []Entry
	at := map[string]int{}
	for _, row := range t.rows {
		name, words := t.cell(row, "code"), t.cell(row, "words")
		for i, atc := range list(t.cell(row, "atc")) {
			if i > 0 {
				name = t.cell(row, "code") + ", weiterer Code"
			}
			if i, shared := at[atc]; shared {
				current[i].Words = join(current[i].Words, name, words)
				continue
			}
			at[atc] = len(current)
			current = append(current, Entry{Code: atc, Label: name, Words: words})
		}
		for _, before := range list(t.cell(row, "atcfrueher")) {
			atc, until, _ := strings.Cut(before, " ")
			former = append(former, Entry{Code: atc, Label: t.cell(row, "code") + ", bis " + until[:len("2006")], Words: words, Until: until, Old: true})
		}
	}
	for _, e := range former {
		if _, taken := at[e.Code]; !taken {
			current = append(current, e)
		}
	}
	return current
}
