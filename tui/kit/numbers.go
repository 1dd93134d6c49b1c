package kit

import "strconv"

// Numbers picks a row of a numbered list by its digits.
type Numbers struct{ typed string }

// Key takes a key. Where it is a digit that makes the number of one of n rows, at is
// that row; sure reports that no longer number begins like it.
func (p *Numbers) Key(key string, n int) (at int, sure, ok bool) {
	before := p.typed
	p.typed = ""
	if len(key) != 1 || key[0] < '0' || key[0] > '9' {
		return 0, false, false
	}
	for _, typed := range []string{before + key, key} {
		if number, _ := strconv.Atoi(typed); number >= 1 && number <= n {
			p.typed = typed
			return number - 1, number*10 > n, true
		}
	}
	return 0, false, false
}
