package tui

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// What a workplace only tells, and what it changes in the store: nobody may lose
// sight of how a change went.
var (
	deskTells = []string{"Who", "Case", "Cases", "Changes", "Mark", "Draft", "Drafts", "LatestDraft", "Deliveries", "DeliveryPage", "History", "Stamped", "Worklist", "FollowUps",
		"Document", "Preview", "Sent", "SyncNow", "Link", "News", "Memory", "Close"}
	deskChanges = []string{"SaveCase", "DeleteCase", "NewDraft", "BeginDraft", "SaveDraft", "SaveReport", "DeleteDraft", "Submit", "Hold", "Note", "SaveFile", "Correct",
		"RequestDeletion", "MarkPaper", "UnmarkPaper", "Reopen", "Remember", "Admit"}
)

func TestEveryMethodOfADeskIsKnownToTellOrToChange(t *testing.T) {
	t.Parallel()
	desk := reflect.TypeFor[*Desk]()
	for i := range desk.NumMethod() {
		name := desk.Method(i).Name
		if slices.Contains(deskTells, name) == slices.Contains(deskChanges, name) {
			t.Errorf("%s: is it one that tells or one that changes the store?", name)
		}
	}
}

// How a save went is looked at wherever something is saved: by a method of the
// workplace, by what writes a snapshot, or by a function here that does so and says
// how it went.
func TestNoSaveDropsItsResult(t *testing.T) {
	t.Parallel()
	p := readPackage(t)
	p.learnSavers()
	if len(p.savers) < 15 {
		t.Fatalf("found %d functions that save, want at least 15: %v", len(p.savers), p.savers)
	}
	for _, f := range p.files {
		ast.Inspect(f, func(n ast.Node) bool {
			if call := dropped(n); call != nil && p.saves(call) {
				t.Errorf("%s: how this save went is not looked at", p.fset.Position(n.Pos()))
			}
			return true
		})
	}
}

// dropped is the call whose error a statement does not look at.
func dropped(n ast.Node) *ast.CallExpr {
	var x ast.Expr
	switch n := n.(type) {
	case *ast.ExprStmt:
		x = n.X
	case *ast.GoStmt:
		x = n.Call
	case *ast.DeferStmt:
		x = n.Call
	case *ast.AssignStmt:
		if last, ok := n.Lhs[len(n.Lhs)-1].(*ast.Ident); ok && last.Name == "_" {
			x = n.Rhs[len(n.Rhs)-1]
		}
	}
	call, _ := x.(*ast.CallExpr)
	return call
}

// typedPackage is this package without its tests, with types.
type typedPackage struct {
	fset   *token.FileSet
	files  []*ast.File
	info   *types.Info
	savers map[types.Object]bool
}

func readPackage(t *testing.T) *typedPackage {
	t.Helper()
	p := &typedPackage{fset: token.NewFileSet(), info: &types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}, Types: map[ast.Expr]types.TypeAndValue{}},
		savers: map[types.Object]bool{}}
	exports := exportFiles(t)
	for _, name := range exports["."] {
		f, err := parser.ParseFile(p.fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		p.files = append(p.files, f)
	}
	config := types.Config{Importer: importer.ForCompiler(p.fset, "gc", func(path string) (io.ReadCloser, error) {
		if len(exports[path]) == 0 {
			return nil, fmt.Errorf("no export data of %s", path)
		}
		return os.Open(exports[path][0])
	})}
	if _, err := config.Check("tui", p.fset, p.files, p.info); err != nil {
		t.Fatal(err)
	}
	return p
}

// exportFiles are the files that hold the types of each import, and under "." the
// package's own files.
func exportFiles(t *testing.T) map[string][]string {
	t.Helper()
	list, err := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Export,GoFiles", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]string{}
	for d := json.NewDecoder(strings.NewReader(string(list))); d.More(); {
		var one struct {
			ImportPath, Export string
			GoFiles            []string
		}
		if err := d.Decode(&one); err != nil {
			t.Fatal(err)
		}
		files[one.ImportPath], files["."] = []string{one.Export}, one.GoFiles
	}
	return files
}

// learnSavers finds the functions that save, directly or by another one, and return
// an error.
func (p *typedPackage) learnSavers() {
	for grew := true; grew; {
		grew = false
		for _, f := range p.files {
			for _, d := range f.Decls {
				fn, ok := d.(*ast.FuncDecl)
				if !ok || p.savers[p.info.Defs[fn.Name]] || !endsWithError(p.info.Defs[fn.Name].Type()) {
					continue
				}
				ast.Inspect(fn, func(n ast.Node) bool {
					if call, ok := n.(*ast.CallExpr); ok && p.saves(call) {
						p.savers[p.info.Defs[fn.Name]], grew = true, true
					}
					return true
				})
			}
		}
	}
}

// saves reports that a call saves and says how that went.
func (p *typedPackage) saves(call *ast.CallExpr) bool {
	var name *ast.Ident
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		name = fun
	case *ast.SelectorExpr:
		name = fun.Sel
	default:
		return false
	}
	object := p.info.Uses[name]
	if object == nil || !endsWithError(object.Type()) {
		return false
	}
	switch what := object.(type) {
	case *types.Func:
		return p.savers[what] || slices.Contains(deskChanges, what.Name()) && what.Pkg().Name() == "tui"
	case *types.Var:
		return strings.Contains(what.Type().String(), "snapshot) error")
	}
	return false
}

func endsWithError(t types.Type) bool {
	s, ok := t.Underlying().(*types.Signature)
	return ok && s.Results().Len() > 0 && s.Results().At(s.Results().Len()-1).Type().String() == "error"
}
