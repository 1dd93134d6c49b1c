package forms

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/judges"
)

// hostileStrings are n strings of what terminals stumble over.
func hostileStrings(n int) []string {
	parts := []string{"\x1b[2J", "\x1b]0;t\a", "\x9b31m", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\x00", "\r", "\n", "\t", "\v", "\x7f",
		"\u0085", "\u2028", "\u2029", "\ue000", "\U000e0001", "\xff\xfe", "e\u0301\u0302\u0303\u0304\u0305\u0306", "👩‍👩‍👧", "漢字", "ﷺ", "a", "Müller", "C50.4", "12.3.", " ", "<", "\u0308", "🇩🇪", "\ud7ff", "־"}
	r := rand.New(rand.NewPCG(1, 2))
	all := make([]string, n)
	for i := range all {
		var b strings.Builder
		for range 1 + r.IntN(12) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		all[i] = b.String()
	}
	return all
}

func TestCleanTextStaysClean(t *testing.T) {
	t.Parallel()
	for _, s := range hostileStrings(5000) {
		c := Clean(s)
		if again := Clean(c); again != c {
			t.Fatalf("%q: cleaned %q, again %q", s, c, again)
		}
		if bad := badRune(c); bad != "" {
			t.Fatalf("%q: cleaned text has %s", s, bad)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range hostileStrings(20) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := Clean(s)
		if Clean(c) != c || badRune(c) != "" {
			t.Fatalf("%q: cleaned %q, again %q, bad %s", s, c, Clean(c), badRune(c))
		}
	})
}

// badRune names the first character that must not be on a screen.
func badRune(s string) string {
	for _, r := range s {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp) {
			return fmt.Sprintf("%U", r)
		}
	}
	return ""
}

func TestHostileTextNeverReachesTheFrame(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	ids := oneOfEachKind()
	if len(ids) < 8 {
		t.Fatalf("kinds of fields: got %d, want at least 8", len(ids))
	}
	for n, s := range hostileStrings(200) {
		for kind, id := range ids {
			if (n+kind)%stride != 0 {
				continue
			}
			r := newReport(model.TypDiagnose)
			b, _ := field.Lookup(dataset.Report, r, id)
			b.Set(s)
			d := drive(t, r, Pages(model.TypDiagnose)).goTo(id)
			d.clean(id, s)
			d.f.Key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Paste: true})
			d.clean(id, s)
			d.keys("<Left>x<Tab>").clean(id, s)
		}
	}
}

func (d *driver) clean(id, s string) {
	d.t.Helper()
	for _, line := range strings.Split(d.view(), "\n") {
		if bad := badRune(line); bad != "" {
			d.t.Fatalf("%s with %q: the frame has %s:\n%q", id, s, bad, line)
		}
	}
	if bad := badRune(d.f.Hint()); bad != "" {
		d.t.Fatalf("%s with %q: the hint has %s", id, s, bad)
	}
}

// oneOfEachKind are field ids of a Diagnose, one for each type of value.
func oneOfEachKind() []string {
	var ids []string
	seen := map[string]bool{}
	r := newReport(model.TypDiagnose)
	f := New(dataset.Report, r, Pages(model.TypDiagnose), testEnv())
	for i := range f.pages {
		for _, e := range f.list(&f.pages[i]) {
			if e.kind != leaf || e.beyond || e.hidden || e.bound.Row.Type == field.Selector {
				continue
			}
			w := fmt.Sprintf("%T %d %v", e.widget(), e.bound.Row.Type.Kind, e.bound.Row.Type.List != "")
			if !seen[w] {
				seen[w] = true
				ids = append(ids, e.id)
			}
		}
	}
	return ids
}
