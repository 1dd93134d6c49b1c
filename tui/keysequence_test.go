package tui

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestKeysAreNoText(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"\x1b[A", "\x1b[1;5C", "\x1b[200~", "\x1b[201~", "\x1bOP", "\x1b[[A", "\x1b[15~", "\x1b[3;2~", "\x1bOH", "\x1b\x1b[A", "\x1ba", "\x1bä", "\x1b",
		"\x1b]0;Titel\a", "\x1b]11;rgb:0/0/0\x1b\\", "\x1bP1$r0m\x1b\\", "\x1b_x\x1b\\", "\x1b^x\x1b\\", "\x1bXx\x1b\\", "\u009bA", "\u008fP", "\u009d0;x\u009c", "\u0090x\x1b\\",
		"\x1b[M !!", "\x1b[<0;10;20M", "\x1b[?1;2c", "\x1b[12;40R", "\x1b[I"} {
		if got := withoutKeys("Müller" + key + ", 5° L1" + strings.Repeat(key, 2)); got != "Müller, 5° L1" && key != "\x1b" {
			t.Errorf("%q: got %q", key, got)
		}
	}
	for text, want := range map[string]string{"\x1b": "", "a\x1b": "a", "a\x1b[": "a", "a\x1b[12;": "a", "a\x1b]0;x": "a", "\x1b[1ä": "ä", "a[A": "a[A", "\x1b[": ""} {
		if got := withoutKeys(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// Text without keys stays as it is, whatever it is.
func TestTextWithoutKeysStays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.Rune().Filter(func(r rune) bool { return r != esc && (r < 0x80 || r > 0x9f) })).Draw(t, "text")
		if got := withoutKeys(text); got != text {
			t.Fatalf("%q became %q", text, got)
		}
	})
}
