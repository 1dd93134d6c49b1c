package catalog

import "strings"

// Site is the topography (ICD-O-3) a tumour diagnosis of ICD-10 stands at, as
// far as the code says it: most of C00 to C80 name the same site in both. It is
// "" where the diagnosis names none, as those of the blood do.
func Site(icd string) string {
	if len(icd) < len("C50") {
		return ""
	}
	for n := min(len(icd), len("D02.2")); n >= len("C43"); n-- {
		site, ok := sites[icd[:n]]
		if !ok {
			continue
		}
		if rest := icd[n:]; len(site) == len("C44") && rest != "" && sameDigits[icd[:n]] {
			return site + rest
		}
		return site
	}
	if icd[0] == 'C' && icd[:3] <= "C76" {
		return icd
	}
	return ""
}

// sameDigits are categories whose fourth character means the same at the site.
var sameDigits = map[string]bool{"C43": true, "D03": true, "D04": true}

// sites are the diagnoses whose site has another code.
var sites = map[string]string{
	"C43": "C44", "C45.0": "C38", "C45.1": "C48", "C46": "C44", "D00.0": "C06", "D00.1": "C15", "D00.2": "C16",
	"D01.0": "C18", "D01.1": "C19", "D01.2": "C20", "D01.3": "C21", "D01.5": "C22", "D02.0": "C32", "D02.1": "C33",
	"D02.2": "C34", "D03": "C44", "D04": "C44", "D05": "C50", "D06": "C53", "D07.0": "C54", "D07.1": "C51", "D07.2": "C52",
	"D07.4": "C60", "D07.5": "C61", "D09.0": "C67", "D09.3": "C73", "D32": "C70", "D33": "C71", "D35.2": "C75.1",
	"D35.3": "C75.2", "D35.4": "C75.3", "D37.4": "C18", "D38.1": "C34", "D39.1": "C56", "D40.0": "C61", "D40.1": "C62",
	"D41.0": "C64", "D41.4": "C67", "D42": "C70", "D43": "C71", "D44.0": "C73", "D44.3": "C75.1", "D48.6": "C50",
}

// Behaviour is the digit behind the slash of a morphology that goes with a
// tumour diagnosis of ICD-10, "" where the code does not say.
func Behaviour(icd string) string {
	switch {
	case len(icd) < len("C50"):
		return ""
	case icd >= "C77" && icd < "C80":
		return "6"
	case icd[0] == 'C':
		return "3"
	case icd < "D10":
		return "2"
	case icd < "D37":
		return "0"
	case icd < "D45":
		return "1"
	}
	return ""
}

// organ is what is usually done at an organ, for choosing among many codes.
type organ struct {
	icd   []string // ICD-10, cut as far as the organ reaches
	aims  []string // irradiated targets, key of 2021
	parts []string // OPS codes, cut as far as the operations of the organ reach
}

// organs are the usual targets and operations of a tumour: a help for choosing,
// no judgement.
var organs = []organ{
	{split("C50 D05 D48.6"), split("3.1 3.2 3.3 9.2 9.3 9.4"), split("5-86 5-87 5-88 5-401 5-402 5-404")},
	{split("C18 D01.0 D37.4"), split("4.13"), split("5-455 5-456 5-458")},
	{split("C19 C20 D01.1 D01.2"), split("5.1 9.10"), split("5-482 5-484 5-485 5-455")},
	{split("C21 D01.3"), split("5.2 5.1 9.10 9.11"), split("5-492 5-484 5-485")},
	{split("C61 D07.5 D40.0"), split("5.4 9.10"), split("5-601 5-604 5-602 5-402 5-404")},
	{split("C67 D09.0 D41.4"), split("5.3 9.10"), split("5-573 5-575 5-576 5-404")},
	{split("C34 D02.2 D38.1"), split("3.4 9.5 9.6 9.2"), split("5-322 5-323 5-324 5-325 5-327 5-328")},
	{split("C33"), split("3.6 9.5"), split("5-314 5-315")},
	{split("C37 C38 C45.0"), split("3.7 3.6 3.3 9.5"), split("5-077 5-342 5-344")},
	{split("C15 D00.1"), split("3.5 9.5 9.7"), split("5-422 5-423 5-424 5-425 5-426")},
	{split("C16 D00.2"), split("4.1 9.7"), split("5-433 5-434 5-435 5-436 5-437 5-438")},
	{split("C17"), split("4.13 9.7"), split("5-451 5-452 5-454")},
	{split("C22 D01.5"), split("4.3 9.7"), split("5-501 5-502 5-504")},
	{split("C23"), split("4.12 9.7"), split("5-511 5-502")},
	{split("C24"), split("4.11 9.7"), split("5-512 5-515 5-524")},
	{split("C25"), split("4.2 9.7"), split("5-521 5-523 5-524 5-525")},
	{split("C64 D41.0"), split("4.5 9.9"), split("5-552 5-553 5-554")},
	{split("C65 C66"), split("4.8 9.9"), split("5-554 5-562 5-563")},
	{split("C74"), split("4.6 9.9"), split("5-071 5-072 5-073")},
	{split("C48 C45.1"), split("4.7 4.13 9.9"), split("5-543 5-547")},
	{split("C49"), split("7.1 7.2 7.3 7.4 7.5 7.6 7.7 7.8 7.9 4.7"), split("5-852 5-854 5-547")},
	{split("C40 C41"), split("6.1 6.4 6.5 6.6 6.7 6.8 6.9 6.10 6.11 6.12 6.13 6.14 6.15 6.16 6.17 6.18 6.19"), split("5-78 5-77")},
	{split("C53 D06"), split("5.8 9.10 9.8"), split("5-671 5-672 5-673 5-683 5-685")},
	{split("C54 D07.0"), split("5.7 9.10 9.8"), split("5-682 5-683 5-685 5-690")},
	{split("C56 C57 D39.1"), split("5.12 9.10 9.8"), split("5-652 5-653 5-683 5-543")},
	{split("C51 D07.1"), split("5.9 9.11 9.10"), split("5-714 5-715 5-402 5-404")},
	{split("C52 D07.2"), split("5.10 9.10 9.11"), split("5-702 5-703")},
	{split("C60 D07.4"), split("5.6 9.11"), split("5-641 5-642 5-643 5-402 5-404")},
	{split("C62 D40.1"), split("5.5 9.8 9.9"), split("5-621 5-622 5-404")},
	{split("C43 C44 D03 D04"), split("8.2 8.1"), split("5-894 5-895 5-401 5-402 5-404")},
	{split("C73 D09.3 D44.0"), split("2.11 9.1"), split("5-061 5-062 5-063 5-064 5-403")},
	{split("C00 C01 C02 C03 C04 C05 C06 D00.0"), split("2.3 9.1"), split("5-250 5-251 5-277 5-276 5-403")},
	{split("C07 C08"), split("2.5 9.1"), split("5-261 5-262 5-403")},
	{split("C09 C10"), split("2.8 9.1"), split("5-281 5-292 5-295 5-296 5-403")},
	{split("C11"), split("2.7 9.1"), split("5-292 5-295 5-403")},
	{split("C12 C13 C14"), split("2.9 2.6 9.1"), split("5-292 5-295 5-296 5-403")},
	{split("C30 C31"), split("2.2 9.1"), split("5-22 5-213")},
	{split("C32 D02.0"), split("2.10 9.1"), split("5-300 5-301 5-302 5-303 5-403")},
	{split("C69"), split("2.1 6.3"), split("5-16 5-15")},
	{split("C70 C71 C72 D32 D33 D42 D43"), split("1.1 1.2 1.3 1.5"), split("5-01 5-03")},
	{split("C75.1 C75.2 C75.3 D35.2 D44.3"), split("1.4 1.5"), split("5-075")},
	{split("C81 C82 C83 C84 C85 C86 C88"), split("9.12 9.13 9.14 9.15 9.1 9.2 9.3 9.5"), split("5-401 1-586 5-413")},
	{split("C90"), split("6.4 6.5 6.6 6.7 6.8 6.14 6.19"), split("1-424 5-78")},
	{split("C91 C92 C93 C94 C95 D45 D46 D47"), split("10.1"), split("1-424 5-411 8-805")},
}

func split(codes string) []string { return strings.Fields(codes) }

// organOf is what is known of the organ of a diagnosis.
func organOf(diagnosis string) *organ {
	for i := range organs {
		for _, code := range organs[i].icd {
			if strings.HasPrefix(diagnosis, code) {
				return &organs[i]
			}
		}
	}
	return &organ{}
}

// UsualTarget reports whether a target (key of 2021) is usually irradiated with
// a tumour of that diagnosis.
func UsualTarget(diagnosis, target string) bool {
	for _, aim := range organOf(diagnosis).aims {
		if aim == target {
			return true
		}
	}
	return false
}

// UsualOperation reports whether an OPS code stands in a chapter of the organ of
// that diagnosis.
func UsualOperation(diagnosis, ops string) bool {
	for _, part := range organOf(diagnosis).parts {
		if strings.HasPrefix(ops, part) {
			return true
		}
	}
	return false
}
