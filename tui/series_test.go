package tui

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
	"example.org/meldeportal/tui/place"
)

// openSeries shows the grid of a workplace.
func openSeries(t *testing.T, desk *seriesDesk) (*desktop, *Series) {
	t.Helper()
	d := newDesktop(t, nil)
	s := gridOf(d, desk)
	return d, s
}

// gridOf opens the grid, the patients being read already.
func gridOf(d *desktop, desk *seriesDesk) *Series {
	list := d.sh.Screen(place.Patients{})
	d.sh.Seat(desk.desk(), list)
	d.run(list.Start())
	s := NewSeries(d.sh)
	d.open(s).do(idle(s))
	return s
}

// idle takes answers until the grid waits for nothing.
func idle(s *Series) func(*desktop) {
	return func(d *desktop) {
		for s.Busy() {
			d.give(<-d.msgs)
		}
	}
}

// withPeople adds people by their names.
func withPeople(s *Series, names ...string) func(*desktop) {
	return func(d *desktop) {
		d.press("f3")
		for _, name := range names {
			d.press(name, "enter").do(idle(s))
		}
	}
}

// pattern are the keys that fill the pattern from its first cell.
var seriesPattern = []string{"g", "tab", "v", "tab", "k", "tab", "k", "tab", "k", "tab", "0", "tab", "i", "tab", "j", "enter"}

func TestTwentyFollowUpsTakeThreeKeysEach(t *testing.T) {
	t.Parallel()
	desk := newSeriesDesk(20)
	d, s := openSeries(t, desk)
	d.press(seriesPattern...)
	for i := range 20 {
		d.do(withPeople(s, fmt.Sprintf("x%03dz", i)))
	}
	keys := 0
	press := func(names ...string) { d.press(names...); keys += len(names) }
	press("f7")
	for len(s.lines) != 20 || slices.ContainsFunc(s.lines, func(l *seriesLine) bool { return l.report == nil && l.tumour >= 0 }) {
		d.give(<-d.msgs)
	}
	if l := s.lines[2]; l.tumour >= 0 || l.report != nil {
		t.Error("a tumour was chosen that nobody chose")
	}
	d.screen() // a page is what was drawn
	press("pgup", "pgup", "pgup", "down", "down", "down", "home", "2")
	for s.lines[2].report == nil {
		d.give(<-d.msgs)
	}
	press("f12")
	d.see("Serie abschließen").see("20 Meldungen").see("Zeile 1 bis ")
	press("f12")
	d.see("20 von 20 abgeschlossen")
	if len(desk.completed) != 20 || keys > 20*3 {
		t.Errorf("completed %d with %d keys, want 20 with at most 60", len(desk.completed), keys)
	}
}

func TestSeriesIsThereAgainAfterACrash(t *testing.T) {
	t.Parallel()
	desk := newSeriesDesk(3)
	d, s := openSeries(t, desk)
	d.press("g", "enter").do(withPeople(s, "x000z", "x002z"))
	d.press("f7")
	for s.lines[0].report == nil || s.lines[0].unsaved() {
		d.give(<-d.msgs)
	}
	if err := s.keep.flush(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	_, again := openSeries(t, desk)
	if len(again.lines) != 2 || again.pattern["Verlauf.Untersuchungsdatum_Verlauf"] != "2026-11-21" {
		t.Fatalf("lines: %d, pattern: %v", len(again.lines), again.pattern)
	}
	for i, l := range again.lines {
		if got := l.value("Verlauf.Untersuchungsdatum_Verlauf"); got != "2026-11-21" {
			t.Errorf("line %d: got %q", i, got)
		}
	}
	if r := desk.drafted["d-c0"].Report; r.Meldung.Verlauf.Meldeanlass != "statusmeldung" || r.Meldung.Tumorzuordnung.TumorID != "Tc0" {
		t.Errorf("draft: %+v", r.Meldung)
	}
}

func TestSeriesCellsTellTheirMeaningAndCanBeTakenBack(t *testing.T) {
	t.Parallel()
	d, s := openSeries(t, newSeriesDesk(1))
	d.do(withPeople(s, "person")).press("up", "home", "right", "31", "10").see("Untersuchungsdatum: 3110 = Sa 31.10.2026")
	d.press("tab").see("Gesamtbeurteilung: ").press("k").see("Gesamtbeurteilung: K").press("tab")
	for s.lines[0].report == nil {
		d.give(<-d.msgs)
	}
	if got := s.lines[0].value("Verlauf.Gesamtbeurteilung_Tumorstatus"); got != "K" {
		t.Fatalf("value: got %q, want K", got)
	}
	d.press("ctrl+z")
	if got := s.lines[0].value("Verlauf.Gesamtbeurteilung_Tumorstatus"); got != "" {
		t.Errorf("after undo: got %q", got)
	}
	d.press("ctrl+y", "left", "ctrl+u").press("end").see("Fehler:")
	if got := s.lines[0].value("Verlauf.Untersuchungsdatum_Verlauf"); got != "" {
		t.Errorf("after emptying: got %q", got)
	}
}

func TestEnterInACellOfTheSeriesChoosesAsInAForm(t *testing.T) {
	t.Parallel()
	const total = "Verlauf.Gesamtbeurteilung_Tumorstatus"
	d, s := openSeries(t, newSeriesDesk(2))
	d.do(withPeople(s, "x000z", "x001z")).press("up", "up", "up", "home", "right")
	stands := func(row int, typed string) {
		t.Helper()
		if left, right, _ := s.cell().Line(); s.row != row || left+right != typed {
			t.Errorf("got row %d with %q, want row %d with %q", s.row, left+right, row, typed)
		}
	}
	if s.column().id != total {
		t.Fatalf("the cursor is in %q", s.column().id)
	}
	d.press("remission", "enter").see("Treffer: ").see("Tab lässt „remission“ stehen.")
	stands(0, "remission")
	d.press("ctrl+u").press("tumorf", "enter")
	if got := s.pattern[total]; got != "V" || s.row != 1 {
		t.Errorf("the only hit: got %q in row %d, want V and the next row", got, s.row)
	}
	d.press("v", "enter", "xyz", "enter").see("„xyz“ steht nicht in der Liste. Enter noch einmal lässt es so stehen.")
	stands(2, "xyz")
	d.press("enter")
	if got := s.valueOf(s.lines[1], total); got != "xyz" || !s.searching() {
		t.Errorf("after a second Enter: got %q, want xyz and the next row", got)
	}
	d.press("up", "up", "t", "esc").see("Wie zuvor.")
	if got := s.valueOf(s.lines[0], total); got != "V" || s.typing {
		t.Errorf("after Esc: got %q, want V", got)
	}
	d.press("remission", "down") // leads on, whatever stands there
	if got := s.valueOf(s.lines[0], total); got != "remission" {
		t.Errorf("after an arrow: got %q, want what was typed", got)
	}
}

func TestSeriesOpensTheWholeReportAndTakesItBack(t *testing.T) {
	t.Parallel()
	desk := newSeriesDesk(1)
	d, s := openSeries(t, desk)
	d.do(withPeople(s, "person")).press("up", "home", "right", "g", "tab")
	for s.lines[0].report == nil || s.lines[0].unsaved() {
		d.give(<-d.msgs)
	}
	d.press("end", "enter").see("Verlauf · Personaa").settle()
	d.sh.Top().(*Editor).form.Goto("Meldebegruendung")
	d.press("i", "enter", "f10").see("Serie · Personaa")
	d.do(idle(s))
	if got := s.lines[0].value("Meldebegruendung"); got != "I" {
		t.Errorf("reason: got %q, want I", got)
	}
}

func TestDueFollowUpsAreAddedByTumour(t *testing.T) {
	t.Parallel()
	desk := newSeriesDesk(4)
	desk.due = append(desk.due, worklist.Nachsorge{CaseID: "c2", TumorID: "T-second", Last: "2026-02-01"})
	d, s := openSeries(t, desk)
	d.do(withPeople(s, "x001z")).press("f5").see("4 fällige Nachsorgen")
	var got []string
	for _, l := range s.lines {
		got = append(got, l.caseID+" "+l.tumourText())
	}
	if want := []string{"c1 C50.4L", "c0 C50.4L", "c2 C50.4L", "c3 C50.4L", "c2 C18.7L"}; !slices.Equal(got, want) {
		t.Errorf("lines: got %v, want %v", got, want)
	}
	d.press("f5").do(idle(s)).see("alle, die fällig sind, stehen schon")
	d.press("pgup", "down", "g", "tab", "pgup").press("ctrl+k").see("4 Zeilen aus der Serie genommen")
	if len(s.lines) != 1 || s.lines[0].caseID != "c1" {
		t.Errorf("%d lines are left, want the one with a date", len(s.lines))
	}
	d.press("f5").do(idle(s))
	d.do(withPeople(s, "x002z")).see("steht schon in der Serie")
}

func TestARefusedLineStaysWithItsFinding(t *testing.T) {
	t.Parallel()
	desk := newSeriesDesk(2)
	desk.refused = "c1"
	d, s := openSeries(t, desk)
	d.press(seriesPattern...).do(withPeople(s, "x000z", "x001z")).press("f7")
	for slices.ContainsFunc(s.lines, func(l *seriesLine) bool { return l.report == nil }) {
		d.give(<-d.msgs)
	}
	d.press("f12").see("Serie abschließen").press("j").see("1 von 2 abgeschlossen").see("wartet").see("1 Fehler")
}

func TestSeriesFitsTheSmallestWindow(t *testing.T) {
	t.Parallel()
	d, _ := openSeries(t, newSeriesDesk(30))
	d.press("f5").see("Nachsorgen")
	for _, size := range []tea.WindowSizeMsg{{Width: 80, Height: 24}, {Width: 120, Height: 40}} {
		d.give(size)
		if h := strings.Count(d.screen(), "\n") + 1; h != size.Height {
			t.Errorf("%v: %d lines", size, h)
		}
	}
}

// BenchmarkSeriesKeyToFrame is a key in the grid of 200 lines, drawn.
func BenchmarkSeriesKeyToFrame(b *testing.B) {
	desk := newSeriesDesk(200)
	sh := NewShell(&Services{Lists: catalog.NewShelf(), Now: func() time.Time { return today }}, nil)
	sh.Seat(desk.desk(), knownPeople{index: people.NewIndex(nil)})
	s := NewSeries(sh)
	sh.stack = append(sh.stack, s)
	sh.Update(s.Start()())
	for i := range desk.people {
		l, err := readSeriesLine(b.Context(), sh.Desk(), desk.people[i].ID, "")
		if err != nil {
			b.Fatal(err)
		}
		l.tumour = 0
		d, _ := sh.Desk().Drafts.NewDraft(b.Context(), l.caseID, l.firstReport())
		l.begin(sh.Desk(), d)
		s.adopt(l)
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
	desk := newSeriesDesk(0)
	sh := NewShell(&Services{Lists: catalog.NewShelf(), Now: func() time.Time { return today }}, nil)
	sh.Seat(desk.desk(), knownPeople{index: crowd(100_000)})
	s := NewSeries(sh)
	sh.stack = append(sh.stack, s)
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
		rows[i] = people.RowOf(&model.Case{ID: fmt.Sprint(i), Patient: model.Patient{PatientID: model.Text(fmt.Sprintf("P-%07d", i)), Stammdaten: *person(
			fmt.Sprintf("%s-%c%c", last[i%len(last)], 'A'+i%26, 'a'+i/26%26), first[i%len(first)], fmt.Sprintf("%04d-%02d-%02d", 1930+i%60, 1+i%12, 1+i%28), fmt.Sprintf("A%09d", i))}})
	}
	return people.NewIndex(rows)
}
