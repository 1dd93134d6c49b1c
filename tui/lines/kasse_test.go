package lines

import (
	"errors"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/tui/ask"
)

func TestInsurerAndTownAreAnsweredByName(t *testing.T) {
	t.Parallel()
	z, heard, _ := lineDesk(t, ":feld ik der\naok hessen\n:feld postleitzahl\n65183\n")
	lists, err := catalog.Read("plz.csv", strings.NewReader("PLZ;Ort\n65183;Wiesbaden\n"))
	if err != nil {
		t.Fatal(err)
	}
	z.Services.Lists = catalog.NewShelf()
	z.Services.Lists.Put(lists[0])
	var c model.Case
	c.Patient.Stammdaten.Versicherung = model.VersicherungGKV
	if err := z.editPerson(c); err != nil && !errors.Is(err, ask.ErrEnd) {
		t.Fatal(err)
	}
	for _, want := range []string{"Gespeichert: 105313145, AOK Hessen", "Gespeichert: 65183", "Vorschlag: Wiesbaden"} {
		if !strings.Contains(heard.String(), want) {
			t.Errorf("%q is not said:\n%s", want, heard)
		}
	}
}
