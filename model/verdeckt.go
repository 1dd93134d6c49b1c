package model

// Verdeckt is a person as she is shown once her report has been sent: the number of the
// site, month and year of birth, postcode and town, and the last three characters of
// insurer's and insured number (hessen.md 3, as Niedersachsen's portal does).
func (p *Patient) Verdeckt() Patient {
	s := &p.Stammdaten
	v := Patient{PatientID: p.PatientID, Stammdaten: Stammdaten{Versicherung: s.Versicherung, Nachname: verdecktesWort,
		Geburtsdatum: monthOf(s.Geburtsdatum), Adresse: Adresse{Land: s.Adresse.Land, PLZ: s.Adresse.PLZ, Ort: s.Adresse.Ort}}}
	switch {
	case s.VersichertendatenGKV != nil:
		g := s.VersichertendatenGKV
		v.Stammdaten.VersichertendatenGKV = &VersichertendatenGKV{lastThree(g.IKNR), lastThree(g.GKVVersichertennummer)}
	case s.VersichertendatenPKV != nil:
		g := s.VersichertendatenPKV
		v.Stammdaten.VersichertendatenPKV = &VersichertendatenPKV{IKNR: lastThree(g.IKNR), PKVVersichertennummer: lastThree(g.PKVVersichertennummer)}
	case s.VersichertendatenSonstige != nil:
		g := s.VersichertendatenSonstige
		v.Stammdaten.VersichertendatenSonstige = &VersichertendatenSonstige{Ersatzkode: g.Ersatzkode, IKNR: lastThree(g.IKNR), Versichertennummer: lastThree(g.Versichertennummer)}
	}
	return v
}

const verdecktesWort = "(verdeckt)"

// monthOf is a day of which the month is known only.
func monthOf(d Datum) Datum {
	t, ok := d.Time()
	_, g := d.Split()
	if !ok || g == MonatGeschaetzt || g == VollGeschaetzt {
		return d
	}
	return NewDatum(t.Format("2006-01")+"-01", TagGeschaetzt)
}

func lastThree[T ~string](number T) T {
	all := []rune(string(number))
	if len(all) <= 3 {
		return T(all)
	}
	return "…" + T(all[len(all)-3:])
}
