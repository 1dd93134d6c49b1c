package main

import (
	"errors"
	"fmt"
	"strings"

	"example.org/meldeportal/model/einrichtung"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
)

type einrichtungDaten struct {
	MelderID string   `arg:"" name:"melder_id" help:"Melder_ID der Einrichtung."`
	Angaben  []string `arg:"" optional:"" help:"Was einzutragen ist; leer nimmt eine Angabe heraus." placeholder:"ANGABE=WERT"`
}

// Help names the Angaben.
func (einrichtungDaten) Help() string {
	lines := []string{"Ohne Angaben wird gezeigt, was gespeichert ist. Die Angaben:"}
	for _, a := range einrichtung.Angaben() {
		lines = append(lines, "  "+a.ID)
	}
	return strings.Join(lines, "\n")
}

// Run shows the data of a site, or stores some.
func (c einrichtungDaten) Run(d *desk) error {
	values, err := valuesOf(c.Angaben)
	if err != nil {
		return err
	}
	return d.with(func(p *refportal.Portal) error {
		if len(values) > 0 {
			if err := d.storeData(p, c.MelderID, values); err != nil {
				return err
			}
		}
		stored, err := p.SiteData(d, c.MelderID)
		if err == nil {
			_, err = fmt.Fprint(d.out, einrichtung.Daten(stored.Daten).Text())
		}
		return err
	})
}

// storeData stores values of a site, or names what would not do.
func (d *desk) storeData(p *refportal.Portal, melderID string, values einrichtung.Daten) error {
	stored, err := p.SiteData(d, melderID)
	if err != nil {
		return err
	}
	for _, m := range einrichtung.Daten(stored.Daten).With(values).Check() {
		a, _ := einrichtung.Find(m.ID)
		fmt.Fprintf(d.err, "%s: %s\n", a.Name, m.Text)
	}
	return p.SetSiteData(d.staff(), melderID, values)
}

var errAngabe = errors.New("no value of a site")

// valuesOf reads what was typed as ANGABE=WERT.
func valuesOf(typed []string) (einrichtung.Daten, error) {
	values := einrichtung.Daten{}
	for _, t := range typed {
		id, value, is := strings.Cut(t, "=")
		a, known := einrichtung.Find(id)
		if !is || !known {
			return nil, errAngabe
		}
		values[id] = a.Tidy(value)
	}
	return values, nil
}

type changeCommand struct {
	List        changeList   `cmd:"" help:"Die Änderungen zeigen, über die zu entscheiden ist, mit alten und neuen Werten."`
	Uebernehmen changeTake   `cmd:"" help:"Eine Änderung übernehmen, wenn das unterschriebene Formular da ist."`
	Ablehnen    changeRefuse `cmd:"" help:"Eine Änderung nicht übernehmen."`
}

type changeList struct{}

// Run lists the open changes.
func (changeList) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		open, err := p.OpenChanges(d)
		if err != nil {
			return err
		}
		if len(open) == 0 {
			fmt.Fprintln(d.out, "Es ist keine Änderung beantragt.")
		}
		for _, c := range open {
			fmt.Fprintf(d.out, "%s  %s, %s, beantragt am %s von %s\n", c.Transaktionsnummer, c.MelderID, c.Name, day(c.BeantragtAm), c.Von)
			for _, a := range einrichtung.Daten(c.Neu).Anders(c.Alt) {
				fmt.Fprintf(d.out, "  %s: %q statt %q\n", a.Name, c.Neu[a.ID], c.Alt[a.ID])
			}
		}
		return nil
	})
}

type changeTake struct {
	Nummer string `arg:"" help:"Nummer aus „einrichtung aenderung list“."`
	Text   string `help:"Was dazu zu sagen ist." placeholder:"TEXT"`
}

// Run stores what a site asked for.
func (c changeTake) Run(d *desk) error { return d.settles(c.Nummer, true, c.Text) }

type changeRefuse struct {
	Nummer string `arg:"" help:"Nummer aus „einrichtung aenderung list“."`
	Text   string `help:"Warum nicht." placeholder:"TEXT" required:""`
}

// Run leaves the data of a site as they are.
func (c changeRefuse) Run(d *desk) error { return d.settles(c.Nummer, false, c.Text) }

func (d *desk) settles(number string, taken bool, text string) error {
	return d.with(func(p *refportal.Portal) error {
		if err := p.DecideChange(d.staff(), number, taken, text); err != nil {
			return err
		}
		said := "abgelehnt"
		if taken {
			said = "übernommen"
		}
		fmt.Fprintf(d.out, "Die Änderung ist %s. Die Einrichtung sieht es bei „meldeportal einrichtung“.\n", said)
		return nil
	})
}

type trainingCommand struct {
	List trainingList `cmd:"" help:"Die Termine von heute an zeigen."`
	Add  trainingAdd  `cmd:"" help:"Einen Termin nennen; alle Einrichtungen sehen ihn."`
	Weg  trainingGone `cmd:"" help:"Die Termine eines Tages nicht mehr nennen."`
}

type trainingList struct{}

// Run lists the days of training.
func (trainingList) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		all, err := p.Trainings(d)
		for _, t := range all {
			fmt.Fprintf(d.out, "%s  %s\n", t.Am, t.Text)
		}
		if err == nil && len(all) == 0 {
			fmt.Fprintln(d.out, "Es ist kein Termin genannt.")
		}
		return err
	})
}

type trainingAdd struct {
	Tag  string `arg:"" help:"Der Tag." placeholder:"JJJJ-MM-TT"`
	Text string `arg:"" help:"Was, wann und wo."`
}

// Run tells of a day of training.
func (c trainingAdd) Run(d *desk) error {
	return d.trains(portal.Training{Am: c.Tag, Text: c.Text}, true)
}

type trainingGone struct {
	Tag string `arg:"" help:"Der Tag." placeholder:"JJJJ-MM-TT"`
}

// Run tells of a day no more.
func (c trainingGone) Run(d *desk) error { return d.trains(portal.Training{Am: c.Tag}, false) }

func (d *desk) trains(t portal.Training, there bool) error {
	err := d.with(func(p *refportal.Portal) error { return p.SetTraining(d.staff(), t, there) })
	if err != nil {
		return err
	}
	return trainingList{}.Run(d)
}
