package followups

import (
	"context"
	"errors"
	"slices"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/work"
)

// Series is the sitting of many follow-ups: a line each with the few fields of an
// unremarkable Verlauf, and a pattern whose values any line may take. Each line is
// a draft like any other as soon as a value is entered, and the whole is there
// again after a crash.
//
// What asks the workplace stands in a value of its own (Draft, Reading,
// Due, Completion, Answers): it is prepared here, done beside the
// sitting or at once, and its result taken here again.
type Series struct {
	services *work.Services
	desk     *work.Desk
	tell     func(any) // hears how each save went

	// HandCell gives the cell somebody is typing into, nil = none; it is asked each
	// time the list of lines is handed to its writer. Nil where nobody types.
	HandCell func() *Cell

	Lines   []*Line
	sight   []*Line    // nil = all, see Look
	lost    []keptLine // remembered ones that nobody can read
	Pattern map[string]string
	Cells   map[string]*forms.Cell // by field id
	nextNr  int                    // number of the next line
	way     wayBack

	Keep    *work.Autosave // of the list of lines, in the person's memory
	KeepWay *work.Autosave // of the way back
	keepSeq int
	keptSeq int   // the last state on the disk, or which could not be written
	keptWay int   // the same of the way back
	ListErr error // why the list of lines is not on the disk
	wayErr  error // why the way back is not
	Loaded  bool
	Unread  bool // what is remembered could not be read: it stays as it is
}

// New is the sitting before what is remembered of it was read.
func New(services *work.Services, desk *work.Desk, tell func(any)) *Series {
	return &Series{services: services, desk: desk, tell: tell, Pattern: map[string]string{},
		Cells:   newCells(forms.Env{Lists: services.Lists, Now: services.Now}),
		Keep:    &work.Autosave{Write: keepUnder(desk, memoryName), Tell: tell},
		KeepWay: &work.Autosave{Write: keepUnder(desk, wayName), Tell: tell}}
}

// adopt puts a line into the series.
func (s *Series) adopt(l *Line) {
	s.heed(l)
	if l.nr == 0 {
		s.nextNr++
		l.nr = s.nextNr
	}
	s.Lines = append(s.Lines, l)
	if s.sight != nil {
		s.sight = append(s.sight, l)
	}
}

// heed hears how the draft of a line is saved, which goes behind the way back: what is on the
// disk after a crash can be taken back. A way that cannot be written keeps nothing from
// being saved.
func (s *Series) heed(l *Line) {
	if l.Save == nil {
		return
	}
	save := l.Save.Write
	l.Save.Tell = s.tell
	l.Save.Write = func(ctx context.Context, k *work.Snapshot) error {
		s.KeepWay.Wait(ctx)
		return save(ctx, k)
	}
}

// Change is a value to be entered into a line, or with nil into the pattern.
type Change struct {
	Line *Line
	Id   string
	Text string
}

// Enter writes values as one step that can be taken back, and hands what they
// touch to the writers. It reports whether anything is another now: then drafts
// may be wanted.
func (s *Series) Enter(values ...Change) bool {
	var step wayStep
	for _, v := range values {
		before := s.ValueOf(v.Line, v.Id)
		if s.write(v.Line, v.Id, v.Text) {
			step = append(step, wayMove{v.Line.Number(), v.Id, before, s.ValueOf(v.Line, v.Id)})
		}
	}
	if len(step) == 0 {
		return false
	}
	s.way.add(step)
	s.changed(step)
	return true
}

// ValueOf is what stands in a field of a line, or with nil of the pattern.
func (s *Series) ValueOf(l *Line, id string) string {
	if l != nil {
		return l.Value(id)
	}
	return s.Pattern[id]
}

// write puts a value into a line or the pattern and reports whether it is another.
func (s *Series) write(l *Line, id, text string) bool {
	if l != nil {
		return l.set(id, text)
	}
	before := s.Pattern[id]
	s.Pattern[id] = text
	return before != text
}

// changed saves what a step has touched.
func (s *Series) changed(step wayStep) {
	touched := map[int]bool{}
	for _, m := range step {
		touched[m.line] = true
	}
	s.Remember()
	for _, l := range s.Lines {
		if touched[l.nr] && l.Report != nil && !l.Done {
			l.put()
		}
	}
}

// Missing are the values of the pattern a line lacks. What somebody entered is
// not overwritten.
func (s *Series) Missing(l *Line) (values []Change) {
	for _, id := range Fields {
		if text := s.Pattern[id]; text != "" && !l.Done && l.Value(id) == "" {
			values = append(values, Change{l, id, text})
		}
	}
	return values
}

// AllMissing are those of every line in sight.
func (s *Series) AllMissing() (values []Change) {
	for _, l := range s.Sight() {
		values = append(values, s.Missing(l)...)
	}
	return values
}

// NoLines is why nothing can be done with lines, "" where there are some.
func (s *Series) NoLines() string {
	switch {
	case len(s.Lines) == 0:
		return "Es gibt noch keine Zeile."
	case len(s.Sight()) == 0:
		return "Es ist keine Zeile in Sicht; Suche und Filter lassen alle weg."
	}
	return ""
}

// Heard is how a save went that the series had asked for.
type Heard struct {
	Told error // what is to be said of it, nil = nothing
	Err  error // why it is not on the disk and is to be tried again, nil = it is
	Over error // what was said of it before and is so no longer
	Line *Line
	Seq  int // of the line
}

// Heard takes how the saving of a line, or of the list of lines, went; mine is
// false where that is not the last word about a state of this series.
func (s *Series) Heard(msg work.SavedMsg) (heard Heard, mine bool) {
	if msg.By == s.Keep || msg.By == s.KeepWay {
		return s.heardList(msg), true
	}
	for _, l := range s.Lines {
		if l.Save != nil && l.Save == msg.By {
			return s.heardLine(l, msg)
		}
	}
	return heard, false
}

func (s *Series) heardLine(l *Line, msg work.SavedMsg) (heard Heard, last bool) {
	heard.Line, heard.Seq = l, l.seq
	var moved *answer.Moved
	if errors.As(msg.Err, &moved) {
		l.Id, msg.Err, heard.Told = moved.DraftID, nil, moved
		s.Remember()
	}
	if msg.Seq <= l.saved && msg.Err != nil {
		return heard, false // overtaken by a later one that succeeded
	}
	was := l.Err
	if l.Err = msg.Err; msg.Err != nil {
		heard.Told, heard.Err = msg.Err, msg.Err
		return heard, true
	}
	heard.Over = was
	l.saved = max(l.saved, msg.Seq)
	return heard, true
}

func (s *Series) heardList(msg work.SavedMsg) Heard {
	failed, kept := &s.ListErr, &s.keptSeq
	if msg.By == s.KeepWay {
		failed, kept = &s.wayErr, &s.keptWay
	}
	heard := Heard{Told: msg.Err, Err: msg.Err}
	if msg.Err == nil {
		heard.Over = *failed
	}
	*kept, *failed = max(*kept, msg.Seq), msg.Err
	return heard
}

// TryAgain hands to a writer again what it could not save.
func (s *Series) TryAgain(by *work.Autosave) {
	if by == s.Keep && s.ListErr != nil {
		s.Remember()
	}
	for _, l := range s.Lines {
		if l.Save != nil && l.Save == by && l.Err != nil && l.Unsaved() {
			l.put()
		}
	}
}

// Unsaved reports that something is on its way to the disk.
func (s *Series) Unsaved() bool {
	return min(s.keptSeq, s.keptWay) < s.keepSeq || slices.ContainsFunc(s.Lines, func(l *Line) bool { return l.Unsaved() && l.Err == nil })
}

// Failing reports that something could not be saved.
func (s *Series) Failing() bool {
	return s.ListErr != nil || slices.ContainsFunc(s.Lines, func(l *Line) bool { return l.Unsaved() && l.Err != nil })
}

// Flush saves what is not on the disk yet and waits for it. One line that cannot
// be saved does not keep the others from it.
func (s *Series) Flush(ctx context.Context) error {
	var failed []error
	for _, l := range s.Lines {
		failed = append(failed, l.flush(ctx))
	}
	return errors.Join(append(failed, s.FlushList(ctx))...)
}

// FlushList saves the list of lines and the way back.
func (s *Series) FlushList(ctx context.Context) error {
	if !s.Loaded || s.Unread {
		return nil
	}
	return errors.Join(s.KeepWay.Flush(ctx, s.wayKept()), s.Keep.Flush(ctx, s.kept()))
}
