package shell_test

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
)

// bare is a screen that notes what becomes of it.
type bare struct {
	name  string
	heard []any
	typed string
	left  int
	busy  bool
	acts  []kit.Action
}

func (b *bare) Start() tea.Cmd { return nil }

func (b *bare) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		b.typed += k.String()
		return nil
	}
	b.heard = append(b.heard, msg)
	return nil
}

func (b *bare) Title() (string, string)        { return b.name, "" }
func (b *bare) Body(int, int) string           { return "" }
func (b *bare) Hint() string                   { return "" }
func (b *bare) Actions() []kit.Action          { return b.acts }
func (b *bare) Caret() (x, y int, typing bool) { return 0, 0, false }
func (b *bare) Busy() bool                     { return b.busy }
func (b *bare) Leave() tea.Cmd                 { b.left++; return nil }

// told counts the messages of a kind a screen has heard.
func told[M any](b *bare) (n int) {
	for _, msg := range b.heard {
		if _, is := msg.(M); is {
			n++
		}
	}
	return n
}

// desktop is a program whose clock a test moves, with one screen of this room behind all.
func desktop(t *testing.T) (*stage.Desktop, *bare, *stage.HandClock) {
	t.Helper()
	first, clock := &bare{name: "Unten"}, &stage.HandClock{Time: stage.Today}
	d := stage.NewDesktop(t, &stage.DeskDouble{}, func(*shell.Shell, place.Place) kit.Screen { return first })
	d.Sh.Services().Clock = clock
	return d, first, clock
}

func TestAScreenThatIsLeftIsToldAndTheOneBelowHearsOfIt(t *testing.T) {
	t.Parallel()
	d, first, _ := desktop(t)
	second, third := &bare{name: "Mitte"}, &bare{name: "Vorn"}
	d.Open(second).See("Mitte")
	d.Run(d.Sh.Replace(third))
	if d.See("Vorn"); second.left != 1 || told[shell.Returned](first) != 0 {
		t.Errorf("replaced: left %d times, the one below has heard %v", second.left, first.heard)
	}
	d.Run(d.Sh.Pop())
	if d.See("Unten"); third.left != 1 || told[shell.Returned](first) != 1 {
		t.Errorf("gone back: left %d times, the one below has heard %v", third.left, first.heard)
	}
	if d.Run(d.Sh.Pop()); d.Sh.Top() != kit.Screen(first) || first.left != 0 {
		t.Error("the last screen has been taken away")
	}
}

// A key that is held, pressed twice or typed before its question could be read answers none.
func TestAQuestionIsAnsweredOnlyByWhoHasSeenIt(t *testing.T) {
	t.Parallel()
	d, first, clock := desktop(t)
	done := 0
	first.acts = []kit.Action{{Keys: []string{"j"}, Label: "Fragen", Do: func() tea.Cmd {
		return d.Sh.Push(shell.NewAsk(d.Sh, "Wirklich?", "Das bleibt so.", "Ja", func() tea.Cmd { done++; return nil }))
	}}}
	d.Press("j").Press("j")
	if done != 0 || !strings.Contains(d.Screen(), "Bitte erst lesen") {
		t.Errorf("typed ahead: done %d times:\n%s", done, d.Screen())
	}
	for range 40 { // held
		d.Shown(clock, 50*time.Millisecond).Press("j")
	}
	if done != 0 {
		t.Errorf("held: done %d times", done)
	}
	d.Press("n")
	d.Shown(clock, time.Second).Press("j")
	d.Screen() // drawn, and on its way to the terminal
	clock.GoOn(time.Second)
	if d.Press("j"); done != 0 {
		t.Error("answered before the question stood on the terminal")
	}
	if d.Shown(clock, time.Second).Press("j"); done != 1 || d.Sh.Top() != kit.Screen(first) {
		t.Errorf("read and answered: done %d times, in front is %T", done, d.Sh.Top())
	}
}

func TestAKeyDoesWhatTheBarSaysOrSaysWhyNot(t *testing.T) {
	t.Parallel()
	d, first, _ := desktop(t)
	done := ""
	first.acts = []kit.Action{
		{Keys: []string{"f5"}, Label: "Senden", Do: func() tea.Cmd { done += "s"; return nil }},
		{Keys: []string{"alt+b"}, Label: "Bearbeiten", Off: "Es gibt nichts zu bearbeiten.", Do: func() tea.Cmd { done += "b"; return nil }},
		{Keys: []string{"alt+q"}, Label: "Leise", Quiet: true, Do: func() tea.Cmd { done += "q"; return nil }},
		{Keys: []string{"f10"}, Label: "Zurück", Do: func() tea.Cmd { done += "z"; return nil }},
	}
	d.See("F5 Senden").See("Alt+B (Bearbeiten)").See("F10 Zurück").See("F1 Hilfe").See("F9 Befehle")
	if strings.Contains(d.Screen(), "Leise") {
		t.Errorf("what is quiet stands in the bar:\n%s", d.Screen())
	}
	if d.Press("f5", "alt+b", "alt+q", "f10"); done != "sqz" {
		t.Errorf("done %q, want all but what is off", done)
	}
	if d.Press("alt+b").See("Es gibt nichts zu bearbeiten."); first.typed != "" {
		t.Errorf("the screen has heard %q of keys that are actions", first.typed)
	}
}

// Where the window is narrow what is off gives way first, then the last; the help, the
// commands and the way out stay, in six keys or in three.
func TestTheKeyBarGivesWayFromBehind(t *testing.T) {
	t.Parallel()
	key := func(k, label, off string) kit.Action { return kit.Action{Keys: []string{k}, Label: label, Off: off} }
	all := []kit.Action{key("f2", "Eins", ""), key("f3", "Zwei", "nicht jetzt"), key("f4", "Drei", ""), key("f10", "Zurück", ""), key("f1", "Hilfe", ""), key("f9", "Befehle", "")}
	for width, want := range map[int]string{
		80: " F2 Eins F3 (Zwei) F4 Drei F10 Zurück F1 Hilfe F9 Befehle",
		50: " F2 Eins F4 Drei F10 Zurück F1 Hilfe F9 Befehle",
		40: " F2 Eins F10 Zurück F1 Hilfe F9 Befehle",
		31: " F10 Zurück F1 Hilfe F9 Befehle",
		20: " F10 Zurück F1 Hilfe",
	} {
		if got := shell.KeyBar(all, width); got != want {
			t.Errorf("in %d cells: got %q, want %q", width, got, want)
		}
	}
}

// News reach the screens behind the front one, too; those of the connection alone none.
func TestNewsReachEveryScreen(t *testing.T) {
	t.Parallel()
	d, first, _ := desktop(t)
	front := &bare{name: "Vorn"}
	d.Open(front)
	d.Sh.Update(shell.NewsMsg{Desk: d.Sh.Desk(), News: answer.News{Link: true}})
	if told[answer.News](first)+told[answer.News](front) != 0 {
		t.Error("the screens read anew because of the connection")
	}
	d.Sh.Update(shell.NewsMsg{Desk: d.Sh.Desk(), News: answer.News{Cases: []string{"c1"}}})
	for _, b := range []*bare{first, front} {
		if told[answer.News](b) != 1 {
			t.Errorf("%s has heard %v, want the news", b.name, b.heard)
		}
	}
	d.Sh.Update(shell.NewsMsg{Desk: (&stage.DeskDouble{}).Desk(), News: answer.News{Cases: []string{"c1"}}})
	if told[answer.News](front) != 1 {
		t.Error("news of a workplace that was left are told")
	}
}

// What is typed while a screen waits is handed over in its order, to whoever is in front then.
func TestKeysTypedAheadWaitForTheirScreen(t *testing.T) {
	t.Parallel()
	d, first, _ := desktop(t)
	first.busy = true
	if d.Press("abc"); first.typed != "" || len(d.Sh.Kept) != 3 {
		t.Fatalf("typed %q, kept %d keys, want all three kept", first.typed, len(d.Sh.Kept))
	}
	next := &bare{name: "Danach"}
	first.busy = false
	d.Sh.Stack = append(d.Sh.Stack, next)
	d.Give(shell.Returned{}) // any message
	if next.typed != "abc" || first.typed != "" || len(d.Sh.Kept) != 0 {
		t.Errorf("the next screen has %q, the first %q, kept %d", next.typed, first.typed, len(d.Sh.Kept))
	}
}

// asked is a clock that tells what somebody waits for.
type asked struct {
	*stage.HandClock
	waits chan time.Duration
}

func (c asked) After(wait time.Duration) <-chan time.Time {
	over := c.HandClock.After(wait)
	c.waits <- wait
	return over
}

// reading is a screen that reads until it may end.
type reading struct {
	bare
	begun, end chan bool
}

func (r *reading) Start() tea.Cmd {
	return func() tea.Msg {
		r.begun <- true
		<-r.end
		return nil
	}
}

// All people are read once the work list was read and has had the time to be drawn, or
// takes so long that they need not wait for it.
func TestThePeopleAreReadBehindTheWorkList(t *testing.T) {
	t.Parallel()
	const frames, long = 25 * time.Millisecond, 3 * time.Second
	for _, slow := range []bool{false, true} {
		tasks, people := &reading{begun: make(chan bool, 1), end: make(chan bool)}, &reading{begun: make(chan bool, 1), end: make(chan bool)}
		d := stage.NewDesktop(t, &stage.DeskDouble{}, func(_ *shell.Shell, p place.Place) kit.Screen {
			if _, is := p.(place.Patients); is {
				return people
			}
			return tasks
		})
		clock := asked{&stage.HandClock{Time: stage.Today}, make(chan time.Duration, 100)}
		d.Sh.Services().Clock = clock
		waits := func(want time.Duration) {
			t.Helper()
			for n := 0; n < 2; { // the people and the code lists
				select {
				case got := <-clock.waits:
					if got == want {
						n++
					}
				case <-people.begun:
					t.Fatalf("slow %v: the people are read without waiting %v", slow, want)
				case <-time.After(5 * time.Second):
					t.Fatalf("slow %v: nobody waits %v", slow, want)
				}
			}
		}
		d.Run(d.Sh.Enter(d.Desk.Desk()))
		<-tasks.begun
		waits(long)
		if !slow {
			close(tasks.end)
			waits(frames)
		}
		clock.GoOn(map[bool]time.Duration{false: frames, true: long}[slow])
		<-people.begun
		d.Sh.StopNews()
	}
}
