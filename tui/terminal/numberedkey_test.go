package terminal

import "testing"

// Keys that are said by their number are the keys they are; what no text has and what is
// let go is nothing, and nothing of it is ever text.
func TestKeysSaidByTheirNumberAreRead(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]string{
		"\x1b[110;5u": "\x0e", "\x1b[78;6u": "\x0e", "\x1b[120;3u": "\x1bx", "\x1b[13u": "\r", "\x1b[13;2u": "\r", "\x1b[27u": "\x1b",
		"\x1b[9;2u": "\x1b[Z", "\x1b[127u": "\x7f", "\x1b[97u": "a", "\x1b[97;2u": "A", "\x1b[97;65u": "a", "\x1b[228u": "ä",
		"\x1b[97;1:3u": "", "\x1b[9;5:3u": "", "\x1b[57442;5u": "", "\x1b[97;9u": "", "\x1b[?0u": "", "\x1b[u": "", "\x1b[0u": "",
		"\x1b[113;7;64u": "@", "\x1b[27;5;110~": "\x0e", "\x1b[27;2;65~": "A", "\x1b[99999999;5u": "", "\x1b[49;5u": "",
	} {
		var keys KeyBytes
		if got := string(keys.Decode([]byte(sent), false)); got != want {
			t.Errorf("%q is read as %q, want %q", sent, got, want)
		}
	}
}
