package series

import (
	"context"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/looking"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Series is the sitting of many follow-ups drawn as a grid: the first line is the
// pattern, the last one finds people.
type Series struct {
	*followups.Series
	sh     *shell.Shell
	row    int // 0 = pattern, len(lines)+1 = the search
	col    int
	typing bool // the cell holds text that is not taken yet
	top    int  // first line in sight
	page   int
	above  int // lines above the heads

	looking *looking.Looking

	query  textinput.Model
	index  *people.Index
	hits   []int // the first ones
	found  int   // how many there are
	hit    int
	chosen bool // by moving to it

	typedSeq int             // counts states of the half-typed cell
	typedHad int             // the last one given to the writer
	reading  bool            // people are being read
	sending  bool            // reports are being completed
	next     func() tea.Cmd  // what follows when every line is on the disk, nil = nothing
	opened   *followups.Line // its full form is in front
	written  string          // draft of the line that colleagues see as open here
}

// NewSeries opens the grid where it was left.
func NewSeries(sh *shell.Shell) *Series {
	people, _ := sh.Patients().Known()
	s := &Series{Series: followups.New(sh.Services(), sh.Desk(), sh.Send), sh: sh, col: colFirst, query: forms.NewInput(""), index: people}
	s.HandCell = s.handCell
	s.looking = looking.New(sh, func() lists.Listing { return s.Rows() }, s.look)
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
	left followups.Left
	err  error
}

// Start reads the lines. The people are the patient list's.
func (s *Series) Start() tea.Cmd {
	ctx, desk := s.sh.While(s), s.sh.Desk()
	return func() tea.Msg {
		left, err := followups.Read(ctx, desk)
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
	case work.SavedMsg:
		return s.heard(msg)
	case shell.SaveDue:
		s.due(msg)
	case shell.SaveOverdue:
		if msg.By == s.Keep && msg.Handed == s.typedHad && s.typing {
			s.Remember()
		}
	case shell.Returned:
		s.written = ""
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
func (m seriesDueMsg) asked() *Series     { return m.to }
func (m seriesDraftMsg) asked() *Series   { return m.to }
func (m seriesSentMsg) asked() *Series    { return m.to }
func (m seriesReadMsg) asked() *Series    { return m.to }
func (m seriesDeletedMsg) asked() *Series { return m.to }
func (m seriesAnswersMsg) asked() *Series { return m.to }

func (s *Series) answer(msg seriesAnswer) tea.Cmd {
	switch msg := msg.(type) {
	case seriesMsg:
		return s.take(msg)
	case seriesAddedMsg:
		s.added(msg)
	case seriesDueMsg:
		s.addedDue(msg)
	case seriesDraftMsg:
		s.drafted(msg)
	case seriesSentMsg:
		return s.sent(msg)
	case seriesReadMsg:
		return s.readAgain(msg)
	case seriesDeletedMsg:
		s.tell(msg.err)
	case seriesAnswersMsg:
		s.tell(s.Learn(msg.now))
	}
	return nil
}

// tell says what went wrong, if anything did.
func (s *Series) tell(err error) {
	if err != nil {
		s.sh.Fail(err)
	}
}

func (s *Series) take(msg seriesMsg) tea.Cmd {
	s.tell(msg.err)
	s.GoOn(msg.left, msg.err)
	s.reopen()
	s.resume(msg.left.Cell)
	if lost := s.LostText(); lost != "" {
		s.sh.Say(lost)
	}
	return s.makeDrafts()
}

// resume goes on in the middle of the cell somebody was typing into.
func (s *Series) resume(c *followups.Cell) {
	if c == nil || c.Line != 0 && s.Numbered(c.Line) == nil {
		return
	}
	s.show(c.Line, c.Field)
	if s.typing = s.cell() != nil; s.typing {
		s.cell().Resume(c.Text)
	}
}

// handCell is the cell somebody is typing into, which the writer has from now on.
func (s *Series) handCell() *followups.Cell {
	s.typedHad = s.typedSeq
	if c := s.cell(); s.typing && c != nil {
		return &followups.Cell{Line: s.line().Number(), Field: s.column().id, Text: c.Text()}
	}
	return nil
}

// look brings another view into sight, its first line under the cursor.
func (s *Series) look() tea.Cmd {
	cmd := s.commit()
	s.tell(s.Look(s.sh.During, s.looking.View))
	s.row, s.top = min(1, len(s.Sight())), 0
	s.col = max(s.col, colFirst)
	s.reopen()
	return cmd
}

// line is the patient's line with the cursor, nil in the pattern and the search.
func (s *Series) line() *followups.Line {
	if s.row < 1 || s.row > len(s.Sight()) {
		return nil
	}
	return s.Sight()[s.row-1]
}

func (s *Series) searching() bool { return s.row == len(s.Sight())+1 }

// column is the column with the cursor.
func (s *Series) column() *seriesColumn { return &seriesColumns[s.col] }

// cell is the cell with the cursor, nil where nothing is typed.
func (s *Series) cell() *forms.Cell {
	if s.searching() || s.line() != nil && s.line().Done {
		return nil
	}
	return s.Cells[s.column().id]
}

// stored is the value of a field in a row.
func (s *Series) stored(row int, id string) string {
	if row == 0 {
		return s.Pattern[id]
	}
	return s.Sight()[row-1].Value(id)
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
	return s.enterAll(followups.Change{Line: s.line(), Id: s.column().id, Text: c.Commit()})
}

// enterAll writes values as one step, and makes the drafts they want.
func (s *Series) enterAll(values ...followups.Change) tea.Cmd {
	if !s.Enter(values...) {
		return nil
	}
	return s.makeDrafts()
}

// heard hears how the saving of a line, or of the list of lines, went.
func (s *Series) heard(msg work.SavedMsg) tea.Cmd {
	heard, mine := s.Heard(msg)
	if heard.Told != nil {
		s.sh.Remark(wording.Sentence(heard.Told))
	}
	if !s.Failing() {
		s.sh.Overcome(heard.Over)
	}
	switch {
	case !mine:
		return nil
	case heard.Err != nil && heard.Line != nil:
		s.next = nil
		return s.sh.SaveAgain(msg.By, heard.Seq, heard.Err)
	case heard.Err != nil:
		return tea.Batch(s.sh.SaveAgain(s.Keep, s.typedSeq, heard.Err), s.settled())
	}
	return s.settled()
}

// due saves the half-typed cell, and tries again what could not be saved.
func (s *Series) due(msg shell.SaveDue) {
	if msg.By == s.Keep && msg.Seq == s.typedSeq && s.typing {
		s.Remember()
		return
	}
	s.TryAgain(msg.By)
}

// back leaves when everything is on the disk.
func (s *Series) back() tea.Cmd {
	if s.searching() && s.query.Value() != "" {
		s.ask("")
		return nil
	}
	return s.after(func() tea.Cmd {
		if !s.Failing() {
			return s.sh.Pop()
		}
		return s.sh.Push(shell.NewAsk(s.sh, "Nicht gespeichert", "Was nicht gespeichert ist, geht verloren. Trotzdem verlassen?", "Verlassen", s.sh.Pop))
	})
}

// after goes on when every line is a draft on the disk.
func (s *Series) after(next func() tea.Cmd) tea.Cmd {
	cmd := s.commit()
	s.next = next
	return tea.Batch(cmd, s.settled())
}

// settled does what waits for the lines, once none of them is on its way.
func (s *Series) settled() tea.Cmd {
	if s.next == nil || s.sh.Top() != kit.Screen(s) || s.Unsaved() {
		return nil
	}
	next := s.next
	s.next = nil
	return next()
}

// Flush saves what is not on the disk yet and waits for it.
func (s *Series) Flush(ctx context.Context) error {
	s.commit()
	return s.Series.Flush(ctx)
}

// Busy while people are read, drafts leave, or the last save is on its way.
func (s *Series) Busy() bool {
	return !s.Loaded || !s.peopleRead() || s.reading || s.sending || s.next != nil
}

// Leave has saved before.
// Leave has no draft be in anybody's hands any more.
func (s *Series) Leave() tea.Cmd {
	if s.written != "" {
		s.sh.Desk().Presence.Editing("")
	}
	return nil
}

func (s *Series) Saving() (open, lost bool) { return s.Unsaved() || s.halfTyped(), s.Failing() }
