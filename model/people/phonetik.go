package people

import "strings"

// KoelnerPhonetik is the Cologne phonetics code of a name: names that sound
// alike in German have the same code (Müller, Möller, Mueller: 657). Letters
// outside A-Z, Ä, Ö, Ü and ß are skipped; the empty name has the empty code.
//
// Source: H. J. Postel, Die Kölner Phonetik, 1969.
func KoelnerPhonetik(name string) string {
	letters := phoneticLetters(name)
	var code []byte
	for i, c := range letters {
		code = append(code, phoneticDigits(c, letter(letters, i-1), letter(letters, i+1), i == 0)...)
	}
	return squeeze(code)
}

// phoneticSpelling is how the letters beyond A-Z sound.
var phoneticSpelling = strings.NewReplacer("Ä", "A", "Ö", "O", "Ü", "U", "ß", "S", "ẞ", "S")

func phoneticLetters(name string) []byte {
	name = phoneticSpelling.Replace(strings.ToUpper(name))
	var letters []byte
	for _, r := range name {
		if r >= 'A' && r <= 'Z' {
			letters = append(letters, byte(r))
		}
	}
	return letters
}

func letter(letters []byte, i int) byte {
	if i < 0 || i >= len(letters) {
		return 0
	}
	return letters[i]
}

func in(c byte, set string) bool { return c != 0 && strings.IndexByte(set, c) >= 0 }

func phoneticDigits(c, before, after byte, first bool) string {
	switch c {
	case 'A', 'E', 'I', 'J', 'O', 'U', 'Y':
		return "0"
	case 'B':
		return "1"
	case 'P':
		if after == 'H' {
			return "3"
		}
		return "1"
	case 'D', 'T':
		if in(after, "CSZ") {
			return "8"
		}
		return "2"
	case 'F', 'V', 'W':
		return "3"
	case 'G', 'K', 'Q':
		return "4"
	case 'C':
		return phoneticC(before, after, first)
	case 'X':
		if in(before, "CKQ") {
			return "8"
		}
		return "48"
	case 'L':
		return "5"
	case 'M', 'N':
		return "6"
	case 'R':
		return "7"
	case 'S', 'Z':
		return "8"
	}
	return ""
}

func phoneticC(before, after byte, first bool) string {
	switch {
	case first && in(after, "AHKLOQRUX"):
		return "4"
	case !first && in(after, "AHKOQUX") && !in(before, "SZ"):
		return "4"
	}
	return "8"
}

// squeeze merges equal neighbours, then drops every 0 except a leading one.
func squeeze(code []byte) string {
	var out []byte
	var last byte
	for i, c := range code {
		if i > 0 && c == last {
			continue
		}
		last = c
		if c != '0' || len(out) == 0 && i == 0 {
			out = append(out, c)
		}
	}
	return string(out)
}
