package linkage

// Component is a component of an identity as staff see two of them beside each other:
// how far they agree, and never what they are.
type Component struct {
	Name        string // German
	Level       Level
	Left, Right bool // whether each of them has it
}

// Compare says of each component how far two records agree in it. It is what somebody
// looks at who decides about a pair; the weight is another matter (Score).
func Compare(a, b *Record) (all []Component) {
	for _, row := range []struct {
		name  string
		own   Kind
		slots *slots
		sound Kind
	}{
		{"Nachname", Nachname1, &surname, NachnamePhon}, {"Vorname", Vorname1, &firstNames, VornamePhon},
		{"Geburtsname", Geburtsname1, &surname, GeburtsnamePhon}, {"Früherer Name", FruehererName1, &surname, FruehererNamePhon},
	} {
		all = append(all, Component{row.name, agreeName(a, b, row.own, row.sound, row.slots), a.Keys[row.own] != 0, b.Keys[row.own] != 0})
	}
	one := func(name string, how func(a, b uint64) Level, x, y uint64) {
		all = append(all, Component{name, how(x, y), x != 0, y != 0})
	}
	one("Titel", agree, a.Keys[Titel], b.Keys[Titel])
	one("Geburtstag", agree, a.Keys[Tag], b.Keys[Tag])
	one("Geburtsmonat", agree, uint64(a.Month), uint64(b.Month))
	one("Geburtsjahr", agreeNumber, uint64(a.Year), uint64(b.Year))
	one("Geschlecht", agree, uint64(a.Sex), uint64(b.Sex))
	one("Postleitzahl", agreeNumber, a.PLZ, b.PLZ)
	one("Ort", agree, a.Ort, b.Ort)
	one("Anschrift", agree, a.Keys[Anschrift], b.Keys[Anschrift])
	one("Versichertennummer", agree, a.Keys[KVNR], b.Keys[KVNR])
	return all
}

// firstNames are where a first name may stand, the surname's place too.
var firstNames = slots{[]Kind{Vorname1, Vorname2, Vorname3, Nachname1}, []Kind{VornamePhon}}

func agree(a, b uint64) Level {
	switch {
	case a == 0 || b == 0:
		return Missing
	case a == b:
		return Equal
	}
	return Differs
}

// agreeNumber is agree for what stands in clear: a mistyped one is close.
func agreeNumber(a, b uint64) Level {
	l := agree(a, b)
	if l == Differs && a < digits && b < digits && mistyped(int(a), int(b)) {
		return Close
	}
	return l
}

// agreeName is equal where it stands, by sound, or under another component of the other
// record.
func agreeName(a, b *Record, own, sound Kind, s *slots) Level {
	l := agree(a.Keys[own], b.Keys[own])
	if l == Equal {
		return Equal
	}
	for _, pair := range [][2]*Record{{a, b}, {b, a}} {
		key := pair[0].Keys[own]
		for _, k := range s.names {
			if key != 0 && key == pair[1].Keys[k] {
				return Other
			}
		}
	}
	if l == Differs && agree(a.Keys[sound], b.Keys[sound]) == Equal {
		return Close
	}
	return l
}
