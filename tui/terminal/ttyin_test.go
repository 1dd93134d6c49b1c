package terminal

import (
	"io"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/creack/pty"
)

func TestReadHandsOverSplitKeysWhole(t *testing.T) {
	t.Parallel()
	for name, parts := range map[string][2]string{
		"function key": {"\x1b[2", "0~"}, "umlaut": {"\xc3", "\xbc"}, "escape then bracket": {"\x1b", "[A"}, "SS3": {"\x1bO", "P"},
	} {
		got, gap := readSplit(t, parts)
		for range 50 { // on a busy machine a terminal may be slower than any that is waited for
			if gap < escapeWait/2 {
				break
			}
			got, gap = readSplit(t, parts)
		}
		if want := parts[0] + parts[1]; got != want {
			t.Errorf("%s: read %q, want %q in one piece", name, got, want)
		}
	}
}

func TestReadDoesNotHoldBackALoneEscape(t *testing.T) {
	t.Parallel()
	if wait := new(KeyBytes).Open([]byte("a\x1b")); wait != escapeWait {
		t.Errorf("wait after a lone escape = %v, want %v", wait, escapeWait)
	}
	for _, whole := range []string{"abc", "ü", "\x1b[20~", "\x1bOP", "\x1bh"} {
		if wait := new(KeyBytes).Open([]byte(whole)); wait != 0 {
			t.Errorf("wait after %q = %v, want none", whole, wait)
		}
	}
}

// readSplit reads a key that arrives in two parts, and says how long it took to come.
func readSplit(t *testing.T, parts [2]string) (read string, gap time.Duration) {
	t.Helper()
	keyboard, terminal, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer keyboard.Close()
	defer terminal.Close()
	if err := makeRaw(terminal); err != nil {
		t.Fatal(err)
	}
	whole := make(chan time.Duration, 1)
	go func() {
		start := time.Now()
		keyboard.WriteString(parts[0])
		time.Sleep(5 * time.Millisecond)
		keyboard.WriteString(parts[1])
		whole <- time.Since(start)
	}()
	buf := make([]byte, 64)
	n, err := (&TTYIn{File: terminal}).Read(buf)
	if err != nil {
		t.Fatal(err)
	}
	return string(buf[:n]), <-whole
}

func TestAltWithAnArrowArrivesAsOneKeyHoweverTheTerminalSaysIt(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]string{"\x1b\x1b[A": "alt+up", "\x1b[1;3A": "alt+up", "\x1b\x1b[B": "alt+down", "\x1b[1;3B": "alt+down"} {
		if got := keyRead(t, sent); got != want {
			t.Errorf("%q: got %q, want %q", sent, got, want)
		}
		for split := 1; split < len(sent); split++ {
			if new(KeyBytes).Open([]byte(sent[:split])) == 0 {
				t.Errorf("%q: after %q the rest is not waited for", sent, sent[:split])
			}
		}
	}
}

// A paste whose end mark a terminal loses does not swallow the keys behind it for ever.
func TestAPasteWithoutItsEndEnds(t *testing.T) {
	t.Parallel()
	if got := keyRead(t, "\x1b[200~Kowal"); got != "[Kowal]" {
		t.Errorf("got %q, want what was pasted", got)
	}
}

// soon is how long the tests wait at most for what has been sent already.
const soon = 100 * time.Millisecond

// keyRead is the first key a program hears when the terminal sends bytes.
func keyRead(t *testing.T, sent string) string {
	t.Helper()
	keyboard, terminal, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer keyboard.Close()
	defer terminal.Close()
	if err := makeRaw(terminal); err != nil {
		t.Fatal(err)
	}
	keyboard.WriteString(sent)
	in := &TTYIn{File: terminal}
	in.more = func(within time.Duration) bool { return in.ready(min(within, soon)) }
	heard, err := tea.NewProgram(&firstKey{}, tea.WithInput(in), tea.WithOutput(io.Discard), tea.WithoutSignalHandler()).Run()
	if err != nil {
		t.Fatal(err)
	}
	return heard.(*firstKey).name
}

type firstKey struct{ name string }

func (k *firstKey) Init() tea.Cmd { return nil }
func (k *firstKey) View() string  { return "" }
func (k *firstKey) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyMsg); ok {
		k.name = key.String()
		return k, tea.Quit
	}
	return k, nil
}
