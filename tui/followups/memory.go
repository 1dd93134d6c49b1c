package followups

import (
	"context"
	"encoding/json"
	"errors"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// The names under which the series and its way back are remembered.
const (
	memoryName = "serie"
	wayName    = "serie/schritte"
)

// keptSeries is the series as it is remembered: after a crash it is there again.
type keptSeries struct {
	Pattern map[string]string `json:"vorgabe"`
	Lines   []keptLine        `json:"zeilen"`
	Cell    *Cell             `json:"zelle,omitempty"`
	Next    int               `json:"nummern,omitempty"` // given to lines so far
}

// keptLine is a line; its values are in the draft once there is one, and
// in the delivery of that report once it is completed.
type keptLine struct {
	Nr      int               `json:"nummer,omitempty"`
	Case    string            `json:"fall"`
	Draft   string            `json:"entwurf,omitempty"`
	Tumour  model.Text        `json:"tumor,omitempty"`
	Waiting map[string]string `json:"werte,omitempty"`
	Report  model.Text        `json:"meldung,omitempty"` // Meldung_ID of the draft
}

// Cell is a cell somebody is typing into.
type Cell struct {
	Line  int    `json:"nummer"` // 0 = the pattern
	Field string `json:"feld"`
	Text  string `json:"text"`
}

// kept is the present state of the series, to be remembered.
func (s *Series) kept() *work.Snapshot {
	k := keptSeries{Pattern: s.Pattern, Next: s.nextNr}
	if s.HandCell != nil {
		k.Cell = s.HandCell()
	}
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

func (l *Line) kept() keptLine {
	one := keptLine{Nr: l.nr, Case: l.CaseID, Draft: l.Id}
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

// wayKept is the way back. Its log only grows, so that what is being written is
// not changed under the writer's hands.
func (s *Series) wayKept() *work.Snapshot { return &work.Snapshot{Seq: s.keepSeq, Form: s.way.log} }

// Remember keeps the list of lines and the way back. A series that could not be
// read is not overwritten.
func (s *Series) Remember() {
	if s.Loaded && !s.Unread {
		s.keepSeq++
		s.Keep.Put(s.kept())
		s.KeepWay.Put(s.wayKept())
	}
}

func keepUnder(desk *work.Desk, name string) func(context.Context, *work.Snapshot) error {
	return func(ctx context.Context, k *work.Snapshot) error { return desk.Memory.Remember(ctx, name, k.Form) }
}

// Left is the series as it was left.
type Left struct {
	Lines   []*Line
	lost    []keptLine // whose person or draft nobody can read
	Pattern map[string]string
	Cell    *Cell
	nextNr  int
	way     wayBack
}

// GoOn takes the series up where it was left, or says that it could not be read.
// The half-typed cell is left to whoever types.
func (s *Series) GoOn(left Left, unread error) {
	s.Loaded, s.Unread = true, unread != nil
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
	if s.way = left.way; len(s.Lines) == 0 {
		s.way = wayBack{} // it led through lines that are gone
	}
}

// LostText says how many lines nobody can read, "" where there is none.
func (s *Series) LostText() string {
	if n := len(s.lost); n > 0 {
		return wording.Plural(n, "Zeile", "Zeilen") + " der Serie " + people.DamagedWord + " und nicht gezeigt; Betreuung rufen (Sicherung)."
	}
	return ""
}

// HalfTyped is the value of a cell somebody was typing into when the series was
// left, for who has no cell to go on typing in; false where it belongs nowhere.
func (s *Series) HalfTyped(c *Cell) (value Change, ok bool) {
	if c == nil {
		return value, false
	}
	l, cell := s.Numbered(c.Line), s.Cells[c.Field]
	if cell == nil || c.Line != 0 && (l == nil || l.Done) {
		return value, false
	}
	cell.Open(s.ValueOf(l, c.Field))
	cell.Resume(c.Text)
	return Change{l, c.Field, cell.Commit()}, true
}

// Read reads the remembered series. Lines whose person or draft is gone, as
// after completing it elsewhere, and those whose report is accepted are left out.
// Lines nobody can read are not shown and stay remembered.
func Read(ctx context.Context, desk *work.Desk) (left Left, err error) {
	memory, err := desk.Memory.Recall(ctx, memoryName)
	if err != nil {
		return left, err
	}
	if content, there := memory[memoryName]; there && content == nil {
		return left, &answer.Failure{Kind: answer.FailDamaged}
	}
	var kept keptSeries
	if content := memory[memoryName]; content != nil && json.Unmarshal(content, &kept) != nil {
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
	left.Pattern, left.Cell, left.nextNr, left.way = kept.Pattern, kept.Cell, kept.Next, recallWay(memory[wayName])
	return left, nil
}

// read reads a remembered line; an error other than damage means that nobody has
// to look at it any more.
func (one *keptLine) read(ctx context.Context, desk *work.Desk) (*Line, error) {
	draft := one.Draft
	if draft == "" && len(one.Waiting) > 0 {
		draft = one.made(ctx, desk)
	}
	l, err := ReadLine(ctx, desk, one.Case, draft)
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

// made is the draft that was made of what waits before anybody remembered it, as when the
// program was killed in that moment: a follow-up of the tumour that says just that. "" where
// there is none.
func (one *keptLine) made(ctx context.Context, desk *work.Desk) string {
	drafts, err := desk.Drafts.DraftsOf(ctx, one.Case)
	if err != nil {
		return ""
	}
	for i := range drafts {
		d := &drafts[i]
		if !d.Damaged && d.Report.Meldung.Typ == model.TypVerlauf && d.Report.Meldung.Tumorzuordnung.TumorID == one.Tumour && one.says(&d.Report) {
			return d.ID
		}
	}
	return ""
}

// says reports that a report says what waits, and nothing else that is asked in a series.
func (one *keptLine) says(r *model.Report) bool {
	for _, id := range Fields {
		if b, ok := field.Lookup(dataset.Report, r, id); !ok || b.Get() != one.Waiting[id] {
			return false
		}
	}
	return true
}

// readCompleted reads a line whose draft was completed, here or elsewhere,
// and on which the registry has not said yes yet.
func (one *keptLine) readCompleted(ctx context.Context, desk *work.Desk) (*Line, error) {
	d := completedAs(ctx, desk, one.Case, one.Report)
	if d == nil || d.State == model.StateAccepted || d.State == model.StateElsewhere {
		return nil, errors.New("neither a draft nor a delivery that waits")
	}
	l, err := ReadLine(ctx, desk, one.Case, "")
	if err == nil {
		l.complete(*d)
		if r, err := desk.Sent.Report(ctx, d.Transaktionsnummer); err == nil {
			l.Report = &r
		}
	}
	return l, err
}
