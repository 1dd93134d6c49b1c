package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui/tuitest"
)

// copyist types reports into the running program.
type copyist struct {
	t     *testing.T
	d     *desktop
	term  *tuitest.Terminal
	vault *store.Vault
	lists *catalog.Shelf
	files string // folder for the saved XML
	saved int
	known map[string]bool // cases
	open  string          // case of the patient
}

func sitDown(t *testing.T) *copyist {
	d := newDemo(t)
	files, err := os.MkdirTemp("", "x") // short enough for the message line
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(files) })
	y := &copyist{t: t, d: d, term: d.start(), lists: catalog.NewShelf(), files: files, known: map[string]bool{}}
	d.signIn(y.term, user(0))
	y.vault = d.vaultOf(user(0))
	y.newCase()
	return y
}

// newCase is the case that came since the last look, "" when none did.
func (y *copyist) newCase() (id string) {
	err := y.vault.Cases(context.Background(), func(chunk []model.Case) error {
		for _, c := range chunk {
			if !y.known[c.ID] {
				y.known[c.ID], id = true, c.ID
			}
		}
		return nil
	})
	if err != nil {
		y.t.Fatal(err)
	}
	return id
}

// now is the program's clock.
func now() time.Time {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		return time.Now()
	}
	return time.Now().In(berlin)
}

// person makes the patient, from the list of patients, and opens the record.
func (y *copyist) person(p *model.Patient) {
	y.t.Helper()
	y.term.Press("ctrl+n")
	y.term.See("Neue Person")
	typist := tuitest.NewTypist(tuitest.Sheet{Start: &model.Report{}, Pages: forms.Stammdaten(), Lists: y.lists, Now: now})
	y.send(typist.Type(&model.Report{Patient: *p}))
	y.term.Press("tab", "f10") // F10 alone would close an open list of hits
	y.d.people++
	listed := fmt.Sprintf("von %d", y.d.people)
	if seeAny(y.t, y.term, listed, twinQuestion) == twinQuestion {
		y.term.Quiet(time.Second) // a key counts once the question could be read
		y.term.Type("t")
		y.term.Gone(twinQuestion)
		y.term.Press("f10")
		y.term.See(listed)
	}
	y.open = y.newCase()
	y.find(p)
}

// twinQuestion is asked where a person like this one is known.
const twinQuestion = "Trotzdem anlegen"

// find opens the record of a person by her name and number.
func (y *copyist) find(p *model.Patient) {
	y.t.Helper()
	s := &p.Stammdaten
	y.term.Press("f3")
	y.term.Type(strings.Join(strings.Fields(fmt.Sprint(s.Nachname, " ", s.Vornamen, " ", s.Geburtsdatum.German(), " ", p.PatientID)), " "))
	y.term.See(fmt.Sprintf(" 1 von %d", y.d.people))
	y.term.Press("enter")
	y.term.See("Neue Meldung")
}

// close goes back from the record to the list.
func (y *copyist) close() {
	y.term.Press("f10")
	y.term.See("Suche:")
	y.term.Press("f3")
}

// send presses keys as fast as they come.
func (y *copyist) send(strokes []tuitest.Stroke) {
	for _, s := range strokes {
		if len([]rune(s.Key)) == 1 {
			y.term.Type(s.Key)
		} else {
			y.term.Press(s.Key)
		}
	}
}

// report types one report and returns what its preview saves.
func (y *copyist) report(want *model.Report) (*model.Report, []tuitest.Stroke) {
	y.t.Helper()
	past := y.past()
	y.begin(past, want)
	draft := y.draft()
	sheet := tuitest.Sheet{Start: &draft.Report, Pages: forms.Pages(want.Meldung.Typ), Lists: y.lists, Now: now, Past: past,
		Earlier: earlierReports(past, draft.Report.Meldung.Tumorzuordnung.TumorID)}
	strokes := tuitest.NewTypist(sheet).Type(want)
	y.send(strokes)
	return y.preview(), strokes
}

// past are the reports of the patient so far; none of them is sent.
func (y *copyist) past() (list []rule.Past) {
	y.t.Helper()
	drafts, err := y.vault.Drafts(context.Background(), y.open)
	if err != nil {
		y.t.Fatal(err)
	}
	for i := range drafts {
		list = append(list, rule.Past{Report: &drafts[i].Report, Draft: true})
	}
	return list
}

// draft is the draft that was begun last.
func (y *copyist) draft() model.Draft {
	y.t.Helper()
	drafts, err := y.vault.Drafts(context.Background(), y.open)
	if err != nil || len(drafts) == 0 {
		y.t.Fatalf("no draft: %v", err)
	}
	return drafts[0]
}

// earlierReports are those about a tumour, the latest first.
func earlierReports(past []rule.Past, tumour model.Text) (list []forms.Earlier) {
	for _, p := range slices.Backward(past) {
		if tumour != "" && p.Report.Meldung.Tumorzuordnung.TumorID == tumour {
			list = append(list, forms.Earlier{Report: p.Report})
		}
	}
	return list
}

// occasions are the keys that choose a type of report with its sub-occasion.
var occasions = map[string]string{
	"Diagnose": "1", "Pathologie": "2", "OP": "3", "ST": "4", "ST behandlungsende": "5", "SYST": "6", "SYST behandlungsende": "7",
	"Verlauf": "8", "Verlauf statusaenderung": "9", "Tod": "0", "Tumorkonferenz": "konferenz diagnose\r",
	"Tumorkonferenz behandlungsbeginn": "konferenz behandlungsb\r", "Tumorkonferenz behandlungsende": "konferenz behandlungse\r",
	"Tumorkonferenz statusaenderung": "konferenz status\r",
}

// begin chooses tumour and occasion of a new report.
func (y *copyist) begin(past []rule.Past, want *model.Report) {
	y.t.Helper()
	y.term.Press("ctrl+n")
	tumours := tumoursIn(past)
	question := "welcher Anlass?"
	if len(tumours) > 1 {
		question = "zu welchem Tumor?"
	}
	y.term.See(question)
	if len(tumours) > 0 {
		y.tumour(tumours, want.Meldung.Tumorzuordnung.TumorID)
	}
	typ := string(want.Meldung.Typ)
	keys, ok := occasions[typ+" "+textOf(want, typ+".Meldeanlass")]
	if !ok {
		keys = occasions[typ]
	}
	y.term.See("welcher Anlass?")
	y.term.Type(keys)
	y.term.See("[1/")
	y.term.Quiet(60 * time.Millisecond) // the other reports of the patient are read
	y.keep()
}

// keep makes a draft of the new report, as it begins, by a note beside it: what is typed is
// planned by what is stored.
func (y *copyist) keep() {
	y.t.Helper()
	y.term.See("noch kein Entwurf")
	y.term.Press("ctrl+x")
	y.term.See("Vorgang")
	y.term.Type("n")
	y.term.See("Nur für die eigene Einrichtung")
	y.term.Type("x")
	y.term.Press("f2")
	y.term.See(" gespeichert ")
}

// tumour picks the report's tumour from those known, or a new one.
func (y *copyist) tumour(known []model.Text, id model.Text) {
	y.t.Helper()
	at := slices.Index(known, id)
	if len(known) == 1 {
		if at == 0 {
			return
		}
		y.term.Press("tab")
		y.term.See("zu welchem Tumor?")
	}
	if at < 0 {
		y.term.Type("n")
		return
	}
	y.term.Press("home")
	for range at {
		y.term.Press("down")
	}
	y.term.Press("enter")
}

// tumoursIn are the tumours in the order of the program: by their latest date of diagnosis.
func tumoursIn(past []rule.Past) (ids []model.Text) {
	date := map[model.Text]model.Datum{}
	for _, p := range past {
		t := &p.Report.Meldung.Tumorzuordnung
		if t.TumorID == "" {
			continue
		}
		if !slices.Contains(ids, t.TumorID) {
			ids = append(ids, t.TumorID)
		}
		date[t.TumorID] = t.Diagnosedatum
	}
	slices.SortStableFunc(ids, func(a, b model.Text) int { return strings.Compare(string(date[a]), string(date[b])) })
	return ids
}

// reached waits for a screen behind all keys typed ahead. A report of thousands
// of fields takes its time.
func (y *copyist) reached(text string) {
	y.t.Helper()
	for late := time.Now().Add(5 * time.Minute); time.Now().Before(late); time.Sleep(20 * time.Millisecond) {
		if strings.Contains(y.term.Screen(), text) {
			return
		}
	}
	y.term.See(text)
}

// preview saves the XML from the review's preview and reads it.
func (y *copyist) preview() *model.Report {
	y.t.Helper()
	y.saved++
	path := filepath.Join(y.files, fmt.Sprint(y.saved))
	y.term.Press("f12")
	y.reached("Prüfen · ")
	y.term.Press("f6")
	y.term.See("Vorschau · ")
	for y.term.Press("f2"); seeAny(y.t, y.term, "Dateiname", "noch kein XML") != "Dateiname"; y.term.Press("f2") {
		y.term.Quiet(20 * time.Millisecond)
	}
	y.term.Press("ctrl+u")
	y.term.Type(path + "\r")
	y.term.See("Gespeichert: " + path)
	f, err := os.Open(path)
	if err != nil {
		y.t.Fatal(err)
	}
	defer f.Close()
	doc, err := obds.Read(f, obds.Options{})
	if err != nil || len(doc.Reports()) != 1 {
		y.t.Fatalf("the saved XML: %v", err)
	}
	y.term.Press("f10", "f10", "f10")
	y.term.See("Neue Meldung")
	return doc.Reports()[0]
}
