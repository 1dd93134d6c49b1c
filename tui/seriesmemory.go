package tui

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
func (s *Series) kept() *snapshot {
	k := seriesKept{Pattern: s.pattern, Next: s.nextNr, Cell: s.keptCell()}
	for _, l := range s.lines {
		k.Lines = append(k.Lines, l.kept())
	}
	k.Lines = append(k.Lines, s.lost...)
	content, err := json.Marshal(k)
	if err != nil {
		return nil // texts and maps of texts always can be written
	}
	return &snapshot{seq: s.keepSeq, form: content}
}

func (l *seriesLine) kept() seriesKeptLine {
	one := seriesKeptLine{Nr: l.nr, Case: l.caseID, Draft: l.id}
	if l.tumour >= 0 {
		one.Tumour = l.tumours[l.tumour].Part.TumorID
	}
	if l.report == nil {
		one.Waiting = l.waiting
	} else {
		one.Report = l.report.Meldung.MeldungID
	}
	return one
}

func (s *Series) keptCell() *seriesKeptCell {
	if c := s.cell(); s.typing && c != nil {
		return &seriesKeptCell{s.line().number(), s.column().id, c.Text()}
	}
	return nil
}

// wayKept is the way back. Its log only grows, so that what is being written is
// not changed under the writer's hands.
func (s *Series) wayKept() *snapshot { return &snapshot{seq: s.keepSeq, form: s.way.log} }

// remember keeps the list of lines and the way back. A grid that could not be
// read is not overwritten.
func (s *Series) remember() {
	if s.loaded && !s.unread {
		s.keepSeq++
		s.typedHad = s.typedSeq
		s.keep.put(s.kept())
		s.keepWay.put(s.wayKept())
	}
}

func keepSeries(desk *Desk, name string) func(context.Context, *snapshot) error {
	return func(ctx context.Context, k *snapshot) error { return desk.Memory.Remember(ctx, name, k.form) }
}

// seriesLeft is the grid as it was left.
type seriesLeft struct {
	lines   []*seriesLine
	lost    []seriesKeptLine // whose person or draft nobody can read
	pattern map[string]string
	cell    *seriesKeptCell
	nextNr  int
	way     seriesWay
}

// goOn takes the grid up where it was left, in the middle of a cell if need be.
func (s *Series) goOn(left seriesLeft) {
	if left.pattern != nil {
		s.pattern = left.pattern
	}
	s.nextNr = left.nextNr
	for _, l := range left.lines {
		s.nextNr = max(s.nextNr, l.nr)
	}
	s.lost = left.lost
	for _, l := range left.lost {
		s.nextNr = max(s.nextNr, l.Nr)
	}
	for _, l := range left.lines {
		s.adopt(l)
	}
	if s.way = left.way; len(s.lines) == 0 {
		s.way = seriesWay{} // it led through lines that are gone
	}
	s.reopen()
	if c := left.cell; c != nil && (c.Line == 0 || s.numbered(c.Line) != nil) {
		s.show(c.Line, c.Field)
		if s.typing = s.cell() != nil; s.typing {
			s.cell().Resume(c.Text)
		}
	}
}

// readSeries reads the remembered grid. Lines whose person or draft is gone, as
// after completing it elsewhere, and those whose report is accepted are left out.
// Lines nobody can read are not shown and stay remembered.
func readSeries(ctx context.Context, desk *Desk) (left seriesLeft, err error) {
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
		case isDamaged(err):
			left.lost = append(left.lost, one)
		case err == nil:
			left.lines = append(left.lines, l)
		}
	}
	left.pattern, left.cell, left.nextNr, left.way = kept.Pattern, kept.Cell, kept.Next, recallWay(memory[seriesWayName])
	return left, nil
}

// read reads a remembered line; an error other than damage means that nobody has
// to look at it any more.
func (one *seriesKeptLine) read(ctx context.Context, desk *Desk) (*seriesLine, error) {
	l, err := readSeriesLine(ctx, desk, one.Case, one.Draft)
	if err != nil && !isDamaged(err) {
		l, err = one.readCompleted(ctx, desk)
	}
	if err != nil {
		return nil, err
	}
	l.nr = one.Nr
	l.choose(one.Tumour)
	if one.Waiting != nil && l.report == nil {
		l.waiting = one.Waiting
	}
	return l, nil
}

// readCompleted reads a line whose draft was completed, in the grid or elsewhere,
// and on which the registry has not said yes yet.
func (one *seriesKeptLine) readCompleted(ctx context.Context, desk *Desk) (*seriesLine, error) {
	d := completedAs(ctx, desk, one.Case, one.Report)
	if d == nil || d.State == model.StateAccepted || d.State == model.StateElsewhere {
		return nil, errors.New("neither a draft nor a delivery that waits")
	}
	l, err := readSeriesLine(ctx, desk, one.Case, "")
	if err == nil {
		l.complete(*d)
		if r, err := desk.Sent.Report(ctx, d.Transaktionsnummer); err == nil {
			l.report = &r
		}
	}
	return l, err
}

// seriesDraftMsg brings the draft of a line.
type seriesDraftMsg struct {
	to    *Series
	line  *seriesLine
	draft model.Draft
	err   error
}

// makeDrafts makes the drafts of the lines in which something was entered, with
// what was entered.
func (s *Series) makeDrafts() tea.Cmd {
	var wanting []*seriesLine
	for _, l := range s.lines {
		if l.wantsDraft() {
			l.making = true
			wanting = append(wanting, l)
		}
	}
	if len(wanting) == 0 {
		return nil
	}
	begun := map[*seriesLine]*model.Report{}
	for _, l := range wanting {
		begun[l] = l.firstReport()
	}
	return s.eachLine(wanting, func(desk *Desk, l *seriesLine) tea.Msg {
		d, err := desk.Drafts.NewDraft(context.Background(), l.caseID, begun[l])
		return seriesDraftMsg{s, l, d, err}
	})
}

// firstReport is the report of a line that has no draft yet. That the follow-up
// is a Statusmeldung the choice of the grid has said.
func (l *seriesLine) firstReport() *model.Report {
	follow := record.Anlass{Anlass: land.Anlass{Typ: model.TypVerlauf, Sub: "statusmeldung"}}
	r := follow.Report(&l.tumours[l.tumour].Part)
	for id, text := range l.waiting {
		if b, ok := field.Lookup(dataset.Report, r, id); ok {
			b.Set(text)
		}
	}
	return r
}

// eachLine does something for line after line and tells of each.
func (s *Series) eachLine(lines []*seriesLine, do func(*Desk, *seriesLine) tea.Msg) tea.Cmd {
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
		l.making, l.err, s.next = false, msg.err, nil
		s.sh.Fail(msg.err)
		return nil
	}
	l.begin(s.sh.Desk(), msg.draft)
	l.save.tell = s.sh.Send
	if l.takeWaiting() {
		l.put()
	}
	s.remember()
	return nil
}

// takeWaiting writes into the draft what was entered while it was being made, and
// takes back what was emptied; it reports whether that changed anything.
func (l *seriesLine) takeWaiting() (changed bool) {
	for _, c := range seriesColumns {
		if c.id != "" {
			changed = l.set(c.id, l.waiting[c.id]) || changed
		}
	}
	l.waiting = map[string]string{}
	return changed
}
