package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui/tuitest"
)

// tape is everything a program has written to its terminal.
type tape struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (r *tape) Write(b []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(b)
}

func (r *tape) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}

// own are the sequences the program itself writes: cursor, erasing, modes, and
// colours of the sixteen or 256, none of which is the canary's 201.
var own = regexp.MustCompile(`^\x1b\[\??[0-9;]*[ABCDGHJKXfhlm]`)

// smuggled are the things in a terminal's output that are not the program's own.
func smuggled(raw string) (found []string) {
	add := func(what string) { found = append(found, fmt.Sprintf("%q", what)) }
	marks := 0
	for len(raw) > 0 {
		if raw[0] == 0x1b {
			s := own.FindString(raw)
			if s == "" || strings.Contains(s, "38;5;201") {
				add(raw[:min(len(raw), 24)])
				s = raw[:1]
			}
			raw = raw[len(s):]
			continue
		}
		r, n := utf8.DecodeRuneInString(raw)
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		switch {
		case r == '\r', r == '\n', r == '\b':
		case r == utf8.RuneError && n == 1, unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp), marks > 4:
			add(raw[:min(len(raw), 12)])
		}
		raw = raw[n:]
	}
	return found
}

// canary is in what must never reach the terminal as a sequence.
const canary = "38;5;201"

// hostile are texts that move, hide, reorder or colour what stands on a terminal.
var hostile = []string{
	"Rot\x1b[" + canary + "mX", "Titel\x1b]0;CANARY\x07", "Antwort\x1b[6n\x1b[c", "Folge\x1bP1$qm\x1b\\", "Acht\u009b" + canary + "mX\u009d0;CANARY\u009c",
	"Null\x00\x01\x07\x08\x0b\x0c\x0e\x7fX", "Kehrt\u202eum\u202c", "Eben\u2066en\u2069", "Rechts\u200f\u061c\ufeffX", "Zeile\u2028neu\u2029X",
	"Priv\ue000at\U000f0000", "Stapel" + strings.Repeat("\u0301", 40), "Mehr\nZeilen\r\nund\tTab",
}

// villain is a person every text of whom is hostile.
func villain(i int) store.Import {
	bad := hostile[i%len(hostile)]
	text, code := model.Text(bad), model.Code(bad)
	p := newInventor(uint64(i)).person()
	p.PatientID = model.Text(fmt.Sprintf("%s-%d", bad, i))
	s := &p.Stammdaten
	s.Nachname, s.Vornamen, s.Titel, s.Geschlecht, s.Geburtsdatum = "Hostile"+text, text, text, code, model.Datum(bad)
	s.Adresse.Strasse, s.Adresse.Ort, s.Adresse.PLZ, s.VersichertendatenGKV.GKVVersichertennummer = text, text, text, code
	p.Anmerkung = text
	r := newInventor(uint64(i)).diagnosis(p, prepareDay)
	r.Patient = p
	desk.Number(&r.Meldung, model.TypDiagnose, text)
	t := &r.Meldung.Tumorzuordnung
	t.PrimaertumorICD.Code, t.Diagnosedatum, t.TumorID = code, model.Datum(bad), text
	r.Meldung.Diagnose.PrimaertumorTopographieFreitext, r.Meldung.Diagnose.PrimaertumorDiagnosetext = text, text
	r.Meldung.Anmerkung, r.Meldung.Meldebegruendung = text, code
	return store.Import{Patient: p, Drafts: []model.Report{r}}
}

func TestHostileTextOfTheStoreIsDrawnHarmless(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	d.look(user(0), func(v *store.Vault) error {
		var people []store.Import
		for i := range hostile {
			people = append(people, villain(i))
		}
		_, err := v.Import(t.Context(), store.These(people), store.Importing{})
		d.people += len(people)
		return err
	})
	var raw tape
	term := d.start()
	term.Record(&raw)
	d.signIn(term, user(0))
	term.Type("hostile")
	term.See(fmt.Sprintf("%d von", len(hostile)))
	for i := range hostile {
		for range i {
			term.Press("down")
		}
		visit(term)
		for range i {
			term.Press("up")
		}
	}
	if !strings.Contains(raw.String(), "Hostile") {
		t.Fatal("nothing hostile was drawn at all")
	}
	if found := smuggled(raw.String()); len(found) > 0 {
		t.Errorf("%d sequences or characters reached the terminal: %s", len(found), strings.Join(found[:min(len(found), 12)], "\n"))
	}
}

// visit opens the selected person and looks at everything once.
func visit(term *tuitest.Terminal) {
	term.Press("enter")
	term.See("zuletzt ")
	term.Press("alt+m") // Stammdaten
	term.See("[1/")
	term.Press("f10")
	term.See("zuletzt ")
	term.Press("enter")
	term.See("[1/")
	term.Press("f1")
	term.See("Hilfe")
	term.Press("f10", "pgdown")
	term.See("[2/")
	term.Press("pgdown")
	term.See("[3/")
	term.Press("tab")
	term.Press("f12")
	term.See("behoben werden")
	term.Press("f10")
	term.Gone("behoben werden")
	term.Press("f10")
	term.See("zuletzt ")
	term.Press("f10")
	term.See("Suche:")
}

func TestHostileTextIsNeitherTypedNorPasted(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	var raw tape
	term := d.start()
	term.Record(&raw)
	d.signIn(term, user(0))
	term.Press("ctrl+n")
	term.See("Nachname")
	const paste, end = "\x1b[200~", "\x1b[201~"
	term.Type("Zwetsch" + paste + strings.Join(hostile, "") + end + "\t")
	term.See("Vornamen")
	term.Type(paste + "Anna\nMaria\r\nEva" + end + "\t")
	term.See(" gespeichert ")
	term.Type("\u202e\u200f\u009b\u00ad12.03.1950\t") // typed, not pasted
	term.See("So, vor")
	term.Press("f10")
	term.See("Suche:")
	term.Kill()
	if found := smuggled(raw.String()); len(found) > 0 {
		t.Errorf("%d sequences or characters reached the terminal: %s", len(found), strings.Join(found[:min(len(found), 12)], "\n"))
	}
	var stored model.Stammdaten
	d.look(user(0), func(v *store.Vault) error {
		return v.Cases(t.Context(), func(chunk []model.Case) error {
			for i := range chunk {
				if strings.HasPrefix(string(chunk[i].Patient.Stammdaten.Nachname), "Zwetsch") {
					stored = chunk[i].Patient.Stammdaten
				}
			}
			return nil
		})
	})
	if stored.Vornamen != "Anna Maria Eva" || stored.Geburtsdatum != "1950-03-12" {
		t.Errorf("stored are %q, born %q, want Anna Maria Eva, 1950-03-12", stored.Vornamen, stored.Geburtsdatum)
	}
	if found := strings.Map(invisible, string(stored.Nachname)); found != "" || len(stored.Nachname) < 20 {
		t.Errorf("stored name %q holds %q", stored.Nachname, found)
	}
}

// invisible keeps what nobody types on purpose.
func invisible(r rune) rune {
	if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) {
		return r
	}
	return -1
}

func TestTheSearchForSmuggledTextFindsEachKind(t *testing.T) {
	t.Parallel()
	for _, text := range hostile[:len(hostile)-1] {
		if len(smuggled(text)) == 0 {
			t.Errorf("%q passes, want it found", text)
		}
	}
	if found := smuggled("\x1b[?25h\x1b[1;31mMüller · „Käthe“\x1b[0m\r\n"); len(found) > 0 {
		t.Errorf("the program's own text is found: %s", found)
	}
}
