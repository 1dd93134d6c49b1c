package linkage

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"example.org/meldeportal/model/rule"
)

// A population of invented people, whose reports are written with the errors registries
// count (security.md 5): everything from one seed.

// population invents people.
type population struct {
	*rand.Rand
	surnames, firstM, firstW []string
}

func newPopulation(seed uint64) *population {
	p := &population{Rand: rand.New(rand.NewPCG(seed, 16))}
	for _, a := range strings.Fields("Al Ahr Bach Berg Birk Blum Brand Brück Buch Busch Dorn Eber Eich Erl Esch Falk Feld Fisch Flor Frei Fuchs Garten Gold Grün Haag Hahn Hain Hart Hasel Heid Hell Hirsch Hoh Holz Horn Hub Hügel Imm Jäg Kalk Kamm Kast Kern Kies Klee Kling Kohl Korn Kraut Kreuz Lang Laub Lerch Lind Loh Luch Mai Mark Mohn Moor Mühl Nach Nebel Neu Nord Ober Ost Pfeil Platz Quell Rain Ries Ring Rog Ros Roth Rüb Saal Salz Sand Schaf Schell Schön See Sommer Spät Stein Stern Stock Strom Süd Tal Tann Teich Thal Unter Vogel Wald Wart Weid Wein Weiß West Wies Wild Wind Winter Wolf Wuhl Zell Zieg") {
		for _, b := range strings.Fields("mann er ner inger berger bauer meier hofer müller schmidt el mayer ke recht hard s feld stedt thaler huber lein kamp schneider haus") {
			p.surnames = append(p.surnames, a+b)
		}
	}
	p.Shuffle(len(p.surnames), func(i, j int) { p.surnames[i], p.surnames[j] = p.surnames[j], p.surnames[i] })
	p.firstM = names("Pet Hans Jürg Klaus Wolfg Mich Wern Günth Horst Helm Andre Thom Manfr Uw Steph Christ Rolf Mark Berndt Karl Alex Martin Frank Dirk Joach Ralf Olav Sven Kurt Heinz Otto Paul Ernst Fritz Egon Emil", "er o as us ang ael fred ian e")
	p.firstW = names("Mar Urs Monik Petr Sab Ren Helg Kar Brig Ingr Andre Gis Christ Gab Barb Elis Ann Ev Kath Sus Ang Els Hild Ruth Doris Jutt Mart Claud Ger Irm Ute Hann Rosw Edelt Sieg Lies", "ia ula a ine ate in itte id ela abeth e")
	return p
}

func names(stems, endings string) (all []string) {
	for _, e := range strings.Fields(endings) {
		for _, s := range strings.Fields(stems) {
			all = append(all, s+e)
		}
	}
	return all
}

// frequent picks the earlier ones more often, as names are (Zipf).
func (p *population) frequent(from []string) string {
	n := float64(len(from))
	for {
		i := int(n * p.Float64() * p.Float64() * p.Float64())
		if i < len(from) {
			return from[i]
		}
	}
}

// person invents somebody.
func (p *population) person() (i Identity) {
	i.Geschlecht = []string{"M", "W"}[p.IntN(2)]
	first := p.firstM
	if i.Geschlecht == "W" {
		first = p.firstW
	}
	i.Vornamen = p.frequent(first)
	if p.IntN(6) == 0 {
		i.Vornamen += " " + p.frequent(first)
	}
	i.Nachname = p.frequent(p.surnames)
	switch p.IntN(40) {
	case 0:
		i.Nachname = "von " + i.Nachname
	case 1:
		i.Nachname += "-" + p.frequent(p.surnames)
	}
	if i.Geschlecht == "W" && p.IntN(10) < 6 {
		i.Geburtsname = p.frequent(p.surnames)
	}
	if p.IntN(30) == 0 {
		i.Titel = "Dr."
	}
	age := 30 + p.IntN(35) + p.IntN(30)
	i.Geburtsdatum = fmt.Sprintf("%04d-%02d-%02d", 2026-age, 1+p.IntN(12), 1+p.IntN(28))
	p.move(&i)
	if p.IntN(100) >= 12 {
		i.KVNR = p.kvnr()
	}
	return i
}

func (p *population) move(i *Identity) {
	place := int(900 * p.Float64() * p.Float64())
	i.PLZ, i.Ort = fmt.Sprintf("3%04d", 4000+place*6), fmt.Sprint("Ort ", place/2)
	i.Anschrift = fmt.Sprintf("%sweg %d", p.frequent(p.surnames), 1+p.IntN(60))
}

func (p *population) kvnr() string {
	for {
		nr := fmt.Sprintf("%c%08d", 'A'+p.IntN(26), p.IntN(1e8))
		if digit, ok := rule.PruefzifferKVNR(nr + "0"); ok {
			return nr + fmt.Sprint(digit)
		}
	}
}

// report writes a person down once more, with the errors of writing.
func (p *population) report(i Identity) Identity {
	if p.chance(3) {
		i.Nachname = p.mistype(i.Nachname)
	}
	if p.chance(3) {
		i.Vornamen = p.mistype(i.Vornamen)
	}
	if p.chance(1) {
		i.Nachname = p.frequent(p.surnames)
	}
	y, m, d := i.Geburtsdatum[:4], i.Geburtsdatum[5:7], i.Geburtsdatum[8:]
	if p.chance(1) {
		d = fmt.Sprintf("%02d", 1+p.IntN(28))
	}
	if p.chance(0.5) && d <= "12" {
		m, d = d, m
	}
	if p.chance(0.5) {
		y = fmt.Sprint(number(y) + []int{-10, -1, 1, 10}[p.IntN(4)])
	}
	i.Geburtsdatum = y + "-" + m + "-" + d
	if p.chance(0.3) {
		i.Vornamen, i.Nachname = i.Nachname, i.Vornamen
	}
	if p.chance(8) {
		p.move(&i)
	}
	if p.chance(0.3) && i.KVNR != "" {
		i.KVNR = p.kvnr()
	}
	if p.chance(10) {
		i.KVNR = ""
	}
	return i
}

func (p *population) chance(percent float64) bool { return p.Float64()*100 < percent }

// mistype makes one error of typing: a letter left out, doubled, another, exchanged.
func (p *population) mistype(text string) string {
	r := []rune(text)
	at := p.IntN(len(r))
	switch p.IntN(4) {
	case 0:
		r = append(r[:at:at], r[at+1:]...)
	case 1:
		r = append(r[:at:at], append([]rune{r[at]}, r[at:]...)...)
	case 2:
		r[at] = rune('a' + p.IntN(26))
	case 3:
		if at > 0 {
			r[at-1], r[at] = r[at], r[at-1]
		}
	}
	return string(r)
}

// register are the reports of so many people: who each is of, and what is compared.
func register(seed uint64, people int, keep func(*Identity)) (truth []int32, records []Record) {
	p := newPopulation(seed)
	for who := range people {
		i := p.person()
		for n := 1 + p.IntN(2) + p.IntN(2)*p.IntN(2); n > 0; n-- {
			written := p.report(i)
			keep(&written)
			c, o := written.Take()
			truth, records = append(truth, int32(who)), append(records, c.Record(o, Plain))
		}
	}
	return truth, records
}
