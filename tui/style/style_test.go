package style

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// everywhere are the signs beyond Latin-1 that every console has a picture for.
const everywhere = "█▀▄€ş"

// What the environment says of the terminal's charset: the first variable that is set counts.
func TestACharsetThatIsNotUTF8IsSeen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ all, lang, want string }{
		{"", "", ""}, {"", "C", ""}, {"", "de_DE.UTF-8", ""}, {"", "de_DE.utf8", ""}, {"C.UTF-8", "de_DE.ISO-8859-1", ""}, {"", "de_DE", ""},
		{"", "de_DE.ISO-8859-15@euro", "ISO-8859-15"}, {"de_DE.ISO-8859-1", "de_DE.UTF-8", "ISO-8859-1"},
	} {
		env := map[string]string{"LC_ALL": c.all, "LANG": c.lang}
		if got := Charset(func(name string) string { return env[name] }); got != c.want {
			t.Errorf("LC_ALL=%s LANG=%s: got %q, want %q", c.all, c.lang, got, c.want)
		}
	}
}

func TestEverySignOfTheProgramHasAPlainOne(t *testing.T) {
	plain()
	seen := 0
	for _, l := range literals(t) {
		seen++
		if sign := unknownSign(l); sign != "" {
			t.Errorf("%q: nothing stands for %s on a plain terminal; add it to plain in style.go", l, sign)
		}
	}
	if seen < 500 {
		t.Errorf("looked at %d texts, want those of the whole program", seen)
	}
	if unknownSign("☎") == "" {
		t.Error("a new sign is not noticed")
	}
	for _, sign := range []string{"▸", "…", "←", "─", "✓"} {
		if ansi.StringWidth(Fit(sign)) != ansi.StringWidth(sign) {
			t.Errorf("%s becomes %q, which is as wide as another sign", sign, Fit(sign))
		}
	}
}

// unknownSign is the first sign of a text that a plain terminal cannot draw.
func unknownSign(text string) string {
	for _, r := range Fit(text) {
		if r > 0xff && !strings.ContainsRune(everywhere, r) {
			return string(r)
		}
	}
	return ""
}

// readers are files whose signs are read, as people write them, and never drawn.
var readers = []string{"tnmforeign.go", "tnmplain.go"}

// literals are all texts in the product code of the rooms that draw.
func literals(t *testing.T) (texts []string) {
	t.Helper()
	for _, room := range []string{"..", "../*", "../../forms"} {
		names, err := filepath.Glob(filepath.Join(room, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		names = slices.DeleteFunc(names, func(n string) bool {
			return strings.HasSuffix(n, "_test.go") || slices.Contains(readers, filepath.Base(n))
		})
		for _, name := range names {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
					text, _ := strconv.Unquote(l.Value)
					texts = append(texts, text)
				}
				return true
			})
		}
	}
	return texts
}
