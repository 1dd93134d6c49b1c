package followups_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

const (
	day   = "Verlauf.Untersuchungsdatum_Verlauf"
	total = "Verlauf.Gesamtbeurteilung_Tumorstatus"
)

// sitting is the series of a workplace, gone on with where it was left.
func sitting(t *testing.T, desk *work.Desk) *followups.Series {
	t.Helper()
	s := followups.New(&work.Services{Lists: catalog.NewShelf(), Now: func() time.Time { return stage.Today }}, desk, func(any) {})
	left, err := followups.Read(t.Context(), desk)
	if s.GoOn(left, err); err != nil {
		t.Fatal(err)
	}
	return s
}

// add takes people into the series.
func add(t *testing.T, s *followups.Series, desk *work.Desk, cases ...string) {
	t.Helper()
	for _, id := range cases {
		l, err := followups.ReadLine(t.Context(), desk, id, "")
		if err != nil {
			t.Fatal(err)
		}
		if why := s.Add(l); why != "" {
			t.Fatal(why)
		}
	}
}

// settle makes the drafts and saves everything.
func settle(t *testing.T, s *followups.Series) {
	t.Helper()
	if err := s.MakeDrafts(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.KeepAll(t.Context(), func(*followups.Line, error) {}); err != nil {
		t.Fatal(err)
	}
}

func TestALineOfTheSeriesKnowsWhatItsFormDidNotUnderstand(t *testing.T) {
	t.Parallel()
	double := stage.NewSeriesDesk(1)
	r := stage.NewTyped(model.TypVerlauf)
	double.Drafted["d-c0"] = &model.Draft{ID: "d-c0", PatientID: "c0", Report: *r, Form: stage.HalfUnderstood(model.TypVerlauf, "Verlauf.TNM")}
	desk := double.Desk()
	l, err := followups.ReadLine(t.Context(), desk, "c0", "d-c0")
	if err != nil {
		t.Fatal(err)
	}
	if found := sitting(t, desk).Judge(l); !slices.ContainsFunc(found, func(f rule.Finding) bool { return f.Rule == "E-Rest" && f.Severity == rule.Warnung }) {
		t.Errorf("findings: %+v, want E-Rest among them", found)
	}
}

func TestTheSeriesIsThereAgainWithItsWayBack(t *testing.T) {
	t.Parallel()
	double := stage.NewSeriesDesk(2)
	desk := double.Desk()
	s := sitting(t, desk)
	s.Enter(followups.Change{Id: total, Text: "V"})
	add(t, s, desk, "c0", "c1")
	s.Enter(s.AllMissing()...)
	s.Enter(followups.Change{Line: s.Lines[0], Id: total, Text: "K"})
	settle(t, s)
	want := func(what string, values ...string) {
		t.Helper()
		if got := []string{s.Pattern[total], s.Lines[0].Value(total), s.Lines[1].Value(total)}; !slices.Equal(got, values) {
			t.Errorf("%s: pattern and lines are %q, want %q", what, got, values)
		}
	}
	none := func(int, string) {}
	s = sitting(t, desk)
	want("after a restart", "V", "K", "V")
	s.Undo(none)
	s.Undo(none)
	settle(t, s)
	want("two steps back", "V", "", "")
	s = sitting(t, desk)
	s.Redo(none)
	settle(t, s)
	want("one made again after a restart", "V", "V", "V")
	double.Mu.Lock()
	double.Drafted["d-c0"].Report.Meldung.Verlauf.GesamtbeurteilungTumorstatus = "P" // in its full form
	double.Mu.Unlock()
	s = sitting(t, desk)
	s.Redo(none)
	want("changed elsewhere meanwhile", "V", "P", "V")
	if s.Undo(none); s.NoRedo() != "" {
		t.Errorf("after a step back: %s", s.NoRedo())
	}
}

// What earlier versions have remembered: a pattern, a line that waits for its first
// value, a cell in the middle of a word, and the way there.
func TestTheSeriesOfAnEarlierVersionIsReadAndWrittenTheSame(t *testing.T) {
	t.Parallel()
	const kept = `{"vorgabe":{"Verlauf.Gesamtbeurteilung_Tumorstatus":"V"},` +
		`"zeilen":[{"nummer":3,"fall":"c2","werte":{"Verlauf.Untersuchungsdatum_Verlauf":"2026-11-20"}}],` +
		`"zelle":{"nummer":3,"feld":"Verlauf.Gesamtbeurteilung_Tumorstatus","text":"k"},"nummern":3}`
	const way = `[[0,"Verlauf.Gesamtbeurteilung_Tumorstatus","","V"]]` + "\n" + `[[3,"Verlauf.Untersuchungsdatum_Verlauf","","2026-11-20"]]` + "\n"
	double := stage.NewSeriesDesk(3)
	double.Remembrance = map[string][]byte{"serie": []byte(kept), "serie/schritte": []byte(way)}
	desk := double.Desk()
	left, err := followups.Read(t.Context(), desk)
	if err != nil {
		t.Fatal(err)
	}
	s := sitting(t, desk)
	s.HandCell = func() *followups.Cell { return left.Cell }
	if v, ok := s.HalfTyped(left.Cell); !ok || v.Line != s.Lines[0] || v.Text != "K" {
		t.Errorf("the half-typed cell is %+v, %v", v, ok)
	}
	if got := s.Lines[0].Value(day); got != "2026-11-20" || s.NoUndo() != "" {
		t.Errorf("the line holds %q; the way back: %s", got, s.NoUndo())
	}
	if err := s.Keep.Flush(t.Context(), nil); err != nil { // what is on its way
		t.Fatal(err)
	}
	for name, want := range map[string]string{"serie": kept, "serie/schritte": way} {
		if got := string(double.Remembered(name)); got != want {
			t.Errorf("%s is written as\n%s\nwant\n%s", name, got, want)
		}
	}
}

func TestATumourHasOneLine(t *testing.T) {
	t.Parallel()
	double := stage.NewSeriesDesk(3)
	desk := double.Desk()
	s := sitting(t, desk)
	add(t, s, desk, "c2")
	if s.Lines[0].Tumour >= 0 {
		t.Fatal("a tumour was chosen that nobody chose")
	}
	again := func() string {
		l, err := followups.ReadLine(t.Context(), desk, "c2", "")
		if err != nil {
			t.Fatal(err)
		}
		return s.Add(l)
	}
	if why := again(); why == "" {
		t.Error("a second line although the first may still become either tumour's")
	}
	if !s.ChooseTumour(s.Lines[0], 1) {
		t.Fatal("the second tumour cannot be chosen")
	}
	if why := again(); why != "" || s.Lines[1].Tumour != 0 {
		t.Errorf("the other tumour: %q", why)
	}
	if s.ChooseTumour(s.Lines[1], 1) {
		t.Error("a tumour was given to two lines")
	}
}

// overtaken are drafts that a colleague always changes first.
type overtaken struct{ work.Drafts }

func (o overtaken) SaveReport(ctx context.Context, d, was *model.Draft, own bool) error {
	d.ID += "-beside"
	if err := o.Drafts.SaveReport(ctx, d, was, own); err != nil {
		return err
	}
	return &answer.Moved{DraftID: d.ID}
}

func TestALineIsCompletedInTheDraftItWasKeptIn(t *testing.T) {
	t.Parallel()
	double := stage.NewSeriesDesk(1)
	desk := double.Desk()
	s := sitting(t, desk)
	add(t, s, desk, "c0")
	s.Enter(followups.Change{Line: s.Lines[0], Id: total, Text: "V"})
	settle(t, s)
	desk.Drafts = overtaken{desk.Drafts}
	s = sitting(t, desk)
	s.Enter(followups.Change{Line: s.Lines[0], Id: total, Text: "T"})
	settle(t, s)
	if l := s.Lines[0]; l.Id != "d-c0-beside" || l.Err != nil {
		t.Errorf("the line goes on in %q, %v", l.Id, l.Err)
	}
	s.CompleteAll(t.Context(), s.Lines)
	if !slices.Equal(double.Completed, []string{"d-c0-beside"}) {
		t.Errorf("completed %q, want the draft beside the colleague's", double.Completed)
	}
}

func TestInTheSeriesThoseWhoAreDueComeFirst(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(1).Desk()
	s := sitting(t, desk)
	add(t, s, desk, "c0")
	row := func(id, name, first, day string, accepted int32) people.Row {
		r := people.RowOf(&model.Case{Patient: model.Patient{Stammdaten: *stage.Person(name, first, "1950-01-01", "A")}})
		r.ID, r.Accepted, r.Date = id, accepted, model.Datum(day)
		return r
	}
	const due, fresh = "2025-01-01", "2026-11-01"
	known := people.NewIndex([]people.Row{row("s", "Aschmann", "Sina", due, 1), row("a", "Schulz", "Anna", fresh, 0), row("b", "Schulz", "Berta", fresh, 1),
		row("c0", "Schulz", "Carla", due, 1), row("d", "Schulz", "Dora", due, 1)})
	for query, want := range map[string][]string{
		"sch": {"Schulz, Dora fällig, zuletzt 01.25", "Schulz, Berta zuletzt 11.26", "Schulz, Anna noch kein Tumor", "Schulz, Carla schon in der Serie",
			"Aschmann, Sina fällig, zuletzt 01.25"},
		"sch b": {"Schulz, Berta zuletzt 11.26"},
	} {
		hits, found := s.Find(known, query)
		var names []string
		for _, i := range hits {
			r := known.Row(i)
			names = append(names, r.Name+" "+s.HitRemark(&r))
		}
		if found != len(hits) || !slices.Equal(names[:len(want)], want) {
			t.Errorf("%s: found %d: %q, want %q", query, found, names, want)
		}
	}
}

func TestNothingOfTheSeriesIsCompletedBeforeItIsOnTheDisk(t *testing.T) {
	t.Parallel()
	double := stage.NewSeriesDesk(2)
	double.Refused = "c1"
	desk := double.Desk()
	s := sitting(t, desk)
	add(t, s, desk, "c0", "c1")
	for id, text := range map[string]string{day: "2026-11-20", total: "V", followups.Fields[2]: "K", followups.Fields[3]: "K", followups.Fields[4]: "K",
		followups.Fields[5]: "0", "Meldebegruendung": "I", "Eigene_Leistung": "J"} {
		s.Enter(followups.Change{Id: id, Text: text})
	}
	s.Enter(s.AllMissing()...)
	settle(t, s)
	ready, open := s.Readiness()
	if len(ready) != 2 || open != 0 {
		t.Fatalf("%d are ready and %d open, want 2 and 0: %+v", len(ready), open, s.Judge(s.Lines[0]))
	}
	double.Fails(stage.DiskFull)()
	s.Enter(followups.Change{Line: s.Lines[0], Id: total, Text: "T"})
	if said := s.CompleteAll(t.Context(), ready[:1]); len(double.Completed) > 0 || s.Lines[0].Done {
		t.Errorf("completed without its last value: %s", said)
	}
	double.Fails(nil)()
	settle(t, s)
	if said := s.CompleteAll(t.Context(), ready); !slices.Equal(double.Completed, []string{"d-c0"}) || said != "1 von 2 abgeschlossen; sie werden im Hintergrund übermittelt." {
		t.Errorf("completed %q and said: %s", double.Completed, said)
	}
	if fehler, _ := s.Count(s.Lines[1]); fehler != 1 {
		t.Errorf("the refused line shows %d Fehler, want the one it was refused for", fehler)
	}
}

// What became of a line stands in the place of its report once it is completed.
func TestACompletedLineIsStillOpened(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(1).Desk()
	s := sitting(t, desk)
	add(t, s, desk, "c0")
	s.Enter(followups.Change{Line: s.Lines[0], Id: total, Text: "V"})
	settle(t, s)
	s.CompleteAll(t.Context(), s.Lines)
	for name, open := range map[string]bool{"meldung": true, "wievorgabe": false} {
		if off := work.ActNamed(s.Acts(s.Lines[0]), name).Off; (off == "") != open {
			t.Errorf("%s of a completed line is off because: %q", name, off)
		}
	}
}

// A value of the pattern is remembered as it is entered: nothing else has to happen before a
// crash.
func TestTheSeriesRemembersWhatIsEntered(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(1).Desk()
	s := sitting(t, desk)
	s.Enter(followups.Change{Id: total, Text: "V"})
	if err := s.Keep.Flush(t.Context(), nil); err != nil { // what is on its way
		t.Fatal(err)
	}
	if got := sitting(t, desk).Pattern[total]; got != "V" {
		t.Errorf("the pattern is %q, want V", got)
	}
}

// A follow-up is due the day after a quarter of a year without a word.
func TestAFollowUpIsDueAfterAQuarterOfAYear(t *testing.T) {
	t.Parallel()
	s := sitting(t, stage.NewSeriesDesk(1).Desk())
	for last, due := range map[model.Datum]bool{"2026-08-23": true, "2026-08-24": false, "2026-11-20": false} {
		r := people.Row{ID: "x", Date: last, Accepted: 1}
		if got := s.HitRemark(&r); strings.HasPrefix(got, "fällig") != due || !strings.Contains(got, "zuletzt") {
			t.Errorf("last heard of on %s: %q, want it due: %v", last, got, due)
		}
	}
}

// A tumour has one line that is open: once that is completed another may follow; and a line
// whose completing failed is not ready, whatever its findings.
func TestATumourHasOneOpenLine(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(1).Desk()
	s := sitting(t, desk)
	add(t, s, desk, "c0")
	again := func() *followups.Line {
		l, err := followups.ReadLine(t.Context(), desk, "c0", "")
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	if why := s.Add(again()); why == "" || len(s.Lines) != 1 {
		t.Errorf("%d lines of one tumour: %q", len(s.Lines), why)
	}
	s.Lines[0].Done = true
	if why := s.Add(again()); why != "" || len(s.Lines) != 2 {
		t.Errorf("once it is completed: %d lines, %q", len(s.Lines), why)
	}
	for id, text := range map[string]string{day: "2026-11-20", total: "V", followups.Fields[5]: "0", "Meldebegruendung": "I", "Eigene_Leistung": "J"} {
		s.Enter(followups.Change{Id: id, Text: text})
	}
	s.Enter(s.AllMissing()...)
	l := s.Lines[1]
	settle(t, s)
	if fehler, _ := s.Count(l); fehler > 0 || !s.Ready(l) {
		t.Fatalf("%d Fehler, ready %v: %+v", fehler, s.Ready(l), l.Findings)
	}
	if l.Err = errors.New("no room"); s.Ready(l) {
		t.Error("ready although it could not be saved")
	}
}

// slowMemory keeps what is remembered some time after it was asked to.
type slowMemory struct{ work.Memory }

func (m slowMemory) Remember(ctx context.Context, name string, content []byte) error {
	time.Sleep(20 * time.Millisecond)
	return m.Memory.Remember(ctx, name, content)
}

// cutDrafts looks, whenever a draft was saved, what there would be after a power cut.
type cutDrafts struct {
	work.Drafts
	cut func()
}

func (d cutDrafts) SaveDraft(ctx context.Context, draft *model.Draft) error {
	defer d.cut()
	return d.Drafts.SaveDraft(ctx, draft)
}

func (d cutDrafts) SaveReport(ctx context.Context, draft, was *model.Draft, own bool) error {
	defer d.cut()
	return d.Drafts.SaveReport(ctx, draft, was, own)
}

// lookedAt keeps nothing of what is done in it.
type (
	lookedAt       struct{ work.Memory }
	lookedAtDrafts struct{ work.Drafts }
)

func (lookedAt) Remember(context.Context, string, []byte) error { return nil }

func (lookedAtDrafts) SaveDraft(context.Context, *model.Draft) error { return nil }

func (lookedAtDrafts) SaveReport(context.Context, *model.Draft, *model.Draft, bool) error { return nil }

// What is on the disk can be taken back after a crash: the way back is written before the
// values it leads through.
func TestAStepOfTheSeriesIsOnTheDiskWithItsWayBack(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(1).Desk()
	whole := *desk
	whole.Memory, whole.Drafts = lookedAt{desk.Memory}, lookedAtDrafts{desk.Drafts}
	desk.Memory = slowMemory{desk.Memory}
	before, saves := "", 0
	desk.Drafts = cutDrafts{desk.Drafts, func() {
		saves++
		after := sitting(t, &whole)
		if len(after.Lines) == 0 { // the list is written beside the draft
			return
		}
		if after.Undo(func(int, string) {}); after.Lines[0].Value(total) != before {
			t.Errorf("save %d: taken back it is %q, want %q", saves, after.Lines[0].Value(total), before)
		}
	}}
	s := sitting(t, desk)
	add(t, s, desk, "c0")
	if err := s.FlushList(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, value := range []string{"V", "K", "P"} {
		s.Enter(followups.Change{Line: s.Lines[0], Id: total, Text: value})
		settle(t, s)
		before = value
	}
	if saves < 3 {
		t.Errorf("%d saves: nothing was looked at", saves)
	}
}

// A draft that was made just before the program was killed is the line's: no second one is
// made of what waited for it.
func TestADraftMadeInTheLastMomentIsTheLines(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(1).Desk()
	s := sitting(t, desk)
	add(t, s, desk, "c0")
	s.Enter(followups.Change{Line: s.Lines[0], Id: total, Text: "V"})
	if err := s.FlushList(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, wanted := range s.Wanted() {
		wanted.Do(t.Context(), desk) // and nobody hears of it any more
	}
	after := sitting(t, desk)
	if len(after.Lines) != 1 || after.Lines[0].Id == "" || after.Lines[0].Value(total) != "V" {
		t.Errorf("%d lines, the draft %q says %q; want the one that was made", len(after.Lines), after.Lines[0].Id, after.Lines[0].Value(total))
	}
	if wanted := after.Wanted(); len(wanted) > 0 {
		t.Error("a second draft is wanted")
	}
}
