package linkage

import "math"

// Part is what is compared as one: the rows of a weight vector.
type Part int

// The parts.
const (
	PartNachname Part = iota
	PartVorname
	PartGeburt // day, month and year together: who takes another's paper gets all of it wrong
	PartGeschlecht
	PartOrt
	PartKVNR
	partCount
)

// Level is how far a part agrees.
type Level uint8

// The levels.
const (
	Missing Level = iota // one side does not have it
	Differs
	Close // sounds alike, or is nearly the same
	Other // equal to another component: the birth name, a second first name, exchanged names
	Equal
)

// Vector is why two records are one person or not: how far each part agrees, and what
// that is worth in bits.
type Vector struct {
	Levels [partCount]Level
	Bits   [partCount]float32
}

// Weight is the sum of the bits: how many times more often two reports of one person
// look like this than those of two people, as a power of two.
func (v *Vector) Weight() (sum float32) {
	for _, bits := range v.Bits {
		sum += bits
	}
	return sum
}

func (v *Vector) set(p Part, l Level, bits float32) { v.Levels[p], v.Bits[p] = l, bits }

func bits(of float64) float32 { return float32(math.Log2(of)) }

// How often two reports of one person agree or differ in a part, in bits: the m of
// Fellegi and Sunter. They are errors of writing, the same everywhere, and fixed. To each
// comes how rare it is by chance (1/u), which is counted in the records: for names and
// places by the very value.
var (
	nameEqual, nameOther, nameClose, nameDiffers = bits(0.93), bits(0.02 / 3), bits(0.02), bits(0.03)
	exchangedOne, exchangedBoth                  = bits(0.003), bits(0.93) // one act exchanges both
	secondAgain, secondDiffers                   = float32(4), float32(-3) // a second name part that both have

	placeEqual, placeDiffers   = bits(0.88), bits(0.09)
	placeClose                 = bits(0.03 / 0.004) // two postcodes that differ in a digit
	homeEqual                  = bits(0.7)
	homeElsewhere, homeDiffers = float32(4), float32(-0.3) // beside the bits of the place

	sexEqual, sexDiffers   = bits(0.995 / 0.5), bits(0.005 / 0.5)
	kvnrEqual, kvnrDiffers = bits(0.99), bits(0.006)
)

// Score compares two records by their places.
func (l *Linker) Score(a, b int32) (v Vector) {
	x, y := &l.records[a], &l.records[b]
	l.name(&v, PartNachname, a, b, &surname)
	l.name(&v, PartVorname, a, b, &firstName)
	l.exchanged(&v, a, b)
	if l.Alike != nil {
		l.alike(&v, a, b)
	}
	l.birth(&v, x, y)
	switch {
	case x.Sex == 0 || y.Sex == 0:
	case x.Sex == y.Sex:
		v.set(PartGeschlecht, Equal, sexEqual)
	default:
		v.set(PartGeschlecht, Differs, sexDiffers)
	}
	l.home(&v, a, b)
	switch p, q := x.Keys[KVNR], y.Keys[KVNR]; {
	case p == 0 || q == 0:
	case p == q:
		v.set(PartKVNR, Equal, kvnrEqual+l.log2n)
	default:
		v.set(PartKVNR, Differs, kvnrDiffers)
	}
	return v
}

// rarity is how rare the value of a record's component is, in bits.
func (l *Linker) rarity(record int32, k Kind) float32 { return float32(l.rare[record][k]) / step }

// slots are the kinds a name may stand under, its own first.
type slots struct{ names, sounds []Kind }

var (
	surname = slots{[]Kind{Nachname1, Nachname2, Geburtsname1, Geburtsname2, FruehererName1, FruehererName2},
		[]Kind{NachnamePhon, GeburtsnamePhon, FruehererNamePhon}}
	firstName = slots{[]Kind{Vorname1, Vorname2, Vorname3}, []Kind{VornamePhon}}
)

// name compares a name: equal where it stands, somewhere else, by sound, or not.
func (l *Linker) name(v *Vector, p Part, a, b int32, s *slots) {
	x, y := &l.records[a], &l.records[b]
	own := s.names[0]
	switch {
	case x.Keys[own] == 0 || y.Keys[own] == 0:
		return
	case x.Keys[own] == y.Keys[own]:
		v.set(p, Equal, nameEqual+l.rarity(a, own))
		switch i, j := x.Keys[own+1], y.Keys[own+1]; {
		case i == 0 || j == 0:
		case i == j:
			v.Bits[p] += secondAgain
		default:
			v.Bits[p] += secondDiffers
		}
		return
	}
	if k, found := shared(x, y, s.names); found {
		v.set(p, Other, max(nameOther+l.rarity(a, k), nameOther))
		return
	}
	if k, found := shared(x, y, s.sounds); found {
		v.set(p, Close, nameClose+l.rarity(a, k))
		return
	}
	v.set(p, Differs, nameDiffers)
}

// shared is the first component of x that y has too, under any of the kinds.
func shared(x, y *Record, under []Kind) (k Kind, found bool) {
	for _, i := range under {
		if x.Keys[i] == 0 {
			continue
		}
		for _, j := range under {
			if x.Keys[i] == y.Keys[j] {
				return i, true
			}
		}
	}
	return 0, false
}

// exchanged notices a first name where the surname belongs, and the other way round;
// one of them may have an error besides.
func (l *Linker) exchanged(v *Vector, a, b int32) {
	if v.Levels[PartNachname] != Differs || v.Levels[PartVorname] != Differs {
		return
	}
	x, y := &l.records[a], &l.records[b]
	last, first := x.Keys[Nachname1] == y.Keys[Vorname1], x.Keys[Vorname1] == y.Keys[Nachname1]
	if last {
		v.set(PartNachname, Other, exchangedOne+l.rarity(a, Nachname1))
	}
	switch {
	case first && last:
		v.set(PartVorname, Other, exchangedBoth+l.rarity(a, Vorname1))
	case first:
		v.set(PartVorname, Other, exchangedOne+l.rarity(a, Vorname1))
	}
}

// Of day, month and year of birth so many differ for one person (m); a day and a month
// are equal by chance so often (u). Of years that differ, most are mistyped.
var (
	birthDiffer                 = [...]float64{0.965, 0.027 / 3, 0.004 / 3, 0.004}
	dayByChance, monthByChance  = 12 / 365.25, 1 / 12.0
	dayEqual, dayNot            = bits(1 / dayByChance), bits(1 / (1 - dayByChance))
	monthEqual, monthNot        = bits(1 / monthByChance), bits(1 / (1 - monthByChance))
	yearMistyped, yearOtherwise = bits(0.8 / 0.25), bits(0.2 / 0.75)
	birthBits                   = [...]float32{bits(birthDiffer[0]), bits(birthDiffer[1]), bits(birthDiffer[2]), bits(birthDiffer[3])}
	birthLevels                 = [...]Level{Equal, Close, Close, Differs}
)

// birth compares day, month and year.
func (l *Linker) birth(v *Vector, x, y *Record) {
	differ, known, sum := 0, 0, float32(0)
	count := func(same bool, equal, not float32) {
		known++
		if same {
			sum += equal
		} else {
			sum += not
			differ++
		}
	}
	if p, q := x.Keys[Tag], y.Keys[Tag]; p != 0 && q != 0 {
		count(p == q, dayEqual, dayNot)
	}
	if x.Month != 0 && y.Month != 0 {
		count(x.Month == y.Month, monthEqual, monthNot)
	}
	year := x.Year != 0 && y.Year != 0
	if year {
		count(x.Year == y.Year, l.years[x.Year&yearMask], 0)
	}
	switch {
	case known == 0:
	case differ == known:
		v.set(PartGeburt, Differs, birthBits[3]+sum)
	case year && x.Year != y.Year && mistyped(int(x.Year), int(y.Year)):
		v.set(PartGeburt, Close, birthBits[differ]+sum+yearMistyped)
	case year && x.Year != y.Year:
		v.set(PartGeburt, Close, birthBits[differ]+sum+yearOtherwise)
	default:
		v.set(PartGeburt, birthLevels[differ], birthBits[differ]+sum)
	}
}

// mistyped reports whether two numbers differ in one digit, or by two neighbours that
// were exchanged.
func mistyped(a, b int) bool {
	var x, y, places [2]int // the digits that differ, from the right
	n := 0
	for at := 0; a > 0 || b > 0; a, b, at = a/10, b/10, at+1 {
		if a%10 == b%10 {
			continue
		}
		if n == 2 {
			return false
		}
		x[n], y[n], places[n] = a%10, b%10, at
		n++
	}
	return n == 1 || n == 2 && places[1] == places[0]+1 && x[0] == y[1] && x[1] == y[0]
}

// home compares where somebody lives: the address, which says the place too; the
// postcode; or the name of the town where the postcode is missing or another.
func (l *Linker) home(v *Vector, a, b int32) {
	x, y := &l.records[a], &l.records[b]
	p, q := x.Keys[Anschrift], y.Keys[Anschrift]
	plz, ort := x.PLZ != 0 && y.PLZ != 0, x.Ort != 0 && y.Ort != 0
	switch {
	case p != 0 && p == q && (x.PLZ == y.PLZ || x.Ort == y.Ort):
		v.set(PartOrt, Equal, homeEqual+l.rarity(a, Anschrift))
		return
	case plz && x.PLZ == y.PLZ:
		v.set(PartOrt, Close, placeEqual+float32(l.place[a].plz)/step)
	case ort && x.Ort == y.Ort:
		v.set(PartOrt, Close, placeEqual+float32(l.place[a].ort)/step)
	case plz && x.PLZ < digits && y.PLZ < digits && mistyped(int(x.PLZ), int(y.PLZ)):
		v.set(PartOrt, Close, placeClose)
	case plz || ort:
		v.set(PartOrt, Differs, placeDiffers)
	default:
		return
	}
	switch {
	case p == 0 || q == 0:
	case p == q: // of another place, or of none
		v.Bits[PartOrt] += homeElsewhere
	default:
		v.Bits[PartOrt] += homeDiffers
	}
}
