package catalog

import (
	"io"
	"regexp"
	"slices"
	"strings"
)

// sourceRKI is whose lists the CSV files are.
const sourceRKI = "Robert Koch-Institut, Zentrum für Krebsregisterdaten (CC BY 4.0)"

// rkiFile is what a CSV file of the RKI holds.
type rkiFile struct {
	list    string
	edition string
	shape   *regexp.Regexp
	example string
	code    []string // names the column of the codes may have
	needs   []string // further columns by which the file is recognised
	year    string   // the calendar year the edition is valid for, "" = not bound to one
	skip    bool     // rows without a name are left out: they are combinations nobody named
	closed  bool     // an enumeration of the schema: a code that our list lacks is of another list
	former  string   // a code of a closed list that the schema has no more
}

var codeColumn = []string{"code"}

// rkiFiles are the lists a report uses, by file name.
var rkiFiles = map[string]rkiFile{
	"icd10.csv":               {list: "ICD10", edition: "RKI, Tumordiagnosen", shape: icdShape, example: "C50.4", code: codeColumn, needs: []string{"name", "id3", "epi_valide"}},
	"icd10_todesursache.csv":  {list: "ICD10", edition: "ICD-10-GM 2022", shape: icdShape, example: "I21.9", code: codeColumn, needs: []string{"name", "chapter"}, year: "2022"},
	"icd10_version.csv":       {list: "ICDVersion", edition: "RKI", shape: versionShape, example: "10 2023 GM", code: codeColumn, needs: []string{"name"}},
	"topographie.csv":         {list: "Topographie", edition: "2019", shape: topographyShape, example: "C50.4", code: codeColumn, needs: []string{"name", "istpaarig"}},
	"morphologie.csv":         {list: "Morphologie", edition: "RKI", shape: morphologyShape, example: "8500/3", code: codeColumn, needs: []string{"name", "histologie", "group"}, skip: true},
	"ops.csv":                 {list: "OPS", edition: "2022", shape: opsShape, example: "5-870.a1", code: codeColumn, needs: []string{"name", "chapter"}, year: "2022"},
	"substanz.csv":            {list: "Substanz", edition: "RKI", shape: anyShape, example: "Cisplatin", code: []string{"substanz", "substanzbezeichnung"}, needs: []string{"therapieart"}},
	"protokoll.csv":           {list: "Protokoll", edition: "RKI", shape: anyShape, example: "R-CHOP", code: codeColumn, needs: []string{"therapieart", "substanz_1"}},
	"tnm_t.csv":               {list: "TNM-T", edition: "RKI", shape: tnmTShape, example: "1a", code: codeColumn, needs: []string{"name"}},
	"tnm_n.csv":               {list: "TNM-N", edition: "RKI", shape: tnmNShape, example: "1a", code: codeColumn, needs: []string{"name"}},
	"tnm_m.csv":               {list: "TNM-M", edition: "RKI", shape: tnmMShape, example: "1a", code: codeColumn, needs: []string{"name"}},
	"geschlecht.csv":          named("Geschlecht", "W"),
	"seitenlokalisation.csv":  named("Seitenlokalisation", "L"),
	"diagnosesicherung.csv":   {list: "Diagnosesicherung", edition: "RKI", shape: anyShape, example: "7.1", code: codeColumn, needs: []string{"name"}, closed: true, former: "0"},
	"grading.csv":             named("Grading", "2"),
	"fm_lokalisation.csv":     named("Metastasenort", "HEP"),
	"tnm_uicc.csv":            named("UICCStadium", "IIA"),
	"therapieart.csv":         named("Therapieart", "CH"),
	"op_intention.csv":        named("OPIntention", "K"),
	"st_intention.csv":        named("STIntention", "K"),
	"st_op_stellung.csv":      named("STStellungOP", "A"),
	"syst_intention.csv":      named("SYSTIntention", "K"),
	"syst_op_stellung.csv":    named("SYSTStellungOP", "A"),
	"beurteilung_gesamt.csv":  named("Gesamtbeurteilung", "V"),
	"beurteilung_lokal.csv":   named("LokalerTumorstatus", "K"),
	"verlauf_lokal.csv":       named("LokalerTumorstatus", "K"),
	"verlauf_lymphe.csv":      named("Lymphknotenstatus", "K"),
	"verlauf_fern.csv":        named("Fernmetastasenstatus", "K"),
	"menopausenstatus.csv":    named("Menopausenstatus", "1"),
	"hormonrezeptor.csv":      named("Rezeptorstatus", "P"),
	"her2neu.csv":             named("Rezeptorstatus", "P"),
	"rasmutation.csv":         named("RASMutation", "W"),
	"radiochemo.csv":          named("Radiochemo", "RCJ"),
	"stereotaktisch.csv":      named("Stereotaktisch", "ST"),
	"atemgetriggert.csv":      named("Atemgetriggert", "4D"),
	"interstitiell.csv":       named("InterstitiellEndokavitaer", "I"),
	"rate_type.csv":           named("Dosisrate", "HDR"),
	"metabolisch.csv":         named("MetabolischTyp", "SIRT"),
	"zielgebiet_2021.csv":     named("Zielgebiet2021", "2.10"),
	"zielgebiet_2014.csv":     named("Zielgebiet2014", "1.1."),
	"tnm_auflage.csv":         named("TNMVersion", "8"),
	"tnm_cpu.csv":             named("TNMPraefix", "c"),
	"tnm_l.csv":               named("TNML", "L0"),
	"tnm_v.csv":               named("TNMV", "V0"),
	"tnm_pn.csv":              named("TNMPn", "Pn0"),
	"tnm_s.csv":               named("TNMS", "S0"),
	"gleason_anlass.csv":      named("AnlassGleason", "S"),
	"morphologie_version.csv": named("ICDOVersion", "33"),
	"topographie_version.csv": named("ICDOVersion", "33"),
}

// rkiOther are files of the same collection that no report needs.
var rkiOther = map[string]bool{"dcn.csv": true, "landkreis.csv": true, "lieferregister.csv": true,
	"gleason_score.csv": true, "gleason_score_ergebnis.csv": true, "seite_zielgebiet.csv": true}

// named is a file with the columns code and name, of an enumeration of the schema.
func named(list, example string) rkiFile {
	return rkiFile{list: list, edition: "RKI", shape: anyShape, example: example, code: codeColumn, needs: []string{"name"}, closed: true}
}

// columns are the places of the columns that are read, -1 where there is none.
type columns struct{ code, name, until, atc, art, width int }

// readRKI reads a CSV file of the RKI: semicolons, no quotation marks, one line
// of column names.
func readRKI(file rkiFile, r io.Reader) ([]*List, error) {
	text, err := textOf(r)
	if err != nil {
		return nil, err
	}
	head, body, _ := strings.Cut(text, "\n")
	at, err := file.columns(head)
	if err != nil {
		return nil, err
	}
	c := newCollector(file.shape, file.example)
	line := 1
	for row := range strings.Lines(body) {
		line++
		if err := file.row(c, line, strings.TrimRight(row, "\r\n"), at); err != nil {
			return nil, err
		}
	}
	about := List{Name: file.list, Title: titleOf(file.list), Edition: file.edition, Source: sourceRKI}
	about.From, about.Until = daysOf(file.year)
	l, err := c.official(about)
	if err != nil {
		return nil, err
	}
	return []*List{l}, nil
}

// columns reads the line of column names.
func (f rkiFile) columns(head string) (columns, error) {
	var names []string
	for _, name := range strings.Split(strings.TrimRight(head, "\r"), ";") {
		names = append(names, strings.ToLower(clean(name)))
	}
	at := columns{code: find(names, f.code...), name: find(names, "name"),
		until: find(names, "gültig bis"), atc: find(names, "atc-code"), art: find(names, "therapieart"), width: len(names)}
	if f.list == "Substanz" && at.atc < 0 {
		at.atc = find(names, "code")
	}
	for _, name := range append([]string{f.code[0]}, f.needs...) {
		if find(names, name) < 0 && (name != f.code[0] || at.code < 0) {
			return at, refuse(1, "Die Spalte „%s“ fehlt. Die Datei ist keine Liste %s des RKI.", name, f.list)
		}
	}
	return at, nil
}

func find(names []string, any ...string) int {
	return slices.IndexFunc(names, func(name string) bool { return slices.Contains(any, name) })
}

// row reads one line.
func (f rkiFile) row(c *collector, line int, row string, at columns) error {
	if strings.TrimSpace(row) == "" {
		return nil
	}
	cells := strings.Split(row, ";")
	if len(cells) != at.width {
		return refuse(line, "Die Zeile hat %d Spalten statt %d.", len(cells), at.width)
	}
	e := Entry{Code: clean(cells[at.code])}
	if at.name >= 0 {
		e.Label = clean(cells[at.name])
	}
	if f.list == "Substanz" && at.art >= 0 {
		e.Art = clean(cells[at.art])
	}
	if f.skip && e.Label == "" {
		return nil
	}
	if at.atc >= 0 && !atcShape.MatchString(clean(cells[at.atc])) {
		return refuse(line, "„%s“ ist kein ATC-Code.", show(cells[at.atc]))
	}
	if err := f.until(&e, line, cells, at); err != nil {
		return err
	}
	if f.closed && e.Code != f.former && !isKnown(f.list, e.Code) {
		return refuse(line, "„%s“ ist kein Code der Liste %s (erwartet wird etwas wie %s).", show(e.Code), f.list, f.example)
	}
	return c.add(line, e)
}

// isKnown reports whether our own list has a code.
func isKnown(list, code string) bool {
	own, ok := Get(list)
	if !ok {
		return false
	}
	_, known := own.Entry(code)
	return known
}

// until reads the last day of a row, TTMMJJJJ.
func (f rkiFile) until(e *Entry, line int, cells []string, at columns) error {
	if at.until < 0 || clean(cells[at.until]) == "" {
		return nil
	}
	day := clean(cells[at.until])
	if !germanDay.MatchString(day) {
		return refuse(line, "„%s“ ist kein Tag der Form TTMMJJJJ.", show(day))
	}
	e.Until = day[4:] + "-" + day[2:4] + "-" + day[:2]
	return nil
}

var germanDay = regexp.MustCompile(`^(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])[0-9]{4}$`)

// daysOf are the first and the last day of a year, empty for none.
func daysOf(year string) (first, last string) {
	if year == "" {
		return "", ""
	}
	return year + "-01-01", year + "-12-31"
}

// titleOf is what our own list of that name is called.
func titleOf(name string) string {
	if own, ok := Get(name); ok {
		return own.Title
	}
	return name
}
