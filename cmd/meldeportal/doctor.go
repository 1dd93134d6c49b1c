package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/sync/store"
)

// doctorCommand looks at what the program stands on and says what to do. It changes
// nothing: no folder, log or store is made by it.
type doctorCommand struct {
	JSON   bool `name:"json" help:"Als JSON, eine Zeile je Prüfung."`
	Siegel bool `help:"Auch jedes Siegel des Speichers öffnen; dafür melden Sie sich an."`
	storeLogin
}

// Help is the long help of the command.
func (doctorCommand) Help() string {
	return `Geprüft werden Konfiguration, Rechte, Platz und Tempo der Festplatte, Auslagerung und Speicherabzüge, Uhr und Zeitzone, das Portal mit seinem Zertifikat, die Codelisten, der Speicher und seine Sicherungen. Nichts wird geändert.
` + accessHelp + `
Ende mit 0: nichts Falsches gefunden. 1: etwas muss getan werden. 2: der Aufruf ist falsch.`
}

// symptom is what one look found.
type symptom struct {
	What  string `json:"was"`
	State state  `json:"stand"`
	Text  string `json:"text"`
}

// state is how grave it is.
type state string

const (
	fine  state = "gut"
	mind  state = "achten" // works, and should be seen to
	wrong state = "fehler"
)

// examination is what the looks share.
type examination struct {
	paths
	config Config
	as     store.Login
}

// looks are all of them, from the ground up.
var looks = []struct {
	what string
	look func(context.Context, *examination) (state, string)
}{
	{"Programm", lookAtProgram},
	{"Ordner", lookAtModes},
	{"Platz", lookAtSpace},
	{"Festplatte", lookAtDisk},
	{"Arbeitsspeicher", lookAtMemory},
	{"Codelisten", lookAtLists},
	{"Portal", lookAtPortal},
	{"Speicher", lookAtStore},
	{"Senden", lookAtSending},
	{"Sicherung", lookAtBackups},
}

// Run looks at one thing after the other and tells each as soon as it is seen.
func (c doctorCommand) Run(o *Ort) error {
	x, first, err := c.begin(o)
	if err != nil {
		return err
	}
	worst := first.State
	if err := c.tell(first); err != nil {
		return err
	}
	for _, l := range looks {
		found := symptom{What: l.what}
		found.State, found.Text = l.look(context.Background(), x)
		if found.State == wrong {
			worst = wrong
		}
		if err := c.tell(found); err != nil {
			return err
		}
	}
	if worst == wrong {
		return &verdict{status: hilfe.ExitFailure}
	}
	return nil
}

// begin reads the configuration, which the other looks need.
func (c doctorCommand) begin(o *Ort) (*examination, symptom, error) {
	p, err := findPaths(o.Dir, os.Getenv)
	if err != nil {
		return nil, symptom{}, err
	}
	if o.Config != "" {
		p.config = o.Config
	}
	x := &examination{paths: p}
	if c.Siegel {
		if x.as.Name, x.as.Password, err = c.ask(); err != nil {
			return nil, symptom{}, err
		}
	}
	found := symptom{"Konfiguration", fine, p.config}
	config, there, err := loadConfig(p.config)
	x.config = config
	o.override(&x.config)
	if err == nil {
		x.server, err = x.config.server()
	}
	if err == nil {
		_, err = ruleConfig(x.config)
	}
	switch {
	case err != nil:
		found.State, found.Text = wrong, err.Error()
	case !there && x.config.Portal == "":
		found.State, found.Text = mind, p.config+" gibt es noch nicht. Der erste Start des Programms fragt nach dem Portal und legt sie an."
	}
	return x, found, nil
}

func (c doctorCommand) tell(s symptom) error {
	if c.JSON {
		return json.NewEncoder(os.Stdout).Encode(s)
	}
	_, err := fmt.Printf("%-6s  %-15s  %s\n", s.State, s.What, strings.ReplaceAll(s.Text, "\n", "\n"+strings.Repeat(" ", 25)))
	return err
}
