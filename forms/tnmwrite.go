package forms

import (
	"maps"
	"strings"
)

// writeTNM is the formula of a block, which readTNM reads back to the same
// values but for blanks in them. Those that no formula can say are left out of it;
// written are the ones it says.
func writeTNM(values tnmValues) (text string, written tnmValues) {
	written = tnmValues{}
	words, front := []string{}, symbolsOf(values, written)
	for _, letter := range []string{"T", "N", "M"} {
		switch word := letterWord(letter, values, written); {
		case word == "":
		case word[0] == '(': // the m alone
			words = append(words, word)
		default:
			words, front = append(words, front+word), ""
		}
	}
	if front != "" { // no letter to stand at; behind a stage an a would be its own
		words = append([]string{strings.Join(strings.Split(front, ""), " ")}, words...)
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
	return strings.Join(words, " "), written
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
	if code, listed := tnmAlphabet()[id][strings.ToLower(value)]; listed && code == value {
		return true
	}
	r := readTNM(word)
	return value != "" && len(r.rest) == 0 && respelled(id, r.values[id], value)
}

// respelled reports that two texts are the same value of a field: oBDS allows
// blanks before the brackets of a T, N or M, 1 (sn), and a stored one keeps them.
func respelled(id, a, b string) bool {
	return a == b || len(id) == 1 && strings.Contains("TNM", id) && tight(a) == tight(b)
}

// withUnread is a formula with what was not understood behind it. Two pieces of that
// may be a word that neither was, and one that could be read in two ways in only one
// where it stands now: then a mark keeps it unread.
func withUnread(text, rest string) string {
	if line := strings.TrimSpace(text + " " + rest); rest == "" || stillUnread(text, line) {
		return line
	}
	return strings.TrimSpace(text + " " + unreadMark + rest)
}

// unreadMark stands before what is not to be read.
const unreadMark = "// "

// stillUnread reports that a formula means no more and no less in a line with a rest,
// and that there is one.
func stillUnread(text, line string) bool {
	alone, with := readTNM(text), readTNM(line)
	all := len(with.values)
	for id := range besideTypes {
		delete(with.values, id) // which other fields had no place for
	}
	return maps.Equal(alone.values, with.values) && (len(with.rest) > 0 || len(with.values) < all)
}
