package store

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

// ownWork writes into the store and is no act of a person, each with why.
var ownWork = map[string]string{
	"Claim":           "the sender takes what somebody has completed",
	"answered":        "the portal's answer",
	"Hurry":           "when is tried again changes nothing of a report",
	"Remember":        "what the program remembers for a person, not about a report",
	"Receive":         "what the registry says, as the portal told it",
	"Replied":         "what the portal said to an answer, which was the act",
	"Common":          "what the programs of a store have in common, not about a report",
	"TakeIn":          "receipts, as the portal gave them while nobody was in",
	"packSome":        "what may leave, sealed for who sends while nobody is in",
	"ReadLog":         "what the portal says it has",
	"Compare":         "what the portal says it has",
	"SealedAnew":      "what was completed, for the registry's keys of now",
	"Leave":           "what has to be sealed anew waits for somebody who is signed in",
	"Compared":        "when the portal was asked",
	"Sender":          "who sends while nobody is in takes what somebody has completed",
	"back":            "what it could not deliver",
	"CatchUp":         "derived",
	"bringOver":       "derived",
	"underProof":      "the same rows, with their MACs",
	"holdsUnderProof": "the same rows, with MACs that tell of holds",
	"proofDue":        "since when earlier programs have been leaving",
	"KeepPeople":      "derived",
	"beginPages":      "derived",
	"resealSome":      "the same values with another key",
	"dropOlder":       "older wraps, when nothing is sealed with their keys",
	"present":         "somebody's own key pair, which opens nothing before LetIn",
	"strengthen":      "the same pair under the same password",
	"readyPassword":   "opens nothing that her password does not; TakePassword is the act",
	"LeavePassword":   "as it was",
	"KeepPlace":       "the field somebody was at; nothing of the draft",
	"MarkEditing":     "who has a draft open, for two minutes; nothing of the draft",
	"lift":            "another form of the same key for the same person",
	"adopt":           "whose the store is, once, as the portal says",
	"whyNobody":       "reads only, in order with writers",
	"gatherSome":      "a file beside the store that nobody sees",
	"some":            "bodies of an import, which nobody sees before publish",
	"Create":          "makes the key; passes the door itself",
	"publish":         "passes the door itself",
}

// passing call Vault.pass themselves, as they write by more than Vault.act can.
var passing = []string{"Create", "publish", "savePerson", "act"}

// No verb of the store goes around the door: who writes calls Vault.act, or is on the
// list above.
func TestNoVerbGoesAroundTheDoor(t *testing.T) {
	t.Parallel()
	calls := writersOf(t, readRoom(t))
	var acts, around []string
	for name, does := range calls {
		switch {
		case does["act"]:
			acts = append(acts, name)
		case does["write"] && name != "act" && name != "write" && name != "sealing" && ownWork[name] == "":
			around = append(around, name)
		}
		if slices.Contains(passing, name) != does["pass"] {
			t.Errorf("%s: passes the door itself = %v", name, does["pass"])
		}
	}
	if len(around) > 0 {
		t.Errorf("written without a line: %v", around)
	}
	if len(acts) < 18 {
		t.Errorf("%d acts found: the test looked at the wrong files", len(acts))
	}
	for name := range ownWork {
		if calls[name] == nil {
			t.Errorf("%s is not there any more", name)
		}
	}
}

// The check sees a verb that goes around.
func TestTheDoorCheckSeesAWayAround(t *testing.T) {
	t.Parallel()
	calls := writersOf(t, map[string]string{"x.go": `package store
func (v *Vault) Secret(ctx context.Context) error { return v.write(ctx, func(tx *sql.Tx) error { return nil }) }
func (v *Vault) Raw() error { return v.store.write(ctx, nil) }
func (v *Vault) Deep() error { _, err := v.store.db.Writer.Exec("DELETE"); return err }
func (v *Vault) Good(ctx context.Context) error { return v.act(ctx, nil) }`})
	for name, want := range map[string]string{"Secret": "write", "Raw": "write", "Deep": "write", "Good": "act"} {
		if !calls[name][want] {
			t.Errorf("%s does %v, want %s", name, slices.Collect(maps.Keys(calls[name])), want)
		}
	}
}

// readRoom are the files of this room, without its tests.
func readRoom(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, path := range must(filepath.Glob("*.go"))(t) {
		if !strings.HasSuffix(path, "_test.go") {
			files[path] = string(must(os.ReadFile(path))(t))
		}
	}
	return files
}

// writersOf are the functions that write, and by what: act, write, pass.
func writersOf(t *testing.T, files map[string]string) map[string]map[string]bool {
	t.Helper()
	all := map[string]map[string]bool{}
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
			does := map[string]bool{}
			ast.Inspect(f, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				switch s, ok := call.Fun.(*ast.SelectorExpr); {
				case !ok:
				case s.Sel.Name == "act" || s.Sel.Name == "pass" || s.Sel.Name == "write" && inContext(call):
					does[s.Sel.Name] = true
				case s.Sel.Name == "sealing":
					does["write"] = true
				case isWriter(s) && !inherited[f.Name.Name]:
					does["write"] = true
				}
				return true
			})
			if len(does) > 0 {
				all[f.Name.Name] = does
			}
		}
	}
	return all
}

// inContext tells Vault.write and Store.write from what writes into a header.
func inContext(call *ast.CallExpr) bool {
	switch first := call.Args[0].(type) {
	case *ast.Ident:
		return first.Name == "ctx"
	case *ast.CallExpr:
		s, ok := first.Fun.(*ast.SelectorExpr)
		return ok && s.Sel.Name == "Background"
	}
	return false
}

// inherited use the writing connection for what is no write into the store's tables: the
// stage of an import is attached to it.
var inherited = map[string]bool{"open": true, "findKnown": true, "inStore": true, "unreferred": true, "remove": true}

// isWriter reports a call of the writing connection itself.
func isWriter(s *ast.SelectorExpr) bool {
	on, ok := s.X.(*ast.SelectorExpr)
	return ok && on.Sel.Name == "Writer" && (strings.HasPrefix(s.Sel.Name, "Exec") || strings.HasPrefix(s.Sel.Name, "Begin"))
}
