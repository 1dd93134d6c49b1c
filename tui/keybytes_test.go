package tui

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/terminal"
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
	keys terminal.KeyBytes
	left []byte
	over bool
}

func (r *byteReader) Read(p []byte) (int, error) {
	n := min(len(r.left), len(p)/2)
	out := r.keys.Decode(r.left[:n], n == len(p)/2)
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
		"a\x1b^x\x1b\\b\x1bXx\x1b\\c":             "abc",
		"a\u009d0;x\u009cb\u0090x\x1b\\c":         "abc",
		"a\u009bA\u008fH\u0085\u009b12;40Rb":      "a up home b",
		"a\x1bPb\x1b^":                            "a alt+P b alt+^",
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

func TestKeysAreNoText(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"\x1b[A", "\x1b[1;5C", "\x1b[200~", "\x1b[201~", "\x1bOP", "\x1b[[A", "\x1b[15~", "\x1b[3;2~", "\x1bOH", "\x1b\x1b[A", "\x1ba", "\x1bä", "\x1b",
		"\x1b]0;Titel\a", "\x1b]11;rgb:0/0/0\x1b\\", "\x1bP1$r0m\x1b\\", "\x1b_x\x1b\\", "\x1b^x\x1b\\", "\x1bXx\x1b\\", "\u009bA", "\u008fP", "\u009d0;x\u009c", "\u0090x\x1b\\",
		"\x1b[M !!", "\x1b[<0;10;20M", "\x1b[?1;2c", "\x1b[12;40R", "\x1b[I"} {
		if got := terminal.WithoutKeys("Müller" + key + ", 5° L1" + strings.Repeat(key, 2)); got != "Müller, 5° L1" && key != "\x1b" {
			t.Errorf("%q: got %q", key, got)
		}
	}
	for text, want := range map[string]string{"\x1b": "", "a\x1b": "a", "a\x1b[": "a", "a\x1b[12;": "a", "a\x1b]0;x": "a", "\x1b[1ä": "ä", "a[A": "a[A", "\x1b[": ""} {
		if got := terminal.WithoutKeys(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// Text without keys stays as it is, whatever it is.
func TestTextWithoutKeysStays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.Rune().Filter(func(r rune) bool { return r != terminal.Esc && (r < 0x80 || r > 0x9f) })).Draw(t, "text")
		if got := terminal.WithoutKeys(text); got != text {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

func TestBytesThatAreNoUTF8AreCounted(t *testing.T) {
	t.Parallel()
	var k terminal.KeyBytes
	for sent, bad := range map[string]int{"M\xfcller": 1, "\xe4\xf6\xfc": 3, "Müller": 0, "\x1b[M\xff\xfe\xfd": 0} {
		if k.Decode([]byte(sent), false); k.Bad != bad {
			t.Errorf("%q: %d bytes refused, want %d", sent, k.Bad, bad)
		}
	}
	k.Decode([]byte("\x1b[200~M\xfcller"), false)
	if k.Bad != 1 {
		t.Errorf("pasted: %d bytes refused, want 1", k.Bad)
	}
}

func TestALongAnswerInPiecesIsDroppedAndTypingGoesOn(t *testing.T) {
	t.Parallel()
	var k terminal.KeyBytes
	long := "\x1b]52;c;" + strings.Repeat("QUJD", 30)
	var out []byte
	for _, part := range []struct {
		text string
		full bool
	}{{long, true}, {strings.Repeat("QUJD", 20), true}, {"QQ==\x07x", false}, {"\x1b]11;rgb:00", false}, {"\x07", false}, {"\x1b]11;rgb:00", false}, {"abc", false}} {
		out = append(out, k.Decode([]byte(part.text), part.full)...)
	}
	if string(out) != "xabc" {
		t.Errorf("heard %q, want what was typed behind the answers: xabc", out)
	}
}

func TestWhatIsRefusedIsSaidWhileTypingGoesOn(t *testing.T) {
	t.Parallel()
	clock := &stage.HandClock{Time: stage.Today}
	d := newDesktop(t, &stage.DeskDouble{})
	d.Sh.Services().Clock = clock
	d.Open(report.NewEditor(d.Sh, stage.NewDraft()))
	d.Press("M")
	d.Give(shell.RefusedBytes{})
	d.Press("l", "l", "e", "r").See("UTF-8")
	clock.GoOn(shell.RefusalStays)
	d.Press("x")
	if strings.Contains(d.Screen(), "UTF-8") {
		t.Error("the sentence never goes")
	}
}

// FuzzKeyBytes holds that whatever a terminal sends is decoded to the end, grows
// to twice its size at most, is UTF-8, and has no byte of an answer in it.
func FuzzKeyBytes(f *testing.F) {
	for _, seed := range []string{"a\x1bOHb", "\x1b]11;x\x07", "\x1bP>|x\x1b\\", "\x1b[200~\xfc\x1b[201~", "\x1b[M\xff\xff\xff", "\x1bO", "\x1b[", "\x1b", "\xc3", "\u009d0;x\u009c", "\x1bXa\x1b\\", "\x1b\x1b[A", "\u009bA"} {
		f.Add([]byte(seed), 3)
	}
	f.Add([]byte("\x1b[[\xb0"), 3)
	f.Fuzz(func(t *testing.T, sent []byte, cut int) {
		decodesWholeAndInPieces(t, sent, max(0, min(len(sent), cut)))
	})
}

func TestWhatATerminalSendsIsTheSameInPieces(t *testing.T) {
	t.Parallel()
	pieces := rapid.SampledFrom(strings.Split("\x1b [ O P ] X ^ _ \\ \a 0 1 ; 5 M A a R G $ ? ~ ü \xc2 \x9c \x9b \xfc \r \u009d \u009c \u009b \u008f \u0085 \ufffd \x1b[200~ \x1b[201~", " "))
	rapid.Check(t, func(t *rapid.T) {
		sent := []byte(strings.Join(rapid.SliceOfN(pieces, 1, 12).Draw(t, "sent"), ""))
		decodesWholeAndInPieces(t, sent, rapid.IntRange(0, len(sent)).Draw(t, "cut"))
	})
}

func decodesWholeAndInPieces(t interface{ Fatalf(string, ...any) }, sent []byte, at int) {
	var whole, parts terminal.KeyBytes
	all := whole.Decode(bytes.Clone(sent), false)
	if !utf8.Valid(all) || len(all) > 2*len(sent) {
		t.Fatalf("%q gives %q", sent, all)
	}
	if line := terminal.WithoutKeys(string(sent)); strings.ContainsRune(line, terminal.Esc) {
		t.Fatalf("%q as a line gives %q", sent, line)
	}
	if parts.Open(sent[:at]) != 0 {
		return // the rest would have been waited for
	}
	split := append(parts.Decode(bytes.Clone(sent[:at]), false), parts.Decode(bytes.Clone(sent[at:]), false)...)
	if !utf8.Valid(split) || !bytes.Equal(split, all) {
		t.Fatalf("%q in two pieces at %d gives %q, in one %q", sent, at, split, all)
	}
}
