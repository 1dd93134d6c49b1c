package pairs

import (
	"fmt"
	"strings"

	"example.org/meldeportal/model/linkage"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
)

// lines are all of the window but the last two.
func (s *Screen) lines() []string {
	lines := []string{style.Header.Render(kit.Pair(s.w, " Personen prüfen", s.counted()+" "))}
	switch {
	case s.help:
		return append(lines, helpLines()...)
	case !s.read && !s.bad:
		return append(lines, "", "  Die Paare werden gelesen …")
	case len(s.pairs) == 0 && s.read:
		return append(lines, "", "  "+style.Good.Render("Kein Paar wartet.")+" Neue kommen mit neuen Meldungen; r liest noch einmal.")
	case len(s.pairs) == 0:
		return lines
	}
	return append(lines, s.pair(&s.pairs[s.at])...)
}

func (s *Screen) counted() string {
	p := &s.progress
	return fmt.Sprintf("%d warten · %d entschieden · %d zurückgestellt · %d Fragen", p.Waiting, p.Decided, p.Later, p.Asked)
}

// The columns: what, left, right, how it agrees, how much that weighs.
const (
	nameCells  = 19
	valueCells = 17
	wordCells  = 18
)

func row(name, left, right, word, bits string) string {
	return " " + kit.Cell(name, nameCells) + kit.Cell(left, valueCells) + kit.Cell(right, valueCells) + kit.Cell(word, wordCells) + bits
}

// pair draws two persons beside each other.
func (s *Screen) pair(p *Pair) []string {
	place := fmt.Sprintf("Paar %d von %d", s.at+1, s.progress.Waiting)
	if p.Later {
		place += " (später)"
	}
	z := s.progress.Zones
	lines := []string{
		style.Title.Render(kit.Pair(s.w, fmt.Sprintf(" %s · Gewicht %s", place, comma(p.Weight)), fmt.Sprintf("verknüpft ab %s, getrennt unter %s ", comma(z.Link), comma(z.Review)))),
		style.Muted.Render(row("", fmt.Sprint("Person ", p.Left.Number), fmt.Sprint("Person ", p.Right.Number), "", "Gewicht")),
	}
	for _, c := range p.Components {
		lines = append(lines, component(p, c))
	}
	lines = append(lines, style.Muted.Render(row("Meldungen", fmt.Sprint(p.Left.Reports), fmt.Sprint(p.Right.Reports), "", "")))
	lines = append(lines, tumours(p)...)
	if p.Answer != "" {
		lines = append(lines, style.Focus.Render(" "+kit.Cell("Vertrauensstelle", nameCells)+p.Answer))
	}
	return append(lines, s.reasons()...)
}

// component is one line: where the office knows a value it stands there, else that there
// is one.
func component(p *Pair, c linkage.Component) string {
	left, right := presence(c.Left), presence(c.Right)
	a, b := &p.Left.Open, &p.Right.Open
	switch c.Name {
	case "Geburtsmonat":
		left, right = known(c.Left, fmt.Sprintf("%02d", a.Month)), known(c.Right, fmt.Sprintf("%02d", b.Month))
	case "Geburtsjahr":
		left, right = known(c.Left, fmt.Sprint(a.Year)), known(c.Right, fmt.Sprint(b.Year))
	case "Geschlecht":
		left, right = known(c.Left, string(rune(a.Sex))), known(c.Right, string(rune(b.Sex)))
	case "Postleitzahl":
		left, right = known(c.Left, clean(a.PLZ)), known(c.Right, clean(b.PLZ))
	case "Ort":
		left, right = known(c.Left, clean(a.Ort)), known(c.Right, clean(b.Ort))
	}
	line := row(c.Name, left, right, word(c), bits(&p.Vector, c.Name))
	switch c.Level {
	case linkage.Equal:
		return style.Good.Render(line)
	case linkage.Differs:
		return style.Fehler.Render(line)
	case linkage.Missing:
		return style.Muted.Render(line)
	}
	return style.Warnung.Render(line)
}

func known(there bool, value string) string {
	if !there {
		return presence(false)
	}
	return value
}

func presence(there bool) string {
	if there {
		return style.MaskSign + " verschlüsselt"
	}
	return style.DashSign
}

// word is how far a component agrees.
func word(c linkage.Component) string {
	switch c.Level {
	case linkage.Equal:
		return "gleich"
	case linkage.Other:
		return "andere Komponente"
	case linkage.Differs:
		return "verschieden"
	case linkage.Close:
		if c.Name == "Geburtsjahr" || c.Name == "Postleitzahl" {
			return "fast gleich"
		}
		return "klingt gleich"
	}
	return "fehlt"
}

// parts are the lines at which the weight of a part stands.
var parts = map[string]linkage.Part{"Nachname": linkage.PartNachname, "Vorname": linkage.PartVorname, "Geburtstag": linkage.PartGeburt,
	"Geschlecht": linkage.PartGeschlecht, "Postleitzahl": linkage.PartOrt, "Versichertennummer": linkage.PartKVNR}

func bits(v *linkage.Vector, name string) string {
	part, weighed := parts[name]
	if !weighed || v.Levels[part] == linkage.Missing {
		return ""
	}
	text := comma(v.Bits[part])
	if v.Bits[part] > 0 {
		text = "+" + text
	}
	return fmt.Sprintf("%6s", text)
}

func comma(n float32) string { return strings.Replace(fmt.Sprintf("%.1f", n), ".", ",", 1) }

// tumours are up to two lines of the tumours of both.
func tumours(p *Pair) (lines []string) {
	name := "Tumoren"
	for i := range 2 {
		left, right := nth(p.Left.Tumours, i), nth(p.Right.Tumours, i)
		if left == "" && right == "" {
			break
		}
		lines = append(lines, " "+kit.Cell(name, nameCells)+kit.Cell(left, valueCells+9)+kit.Cell(right, valueCells+9))
		name = ""
	}
	return lines
}

func nth(all []string, i int) string {
	switch {
	case i >= len(all):
		return ""
	case i == 1 && len(all) > 2:
		return fmt.Sprintf("und %d weitere", len(all)-1)
	}
	return clean(all[i])
}

// reasons are two lines.
func (s *Screen) reasons() []string {
	var parts []string
	for i, r := range Reasons {
		text := fmt.Sprintf("%d %s", i+1, r)
		if s.reason == i+1 {
			text = style.Focus.Render(style.DoneSign + text)
		}
		parts = append(parts, text)
	}
	return []string{" Grund: " + strings.Join(parts[:4], "  "), "        " + strings.Join(parts[4:], "  ")}
}

// said is the message line.
func (s *Screen) said() string {
	if s.bad {
		return " " + style.Fehler.Render(s.message)
	}
	return " " + style.Message.Render(s.message)
}

// keys is the key bar.
func (s *Screen) keys() string {
	if s.help {
		return " " + style.Key.Render(" ? ") + " zurück"
	}
	var b strings.Builder
	for _, k := range [][2]string{{"v", "verknüpfen"}, {"n", "nicht"}, {"s", "später"}, {"f", "fragen"}, {"z", "zurück"}, {"?", "Hilfe"}, {"q", "Ende"}} {
		b.WriteString(" " + style.Key.Render(" "+k[0]+" ") + " " + k[1])
	}
	return b.String()
}

func helpLines() []string {
	return []string{"",
		"  Zwei Personen des Registers sind sich ähnlicher, als es Zufall wäre, und",
		"  nicht ähnlich genug, um sie von selbst zu verknüpfen. Namen stehen hier nicht.",
		"",
		"  v   Beide sind eine Person. Die Meldungen kommen unter die kleinere Nummer.",
		"  n   Beide sind zwei Personen. Das Paar kommt nicht wieder.",
		"  s   Später: das Paar kommt nach allen anderen.",
		"  f   Die Vertrauensstelle fragen; braucht einen Grund. Ihre Antwort steht dann",
		"      beim Paar. Chiffrate öffnet sie nur, wenn es anders nicht zu klären ist.",
		"  z   Die letzte Entscheidung zurücknehmen, auch mehrere nacheinander.",
		"  1–7 Grund der Entscheidung; dieselbe Taste nimmt ihn weg.",
		"  ↑ ↓ Ein anderes Paar ansehen, ohne zu entscheiden.",
		"  r   Noch einmal lesen.   q  Ende. Was entschieden ist, ist es schon vorher.",
		"",
		"  gleich · klingt gleich · fast gleich (Zahlendreher) · andere Komponente (zum",
		"  Beispiel Geburtsname statt Nachname) · verschieden · fehlt.",
		"  Gewicht: in Bit. 10 Bit mehr heißt: tausendmal eher eine Person als Zufall.",
	}
}
