package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "example.org/meldeportal/"

// knowing are the rooms of the report, faces what every screen stands on.
var (
	knowing = []string{"model", "model/answer", "model/catalog", "model/check", "model/dataset", "model/einrichtung", "model/field", "model/intake", "model/land", "model/listing", "model/people", "model/record", "model/rights", "model/rule", "model/stage", "model/worklist"}
	beneath = slices.Concat(knowing, []string{"forms", "tui/kit", "tui/lists", "tui/place", "tui/shell", "tui/style", "tui/together", "tui/wording", "tui/work"})
	faces   = []string{"tui/arrival", "tui/document", "tui/entrance", "tui/people", "tui/record", "tui/report", "tui/sent", "tui/series", "tui/worklist"}
)

// house is the drawn picture: which room may import which. A room that is not
// listed does not exist; cmd connects and may import everything. No face imports a
// sister.
var house = map[string][]string{
	"model":                 {},
	"model/catalog":         {"model"},
	"model/field":           {"model", "model/catalog"},
	"model/dataset":         {"model", "model/field", "model/catalog", "model/land"},
	"model/land":            {"model"},
	"model/stage":           {"model"},
	"model/rule":            {"model", "model/field", "model/dataset", "model/catalog", "model/land", "model/stage"},
	"model/record":          {"model", "model/field", "model/dataset", "model/catalog", "model/land", "model/rule"},
	"model/worklist":        {"model", "model/land", "model/people", "model/record", "model/rule"},
	"model/people":          {"model", "model/catalog"},
	"model/listing":         {"model/catalog"},
	"model/answer":          {"model", "model/rights", "model/rule"},
	"model/check":           {"model", "model/field", "model/dataset", "model/rule", "model/obds"},
	"model/intake":          {"model"},
	"model/judges":          {},
	"model/einrichtung":     {"model/rule"},
	"model/rights":          {},
	"model/linkage":         {"model/catalog", "model/people"},
	"model/packed":          {},
	"model/tumour":          {"model", "model/catalog"},
	"model/evaluation":      {"model", "model/catalog", "model/tumour"},
	"model/supply":          {"model", "model/catalog", "model/linkage", "model/rule", "model/tumour"},
	"model/obds":            {"model", "model/field", "model/dataset", "model/catalog"},
	"forms":                 {"model", "model/field", "model/dataset", "model/catalog", "model/rule", "model/land", "model/stage"},
	"forms/hostiletext":     {},
	"tui/style":             {},
	"tui/terminal":          {},
	"tui/handbuch":          {"model/catalog"},
	"tui/place":             {"model"},
	"tui/wording":           with(knowing, "forms", "tui/style"),
	"tui/together":          with(knowing, "forms", "tui/wording"),
	"tui/work":              with(knowing, "forms", "tui/together", "tui/wording"),
	"tui/admission":         with(knowing, "forms", "tui/wording", "tui/work"),
	"tui/passage":           with(knowing, "tui/wording", "tui/work"),
	"tui/missing":           with(knowing, "tui/wording", "tui/work"),
	"tui/followups":         with(knowing, "forms", "tui/lists", "tui/wording", "tui/work"),
	"tui/lists":             with(knowing, "forms", "tui/wording", "tui/work"),
	"tui/account":           with(knowing, "tui/wording", "tui/work"),
	"tui/parcel":            with(knowing, "tui/wording", "tui/work"),
	"tui/kit":               {"forms", "model", "model/listing", "tui/style", "tui/wording"},
	"tui/shell":             with(knowing, "forms", "tui/account", "tui/admission", "tui/handbuch", "tui/kit", "tui/lists", "tui/place", "tui/style", "tui/terminal", "tui/wording", "tui/work"),
	"tui/editing":           beneath,
	"tui/looking":           beneath,
	"tui/arrival":           with(beneath, "tui/parcel"),
	"tui/document":          beneath,
	"tui/entrance":          with(beneath, "tui/account", "tui/admission"),
	"tui/worklist":          with(beneath, "tui/looking", "tui/missing"),
	"tui/people":            with(beneath, "tui/looking", "tui/editing"),
	"tui/record":            with(beneath, "tui/looking"),
	"tui/report":            with(beneath, "tui/editing"),
	"tui/series":            with(beneath, "tui/looking", "tui/followups"),
	"tui/sent":              with(beneath, "tui/looking", "tui/passage"),
	"tui/ask":               {"forms", "model/catalog", "tui/terminal", "tui/wording"},
	"tui/interview":         with(knowing, "forms", "tui/account", "tui/ask", "tui/lists", "tui/parcel", "tui/terminal", "tui/together", "tui/wording", "tui/work"),
	"tui/lines":             with(knowing, "forms", "tui/account", "tui/admission", "tui/ask", "tui/followups", "tui/handbuch", "tui/interview", "tui/lists", "tui/missing", "tui/parcel", "tui/passage", "tui/terminal", "tui/wording", "tui/work"),
	"tui":                   with(faces, "tui/admission", "tui/shell", "tui/style", "tui/terminal", "tui/work"),
	"tui/pairs":             {"forms", "model/linkage", "tui/kit", "tui/style", "tui/terminal"},
	"tui/stage":             with(beneath, "tui/terminal"),
	"tui/tuitest":           with(beneath, "tui"),
	"sync/seal":             {},
	"sync/totp":             {},
	"sync/totp/phone":       {"sync/totp"},
	"sync/portal":           {"model"},
	"sync/database":         {},
	"sync/store":            {"model", "model/field", "model/dataset", "model/people", "model/record", "model/rights", "model/worklist", "sync/database", "sync/seal"},
	"sync/envelope":         {"model", "model/obds", "sync/seal"},
	"sync/outbox":           {"model", "model/field", "model/dataset", "model/rule", "model/obds", "sync/portal", "sync/seal"},
	"sync/server":           {"sync/database", "sync/portal", "sync/seal", "sync/totp"},
	"sync/desk":             {"model", "model/answer", "model/check", "model/einrichtung", "model/field", "model/dataset", "model/rule", "model/people", "model/record", "model/rights", "model/worklist", "model/intake", "model/land", "model/obds", "model/packed", "sync/envelope", "sync/outbox", "sync/store", "sync/portal", "sync/seal"},
	"sync/refportal":        {"model", "model/einrichtung", "model/field", "model/dataset", "model/land", "model/record", "model/rule", "model/obds", "sync/database", "sync/envelope", "sync/offices", "sync/portal", "sync/seal", "sync/server"},
	"sync/refportal/faults": {"sync/portal", "sync/server"},

	"sync/offices":                 {"model", "model/field", "model/dataset", "model/linkage", "model/obds", "model/rule", "sync/database", "sync/portal", "sync/seal"},
	"sync/offices/vertrauen":       {"model", "model/linkage", "model/obds", "model/rule", "model/supply", "sync/database", "sync/envelope", "sync/offices", "sync/seal"},
	"sync/offices/kontrollnummern": {"sync/database", "sync/envelope", "sync/offices", "sync/seal"},
	"sync/offices/auswertung":      {"model", "model/linkage", "model/obds", "model/supply", "sync/database", "sync/envelope", "sync/offices", "sync/portal", "sync/seal"},
}

// technology names the room each technology lives in.
var technology = map[string][]string{
	"github.com/charmbracelet/huh":       {"forms"},
	"github.com/charmbracelet/bubbletea": with(faces, "forms", "tui", "tui/editing", "tui/kit", "tui/looking", "tui/pairs", "tui/place", "tui/shell", "tui/stage", "tui/terminal", "tui/tuitest"),
	"github.com/charmbracelet/lipgloss":  with(faces, "forms", "tui/editing", "tui/kit", "tui/looking", "tui/shell", "tui/style"),
	"modernc.org/sqlite":                 {"sync/database"},
	"github.com/jackc/pgx":               {"sync/database"},
	"database/sql":                       {"sync/database", "sync/store", "sync/server", "sync/refportal", "sync/offices", "sync/offices/vertrauen", "sync/offices/kontrollnummern", "sync/offices/auswertung"},
	"net/http":                           {"sync/portal", "sync/server", "sync/refportal", "sync/refportal/faults", "sync/offices", "cmd/meldeportal", "cmd/refportal"},
	"encoding/xml":                       {"model/obds", "model/catalog"},
	"crypto/cipher":                      {"sync/seal"},
	"golang.org/x/crypto/argon2":         {"sync/seal"},
	"filippo.io/age":                     {"sync/seal"},
	"github.com/tink-crypto/tink-go":     {"sync/seal"},
	"github.com/pquerna/otp":             {"sync/totp"},
	"os":                                 {"sync/database", "sync/store", "sync/desk", "sync/server", "sync/portal", "tui", "tui/ask", "tui/lines", "tui/pairs", "tui/shell", "tui/stage", "tui/style", "tui/terminal", "tui/tuitest", "cmd/meldeportal", "cmd/refportal", "cmd/internal/ablage", "cmd/internal/guard", "cmd/internal/hilfe", "cmd/internal/stellen", "model/judges"},
}

// with is a list with more in it.
func with(list []string, more ...string) []string { return slices.Concat(list, more) }

func TestImportsFollowTheDrawnHouse(t *testing.T) {
	t.Parallel()
	rooms := readRooms(t)
	if len(rooms) < len(house) {
		t.Fatalf("found %d rooms, want at least %d", len(rooms), len(house))
	}
	for _, room := range slices.Sorted(maps.Keys(rooms)) {
		for _, complaint := range complaints(room, rooms[room]) {
			t.Error(complaint)
		}
	}
}

func TestTheHouseCheckSeesAWrongArrow(t *testing.T) {
	t.Parallel()
	for _, wrong := range []struct{ room, path string }{
		{"tui", module + "sync/store"}, {"model", module + "forms"}, {"tui", "github.com/charmbracelet/huh"}, {"forms", "net/http"}, {"attic", module + "model"},
	} {
		if len(complaints(wrong.room, []string{wrong.path})) == 0 {
			t.Errorf("%s importing %s passed, want a complaint", wrong.room, wrong.path)
		}
	}
}

func complaints(room string, imports []string) (list []string) {
	allowed, drawn := house[room]
	cmd := strings.HasPrefix(room, "cmd/")
	if !drawn && !cmd {
		list = append(list, "room "+room+" is not drawn in the house")
	}
	for _, path := range imports {
		if other, inside := strings.CutPrefix(path, module); inside && !cmd && !slices.Contains(allowed, other) {
			list = append(list, room+" imports "+other+", which is no drawn arrow")
		}
		for tech, homes := range technology {
			if (path == tech || strings.HasPrefix(path, tech+"/")) && !slices.Contains(homes, room) {
				list = append(list, room+" imports "+path+", which lives in "+strings.Join(homes, ", "))
			}
		}
	}
	return list
}

// readRooms collects the imports of every folder's product code.
func readRooms(t *testing.T) map[string][]string {
	t.Helper()
	root := filepath.Join("..", "..")
	rooms := map[string][]string{}
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
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		room, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		room = filepath.ToSlash(room)
		rooms[room] = rooms[room][:len(rooms[room]):len(rooms[room])]
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			rooms[room] = append(rooms[room], name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rooms
}
