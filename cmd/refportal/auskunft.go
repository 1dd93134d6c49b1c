package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/supply"
	"example.org/meldeportal/model/tumour"
	"example.org/meldeportal/sync/offices/auswertung"
	"example.org/meldeportal/sync/offices/vertrauen"
)

type auskunftCommand struct {
	Antrag  auskunftAntrag  `cmd:"" help:"Vertrauensstelle: Anträge aus einer Datei nehmen; schreibt das Blatt, das sagt, um wen es geht."`
	Drucken auskunftDrucken `cmd:"" help:"Landesauswertungsstelle: das Blatt schreiben, das sagt, was im Register steht."`
}

// Help is the long help of the command.
func (auskunftCommand) Help() string {
	return `Auskunft bekommt die Person selbst oder wer sie vertritt, mit Ausweis, nach ihrem Tod bekommen sie Ehe- und Lebenspartner, Partner einer eheähnlichen Gemeinschaft und Nachkommen; Eltern nur, wenn es davon niemanden gibt oder niemand erreichbar ist. ` +
		`Sie sind zwei Blätter mit einem Kennzeichen: Die Vertrauensstelle nennt die Person, die Landesauswertungsstelle, die keinen Namen kennt, die Krankheit. Namen stehen in einer Datei und nicht im Aufruf, den andere auf der Maschine sehen.`
}

type auskunftAntrag struct{ supplied }

// Help is the long help of the command.
func (auskunftAntrag) Help() string { return columnsHelp(supply.RequestColumns) }

// relations are who may ask, in words.
var relations = map[string]string{"selbst": "selbst", "vertretung": "in Vertretung", "ehe": "in Ehe verbunden", "lebenspartnerschaft": "in Lebenspartnerschaft verbunden", "lebensgemeinschaft": "in eheähnlicher Gemeinschaft verbunden", "nachkomme": "Nachkomme", "eltern": "Elternteil"}

// Run takes requests and writes of each the sheet that says who it is about.
func (c auskunftAntrag) Run(d *desk) error {
	f, err := os.Open(c.Datei)
	if err != nil {
		return err
	}
	defer f.Close()
	all, err := supply.ReadRequests(f, model.DatumOf(time.Now()))
	if err != nil {
		return err
	}
	return c.with(d, func(s *vertrauen.Stelle) error {
		for i := range all {
			sign, err := s.Request(d, &all[i], d.Durch)
			if err != nil {
				return err
			}
			r := &all[i]
			born, _ := strings.CutPrefix(model.Datum(r.Person.Geburtsdatum).German(), "00.")
			if r.Says.Verstorben != "" {
				born += ", verstorben am " + model.Datum(r.Says.Verstorben).German()
			}
			fmt.Fprintf(d.out, "Auskunft aus dem Krebsregister · Blatt der Vertrauensstelle\n\n  An            %s (%s)\n  Über          %s %s, geboren am %s\n  Aktenzeichen  %s\n  Kennzeichen   %s\n\n",
				forms.Clean(r.Says.Antragsteller), relations[r.Says.Beziehung], forms.Clean(r.Person.Vornamen), forms.Clean(r.Person.Nachname), born, forms.Clean(r.Number), grouped(sign))
			fmt.Fprintln(d.out, "Was im Register steht, sagt das Blatt der Landesauswertungsstelle mit demselben Kennzeichen. Es nennt keinen Namen.")
		}
		return nil
	})
}

// grouped is a sign as people read it.
func grouped(sign string) string {
	var all []string
	for part := range slices.Chunk([]rune(sign), 4) {
		all = append(all, string(part))
	}
	return strings.Join(all, " ")
}

type auskunftDrucken struct {
	Kennzeichen []string `arg:"" help:"Kennzeichen des Antrags, auch in Gruppen."`
	officeFlags
}

// Run writes the sheet that says what the register has.
func (c auskunftDrucken) Run(d *desk) error {
	sign := strings.ToUpper(strings.Join(c.Kennzeichen, ""))
	return c.with(d, func(s *auswertung.Stelle) error {
		one, found, doubt, err := s.Requested(d, sign)
		if err != nil {
			return err
		}
		fmt.Fprintf(d.out, "Auskunft aus dem Krebsregister · Blatt der Landesauswertungsstelle\n\n  Kennzeichen   %s\n  Stand         %s\n\n", grouped(sign), day(time.Now()))
		switch {
		case found:
			fmt.Fprint(d.out, told(&one))
		case doubt:
			fmt.Fprintln(d.out, "Im Register ist jemand mit ähnlichen Angaben. Ob es diese Person ist, lässt sich nicht sicher sagen; bitte ergänzen Sie Geburtsname, Anschrift oder Versichertennummer.")
		default:
			fmt.Fprintln(d.out, "Über diese Person steht nichts im Register.")
		}
		fmt.Fprintln(d.out, "\nDas Register gibt wieder, was ihm gemeldet wurde. Die Auskunft ist keine alleinige Grundlage für eine Behandlung; bitte sprechen Sie darüber mit einer Ärztin oder einem Arzt.")
		return nil
	})
}

// told is what is known of a person, in clear words.
func told(c *auswertung.Case) string {
	var b strings.Builder
	tumours := tumour.Of(sources(c))
	for i := range tumours {
		t := &tumours[i]
		fmt.Fprintf(&b, "Erkrankung %d\n", i+1)
		for _, v := range t.Best {
			if text, tells := valueWords(&v); tells {
				fmt.Fprintf(&b, "  %-24s  %s\n", v.Label, forms.Clean(text))
			}
		}
	}
	for i := range c.Deaths {
		d := &c.Deaths[i]
		month, _ := strings.CutPrefix(model.NewDatum(d.Monat+"-15", model.TagGeschaetzt).German(), "15.")
		fmt.Fprintf(&b, "Sterbefall %s\n", month)
		for _, u := range d.Ursachen {
			for _, code := range u.ICD {
				fmt.Fprintf(&b, "  %-24s  %s\n", causes[u.Rolle], withLabel("ICD10", code))
			}
			if u.Text != "" {
				fmt.Fprintf(&b, "  %-24s  %s\n", causes[u.Rolle], forms.Clean(u.Text))
			}
		}
	}
	if b.Len() == 0 {
		return "Über diese Person steht keine Erkrankung im Register.\n"
	}
	return b.String()
}

var causes = map[string]string{"unmittelbar": "unmittelbare Ursache", "folge": "als Folge von", "grundleiden": "Grundleiden", "weitere": "weitere Krankheiten"}

// valueLists are the code lists of values; untold are values that tell a relative nothing.
var (
	valueLists = map[string]string{tumour.ICD: "ICD10", tumour.Seite: "Seitenlokalisation", tumour.Diagnosesicherung: "Diagnosesicherung", tumour.Grading: "Grading"}
	untold     = []string{tumour.Geschlecht, tumour.Geburt, tumour.PLZ, tumour.Ort}
)

func valueWords(v *tumour.Value) (text string, tells bool) {
	switch {
	case slices.Contains(untold, v.Field):
		return "", false
	case v.Field == tumour.Diagnosedatum || v.Field == tumour.Sterbedatum:
		return model.Datum(v.Value).German(), true
	}
	return withLabel(valueLists[v.Field], v.Value), true
}

func withLabel(list, code string) string {
	if l, known := catalog.Get(list); known {
		if e, is := l.Entry(code); is {
			return e.Label + " (" + code + ")"
		}
	}
	return code
}
