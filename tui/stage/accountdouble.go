package stage

import (
	"context"
	"slices"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/einrichtung"
	"example.org/meldeportal/model/land"
)

// accountDouble is what the portal keeps of the double's person and Einrichtung.
type accountDouble struct{ *DeskDouble }

func (d accountDouble) OwnSessions(context.Context) ([]answer.OpenSession, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return slices.Clone(d.Sessions), d.Fail
}

func (d accountDouble) EndSession(_ context.Context, id string) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	d.Sessions = slices.DeleteFunc(d.Sessions, func(s answer.OpenSession) bool { return s.ID == id })
	return d.Fail
}

func (d accountDouble) Site(context.Context) (einrichtung.Stand, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return d.Einrichtung, d.Fail
}

// ChangeSite wants the password "geheim" where the change is about money.
func (d accountDouble) ChangeSite(_ context.Context, next einrichtung.Daten, password, _ string) (einrichtung.Aenderung, error) {
	if next.Geld() != (password == "geheim") {
		return einrichtung.Aenderung{}, &answer.Failure{Kind: answer.FailCredentials}
	}
	d.Mu.Lock()
	defer d.Mu.Unlock()
	c := einrichtung.Aenderung{Nummer: "4711-1", Am: Today, Von: "meier", Stand: "beantragt", Alt: d.Einrichtung.Daten, Neu: d.Einrichtung.Daten.With(next)}
	d.Einrichtung.Aenderungen = append([]einrichtung.Aenderung{c}, d.Einrichtung.Aenderungen...)
	return c, d.Fail
}

func (d accountDouble) SaveSheet(ctx context.Context, path, sheet string) (string, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Files == nil {
		d.Files = map[string]string{}
	}
	d.Files["/heim/"+path] = sheet
	return "/heim/" + path, d.Fail
}

// SomeSite are invented data of an Einrichtung.
func SomeSite() einrichtung.Stand {
	return einrichtung.Stand{MelderID: land.Default.MelderID(1), Name: "Musterklinik", Daten: einrichtung.Daten{"einrichtung": "Musterklinik", "arzt": "Dr. Erfunden", "anschrift": "Lindenallee 3", "plz": "35390", "ort": "Gießen",
		"telefon": "0641 000", "fachgebiet": "Innere Medizin", einrichtung.Sektor: einrichtung.Stationaer, "iknr": "105313145"},
		Schulungen: []einrichtung.Schulung{{Am: "2099-03-20", Text: "Online, 14 Uhr"}}}
}

// SomeSessions are one here and one elsewhere.
func SomeSessions() []answer.OpenSession {
	return []answer.OpenSession{{ID: "1", Programm: "Meldeportal/0.3.0", Begun: Today, Expires: Today, Eigene: true}, {ID: "2", Programm: "Altes/1", Begun: Today, Expires: Today}}
}
