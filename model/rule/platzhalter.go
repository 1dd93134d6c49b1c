package rule

import (
	"strings"
	"unicode/utf8"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
)

// platzhalter are the rules about what somebody typed because the field wanted
// something, and about broken letters (P-510 to P-514).
var platzhalter = []Rule{
	{ID: "P-510", Severity: Warnung, Source: "PRX",
		Text: "„{name}“ sieht nach einem Platzhalter aus. Bitte den amtlichen Namen angeben.",
		Find: func(c *Case, hit Hit) {
			s := stamm(c)
			for _, n := range []coded{{idNachname, string(s.Nachname)}, {idVornamen, string(s.Vornamen)}, {"Patient.Geburtsname", string(s.Geburtsname)}} {
				if isPlaceholder(n.Code) || n.ID == idVornamen && in(catalog.Fold(n.Code), platzhalterVorname...) {
					hit(ids(n.ID), "name", n.Code)
				}
			}
		}},
	{ID: "P-511", Severity: Hinweis, Source: "PRX",
		Text: "{feld}: „{text}“ enthält verfälschte Umlaute (UTF-8 als Latin-1 gelesen). Bitte neu schreiben und das liefernde System prüfen.",
		Find: func(c *Case, hit Hit) {
			eachText(c.Report, func(id string, text model.Text) {
				if broken := mojibake(string(text)); broken != "" {
					hit(ids(id), "feld", Label(c, id), "text", broken)
				}
			})
		}},
	{ID: "P-512", Severity: Warnung, Source: "LKR",
		Text: "Die Postleitzahl {plz} gibt es nicht; die kleinste ist 01067, die größte 99998.",
		Find: func(c *Case, hit Hit) {
			a := &stamm(c).Adresse
			if plz := string(a.PLZ); in(a.Land, "", "DE") && len(plz) == 5 && digits(plz) && (plz < "01067" || plz > "99998") {
				hit(ids(idPLZ), "plz", plz)
			}
		}},
	{ID: "P-513", Severity: Warnung, Source: "PRX",
		Text: "{feld} {nr} ist ein Platzhalter. Bitte die Nummer angeben oder das Feld leer lassen.",
		Find: func(c *Case, hit Hit) {
			eachNumber(c.Report, func(id, nr string) {
				if len(nr) >= 9 && strings.Trim(nr, nr[:1]) == "" {
					hit(ids(id), "feld", Label(c, id), "nr", nr)
				}
			})
		}},
	{ID: "P-514", Severity: Hinweis, Source: "PRX",
		Text: "{feld}: „{text}“ sagt nichts. Bitte den Wert angeben oder das Feld leer lassen.",
		Find: func(c *Case, hit Hit) {
			a := &stamm(c).Adresse
			for _, t := range []coded{{idStrasse, string(a.Strasse)}, {idOrt, string(a.Ort)}, {idHausnummer, string(a.Hausnummer)}} {
				if isFiller(t.Code) {
					hit(ids(t.ID), "feld", Label(c, t.ID), "text", t.Code)
				}
			}
		}},
}

// platzhalterwort are words that stand for a name nobody knew, or for a
// person who does not exist. What is a surname of some people (Kind, Junge, Herr, Null)
// is a placeholder as a forename only.
var (
	platzhalterwort = []string{
		"unbekannt", "unknown", "unbek", "unbenannt", "anonym", "anonymus", "niemand", "fehlt", "nicht bekannt", "nicht angegeben",
		"ohne name", "ohne namen", "kein name", "nachname", "vorname", "namenlos", "n.n", "nn", "n. n", "n.a", "n/a", "k.a", "k. a", "o.n",
		"dummy", "asdf", "qwertz", "abc", "xyz", "bla", "blabla", "xx", "yy", "zz",
		"mustermann", "musterfrau", "musterkind", "testperson", "testpatient", "testpatientin", "test", "tester", "testname", "platzhalter",
		"neugeborenes", "neugeborener", "säugling", "baby", "zwilling a", "zwilling b", "patient", "patientin",
	}
	platzhalterVorname = []string{
		"sohn", "tochter", "junge", "maedchen", "knabe", "kind", "zwilling", "herr", "frau", "maennlich", "weiblich", "name", "null", "leer", "kein", "keine", "keiner",
	}
)

const idVornamen = "Patient.Vornamen"

// platzhalterteil are words that make any longer name one.
var platzhalterteil = []string{"neugeborenes", "neugeborener", "mustermann", "musterfrau", "unbekannt", "testpatient", "testpatientin"}

// isPlaceholder reports whether a name stands for none.
func isPlaceholder(name string) bool {
	if name == "" {
		return false
	}
	if in(strings.TrimRight(strings.ToLower(strings.TrimSpace(name)), "."), platzhalterwort...) || isFiller(name) {
		return true
	}
	for word := range strings.FieldsSeq(catalog.Fold(name)) {
		if in(word, platzhalterteil...) {
			return true
		}
	}
	return false
}

// isFiller reports whether a text has no letter or digit, or is one letter over and
// over ("xxx").
func isFiller(text string) bool {
	compact := catalog.Compact(text)
	if strings.TrimSpace(text) == "" {
		return false
	}
	if compact == "" {
		return !strings.ContainsFunc(text, func(r rune) bool { return r > 0x2e7f }) // other scripts have letters too
	}
	return len(compact) >= 3 && strings.Trim(compact, compact[:1]) == "" && strings.ContainsAny(compact[:1], "abcdefghijklmnopqrstuvwxyz") || strings.EqualFold(compact, "x")
}

// mojibake is the word of a text in which letters of UTF-8 stand as those of Latin-1 or
// Windows-1252 ("WeiÃŸ"), "" where none does.
func mojibake(text string) string {
	at := strings.IndexAny(text, "ÃÂâ")
	if at < 0 {
		return ""
	}
	for _, word := range strings.Fields(text) {
		for i, r := range word {
			next, _ := utf8.DecodeRuneInString(word[i+utf8.RuneLen(r):])
			if (r == 'Ã' || r == 'Â') && continuation(next) || r == 'â' && (next == '€' || next == '\u0080') {
				return word
			}
		}
	}
	return ""
}

// continuation reports whether a character is what a second byte of UTF-8 looks like in
// Latin-1 or Windows-1252; letters that may really follow are not among them.
func continuation(r rune) bool {
	return 0x80 <= r && r <= 0xbf || strings.ContainsRune("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ", r)
}

// eachText visits the texts of a report that people write.
func eachText(r *model.Report, visit func(id string, text model.Text)) {
	s, m := &r.Patient.Stammdaten, &r.Meldung
	visit(idNachname, s.Nachname)
	visit(idVornamen, s.Vornamen)
	visit("Patient.Geburtsname", s.Geburtsname)
	visit(idStrasse, s.Adresse.Strasse)
	visit(idOrt, s.Adresse.Ort)
	visit("Patient.Anmerkung", r.Patient.Anmerkung)
	visit("Anmerkung", m.Anmerkung)
	switch {
	case m.Typ == model.TypDiagnose && m.Diagnose != nil:
		visit("Diagnose.Primaertumor_Diagnosetext", m.Diagnose.PrimaertumorDiagnosetext)
		visit("Diagnose.Primaertumor_Topographie_Freitext", m.Diagnose.PrimaertumorTopographieFreitext)
	case m.Typ == model.TypPathologie && m.Pathologie != nil:
		visit("Pathologie.Primaertumor_Diagnosetext", m.Pathologie.PrimaertumorDiagnosetext)
		visit("Pathologie.Befundtext", m.Pathologie.Befundtext)
	}
	if h, id := histologieOf(r); h != nil {
		visit(id+".Morphologie_Freitext", h.MorphologieFreitext)
	}
}

// eachNumber visits the official numbers of a report.
func eachNumber(r *model.Report, visit func(id, nr string)) {
	for _, n := range identNummern(r) {
		visit(n.ID+".IKNR", string(n.IKNR))
		visit(n.ID+".LANR", string(n.LANR))
		visit(n.ID+".BSNR", string(n.BSNR))
		visit(n.ID+".ZANR", string(n.ZANR))
	}
	for _, ik := range iks(r) {
		if strings.HasPrefix(ik.ID, "Patient.") {
			visit(ik.ID, ik.Code)
		}
	}
}
