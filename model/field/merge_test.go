package field_test

import (
	"maps"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

func TestMergeKeepsWhatSomebodyElseChanged(t *testing.T) {
	t.Parallel()
	person := func(street, title string, former ...model.Text) *model.Report {
		r := &model.Report{}
		s := &r.Patient.Stammdaten
		s.Nachname, s.Titel, s.Adresse.Strasse, s.MengeFruehererName = "Testfrau", model.Text(title), model.Text(street), former
		return r
	}
	for _, c := range []struct{ name, street, title, former, wantStreet, wantTitle, wantFormer string }{
		{"nothing", "", "", "", "Neue Gasse", "Dr.", "Erst"},
		{"another field", "", "Prof.", "", "Neue Gasse", "Prof.", "Erst"},
		{"the same field", "Eigener Weg", "", "", "Eigener Weg", "Dr.", "Erst"},
		{"a list", "", "", "Zweit", "Neue Gasse", "Dr.", "Zweit"},
	} {
		was, stored := person("Alte Gasse", "Dr.", "Erst"), person("Neue Gasse", "Dr.", "Erst")
		mine := field.Copy(was)
		s := &mine.Patient.Stammdaten
		if c.street != "" {
			s.Adresse.Strasse = model.Text(c.street)
		}
		if c.title != "" {
			s.Titel = model.Text(c.title)
		}
		if c.former != "" {
			s.MengeFruehererName = []model.Text{model.Text(c.former)}
		}
		got := field.Merge(dataset.Report, stored, was, mine)
		if want := person(c.wantStreet, c.wantTitle, model.Text(c.wantFormer)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", c.name, got.Patient, want.Patient)
		}
	}
}

func TestMergeWithNobodyElseIsMine(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		was, mine := drawPerson(t), drawPerson(t)
		got := field.Merge(dataset.Report, was, was, mine)
		if a, b := field.Texts(dataset.Report, got), field.Texts(dataset.Report, mine); !maps.Equal(a, b) {
			t.Fatalf("got %v, want %v", a, b)
		}
	})
}

func drawPerson(t *rapid.T) *model.Report {
	texts := map[string]string{}
	for _, id := range []string{"Patient.Nachname", "Patient.Versicherung", "Patient.Versichertendaten_GKV.IKNR", "Patient.Adresse.Ort",
		"Patient.Menge_Frueherer_Name[0]", "Patient.Menge_Frueherer_Name[1]", "Patient.Versichertendaten_PKV."} {
		if rapid.Bool().Draw(t, id) {
			texts[id] = rapid.SampledFrom([]string{"a", "b"}).Draw(t, id+" text")
		}
	}
	if _, marked := texts["Patient.Versichertendaten_PKV."]; marked {
		texts["Patient.Versichertendaten_PKV."] = ""
	}
	r := &model.Report{}
	field.Fill(dataset.Report, r, texts)
	return r
}
