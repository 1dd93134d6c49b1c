package series

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
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Series is a grid for follow-ups: many patients, one line each, with the few
// fields of an unremarkable Verlauf. The first line is the pattern, whose values
// any line may take; the last one finds people. Each line is a draft like any
// other as soon as a value is entered, and the grid is there again after a crash.
type Series struct {
	sh      *shell.Shell
	Lines   []*SeriesLine
	lost    []seriesKeptLine // remembered ones that nobody can read
	Pattern map[string]string
	Cells   map[string]*forms.Cell
	row     int // 0 = pattern, len(lines)+1 = the search
	col     int
	typing  bool // the cell holds text that is not taken yet
	top     int  // first line in sight
	page    int
	nextNr  int // number of the next line
	Way     seriesWay

	query  textinput.Model
	Index  *people.Index
	Hits   []int // the first ones
	Found  int   // how many there are
	hit    int
	chosen bool // by moving to it

	keep     *work.Autosave // of the list of lines, in the person's memory
	keepWay  *work.Autosave // of the way back
	keepSeq  int
	keptSeq  int   // the last state on the disk, or which could not be written
	keptWay  int   // the same of the way back
	listErr  error // why the list of lines is not on the disk
	typedSeq int   // counts states of the half-typed cell
	typedHad int   // the last one given to the writer
	loaded   bool
	Unread   bool           // what is remembered could not be read: it stays as it is
	reading  bool           // people are being read
	sending  bool           // reports are being completed
	next     func() tea.Cmd // what follows when every line is on the disk, nil = nothing
	opened   *SeriesLine    // its full form is in front
}

// NewSeries opens the grid where it was left.
func NewSeries(sh *shell.Shell) *Series {
	people, _ := sh.Patients().Known()
	s := &Series{sh: sh, Pattern: map[string]string{}, col: ColSeriesFirst, query: kit.NewInput(false), Index: people,
		Cells: seriesCells(forms.Env{Lists: sh.Services().Lists, Now: sh.Services().Now})}
	s.keep = &work.Autosave{Write: keepSeries(sh.Desk(), seriesName), Tell: sh.Send}
	s.keepWay = &work.Autosave{Write: keepSeries(sh.Desk(), seriesWayName), Tell: sh.Send}
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
		left, err := ReadSeries(context.Background(), desk)
		return seriesMsg{s, left, err}
	}
}

// Update takes keys and answers.
func (s *Series) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return s.key(msg)
	case answer.News:
		return s.Follow(msg)
	case work.SavedMsg:
		return s.heard(msg)
	case shell.SaveDue:
		s.due(msg)
	case shell.SaveOverdue:
		if msg.By == s.keep && msg.Handed == s.typedHad && s.typing {
			s.Remember()
		}
	case shell.Returned:
		return tea.Batch(s.closedForm(), s.Follow(answer.News{}))
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
func (m SeriesAddedMsg) asked() *Series   { return m.To }
func (m seriesDraftMsg) asked() *Series   { return m.to }
func (m seriesSentMsg) asked() *Series    { return m.to }
func (m seriesReadMsg) asked() *Series    { return m.to }
func (m seriesAnswersMsg) asked() *Series { return m.to }

func (s *Series) answer(msg seriesAnswer) tea.Cmd {
	switch msg := msg.(type) {
	case seriesMsg:
		return s.take(msg)
	case SeriesAddedMsg:
		return s.Added(msg)
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
	s.loaded, s.Unread = true, msg.err != nil
	if msg.err != nil {
		s.sh.Fail(msg.err)
	}
	s.goOn(msg.left)
	if n := len(s.lost); n > 0 {
		s.sh.Say(wording.Plural(n, "Zeile", "Zeilen") + " der Serie " + people.DamagedWord + " und nicht gezeigt; Betreuung rufen (Sicherung).")
	}
	return s.MakeDrafts()
}

// adopt puts a line into the grid.
func (s *Series) adopt(l *SeriesLine) {
	if l.Save != nil {
		l.Save.Tell = s.sh.Send
	}
	if l.nr == 0 {
		s.nextNr++
		l.nr = s.nextNr
	}
	s.Lines = append(s.Lines, l)
}

// line is the patient's line with the cursor, nil in the pattern and the search.
func (s *Series) line() *SeriesLine {
	if s.row < 1 || s.row > len(s.Lines) {
		return nil
	}
	return s.Lines[s.row-1]
}

func (s *Series) searching() bool { return s.row == len(s.Lines)+1 }

// column is the column with the cursor.
func (s *Series) column() *seriesColumn { return &SeriesColumns[s.col] }

// cell is the cell with the cursor, nil where nothing is typed.
func (s *Series) cell() *forms.Cell {
	if s.searching() || s.line() != nil && s.line().Done {
		return nil
	}
	return s.Cells[s.column().Id]
}

// stored is the value of a field in a row.
func (s *Series) stored(row int, id string) string {
	if row == 0 {
		return s.Pattern[id]
	}
	return s.Lines[row-1].Value(id)
}

// reopen begins the visit of the cell with the cursor.
func (s *Series) reopen() {
	s.typing = false
	if c := s.cell(); c != nil {
		c.Open(s.stored(s.row, s.column().Id))
	}
}

// Commit takes what was typed into the cell.
func (s *Series) Commit() tea.Cmd {
	c := s.cell()
	if !s.typing || c == nil {
		return nil
	}
	s.typing = false
	return s.EnterAll([]SeriesChange{{s.line(), s.column().Id, c.Commit()}})
}

// EnterAll writes values as one step that can be taken back.
func (s *Series) EnterAll(values []SeriesChange) tea.Cmd {
	var step seriesStep
	for _, v := range values {
		before := s.ValueOf(v.Line, v.Id)
		if s.write(v.Line, v.Id, v.Text) {
			step = append(step, seriesMove{v.Line.number(), v.Id, before, s.ValueOf(v.Line, v.Id)})
		}
	}
	if len(step) == 0 {
		return nil
	}
	s.Way.add(step)
	return s.changed(step)
}

// SeriesChange is a value to be entered into a line, or with nil into the pattern.
type SeriesChange struct {
	Line *SeriesLine
	Id   string
	Text string
}

func (s *Series) ValueOf(l *SeriesLine, id string) string {
	if l != nil {
		return l.Value(id)
	}
	return s.Pattern[id]
}

// write puts a value into a line or the pattern and reports whether it is another.
func (s *Series) write(l *SeriesLine, id, text string) bool {
	if l != nil {
		return l.set(id, text)
	}
	before := s.Pattern[id]
	s.Pattern[id] = text
	return before != text
}

// changed saves what a step has touched.
func (s *Series) changed(step seriesStep) tea.Cmd {
	touched := map[int]bool{}
	for _, m := range step {
		touched[m.line] = true
	}
	for _, l := range s.Lines {
		if touched[l.nr] && l.Report != nil && !l.Done {
			l.put()
		}
	}
	s.Remember()
	return s.MakeDrafts()
}

// heard hears how the saving of a line, or of the list of lines, went.
func (s *Series) heard(msg work.SavedMsg) tea.Cmd {
	if msg.By == s.keep || msg.By == s.keepWay {
		return s.heardList(msg)
	}
	for _, l := range s.Lines {
		if l.Save != nil && l.Save == msg.By {
			var moved *answer.Moved
			if errors.As(msg.Err, &moved) {
				l.Id, msg.Err = moved.DraftID, nil
				s.sh.Fail(moved)
				s.Remember()
			}
			if msg.Seq <= l.saved && msg.Err != nil {
				return nil // overtaken by a later one that succeeded
			}
			if l.Err = msg.Err; msg.Err != nil {
				s.next = nil
				s.sh.Fail(msg.Err)
				return s.sh.SaveAgain(l.Save, l.seq, msg.Err)
			}
			l.saved = max(l.saved, msg.Seq)
			return s.settled()
		}
	}
	return nil
}

// heardList hears how the saving of the list of lines or of the way back went.
func (s *Series) heardList(msg work.SavedMsg) tea.Cmd {
	var again tea.Cmd
	if msg.Err != nil {
		s.sh.Fail(msg.Err)
		again = s.sh.SaveAgain(s.keep, s.typedSeq, msg.Err)
	}
	if msg.By == s.keep {
		s.keptSeq, s.listErr = max(s.keptSeq, msg.Seq), msg.Err
	} else {
		s.keptWay = max(s.keptWay, msg.Seq)
	}
	return tea.Batch(again, s.settled())
}

// due saves the half-typed cell, and tries again what could not be saved.
func (s *Series) due(msg shell.SaveDue) {
	if msg.By == s.keep && (s.listErr != nil || msg.Seq == s.typedSeq && s.typing) {
		s.Remember()
	}
	for _, l := range s.Lines {
		if l.Save != nil && l.Save == msg.By && l.Err != nil && l.unsaved() {
			l.put()
		}
	}
}

// unsaved reports that something typed is not on the disk.
func (s *Series) unsaved() bool {
	return min(s.keptSeq, s.keptWay) < s.keepSeq || slices.ContainsFunc(s.Lines, func(l *SeriesLine) bool { return l.unsaved() && l.Err == nil })
}

// back leaves when everything is on the disk.
func (s *Series) back() tea.Cmd {
	if s.searching() && s.query.Value() != "" {
		s.Ask("")
		return nil
	}
	return s.after(func() tea.Cmd {
		if !s.failing() {
			return s.sh.Pop()
		}
		return s.sh.Push(shell.NewAsk(s.sh, "Nicht gespeichert", "Was nicht gespeichert ist, geht verloren. Trotzdem verlassen?", "Verlassen", s.sh.Pop))
	})
}

// failing reports that something could not be saved.
func (s *Series) failing() bool {
	return s.listErr != nil || slices.ContainsFunc(s.Lines, func(l *SeriesLine) bool { return l.unsaved() && l.Err != nil })
}

// after goes on when every line is a draft on the disk.
func (s *Series) after(next func() tea.Cmd) tea.Cmd {
	cmd := s.Commit()
	s.next = next
	return tea.Batch(cmd, s.settled())
}

// settled does what waits for the lines, once none of them is on its way.
func (s *Series) settled() tea.Cmd {
	if s.next == nil || s.sh.Top() != kit.Screen(s) {
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
	s.Commit()
	var failed []error
	for _, l := range s.Lines {
		failed = append(failed, l.flush(ctx))
	}
	return errors.Join(append(failed, s.FlushList(ctx))...)
}

// FlushList saves the list of lines and the way back.
func (s *Series) FlushList(ctx context.Context) error {
	if !s.loaded || s.Unread {
		return nil
	}
	return errors.Join(s.keepWay.Flush(ctx, s.wayKept()), s.keep.Flush(ctx, s.kept()))
}

// Busy while people are read, drafts leave, or the last save is on its way.
func (s *Series) Busy() bool {
	return !s.loaded || !s.peopleRead() || s.reading || s.sending || s.next != nil
}

// Leave has saved before.
func (s *Series) Leave() tea.Cmd { return nil }

// Warnings are the Warnungen of all lines that can be completed, one a rule,
// with how many lines have it.
func (s *Series) Warnings() (distinct []rule.Finding, lines map[string]int) {
	lines = map[string]int{}
	for _, l := range s.Lines {
		if !l.Ready(s.sh) {
			continue
		}
		seen := map[string]bool{}
		for _, f := range l.Findings {
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

func (s *Series) Saving() (open, lost bool) { return s.unsaved() || s.halfTyped(), s.failing() }
