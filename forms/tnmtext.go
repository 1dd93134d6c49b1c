package forms

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// tnmValues are values of a TNM block by the ids of its fields.
type tnmValues map[string]string

// tnmOrder are the fields a formula speaks of, as it is written.
var tnmOrder = []string{"r_Symbol", "y_Symbol", "a_Symbol", "c_p_u_Praefix_T", "T", "m_Symbol",
	"c_p_u_Praefix_N", "N", "c_p_u_Praefix_M", "M", "L", "V", "Pn", "S", "UICC_Stadium"}

// longestFormula bounds what is taken apart; a letter's formula is far shorter.
const longestFormula = 300

// tnmReading is what a formula was understood as.
type tnmReading struct {
	values tnmValues
	rest   []string // words that were not understood, in their order
	why    []string // why a value is not possible, where a word is one
}

// readTNM takes a formula apart: pT2 pN1a(sn) cM0 L1 V0 Pn0 r y, with or without
// blanks and commas, in any case. A word is understood as a whole or not at
// all, and nothing is understood that is not written there: a prefix counts for
// the letter behind it alone.
func readTNM(text string) tnmReading {
	r := tnmReading{values: tnmValues{}}
	if len(text) > longestFormula {
		r.rest = []string{text}
		return r
	}
	for {
		text = strings.TrimLeft(text, tnmSeparators)
		if text == "" {
			return r
		}
		if n, found := tnmItems(text, r.values, ""); n > 0 {
			r.values, text = found, strings.TrimPrefix(text[n:], tnmStroke)
			continue
		}
		n := wordEnd(text)
		if why := refusal(text[:n]); why != "" {
			r.why = append(r.why, why)
		}
		r.rest, text = append(r.rest, text[:n]), text[n:]
	}
}

// tnmSeparators may stand between the words of a formula, and between two of its
// letters a stroke, pT2/pN1.
const (
	tnmSeparators = " ,;."
	tnmStroke     = "/"
)

// wordEnd is the length of the first word; separators in brackets belong to it.
func wordEnd(text string) int {
	depth := 0
	for i := range len(text) {
		switch {
		case text[i] == '(':
			depth++
		case text[i] == ')':
			depth--
		case depth <= 0 && strings.IndexByte(tnmSeparators, text[i]) >= 0:
			return i
		}
	}
	return len(text)
}

// tnmItem is one way to read the beginning of a text.
type tnmItem struct {
	length int
	values tnmValues
	kind   string // the letter it is about, "" for symbols
}

// tnmItems reads the text up to the end of a word, one item after another; after
// is the item before within the word. Of several ways the first one that works
// counts. It returns 0 when there is none.
func tnmItems(text string, found tnmValues, after string) (length int, with tnmValues) {
	for _, item := range tnmCandidates(text, found, after) {
		with, ok := merge(found, item.values)
		if !ok {
			continue
		}
		if atEnd(text[item.length:]) {
			return item.length, with
		}
		if n, more := tnmItems(text[item.length:], with, item.kind); n > 0 {
			return item.length + n, more
		}
	}
	return 0, nil
}

func atEnd(text string) bool {
	text, stroke := strings.CutPrefix(text, tnmStroke)
	if stroke {
		return text != "" && unicode.IsLetter(rune(text[0]))
	}
	return text == "" || strings.IndexByte(tnmSeparators, text[0]) >= 0
}

// merge puts values together; two different ones for one field do not go.
func merge(found, more tnmValues) (tnmValues, bool) {
	all := make(tnmValues, len(found)+len(more))
	for id, v := range found {
		all[id] = v
	}
	for id, v := range more {
		if old, double := all[id]; double && old != v || tnmType(id).Check(v) != nil {
			return nil, false
		}
		all[id] = v
	}
	return all, true
}

// tnmType is the type of a field of the block, or of one beside it.
func tnmType(id string) *field.Type {
	if typ, beside := besideTypes[id]; beside {
		return typ
	}
	for i := range dataset.TNM.Rows {
		if dataset.TNM.Rows[i].ID == id {
			return dataset.TNM.Rows[i].Type
		}
	}
	return nil
}

// The items of a formula. Blanks may stand between a letter, what is before it
// and its value.
var (
	tnmLetter  = regexp.MustCompile(`^([yraYRA]{0,3}) ?([cpuCPU]?) ?([TNMtnm]) ?`)
	tnmBrief   = regexp.MustCompile(`^(?i:(Pn|L|V|S)) ?([0-3xX])`)
	tnmSymbols = regexp.MustCompile(`^[yraYRA]{1,3}`)
	tnmMany    = regexp.MustCompile(`^(?i:\( ?(m|is|\d{1,3}|m ?, ?is|\d{1,3} ?, ?is) ?\)|(m|m,is))`)
	tnmStage   = regexp.MustCompile(`^(?i:uicc[ -]?stadium|uicc|stadium) ?:? ?`)
)

// tnmShapes are the values of the letters, for those that no list has.
var tnmShapes = map[string]*regexp.Regexp{
	"T": regexp.MustCompile(`^(?i:is|a|[0-9x](mi|[a-e][0-9]?)?)( ?\((?i:dcis|lcis|paget|lamn|pd|pu|mi)\))?$`),
	"N": regexp.MustCompile(`^(?i:[0-9x](mi|[a-d][0-9]?)?)( ?\((?i:sn|i ?[+-]|mol ?[+-])\))*$`),
	"M": regexp.MustCompile(`^(?i:[0-9x]([a-d][0-9]?)?)( ?\((?i:i ?[+-]|mol ?[+-]|[a-z]{3})\))?$`),
}

// tnmCandidates are the ways to read the beginning of a text, the likeliest first.
func tnmCandidates(text string, found tnmValues, after string) []tnmItem {
	var all []tnmItem
	nerve := tnmBrief.FindStringSubmatch(text)
	if nerve != nil && nerve[1] == "Pn" { // so written it is the nerve, not a pathological N
		all = append(all, briefItem(nerve))
	}
	all = append(all, letterItems(text)...)
	if nerve != nil && nerve[1] != "Pn" && nerve[1] != "pN" {
		all = append(all, briefItem(nerve))
	}
	if m := tnmStage.FindString(text); m != "" || romanStage(text, after) {
		all = append(all, stageItems(text, len(m))...)
	}
	all = append(all, besideItems(text, found, after)...)
	if m := tnmMany.FindStringSubmatch(text); m != nil && (after == "" || after == "T") {
		many := strings.ToLower(strings.ReplaceAll(m[1]+m[2], " ", ""))
		all = append(all, tnmItem{len(m[0]), tnmValues{"m_Symbol": many}, ""})
	}
	if m := tnmSymbols.FindString(text); m != "" && after == "" {
		all = append(all, tnmItem{len(m), symbolValues(m), ""})
	}
	return all
}

func briefItem(m []string) tnmItem {
	id := map[string]string{"pn": "Pn", "l": "L", "v": "V", "s": "S"}[strings.ToLower(m[1])]
	return tnmItem{len(m[0]), tnmValues{id: id + strings.ToUpper(m[2])}, id}
}

func symbolValues(symbols string) tnmValues {
	v := tnmValues{}
	for _, s := range strings.Split(strings.ToLower(symbols), "") {
		v[s+"_Symbol"] = s
	}
	return v
}

// letterItems reads T, N or M with what stands before it, the longest value first.
func letterItems(text string) []tnmItem {
	m := tnmLetter.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	letter, rest := strings.ToUpper(m[3]), text[len(m[0]):]
	var items []tnmItem
	for n := min(len(rest), 24); n > 0; n-- {
		if !tnmShapes[letter].MatchString(rest[:n]) {
			continue
		}
		values := symbolValues(m[1])
		values[letter] = tnmSpelling(letter, rest[:n])
		if m[2] != "" {
			values["c_p_u_Praefix_"+letter] = strings.ToLower(m[2])
		}
		items = append(items, tnmItem{len(m[0]) + n, values, letter})
	}
	return items
}

// tnmSpelling is a typed value as the list writes it, else in the usual case.
func tnmSpelling(letter, typed string) string {
	typed = tight(typed)
	if l, ok := catalog.Get("TNM-" + letter); ok {
		for _, e := range l.Search(typed, 20) {
			if strings.EqualFold(e.Code, typed) {
				return e.Code
			}
		}
	}
	head, tail, brackets := strings.Cut(typed, "(")
	head = strings.ReplaceAll(strings.ToLower(head), "x", "X")
	if !brackets {
		return head
	}
	if letter == "N" {
		tail = strings.ToLower(tail)
	}
	return head + "(" + tail
}

// romanStage reports that a word may be a stage without the word for it.
func romanStage(text, after string) bool {
	return after == "" && (text[0] == 'I' || text[0] == 'i')
}

// arabicStages are the stages as some letters number them: Stadium 3a.
var arabicStages = map[string]string{"1": "I", "2": "II", "3": "III", "4": "IV"}

// stageItems reads a stage behind its word.
func stageItems(text string, from int) []tnmItem {
	n := from + wordEnd(text[from:])
	word := text[from:n]
	if roman := arabicStages[word[:min(1, len(word))]]; roman != "" {
		word = roman + word[1:]
	}
	stages := catalog.Enum("UICCStadium")
	i := slices.IndexFunc(stages, func(e catalog.Entry) bool { return strings.EqualFold(e.Code, word) })
	if i < 0 {
		return nil
	}
	return []tnmItem{{n, tnmValues{"UICC_Stadium": stages[i].Code}, ""}}
}

// refusal says why a word that has the shape of a formula is not possible.
func refusal(word string) string {
	for _, item := range tnmCandidates(word, tnmValues{}, "") {
		if item.length != len(word) {
			continue
		}
		for _, id := range tnmOrder {
			if v, ok := item.values[id]; ok && tnmType(id).Check(v) != nil && tnmType(id).Form != "" {
				return id + " " + tnmType(id).Form
			}
		}
	}
	return ""
}

// writeTNM is the formula of a block, which readTNM reads back to the same
// values but for blanks in them. Those that no formula can say are left out of it;
// written are the ones it says.
func writeTNM(values tnmValues) (text string, written tnmValues) {
	written = tnmValues{}
	words, front := []string{}, symbolsOf(values, written)
	for _, letter := range []string{"T", "N", "M"} {
		if word := letterWord(letter, values, written); word != "" {
			words, front = append(words, front+word), ""
		}
	}
	for _, id := range []string{"L", "V", "Pn", "S", "UICC_Stadium"} {
		word := values[id]
		if id == "UICC_Stadium" {
			word = "UICC " + word
		}
		if sole(word, id, values[id]) {
			words, written[id] = append(words, word), values[id]
		}
	}
	words = append(words, strings.Split(front, "")...)
	text = strings.Join(words, " ")
	return text, written
}

// symbolsOf are the symbols that stand before the first letter.
func symbolsOf(values, written tnmValues) (front string) {
	for _, s := range []string{"r", "y", "a"} {
		if id := s + "_Symbol"; values[id] == s {
			front, written[id] = front+s, s
		}
	}
	return front
}

// letterWord is the word of a letter with its prefix, of T with its m.
func letterWord(letter string, values, written tnmValues) string {
	word, many := "", ""
	if m := "(" + values["m_Symbol"] + ")"; letter == "T" && sole(m, "m_Symbol", values["m_Symbol"]) {
		many, written["m_Symbol"] = m, values["m_Symbol"]
	}
	if sole(letter+values[letter], letter, values[letter]) {
		word, written[letter] = letter+values[letter], values[letter]
		if prefix := "c_p_u_Praefix_" + letter; sole(values[prefix]+word, prefix, values[prefix]) {
			word, written[prefix] = values[prefix]+word, values[prefix]
		}
	}
	return word + many
}

// sole reports that a word says a value of a field.
func sole(word, id, value string) bool {
	r := readTNM(word)
	return value != "" && len(r.rest) == 0 && respelled(id, r.values[id], value)
}

// respelled reports that two texts are the same value of a field: oBDS allows
// blanks before the brackets of a T, N or M, 1 (sn), and a stored one keeps them.
func respelled(id, a, b string) bool {
	return a == b || len(id) == 1 && strings.Contains("TNM", id) && tight(a) == tight(b)
}

func tight(value string) string { return strings.ReplaceAll(value, " ", "") }
