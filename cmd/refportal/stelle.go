package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"example.org/meldeportal/cmd/internal/ablage"
	"example.org/meldeportal/cmd/internal/stellen"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/offices/auswertung"
	"example.org/meldeportal/sync/refportal"
)

// told says once a minute at most that an office does not answer.
func (d *desk) told() func(to offices.Office, err error) {
	var mu sync.Mutex
	last := map[offices.Office]time.Time{}
	return func(to offices.Office, err error) {
		mu.Lock()
		defer mu.Unlock()
		if time.Since(last[to]) < time.Minute {
			return
		}
		last[to] = time.Now()
		why := "antwortet nicht"
		switch {
		case errors.Is(err, offices.ErrGap):
			why = "hat nicht, was vorher kam; wurde sie aus einer Sicherung zurückgespielt?"
		case errors.Is(err, offices.ErrOther):
			why = "hat unter dieser Nummer schon etwas anderes; wurde diese Stelle aus einer Sicherung zurückgespielt?"
		}
		fmt.Fprintf(d.err, "%s: Die %s %s. Was wartet, wartet weiter.\n", time.Now().Format("15:04:05"), stellen.Titles[to], why)
	}
}

// serveOffice runs an office that is not the portal.
func (c serveCommand) serveOffice(d *desk, office offices.Office) error {
	if c.Ablage == "" {
		return errNoShelf
	}
	shelf := ablage.Ablage{Dir: c.Ablage, Now: time.Now}
	link, all, err := shelf.Link(office)
	if err != nil {
		return err
	}
	dir, err := d.folder()
	if err != nil {
		return err
	}
	s := &stellen.Stelle{Office: office, Link: link}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	close, err := s.Open(d, shelf, d.Store, filepath.Join(dir, string(office)+".db"))
	if err != nil {
		return err
	}
	if s.Ln, err = net.Listen("tcp", all.Peers[office].Address); err != nil {
		return errors.Join(fmt.Errorf("listen: %w", err), close())
	}
	fmt.Fprintf(d.out, "Die %s arbeitet unter %s. Strg+C beendet sie.\n", stellen.Titles[office], s.Ln.Addr())
	return errors.Join(s.Run(d, d.told()), close())
}

// annahme has a portal hand on beside it until stop is called.
func (c serveCommand) annahme(d *desk, p *refportal.Portal) (stop func(), err error) {
	if c.Ablage == "" {
		return nil, errNoShelf
	}
	link, all, err := ablage.Ablage{Dir: c.Ablage, Now: time.Now}.Link(offices.Annahme)
	if err != nil {
		return nil, err
	}
	at := p.Desk()
	s := &stellen.Stelle{Office: offices.Annahme, Link: link, Desk: at, Receive: p.Hear(at)}
	if s.Ln, err = net.Listen("tcp", all.Peers[offices.Annahme].Address); err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	ctx, cancel := context.WithCancel(d)
	var both sync.WaitGroup
	both.Go(func() { p.HandOn(ctx, at) })
	both.Go(func() {
		if err := s.Run(ctx, d.told()); err != nil {
			fmt.Fprintln(d.err, "refportal:", sentence(err))
		}
	})
	return func() { cancel(); both.Wait() }, nil
}

type stellenCommand struct {
	Neu            stellenNeu            `cmd:"" help:"Die Schlüssel der Stellen anlegen, die einzeln laufen, jeder in einem Ordner für sich."`
	Beiseite       stellenBeiseite       `cmd:"" help:"Zeigen, was eine Stelle nicht brauchen konnte, und es noch einmal vornehmen."`
	Schluessel     stellenSchluessel     `cmd:"" help:"Der Kontrollnummernstelle einen neuen Schlüssel geben, etwa wenn der alte bekannt wurde."`
	Fragen         stellenFragen         `cmd:"" help:"Vertrauensstelle: was die Landesauswertungsstelle fragt, und die Antworten."`
	Einsichten     stellenEinsichten     `cmd:"" help:"Vertrauensstelle: wer wann warum sah, wer eine Person ist."`
	NeuVerknuepfen stellenNeuVerknuepfen `cmd:"" name:"neu-verknuepfen" help:"Landesauswertungsstelle: alle Meldungen noch einmal vergleichen; zuerst als Probelauf."`
	Fristen        stellenFristen        `cmd:"" help:"Landesauswertungsstelle: löschen, wessen Frist abgelaufen ist; zuerst als Probelauf."`
	Widerspruch    stellenWiderspruch    `cmd:"" help:"Vertrauensstelle: einen Widerspruch nehmen, der beim Register einging."`
	Umstellen      stellenUmstellen      `cmd:"" help:"Die Kontrollnummern des Registers mit dem neuen Schlüssel überverschlüsseln."`
}

type stellenNeu struct {
	Ablage  string            `required:"" help:"Ordner der privaten Schlüssel, wie ihn „schluessel neu“ angelegt hat." placeholder:"ORDNER" env:"REFPORTAL_ABLAGE" type:"path"`
	Stellen map[string]string `name:"stelle" help:"Wo eine Stelle antwortet: annahme, vertrauen, kontrollnummern oder auswertung." placeholder:"STELLE=HOST:PORT"`
}

// Help is the long help of the command.
func (stellenCommand) Help() string {
	return `Jede Stelle bekommt einen Ordner unter der Ablage, den sie auf ihre Maschine mitnimmt: ihre Geheimnisse und die öffentlichen Schlüssel der anderen. ` +
		`Keine braucht mehr als ihren. Nach „schluessel wechseln“ wird der Befehl wiederholt: Er legt dazu, was neu ist, und lässt alles andere, wie es war. Der Ordner „treuhaender“ kommt auf keine Maschine: er öffnet Identitäts-Chiffrate.`
}

var errNoOffice = errors.New("no such office")

// Run makes the keys.
func (c stellenNeu) Run(d *desk) error {
	addresses := map[offices.Office]string{}
	for o, address := range c.Stellen {
		if !slices.Contains(offices.All(), offices.Office(o)) {
			return errNoOffice
		}
		addresses[offices.Office(o)] = address
	}
	if err := (ablage.Ablage{Dir: c.Ablage, Now: time.Now}).NewOffices(addresses); err != nil {
		return err
	}
	made, err := ablage.Ablage{Dir: filepath.Join(c.Ablage, string(offices.Annahme))}.Stellen()
	if err != nil {
		return err
	}
	for _, o := range offices.All() {
		fmt.Fprintf(d.out, "%-24s  %-22s  %s\n", stellen.Titles[o], made.Peers[o].Address, filepath.Join(c.Ablage, string(o)))
	}
	return nil
}

type stellenSchluessel struct {
	Ablage string `required:"" help:"Ordner der Kontrollnummernstelle in der Ablage." placeholder:"ORDNER" env:"REFPORTAL_ABLAGE" type:"path"`
}

// Run makes the next key of Kontrollnummern.
func (c stellenSchluessel) Run(d *desk) error {
	generation, err := ablage.Ablage{Dir: c.Ablage, Now: time.Now}.NextSecond()
	if err != nil {
		return err
	}
	fmt.Fprintf(d.out, "Der Schlüssel der Generation %d liegt in der Ablage. Starten Sie die Kontrollnummernstelle neu, dann bei der Landesauswertungsstelle „refportal stellen umstellen %d“.\n", generation, generation-1)
	return nil
}

type stellenUmstellen struct {
	officeFlags
	Generation uint32 `arg:"" help:"Generation, deren Kontrollnummern neu verschlüsselt werden."`
}

// Run asks for all numbers of a generation to be encrypted over; the office that runs hands them
// over. It can be broken off and called again.
func (c stellenUmstellen) Run(d *desk) error {
	return c.with(d, func(o *auswertung.Stelle) error {
		asked := 0
		for d.Err() == nil {
			n, err := o.Change(d, c.Generation)
			if err != nil {
				return err
			}
			if n == 0 {
				break
			}
			asked += n
		}
		all, err := o.Generations(d)
		if err != nil {
			return err
		}
		fmt.Fprintf(d.out, "%d Meldungen sind zur Umstellung unterwegs.\n", asked)
		for _, g := range slices.Sorted(maps.Keys(all)) {
			fmt.Fprintf(d.out, "Generation %d: %d Meldungen\n", g, all[g])
		}
		return nil
	})
}

type stellenBeiseite struct {
	Ablage    string `help:"Ordner der Stelle in der Ablage; die Annahme braucht keinen." placeholder:"ORDNER" env:"REFPORTAL_ABLAGE" type:"path"`
	Stelle    string `arg:"" enum:"annahme,vertrauen,kontrollnummern,auswertung" help:"Welche Stelle: ${enum}."`
	Nochmal   bool   `help:"Das Beiseitegelegte noch einmal vornehmen."`
	Verwerfen int64  `help:"Annahme: einen Bescheid aufgeben, der zu keiner Meldung gehört, nachdem mit der Vertrauensstelle geklärt ist, was er war." placeholder:"NR"`
	Grund     string `help:"Warum er verworfen wird; steht im Protokoll." placeholder:"TEXT"`
}

var errOnlyPortal = errors.New("only the portal gives results up")

// Run shows what an office has laid aside.
func (c stellenBeiseite) Run(d *desk) error {
	if c.Stelle == string(offices.Annahme) {
		return d.with(func(p *refportal.Portal) error {
			at := p.Desk()
			if c.Verwerfen != 0 {
				if err := p.Drop(d.staff(), at, c.Verwerfen, c.Grund); err != nil {
					return err
				}
				fmt.Fprintf(d.out, "Bescheid Nr. %d ist verworfen; das steht im Protokoll.\n", c.Verwerfen)
			}
			return c.show(d, at, func(ctx context.Context) (int, error) { return p.Again(ctx, at) })
		})
	}
	if c.Verwerfen != 0 {
		return errOnlyPortal
	}
	if c.Ablage == "" {
		return errNoShelf
	}
	dir, err := d.folder()
	if err != nil {
		return err
	}
	s := &stellen.Stelle{Office: offices.Office(c.Stelle)}
	close, err := s.Open(d, ablage.Ablage{Dir: c.Ablage, Now: time.Now}, d.Store, filepath.Join(dir, c.Stelle+".db"))
	if err != nil {
		return err
	}
	return errors.Join(c.show(d, s.Desk, s.Again), close())
}

func (c stellenBeiseite) show(d *desk, at *offices.Handover, again func(context.Context) (int, error)) error {
	if c.Nochmal {
		n, err := again(d)
		if err != nil {
			return err
		}
		fmt.Fprintf(d.out, "%d davon waren jetzt brauchbar.\n", n)
	}
	all, err := at.LaidAside(d)
	for _, l := range all {
		fmt.Fprintf(d.out, "%s  von der %s, Nr. %d (%s)\n  %s\n", day(l.At), stellen.Titles[l.From], l.Seq, l.Code, l.Text)
	}
	if err == nil && len(all) == 0 {
		fmt.Fprintln(d.out, "Es liegt nichts beiseite.")
	}
	return err
}
