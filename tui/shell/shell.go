package shell

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/terminal"
	"example.org/meldeportal/tui/work"
)

// The window the screens are made for, and the smallest one that is drawn.
const (
	DefaultWidth, DefaultHeight = 80, 24
	minWidth, minHeight         = 60, 16
)

// Shell is the root of the program: the stack of screens, the window, the
// message line, the clock and the news of the outbox.
type Shell struct {
	services *work.Services
	desk     *work.Desk
	rooms    []Places
	Stack    []kit.Screen
	patients kit.Screen // of the workplace, read from the start on; nil while nobody is signed in
	width    int
	height   int
	Message  string
	answers  bool         // the message answers the person
	remark   string       // is said when that answer is gone
	stays    time.Time    // the message is not taken away by a key before
	Kept     []tea.KeyMsg // typed while the top screen was busy
	Eye      terminal.Eye
	leaving  time.Time // when Esc joined the kept keys
	Caret    *terminal.Out
	send     func(tea.Msg)
	life     context.Context // of the program
	During   context.Context // ends when the person signs out
	fewKeys  bool            // the key bar shows the ways out alone
	here     map[kit.Screen]stay
	StopNews context.CancelFunc // ends during
	Quitting bool
	HungUp   atomic.Bool
	Renewal  *admission.Renewal // why the program ended, where it is to begin anew
	keyed    time.Time          // when a key was pressed last
	last     string             // which one a screen got
	crash    atomic.Pointer[Crash]
	aid      aidMsg      // demo only
	beside   beside      // the front list
	ended    string      // what was said of a session that is over
	Whole    bool        // forms show the whole report on one page
	Usage    *work.Usage // of the signed-in person
}

// Places are the screens of a room's places, nil for any other place.
type Places func(*Shell, place.Place) kit.Screen

// New makes the program, signed out, of the places of its rooms. caret
// may be nil where no terminal's cursor is to be moved.
func New(services *work.Services, caret *terminal.Out, rooms ...Places) *Shell {
	sh := &Shell{services: services, rooms: rooms, width: DefaultWidth, height: DefaultHeight, Caret: caret,
		send: func(tea.Msg) {}, Usage: work.NewUsage(), life: context.Background()}
	sh.During = sh.life
	sh.Eye.Now = func() time.Time { return sh.clock().Now() }
	if caret != nil {
		caret.Eye = &sh.Eye
	}
	sh.Stack = []kit.Screen{sh.Screen(sh.first())}
	sh.Message = services.Said
	return sh
}

// first is where the program begins.
func (sh *Shell) first() place.Place {
	switch {
	case sh.services.Setup != nil:
		return place.Setup{}
	case sh.services.Locked != nil:
		return place.Locked{}
	}
	return place.Login{}
}

// Patients is the patient list as the other screens need it.
type Patients interface {
	// Search shows who fits what is typed, from its first key on; one without
	// letters shows all people.
	Search(k tea.KeyMsg) tea.Cmd
	// Add begins a new person as soon as everybody known is read.
	Add() tea.Cmd
	// Latest is the draft worked on last, nil where there is none, and whether it
	// was looked for.
	Latest() (d *model.Draft, looked bool)
	// Known are the people of the Einrichtung, and whether all of them are read.
	Known() (known *people.Index, all bool)
}

// Patients is the patient list, nil while nobody is signed in.
func (sh *Shell) Patients() Patients {
	list, _ := sh.patients.(Patients)
	return list
}

// KnownPeople are the people read so far as they are now, for whoever reads them beside
// the screens; nil = nobody is known yet.
func (sh *Shell) KnownPeople() func() *people.Index {
	var known *people.Index
	if list := sh.Patients(); list != nil {
		known, _ = list.Known()
		known = known.Frozen()
	}
	return func() *people.Index { return known }
}

// HangUp tells the program that its terminal is gone: it saves and ends.
type HangUp struct{}

// NewsMsg is news of the outbox; err ends the listening.
type NewsMsg struct {
	Desk *work.Desk
	News answer.News
	err  error
}

// Bind hands over the running program's way to send messages.
func (sh *Shell) Bind(send func(tea.Msg)) { sh.send = send }

// Send puts a message into the program. It may be called from any goroutine.
func (sh *Shell) Send(msg any) { sh.send(msg) }

// Services are the world as cmd plugged it in.
func (sh *Shell) Services() *work.Services { return sh.services }

// Desk is the workplace of the signed-in person, nil while nobody is.
func (sh *Shell) Desk() *work.Desk { return sh.desk }

// Size is the window in cells.
func (sh *Shell) Size() (w, h int) { return sh.width, sh.height }

// Top is the screen in front.
func (sh *Shell) Top() kit.Screen { return sh.Stack[len(sh.Stack)-1] }

// Push puts a screen in front.
func (sh *Shell) Push(s kit.Screen) tea.Cmd {
	sh.Stack = append(sh.Stack, s)
	return s.Start()
}

// Screen is the screen of a place. A place without one is a fault of the program.
func (sh *Shell) Screen(p place.Place) kit.Screen {
	for _, room := range sh.rooms {
		if s := room(sh, p); s != nil {
			return s
		}
	}
	panic(fmt.Sprintf("no screen for %T", p))
}

// Open goes to a place.
func (sh *Shell) Open(p place.Place) tea.Cmd {
	if why := sh.closed(p); why != "" {
		sh.Say(why)
		return nil
	}
	return sh.Push(sh.Screen(p))
}

// Swap goes to a place that takes that of the front screen.
func (sh *Shell) Swap(p place.Place) tea.Cmd {
	if why := sh.closed(p); why != "" {
		sh.Say(why)
		return nil
	}
	return sh.Replace(sh.Screen(p))
}

// Pop takes the front screen away; the one below is told with Returned.
func (sh *Shell) Pop() tea.Cmd {
	if len(sh.Stack) == 1 {
		return nil
	}
	left := sh.Top().Leave()
	sh.left(sh.Top())
	sh.Stack = sh.Stack[:len(sh.Stack)-1]
	return tea.Batch(left, sh.Top().Update(Returned{}))
}

// placed is a screen that says where it is.
type placed interface{ Place() place.Place }

// Below reports whether the screen behind the front one is a place.
func (sh *Shell) Below(p place.Place) bool {
	if len(sh.Stack) < 2 {
		return false
	}
	s, ok := sh.Stack[len(sh.Stack)-2].(placed)
	return ok && s.Place() == p
}

// Replace puts a screen in the place of the front one.
func (sh *Shell) Replace(s kit.Screen) tea.Cmd {
	left := sh.Top().Leave()
	sh.left(sh.Top())
	sh.Stack[len(sh.Stack)-1] = s
	return tea.Batch(left, s.Start())
}

// Returned tells a screen that it is in front again.
type Returned struct{}

// SyncNow has the outbox try at once what waits.
func (sh *Shell) SyncNow() tea.Cmd {
	sh.Say(work.SyncSentence(sh.desk))
	return nil
}

// SignOut saves, closes the workplace and shows the login.
func (sh *Shell) SignOut() tea.Cmd {
	sh.closeDesk()
	return sh.anew()
}

// anew shows what comes before the work, in a program begun anew where that can be: what
// this one has read stays in its memory.
func (sh *Shell) anew() tea.Cmd {
	sh.Stack = []kit.Screen{sh.Screen(sh.first())}
	if sh.services.Renews && !sh.HungUp.Load() {
		sh.Renewal = &admission.Renewal{Locked: sh.services.Locked, Said: sh.Message}
		return sh.Quit()
	}
	return tea.Batch(sh.Top().Start(), sh.askAid(0))
}

func (sh *Shell) closeDesk() {
	if err := sh.FlushDrafts(); err != nil {
		sh.Fail(err)
	}
	if sh.desk == nil {
		return
	}
	sh.StopNews()
	if err := sh.desk.Station.Close(); err != nil {
		sh.Fail(err)
	}
	sh.leaveDesk()
}

// leaveDesk forgets a workplace that is closed.
func (sh *Shell) leaveDesk() {
	sh.leftAll()
	sh.desk, sh.patients, sh.During = nil, nil, sh.life
}

// flusher is a screen that holds unsaved text.
type flusher interface {
	Flush(ctx context.Context) error
}

// FlushDrafts saves what the screens still hold. It is safe after a panic.
func (sh *Shell) FlushDrafts() error {
	ctx, cancel := context.WithTimeout(sh.life, 5*time.Second)
	defer cancel()
	for _, s := range slices.Backward(sh.Stack) {
		if f, ok := s.(flusher); ok {
			if err := f.Flush(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// Shutdown saves and closes whatever is open, after the program has ended.
func (sh *Shell) Shutdown() (err error) {
	defer func() {
		if recover() != nil { // what broke the program may break saving, too
			sh.crashed()
			err = &answer.Failure{Kind: answer.FailInternal}
		}
	}()
	err = sh.FlushDrafts()
	if sh.desk != nil {
		sh.StopNews()
		if closed := sh.desk.Station.Close(); err == nil {
			err = closed
		}
		sh.desk = nil
	}
	return err
}

func Listen(ctx context.Context, desk *work.Desk) tea.Cmd {
	return func() tea.Msg {
		news, err := desk.Station.News(ctx)
		return NewsMsg{desk, news, err}
	}
}

// Init starts the first screen.
func (sh *Shell) Init() tea.Cmd { return sh.guarded(tea.Batch(sh.Top().Start(), sh.askAid(0))) }

// Update takes one message.
func (sh *Shell) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	defer func() {
		if recover() != nil {
			sh.crashed()
			cmd = sh.Quit()
		}
	}()
	sh.Eye.Wake()
	cmd = sh.update(msg)
	return sh, sh.guarded(tea.Batch(cmd, sh.handOver(), sh.follow()))
}

func (sh *Shell) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		sh.resize(msg)
		return nil
	case HangUp:
		sh.HungUp.Store(true)
		return sh.Quit()
	case crashMsg:
		return sh.Quit()
	case idleMsg:
		return sh.idle(msg)
	case NewsMsg:
		return sh.hear(msg)
	case aidMsg:
		return sh.takeAid(msg)
	case scannedMsg:
		if msg.err != nil {
			sh.Fail(msg.err)
		}
		return nil
	case restedMsg:
		return sh.rested(msg)
	case heldMsg:
		sh.held(msg)
		return nil
	case RefusedBytes:
		sh.refused()
		return nil
	case TempoMsg:
		sh.takeTempo(msg)
		return nil
	case settingsMsg:
		return sh.tookSettings(msg)
	case usageMsg:
		sh.tookUsage(msg)
		return nil
	case usageKept:
		return sh.wasKept(msg)
	case tea.KeyMsg:
		return sh.Key(msg)
	}
	return sh.spread(msg)
}

func (sh *Shell) resize(msg tea.WindowSizeMsg) {
	sh.width, sh.height = msg.Width, msg.Height
	if msg.Width == 0 || msg.Height == 0 {
		sh.width, sh.height = DefaultWidth, DefaultHeight
	}
}

// hear passes news to every screen, since those behind show counters too. Those of
// the connection alone are drawn in the header, and no screen reads for them.
func (sh *Shell) hear(msg NewsMsg) tea.Cmd {
	if msg.err != nil || msg.Desk != sh.desk {
		return nil
	}
	next := Listen(sh.During, sh.desk)
	if msg.News.Link {
		if sh.desk.Station.Link().Out {
			return sh.putOut()
		}
		sh.sayEnded()
		return next
	}
	return tea.Batch(sh.spread(msg.News), next)
}

// spread gives a message to all screens: an answer belongs to the one that asked.
func (sh *Shell) spread(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, s := range sh.listening() {
		cmds = append(cmds, s.Update(msg))
	}
	return tea.Batch(cmds...)
}

// listening are the screens on the stack, and the patient list, which is kept
// up to date wherever one is.
func (sh *Shell) listening() []kit.Screen {
	all := slices.Clone(sh.Stack)
	if sh.patients != nil && !slices.Contains(all, sh.patients) {
		all = append(all, sh.patients)
	}
	return all
}

// handOver gives the keys that were typed while a screen was busy to whoever
// is in front now.
func (sh *Shell) handOver() tea.Cmd {
	var cmds []tea.Cmd
	for len(sh.Kept) > 0 && !sh.Top().Busy() {
		k := sh.Kept[0]
		sh.Kept = sh.Kept[1:]
		cmds = append(cmds, sh.press(k, true))
	}
	return tea.Batch(cmds...)
}

func (sh *Shell) Key(k tea.KeyMsg) tea.Cmd {
	early := sh.Eye.Press(k)
	if cmd, locks := sh.woken(); locks {
		return cmd
	}
	if sh.desk != nil {
		sh.desk.Station.Typed()
	}
	if sh.small() {
		return sh.smallKey(k, early)
	}
	if k.String() == "ctrl+c" {
		return sh.askQuit()
	}
	if sh.Top().Busy() && !sh.breaksOff(k) {
		sh.Kept = append(sh.Kept, k)
		return nil
	}
	return sh.press(k, early)
}

// isBack reports a key that goes back.
func isBack(k tea.KeyMsg) bool { return k.String() == "esc" || k.String() == "f10" }

// Patience is how long a kept Esc waits for its turn before another one breaks
// off: two in a row are meant for what was typed before them.
const Patience = 2 * time.Second

// breaksOff reports whether a key leaves a busy screen at once. Behind kept keys
// Esc waits its turn like any other; one pressed again when nothing has come of
// it leaves, and what was kept is given up.
func (sh *Shell) breaksOff(k tea.KeyMsg) bool {
	if !isBack(k) {
		return false
	}
	now, waits := sh.services.Now(), slices.ContainsFunc(sh.Kept, isBack)
	switch {
	case len(sh.Kept) == 0, waits && now.Sub(sh.leaving) >= Patience:
		sh.Kept = nil
		return true
	case !waits:
		sh.leaving = now
		sh.Say("Es wird noch gelesen; das Getippte wartet. Hilft das nicht: Esc nochmals verlässt die Maske ohne es.")
	}
	return false
}

// press gives a key to its action or to the front screen. An early one was typed
// before the screen was there, or is the same key again: it answers no question.
func (sh *Shell) press(k tea.KeyMsg, early bool) tea.Cmd {
	held := early && k.String() == sh.last
	sh.last = k.String()
	sh.hush()
	cmd := sh.act(k, early, held)
	sh.sayRemark()
	return cmd
}

// act does what a key stands for. One that is held comes again with no other in between.
func (sh *Shell) act(k tea.KeyMsg, early, held bool) tea.Cmd {
	if a, ok := find(sh.Offers(), k.String()); ok {
		switch {
		case a.Off != "":
			sh.Say(a.Off)
			return nil
		case a.Anew && held, a.Final && (early || !sh.Eye.Read(sh.Top())):
			sh.Say(unread(a, k.String()))
			return nil
		}
		return a.Do()
	}
	return sh.Top().Update(k)
}

// find is the action a key belongs to. A capital letter is the letter: nobody who has
// left Caps Lock on is to wonder why nothing happens.
func find(actions []kit.Action, key string) (kit.Action, bool) {
	for _, k := range []string{key, strings.ToLower(key)} {
		for _, a := range actions {
			if slices.Contains(a.Keys, k) {
				return a, true
			}
		}
	}
	return kit.Action{}, false
}

// Offers are what can be done now: the screen's own, then the house's.
func (sh *Shell) Offers() []kit.Action {
	own := sh.Top().Actions()
	all := append(own[:len(own):len(own)], sh.helpAction(own))
	if _, ok := sh.Top().(overlay); ok {
		return append(all, sh.lockActions()...)
	}
	all = slices.Concat(sh.again(), all, sh.showHeld(), sh.lockActions())
	return append(all, kit.Action{Keys: []string{"f9", "ctrl+p"}, Label: "Befehle", Help: "Alle Befehle dieser Maske mit Namen suchen und ausführen.",
		Do: func() tea.Cmd {
			return sh.Push(NewPalette(sh, slices.Concat(own, sh.again(), arranged(sh.Top()), sh.lockActions())))
		}})
}

// helpAction opens the manual at the front screen's paragraph. The keys of an
// overlay are few and all needed: the help is among them only where there is
// room, its key works all the same.
func (sh *Shell) helpAction(own []kit.Action) kit.Action {
	a := kit.Action{Keys: []string{"f1", "alt+h"}, Label: "Hilfe", Help: "Zeigt, was auf dieser Maske geht, und die Hilfe zum Feld.",
		Do: func() tea.Cmd { return sh.Push(NewHelp(sh, sh.Top(), own)) }, Quiet: hasKey(own, "f1")}
	if _, ok := sh.Top().(overlay); ok && barWidth(append(loud(own), a)) > sh.width {
		a.Quiet = true
	}
	return a
}

// overlay is a screen that explains or asks about the one below it.
type overlay interface{ over() }

func hasKey(actions []kit.Action, key string) bool {
	_, ok := find(actions, key)
	return ok
}

// Quit saves and ends the program.
func (sh *Shell) Quit() tea.Cmd {
	sh.Quitting = true
	return tea.Quit
}

func (sh *Shell) clock() work.Clock { return sh.services.Timer() }

// later gives a message to the program after a while, counted from now on.
func (sh *Shell) later(wait time.Duration, msg tea.Msg) tea.Cmd {
	over := sh.clock().After(wait)
	return func() tea.Msg {
		<-over
		return msg
	}
}
