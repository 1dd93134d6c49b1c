package desk

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// reading are the methods that change nothing and take nothing out, and the few that
// change nothing about a report or a person.
var reading = []string{
	"Desk.Abgleich", "Desk.Answers", "Desk.Apart", "Desk.Basket", "Desk.Case", "Desk.Changes", "Desk.Deliveries", "Desk.DeliveriesAt", "Desk.DeliveriesOf", "Desk.DeliveryPage",
	"Desk.Document", "Desk.Draft", "Desk.DraftsOf", "Desk.Edition", "Desk.FollowUps", "Desk.Fresh", "Desk.Freshen", "Desk.Gather", "Desk.Grants", "Desk.History", "Desk.Index",
	"Desk.LatestDraft", "Desk.Link", "Desk.NewDraft", "Desk.News", "Desk.Older", "Desk.Opened", "Desk.Paper", "Desk.Preview", "Desk.Recall", "Desk.Report", "Desk.Rueckmeldungen", "Desk.Stamped", "Desk.Unsealed", "Desk.Versuche", "Desk.WalkDeliveries", "Desk.Waited", "Desk.Who", "Desk.Worklist", "Desk.WorklistPage",
	"Desk.DokuCheck", "Desk.Judge", "Desk.OwnSessions", "Desk.Site",
	"Archive.Abrechnung", "Archive.DokuCheck", "Archive.Edition", "Archive.Empty", "Archive.Expired", "Archive.Forgotten", "Archive.Grants", "Archive.Inspect", "Archive.Likely",
	// The session and the program's own memory of a person.
	"Desk.Close", "Desk.Colleagues", "Desk.EditedBy", "Desk.Editing", "Desk.Lock", "Desk.Remember", "Desk.SignInAgain", "Desk.SyncNow", "Desk.Typed", "Archive.Close",
}

// Every method of the workplace that is not for reading ends in a verb of the store that
// passes its door. A new one has to be put on the list above, or to pass.
func TestNoActOfTheDeskGoesAroundTheDoor(t *testing.T) {
	t.Parallel()
	passes := passing(t)
	if len(passes) < 18 {
		t.Fatalf("%d verbs of the store pass its door: the test looked at the wrong files", len(passes))
	}
	calls := callsOf(t, sourcesOf(t, "."))
	acts := 0
	for _, name := range slices.Sorted(maps.Keys(calls)) {
		receiver, method, ok := strings.Cut(name, ".")
		if !ok || receiver != "Desk" && receiver != "Archive" || !ast.IsExported(method) {
			continue
		}
		does := reaches(calls, name, passes, map[string]bool{})
		switch read := slices.Contains(reading, name); {
		case does && read:
			t.Errorf("%s passes the door and is on the list of those that read", name)
		case !does && !read:
			t.Errorf("%s goes around the door", name)
		case does:
			acts++
		}
	}
	if acts < 20 {
		t.Errorf("%d acts found: the test looked at the wrong files", acts)
	}
	for _, name := range reading {
		if calls[name] == nil {
			t.Errorf("%s is not there any more", name)
		}
	}
}

// The check sees a method that goes around, and one that passes on the way.
func TestTheDeskCheckSeesAWayAround(t *testing.T) {
	t.Parallel()
	calls := callsOf(t, map[string]string{"x.go": `package desk
func (d *Desk) Around(ctx context.Context) error { return os.WriteFile("x", nil, 0) }
func (d *Desk) Through(ctx context.Context) error { return d.step(ctx) }
func (d *Desk) step(ctx context.Context) error { return d.vault.DeleteDraft(ctx, "", 0) }`})
	passes := passing(t)
	if reaches(calls, "Desk.Around", passes, map[string]bool{}) || !reaches(calls, "Desk.Through", passes, map[string]bool{}) {
		t.Error("a way around and one through the door are not told apart")
	}
}

// passing are the verbs of the store that pass its door.
func passing(t *testing.T) map[string]bool {
	t.Helper()
	calls := callsOf(t, sourcesOf(t, filepath.Join("..", "store")))
	passes := map[string]bool{}
	for name := range calls {
		if receiver, method, _ := strings.Cut(name, "."); receiver == "Vault" && ast.IsExported(method) && reaches(calls, name, map[string]bool{"act": true, "pass": true}, map[string]bool{}) {
			passes["vault."+method] = true
		}
	}
	return passes
}

// reaches reports whether a function calls one of some names, or one that does.
func reaches(calls map[string][]string, name string, names, seen map[string]bool) bool {
	if seen[name] {
		return false
	}
	seen[name] = true
	receiver, _, _ := strings.Cut(name, ".")
	for _, called := range calls[name] {
		if names[called] {
			return true
		}
		for _, next := range []string{receiver + "." + called, "stage." + called, called} {
			if calls[next] != nil && reaches(calls, next, names, seen) {
				return true
			}
		}
	}
	return false
}

func sourcesOf(t *testing.T, folder string) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[path] = string(text)
	}
	return files
}

// callsOf are the names each function calls: methods as Type.Name.
func callsOf(t *testing.T, files map[string]string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for path, text := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			name := f.Name.Name
			if f.Recv != nil {
				name = receiverOf(f) + "." + name
			}
			called := []string{}
			ast.Inspect(f, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				called = append(called, calledBy(call)...)
				return true
			})
			all[name] = append(called, all[name]...)
		}
	}
	return all
}

// calledBy is the name of a function or of a method of somebody's own; of what is asked
// of a vault it is "vault." and the verb.
func calledBy(call *ast.CallExpr) []string {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return []string{fun.Name}
	case *ast.SelectorExpr:
		switch on := fun.X.(type) {
		case *ast.Ident:
			if on.Name == "vault" {
				return []string{"vault." + fun.Sel.Name}
			}
			return []string{fun.Sel.Name}
		case *ast.SelectorExpr:
			switch on.Sel.Name {
			case "vault":
				return []string{"vault." + fun.Sel.Name}
			case "main":
				return []string{fun.Sel.Name}
			}
		}
	}
	return nil
}

func receiverOf(f *ast.FuncDecl) string {
	of := f.Recv.List[0].Type
	if star, ok := of.(*ast.StarExpr); ok {
		of = star.X
	}
	if name, ok := of.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}
