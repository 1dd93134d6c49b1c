package document

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
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

func TestPreviewShowsTextAndXMLAndSavesIt(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(report.NewEditor(d.Sh, stage.NewDraft())).Press(stage.Tumour...).Press("f12").See("NICHT abschließbar")
	d.Press("f6").See("Vorschau · Diagnose · Müller, Anna").See("Hauptstraße").Press("end").See("Absender, Melder und Nummern").See("m1")
	d.Press("tab").See("als XML").See("       <Nachname>Müller</Nachname>").See("<Leer/>")
	d.Press("f2").See("Patientendaten im Klartext").See("meldung-Diagnose-2026-05-14.xml").Press("enter")
	d.See("Gespeichert: /home/meier/meldung-Diagnose-2026-05-14.xml").See("als XML")
	if got := d.Desk.Files["/home/meier/meldung-Diagnose-2026-05-14.xml"]; got != stage.SomeXML {
		t.Errorf("file: got %q, want the document byte for byte", got)
	}
	d.Press("esc").See("Prüfen ·")
}

// Where the last code is long ago a file wants a fresh one, and a wrong one writes nothing.
func TestAFileWantsAFreshCode(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{Code: "123456"})
	r := stage.NewDraft().Report
	d.Run(d.Sh.Open(place.Preview{CaseID: "c1", Report: &r}))
	for d.Sh.Top().(*Preview).xml == nil {
		d.Give(<-d.Msgs)
	}
	d.Press("f2", "enter").See("verlässt den verschlossenen Speicher").Press("enter", "enter").See("Bitte Passwort und OTP-Code eingeben.")
	d.Press("geheim").Press("enter").Press("654321").Press("enter").See("Anmeldung nicht möglich").See("meldung-Diagnose")
	if len(d.Desk.Files) != 0 {
		t.Fatalf("written with a wrong code: %v", d.Desk.Files)
	}
	d.Press("enter").See("frischen Code").Press("geheim").Press("enter").Press("123456").Press("enter").See("Gespeichert: /home/meier/meldung-Diagnose")
	if len(d.Desk.Files) != 1 {
		t.Errorf("files: %v", d.Desk.Files)
	}
}

func TestAFileThatCannotBeWrittenIsToldAndTheNameStays(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	r := stage.NewDraft().Report
	d.Run(d.Sh.Open(place.Preview{CaseID: "c1", Report: &r}))
	for d.Sh.Top().(*Preview).xml == nil {
		d.Give(<-d.Msgs)
	}
	d.Press("f2", "home", "/", "enter").See("schreibgeschützt").See("/meldung-Diagnose")
}

// Whichever report is saved, what counts is whether the person has objected.
func TestSavingAReportOfAPersonWhoHasObjectedSaysWhatTheFileIsFor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		reason model.Code
		marked bool // the case
		warned bool
	}{{"W", false, true}, {"I", true, true}, {"W", true, true}, {"I", false, false}} {
		d := newDesktop(t, &stage.DeskDouble{Person: model.Case{Widerspruch: c.marked}})
		r := stage.NewDraft().Report
		r.Meldung.Meldebegruendung = c.reason
		d.Run(d.Sh.Open(place.Preview{CaseID: "c1", Report: &r}))
		d.Press("f2").See("Patientendaten im Klartext")
		screen := strings.Join(strings.Fields(d.Screen()), " ")
		if warned := strings.Contains(screen, "Widerspruch: Identitätsdaten") && strings.Contains(screen, "nicht weitergeben"); warned != c.warned {
			t.Errorf("report %s, case marked %v: warned %v, want %v\n%s", c.reason, c.marked, warned, c.warned, d.Screen())
		}
	}
}

func TestSavingWaitsForTheXMLAndAsksThen(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	r := stage.NewDraft().Report
	d.Sh.Push(NewPreview(d.Sh, place.Preview{CaseID: "c1", Report: &r}))
	p := d.Sh.Top().(*Preview)
	d.Press("f2").See("gleich wird nach dem Dateinamen gefragt").Press("x")
	d.Give(documentMsg{to: p, xml: []byte(stage.SomeXML)})
	d.See("Patientendaten im Klartext").See(".xmlx").Press("esc").See("als Text")
	d.Give(documentMsg{to: p, err: &answer.Failure{Kind: answer.FailInternal}})
	d.Press("f2").See("Tab zeigt, warum")
}

// TestPreviewTellsEveryValueThatIsWritten keeps the text whole: what stands in
// the written report stands in the preview, asked of anew or not.
func TestPreviewTellsEveryValueThatIsWritten(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	r := stage.NewDraft().Report
	r.Meldung.Diagnose = &model.Diagnose{MengeFM: []model.Fernmetastase{{Diagnosedatum: "2026-05-01", Lokalisation: "HEP"}}}
	r.Meldung.Tumorzuordnung.PrimaertumorICD.Code = "tippfehler im Codefeld"
	written := field.Written(dataset.Report, &r)
	lines := strings.Join((&Preview{sh: d.Sh, report: written}).german(80), "\n")
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
	if got := strings.Join(xmlLines(stage.SomeXML, 80), "|"); !strings.Contains(got, `|     <Patient a="x>y">|`) {
		t.Errorf("lines: %s", got)
	}
}

// BenchmarkOpenPreview is the time from the key to the first page of text.
func BenchmarkOpenPreview(b *testing.B) {
	sh := shell.New(&work.Services{Lists: catalog.NewShelf(), Now: func() time.Time { return stage.Today }}, nil, rooms...)
	sh.Seat((&stage.DeskDouble{}).Desk(), nil)
	r := stage.NewDraft().Report
	for b.Loop() {
		sh.Open(place.Preview{CaseID: "c1", Report: &r})
		sh.View()
		sh.Stack = sh.Stack[:1]
	}
}
