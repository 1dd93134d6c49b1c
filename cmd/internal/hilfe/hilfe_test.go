package hilfe_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/alecthomas/kong"

	"example.org/meldeportal/cmd/internal/hilfe"
)

// grammar has everything a program of ours may use.
type grammar struct {
	Dir string `help:"Ordner." placeholder:"ORDNER" env:"X_DIR"`
	N   int    `help:"Eine Zahl mit einer Erklärung, die so lang ist, dass sie in der rechten Spalte umgebrochen werden muss, auch hier." default:"3"`

	Start   struct{} `cmd:"" default:"1" help:"Starten."`
	Melden  melden   `cmd:"" help:"Melden."`
	Geheim  struct{} `cmd:"" hidden:"" help:"Nicht gezeigt."`
	Version kong.VersionFlag
}

type melden struct {
	Datei []string `arg:"" help:"Dateien."`
	Art   string   `required:"" enum:"entwurf,gesendet" help:"Art." placeholder:"ART"`
	Dauer time.Duration
	Ja    bool `xor:"x"`
	Nein  bool `xor:"x"`
}

type done struct{}

// said parses args and gives what was printed, and the error.
func said(t *testing.T, args ...string) (help, usage string, code int) {
	t.Helper()
	var out, wrong bytes.Buffer
	parser, err := hilfe.New("programm", "Ein Programm.\nZweite Zeile.", &grammar{}, kong.Writers(&out, &out), kong.Vars{"version": "1"},
		kong.Exit(func(int) { panic(done{}) }))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(done); !ok {
				panic(r)
			}
			help = out.String()
		}
	}()
	if _, err := parser.Parse(args); err != nil {
		code = hilfe.Usage(&wrong, parser, err)
	}
	return out.String(), wrong.String(), code
}

var english = []string{"Usage", "Flags", "Arguments", "Commands", "Run \"", "Show", "expected", "unknown", "unexpected", "missing", "must", "did you mean", "help for"}

func TestTheHelpPageIsGermanAndFitsTheTerminal(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args []string
		want []string
	}{
		{[]string{"--help"}, []string{"Aufruf: programm BEFEHL [Optionen]", "Ein Programm.\nZweite Zeile.", "melden DATEI …", "start ", "--dir=ORDNER",
			"(Umgebung: X_DIR)", "(Vorgabe: 3)", "-h, --help", "Zeigt diese Hilfe.", "„programm BEFEHL --help“"}},
		{[]string{"melden", "--help"}, []string{"Aufruf: programm melden DATEI … [Optionen]", "Melden.", "Argumente:", "Dateien.", "--art=ART", "(nötig)", "--ja", "--dir=ORDNER"}},
	} {
		help, _, _ := said(t, test.args...)
		for _, want := range test.want {
			if !strings.Contains(help, want) {
				t.Errorf("%v: %q is missing in\n%s", test.args, want, help)
			}
		}
		for _, word := range append(english, "geheim", "Nicht gezeigt") {
			if strings.Contains(help, word) {
				t.Errorf("%v: %q stands in\n%s", test.args, word, help)
			}
		}
		for _, line := range strings.Split(help, "\n") {
			if n := utf8.RuneCountInString(line); n > 80 {
				t.Errorf("%v: line of %d characters: %s", test.args, n, line)
			}
		}
	}
}

func TestAWrongCallIsToldInGermanWithTheNextStep(t *testing.T) {
	t.Parallel()
	for call, want := range map[string]string{
		"--dri=x":                                "Die Option --dri gibt es nicht. Gemeint ist vielleicht --dir.",
		"--quatsch":                              "Die Option --quatsch gibt es nicht.",
		"meldn":                                  "Den Befehl „meldn“ gibt es nicht. Gemeint ist vielleicht melden.",
		"quatsch":                                "Die Angabe „quatsch“ passt hier nicht.",
		"melden":                                 "Es fehlt",
		"melden a.xml":                           "Es fehlt die Option --art=ART.",
		"melden a.xml --art=neu":                 "Die Option --art nimmt nur diese Werte: entwurf, gesendet.",
		"melden a.xml --art=entwurf --ja --nein": "Die Optionen --ja und --nein schließen sich aus.",
		"melden a.xml --art=entwurf --dauer=morgen": "Die Option --dauer braucht eine Dauer, etwa 30s oder 5m.",
		"--dir":     "Der Option --dir fehlt ihr Wert.",
		"--n=viele": "Die Option --n braucht eine ganze Zahl.",
	} {
		_, usage, code := said(t, strings.Fields(call)...)
		if code != hilfe.ExitUsage || !strings.HasPrefix(usage, "programm: "+want) || !strings.Contains(usage, "„programm --help“") {
			t.Errorf("%q: got %d %q, want 2 %q and the next step", call, code, usage, want)
		}
		for _, word := range english {
			if strings.Contains(usage, word) {
				t.Errorf("%q: %q stands in %q", call, word, usage)
			}
		}
	}
}
