package forms

import (
	"regexp"
	"sync"
)

// lazily is an expression that is compiled when it is first wanted, so that the
// start of the program does not wait for those that read formulas.
func lazily(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// longest is one that takes the longest of several ways to read a text.
func longest(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp {
		r := regexp.MustCompile(expr)
		r.Longest()
		return r
	})
}
