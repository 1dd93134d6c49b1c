package rule

// The check digits are conventions of the issuing bodies, not part of oBDS.
// Anything that has not the form of such a number is not valid.

// ValidKVNR reports whether an eGK number (letter and nine digits) has the right
// check digit: the letter's two-digit place in the alphabet and the next eight
// digits, weighted 1, 2, 1, 2 …, digit sums added; its last digit is the tenth
// character.
func ValidKVNR(nr string) bool {
	want, ok := PruefzifferKVNR(nr)
	return ok && int(nr[9]-'0') == want
}

// PruefzifferKVNR is the check digit that the first nine characters of an eGK
// number ask for; ok is false for what has not the form of one.
func PruefzifferKVNR(nr string) (digit int, ok bool) {
	if len(nr) != 10 || nr[0] < 'A' || nr[0] > 'Z' || !digits(nr[1:]) {
		return 0, false
	}
	place := nr[0] - 'A' + 1
	weighed := string([]byte{'0' + place/10, '0' + place%10}) + nr[1:9]
	return digitSums(weighed, 1, 2) % 10, true
}

// ValidIK reports whether an Institutionskennzeichen (nine digits) has the right
// check digit: digits three to eight weighted 2, 1, 2, 1 …, digit sums added;
// its last digit is the ninth.
func ValidIK(ik string) bool {
	want, ok := PruefzifferIK(ik)
	return ok && int(ik[8]-'0') == want
}

// PruefzifferIK is the check digit, the ninth, that an Institutionskennzeichen
// asks for; ok is false for what has not the form of one.
func PruefzifferIK(ik string) (digit int, ok bool) {
	if len(ik) != 9 || !digits(ik) {
		return 0, false
	}
	return digitSums(ik[2:8], 2, 1) % 10, true
}

// ValidLANR reports whether a Lebenslange Arztnummer (nine digits) has the right
// check digit: digits one to six times 4, 9, 4, 9 …; what their sum lacks to the
// next ten is the seventh.
func ValidLANR(lanr string) bool {
	want, ok := PruefzifferLANR(lanr)
	return ok && int(lanr[6]-'0') == want
}

// PruefzifferLANR is the check digit, the seventh, that an Arztnummer asks for;
// ok is false for what has not the form of one.
func PruefzifferLANR(lanr string) (digit int, ok bool) {
	if len(lanr) != 9 || !digits(lanr) {
		return 0, false
	}
	sum := 0
	for i := range 6 {
		weight := 4
		if i%2 == 1 {
			weight = 9
		}
		sum += int(lanr[i]-'0') * weight
	}
	return (10 - sum%10) % 10, true
}

// digitSums adds the digit sums of the digits weighted alternately.
func digitSums(number string, odd, even int) int {
	sum := 0
	for i := range len(number) {
		weight := odd
		if i%2 == 1 {
			weight = even
		}
		product := int(number[i]-'0') * weight
		sum += product/10 + product%10
	}
	return sum
}

func digits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}
