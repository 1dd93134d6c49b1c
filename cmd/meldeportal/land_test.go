package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"example.org/meldeportal/model/judges"
)

// ofOneLand are words that belong to one Land: a second one must be a value of
// model/land and nothing else. Comments may name a source.
var ofOneLand = regexp.MustCompile(`(?i)hess(en|isch)|^"?HE-`)

func TestHouseCheckOnlyItsRoomNamesALand(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	files := 0
	eachProductFile(t, func(path string, file *ast.File) {
		files++
		if strings.HasPrefix(path, "model/land/") {
			return
		}
		for _, said := range landWords(file) {
			t.Errorf("%s says %s, which is for model/land alone", path, said)
		}
	})
	if files < 400 {
		t.Errorf("read %d files, want the whole product", files)
	}
}

func TestHouseCheckSeesALandThatIsNamed(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]int{
		`package p; const where = "in Hessen"`:          1,
		`package p; var site = "HE-00000001"`:           1,
		`package p; var l = land.Hessen`:                1,
		`package p; var beginnHessen = 1`:               1,
		"package p\n// hessen.md 9\nvar where = 1":      0,
		`package p; var l = land.Default`:               0,
		`package p; const name = "Hessisches Register"`: 1,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "p.go", code, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := landWords(file); len(got) != want {
			t.Errorf("%s: found %q, want %d", code, got, want)
		}
	}
}

// landWords are the names and texts of a file that belong to one Land.
func landWords(file *ast.File) (found []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		text := ""
		switch n := n.(type) {
		case *ast.Ident:
			text = n.Name
		case *ast.BasicLit:
			text = n.Value
		}
		if text != "" && ofOneLand.MatchString(text) {
			found = append(found, text)
		}
		return true
	})
	return found
}

// world is what reaches out of the program: the model computes and nothing else.
var world = regexp.MustCompile(`^"(os|net|syscall|database/sql)["/]`)

func TestHouseCheckTheModelKnowsNoWorld(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	files := 0
	eachProductFile(t, func(path string, file *ast.File) {
		if !strings.HasPrefix(path, "model/") || strings.HasPrefix(path, "model/judges/") {
			return // judges are for the tests
		}
		files++
		for _, said := range worldWords(file) {
			t.Errorf("%s uses %s: what is beneath model knows no disk, network or clock", path, said)
		}
	})
	if files < 150 {
		t.Errorf("read %d files, want all of the model", files)
	}
}

func TestHouseCheckSeesTheWorld(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]int{
		`package p; import "os"`:                                    1,
		`package p; import "net/http"`:                              1,
		`package p; import "time"; var now = time.Now()`:            1,
		`package p; import "time"; func f(now func() time.Time) {}`: 0,
		`package p; import ("fmt"; "oslo")`:                         0,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "p.go", code, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := worldWords(file); len(got) != want {
			t.Errorf("%s: found %q, want %d", code, got, want)
		}
	}
}

func worldWords(file *ast.File) (found []string) {
	for _, spec := range file.Imports {
		if world.MatchString(spec.Path.Value) {
			found = append(found, spec.Path.Value)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" && (sel.Sel.Name == "Now" || sel.Sel.Name == "Since" || sel.Sel.Name == "Sleep") {
			found = append(found, "time."+sel.Sel.Name)
		}
		return true
	})
	return found
}

// eachProductFile reads every file of the program that is no test.
func eachProductFile(t *testing.T, see func(path string, file *ast.File)) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != root {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		see(filepath.ToSlash(name), file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
