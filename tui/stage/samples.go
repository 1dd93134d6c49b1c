package stage

import (
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/work"
)

var Today = time.Date(2026, time.November, 22, 10, 41, 7, 0, time.Local)

func NowOfTests() time.Time { return Today }

func NewDraft() model.Draft {
	draft := model.Draft{ID: "d1", PatientID: "c1"}
	r := &draft.Report
	r.Meldung.Typ = model.TypDiagnose
	r.Patient.PatientID = "P1"
	s := &r.Patient.Stammdaten
	s.Nachname, s.Vornamen, s.Geschlecht, s.Geburtsdatum = "Müller", "Anna", "W", "1950-03-12"
	s.Versicherung = model.VersicherungSonstige
	s.VersichertendatenSonstige = &model.VersichertendatenSonstige{Ersatzkode: "970000011"}
	s.Adresse = model.Adresse{Strasse: "Hauptstraße", Hausnummer: "1", PLZ: "60311", Ort: "Frankfurt", Land: "DE"}
	r.Meldung.MeldungID, r.Meldung.MelderID, r.Melder.ID = "m1", "M1", "M1"
	r.Meldung.Tumorzuordnung.TumorID = "T1"
	r.Meldedatum = "2026-11-22"
	r.Absender = model.Absender{AbsenderID: "a", SoftwareID: "s", SoftwareVersion: "1", Bezeichnung: "Musterklinik", Ansprechpartner: "Meier", Anschrift: "Weg 1"}
	return draft
}

// Tumour are the keys from the first page of newDraft to a Diagnose without Fehler.
var Tumour = []string{"pgdown", "i", "enter", "j", "enter", "pgdown", "140526", "enter", "c504", "enter", "l", "enter", "71", "enter",
	"c504", "enter", "enter", "enter", "85003", "enter"}

// SomeTasks are one of each kind.
func SomeTasks() []worklist.Aufgabe {
	about := func(art worklist.Aufgabenart, person string, typ model.Zweig, day, frist model.Datum) worklist.Aufgabe {
		return worklist.Aufgabe{Art: art, Frage: worklist.FrageEntwurf, Sache: person, CaseID: "c1", Person: person, Typ: typ, Event: day, Frist: frist}
	}
	late, soon := about(worklist.AufgabeFrist, "Wolf, Karl", model.TypOP, "2026-08-27", "2026-11-19"), about(worklist.AufgabeFrist, "Baum, Eva", model.TypDiagnose, "2026-09-11", "2026-12-04")
	late.DraftID, soon.DraftID = "d1", "d2"
	refused := about(worklist.AufgabeAbgelehnt, "Stein, Ute", model.TypVerlauf, "2026-11-02", "")
	refused.Frage = worklist.FrageAbgelehnt
	refused.Transaktionsnummer, refused.Text = "0b6e1f7c-refused", "Die Tumor_ID gehört zu einer anderen Person."
	answers := worklist.Aufgabe{Art: worklist.AufgabeAngenommen, Angenommen: &worklist.Angenommen{Meldungen: 42, Seit: Today.AddDate(0, 0, -1), Bis: Today}}
	end := about(worklist.AufgabeGegenstueck, "Müller, Anna", model.TypST, "2026-07-01", "")
	end.Frage = worklist.FrageEnde
	end.TumorID, end.Text = "T1", "Das Ende der Strahlentherapie fehlt."
	held := about(worklist.AufgabeGesperrt, "Ast, Lea", model.TypDiagnose, "2026-11-01", "")
	held.DraftID, held.Sperre = "d3", &model.Sperre{Grund: "wartet auf Befund", Bis: "2026-12-01", Seit: "2026-11-10"}
	return []worklist.Aufgabe{refused, late, soon, end, answers, held}
}

func CaseOf(id, last string) model.Case {
	c := model.Case{ID: id, Patient: NewDraft().Report.Patient}
	c.Patient.Stammdaten.Nachname = model.Text(last)
	return c
}

// SentReport is a report about a tumour that was sent.
func SentReport(id, icd, day string, with func(*model.Meldung)) rule.Past {
	draft := NewDraft()
	r := field.Copy(&draft.Report)
	r.Meldung.MeldungID = model.Text("m-" + id + day)
	r.Meldung.Tumorzuordnung = model.Tumorzuordnung{TumorID: model.Text(id), PrimaertumorICD: model.ICD{Code: model.Code(icd)}, Diagnosedatum: model.Datum(day)}
	if with != nil {
		with(&r.Meldung)
	}
	return rule.Past{Report: r, Sent: true}
}

// Radiation is the beginning of a radiotherapy.
func Radiation(m *model.Meldung) {
	m.Typ = model.TypST
	m.ST = &model.ST{STID: "S-1", Meldeanlass: model.Behandlungsbeginn, Intention: "K", StellungOP: "A",
		MengeBestrahlung: []model.Bestrahlung{{Beginn: "2026-07-01"}}, Nebenwirkungen: model.Nebenwirkungen{GradMaximal2OderUnbekannt: "K"}}
}

// EveryTyp are the eight types of reports.
var EveryTyp = []model.Zweig{model.TypDiagnose, model.TypPathologie, model.TypOP, model.TypST, model.TypSYST,
	model.TypVerlauf, model.TypTod, model.TypTumorkonferenz}

const SomeXML = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<oBDS Schema_Version="3.0.4"><Menge_Patient><Patient a="x>y"><Nachname>Müller</Nachname><Leer/></Patient></Menge_Patient></oBDS>` + "\n"

// EverythingAsked is a report of a type with one element in every group.
func EverythingAsked(typ model.Zweig) *model.Report {
	r := &model.Report{}
	r.Meldung.Typ = typ
	for grew := true; grew; {
		grew = false
		field.Walk(dataset.Report, r, func(b field.Bound) bool {
			if b.Row.List() && b.Len() == 0 {
				b.Insert(0)
				grew = true
			}
			return true
		})
	}
	return r
}

func NewTyped(typ model.Zweig) *model.Report {
	r := &model.Report{}
	r.Meldung.Typ = typ
	return r
}

func AcceptedDelivery() model.Delivery {
	return model.Delivery{Transaktionsnummer: "0b6e1f7c", Art: model.SendungMeldung, MeldungID: "m1", CaseID: "c1", Typ: model.TypDiagnose,
		Date: "2026-05-14", State: model.StateAccepted, Completed: Today.Add(-48 * time.Hour),
		Receipt: &model.Receipt{ReceivedAt: Today, Digest: strings.Repeat("8f", 32), LogIndex: 42}}
}

// Person is an invented person as she is being written down.
func Person(last, first, born, insured string) *model.Stammdaten {
	return &model.Stammdaten{Nachname: model.Text(last), Vornamen: model.Text(first), Geburtsdatum: model.Datum(born), Versicherung: model.VersicherungGKV,
		VersichertendatenGKV: &model.VersichertendatenGKV{GKVVersichertennummer: model.Code(insured)}}
}

var DiskFull = &answer.Failure{Kind: answer.FailDiskFull}

// TemplateDesk remembers one template: two values and a date to be asked.
func TemplateDesk(t *testing.T) *DeskDouble {
	t.Helper()
	desk := &DeskDouble{}
	kept := work.Template{Key: work.TemplatePrefix + "1", Template: forms.Template{Name: "Mamma links", Typ: model.TypDiagnose, Values: []forms.TemplateValue{
		{ID: "Meldebegruendung", Text: "I"}, {ID: "Tumorzuordnung.Seitenlokalisation", Text: "L"}, {ID: "Tumorzuordnung.Diagnosedatum", Ask: true}}}}
	if _, err := work.Keeping(desk.Desk(), nil, kept).Do(t.Context(), work.Given{}); err != nil {
		t.Fatal(err)
	}
	return desk
}

// TwoPeople are the person of newDraft and another one.
func TwoPeople() []model.Case {
	other := NewDraft().Report.Patient
	other.PatientID, other.Stammdaten.Nachname, other.Stammdaten.Vornamen = "P2", "Zimmer", "Karla"
	return []model.Case{{ID: "c1", Patient: NewDraft().Report.Patient}, {ID: "c2", Patient: other}}
}

// Overtaken is a desk at which a colleague has changed the name first.
func Overtaken() *DeskDouble {
	over := &answer.Overwritten{Fields: []string{"Patient.Nachname"}, By: "schulz", At: Today}
	over.Theirs.Stammdaten.Nachname, over.Mine.Stammdaten.Nachname = "Ahorn-Birke", "Ahornbaum"
	return &DeskDouble{Behind: over}
}

// HalfUnderstood is the memory of a form in whose TNM line something was typed that
// it did not understand.
func HalfUnderstood(typ model.Zweig, block string) []byte {
	r := NewTyped(typ)
	f := forms.New(dataset.Report, r, forms.Pages(typ), forms.Env{Lists: catalog.NewShelf(), Now: func() time.Time { return Today }})
	f.Goto(block)
	f.Answer("pT2 xyz")
	return f.Memory()
}

// Objector is somebody who has objected.
func Objector(id, last string) model.Case {
	c := CaseOf(id, last)
	c.Widerspruch = true
	return c
}

// HalfUnderstoodDraft is a draft without Fehler, as it lies on the disk, in whose TNM
// line something was typed that it did not understand.
func HalfUnderstoodDraft(d *Desktop) model.Draft {
	d.T.Helper()
	d.Run(d.Sh.Open(place.Report{Draft: NewDraft()}))
	d.Settle().Press(Tumour...).Press("f3", "pTNM formel", "enter", "pT2 pN1a(sn) (1/3) L1 V0 Pn0 xyz G2", "tab").
		See("? nicht übernommen: xyz").Press("f3", "leist", "enter", "1", "enter")
	if err := d.Sh.FlushDrafts(); err != nil {
		d.T.Fatal(err)
	}
	_, saved := d.Desk.State()
	return saved
}
