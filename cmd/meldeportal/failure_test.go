package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui/wording"
)

// Every error of the store and of the portal is one kind, no kind has both
// sources, and its sentence names the place where it is to be mended.
func TestEveryErrorIsToldAsOneOfItsSource(t *testing.T) {
	t.Parallel()
	local := map[answer.Kind]bool{}
	for _, e := range storeErrors(t) {
		kind := toldAs(t, fmt.Errorf("save draft: %w", e))
		local[kind] = true
		if said := wording.Sentence(desk.Failure(e)); strings.Contains(said, "Das Portal") || strings.Contains(said, "Unerwartet") {
			t.Errorf("%v of the local store is told as %q", e, said)
		}
	}
	kinds := portalErrors(t)
	if len(kinds) < 10 {
		t.Fatalf("the portal has %d kinds of errors, want at least 10", len(kinds))
	}
	for _, k := range kinds {
		e := &portal.Error{Kind: k, Host: "portal.example", Title: "Nein."}
		if kind := toldAs(t, e); local[kind] {
			t.Errorf("%s of the portal is told as %s, which the local store is told as", k, kind)
		}
		if said := wording.Sentence(desk.Failure(e)); strings.Contains(said, "Speicher") || strings.Contains(said, "Unerwartet") {
			t.Errorf("%s of the portal is told as %q", k, said)
		}
	}
}

// storeFaults are the errors of the store, by their name.
var storeFaults = map[string]*store.Error{
	"ErrUnknownUser":   store.ErrUnknownUser,
	"ErrWrongPassword": store.ErrWrongPassword,
	"ErrNotEmpty":      store.ErrNotEmpty,
	"ErrStale":         store.ErrStale,
	"ErrMoved":         store.ErrMoved,
	"ErrNotFound":      store.ErrNotFound,
	"ErrDuplicate":     store.ErrDuplicate,
	"ErrSettled":       store.ErrSettled,
	"ErrSuperseded":    store.ErrSuperseded,
	"ErrOtherSent":     store.ErrOtherSent,
	"ErrNotNow":        store.ErrNotNow,
	"ErrInUse":         store.ErrInUse,
	"ErrUnderway":      store.ErrUnderway,
	"ErrReceipt":       store.ErrReceipt,
	"ErrFull":          store.ErrFull,
	"ErrReadOnly":      store.ErrReadOnly,
	"ErrBusy":          store.ErrBusy,
	"ErrImporting":     store.ErrImporting,
	"ErrDamaged":       store.ErrDamaged,
	"ErrNewer":         store.ErrNewer,
	"ErrOthersIn":      store.ErrOthersIn,
	"ErrNone":          store.ErrNone,
	"ErrLost":          store.ErrLost,
	"ErrKeysLost":      store.ErrKeysLost,
	"ErrOtherStore":    store.ErrOtherStore,
	"ErrOpen":          store.ErrOpen,
	"ErrOtherSite":     store.ErrOtherSite,
	"ErrNoGrant":       store.ErrNoGrant,
	"ErrOwnGrant":      store.ErrOwnGrant,
	"ErrNoRole":        store.ErrNoRole,
	"ErrLastAdmin":     store.ErrLastAdmin,
	"ErrMistyped":      store.ErrMistyped,
	"ErrNotPaper":      store.ErrNotPaper,
	"ErrNoPaper":       store.ErrNoPaper,
	"ErrForeign":       store.ErrForeign,
	"ErrUnreadable":    store.ErrUnreadable,
	"ErrAway":          store.ErrAway,
	"ErrRefused":       store.ErrRefused,
	"ErrAddress":       store.ErrAddress,
	"ErrNoSender":      store.ErrNoSender,
	"ErrSending":       store.ErrSending,
}

// storeErrors are storeFaults, compared with the source.
func storeErrors(t *testing.T) map[string]*store.Error {
	t.Helper()
	source, err := os.ReadFile("../../sync/store/errors.go")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^\t(Err\w+)\s+= &Error\{`).FindAllSubmatch(source, -1)
	for _, name := range found {
		if storeFaults[string(name[1])] == nil {
			t.Errorf("%s is not among the errors that are looked at", name[1])
		}
	}
	if len(found) != len(storeFaults) {
		t.Errorf("the source has %d errors, looked at are %d", len(found), len(storeFaults))
	}
	return storeFaults
}

var keyName = regexp.MustCompile(`\bF\d+\b|Strg\+|Alt\+|Bild[↑↓]`)

// Both faces and the commands say the same sentences: none names a key.
func TestNoSentenceOfAFailureNamesAKey(t *testing.T) {
	t.Parallel()
	for _, e := range storeErrors(t) {
		if said := wording.Sentence(desk.Failure(e)); keyName.MatchString(said) {
			t.Errorf("%v: %q", e, said)
		}
	}
	for _, k := range portalErrors(t) {
		if said := wording.Sentence(desk.Failure(&portal.Error{Kind: k})); keyName.MatchString(said) {
			t.Errorf("%s: %q", k, said)
		}
	}
}

func toldAs(t *testing.T, err error) answer.Kind {
	t.Helper()
	f, ok := desk.Failure(err).(*answer.Failure)
	if !ok || f.Kind == "" || f.Kind == answer.FailInternal {
		t.Errorf("%v has no kind of its own: %v", err, f)
		return ""
	}
	return f.Kind
}

// portalErrors are the kinds the portal's room declares.
func portalErrors(t *testing.T) (kinds []portal.Kind) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "../../sync/portal/errors.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		typ, _ := spec.Type.(*ast.Ident)
		text, _ := spec.Values[0].(*ast.BasicLit)
		if typ == nil || typ.Name != "Kind" || text == nil {
			return true
		}
		value, err := strconv.Unquote(text.Value)
		if err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, portal.Kind(value))
		return true
	})
	return kinds
}
