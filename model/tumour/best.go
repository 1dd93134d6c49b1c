package tumour

import (
	"cmp"
	"slices"
	"strings"

	"example.org/meldeportal/model"
)

// The fields of a tumour that are known from all its reports together.
const (
	Diagnosedatum     = "Diagnosedatum"
	ICD               = "ICD"
	Topographie       = "Topographie"
	Morphologie       = "Morphologie"
	Seite             = "Seitenlokalisation"
	Diagnosesicherung = "Diagnosesicherung"
	Grading           = "Grading"
	CTNM              = "cTNM"
	PTNM              = "pTNM"
	Geschlecht        = "Geschlecht"
	Geburt            = "Geburtsmonat"
	PLZ               = "PLZ"
	Ort               = "Ort"
	Sterbedatum       = "Sterbedatum"
)

// said is a value a report has.
type said struct {
	value string
	from  *Source
	rank  int // of the rule that is asked, the higher the better
}

// rule is how one field is chosen.
type rule struct {
	field, label, why string
	say               func(r *model.Report) string
	rank              func(r *model.Report, value string) int // the higher the better, below 0 says nothing
	agree             func(best, other string) bool           // whether another value is no contradiction; nil: only the same is none
}

// rules are those of all fields. The order of sources of equal rank is by diagnosis and
// number: the first wins.
var rules = []rule{
	{Diagnosedatum, "Diagnosedatum", "frühestes Datum, das genaue vor dem geschätzten desselben Zeitraums", diagnosed, nil, fitsDay},
	{ICD, "Diagnose (ICD-10)", "genaueste Diagnose, kein Sekundärtumor; bei gleicher Genauigkeit die einer Diagnosemeldung", func(r *model.Report) string { return string(r.Meldung.Tumorzuordnung.PrimaertumorICD.Code) }, rankICD, lessExact},
	{Topographie, "Topographie (ICD-O-3)", "genaueste Lokalisation", topography, rankSite, lessExact},
	{Morphologie, "Morphologie (ICD-O-3)", "Pathologie vor anderen, genannte Histologie vor unbestimmter", morphology, rankMorphology, lessSpecific},
	{Seite, "Seite", "genannte Seite vor „unbekannt“ und „trifft nicht zu“", func(r *model.Report) string { return string(r.Meldung.Tumorzuordnung.Seitenlokalisation) }, rankSide, func(_, other string) bool { return other == "U" || other == "T" || other == "" }},
	{Diagnosesicherung, "Diagnosesicherung", "die sicherste", verification, rankVerification, func(string, string) bool { return true }},
	{Grading, "Grading", "Pathologie vor anderen, genannt vor unbestimmt", grading, rankGrading, func(_, other string) bool { return !strings.ContainsAny(other, "01234LMH") }},
	{CTNM, "cTNM", "vollständigster Befund, Diagnosemeldung vor anderen", func(r *model.Report) string { return tnmText(stage(r, false)) }, rankTNM(false), nil},
	{PTNM, "pTNM", "vollständigster Befund ohne vorausgegangene Therapie, Pathologie und OP vor anderen", func(r *model.Report) string { return tnmText(stage(r, true)) }, rankTNM(true), nil},
	{Geschlecht, "Geschlecht", "genanntes vor „unbekannt“", func(r *model.Report) string { return string(r.Patient.Stammdaten.Geschlecht) }, func(_ *model.Report, v string) int { return truth(v != "U") }, func(_, other string) bool { return other == "U" }},
	{Geburt, "Geburtsmonat", "genanntes vor fehlendem", born, nil, nil},
	{PLZ, "Postleitzahl", "Wohnort der Meldung, die der Diagnose am nächsten ist", func(r *model.Report) string { return string(r.Patient.Stammdaten.Adresse.PLZ) }, rankHome, func(string, string) bool { return true }},
	{Ort, "Ort", "Wohnort der Meldung, die der Diagnose am nächsten ist", func(r *model.Report) string { return string(r.Patient.Stammdaten.Adresse.Ort) }, rankHome, func(string, string) bool { return true }},
	{Sterbedatum, "Sterbedatum", "genaues vor geschätztem", died, rankDay, fitsDay},
}

// best chooses each field. Sources are in their order.
func best(sources []Source) (all []Value) {
	for i := range rules {
		if v, known := rules[i].choose(sources); known {
			all = append(all, v)
		}
	}
	return all
}

func (r *rule) choose(sources []Source) (v Value, known bool) {
	var found []said
	for i := range sources {
		if value := r.say(sources[i].Report); value != "" {
			s := said{value, &sources[i], 0}
			if r.rank != nil {
				s.rank = r.rank(sources[i].Report, value)
			}
			if s.rank >= 0 {
				found = append(found, s)
			}
		}
	}
	if len(found) == 0 {
		return v, false
	}
	slices.SortStableFunc(found, func(a, b said) int { return cmp.Compare(b.rank, a.rank) })
	if r.field == Diagnosedatum {
		slices.SortStableFunc(found, func(a, b said) int { return earlier(a.value, b.value) })
	}
	v = Value{Field: r.field, Label: r.label, Value: found[0].value, From: found[0].from.Number, Rule: r.why}
	if len(found) == 1 {
		v.Rule = "einzige Angabe"
	}
	for _, s := range found[1:] {
		if s.value != v.Value && (r.agree == nil || !r.agree(v.Value, s.value)) && !slices.ContainsFunc(v.Others, func(o Other) bool { return o.Value == s.value }) {
			v.Others = append(v.Others, Other{s.value, s.from.Number})
		}
	}
	return v, true
}

func truth(is bool) int {
	if is {
		return 1
	}
	return 0
}

func diagnosed(r *model.Report) string {
	d := r.Meldung.Tumorzuordnung.Diagnosedatum
	if d.Day() == "" {
		return ""
	}
	return string(d)
}

func died(r *model.Report) string {
	if t := r.Meldung.Tod; t != nil && t.Sterbedatum.Day() != "" {
		return string(t.Sterbedatum)
	}
	return ""
}

func born(r *model.Report) string {
	if day := r.Patient.Stammdaten.Geburtsdatum.Day(); day != "" {
		return day[:len("JJJJ-MM")]
	}
	return ""
}

// fitsDay reports whether a less exact day may mean the same one.
func fitsDay(best, other string) bool {
	a, b, ok := model.Datum(best).Span()
	c, d, known := model.Datum(other).Span()
	return !ok || !known || !a.After(d) && !c.After(b)
}

// earlier orders two days: of two that may be the same, the exact one first.
func earlier(a, b string) int {
	if fitsDay(a, b) {
		_, g := model.Datum(a).Split()
		_, h := model.Datum(b).Split()
		return cmp.Or(cmp.Compare(inexact[g], inexact[h]), cmp.Compare(a, b))
	}
	return cmp.Compare(a, b)
}

var inexact = map[model.Genauigkeit]int{model.TagGeschaetzt: 1, model.MonatGeschaetzt: 2, model.VollGeschaetzt: 3}

func rankDay(_ *model.Report, value string) int {
	_, g := model.Datum(value).Split()
	return 3 - inexact[g]
}

// exact is how exact a code of a diagnosis or a site is.
func exact(code string) int {
	n := len(code)
	if strings.HasSuffix(code, ".9") {
		n--
	}
	return n
}

func rankICD(r *model.Report, code string) int {
	n := 4 * exact(code)
	if nowhere(code) {
		n = 0
	}
	if secondary(code) {
		return 0
	}
	return n + 1 + truth(r.Meldung.Typ == model.TypDiagnose)
}

func rankSite(_ *model.Report, code string) int { return exact(code) }

// lessExact reports whether a code only says less than the best.
func lessExact(best, other string) bool {
	head := strings.TrimSuffix(strings.TrimSuffix(other, ".9"), ".8")
	return strings.HasPrefix(best, head) || nowhere(other)
}

func topography(r *model.Report) string {
	for _, o := range []*model.ICDO{diagnose(r).PrimaertumorTopographieICDO, pathologie(r).PrimaertumorTopographieICDO} {
		if o != nil && o.Code != "" {
			return string(o.Code)
		}
	}
	return ""
}

func diagnose(r *model.Report) *model.Diagnose {
	if d := r.Meldung.Diagnose; d != nil {
		return d
	}
	return &model.Diagnose{}
}

func pathologie(r *model.Report) *model.Pathologie {
	if p := r.Meldung.Pathologie; p != nil {
		return p
	}
	return &model.Pathologie{}
}

func histologie(r *model.Report) *model.Histologie {
	all := []*model.Histologie{diagnose(r).Histologie, pathologie(r).Histologie}
	if o := r.Meldung.OP; o != nil {
		all = append(all, o.Histologie)
	}
	for _, h := range all {
		if h != nil {
			return h
		}
	}
	return &model.Histologie{}
}

func morphology(r *model.Report) string {
	for _, m := range histologie(r).MorphologieICDO {
		if m.Code != "" {
			return string(m.Code)
		}
	}
	if m := r.Meldung.Tumorzuordnung.MorphologieICDO; m != nil {
		return string(m.Code)
	}
	return ""
}

func rankMorphology(r *model.Report, code string) int {
	switch HistologyOf(code, "") {
	case AnyCancer:
		return 0
	case AnyCarcinoma, AnyBlood, 0:
		return 1
	}
	return 2 + truth(r.Meldung.Typ == model.TypPathologie)
}

// lessSpecific reports whether a morphology is no contradiction: less specific, or a
// metastasis of the same.
func lessSpecific(best, other string) bool {
	a, b := HistologyOf(best, ""), HistologyOf(other, "")
	unspecific := b == AnyCancer || b == AnyCarcinoma || b == AnyBlood
	return unspecific && !a.differs(b) || len(best) >= 4 && strings.HasPrefix(other, best[:4])
}

func rankSide(_ *model.Report, side string) int {
	switch side {
	case "L", "R", "B", "M":
		return 2
	case "T":
		return 1
	}
	return 0
}

func verification(r *model.Report) string {
	return string(cmp.Or(diagnose(r).Diagnosesicherung, pathologie(r).Diagnosesicherung))
}

// surest are the kinds of verification, the least sure first (oBDS Diagnosesicherung;
// death certificate, clinical, markers, cytology, histology of a metastasis, of the
// primary).
var surest = []string{"9", "0", "1", "2", "4", "8", "5", "6", "7", "7.3", "7.2", "7.1"}

func rankVerification(_ *model.Report, code string) int { return max(slices.Index(surest, code), 0) }

// Confirmed reports whether a kind of verification is by microscope.
func Confirmed(code string) bool {
	return code != "" && slices.Index(surest, code) >= slices.Index(surest, "8")
}

func grading(r *model.Report) string { return string(histologie(r).Grading) }

func rankGrading(r *model.Report, code string) int {
	return 2*truth(strings.ContainsAny(code, "01234LMH")) + truth(r.Meldung.Typ == model.TypPathologie)
}

// rankHome is how near a report's event is to the diagnosis.
func rankHome(r *model.Report, _ string) int {
	switch r.Meldung.Typ {
	case model.TypDiagnose:
		return 3
	case model.TypPathologie:
		return 2
	case model.TypTod, model.TypVerlauf:
		return 0
	}
	return 1
}

// stage is the classification of a report before treatment, clinical or of the specimen.
func stage(r *model.Report, specimen bool) *model.TNM {
	all := []*model.TNM{diagnose(r).CTNM, pathologie(r).CTNM}
	if specimen {
		all = []*model.TNM{diagnose(r).PTNM, pathologie(r).PTNM}
		if o := r.Meldung.OP; o != nil {
			all = append(all, o.TNM)
		}
	}
	for _, t := range all {
		if t != nil && t.YSymbol == "" && t.RSymbol == "" {
			return t
		}
	}
	return nil
}

// tnmText is a classification in one line; "" where it has no T, N or M.
func tnmText(t *model.TNM) string {
	if t == nil || t.T == "" && t.N == "" && t.M == "" {
		return ""
	}
	var parts []string
	for _, p := range []struct {
		letter string
		code   model.Code
	}{{"T", t.T}, {"N", t.N}, {"M", t.M}} {
		if p.code != "" {
			parts = append(parts, p.letter+strings.TrimPrefix(string(p.code), p.letter))
		}
	}
	return strings.Join(parts, " ")
}

func rankTNM(specimen bool) func(r *model.Report, value string) int {
	return func(r *model.Report, value string) int {
		known := 0
		for _, part := range strings.Fields(value) {
			known += truth(!strings.HasSuffix(part, "X"))
		}
		first := r.Meldung.Typ == model.TypDiagnose
		if specimen {
			first = r.Meldung.Typ == model.TypPathologie || r.Meldung.Typ == model.TypOP
		}
		return 2*known + truth(first)
	}
}
