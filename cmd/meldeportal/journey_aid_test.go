package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The demo shows access data and the running code. That nothing else can is
// proved twice: in the source, where one file alone makes and hands out the
// aid, and in the program, which shows nothing of it on the demo's own folder.

// aidUses are the places of product code that make or hand out an aid, and that
// read a secret from the portal.
func aidUses(t *testing.T, dir string) (uses []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no source in %s: %v", dir, err)
	}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, use := range aidUsesIn(t, string(text)) {
			uses = append(uses, filepath.Base(path)+" "+use)
		}
	}
	slices.Sort(uses)
	return slices.Compact(uses)
}

func aidUsesIn(t *testing.T, source string) (uses []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, left := range n.Lhs {
				if s, ok := left.(*ast.SelectorExpr); ok && s.Sel.Name == "Aid" {
					uses = append(uses, "hands out")
				}
			}
		case *ast.KeyValueExpr:
			if k, ok := n.Key.(*ast.Ident); ok && k.Name == "Aid" {
				uses = append(uses, "hands out")
			}
		case *ast.FuncDecl:
			if n.Name.Name == "Access" && n.Recv != nil {
				uses = append(uses, "is an aid")
			}
		case *ast.CompositeLit:
			if k, ok := n.Type.(*ast.Ident); ok && k.Name == "demoAid" {
				uses = append(uses, "makes")
			}
		case *ast.SelectorExpr:
			if n.Sel.Name == "Secret" {
				uses = append(uses, "reads a secret")
			}
		}
		return true
	})
	return uses
}

func TestOnlyTheDemoHandsOutAnAid(t *testing.T) {
	t.Parallel()
	want := []string{"demo.go hands out", "demo.go is an aid", "demo.go makes", "demo.go reads a secret", "entrance.go reads a secret"}
	if got := append(aidUses(t, "."), aidUses(t, "../../sync/desk")...); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheSearchForAnAidFindsOne(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"package p; func f() { s.Aid = x }":               "hands out",
		"package p; var s = tui.Services{Aid: x}":         "hands out",
		"package p; var a = demoAid{p}":                   "makes",
		"package p; func (x y) Access() {}":               "is an aid",
		"package p; func f() { p.Secret(ctx, \"anna\") }": "reads a secret",
	} {
		if got := aidUsesIn(t, source); !slices.Contains(got, want) {
			t.Errorf("%s: got %q, want %q", source, got, want)
		}
	}
}

func TestTheRealProgramShowsNoAccessDataOnADemoFolder(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	host := d.start()
	host.See(demoUsers[0].password) // the demo shows it: the search below can find it
	if err := d.demoAddress(); err != nil {
		t.Fatal(err)
	}
	d.demo = false
	var raw tape
	term := d.start()
	term.Record(&raw)
	term.See("Loginname")
	term.Type(demoUsers[0].login + "\r" + demoUsers[0].password + "\r")
	term.See("fertig")
	term.Press("f10")
	term.See("Loginname")
	term.Kill()
	for _, not := range []string{demoUsers[0].password, "VORFÜHRUNG", demoUsers[1].login} {
		if strings.Contains(raw.String(), not) {
			t.Errorf("the real program shows %q", not)
		}
	}
}
