package series

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// openSeries shows the grid of a workplace.
func openSeries(t *testing.T, desk *stage.SeriesDesk) (*stage.Desktop, *Series) {
	t.Helper()
	d := newDesktop(t, nil)
	s := gridOf(d, desk)
	return d, s
}

// gridOf opens the grid, the patients being read already.
func gridOf(d *stage.Desktop, desk *stage.SeriesDesk) *Series {
	list := d.Sh.Screen(place.Patients{})
	d.Sh.Seat(desk.Desk(), list)
	d.Run(list.Start())
	s := NewSeries(d.Sh)
	d.Open(s).Do(idle(s))
	return s
}

// idle takes answers until the grid waits for nothing.
func idle(s *Series) func(*stage.Desktop) {
	return func(d *stage.Desktop) {
		for s.Busy() {
			d.Give(<-d.Msgs)
		}
	}
}

// withPeople adds people by their names.
func withPeople(s *Series, names ...string) func(*stage.Desktop) {
	return func(d *stage.Desktop) {
		d.Press("f3")
		for _, name := range names {
			d.Press(name, "enter").Do(idle(s))
		}
	}
}

// pattern are the keys that fill the pattern from its first cell.
var seriesPattern = []string{"g", "tab", "v", "tab", "k", "tab", "k", "tab", "k", "tab", "0", "tab", "i", "tab", "j", "enter"}

func TestTwentyFollowUpsTakeThreeKeysEach(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(20)
	d, s := openSeries(t, desk)
	d.Press(seriesPattern...)
	for i := range 20 {
		d.Do(withPeople(s, fmt.Sprintf("x%03dz", i)))
	}
	keys := 0
	press := func(names ...string) { d.Press(names...); keys += len(names) }
	press("f7")
	for len(s.Lines) != 20 || slices.ContainsFunc(s.Lines, func(l *followups.Line) bool { return l.Report == nil && l.Tumour >= 0 }) {
		d.Give(<-d.Msgs)
	}
	if l := s.Lines[2]; l.Tumour >= 0 || l.Report != nil {
		t.Error("a tumour was chosen that nobody chose")
	}
	d.Screen() // a page is what was drawn
	press("pgup", "pgup", "pgup", "down", "down", "down", "home", "2")
	for s.Lines[2].Report == nil {
		d.Give(<-d.Msgs)
	}
	press("f12")
	d.See("Serie abschließen").See("20 Meldungen").See("Zeile 1 bis ")
	press("f12")
	d.See("20 von 20 abgeschlossen")
	if len(desk.Completed) != 20 || keys > 20*3 {
		t.Errorf("completed %d with %d keys, want 20 with at most 60", len(desk.Completed), keys)
	}
}

func TestSeriesIsThereAgainAfterACrash(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(3)
	d, s := openSeries(t, desk)
	d.Press("g", "enter").Do(withPeople(s, "x000z", "x002z"))
	d.Press("f7")
	for s.Lines[0].Report == nil || s.Lines[0].Unsaved() {
		d.Give(<-d.Msgs)
	}
	if err := s.Keep.Flush(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	_, again := openSeries(t, desk)
	if len(again.Lines) != 2 || again.Pattern["Verlauf.Untersuchungsdatum_Verlauf"] != "2026-11-21" {
		t.Fatalf("lines: %d, pattern: %v", len(again.Lines), again.Pattern)
	}
	for i, l := range again.Lines {
		if got := l.Value("Verlauf.Untersuchungsdatum_Verlauf"); got != "2026-11-21" {
			t.Errorf("line %d: got %q", i, got)
		}
	}
	if r := desk.Drafted["d-c0"].Report; r.Meldung.Verlauf.Meldeanlass != "statusmeldung" || r.Meldung.Tumorzuordnung.TumorID != "Tc0" {
		t.Errorf("draft: %+v", r.Meldung)
	}
}

func TestSeriesCellsTellTheirMeaningAndCanBeTakenBack(t *testing.T) {
	t.Parallel()
	d, s := openSeries(t, stage.NewSeriesDesk(1))
	d.Do(withPeople(s, "person")).Press("up", "home", "right", "31", "10").See("Untersuchungsdatum: 3110 = Sa 31.10.2026")
	d.Press("tab").See("Gesamtbeurteilung: ").Press("k").See("Gesamtbeurteilung: K").Press("tab")
	for s.Lines[0].Report == nil {
		d.Give(<-d.Msgs)
	}
	if got := s.Lines[0].Value("Verlauf.Gesamtbeurteilung_Tumorstatus"); got != "K" {
		t.Fatalf("value: got %q, want K", got)
	}
	d.Press("ctrl+z")
	if got := s.Lines[0].Value("Verlauf.Gesamtbeurteilung_Tumorstatus"); got != "" {
		t.Errorf("after undo: got %q", got)
	}
	d.Press("ctrl+y", "left", "ctrl+u").Press("end").See("Fehler:")
	if got := s.Lines[0].Value("Verlauf.Untersuchungsdatum_Verlauf"); got != "" {
		t.Errorf("after emptying: got %q", got)
	}
}

func TestEnterInACellOfTheSeriesChoosesAsInAForm(t *testing.T) {
	t.Parallel()
	const total = "Verlauf.Gesamtbeurteilung_Tumorstatus"
	d, s := openSeries(t, stage.NewSeriesDesk(2))
	d.Do(withPeople(s, "x000z", "x001z")).Press("up", "up", "up", "home", "right")
	stands := func(row int, typed string) {
		t.Helper()
		if left, right, _ := s.cell().Line(); s.row != row || left+right != typed {
			t.Errorf("got row %d with %q, want row %d with %q", s.row, left+right, row, typed)
		}
	}
	if s.column().id != total {
		t.Fatalf("the cursor is in %q", s.column().id)
	}
	d.Press("remission", "enter").See("Treffer: ").See("Tab lässt „remission“ stehen.")
	stands(0, "remission")
	d.Press("ctrl+u").Press("tumorf", "enter")
	if got := s.Pattern[total]; got != "V" || s.row != 1 {
		t.Errorf("the only hit: got %q in row %d, want V and the next row", got, s.row)
	}
	d.Press("v", "enter", "xyz", "enter").See("„xyz“ steht nicht in der Liste. Enter noch einmal lässt es so stehen.")
	stands(2, "xyz")
	d.Press("enter")
	if got := s.ValueOf(s.Lines[1], total); got != "xyz" || !s.searching() {
		t.Errorf("after a second Enter: got %q, want xyz and the next row", got)
	}
	d.Press("up", "up", "t", "esc").See("Wie zuvor.")
	if got := s.ValueOf(s.Lines[0], total); got != "V" || s.typing {
		t.Errorf("after Esc: got %q, want V", got)
	}
	d.Press("remission", "down") // leads on, whatever stands there
	if got := s.ValueOf(s.Lines[0], total); got != "remission" {
		t.Errorf("after an arrow: got %q, want what was typed", got)
	}
}

func TestSeriesOpensTheWholeReportAndTakesItBack(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(1)
	d, s := openSeries(t, desk)
	d.Do(withPeople(s, "person")).Press("up", "home", "right", "g", "tab")
	for s.Lines[0].Report == nil || s.Lines[0].Unsaved() {
		d.Give(<-d.Msgs)
	}
	d.Press("end", "enter").See("Verlauf Statusmeldung · Personaa").Settle()
	d.Sh.Top().(*report.Editor).Form.Goto("Meldebegruendung")
	d.Press("i", "enter", "f10").See("Serie · Personaa")
	d.Do(idle(s))
	if got := s.Lines[0].Value("Meldebegruendung"); got != "I" {
		t.Errorf("reason: got %q, want I", got)
	}
}

func TestDueFollowUpsAreAddedByTumour(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(4)
	desk.Due = append(desk.Due, worklist.Nachsorge{CaseID: "c2", TumorID: "T-second", Last: "2026-02-01"})
	d, s := openSeries(t, desk)
	d.Do(withPeople(s, "x001z")).Press("alt+f").See("4 fällige Nachsorgen")
	var got []string
	for _, l := range s.Lines {
		got = append(got, l.CaseID+" "+l.TumourText())
	}
	if want := []string{"c1 C50.4L", "c0 C50.4L", "c2 C50.4L", "c3 C50.4L", "c2 C18.7L"}; !slices.Equal(got, want) {
		t.Errorf("lines: got %v, want %v", got, want)
	}
	d.Press("alt+f").Do(idle(s)).See("alle, die fällig sind, stehen schon")
	d.Press("pgup", "down", "g", "tab", "pgup").Press("ctrl+k").See("4 Zeilen aus der Serie genommen")
	if len(s.Lines) != 1 || s.Lines[0].CaseID != "c1" {
		t.Errorf("%d lines are left, want the one with a date", len(s.Lines))
	}
	d.Press("alt+f").Do(idle(s))
	d.Do(withPeople(s, "x002z")).See("steht schon in der Serie")
}

func TestARefusedLineStaysWithItsFinding(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(2)
	desk.Refused = "c1"
	d, s := openSeries(t, desk)
	d.Press(seriesPattern...).Do(withPeople(s, "x000z", "x001z")).Press("f7")
	for slices.ContainsFunc(s.Lines, func(l *followups.Line) bool { return l.Report == nil }) {
		d.Give(<-d.Msgs)
	}
	d.Press("f12").See("Serie abschließen").Press("j").See("1 von 2 abgeschlossen").See("wartet").See("1 Fehler")
}

func TestSeriesFitsTheSmallestWindow(t *testing.T) {
	t.Parallel()
	d, _ := openSeries(t, stage.NewSeriesDesk(30))
	d.Press("alt+f").See("Nachsorgen")
	for _, size := range []tea.WindowSizeMsg{{Width: 80, Height: 24}, {Width: 120, Height: 40}} {
		d.Give(size)
		if h := strings.Count(d.Screen(), "\n") + 1; h != size.Height {
			t.Errorf("%v: %d lines", size, h)
		}
	}
}

// BenchmarkSeriesKeyToFrame is a key in the grid of 200 lines, drawn.
func BenchmarkSeriesKeyToFrame(b *testing.B) {
	desk := stage.NewSeriesDesk(200)
	sh := shell.New(&work.Services{Lists: catalog.NewShelf(), Now: func() time.Time { return stage.Today }}, nil, rooms...)
	sh.Seat(desk.Desk(), stage.KnownPeople{Index: people.NewIndex(nil)})
	s := NewSeries(sh)
	sh.Stack = append(sh.Stack, s)
	sh.Update(s.Start()())
	for i := range desk.Persons {
		l, err := followups.ReadLine(b.Context(), sh.Desk(), desk.Persons[i].ID, "")
		if err != nil {
			b.Fatal(err)
		}
		r := s.Report(nil)
		r.Meldung.Tumorzuordnung = l.Tumours[0].Part
		d, _ := sh.Desk().Drafts.NewDraft(b.Context(), l.CaseID, r)
		if l, err = followups.ReadLine(b.Context(), sh.Desk(), l.CaseID, d.ID); err != nil {
			b.Fatal(err)
		}
		s.Add(l)
	}
	s.row = 1
	sh.View()
	keys := []tea.KeyMsg{{Type: tea.KeyRunes, Runes: []rune("g")}, {Type: tea.KeyTab}, {Type: tea.KeyRunes, Runes: []rune("k")},
		{Type: tea.KeyEnter}, {Type: tea.KeyShiftTab}}
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		began := time.Now()
		sh.Update(keys[i%len(keys)])
		sh.View()
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// BenchmarkSeriesSearchOfAHundredThousand is a letter in the search of the grid,
// drawn, among as many people as a large site has.
func BenchmarkSeriesSearchOfAHundredThousand(b *testing.B) {
	desk := stage.NewSeriesDesk(0)
	sh := shell.New(&work.Services{Lists: catalog.NewShelf(), Now: func() time.Time { return stage.Today }}, nil, rooms...)
	sh.Seat(desk.Desk(), stage.KnownPeople{Index: crowd(100_000)})
	s := NewSeries(sh)
	sh.Stack = append(sh.Stack, s)
	sh.Update(s.Start()())
	s.toSearch()
	sh.View()
	var took []time.Duration
	keys := []rune("müller an")
	for i := 0; b.Loop(); i++ {
		if i%len(keys) == 0 {
			s.ask("")
		}
		began := time.Now()
		sh.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: keys[i%len(keys) : i%len(keys)+1]})
		sh.View()
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// crowd is the index of many invented people.
func crowd(n int) *people.Index {
	last, first := []string{"Müller", "Schmidt", "Schneider", "Fischer", "Weber"}, []string{"Anna", "Karl", "Brigitte", "Jürgen"}
	rows := make([]people.Row, n)
	for i := range rows {
		rows[i] = people.RowOf(&model.Case{ID: fmt.Sprint(i), Patient: model.Patient{PatientID: model.Text(fmt.Sprintf("P-%07d", i)), Stammdaten: *stage.Person(
			fmt.Sprintf("%s-%c%c", last[i%len(last)], 'A'+i%26, 'a'+i/26%26), first[i%len(first)], fmt.Sprintf("%04d-%02d-%02d", 1930+i%60, 1+i%12, 1+i%28), fmt.Sprintf("A%09d", i))}})
	}
	return people.NewIndex(rows)
}
