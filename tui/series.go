package tui

import (
	"context"
	"errors"
	"slices"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rule"
)

// Series is a grid for follow-ups: many patients, one line each, with the few
// fields of an unremarkable Verlauf. The first line is the pattern, whose values
// any line may take; the last one finds people. Each line is a draft like any
// other as soon as a value is entered, and the grid is there again after a crash.
type Series struct {
	sh      *Shell
	lines   []*seriesLine
	lost    []seriesKeptLine // remembered ones that nobody can read
	pattern map[string]string
	cells   map[string]*forms.Cell
	row     int // 0 = pattern, len(lines)+1 = the search
	col     int
	typing  bool // the cell holds text that is not taken yet
	top     int  // first line in sight
	page    int
	nextNr  int // number of the next line
	way     seriesWay

	query  textinput.Model
	index  *people.Index
	hits   []int // the first ones
	found  int   // how many there are
	hit    int
	chosen bool // by moving to it

	keep     *autosave // of the list of lines, in the person's memory
	keepWay  *autosave // of the way back
	keepSeq  int
	keptSeq  int   // the last state on the disk, or which could not be written
	keptWay  int   // the same of the way back
	listErr  error // why the list of lines is not on the disk
	typedSeq int   // counts states of the half-typed cell
	typedHad int   // the last one given to the writer
	loaded   bool
	unread   bool           // what is remembered could not be read: it stays as it is
	reading  bool           // people are being read
	sending  bool           // reports are being completed
	next     func() tea.Cmd // what follows when every line is on the disk, nil = nothing
	opened   *seriesLine    // its full form is in front
}

// NewSeries opens the grid where it was left.
func NewSeries(sh *Shell) *Series {
	people, _ := sh.Patients().Known()
	s := &Series{sh: sh, pattern: map[string]string{}, col: colSeriesFirst, query: newInput(false), index: people,
		cells: seriesCells(forms.Env{Lists: sh.Services().Lists, Now: sh.Services().Now})}
	s.keep = &autosave{write: keepSeries(sh.Desk(), seriesName), tell: sh.Send}
	s.keepWay = &autosave{write: keepSeries(sh.Desk(), seriesWayName), tell: sh.Send}
	s.query.Focus()
	s.reopen()
	return s
}

// peopleRead reports that everybody known can be found.
func (s *Series) peopleRead() bool {
	_, all := s.sh.Patients().Known()
	return all
}

// seriesMsg brings what the grid was left with.
type seriesMsg struct {
	to   *Series
	left seriesLeft
	err  error
}

// Start reads the lines. The people are the patient list's.
func (s *Series) Start() tea.Cmd {
	desk := s.sh.Desk()
	return func() tea.Msg {
		left, err := readSeries(context.Background(), desk)
		return seriesMsg{s, left, err}
	}
}

// Update takes keys and answers.
func (s *Series) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return s.key(msg)
	case answer.News:
		return s.follow(msg)
	case savedMsg:
		return s.heard(msg)
	case saveDue:
		s.due(msg)
	case saveOverdue:
		if msg.by == s.keep && msg.handed == s.typedHad && s.typing {
			s.remember()
		}
	case Returned:
		return tea.Batch(s.closedForm(), s.follow(answer.News{}))
	case seriesAnswer:
		if msg.asked() == s {
			return s.answer(msg)
		}
	}
	return nil
}

// seriesAnswer is an answer to a question a grid has asked.
type seriesAnswer interface{ asked() *Series }

func (m seriesMsg) asked() *Series        { return m.to }
func (m seriesAddedMsg) asked() *Series   { return m.to }
func (m seriesDraftMsg) asked() *Series   { return m.to }
func (m seriesSentMsg) asked() *Series    { return m.to }
func (m seriesReadMsg) asked() *Series    { return m.to }
func (m seriesAnswersMsg) asked() *Series { return m.to }

func (s *Series) answer(msg seriesAnswer) tea.Cmd {
	switch msg := msg.(type) {
	case seriesMsg:
		return s.take(msg)
	case seriesAddedMsg:
		return s.added(msg)
	case seriesDraftMsg:
		return s.drafted(msg)
	case seriesSentMsg:
		return s.sent(msg)
	case seriesReadMsg:
		return s.readAgain(msg)
	case seriesAnswersMsg:
		return s.learn(msg)
	}
	return nil
}

func (s *Series) take(msg seriesMsg) tea.Cmd {
	s.loaded, s.unread = true, msg.err != nil
	if msg.err != nil {
		s.sh.Fail(msg.err)
	}
	s.goOn(msg.left)
	if n := len(s.lost); n > 0 {
		s.sh.Say(plural(n, "Zeile", "Zeilen") + " der Serie " + people.DamagedWord + " und nicht gezeigt; Betreuung rufen (Sicherung).")
	}
	return s.makeDrafts()
}

// adopt puts a line into the grid.
func (s *Series) adopt(l *seriesLine) {
	if l.save != nil {
		l.save.tell = s.sh.Send
	}
	if l.nr == 0 {
		s.nextNr++
		l.nr = s.nextNr
	}
	s.lines = append(s.lines, l)
}

// line is the patient's line with the cursor, nil in the pattern and the search.
func (s *Series) line() *seriesLine {
	if s.row < 1 || s.row > len(s.lines) {
		return nil
	}
	return s.lines[s.row-1]
}

func (s *Series) searching() bool { return s.row == len(s.lines)+1 }

// column is the column with the cursor.
func (s *Series) column() *seriesColumn { return &seriesColumns[s.col] }

// cell is the cell with the cursor, nil where nothing is typed.
func (s *Series) cell() *forms.Cell {
	if s.searching() || s.line() != nil && s.line().done {
		return nil
	}
	return s.cells[s.column().id]
}

// stored is the value of a field in a row.
func (s *Series) stored(row int, id string) string {
	if row == 0 {
		return s.pattern[id]
	}
	return s.lines[row-1].value(id)
}

// reopen begins the visit of the cell with the cursor.
func (s *Series) reopen() {
	s.typing = false
	if c := s.cell(); c != nil {
		c.Open(s.stored(s.row, s.column().id))
	}
}

// commit takes what was typed into the cell.
func (s *Series) commit() tea.Cmd {
	c := s.cell()
	if !s.typing || c == nil {
		return nil
	}
	s.typing = false
	return s.enterAll([]seriesChange{{s.line(), s.column().id, c.Commit()}})
}

// enterAll writes values as one step that can be taken back.
func (s *Series) enterAll(values []seriesChange) tea.Cmd {
	var step seriesStep
	for _, v := range values {
		before := s.valueOf(v.line, v.id)
		if s.write(v.line, v.id, v.text) {
			step = append(step, seriesMove{v.line.number(), v.id, before, s.valueOf(v.line, v.id)})
		}
	}
	if len(step) == 0 {
		return nil
	}
	s.way.add(step)
	return s.changed(step)
}

// seriesChange is a value to be entered into a line, or with nil into the pattern.
type seriesChange struct {
	line *seriesLine
	id   string
	text string
}

func (s *Series) valueOf(l *seriesLine, id string) string {
	if l != nil {
		return l.value(id)
	}
	return s.pattern[id]
}

// write puts a value into a line or the pattern and reports whether it is another.
func (s *Series) write(l *seriesLine, id, text string) bool {
	if l != nil {
		return l.set(id, text)
	}
	before := s.pattern[id]
	s.pattern[id] = text
	return before != text
}

// changed saves what a step has touched.
func (s *Series) changed(step seriesStep) tea.Cmd {
	touched := map[int]bool{}
	for _, m := range step {
		touched[m.line] = true
	}
	for _, l := range s.lines {
		if touched[l.nr] && l.report != nil && !l.done {
			l.put()
		}
	}
	s.remember()
	return s.makeDrafts()
}

// heard hears how the saving of a line, or of the list of lines, went.
func (s *Series) heard(msg savedMsg) tea.Cmd {
	if msg.by == s.keep || msg.by == s.keepWay {
		return s.heardList(msg)
	}
	for _, l := range s.lines {
		if l.save != nil && l.save == msg.by {
			var moved *answer.Moved
			if errors.As(msg.err, &moved) {
				l.id, msg.err = moved.DraftID, nil
				s.sh.Fail(moved)
				s.remember()
			}
			if msg.seq <= l.saved && msg.err != nil {
				return nil // overtaken by a later one that succeeded
			}
			if l.err = msg.err; msg.err != nil {
				s.next = nil
				s.sh.Fail(msg.err)
				return s.sh.saveAgain(l.save, l.seq, msg.err)
			}
			l.saved = max(l.saved, msg.seq)
			return s.settled()
		}
	}
	return nil
}

// heardList hears how the saving of the list of lines or of the way back went.
func (s *Series) heardList(msg savedMsg) tea.Cmd {
	var again tea.Cmd
	if msg.err != nil {
		s.sh.Fail(msg.err)
		again = s.sh.saveAgain(s.keep, s.typedSeq, msg.err)
	}
	if msg.by == s.keep {
		s.keptSeq, s.listErr = max(s.keptSeq, msg.seq), msg.err
	} else {
		s.keptWay = max(s.keptWay, msg.seq)
	}
	return tea.Batch(again, s.settled())
}

// due saves the half-typed cell, and tries again what could not be saved.
func (s *Series) due(msg saveDue) {
	if msg.by == s.keep && (s.listErr != nil || msg.seq == s.typedSeq && s.typing) {
		s.remember()
	}
	for _, l := range s.lines {
		if l.save != nil && l.save == msg.by && l.err != nil && l.unsaved() {
			l.put()
		}
	}
}

// unsaved reports that something typed is not on the disk.
func (s *Series) unsaved() bool {
	return min(s.keptSeq, s.keptWay) < s.keepSeq || slices.ContainsFunc(s.lines, func(l *seriesLine) bool { return l.unsaved() && l.err == nil })
}

// back leaves when everything is on the disk.
func (s *Series) back() tea.Cmd {
	if s.searching() && s.query.Value() != "" {
		s.ask("")
		return nil
	}
	return s.after(func() tea.Cmd {
		if !s.failing() {
			return s.sh.Pop()
		}
		return s.sh.Push(newAsk(s.sh, "Nicht gespeichert", "Was nicht gespeichert ist, geht verloren. Trotzdem verlassen?", "Verlassen", s.sh.Pop))
	})
}

// failing reports that something could not be saved.
func (s *Series) failing() bool {
	return s.listErr != nil || slices.ContainsFunc(s.lines, func(l *seriesLine) bool { return l.unsaved() && l.err != nil })
}

// after goes on when every line is a draft on the disk.
func (s *Series) after(next func() tea.Cmd) tea.Cmd {
	cmd := s.commit()
	s.next = next
	return tea.Batch(cmd, s.settled())
}

// settled does what waits for the lines, once none of them is on its way.
func (s *Series) settled() tea.Cmd {
	if s.next == nil || s.sh.Top() != Screen(s) {
		return nil
	}
	if s.unsaved() {
		return nil
	}
	next := s.next
	s.next = nil
	return next()
}

// Flush saves what is not on the disk yet and waits for it. One line that cannot
// be saved does not keep the others from it.
func (s *Series) Flush(ctx context.Context) error {
	s.commit()
	var failed []error
	for _, l := range s.lines {
		failed = append(failed, l.flush(ctx))
	}
	return errors.Join(append(failed, s.flushList(ctx))...)
}

// flushList saves the list of lines and the way back.
func (s *Series) flushList(ctx context.Context) error {
	if !s.loaded || s.unread {
		return nil
	}
	return errors.Join(s.keepWay.flush(ctx, s.wayKept()), s.keep.flush(ctx, s.kept()))
}

// Busy while people are read, drafts leave, or the last save is on its way.
func (s *Series) Busy() bool {
	return !s.loaded || !s.peopleRead() || s.reading || s.sending || s.next != nil
}

// Leave has saved before.
func (s *Series) Leave() tea.Cmd { return nil }

// warnings are the Warnungen of all lines that can be completed, one a rule,
// with how many lines have it.
func (s *Series) warnings() (distinct []rule.Finding, lines map[string]int) {
	lines = map[string]int{}
	for _, l := range s.lines {
		if !l.ready(s.sh) {
			continue
		}
		seen := map[string]bool{}
		for _, f := range l.findings {
			if f.Severity != rule.Warnung || seen[f.Rule] {
				continue
			}
			if seen[f.Rule] = true; lines[f.Rule] == 0 {
				distinct = append(distinct, f)
			}
			lines[f.Rule]++
		}
	}
	return distinct, lines
}

func (s *Series) saving() (open, lost bool) { return s.unsaved() || s.halfTyped(), s.failing() }
