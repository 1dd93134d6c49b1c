package main

import (
	"fmt"
	"math/rand/v2"
	"strconv"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// The demo's people are invented: names are drawn at random from lists of
// common ones, numbers are made up with right check digits, and every person
// carries a remark that says so.

const inventedRemark = "Testperson, frei erfunden"

var (
	surnames = []string{"Müller", "Möller", "Schmidt", "Schmitt", "Schneider", "Fischer", "Weber", "Meyer", "Maier", "Wagner",
		"Becker", "Schulz", "Hoffmann", "Schäfer", "Koch", "Bauer", "Richter", "Klein", "Wolf", "Schröder", "Neumann", "Schwarz",
		"Zimmermann", "Braun", "Krüger", "Hofmann", "Hartmann", "Lange", "Krause", "Lehmann", "Köhler", "Herrmann", "König",
		"Mayer", "Huber", "Fuchs", "Peters", "Scholz", "Jung", "Hahn", "Vogel", "Friedrich", "Keller", "Günther", "Berger",
		"Winkler", "Roth", "Beck", "Lorenz", "Baumann", "Yılmaz", "Kowalski", "Nowak", "Groß", "Voß", "Müller-Wolf", "Kaya"}
	womenNames = []string{"Anna", "Annegret", "Brigitte", "Christa", "Elke", "Erika", "Gisela", "Hannelore", "Helga", "Ingrid",
		"Jutta", "Karin", "Käthe", "Monika", "Petra", "Renate", "Sabine", "Ursula", "Ayşe", "Anne-Marie", "Zofia"}
	menNames = []string{"Achim", "Bernd", "Dieter", "Ernst", "Friedhelm", "Gerd", "Günter", "Hans", "Heinz", "Horst", "Jörg",
		"Jürgen", "Karl", "Klaus", "Manfred", "Peter", "Rolf", "Uwe", "Werner", "Wolfgang", "Mehmet"}
	streets = []string{"Bahnhofstraße", "Gartenweg", "Hauptstraße", "Lindenallee", "Mühlgasse", "Am Hang", "Schulstraße", "Waldweg"}
	towns   = [][2]string{{"60311", "Frankfurt am Main"}, {"34117", "Kassel"}, {"64283", "Darmstadt"}, {"65183", "Wiesbaden"},
		{"35390", "Gießen"}, {"35037", "Marburg"}, {"36037", "Fulda"}, {"63065", "Offenbach am Main"}, {"63450", "Hanau"}, {"35576", "Wetzlar"}}
	insurers = []model.Code{"105313145", "102114819", "105830016"}
)

// inventor draws invented people, the same ones for the same seed.
type inventor struct {
	*rand.Rand
	count int
}

func newInventor(seed uint64) *inventor {
	return &inventor{Rand: rand.New(rand.NewPCG(seed, seed))}
}

func pick[T any](v *inventor, list []T) T { return list[v.IntN(len(list))] }

// person invents one patient.
func (v *inventor) person() model.Patient {
	v.count++
	sex, first := model.Code("W"), pick(v, womenNames)
	if v.IntN(2) == 0 {
		sex, first = "M", pick(v, menNames)
	}
	town := pick(v, towns)
	return model.Patient{
		PatientID: model.Text(fmt.Sprintf("P-%07d", 1_000_000+v.count*37)),
		Anmerkung: inventedRemark,
		Stammdaten: model.Stammdaten{
			Versicherung: model.VersicherungGKV,
			VersichertendatenGKV: &model.VersichertendatenGKV{
				IKNR: pick(v, insurers), GKVVersichertennummer: v.insuranceNumber()},
			Nachname: model.Text(pick(v, surnames)), Vornamen: model.Text(first), Geschlecht: sex,
			Geburtsdatum: v.day(1935, 1975),
			Adresse: model.Adresse{Strasse: model.Text(pick(v, streets)), Hausnummer: model.Text(fmt.Sprint(1 + v.IntN(120))),
				Land: "DE", PLZ: model.Text(town[0]), Ort: model.Text(town[1])},
		},
	}
}

func (v *inventor) day(from, to int) model.Datum {
	return model.Datum(fmt.Sprintf("%04d-%02d-%02d", from+v.IntN(to-from+1), 1+v.IntN(12), 1+v.IntN(28)))
}

// insuranceNumber is a letter, eight digits and the digit that checks them.
func (v *inventor) insuranceNumber() model.Code {
	body := fmt.Sprintf("%c%08d", 'A'+v.IntN(26), v.IntN(100_000_000))
	digit := 0
	for !rule.ValidKVNR(body + strconv.Itoa(digit)) {
		digit++
	}
	return model.Code(body + strconv.Itoa(digit))
}
