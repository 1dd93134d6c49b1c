package rule

import (
	"slices"
	"strconv"
	"strings"
)

// tnmOrgan are the categories of TNM at an organ, with a "c" in front of those that
// pathology does not give. X and 0 are everywhere.
type tnmOrgan struct {
	auflage string
	icd     codeSet
	t, n, m []string
}

// has reports whether an organ has a category.
func (o *tnmOrgan) has(known []string, value string, pathological bool) bool {
	if value == "X" || value == "0" {
		return true
	}
	return slices.Contains(known, value) || !pathological && slices.Contains(known, "c"+value)
}

// tnmOrganOf finds the line of an organ; nil where the edition's table has none and
// where the morphology is staged otherwise than the organ's carcinomas.
func tnmOrganOf(auflage, icd string, morphologies []coded) *tnmOrgan {
	for i := range tnmOrgane {
		if o := &tnmOrgane[i]; o.auflage == auflage && o.icd.has(icd) {
			if hautmelanom.has(icd) || !anyMorph(morphologies, eigeneStadien) {
				return o
			}
			return nil
		}
	}
	return nil
}

// anyMorph reports whether one of some morphologies lies in a set.
func anyMorph(morphologies []coded, set morphSet) bool {
	return slices.ContainsFunc(morphologies, func(m coded) bool { return set.has(m.Code) })
}

func words(list string) []string { return strings.Fields(list) }

// eigeneStadien are morphologies that TNM stages otherwise than the carcinomas of the
// same organ, or not at all: sarcomas, GIST, neuroendocrine tumours, melanomas, Merkel
// cells, lymphomas.
var eigeneStadien = morphs("8150–8158", "8240–8249", "8720–8799", "8800–8936", "8963", "8990–8991", "9040–9044", "9100–9105", "9120–9252", "9260",
	"9540–9999")

// tnmOrgane are the categories by organ (TNM 8, and TNM 7 where it is still met); the
// first line that has the diagnosis counts. Organs without a line are not judged.
var tnmOrgane = []tnmOrgan{
	{auflage: "8", icd: codes("C00–C06", "C08", "C07"), t: words("is 1 2 3 4 4a 4b"), n: kopfHalsN, m: words("1")},
	{auflage: "8", icd: codes("C09–C10"), t: words("is 1 2 3 4 4a 4b"), n: kopfHalsN, m: words("1")},
	{auflage: "8", icd: codes("C11"), t: words("is 1 2 3 4"), n: words("1 2 3"), m: words("1")},
	{auflage: "8", icd: codes("C12–C13"), t: words("is 1 2 3 4 4a 4b"), n: kopfHalsN, m: words("1")},
	{auflage: "8", icd: codes("C15", "D00.1"), t: words("is 1 1a 1b 2 3 4 4a 4b"), n: words("1 2 3"), m: words("1")},
	{auflage: "8", icd: codes("C16", "D00.2"), t: words("is 1 1a 1b 2 3 4 4a 4b"), n: words("1 2 3 3a 3b"), m: words("1")},
	{auflage: "8", icd: codes("C17"), t: words("is 1 1a 1b 2 3 4"), n: words("1 2"), m: words("1")},
	{auflage: "8", icd: codes("C18.1"), t: words("is is(LAMN) 1 2 3 4 4a 4b"), n: words("1 1a 1b 1c 2"), m: words("1 1a 1b 1c")},
	{auflage: "8", icd: codes("C18–C20", "D01.0–D01.2"), t: words("is 1 2 3 4 4a 4b"), n: words("1 1a 1b 1c 2 2a 2b"), m: words("1 1a 1b 1c")},
	{auflage: "8", icd: codes("C21", "D01.3"), t: words("is 1 2 3 4"), n: words("1 1a 1b 1c"), m: words("1")},
	{auflage: "8", icd: codes("C22.1"), t: words("is 1 1a 1b 2 3 4"), n: words("1"), m: words("1")},
	{auflage: "8", icd: codes("C22"), t: words("1 1a 1b 2 3 4"), n: words("1"), m: words("1")},
	{auflage: "8", icd: codes("C23"), t: words("is 1 1a 1b 2 2a 2b 3 4"), n: words("1 2"), m: words("1")},
	{auflage: "8", icd: codes("C24.1"), t: words("is 1 1a 1b 2 3 3a 3b 4"), n: words("1 2"), m: words("1")},
	{auflage: "8", icd: codes("C24"), t: words("is 1 2 2a 2b 3 4"), n: words("1 2"), m: words("1")},
	{auflage: "8", icd: codes("C25"), t: words("is 1 1a 1b 1c 2 3 4"), n: words("1 2"), m: words("1")},
	{auflage: "8", icd: codes("C30–C31"), t: words("is 1 2 3 4 4a 4b"), n: kopfHalsN, m: words("1")},
	{auflage: "8", icd: codes("C32", "D02.0"), t: words("is 1 1a 1b 2 2a 2b 3 4 4a 4b"), n: kopfHalsN, m: words("1")},
	{auflage: "8", icd: codes("C34", "D02.2"), t: words("is is(AIS) is(SCIS) 1 1mi 1a 1a1 1a2 1a3 1b 1c 2 2a 2b 3 4"), n: words("1 2 3"), m: words("1 1a 1b 1c")},
	{auflage: "8", icd: codes("C37"), t: words("1 1a 1b 2 3 4"), n: words("1 2"), m: words("1 1a 1b")},
	{auflage: "8", icd: codes("C43", "D03"), t: melanomT, n: words("1 1a 1b 1c 2 2a 2b 2c 3 3a 3b 3c"), m: words("1 1a 1b 1c 1d")},
	{auflage: "8", icd: codes("C44"), t: words("is 1 2 3 4 4a 4b"), n: kopfHalsN, m: words("1")},
	{auflage: "8", icd: codes("C45.0"), t: words("1 2 3 4"), n: words("1 2"), m: words("1")},
	{auflage: "8", icd: codes("C50", "D05"), t: mammaT, n: mammaN, m: words("1")},
	{auflage: "8", icd: codes("C51", "D07.1"), t: words("is 1 1a 1b 2 3"), n: words("1 1a 1b 2 2a 2b 2c 3"), m: words("1")},
	{auflage: "8", icd: codes("C52", "D07.2"), t: words("is 1 2 3 4"), n: words("1"), m: words("1")},
	{auflage: "8", icd: codes("C53", "D06"), t: zervixT, n: words("1"), m: words("1")},
	{auflage: "8", icd: codes("C54", "C55"), t: words("is 1 1a 1b 1c 2 2a 2b 3 3a 3b 3c 4"), n: words("1 1mi 1a 1b 2 2mi 2a 2b"), m: words("1")},
	{auflage: "8", icd: codes("C56", "C57.0"), t: words("1 1a 1b 1c 1c1 1c2 1c3 2 2a 2b 3 3a 3b 3c 3a1 3a2 is"), n: words("1 1a 1b"), m: words("1 1a 1b")},
	{auflage: "8", icd: codes("C58"), t: words("1 2"), n: words("1"), m: words("1 1a 1b")},
	{auflage: "8", icd: codes("C60", "D07.4"), t: words("is a 1 1a 1b 2 3 4"), n: words("1 2 3"), m: words("1")},
	{auflage: "8", icd: codes("C61"), t: words("1 1a 1b 1c 2 c2a c2b c2c 3 3a 3b 4"), n: words("1"), m: words("1 1a 1b 1c")},
	{auflage: "8", icd: codes("C62"), t: words("is 1 1a 1b 2 3 4"), n: words("1 2 3"), m: words("1 1a 1b")},
	{auflage: "8", icd: codes("C64"), t: words("1 1a 1b 2 2a 2b 3 3a 3b 3c 4"), n: words("1"), m: words("1")},
	{auflage: "8", icd: codes("C65–C66"), t: words("is a 1 2 3 4"), n: words("1 2"), m: words("1")},
	{auflage: "8", icd: codes("C67", "D09.0"), t: words("is a 1 2 2a 2b 3 3a 3b 4 4a 4b"), n: words("1 2 3"), m: words("1 1a 1b")},
	{auflage: "8", icd: codes("C68.0"), t: words("is a is(pu) is(pd) 1 2 3 4"), n: words("1 2"), m: words("1")},
	{auflage: "8", icd: codes("C73"), t: words("1 1a 1b 2 3 3a 3b 4 4a 4b"), n: words("1 1a 1b"), m: words("1")},
	{auflage: "8", icd: codes("C74"), t: words("1 2 3 4"), n: words("1"), m: words("1")},

	{auflage: "7", icd: codes("C16", "D00.2"), t: words("is 1 1a 1b 2 3 4 4a 4b"), n: words("1 2 3 3a 3b"), m: words("1")},
	{auflage: "7", icd: codes("C18.1"), t: words("is 1 2 3 4 4a 4b"), n: words("1 1a 1b 1c 2 2a 2b"), m: words("1 1a 1b")},
	{auflage: "7", icd: codes("C18–C20", "D01.0–D01.2"), t: words("is 1 2 3 4 4a 4b"), n: words("1 1a 1b 1c 2 2a 2b"), m: words("1 1a 1b")},
	{auflage: "7", icd: codes("C25"), t: words("is 1 2 3 4"), n: words("1"), m: words("1")},
	{auflage: "7", icd: codes("C34", "D02.2"), t: words("is 1 1a 1b 2 2a 2b 3 4"), n: words("1 2 3"), m: words("1 1a 1b")},
	{auflage: "7", icd: codes("C50", "D05"), t: mammaT, n: mammaN, m: words("1")},
	{auflage: "7", icd: codes("C53", "D06"), t: zervixT, n: words("1"), m: words("1")},
	{auflage: "7", icd: codes("C61"), t: words("1 1a 1b 1c 2 2a 2b 2c 3 3a 3b 4"), n: words("1"), m: words("1 1a 1b 1c")},
	{auflage: "7", icd: codes("C64"), t: words("1 1a 1b 2 2a 2b 3 3a 3b 3c 4"), n: words("1 2"), m: words("1")},
	{auflage: "7", icd: codes("C67", "D09.0"), t: words("is a 1 2 2a 2b 3 3a 3b 4 4a 4b"), n: words("1 2 3"), m: words("1")},
}

var (
	kopfHalsN = words("1 2 2a 2b 2c 3 3a 3b")
	melanomT  = words("is 1 1a 1b 2 2a 2b 3 3a 3b 4 4a 4b")
	mammaT    = words("is is(DCIS) is(LCIS) is(Paget) 1 1mi 1a 1b 1c 2 3 4 4a 4b 4c 4d")
	mammaN    = words("1 1mi 1a 1b 1c 2 2a 2b 3 3a 3b 3c")
	zervixT   = words("is 1 1a 1a1 1a2 1b 1b1 1b2 1b3 2 2a 2a1 2a2 2b 3 3a 3b 4")
)

// lkZahl is how many positive lymph nodes an N of an organ stands for.
type lkZahl struct {
	auflagen string // "78"
	icd      codeSet
	n        string
	from, to int
}

const beliebigViele = 999

// words says the number in German.
func (z *lkZahl) words() string {
	switch {
	case z.to == beliebigViele:
		return "mindestens " + strconv.Itoa(z.from)
	case z.from == z.to:
		return strconv.Itoa(z.from)
	case z.from <= 1:
		return "höchstens " + strconv.Itoa(z.to)
	}
	return strconv.Itoa(z.from) + " bis " + strconv.Itoa(z.to)
}

// nodesOf finds the line of an N; nil where the organ's N is no matter of numbers.
func nodesOf(auflage, icd, n string, morphologies []coded) *lkZahl {
	if auflage == "" || !hautmelanom.has(icd) && anyMorph(morphologies, eigeneStadien) {
		return nil
	}
	for i := range lkZahlen {
		z := &lkZahlen[i]
		if z.n == n && strings.Contains(z.auflagen, auflage) && z.icd.has(icd) {
			return z
		}
	}
	return nil
}

var dickdarm = codes("C18–C20")

// lkZahlen are the N that count lymph nodes (TNM 7 and 8). Where another sign, as
// nodes at another place, gives the same N, no lower bound stands.
var lkZahlen = []lkZahl{
	{"78", dickdarm, "1", 1, 3},
	{"78", dickdarm, "1a", 1, 1},
	{"78", dickdarm, "1b", 2, 3},
	{"78", dickdarm, "2a", 4, 6},
	{"78", dickdarm, "2b", 7, beliebigViele},
	{"78", dickdarm, "2", 4, beliebigViele},
	{"78", codes("C50"), "1mi", 1, 3},
	{"78", codes("C50"), "1a", 1, 3},
	{"78", codes("C50"), "1c", 1, 6},
	{"78", codes("C50"), "1", 1, 6},
	{"78", codes("C50"), "2a", 4, 9},
	{"78", codes("C50"), "3a", 10, beliebigViele},
	{"78", codes("C15"), "1", 1, 2},
	{"78", codes("C15"), "2", 3, 6},
	{"78", codes("C15"), "3", 7, beliebigViele},
	{"78", codes("C16"), "1", 1, 2},
	{"78", codes("C16"), "2", 3, 6},
	{"78", codes("C16"), "3a", 7, 15},
	{"78", codes("C16"), "3b", 16, beliebigViele},
	{"78", codes("C16"), "3", 7, beliebigViele},
	{"8", codes("C17"), "1", 1, 2},
	{"8", codes("C17"), "2", 3, beliebigViele},
	{"8", codes("C23", "C24", "C25"), "1", 1, 3},
	{"8", codes("C23", "C24", "C25"), "2", 4, beliebigViele},
	{"78", codes("C43"), "1a", 1, 1},
	{"78", codes("C43"), "1b", 1, 1},
	{"78", codes("C43"), "2a", 2, 3},
	{"78", codes("C43"), "2b", 2, 3},
	{"78", codes("C67"), "1", 1, 1},
	{"78", codes("C67"), "2", 2, beliebigViele},
	{"8", codes("C60"), "1", 1, 2},
	{"78", codes("C65–C66", "C68.0"), "1", 1, 1},
	{"78", codes("C00–C06", "C07–C08", "C12–C14", "C30–C32"), "1", 1, 1},
	{"78", codes("C00–C06", "C07–C08", "C12–C14", "C30–C32"), "2b", 2, beliebigViele},
	{"78", codes("C00–C06", "C07–C08", "C12–C14", "C30–C32"), "2c", 2, beliebigViele},
	{"8", codes("C51"), "2b", 2, beliebigViele},
	{"8", codes("C51"), "1a", 1, 2},
}
