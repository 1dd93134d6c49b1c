package einrichtung

import (
	"fmt"
	"strings"
	"time"
)

// Kopf is what stands above a sheet.
type Kopf struct {
	MelderID, Name string // of the Einrichtung, as the registry has it
	Nummer         string // of the change
	Am             time.Time
	Von            string // login name of who asked for it
	Stand          string // what became of it
}

const none = "(leer)"

// Aenderungsformular is the sheet that goes to the Vertrauensstelle with a change: each changed
// Angabe with its old and its new value, and the whole block of the Melder as it will be.
func Aenderungsformular(k Kopf, alt, neu Daten) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Änderungsformular\nan die Vertrauensstelle des Krebsregisters\n\nEinrichtung   %s\nMelder_ID     %s\nAntrag        %s\nBeantragt     %s", k.Name, k.MelderID, k.Nummer, k.Am.Local().Format("02.01.2006 15:04"))
	if k.Von != "" {
		b.WriteString(" von " + k.Von)
	}
	if k.Stand != "" {
		b.WriteString("\nStand         " + k.Stand)
	}
	b.WriteString("\n\nGeändert werden soll\n\n")
	for _, a := range neu.Anders(alt) {
		fmt.Fprintf(&b, "%s\n  bisher  %s\n  neu     %s\n", a.Name, orNone(alt[a.ID]), orNone(neu[a.ID]))
	}
	b.WriteString("\nAlle Angaben danach\n\n" + neu.Text() + signing)
	return b.String()
}

// Anmeldebogen is the sheet by which an Einrichtung registers.
func Anmeldebogen(d Daten, am time.Time) string {
	return "Anmeldebogen für meldende Einrichtungen\nan die Vertrauensstelle des Krebsregisters\n\nAusgefüllt    " + am.Local().Format("02.01.2006") + "\n\n" + d.Text() + signing
}

const signing = "\n\nOrt, Datum, Unterschrift und Stempel\n\n\n______________________________________________\n"

// Text are all Angaben, a line each.
func (d Daten) Text() string {
	var lines []string
	for _, a := range angaben {
		lines = append(lines, fmt.Sprintf("%-46s  %s", a.Name, orNone(d[a.ID])))
	}
	return strings.Join(lines, "\n") + "\n"
}

func orNone(value string) string {
	if value == "" {
		return none
	}
	return value
}
