package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/tui/place"
)

func TestPreviewShowsTextAndXMLAndSavesIt(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	d.open(NewEditor(d.sh, newDraft())).press(tumour...).press("f12").see("NICHT abschließbar")
	d.press("f6").see("Vorschau · Diagnose · Müller, Anna").see("Hauptstraße").press("end").see("Absender, Melder und Nummern").see("m1")
	d.press("f5").see("als XML").see("       <Nachname>Müller</Nachname>").see("<Leer/>")
	d.press("f2").see("Patientendaten im Klartext").see("meldung-Diagnose-2026-05-14.xml").press("enter")
	d.see("Gespeichert: /home/meier/meldung-Diagnose-2026-05-14.xml").see("als XML")
	if got := d.desk.files["/home/meier/meldung-Diagnose-2026-05-14.xml"]; got != someXML {
		t.Errorf("file: got %q, want the document byte for byte", got)
	}
	d.press("esc").see("Prüfen ·")
}

func TestAFileThatCannotBeWrittenIsToldAndTheNameStays(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	r := newDraft().Report
	d.run(d.sh.Open(place.Preview{CaseID: "c1", Report: &r}))
	for d.sh.Top().(*Preview).xml == nil {
		d.give(<-d.msgs)
	}
	d.press("f2", "home", "/", "enter").see("schreibgeschützt").see("/meldung-Diagnose")
}

// Whichever report is saved, what counts is whether the person has objected.
func TestSavingAReportOfAPersonWhoHasObjectedSaysWhatTheFileIsFor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		reason model.Code
		marked bool // the case
		warned bool
	}{{"W", false, true}, {"I", true, true}, {"W", true, true}, {"I", false, false}} {
		d := newDesktop(t, &deskDouble{person: model.Case{Widerspruch: c.marked}})
		r := newDraft().Report
		r.Meldung.Meldebegruendung = c.reason
		d.run(d.sh.Open(place.Preview{CaseID: "c1", Report: &r}))
		d.press("f2").see("Patientendaten im Klartext")
		screen := strings.Join(strings.Fields(d.screen()), " ")
		if warned := strings.Contains(screen, "Widerspruch: Identitätsdaten") && strings.Contains(screen, "nicht weitergeben"); warned != c.warned {
			t.Errorf("report %s, case marked %v: warned %v, want %v\n%s", c.reason, c.marked, warned, c.warned, d.screen())
		}
	}
}

func TestSavingWaitsForTheXMLAndAsksThen(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	r := newDraft().Report
	d.sh.Push(newPreview(d.sh, place.Preview{CaseID: "c1", Report: &r}))
	p := d.sh.Top().(*Preview)
	d.press("f2").see("gleich wird nach dem Dateinamen gefragt").press("x")
	d.give(documentMsg{to: p, xml: []byte(someXML)})
	d.see("Patientendaten im Klartext").see(".xmlx").press("esc").see("als Text")
	d.give(documentMsg{to: p, err: &answer.Failure{Kind: answer.FailInternal}})
	d.press("f2").see("F5 zeigt, warum")
}

// TestPreviewTellsEveryValueThatIsWritten keeps the text whole: what stands in
// the written report stands in the preview, asked of anew or not.
func TestPreviewTellsEveryValueThatIsWritten(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	r := newDraft().Report
	r.Meldung.Diagnose = &model.Diagnose{MengeFM: []model.Fernmetastase{{Diagnosedatum: "2026-05-01", Lokalisation: "HEP"}}}
	r.Meldung.Tumorzuordnung.PrimaertumorICD.Code = "tippfehler im Codefeld"
	written := field.Written(dataset.Report, &r)
	lines := strings.Join((&Preview{sh: d.sh, report: written}).german(80), "\n")
	text := strings.Join(strings.Fields(ansi.Strip(lines)), " ")
	shown := func(b field.Bound) bool {
		day := model.Datum(b.Get()).German()
		return strings.Contains(text, forms.Clean(b.Get())) || strings.Contains(text, day) || b.Row.Type == field.Selector
	}
	field.Walk(dataset.Report, written, func(b field.Bound) bool {
		if b.Row.Leaf() && b.Get() != "" && !shown(b) {
			t.Errorf("%s: %q is not shown", b.ID, b.Get())
		}
		return true
	})
}

func TestXMLLinesAreWrappedNotCut(t *testing.T) {
	t.Parallel()
	long := `<a><b>` + strings.Repeat("lang ", 60) + `</b></a>`
	lines := xmlLines(long, 40)
	for _, l := range lines {
		if ansi.StringWidth(l) > 40 {
			t.Errorf("line %q is wider than 40 cells", l)
		}
	}
	if got := strings.Count(strings.Join(lines, ""), "lang"); got != 60 {
		t.Errorf("words: got %d, want 60", got)
	}
	if got := strings.Join(xmlLines(someXML, 80), "|"); !strings.Contains(got, `|     <Patient a="x>y">|`) {
		t.Errorf("lines: %s", got)
	}
}

// BenchmarkOpenPreview is the time from the key to the first page of text.
func BenchmarkOpenPreview(b *testing.B) {
	sh := NewShell(&Services{Lists: catalog.NewShelf(), Now: func() time.Time { return today }}, nil)
	sh.Seat((&deskDouble{}).desk(), nil)
	r := newDraft().Report
	for b.Loop() {
		sh.Open(place.Preview{CaseID: "c1", Report: &r})
		sh.View()
		sh.stack = sh.stack[:1]
	}
}
