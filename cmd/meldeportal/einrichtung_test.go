package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"example.org/meldeportal/model/einrichtung"
)

// What is stored of the Einrichtung is seen, a change asked for with its sheet, and what the registry
// made of it seen, from a shell.
func TestTheEinrichtungIsSeenAndChanged(t *testing.T) {
	t.Parallel()
	s := newServer(t, "anna")
	anna := s.letter["anna"]
	d := newReal(t, s)
	d.fill(anna, "Apfelbaum")
	s.start()
	site := regexp.MustCompile(`[A-Z]{2}-?\d{8}`).FindString(s.desk("einrichtung", "list"))
	args := []string{"einrichtung", "daten", site, "arzt=Dr. Erfunden", "anschrift=Lindenallee 3", "plz=35390", "ort=Gießen", "telefon=0641 000", "fachgebiet=Innere", "sektor=" + einrichtung.Stationaer, "iknr=105313145"}
	contains(t, "what staff store", s.desk(args...), "Dr. Erfunden")
	s.desk("schulung", "add", "2099-03-20", "Online, 14 Uhr")
	contains(t, "what is stored", d.allowed(t, anna, 0, "einrichtung").out, "Lindenallee 3", "Es ist keine beantragt", "20.03.2099  Online, 14 Uhr")
	contains(t, "a wrong account", runs(t, 2, "einrichtung", "aendern", "iban=DE89370400440532013001", "--dir", d.dir).err, "Prüfziffern der IBAN", "Nichts wurde beantragt")
	contains(t, "an account alone", d.allowed(t, anna, 1, "einrichtung", "aendern", "iban=DE89 3704 0044 0532 0130 00").err, "Kontoinhaber", "Nichts wurde beantragt")
	sheet := filepath.Join(d.dir, "formular.txt")
	said := d.allowed(t, anna, 0, "einrichtung", "aendern", "telefon=0641 111", "--formular", sheet).out
	contains(t, "asking", said, "Beantragt unter", "unterschriebene Änderungsformular")
	text, err := os.ReadFile(sheet)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, "the sheet", string(text), "bisher  0641 000", "neu     0641 111", "Lindenallee 3", site, anna.login)
	tnr := regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}`).FindString(said)
	contains(t, "what staff see", s.desk("einrichtung", "aenderung", "list"), tnr, `"0641 111" statt "0641 000"`)
	contains(t, "what staff decide", s.desk("einrichtung", "aenderung", "uebernehmen", tnr), "übernommen")
	contains(t, "what became of it", d.allowed(t, anna, 0, "einrichtung").out, "0641 111", "übernommen am")
	contains(t, "the sheet again", d.allowed(t, anna, 0, "einrichtung", "formular", tnr[:8]).out, "bisher  0641 000", "übernommen am")
	contains(t, "what is written down", d.allowed(t, anna, 0, "protokoll").out, "Änderung der Einrichtungsdaten beantragt", tnr)
}

// The registration is asked for one by one, and again where it does not do.
func TestTheRegistrationIsAsked(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "bogen.txt")
	cmd := program(t, "einrichtung", "anmeldebogen", "--datei", file)
	cmd.Stdin = strings.NewReader(strings.Join([]string{"Praxis Erfunden", "", "", "Dr. Erfunden", "Lindenallee 3", "3539O", "35390", "Gießen", "0641 000", "", "Innere", "ambulant",
		"", "", "", "", "", "", "", "", "", "", "123456789"}, "\n") + "\n")
	o := execute(t, cmd)
	if o.status != 0 {
		t.Fatalf("ended with %d\n%s%s", o.status, o.out, o.err)
	}
	contains(t, "what it asks", o.err, "nicht fünf Ziffern", "Diese Angabe ist nötig", "Ambulante Einrichtungen brauchen eine BSNR")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, "the sheet", string(text), "Anmeldebogen", "Praxis Erfunden", "35390", "123456789", "(leer)")
}
