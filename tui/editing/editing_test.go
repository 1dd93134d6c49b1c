package editing_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/editing"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/together"
	"example.org/meldeportal/tui/work"
)

// sheet is a screen with nothing but a form, whose disk is the test's.
type sheet struct {
	editing.Sheet
	disk
}

func (s *sheet) Start() tea.Cmd { s.Look(); return nil }

func (s *sheet) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		return s.Press(k)
	}
	return s.Take(msg)
}

func (s *sheet) Title() (string, string) { return "Bogen", s.Status() }

func (s *sheet) Actions() []kit.Action {
	return append(s.FormActions(), s.EscapeAction(s.Back), kit.Action{Keys: []string{"f10"}, Label: "Zurück", Do: s.Back})
}

// disk keeps the last snapshot; it writes only while it is open.
type disk struct {
	gate sync.Mutex
	mu   sync.Mutex
	kept *work.Snapshot
	fail error
}

func (k *disk) write(_ context.Context, s *work.Snapshot) error {
	k.gate.Lock()
	defer k.gate.Unlock()
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail == nil {
		k.kept = s
	}
	return k.fail
}

// note is what of the field one types into is on the disk.
func (k *disk) note() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept == nil {
		return ""
	}
	return string(k.kept.Report.Meldung.Anmerkung)
}

const typedInto = "Anmerkung"

// open shows a draft on a sheet, at the field one types into where it was nowhere else.
func open(t *testing.T, draft model.Draft) (*stage.Desktop, *sheet, *stage.HandClock) {
	t.Helper()
	clock := &stage.HandClock{Time: stage.Today}
	d := stage.NewDesktop(t, &stage.DeskDouble{}, func(sh *shell.Shell, _ place.Place) kit.Screen {
		return &shell.Pager{Sh: sh, Head: "Hinten"}
	})
	d.Sh.Services().Clock = clock
	s, report := &sheet{}, &draft.Report
	form := work.DraftForm(&draft, report, forms.Env{Lists: catalog.NewShelf(), Now: stage.NowOfTests, Look: kit.Look()})
	if draft.Cursor == "" && !form.Goto(typedInto) {
		t.Fatalf("cannot go to %s", typedInto)
	}
	s.Begin(d.Sh, report, form, s.write)
	s.Judge = func() []rule.Finding { return nil }
	d.Open(s)
	return d, s, clock
}

// A pause of half a second saves what is half typed, and the title says so only then.
func TestWhatIsHalfTypedIsSavedInAPause(t *testing.T) {
	t.Parallel()
	d, s, clock := open(t, stage.NewDraft())
	s.gate.Lock()
	d.Press("abc").See("ungespeichert")
	if due := clock.GoOn(400 * time.Millisecond); due != 0 {
		t.Errorf("%d saves are due while somebody types", due)
	}
	clock.GoOn(200 * time.Millisecond)
	d.Due()
	d.See(" speichert")
	if strings.Contains(d.Screen(), " gespeichert") || s.note() != "" {
		t.Errorf("said to be saved before it is:\n%s", d.Screen())
	}
	s.gate.Unlock()
	if d.See("gespeichert 10:"); s.note() != "abc" {
		t.Errorf("on the disk is %q", s.note())
	}
}

func TestUnbrokenTypingWaitsNoTwoSeconds(t *testing.T) {
	t.Parallel()
	d, s, clock := open(t, stage.NewDraft())
	stage.TypedOn(t, d, clock, 12, func() int {
		if err := s.Save.Flush(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		return len(s.note())
	})
}

// A failed save is said, and leaving then wants a yes.
func TestASaveThatFailedIsSaidAndKeepsOneThere(t *testing.T) {
	t.Parallel()
	d, s, _ := open(t, stage.NewDraft())
	s.fail = errors.New("no room")
	d.Press("abc", "tab").See("NICHT GESPEICHERT")
	if d.Press("f10").See("Trotzdem verlassen?").Press("n"); d.Sh.Top() != kit.Screen(s) || strings.Contains(d.Screen(), "gespeichert 10:") {
		t.Errorf("in front is %T:\n%s", d.Sh.Top(), d.Screen())
	}
	s.mu.Lock()
	s.fail = nil
	s.mu.Unlock()
	d.Press("f2").See("gespeichert 10:")
	if d.Press("f10").See("Hinten"); s.note() != "abc" {
		t.Errorf("on the disk is %q", s.note())
	}
}

// Who is asked whether to leave all the same, and stays, is not led away by what she wanted
// before once the save succeeds.
func TestWhoStaysIsNotLedAwayLater(t *testing.T) {
	t.Parallel()
	d, s, _ := open(t, stage.NewDraft())
	s.fail = errors.New("no room")
	d.Press("abc", "tab").See("NICHT GESPEICHERT")
	s.gate.Lock()
	s.After(func() tea.Cmd {
		t.Error("she was led away")
		return nil
	})
	d.Press("f10").See("Trotzdem verlassen?").Press("n")
	s.mu.Lock()
	s.fail = nil
	s.mu.Unlock()
	s.gate.Unlock()
	d.Press("f2").See("gespeichert 10:")
}

// Who leaves waits until the last letter is on the disk.
func TestLeavingWaitsForTheDisk(t *testing.T) {
	t.Parallel()
	d, s, _ := open(t, stage.NewDraft())
	s.gate.Lock()
	if d.Press("abc", "f10"); d.Sh.Top() != kit.Screen(s) || !s.Busy() {
		t.Errorf("left before the save: in front is %T", d.Sh.Top())
	}
	s.gate.Unlock()
	if d.See("Hinten"); s.note() != "abc" {
		t.Errorf("on the disk is %q", s.note())
	}
}

// Who opens the draft again stands at the field, with the letters and the way back.
func TestTheFieldAndTheWayBackAreKept(t *testing.T) {
	t.Parallel()
	draft := stage.NewDraft()
	d, s, clock := open(t, draft)
	d.Press("abc", "tab")
	s.Form.Goto(typedInto)
	d.Press("d")
	clock.GoOn(time.Minute)
	d.Due()
	d.See("gespeichert 10:")
	draft.Report, draft.Cursor, draft.Form = s.kept.Report, s.kept.Cursor, s.kept.Form
	d, s, _ = open(t, draft)
	if s.Form.Cursor() != typedInto || s.Form.Stored(typedInto) != "abcd" {
		t.Fatalf("opened at %s with %q", s.Form.Cursor(), s.Form.Stored(typedInto))
	}
	d.Press("e")
	line := strings.Split(ansi.Strip(s.Body(80, 18)), "\n")
	if x, y, typing := s.Caret(); !typing || !strings.HasSuffix(ansi.Truncate(line[y], x, ""), "abcde") {
		t.Errorf("before the cursor stands %q of %q", ansi.Truncate(line[y], x, ""), line[y])
	}
	d.Press("tab", "ctrl+z").See("gespeichert 10:")
	for s.Form.CanUndo() == "" {
		d.Press("ctrl+z")
	}
	if got := s.Form.Stored(typedInto); got != "" {
		t.Errorf("all the way back there is %q, want nothing", got)
	}
}

// How an older state was saved says nothing of the newer one, whichever is heard of first.
func TestTheSaveOfAnOlderStateIsNoAnswerToTheNewer(t *testing.T) {
	t.Parallel()
	_, s, _ := open(t, stage.NewDraft())
	s.gate.Lock() // the answers come from here
	defer s.gate.Unlock()
	answers := func(seq int, err error) { s.Take(work.SavedMsg{By: s.Save, Seq: seq, Err: err}) }
	s.SaveNow()
	s.SaveNow()
	if answers(2, errors.New("no room")); s.Settled() || s.Err == nil {
		t.Fatalf("saved %d, %v, want the failure", s.Saved, s.Err)
	}
	if answers(1, nil); s.Err == nil || s.Saved != 0 {
		t.Errorf("the older one was saved: saved %d, %v, want the failure of the newer", s.Saved, s.Err)
	}
	answers(2, nil)
	if answers(1, errors.New("no room")); !s.Settled() {
		t.Errorf("the older one failed: saved %d, %v, want the newer saved", s.Saved, s.Err)
	}
	if answers(2, errors.New("no room")); !s.Settled() {
		t.Errorf("told again that it failed: %v, want it saved", s.Err)
	}
}

// What a colleague's save has put into the form is nothing the person has typed: it is not
// saved as hers, and met once.
func TestWhatAColleagueHasSavedIsNotTyped(t *testing.T) {
	t.Parallel()
	_, s, _ := open(t, stage.NewDraft())
	took := 0
	s.Meet = func(*together.Met) *together.Told {
		took++
		s.Form.Replace(typedInto, "", "von Schulz")
		return &together.Told{}
	}
	s.SaveNow()
	met := work.SavedMsg{By: s.Save, Seq: s.Seq, Err: &together.Met{Merged: &answer.Merged{By: "schulz"}, No: 1}}
	s.Take(met)
	s.Take(met)
	if s.Form.Stored(typedInto) != "von Schulz" || took != 1 {
		t.Fatalf("the form holds %q, taken %d times", s.Form.Stored(typedInto), took)
	}
	if seq := s.Seq; s.Noticed() != nil || s.Seq != seq {
		t.Error("it counts as typed")
	}
}
