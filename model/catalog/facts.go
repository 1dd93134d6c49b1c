package catalog

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// ICDFacts is what rules know of a tumour diagnosis.
type ICDFacts struct {
	Reportable bool // stands in the registries' list of reportable diagnoses (November 2023)
	Subdivided bool // a three-character code that has four-character codes below it
}

// ICDNames reports whether the list has this very code of ICD-10, and the last day it
// was valid, JJJJ-MM-TT; "" = still is.
func ICDNames(code string) (until string, ok bool) {
	l, _ := Get("ICD10")
	i, ok := l.byCode[code]
	if !ok {
		return "", false
	}
	return l.entries[i].Until, true
}

// ICD gives the facts of a tumour code of ICD-10. What the list lacks is looked
// up by its first four, then by its first three characters (C90.00, C90.0, C90).
func ICD(code string) (ICDFacts, bool) {
	facts := icdFacts()
	for _, length := range []int{len(code), len("C90.0"), len("C90")} {
		if f, ok := facts[code[:min(length, len(code))]]; ok {
			return f, true
		}
	}
	return ICDFacts{}, false
}

var icdFacts = sync.OnceValue(func() map[string]ICDFacts {
	t := read("icd10")
	facts := make(map[string]ICDFacts, len(t.rows))
	for _, row := range t.rows {
		code := t.cell(row, "code")
		facts[code] = ICDFacts{Reportable: t.cell(row, "meldepflichtig") == "1", Subdivided: t.cell(row, "heading") == "1"}
	}
	return facts
})

// TopographyFacts is what rules know of a topography code.
type TopographyFacts struct {
	Paired bool // a paired organ: the report wants a side (table T-2 of model/rule)
}

// Topography gives the facts of a four-character topography code of ICD-O-3.
func Topography(code string) (TopographyFacts, bool) {
	f, ok := topographyFacts()[code]
	return f, ok
}

var topographyFacts = sync.OnceValue(func() map[string]TopographyFacts {
	t := read("topographie")
	facts := make(map[string]TopographyFacts, len(t.rows))
	for _, row := range t.rows {
		if t.cell(row, "heading") == "" {
			facts[t.cell(row, "code")] = TopographyFacts{Paired: t.cell(row, "paarig") == "1"}
		}
	}
	return facts
})

// MorphologyFacts is what rules know of a histology.
type MorphologyFacts struct {
	Group string   // "01" to "17", the groups of the multiple-primary rules (table T-8 of model/rule)
	Sites []string // topographies it is bound to, three or four characters ("C50", "C67.9"); empty = none named
	Named bool     // the code with this behaviour digit stands in the list
}

// MorphologyUnnamed reports whether a morphology is known with other behaviours only.
// That of metastases (6) and of an unknown origin (9) any may have.
func MorphologyUnnamed(code string) bool {
	f, known := Morphology(code)
	_, behaviour, _ := strings.Cut(code, "/")
	return known && behaviour != "6" && behaviour != "9" && (!f.Named || combinedOnly()[code])
}

// combinedOnly are the morphologies that a list of combinations names and the
// classification lacks.
var combinedOnly = sync.OnceValue(func() map[string]bool {
	t := read("morphologie")
	codes := map[string]bool{}
	for _, row := range t.rows {
		if t.cell(row, "katalog") == "fehlt" {
			codes[t.cell(row, "code")] = true
		}
	}
	return codes
})

// Morphology gives the facts of a morphology code of ICD-O-3. The group belongs
// to the four digits, whatever the behaviour behind the slash; ok is false for
// unknown digits.
func Morphology(code string) (facts MorphologyFacts, ok bool) {
	known := morphologyFacts()
	if f, ok := known[code]; ok {
		return f, true
	}
	digits, _, _ := strings.Cut(code, "/")
	f, ok := known[digits]
	return f, ok
}

var morphologyFacts = sync.OnceValue(func() map[string]MorphologyFacts {
	t := read("morphologie")
	facts := make(map[string]MorphologyFacts, 2*len(t.rows))
	for _, row := range t.rows {
		code := t.cell(row, "code")
		digits, _, named := strings.Cut(code, "/")
		f := MorphologyFacts{Group: t.cell(row, "gruppe"), Sites: strings.Fields(t.cell(row, "orte")), Named: named}
		facts[code] = f
		facts[digits] = MorphologyFacts{Group: f.Group}
	}
	return facts
})

// SubstanzArt is the kind of therapy ("CH", "HO", "IM", "ZS", "SZ", "SO") that a
// listed substance belongs to, under its name of today or a former one; case,
// umlauts, blanks and signs of the name do not matter.
func SubstanzArt(name string) (art string, listed bool) {
	art, listed = substanceKinds().byName[Compact(name)]
	return art, listed
}

// ATCArt is the kind of therapy that the substance of an ATC code, of today or a
// former one, belongs to.
func ATCArt(code string) (art string, listed bool) {
	art, listed = substanceKinds().byATC[code]
	return art, listed
}

// ATCName is the listed name of the substance of an ATC code, "" where none is.
func ATCName(code string) string { return substanceKinds().named[code] }

// kinds are the kinds of therapy of the listed substances.
type kinds struct{ byName, byATC, named map[string]string }

var substanceKinds = sync.OnceValue(func() kinds {
	t := read("substanz")
	k := kinds{make(map[string]string, len(t.rows)), make(map[string]string, 2*len(t.rows)), make(map[string]string, 2*len(t.rows))}
	former := map[string]string{}
	for _, row := range t.rows {
		art := t.cell(row, "therapieart")
		k.byName[Compact(t.cell(row, "code"))] = art
		for _, atc := range list(t.cell(row, "atc")) {
			k.byATC[atc] = art
			if k.named[atc] == "" {
				k.named[atc] = t.cell(row, "code")
			}
		}
		for _, before := range list(t.cell(row, "atcfrueher")) {
			atc, _, _ := strings.Cut(before, " ")
			former[atc] = art
		}
	}
	for atc, art := range former {
		if _, taken := k.byATC[atc]; !taken {
			k.byATC[atc] = art
		}
	}
	return k
})

// Land reports whether a code is a country of ISO 3166-1 (two capital letters).
func Land(code string) bool {
	l, _ := Get("Land")
	e, ok := l.Entry(code)
	return ok && e.Code == code
}

// ProtocolFacts is what a form fills in when a protocol is picked.
type ProtocolFacts struct {
	Therapieart string   // "" = to be chosen
	Substanzen  []string // listed names; empty = to be chosen
}

// Protocol gives the preset of a listed protocol; case and umlauts of the name
// do not matter.
func Protocol(name string) (ProtocolFacts, bool) {
	f, ok := protocolFacts()[Fold(name)]
	return f, ok
}

// ProtocolFamily gives the preset that all listed variants of a protocol share whose
// names go on behind a given one with a number: FOLFOX4 and FOLFOX-6 behind FOLFOX.
func ProtocolFamily(name string) (ProtocolFacts, bool) {
	f, ok := protocolFamilies()[Compact(name)]
	return f, ok && f.Therapieart != ""
}

var protocolFamilies = sync.OnceValue(func() map[string]ProtocolFacts {
	families := map[string]ProtocolFacts{}
	t := read("protokoll")
	for _, row := range t.rows {
		name := Compact(t.cell(row, "code"))
		family := strings.TrimRight(name, "0123456789")
		facts, _ := Protocol(t.cell(row, "code"))
		if known, twice := families[family]; twice && !slices.Equal(known.Substanzen, facts.Substanzen) {
			facts = ProtocolFacts{} // its variants differ
		}
		families[family] = facts
	}
	return families
})

var protocolFacts = sync.OnceValue(func() map[string]ProtocolFacts {
	t := read("protokoll")
	facts := make(map[string]ProtocolFacts, len(t.rows))
	for _, row := range t.rows {
		facts[Fold(t.cell(row, "code"))] = ProtocolFacts{
			Therapieart: t.cell(row, "therapieart"), Substanzen: list(t.cell(row, "substanzen"))}
	}
	return facts
})

// ClassificationFacts is what a form offers beside the name of a further
// classification.
type ClassificationFacts struct {
	Stadien []string // the usual stages, in their order
	Tumoren []string // ICD codes, cut as far as the classification reaches; empty = any

	pattern *regexp.Regexp // of every stage there is; nil = not known
}

// Has reports whether a stage, case and blanks aside, is one of the classification. Of
// one whose stages are not known any may be.
func (f *ClassificationFacts) Has(stage string) bool {
	bare := strings.NewReplacer(" ", "", "Stadium", "", "stadium", "", "-", "", ".", "").Replace(stage)
	return f.pattern == nil || f.pattern.MatchString(strings.ToUpper(bare))
}

// Classification gives the stages and tumours of a listed further classification.
func Classification(name string) (ClassificationFacts, bool) {
	f, ok := classificationFacts()[Fold(name)]
	return f, ok
}

var classificationFacts = sync.OnceValue(func() map[string]ClassificationFacts {
	t := read("weitere_klassifikation")
	facts := make(map[string]ClassificationFacts, len(t.rows))
	for _, row := range t.rows {
		f := ClassificationFacts{Stadien: list(t.cell(row, "stadien")), Tumoren: list(t.cell(row, "tumoren"))}
		if stages := t.cell(row, "muster"); stages != "" {
			f.pattern = regexp.MustCompile("^(?i:" + stages + ")$")
		}
		facts[Fold(t.cell(row, "code"))] = f
	}
	return facts
})

// ValueOfExtra reports whether a listed value is one of a kind of extra item.
func ValueOfExtra(kind, value string) bool { return extraValues()[Fold(value)] == Fold(kind) }

var extraValues = sync.OnceValue(func() map[string]string {
	t := read("zusatzwert")
	kinds := make(map[string]string, len(t.rows))
	for _, row := range t.rows {
		kinds[Fold(t.cell(row, "code"))] = Fold(t.cell(row, "art"))
	}
	return kinds
})

// CausesOf are the therapies that are known for a listed side effect: "ST" and
// kinds of systemic therapy ("CH", "IM", …); nil when any may cause it.
func CausesOf(effect string) []string { return causes()[Fold(effect)] }

var causes = sync.OnceValue(func() map[string][]string {
	t := read("nebenwirkung")
	all := make(map[string][]string, len(t.rows))
	for _, row := range t.rows {
		all[Fold(t.cell(row, "code"))] = strings.Fields(t.cell(row, "bei"))
	}
	return all
})

// list cuts a cell that holds several values.
func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "; ")
}
