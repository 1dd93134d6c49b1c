package series

import (
	"context"
	"encoding/json"
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// The names under which the grid and its way back are remembered.
const (
	seriesName    = "serie"
	seriesWayName = "serie/schritte"
)

// seriesKept is the grid as it is remembered: after a crash it is there again.
type seriesKept struct {
	Pattern map[string]string `json:"vorgabe"`
	Lines   []seriesKeptLine  `json:"zeilen"`
	Cell    *seriesKeptCell   `json:"zelle,omitempty"`
	Next    int               `json:"nummern,omitempty"` // given to lines so far
}

// seriesKeptLine is a line; its values are in the draft once there is one, and
// in the delivery of that report once it is completed.
type seriesKeptLine struct {
	Nr      int               `json:"nummer,omitempty"`
	Case    string            `json:"fall"`
	Draft   string            `json:"entwurf,omitempty"`
	Tumour  model.Text        `json:"tumor,omitempty"`
	Waiting map[string]string `json:"werte,omitempty"`
	Report  model.Text        `json:"meldung,omitempty"` // Meldung_ID of the draft
}

// seriesKeptCell is a cell somebody was typing into.
type seriesKeptCell struct {
	Line  int    `json:"nummer"` // 0 = the pattern
	Field string `json:"feld"`
	Text  string `json:"text"`
}

// kept is the present state of the grid, to be remembered.
func (s *Series) kept() *work.Snapshot {
	k := seriesKept{Pattern: s.Pattern, Next: s.nextNr, Cell: s.keptCell()}
	for _, l := range s.Lines {
		k.Lines = append(k.Lines, l.kept())
	}
	k.Lines = append(k.Lines, s.lost...)
	content, err := json.Marshal(k)
	if err != nil {
		return nil // texts and maps of texts always can be written
	}
	return &work.Snapshot{Seq: s.keepSeq, Form: content}
}

func (l *SeriesLine) kept() seriesKeptLine {
	one := seriesKeptLine{Nr: l.nr, Case: l.caseID, Draft: l.Id}
	if l.Tumour >= 0 {
		one.Tumour = l.Tumours[l.Tumour].Part.TumorID
	}
	if l.Report == nil {
		one.Waiting = l.waiting
	} else {
		one.Report = l.Report.Meldung.MeldungID
	}
	return one
}

func (s *Series) keptCell() *seriesKeptCell {
	if c := s.cell(); s.typing && c != nil {
		return &seriesKeptCell{s.line().number(), s.column().Id, c.Text()}
	}
	return nil
}

// wayKept is the way back. Its log only grows, so that what is being written is
// not changed under the writer's hands.
func (s *Series) wayKept() *work.Snapshot { return &work.Snapshot{Seq: s.keepSeq, Form: s.Way.log} }

// Remember keeps the list of lines and the way back. A grid that could not be
// read is not overwritten.
func (s *Series) Remember() {
	if s.loaded && !s.Unread {
		s.keepSeq++
		s.typedHad = s.typedSeq
		s.keep.Put(s.kept())
		s.keepWay.Put(s.wayKept())
	}
}

func keepSeries(desk *work.Desk, name string) func(context.Context, *work.Snapshot) error {
	return func(ctx context.Context, k *work.Snapshot) error { return desk.Memory.Remember(ctx, name, k.Form) }
}

// seriesLeft is the grid as it was left.
type seriesLeft struct {
	Lines   []*SeriesLine
	lost    []seriesKeptLine // whose person or draft nobody can read
	Pattern map[string]string
	cell    *seriesKeptCell
	nextNr  int
	way     seriesWay
}

// goOn takes the grid up where it was left, in the middle of a cell if need be.
func (s *Series) goOn(left seriesLeft) {
	if left.Pattern != nil {
		s.Pattern = left.Pattern
	}
	s.nextNr = left.nextNr
	for _, l := range left.Lines {
		s.nextNr = max(s.nextNr, l.nr)
	}
	s.lost = left.lost
	for _, l := range left.lost {
		s.nextNr = max(s.nextNr, l.Nr)
	}
	for _, l := range left.Lines {
		s.adopt(l)
	}
	if s.Way = left.way; len(s.Lines) == 0 {
		s.Way = seriesWay{} // it led through lines that are gone
	}
	s.reopen()
	if c := left.cell; c != nil && (c.Line == 0 || s.numbered(c.Line) != nil) {
		s.show(c.Line, c.Field)
		if s.typing = s.cell() != nil; s.typing {
			s.cell().Resume(c.Text)
		}
	}
}

// ReadSeries reads the remembered grid. Lines whose person or draft is gone, as
// after completing it elsewhere, and those whose report is accepted are left out.
// Lines nobody can read are not shown and stay remembered.
func ReadSeries(ctx context.Context, desk *work.Desk) (left seriesLeft, err error) {
	memory, err := desk.Memory.Recall(ctx, seriesName)
	if err != nil {
		return left, err
	}
	if content, there := memory[seriesName]; there && content == nil {
		return left, &answer.Failure{Kind: answer.FailDamaged}
	}
	var kept seriesKept
	if content := memory[seriesName]; content != nil && json.Unmarshal(content, &kept) != nil {
		return left, nil
	}
	for _, one := range kept.Lines {
		switch l, err := one.read(ctx, desk); {
		case wording.IsDamaged(err):
			left.lost = append(left.lost, one)
		case err == nil:
			left.Lines = append(left.Lines, l)
		}
	}
	left.Pattern, left.cell, left.nextNr, left.way = kept.Pattern, kept.Cell, kept.Next, recallWay(memory[seriesWayName])
	return left, nil
}

// read reads a remembered line; an error other than damage means that nobody has
// to look at it any more.
func (one *seriesKeptLine) read(ctx context.Context, desk *work.Desk) (*SeriesLine, error) {
	l, err := ReadSeriesLine(ctx, desk, one.Case, one.Draft)
	if err != nil && !wording.IsDamaged(err) {
		l, err = one.readCompleted(ctx, desk)
	}
	if err != nil {
		return nil, err
	}
	l.nr = one.Nr
	l.choose(one.Tumour)
	if one.Waiting != nil && l.Report == nil {
		l.waiting = one.Waiting
	}
	return l, nil
}

// readCompleted reads a line whose draft was completed, in the grid or elsewhere,
// and on which the registry has not said yes yet.
func (one *seriesKeptLine) readCompleted(ctx context.Context, desk *work.Desk) (*SeriesLine, error) {
	d := completedAs(ctx, desk, one.Case, one.Report)
	if d == nil || d.State == model.StateAccepted || d.State == model.StateElsewhere {
		return nil, errors.New("neither a draft nor a delivery that waits")
	}
	l, err := ReadSeriesLine(ctx, desk, one.Case, "")
	if err == nil {
		l.complete(*d)
		if r, err := desk.Sent.Report(ctx, d.Transaktionsnummer); err == nil {
			l.Report = &r
		}
	}
	return l, err
}

// seriesDraftMsg brings the draft of a line.
type seriesDraftMsg struct {
	to    *Series
	line  *SeriesLine
	draft model.Draft
	err   error
}

// MakeDrafts makes the drafts of the lines in which something was entered, with
// what was entered.
func (s *Series) MakeDrafts() tea.Cmd {
	var wanting []*SeriesLine
	for _, l := range s.Lines {
		if l.wantsDraft() {
			l.making = true
			wanting = append(wanting, l)
		}
	}
	if len(wanting) == 0 {
		return nil
	}
	begun := map[*SeriesLine]*model.Report{}
	for _, l := range wanting {
		begun[l] = l.firstReport()
	}
	return s.eachLine(wanting, func(desk *work.Desk, l *SeriesLine) tea.Msg {
		d, err := desk.Drafts.NewDraft(context.Background(), l.caseID, begun[l])
		return seriesDraftMsg{s, l, d, err}
	})
}

// firstReport is the report of a line that has no draft yet. That the follow-up
// is a Statusmeldung the choice of the grid has said.
func (l *SeriesLine) firstReport() *model.Report {
	follow := record.Anlass{Anlass: land.Anlass{Typ: model.TypVerlauf, Sub: "statusmeldung"}}
	r := follow.Report(&l.Tumours[l.Tumour].Part)
	for id, text := range l.waiting {
		if b, ok := field.Lookup(dataset.Report, r, id); ok {
			b.Set(text)
		}
	}
	return r
}

// eachLine does something for line after line and tells of each.
func (s *Series) eachLine(lines []*SeriesLine, do func(*work.Desk, *SeriesLine) tea.Msg) tea.Cmd {
	desk, send := s.sh.Desk(), s.sh.Send
	return func() tea.Msg {
		for _, l := range lines[:len(lines)-1] {
			send(do(desk, l))
		}
		return do(desk, lines[len(lines)-1])
	}
}

// drafted takes the draft of a line and writes what was entered meanwhile.
func (s *Series) drafted(msg seriesDraftMsg) tea.Cmd {
	l := msg.line
	if msg.err != nil {
		l.making, l.Err, s.next = false, msg.err, nil
		s.sh.Fail(msg.err)
		return nil
	}
	l.begin(s.sh.Desk(), msg.draft)
	l.Save.Tell = s.sh.Send
	if l.takeWaiting() {
		l.put()
	}
	s.Remember()
	return nil
}

// takeWaiting writes into the draft what was entered while it was being made, and
// takes back what was emptied; it reports whether that changed anything.
func (l *SeriesLine) takeWaiting() (changed bool) {
	for _, c := range SeriesColumns {
		if c.Id != "" {
			changed = l.set(c.Id, l.waiting[c.Id]) || changed
		}
	}
	l.waiting = map[string]string{}
	return changed
}
