package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	gotypes "go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/tui/work"
)

// What a workplace only tells, and what it changes in the store: nobody may lose
// sight of how a change went.
var (
	deskTells = []string{"Who", "Case", "Index", "Changes", "Draft", "DraftsOf", "LatestDraft", "Deliveries", "DeliveryPage", "DeliveriesOf", "History", "Rueckmeldungen", "Abgleich", "Versuche", "Stamped", "Worklist", "WorklistPage", "Waited", "FollowUps",
		"WalkDeliveries", "DeliveriesAt", "Grants", "Unsealed", "Opened", "Editing", "EditedBy", "Colleagues", "Document", "Preview", "Report", "SyncNow", "Typed", "Link", "News", "Recall", "Basket", "SignInAgain", "Lock", "Close", "Gather", "String", "Anew", "Fresh", "Freshen", "OwnSessions", "Site", "DokuCheck", "Judge", "Passage"}
	deskChanges = []string{"SaveCase", "DeleteCase", "Forget", "NewDraft", "BeginDraft", "SaveDraft", "SaveReport", "DeleteDraft", "Complete", "Hold", "Note", "SaveFile", "Correct",
		"RequestDeletion", "MarkPaper", "UnmarkPaper", "Reopen", "Remember", "ChangePassword", "Invite", "Revoke", "SetRoles", "OpenFull", "Decide", "TakeBack", "Reply", "EndSession", "ChangeSite", "SaveSheet"}
)

func TestEveryMethodOfADeskIsKnownToTellOrToChange(t *testing.T) {
	t.Parallel()
	desk, known := reflect.TypeFor[work.Desk](), 0
	for i := range desk.NumField() {
		noun := desk.Field(i).Type
		for m := range noun.NumMethod() {
			name := noun.Method(m).Name
			if slices.Contains(deskTells, name) == slices.Contains(deskChanges, name) {
				t.Errorf("%s.%s: is it one that tells or one that changes the store?", noun.Name(), name)
			}
			known++
		}
	}
	if known != len(deskTells)+len(deskChanges) {
		t.Errorf("a workplace has %d methods, want the %d that are known", known, len(deskTells)+len(deskChanges))
	}
}

// How a save went is looked at wherever something is saved: by a method of the
// workplace, by what writes a snapshot, or by a function here that does so and says
// how it went.
func TestNoSaveDropsItsResult(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	p := readTyped(t)
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

// typedRooms are the rooms of tui without their tests, with gotypes.
type typedRooms struct {
	fset   *token.FileSet
	files  []*ast.File
	info   *gotypes.Info
	savers map[string]bool // by the whole name
}

func readTyped(t *testing.T) *typedRooms {
	t.Helper()
	p := &typedRooms{fset: token.NewFileSet(), info: &gotypes.Info{Uses: map[*ast.Ident]gotypes.Object{}, Defs: map[*ast.Ident]gotypes.Object{}, Types: map[ast.Expr]gotypes.TypeAndValue{}},
		savers: map[string]bool{"(*" + reflect.TypeFor[work.Autosave]().PkgPath() + ".Autosave).Flush": true}}
	rooms := listRooms(t)
	config := gotypes.Config{Importer: importer.ForCompiler(p.fset, "gc", func(path string) (io.ReadCloser, error) {
		if rooms[path].Export == "" {
			return nil, fmt.Errorf("no export data of %s", path)
		}
		return os.Open(rooms[path].Export)
	})}
	for path, room := range rooms {
		if !strings.Contains(path, "/tui") || strings.HasSuffix(path, "/stage") || strings.HasSuffix(path, "/tuitest") {
			continue
		}
		var files []*ast.File
		for _, name := range room.GoFiles {
			f, err := parser.ParseFile(p.fset, filepath.Join(room.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
		if _, err := config.Check(path, p.fset, files, p.info); err != nil {
			t.Fatal(err)
		}
		p.files = append(p.files, files...)
	}
	return p
}

// room is a package as the go command knows it.
type room struct {
	ImportPath, Dir, Export string // Export is the file that holds its types
	GoFiles                 []string
}

// listRooms are the packages of tui and all they import, by their path.
func listRooms(t *testing.T) map[string]room {
	t.Helper()
	list, err := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles", "../../tui/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	rooms := map[string]room{}
	for d := json.NewDecoder(strings.NewReader(string(list))); d.More(); {
		var one room
		if err := d.Decode(&one); err != nil {
			t.Fatal(err)
		}
		rooms[one.ImportPath] = one
	}
	return rooms
}

// learnSavers finds the functions that save, directly or by another one, and return
// an error.
func (p *typedRooms) learnSavers() {
	for grew := true; grew; {
		grew = false
		for _, f := range p.files {
			for _, d := range f.Decls {
				fn, ok := d.(*ast.FuncDecl)
				if !ok || p.savers[whole(p.info.Defs[fn.Name])] || !endsWithError(p.info.Defs[fn.Name].Type()) {
					continue
				}
				ast.Inspect(fn, func(n ast.Node) bool {
					if call, ok := n.(*ast.CallExpr); ok && p.saves(call) {
						p.savers[whole(p.info.Defs[fn.Name])], grew = true, true
					}
					return true
				})
			}
		}
	}
}

// saves reports that a call saves and says how that went.
func (p *typedRooms) saves(call *ast.CallExpr) bool {
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
	case *gotypes.Func:
		return p.savers[whole(what)] || slices.Contains(deskChanges, what.Name()) && what.Pkg().Name() == "work"
	case *gotypes.Var:
		return strings.Contains(what.Type().String(), "Snapshot) error")
	}
	return false
}

// whole is the whole name of a function, the same in each package that calls it.
func whole(f gotypes.Object) string { return f.(*gotypes.Func).FullName() }

func endsWithError(t gotypes.Type) bool {
	s, ok := t.Underlying().(*gotypes.Signature)
	return ok && s.Results().Len() > 0 && s.Results().At(s.Results().Len()-1).Type().String() == "error"
}
