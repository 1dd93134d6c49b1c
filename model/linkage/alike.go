package linkage

// Where texts may be read more can be said of what differs than that it does.

// alike looks at what differs or only sounds the same: a name that is spelled nearly the
// same, under its own component or exchanged, and one that is not at all; an address and
// an insurance number with an error of typing.
func (l *Linker) alike(v *Vector, a, b int32) {
	x, y := &l.Texts[a], &l.Texts[b]
	for p, k := range [...]Kind{PartNachname: Nachname1, PartVorname: Vorname1} {
		l.alikeName(v, Part(p), x[k], y[k])
	}
	if v.Levels[PartNachname] == Differs && v.Levels[PartVorname] == Differs &&
		l.Alike(x[Nachname1], y[Vorname1]) >= alikeFrom && l.Alike(x[Vorname1], y[Nachname1]) >= alikeFrom {
		v.set(PartNachname, Other, exchangedOne+2*nameVery)
		v.set(PartVorname, Other, nameVery)
	}
	if v.Levels[PartOrt] == Close && l.Alike(x[Anschrift], y[Anschrift]) >= homeFrom {
		v.set(PartOrt, Close, max(v.Bits[PartOrt], homeMistyped+l.rarity(a, Anschrift)))
	}
	if v.Levels[PartKVNR] == Differs && l.Alike(x[KVNR], y[KVNR]) >= numberFrom {
		v.set(PartKVNR, Close, numberAlike)
	}
}

func (l *Linker) alikeName(v *Vector, p Part, x, y string) {
	if v.Levels[p] != Differs && v.Levels[p] != Close {
		return
	}
	switch how := l.Alike(x, y); {
	case how >= veryFrom:
		v.set(p, Close, max(v.Bits[p], nameVery))
	case how >= alikeFrom:
		v.set(p, Close, max(v.Bits[p], nameAlike))
	case how >= littleFrom:
		v.set(p, v.Levels[p], max(v.Bits[p], nameLittle))
	case v.Levels[p] == Differs:
		v.set(p, Differs, nameApart)
	}
}

// From these on two texts are spelled alike: one typing error in a long name, in most, in
// a short one; in an address; in a number (Jaro-Winkler).
const veryFrom, alikeFrom, littleFrom, homeFrom, numberFrom = 0.94, 0.88, 0.75, 0.92, 0.92

var (
	nameVery, nameAlike, nameLittle, nameApart = bits(0.04 / 0.002), bits(0.03 / 0.006), bits(0.01 / 0.05), bits(0.008)
	homeMistyped                               = bits(0.2)
	numberAlike                                = bits(0.004 / 0.0005)
)
