// Command refportal is the reference portal as a server of its own, and the desk
// of the registry's staff: it serves, registers Einrichtungen and users,
// gives a user a new second factor, and shows what was taken in. All of it works on the files of one folder,
// also while the server runs. Start with commandLine.
//
// Exit statuses: 0 done, 1 refused or failed, 2 wrong call.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"example.org/meldeportal/cmd/internal/guard"
	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/sync/portal"
)

// version is set at build time with -ldflags "-X main.version=…".
var version = "0.1.0"

// commandLine is what can be said to the program.
type commandLine struct {
	Ort
	Fassung string `help:"Neueste Fassung von oBDS, die das Portal nimmt und nennt." placeholder:"3.0.x" enum:"${fassungen}" default:"${fassung}" env:"REFPORTAL_FASSUNG"`

	Serve        serveCommand        `cmd:"" default:"1" help:"Das Portal starten (auch ohne Angabe eines Befehls)."`
	Einrichtung  einrichtungCommand  `cmd:"" help:"Meldende Einrichtungen."`
	User         userCommand         `cmd:"" help:"Zugänge der Einrichtungen."`
	OTP          otpCommand          `cmd:"" name:"otp" help:"Zweiter Faktor."`
	Loeschantrag loeschantragCommand `cmd:"" help:"Über Löschanträge entscheiden."`
	Protokoll    protokollCommand    `cmd:"" help:"Zeigen, was das Register getan hat: wann, wer, was, womit."`
	Zertifikat   zertifikatCommand   `cmd:"" help:"Ausgeben, was in die Schreiben gehört: Adresse, Fingerabdruck, CA-Datei."`
	Schluessel   schluesselCommand   `cmd:"" help:"Schlüssel der Stellen, für die Meldungen verschlüsselt werden."`
	Schulung     trainingCommand     `cmd:"" help:"Schulungstermine, die alle Einrichtungen sehen."`
	Stellen      stellenCommand      `cmd:"" help:"Die Stellen des Registers, die einzeln laufen."`
	Demo         demoCommand         `cmd:"" help:"Zeigen, was jede Stelle von einer Meldung weiß und was nicht."`
	Meldung      meldungCommand      `cmd:"" help:"Angenommene Meldungen."`
	Auskunft     auskunftCommand     `cmd:"" help:"Der Person selbst, oder nach ihrem Tod nächsten Angehörigen, sagen, was das Register von ihr hat."`
	Sterbefaelle sterbefaelleCommand `cmd:"" help:"Vertrauensstelle: Sterbefälle der Standesämter."`
	Screening    screeningCommand    `cmd:"" help:"Vertrauensstelle: Teilnahmen am Screening."`
	Pruefen      pruefenCommand      `cmd:"" help:"Landesauswertungsstelle: über Personen entscheiden, die eine sein könnten."`
	Auswerten    auswertenCommand    `cmd:"" help:"Landesauswertungsstelle: Zahlen ohne Personen."`

	Version kong.VersionFlag `help:"Programm- und Schemaversion zeigen."`
}

const description = "Referenzportal: ein kleines Meldeportal zum Ausprobieren und für Tests.\n" +
	"Rückgabewerte: 0 erledigt, 1 abgelehnt oder gescheitert, 2 falscher Aufruf."

func main() {
	guard.Process()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run does what args say and gives the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var line commandLine
	left := -1 // exit status that --help or --version ask for
	parser, err := hilfe.New("refportal", description, &line,
		kong.Vars{"version": fmt.Sprintf("refportal %s, oBDS %s", version, dataset.Version(dataset.Newest)),
			"ergebnisse": strings.Join(portal.Results(), ","), "fassung": dataset.Version(dataset.Newest), "fassungen": strings.Join(dataset.Until(dataset.Newest), ",")},
		kong.Writers(stdout, stderr), kong.Exit(func(code int) { left = code; panic(exit{}) }))
	if err != nil {
		fmt.Fprintln(stderr, "refportal:", err)
		return hilfe.ExitUsage
	}
	parsed, err := parse(parser, args)
	if left >= 0 {
		return left
	}
	if err != nil {
		return hilfe.Usage(stderr, parser, err)
	}
	newest, _ := dataset.ByVersion(line.Fassung) // it is one of the enum
	if err := parsed.Run(&desk{ctx, line.Ort, stdout, stderr, newest}); err != nil {
		fmt.Fprintln(stderr, "refportal:", sentence(err))
		return hilfe.ExitFailure
	}
	return hilfe.ExitOK
}

// exit ends the parsing when --help or --version were answered: kong expects
// its exit function not to return.
type exit struct{}

func parse(parser *kong.Kong, args []string) (parsed *kong.Context, err error) {
	defer func() {
		if r := recover(); r != nil {
			if _, answered := r.(exit); !answered {
				panic(r)
			}
		}
	}()
	return parser.Parse(args)
}
