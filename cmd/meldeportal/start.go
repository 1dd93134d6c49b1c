package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/google/uuid"

	"example.org/meldeportal/cmd/internal/guard"
	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui"
	"example.org/meldeportal/tui/lines"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// startCommand is the real program.
type startCommand struct{ Anzeige }

// Anzeige is how the program shows itself.
type Anzeige struct {
	Zeilenmodus bool `help:"Zeile für Zeile fragen statt Masken zu zeichnen: für Screenreader, einfache Terminals und Skripte." env:"MELDEPORTAL_ZEILENMODUS"`
}

// run shows the program: drawn, or line by line where that is wanted or all the
// terminal can do.
func (a Anzeige) run(services *work.Services) error {
	if a.Zeilenmodus || os.Getenv("TERM") == "dumb" {
		return lines.Run(services, os.Stdin, os.Stdout)
	}
	return tui.Run(services)
}

// Run starts the program, or its first-start questions.
func (s startCommand) Run(o *Ort) error {
	i, err := o.installation()
	if err != nil {
		return err
	}
	defer i.close()
	services, err := i.services()
	if err != nil {
		return err
	}
	if err := takeOver(services, i.config); err != nil {
		return err
	}
	return renew(i.show(services, s.Anzeige))
}

// garbage is how much of what is in use may be garbage before it is collected, in
// percent, and garbageBytes what may be in any case. Most of it is the list of people,
// in which there is nothing to look for, and twenty programs share a machine.
const (
	garbage      = 30
	garbageBytes = 24 << 20
)

// show runs the interface, with threads to spare: while a queue leaves, all of them have
// work, and a key would wait behind it until the system gives it one of its own. Where
// the program crashed, if it did, goes to the log.
func (i *installation) show(services *work.Services, a Anzeige) error {
	guard.Garbage(garbage, garbageBytes)
	runtime.GOMAXPROCS(2 * runtime.GOMAXPROCS(0))
	err := a.run(services)
	var crash *shell.Crash
	if errors.As(err, &crash) {
		i.log.Error("program crashed", "where", crash.Where)
	}
	return err
}

// installation is what configuration, environment and flags say together.
type installation struct {
	paths
	config Config
	log    *slog.Logger
	close  func() error
}

// installation reads the configuration and opens the log.
func (o *Ort) installation() (*installation, error) {
	p, config, err := o.places()
	if err != nil {
		return nil, err
	}
	log, closeLog, err := openLog(p.data)
	if err != nil {
		return nil, err
	}
	return &installation{paths: p, config: config, log: log, close: closeLog}, nil
}

// places are those of the installation, with what the configuration says.
func (o *Ort) places() (p paths, config Config, err error) {
	if p, err = findPaths(o.Dir, os.Getenv); err != nil {
		return p, config, err
	}
	if o.Config != "" {
		p.config = o.Config
	}
	if config, _, err = loadConfig(p.config); err != nil {
		return p, config, err
	}
	o.override(&config)
	p.server, err = config.server()
	return p, config, err
}

// server is the address of the database the store lives in.
func (c *Config) server() (string, error) {
	if c.Store == "" || database.IsServer(c.Store) {
		return c.Store, nil
	}
	return "", &configError{"Der Eintrag store in der Konfiguration geht nicht. Möglich ist die Adresse einer PostgreSQL-Datenbank (postgres://…); ohne ihn liegt der Speicher als Datei im Datenordner."}
}

func (o *Ort) override(c *Config) {
	if o.Portal != "" {
		c.Portal = o.Portal
	}
	if o.CADatei != "" {
		c.CADatei = o.CADatei
	}
	if len(o.Fingerabdruck) > 0 {
		c.Fingerabdruck = o.Fingerabdruck
	}
}

// stored is where the store is: a file, or what a server has; then what belongs to it lies
// where the file would.
type stored struct{ file, server string }

func (p paths) stored() stored {
	return stored{filepath.Join(p.data, "meldeportal.db"), p.server}
}

func (s stored) place() string { return cmp.Or(s.server, s.file) }

// openLog appends to meldeportal.log in the data folder. What is logged are
// ids, states, codes and durations, never a value of a report.
func openLog(data string) (*slog.Logger, func() error, error) {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return nil, nil, &configError{fmt.Sprintf("Der Ordner %s lässt sich nicht anlegen. Bitte Rechte prüfen oder mit --dir einen anderen angeben.", data)}
	}
	f, err := os.OpenFile(filepath.Join(data, "meldeportal.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, &configError{fmt.Sprintf("Das Protokoll in %s ist nicht beschreibbar. Bitte Rechte und freien Platz prüfen.", data)}
	}
	return slog.New(slog.NewTextHandler(f, nil)), f.Close, nil
}

// services plugs the installation together. Without a portal in the
// configuration the first start asks for it.
func (i *installation) services() (*work.Services, error) {
	rules, err := ruleConfig(i.config)
	if err != nil {
		return nil, err
	}
	host, _ := os.Hostname()
	rules.Lists = i.shelf()
	s := &work.Services{
		Lists: rules.Lists, Now: time.Now, Host: host, Place: i.config.Portal, Config: rules,
		About: work.About{Version: version, Schema: dataset.Choose(rules.Edition, nil).String(),
			Registration: i.config.Kontakt.Meldeberatung, Content: i.config.Kontakt.Dokumentation,
			Changes: changes, Element: obds.FieldPath},
	}
	e := i.entrance(rules)
	if e.Offline, err = offline(i.config); err != nil {
		return nil, err
	}
	s.Gate = gate{e}
	if i.config.Portal == "" {
		s.Setup = &setup{installation: i, entrance: e, services: s}
		return s, nil
	}
	if e.Portal, err = newClient(i.config, i.data); err != nil {
		return nil, unusable(err)
	}
	return s, nil
}

// cheapest is set where a program is linked that tests drive by hundreds: its passwords
// cost the least there is. Nothing sets it when a program runs.
var cheapest string

// storeCost is what a guess on a password of the store costs.
func storeCost() seal.Cost {
	if cheapest != "" {
		return seal.Floor
	}
	return store.UsualCost()
}

// letInWait is how long a first sign-in waits for a colleague's program, which looks every
// few seconds.
const letInWait = 10 * time.Second

// entrance is the door of the workplace, still without a portal.
func (i *installation) entrance(rules rule.Config) *desk.Entrance {
	return &desk.Entrance{Log: i.log, Rules: rules, Register: i.config.Register, Folder: i.data, Unread: forms.Unread,
		Open: i.stored().open(storeCost()), Existing: i.stored().existing(storeCost()),
		Software: model.Absender{SoftwareID: softwareID, SoftwareVersion: model.Text(version)}, Now: time.Now, LetIn: letInWait}
}

// The days for which the portal's word about a person counts without it.
const (
	usualOffline = 7
	mostOffline  = 30
)

func offline(c Config) (time.Duration, error) {
	days := usualOffline
	if c.OfflineTage != nil {
		days = *c.OfflineTage
	}
	if days < 0 || days > mostOffline {
		return 0, &configError{fmt.Sprintf("Der Eintrag offline_tage = %d geht nicht. Möglich sind 0 (ohne Portal öffnet sich nichts) bis %d.", days, mostOffline)}
	}
	return time.Duration(days) * 24 * time.Hour, nil
}

// unusable is a configuration whose values do not lead to a portal.
func unusable(err error) error {
	var config *configError
	if errors.As(err, &config) {
		return config
	}
	return &configError{wording.Sentence(desk.Failure(err))}
}

// open opens the store, or makes it.
func (s stored) open(cost seal.Cost) desk.Opening {
	return func(ctx context.Context, copied func(percent int)) (*store.Store, error) {
		return store.Open(ctx, s.place(), s.options(cost, copied))
	}
}

// existing opens a store that is there.
func (s stored) existing(cost seal.Cost) desk.Opening {
	return func(ctx context.Context, copied func(percent int)) (*store.Store, error) {
		return store.OpenExisting(ctx, s.place(), s.options(cost, copied))
	}
}

// options are the program's clock, ids and cost of a password; copied is who hears of a copy
// before an update.
func (s stored) options(cost seal.Cost, copied func(percent int)) store.Options {
	return store.Options{
		Beside:   s.file,
		Now:      time.Now,
		NewID:    uuid.NewString,
		Cost:     cost,
		Merkmale: record.MerkmaleOf,
		Fold:     portal.FoldLogin,
		Copied:   copied,
	}
}

// newClient makes the portal's client from the configuration, for the workstation whose data
// are in a folder; "" = for nobody who signs in.
func newClient(c Config, data string) (*portal.Client, error) {
	var pins [][]byte
	for _, text := range c.Fingerabdruck {
		pin, err := portal.ParsePin(text)
		if err != nil {
			return nil, &answer.Failure{Kind: answer.FailPin, Err: err}
		}
		pins = append(pins, pin)
	}
	var timeout time.Duration
	if c.Frist != "" {
		var err error
		if timeout, err = time.ParseDuration(c.Frist); err != nil || timeout <= 0 {
			return nil, &configError{fmt.Sprintf("Der Eintrag frist = „%s“ ist keine Dauer. Richtig ist z. B. 20s.", c.Frist)}
		}
	}
	return portal.New(portal.Config{Timeout: timeout, URL: c.Portal, CAFile: c.CADatei, Pins: pins, UserAgent: "Meldeportal/" + version, Device: workstation(data)})
}

// ruleConfig reads what the configuration says about rules, and in which edition
// is sent, if it does.
func ruleConfig(c Config) (rule.Config, error) {
	config := rule.Config{Rules: map[string]rule.Severity{}}
	for id, severity := range c.Regeln {
		config.Rules[id] = rule.Severity(severity)
		one := rule.Config{Rules: map[string]rule.Severity{id: rule.Severity(severity)}}
		if err := one.Validate(); err != nil {
			return config, &configError{fmt.Sprintf("Die Konfiguration setzt die Regel „%s“ auf „%s“. Möglich sind bekannte Regeln "+
				"(P-…) mit W, H oder aus, nie strenger als vorgesehen.", id, severity)}
		}
	}
	if c.Fassung == "" {
		return config, nil
	}
	var err error
	config.Edition, err = edition(c.Fassung)
	return config, err
}

// edition is an edition that can be written, by its name; the newest for "".
func edition(name string) (field.Edition, error) {
	if name == "" {
		return dataset.Newest, nil
	}
	var names []string
	for _, e := range dataset.Written() {
		if dataset.Version(e) == name {
			return e, nil
		}
		names = append(names, dataset.Version(e))
	}
	return 0, &configError{fmt.Sprintf("Die Fassung „%s“ kann dieses Programm nicht schreiben. Möglich sind %s.", name, strings.Join(names, " und "))}
}
