package forms

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"example.org/meldeportal/model/catalog"
)

// tnmItem is one way to read what comes now: a category with what stands before
// and behind it, a letter with its figure, a stage, a symbol, a bracket.
type tnmItem struct {
	end    int
	values tnmValues
	kinds  []string
	left   []span
}

// tnmAlphabet are the codes of the categories and stages by their spellings, in
// small letters without blanks.
var tnmAlphabet = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{}
	for id, list := range map[string]string{"T": "TNM-T", "N": "TNM-N", "M": "TNM-M", "UICC_Stadium": "UICCStadium"} {
		spelled := map[string]string{}
		l, _ := catalog.Get(list)
		for _, e := range l.Entries() {
			code := strings.ToLower(e.Code)
			if id == "N" && strings.Contains(code, "(") {
				continue // what stands in brackets behind an N is read by itself
			}
			spelled[code] = e.Code
			spelled[strings.NewReplacer("(", "", ")", "").Replace(code)] = e.Code
			if before, micro := strings.CutSuffix(code, "mi"); micro { // pT1mic is pT1mi
				spelled[before+"mic"], spelled[before+"(mi)"], spelled[before+"(mic)"] = e.Code, e.Code, e.Code
			}
		}
		all[id] = spelled
	}
	return all
})

// The items of a formula. Blanks may stand between a letter, what is before it
// and its value.
var (
	tnmLetter  = lazily(`^((?:\(?[yraYRA]\)? ?){0,3})(mr)?\(?([cpuCPU]?)\)?( ?-? ?)([TNMtnm])( ?[:=] ?| )?`)
	tnmBrief   = lazily(`^(?i:(Pn|L|V|S)) ?([0-3xX])(?i: ?\(?(mikro|makro)(?:skopisch)?\)?)?`)
	tnmSymbols = lazily(`^[yra]{1,3}`)
	tnmAlone   = lazily(`^[(\[] ?((?i:m|is|m ?[,;+] ?is)|\d{1,3}(?: ?[,;+] ?(?i:is))?) ?[)\]]`)
	tnmMany    = lazily(`^ ?[(\[] ?((?i:m|is|m ?[,;+] ?is)|\d{1,3}(?: ?[,;+] ?(?i:is))?) ?[)\]](?: ?[(\[] ?(?i:(is)) ?[)\]])?`)
	tnmManyRaw = lazily(`^ ?(m ?, ?is|m|(?i:is))`)
	tnmStage   = lazily(`^(?i:uicc[- ]?(?:tumor)?(?:stadium|stad\.?|st\.?|stage)|(?:tumor)?(?:stadium|stad\.|st\.|stage)(?:[ -](?:nach |gem\. |gemäß |lt\. )?uicc)?|uicc)[-:= ]{0,3}`)
	stageRaw   = lazily(`^(?i:okk|0is|0a|0|is|(?:iv|i{1,3}|[1-4])(?: ?[a-d](?: ?[123])?)?)`)
	digitApart = lazily(`[a-dA-D] [123]$`)
	allApart   = lazily(`[ivIV1-4] [a-dA-D] [123]$`)
	fewBlanks  = lazily(` [^a-zA-Z(]|  |[xX0-9] [xX]`)
)

// items are the ways to read what stands at a place, behind items of these kinds
// within the word.
func (p *tnmReader) items(at int, found tnmValues, kinds []string) (all []tnmItem) {
	text, first := p.text[at:], len(kinds) == 0
	all = append(all, p.letters(at, found, first)...)
	all = append(all, p.brief(at, found)...)
	all = append(all, p.grades(at)...)
	all = append(all, residuals(text, at)...)
	all = append(all, p.bracket(at, found, first)...)
	if !first {
		return all
	}
	all = append(all, stages(text, at)...)
	all = append(all, nodes(text, at, found["N"])...)
	all = append(all, editions(text, at)...)
	if m := tnmAlone().FindStringSubmatch(text); m != nil && !p.inside && found["T"] == "" && (!isDigit(m[1][0]) || !strings.ContainsAny(p.text, "tT")) {
		all = append(all, tnmItem{end: at + len(m[0]), values: tnmValues{"m_Symbol": many(m[1])}, kinds: []string{"m"}})
	}
	if m := tnmSymbols().FindString(text); m != "" && unique(m) && !p.inside && wordEnds(text, len(m)) {
		all = append(all, tnmItem{end: at + len(m), values: symbolValues(m), kinds: []string{"sym"}})
	}
	return all
}

// Made once: a Replacer builds its tables at its first use.
var (
	unlisting    = strings.NewReplacer(" ", "", ";", ",", "+", ",")
	unbracketing = strings.NewReplacer(" ", "", "(", "", ")", "")
)

func many(typed string) string {
	return strings.ToLower(unlisting.Replace(typed))
}

func unique(symbols string) bool {
	for i := range symbols {
		if strings.IndexByte(symbols, symbols[i]) != i {
			return false
		}
	}
	return true
}

func symbolValues(symbols string) tnmValues {
	v := tnmValues{}
	for _, s := range strings.Split(strings.ToLower(symbols), "") {
		v[s+"_Symbol"] = s
	}
	return v
}

// letters reads T, N or M with what stands before and behind it.
func (p *tnmReader) letters(at int, found tnmValues, first bool) (all []tnmItem) {
	m := tnmLetter().FindStringSubmatch(p.text[at:])
	if m == nil {
		return nil
	}
	symbols := unbracketing.Replace(m[1])
	letter := strings.ToUpper(m[5])
	if !plausibleHead(m, symbols, found) || !first && strings.Contains(m[1]+m[4], " ") {
		return nil
	}
	nerve, nodes := p.nerveOrNodes(m[3]+m[5], found)
	if !nodes {
		return nil
	}
	values := symbolValues(symbols)
	if prefix := strings.ToLower(m[3]); prefix != "" {
		values["c_p_u_Praefix_"+letter] = prefix
	} else if prefix := p.label["c_p_u_Praefix_"+letter]; prefix != "" {
		values["c_p_u_Praefix_"+letter] = prefix
	}
	from := at + len(m[0])
	for n := min(len(p.text)-from, len("is ( paget )")); n > 0; n-- {
		raw := p.text[from : from+n]
		code, known := tnmAlphabet()[letter][strings.ToLower(tight(raw))]
		if !known || fewBlanks().MatchString(raw) || strings.TrimSpace(raw) != raw || p.cutOff(from+n, raw) ||
			nerve && strings.Contains("01X", code) {
			continue
		}
		item := tnmItem{end: from + n, values: values, kinds: []string{letter}}
		all = append(all, p.behind(letter, code, item)...)
	}
	return all
}

// plausibleHead reports that what stands before a letter may stand there: blanks
// only where nothing else can be meant (CT 2, u N1, n=3), big symbols only in a
// formula of big letters, symbols only from the first letter on, a before it alone.
func plausibleHead(m []string, symbols string, found tnmValues) bool {
	gap, sep, small := m[4], m[6], m[5] >= "a"
	switch {
	case !unique(symbols):
		return false
	case m[2] != "" && (gap != "" || sep != "" || small || m[3] != ""):
		return false
	case small && (gap != "" || sep != ""):
		return false
	case strings.Contains(m[1], " ") && strings.ContainsAny(symbols, "raRA"): // rechts, a)
		return false
	case gap != "" && m[3] != "p" && m[3] != "c" && (symbols == "" || m[3] != ""):
		return false
	case m[3] != "" && m[3] < "a" && (gap != "" || sep != "" || small && m[4]+m[6] != ""):
		return false
	case symbols != strings.ToLower(symbols) && (m[3] == "" || m[3] >= "a" || strings.Contains(m[1], " ")):
		return false
	}
	lettered := found["T"] != "" || found["N"] != "" || found["M"] != ""
	for _, s := range strings.ToLower(symbols) {
		if lettered && found[string(s)+"_Symbol"] == "" {
			return false
		}
	}
	return true
}

// nerveOrNodes says what pn may be here. Pn is the nerve where it has a figure of
// its own, pN the nodes. In a formula of small or of big letters alone the nodes come
// first and the nerve behind L, V or M; between them it is neither.
func (p *tnmReader) nerveOrNodes(pn string, found tnmValues) (nerve, nodes bool) {
	vessels := found["L"] != "" || found["V"] != ""
	switch {
	case pn == "pN" || !strings.EqualFold(pn, "pn"):
		return false, true
	case pn == "Pn" && !p.sentenceCase():
		return true, true
	case found["N"] != "":
		return vessels || found["M"] != "" || found["T"] == "", false
	}
	return false, !vessels
}

// sentenceCase reports a formula whose prefixes alone are big, Pt2 Pn0.
func (p *tnmReader) sentenceCase() bool { return strings.Contains(p.text, "Pt") }

// cutOff reports that a value ends in a letter that may belong to what follows:
// pT1 c N0, pT2 bis pT3, and in a unit: T2cm.
func (p *tnmReader) cutOff(end int, raw string) bool {
	behind := p.text[end:]
	if blank := strings.IndexByte(raw, ' '); blank >= 0 && blank+1 < len(raw) && isAlpha(raw[blank+1]) {
		next := strings.TrimLeft(behind, " ")
		if !wordEnds(p.text, end) && behind[0] != '(' || raw[len(raw)-1] == 'c' && next != "" && strings.ContainsRune("TNM", rune(next[0])) {
			return true
		}
	}
	return strings.HasPrefix(behind, "m") && (strings.HasSuffix(raw, "c") || strings.HasPrefix(behind, "mm"))
}

// behind are the ways to go on behind a value of a letter.
func (p *tnmReader) behind(letter, code string, item tnmItem) []tnmItem {
	values := item.values
	with := func(end int, more tnmValues) tnmItem {
		all := tnmValues{letter: code}
		maps.Copy(all, values)
		maps.Copy(all, more)
		return tnmItem{end: end, values: all, kinds: item.kinds}
	}
	bare := with(item.end, nil)
	text := p.text[item.end:]
	switch letter {
	case "T":
		if m := tnmMany().FindStringSubmatch(text); m != nil {
			typed := many(m[1])
			if m[2] != "" {
				typed = strings.TrimSuffix(typed, ",is") + ",is"
			}
			return []tnmItem{with(item.end+len(m[0]), tnmValues{"m_Symbol": typed})}
		}
		if m := tnmManyRaw().FindStringSubmatch(text); m != nil {
			if end := item.end + len(m[0]); m[0][0] != ' ' || wordEnds(p.text, end) {
				return []tnmItem{bare, with(end, tnmValues{"m_Symbol": many(m[1])})}
			}
		}
	case "N":
		if end, more, sure := nodeSuffixes(p.text, item.end, code); sure {
			return []tnmItem{with(end, more)}
		}
		return nil
	case "M":
		end, suffixed := metastasisSuffix(p.text, item.end, code)
		return []tnmItem{bare, with(end, tnmValues{"M": suffixed})}
	}
	return []tnmItem{bare}
}

// brief reads L, V, Pn or S with its figure.
func (p *tnmReader) brief(at int, found tnmValues) []tnmItem {
	m := tnmBrief().FindStringSubmatch(p.text[at:])
	if m == nil {
		return nil
	}
	id := map[string]string{"pn": "Pn", "l": "L", "v": "V", "s": "S"}[strings.ToLower(m[1])]
	if nerve, _ := p.nerveOrNodes(m[1], found); id == "Pn" && !nerve {
		return nil
	}
	if id == "V" && m[3] != "" && (strings.EqualFold(m[3], "mikro") != (m[2] == "1") || strings.EqualFold(m[3], "makro") != (m[2] == "2")) || id != "V" && m[3] != "" {
		return nil
	}
	return []tnmItem{{end: at + len(m[0]), values: tnmValues{id: id + strings.ToUpper(m[2])}, kinds: []string{id}}}
}

// stages reads a stage, behind its word or as a bare Roman number.
func stages(text string, at int) (all []tnmItem) {
	word := tnmStage().FindString(text)
	raw := stageRaw().FindString(text[len(word):])
	if raw == "" || word == "" && (raw[0]|0x20 != 'i' || strings.EqualFold(raw, "is") || raw == "i") {
		return nil
	}
	kind := "UICC"
	if word == "" {
		kind = "Roman"
	}
	for n := len(raw); n > 0; n-- {
		typed := strings.ToLower(raw[:n])
		if roman := arabicStages[typed[:1]]; roman != "" {
			typed = strings.ToLower(roman) + typed[1:]
		}
		code, known := tnmAlphabet()["UICC_Stadium"][tight(typed)]
		oneBlank := digitApart().MatchString(raw[:n]) && !allApart().MatchString(raw[:n]) // IIIC 1 of what?
		if known && strings.TrimSpace(typed) == typed && !oneBlank {
			all = append(all, tnmItem{end: at + len(word) + n, values: tnmValues{"UICC_Stadium": code}, kinds: []string{kind}})
		}
	}
	return all
}

// arabicStages are the stages as some letters number them: Stadium 3a.
var arabicStages = map[string]string{"1": "I", "2": "II", "3": "III", "4": "IV"}

// bracket reads what a bracket holds, if that is a formula or something known as
// none: (UICC IIIB), pT1(sm2).
func (p *tnmReader) bracket(at int, found tnmValues, first bool) []tnmItem {
	start := at
	if !first && p.text[at] == ' ' {
		at++
	}
	if at >= len(p.text) || p.text[at] != '(' && p.text[at] != '[' {
		return nil
	}
	n := closing(p.text[at:])
	if n == 0 || n < 3 {
		return nil
	}
	inner := &tnmReader{plainText: plainly(p.text[at+1 : at+n-1]), values: found, label: p.label, unread: p.unread && first, inside: true}
	inner.run()
	if inner.strange || len(inner.values) == len(found) && first {
		return nil
	}
	item := tnmItem{end: at + n, values: inner.values, kinds: []string{"bracket"}}
	if len(inner.left) > 0 {
		item.left = []span{{start, at + n}}
		if len(inner.values) > len(found) {
			item.left = nil
			for _, s := range inner.left {
				item.left = append(item.left, span{at + 1 + s.from, at + 1 + s.to})
			}
		}
	}
	return []tnmItem{item}
}

// closing is the length of a bracket with what it holds, 0 where it is not closed.
func closing(text string) int {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '(', '[':
			depth++
		case ')', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// refusal says why a word that has the shape of a category is not possible.
func refusal(word string) string {
	m := tnmShape().FindStringSubmatch(word)
	if m == nil {
		return ""
	}
	letter := strings.ToUpper(m[1])
	typed := m[2]
	if tnmType(letter).Check(typed) != nil {
		return letter + " " + tnmType(letter).Form
	}
	if _, known := tnmAlphabet()[letter][strings.ToLower(typed)]; !known && slices.IndexFunc([]byte(typed), func(c byte) bool { return !isAlpha(c) && !isDigit(c) }) < 0 {
		return letter + " " + typed + " gibt es nicht"
	}
	return ""
}

var tnmShape = lazily(`^(?:[yra]{0,3}[cpu]?)([TNM])([0-9xX].{0,5})$`)

func tight(value string) string { return strings.ReplaceAll(value, " ", "") }
