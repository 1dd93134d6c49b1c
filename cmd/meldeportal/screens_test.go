package main

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/sync/totp"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	editor "example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/tuitest"
)

// TestEveryScreenTellsItsKeys walks through the program from the first start on
// and looks at every screen that the source has: each action has a key, a name
// and a sentence; the key help shows it; one that is off says why when its key
// is pressed. A new screen that no key leads to fails the test by its name.
func TestEveryScreenTellsItsKeys(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	seen := map[string]bool{}
	firstStart(t, seen)
	w := walkDemo(t, seen)
	for _, keys := range append(w.made(), ways...) {
		w.walk(keys)
	}
	w.twoPeople()
	w.home()
	w.d.Open(place.Password{}).Settle() // a word of the palette
	w.look("palette")
	w.d.Press("esc")
	w.d.Open(place.Sessions{}).Settle().See("diese hier") // so are the next two
	w.look("sessions")
	w.d.Press("esc")
	w.d.Open(place.Site{}).Settle().See("Lindenallee")
	w.look("Einrichtung")
	w.d.Press("enter").Settle()
	w.look("Angabe")
	w.d.Press("esc", "esc")
	w.d.Open(place.Uploads{}).Settle()
	w.look("package")
	w.d.Type(filepath.Join(w.t.TempDir(), "paket.xml")).Press("enter").See("ganze Datei").Settle()
	w.look("a package that is none")
	w.d.Press("esc")
	w.d.Open(place.DokuCheck{}).See("eigene Meldungen")
	w.look("Doku-Check")
	w.d.Press("enter").See("ausgewählte").Settle()
	w.look("its reports")
	w.home()
	w.d.Open(place.SignInAgain{}).Settle() // is offered where the portal has ended the session
	w.look("signed out by the portal")
	w.walk("alt+x") // the last one: it leaves the workplace
	for _, name := range declaredScreens(t) {
		if !seen[name] {
			t.Errorf("no key of the walk leads to the screen %s", name)
		}
	}
}

// ways lead from the work list to the screens; each is walked from the start,
// and every screen on it is looked at. A text in quotes is typed.
var ways = []string{
	"f1", "f9", "alt+.", "alt+s", "f6", "alt+z", "alt+z 'meier' alt+j", "f3", "ctrl+n",
	"f3 enter ctrl+n", "f3 enter ctrl+n '1' f3", "f3 enter ctrl+n '1' f6", "f3 enter ctrl+n '1' ctrl+x", "f3 'bauer' down enter ctrl+n '3' f7",
	"f3 enter ctrl+n '1' f12 f6 f2", "f3 enter alt+m", "ctrl+c", "alt+p", "alt+e", "f3 alt+d",
	"f3 enter ctrl+n '1' ctrl+x 'n'", "f3 enter ctrl+n '1' ctrl+x 'z'", "f3 enter ctrl+n '1' ctrl+x 'l'",
	"f3 enter ctrl+n '1' ctrl+x 'v'", "f3 enter ctrl+n '1' ctrl+x 'w'", "f3 enter ctrl+n '1' ctrl+x 'd'", "f6 enter alt+l", "f6 enter alt+y", "f6 '/' enter", "f6 '/' '>' f2", "alt+s alt+f 'h' tab 'v' tab 'k' tab 'k' tab 'k' tab '0' tab 'i' tab 'j' f7 f12",
}

// made are the ways that need something of this demo: a person entered twice, a
// file with a long name, a template.
func (w *walker) made() []string {
	folder := filepath.Join(w.t.TempDir(), strings.Repeat("x", 80))
	known := w.known.Patient.Stammdaten
	// Who was begun there before lies there still: ctrl+u.
	twin := fmt.Sprintf("ctrl+n ctrl+u '%s' tab ctrl+u '%s' tab ctrl+u '%s' tab f10 enter", known.Nachname, known.Vornamen, known.Geburtsdatum.German())
	delivery := filepath.Join(w.t.TempDir(), "kis.xml")
	if err := os.WriteFile(delivery, []byte(obdsText("3.0.4", person{"P1", "W", "1952-03-14", []string{diagnose("M1", "C18.7")}})), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return []string{"alt+i '" + delivery + "' f12 enter", "f8 f12 f6 f2 ctrl+u '" + folder + "' enter", twin,
		"f8 ctrl+x 'v' 'Mamma' f12", "f8 ctrl+x 'v' 'Mamma' enter enter", "f8 ctrl+x 'w' alt+n", "f8 ctrl+x 'w' enter", "f3 enter ctrl+n '1' ctrl+x 'w' enter"}
}

// walker presses keys in the program without a terminal.
type walker struct {
	t    *testing.T
	d    *tuitest.Driver
	seen map[string]bool

	called map[string]string // function keys by what they are called

	at    *desktop
	known model.Case // a person of the demo
}

// twoPeople leads to what the second of two people reads who have changed the
// same Stammdaten.
func (w *walker) twoPeople() {
	w.t.Helper()
	w.home()
	known := w.known.Patient.Stammdaten
	w.d.Press("f3").Settle().Type(string(known.Nachname) + " " + known.Geburtsdatum.German()).Settle().Press("enter").Settle().Press("alt+m").Settle()
	w.at.look(user(0), func(v *store.Vault) error {
		c, err := v.Case(context.Background(), w.known.ID)
		if err != nil {
			return err
		}
		was := c.Patient
		c.Patient.Stammdaten.Nachname += "-Probe"
		return v.SaveCase(context.Background(), &c, &was)
	})
	w.d.Type("x").Press("tab").See("Zugleich verschieden eingetragen") // the save may take its time
	w.look("two people")
	w.home()
	w.d.Press("f8").Settle().Press("ctrl+x").Settle().Type("n").Settle().Type("x").Press("f2").Settle() // a draft with a note
	w.home()
	w.d.Press("f8").Settle()
	draft := w.editing()
	w.at.look(user(0), func(v *store.Vault) error {
		d, err := v.Draft(context.Background(), draft)
		if err != nil {
			return err
		}
		d.Notiz += " von gestern"
		return v.SaveDraft(context.Background(), &d)
	})
	w.d.Press("ctrl+x").Settle().Type("n").Settle().Type("y").Press("f2").See("Zugleich verschieden eingetragen")
	w.look("two people in one report")
}

// editing is the draft that is open.
func (w *walker) editing() string {
	w.t.Helper()
	e, ok := w.d.Top().(*editor.Editor)
	if !ok {
		w.t.Fatalf("%s is in front, want a report", nameOf(w.d.Top()))
	}
	return e.Sitting.Id
}

// nameOf is the type of a screen as the source calls it.
func nameOf(s kit.Screen) string {
	return reflect.TypeOf(s).Elem().Name()
}

// walk goes a way from the work list and looks at every screen on it.
func (w *walker) walk(way string) {
	w.t.Helper()
	w.home()
	for _, step := range strings.Fields(way) {
		if text, typed := strings.CutPrefix(step, "'"); typed {
			w.d.Type(strings.TrimSuffix(text, "'"))
		} else {
			w.d.Press(step)
		}
		w.d.Settle()
		w.look(way)
	}
}

// home goes back to the work list.
func (w *walker) home() {
	w.t.Helper()
	for range 20 {
		if nameOf(w.d.Top()) == "Worklist" {
			return
		}
		w.d.Press("esc").Settle()
	}
	w.t.Fatalf("Esc does not lead back to the work list; screen:\n%s", w.d.Screen())
}

// look checks the screen in front, once for each kind.
func (w *walker) look(way string) {
	w.t.Helper()
	name := nameOf(w.d.Top())
	if w.seen[name] {
		return
	}
	w.seen[name] = true
	w.sizes(name)
	actions := w.d.Top().Actions()
	if len(actions) == 0 {
		w.t.Errorf("%s (%s): nothing can be done here, not even going back", name, way)
	}
	keys := map[string]string{}
	for _, a := range actions {
		w.action(name, a, keys)
	}
	w.help(name, actions)
	for _, a := range actions {
		w.off(name, a)
	}
}

// sizes draws the screen in front in the windows people have, from the smallest
// one on: it fits, the keys are there, what has the focus is in sight.
func (w *walker) sizes(name string) {
	w.t.Helper()
	marked := strings.Contains(w.d.Screen(), "▸")
	for _, size := range []struct{ w, h int }{{60, 16}, {60, 24}, {80, 16}, {80, 23}, {132, 43}, {80, 24}} {
		w.d.Give(tea.WindowSizeMsg{Width: size.w, Height: size.h})
		screen := w.d.Screen()
		lines := strings.Split(screen, "\n")
		keys := lines[len(lines)-1]
		switch {
		case len(lines) > size.h:
			w.t.Errorf("%s at %d × %d: %d lines:\n%s", name, size.w, size.h, len(lines), screen)
		case slices.ContainsFunc(lines, func(l string) bool { return ansi.StringWidth(l) > size.w }):
			w.t.Errorf("%s at %d × %d: a line is wider:\n%s", name, size.w, size.h, screen)
		case !strings.Contains(keys, w.wayOut()):
			w.t.Errorf("%s at %d × %d: the way out is not in the key bar:\n%s", name, size.w, size.h, screen)
		case touching(lines[1:], size.w) != "":
			w.t.Errorf("%s at %d × %d: what is cut leaves no cell free at the edge: %q", name, size.w, size.h, touching(lines[1:], size.w))
		case len(cutProse(lines)) > 0:
			w.t.Errorf("%s at %d × %d: a sentence is cut: %q", name, size.w, size.h, cutProse(lines))
		case marked && !strings.Contains(screen, "▸"):
			w.t.Errorf("%s at %d × %d: what has the focus is not in sight:\n%s", name, size.w, size.h, screen)
		}
		if _, y, typing := w.d.Top().Caret(); typing && y > size.h-4 {
			w.t.Errorf("%s at %d × %d: one types in line %d of the body:\n%s", name, size.w, size.h, y+1, screen)
		}
	}
}

// touching is a line that was cut and reaches the edge of the window, "" where none does.
func touching(lines []string, w int) string {
	for _, l := range lines {
		if strings.HasSuffix(l, "…") && ansi.StringWidth(l) == w {
			return l
		}
	}
	return ""
}

// cutProse are the sentences of a screen that end where the window does. What has columns
// is a row of a list, whose whole is a key away.
func cutProse(lines []string) (cut []string) {
	for _, l := range lines[2:] {
		if l = strings.TrimSpace(l); strings.HasSuffix(l, "…") && strings.Count(l, " ") > 3 && !strings.Contains(l, "  ") && !strings.HasPrefix(l, "▸") {
			cut = append(cut, l)
		}
	}
	return cut
}

// wayOut is the name of the action that leads away from the screen in front.
func (w *walker) wayOut() string {
	for _, a := range w.d.Top().Actions() {
		if slices.Contains(a.Keys, "f10") {
			return a.Label
		}
	}
	return "F10"
}

// action checks what an action says of itself.
func (w *walker) action(name string, a kit.Action, keys map[string]string) {
	w.t.Helper()
	// What has no key is quiet: it stands in the palette and the help.
	if len(a.Keys) == 0 && !a.Quiet || a.Label == "" || a.Help == "" || a.Do == nil {
		w.t.Errorf("%s: the action %q has keys %q and help %q, and does something: %v; all of them are needed", name, a.Label, a.Keys, a.Help, a.Do != nil)
	}
	for _, k := range a.Keys {
		if other, taken := keys[k]; taken {
			w.t.Errorf("%s: %s is the key of both %q and %q", name, k, other, a.Label)
		}
		keys[k] = a.Label
		called := w.called
		if k != a.Keys[0] {
			called = map[string]string{}
		}
		if wrong := oneMeaning(k, a.Label, called); wrong != "" {
			w.t.Errorf("%s: %s is %q, and %s", name, k, a.Label, wrong)
		}
	}
}

// help checks that F1 opens the manual, on what lies over another screen, too,
// and that the key help there names every action. Texts that are only read use
// the key to go back; they show their keys themselves.
func (w *walker) help(name string, actions []kit.Action) {
	w.t.Helper()
	top := w.d.Top()
	if slices.ContainsFunc(actions, func(a kit.Action) bool { return slices.Contains(a.Keys, "f1") }) {
		w.inSight(name, actions)
		return
	}
	if w.d.Press("f1").Settle(); nameOf(w.d.Top()) != "Help" {
		w.t.Fatalf("%s: F1 does not open the manual; screen:\n%s", name, w.d.Screen())
	}
	text := w.d.Screen()
	for range 40 {
		w.d.Press("pgdown")
		if next := w.d.Screen(); !strings.Contains(text, next) {
			text += next
			continue
		}
		break
	}
	w.d.Press("esc").Settle()
	if w.d.Top() != top {
		w.t.Fatalf("%s: Esc does not lead back from the help; screen:\n%s", name, w.d.Screen())
	}
	for _, a := range actions {
		if !strings.Contains(text, a.Label) {
			w.t.Errorf("%s: the help does not name %q (%s):\n%s", name, a.Label, a.Keys, text)
		}
	}
}

func (w *walker) inSight(name string, actions []kit.Action) {
	w.t.Helper()
	for _, a := range actions {
		if !a.Quiet && a.Off == "" && !strings.Contains(w.d.Screen(), a.Label) {
			w.t.Errorf("%s: %q (%s) is not in sight:\n%s", name, a.Label, a.Keys, w.d.Screen())
		}
	}
}

// off checks that the keys of an action that is off say why, and do nothing else.
// What was read meanwhile may have changed that; nothing arrives between asking
// the screen and pressing the key.
func (w *walker) off(name string, a kit.Action) {
	w.t.Helper()
	for _, k := range a.Keys {
		if a = w.actionOf(k); a.Off == "" {
			return
		}
		if len([]rune(k)) == 1 {
			w.d.Type(k)
		} else {
			w.d.Press(k)
		}
		w.d.Settle()
		if screen := strings.Join(strings.Fields(w.d.Screen()), " "); !strings.Contains(screen, firstWords(a.Off)) || nameOf(w.d.Top()) != name {
			w.t.Errorf("%s: %s (%s) does not say %q:\n%s", name, k, a.Label, a.Off, w.d.Screen())
		}
	}
}

// actionOf is what a key does on the screen in front, as things stand now.
func (w *walker) actionOf(key string) kit.Action {
	for _, a := range w.d.Top().Actions() {
		if slices.Contains(a.Keys, key) {
			return a
		}
	}
	return kit.Action{}
}

// firstWords are as much of a sentence as surely fits into the message line.
func firstWords(s string) string {
	runes := []rune(s)
	return string(runes[:min(len(runes), 60)])
}

// firstStart looks at the question a fresh installation begins with.
func firstStart(t *testing.T, seen map[string]bool) {
	t.Helper()
	i, err := (&Ort{Dir: t.TempDir()}).installation()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { i.close() })
	services, err := i.services()
	if err != nil {
		t.Fatal(err)
	}
	w := &walker{t: t, d: tuitest.New(t, services, 80, 24), seen: seen, called: map[string]string{}}
	w.d.Settle()
	w.look("first start")
}

// walkDemo signs in at a demo of its own, by way of the QR code.
func walkDemo(t *testing.T, seen map[string]bool) *walker {
	t.Helper()
	at := newDemo(t)
	demo, err := openDemo(context.Background(), at.dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { demo.close() })
	services, err := demo.services()
	if err != nil {
		t.Fatal(err)
	}
	w := &walker{t: t, d: tuitest.New(t, services, 80, 24), seen: seen, called: map[string]string{}, at: at}
	w.d.See("Loginname")
	w.look("login")
	w.credentials()
	w.d.See("fertig")
	w.look("QR code")
	w.d.Press("enter").See("erneut an")
	w.credentials()
	w.d.See(codeQuestion)
	w.look("code")
	secret, _, err := demo.portal.Secret(context.Background(), user(0).login)
	if err != nil {
		t.Fatal(err)
	}
	code, _ := totp.Code(secret, time.Now())
	w.d.Type(code).Press("enter").See("Arbeitsliste").See("Aufgaben")
	w.d.Settle()
	w.look("work list")
	at.look(user(0), func(v *store.Vault) error {
		return v.Cases(context.Background(), func(chunk []model.Case) error {
			w.known = chunk[0]
			return nil
		})
	})
	return w
}

func (w *walker) credentials() {
	w.d.Type(user(0).login).Press("enter").Type(user(0).password).Press("enter")
}

// declaredScreens are the types of the source that are screens: their own
// methods name their actions and draw them, or another one's within them does.
func declaredScreens(t *testing.T) (names []string) {
	t.Helper()
	files, err := filepath.Glob("../../tui/*/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no source: %v", err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || strings.Contains(file, "/stage/") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, screensIn(parsed)...)
	}
	slices.Sort(names)
	if len(names) < 20 {
		t.Fatalf("found %d screens, want at least 20: %v", len(names), names)
	}
	return names
}

// screensIn are the receivers of methods Actions() []Action.
func screensIn(file *ast.File) (names []string) {
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Recv == nil || f.Name.Name != "Actions" {
			continue
		}
		if star, ok := f.Recv.List[0].Type.(*ast.StarExpr); ok {
			names = append(names, star.X.(*ast.Ident).Name)
		}
	}
	return names
}

func TestTheWalkSeesANewScreen(t *testing.T) {
	t.Parallel()
	const source = "package tui\ntype lonely struct{}\nfunc (l *lonely) Actions() []Action { return nil }\nfunc Actions() {}"
	file, err := parser.ParseFile(token.NewFileSet(), "lonely.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	if got := screensIn(file); !slices.Equal(got, []string{"lonely"}) {
		t.Errorf("found %v, want the screen lonely alone", got)
	}
}
