package tui

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
)

// heard are the keys a program hears of bytes, as the toolkit names them.
func heard(t testing.TB, sent string) (names []string) {
	t.Helper()
	keys := &allKeys{}
	in := &byteReader{left: []byte(sent)}
	if _, err := tea.NewProgram(keys, tea.WithInput(in), tea.WithOutput(io.Discard), tea.WithoutSignalHandler(), tea.WithoutRenderer()).Run(); err != nil {
		t.Fatal(err)
	}
	return keys.names
}

// byteReader gives decoded bytes, then the key that ends the program.
type byteReader struct {
	keys keyBytes
	left []byte
	over bool
}

func (r *byteReader) Read(p []byte) (int, error) {
	n := min(len(r.left), len(p)/2)
	out := r.keys.decode(r.left[:n], n == len(p)/2)
	if r.left = r.left[n:]; n == 0 && !r.over {
		r.over = true
		return copy(p, "\x1b[24~"), nil
	}
	return copy(p, out), nil
}

type allKeys struct{ names []string }

func (k *allKeys) Init() tea.Cmd { return nil }
func (k *allKeys) View() string  { return "" }
func (k *allKeys) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyMsg); ok {
		if key.String() == "f12" {
			return k, tea.Quit
		}
		k.names = append(k.names, key.String())
	}
	return k, nil
}

func TestKeysOfEveryTerminalAreKeysAndAnswersAreNothing(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]string{
		// tasten_ss3: mosh, PuTTY, rxvt and the keypad
		"abc\x1bOHX\x1bOFY":    "abc home X end Y",
		"\x1bOq\x1bO2\x1bOy":   "19",
		"\x1bOM":               "enter",
		"\x1bOd\x1bOc":         "ctrl+left ctrl+right",
		"\x1bO5D\x1bO1;5C":     "ctrl+left ctrl+right",
		"\x1b[1;5D":            "ctrl+left",
		"\x1bOP\x1bOA\x1bOB":   "f1 up down",
		"\x1bOT\x1bOU\x1bOX":   "f5 f6 f9",
		"\x1b\x1b[A\x1b[1;3B":  "alt+up alt+down",
		"\x1b[[A\x1b[[E":       "f1 f5",
		"\x1b[7~\x1b[8$\x1b[c": "home shift+end shift+right",
		"\x1b[Z\x1b[24;2~x":    "shift+tab x",
		"\x1bh":                "alt+h",
		"\x1bOE":               "",
		// antworten_terminal: late answers to what other programs asked
		"a\x1b]11;rgb:0000/0000/0000\x07b":        "ab",
		"a\x1b]11;rgb:0000/0000/0000\x1b\\b":      "ab",
		"a\x1bP>|xterm(390)\x1b\\b":               "ab",
		"a\x1bP1$r0m\x1b\\b":                      "ab",
		"a\x1b_Gi=1;OK\x1b\\b":                    "ab",
		"a\x1b[12;40Rb\x1b[?62;22c\x1b[>0;10;1cc": "abc",
		"a\x1b[?2026;2$y\x1b[?1u\x1b[8;24;80tb":   "ab",
		"a\x1b[I\x1b[O\x1b[<0;10;10M\x1b[M !\"b":  "ab",
		"a\x1b[M\xff\xfe\xfdb":                    "ab",
		"a\x1b]11;rgb:\rb":                        "a enter b",
		// latin1_taste
		"M\xfcller": "Mller",
		"Müller":    "Müller",
		// a paste is text, whatever is in it
		"\x1b[200~a\x1bOHb\x1b]0;x\x07c\xfc\x1b[201~d": "[a\x1bOHb\x1b]0;x\ac] d",
	} {
		if got := strings.Join(heard(t, sent), " "); got != want {
			t.Errorf("%q: heard %q, want %q", sent, got, want)
		}
	}
}

func TestBytesThatAreNoUTF8AreCounted(t *testing.T) {
	t.Parallel()
	var k keyBytes
	for sent, bad := range map[string]int{"M\xfcller": 1, "\xe4\xf6\xfc": 3, "Müller": 0, "\x1b[M\xff\xfe\xfd": 0} {
		if k.decode([]byte(sent), false); k.bad != bad {
			t.Errorf("%q: %d bytes refused, want %d", sent, k.bad, bad)
		}
	}
	k.decode([]byte("\x1b[200~M\xfcller"), false)
	if k.bad != 1 {
		t.Errorf("pasted: %d bytes refused, want 1", k.bad)
	}
}

func TestALongAnswerInPiecesIsDroppedAndTypingGoesOn(t *testing.T) {
	t.Parallel()
	var k keyBytes
	long := "\x1b]52;c;" + strings.Repeat("QUJD", 30)
	var out []byte
	for _, part := range []struct {
		text string
		full bool
	}{{long, true}, {strings.Repeat("QUJD", 20), true}, {"QQ==\x07x", false}, {"\x1b]11;rgb:00", false}, {"\x07", false}, {"\x1b]11;rgb:00", false}, {"abc", false}} {
		out = append(out, k.decode([]byte(part.text), part.full)...)
	}
	if string(out) != "xabc" {
		t.Errorf("heard %q, want what was typed behind the answers: xabc", out)
	}
}

func TestWhatIsRefusedIsSaidWhileTypingGoesOn(t *testing.T) {
	t.Parallel()
	clock := &handClock{now: today}
	d := newDesktop(t, &deskDouble{})
	d.sh.services.Clock = clock
	d.open(NewEditor(d.sh, newDraft()))
	d.press("M")
	d.give(refusedBytes{})
	d.press("l", "l", "e", "r").see("UTF-8")
	clock.goOn(refusalStays)
	d.press("x")
	if strings.Contains(d.screen(), "UTF-8") {
		t.Error("the sentence never goes")
	}
}

// FuzzKeyBytes holds that whatever a terminal sends is decoded to the end, grows
// to twice its size at most, is UTF-8, and has no byte of an answer in it.
func FuzzKeyBytes(f *testing.F) {
	for _, seed := range []string{"a\x1bOHb", "\x1b]11;x\x07", "\x1bP>|x\x1b\\", "\x1b[200~\xfc\x1b[201~", "\x1b[M\xff\xff\xff", "\x1bO", "\x1b[", "\x1b", "\xc3"} {
		f.Add([]byte(seed), 3)
	}
	f.Fuzz(func(t *testing.T, sent []byte, cut int) {
		var whole, parts keyBytes
		all := whole.decode(bytes.Clone(sent), false)
		if !utf8.Valid(all) || len(all) > 2*len(sent) {
			t.Fatalf("%q gives %q", sent, all)
		}
		at := max(0, min(len(sent), cut))
		if parts.open(sent[:at]) != 0 {
			return // the rest would have been waited for
		}
		split := append(parts.decode(bytes.Clone(sent[:at]), false), parts.decode(bytes.Clone(sent[at:]), false)...)
		if !utf8.Valid(split) || !bytes.Equal(split, all) {
			t.Fatalf("%q in two pieces at %d gives %q, in one %q", sent, at, split, all)
		}
	})
}
