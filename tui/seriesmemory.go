package tui

import (
	"context"
	"encoding/json"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
)

// seriesName is the name under which the grid's lines are remembered.
const seriesName = "serie"

// seriesKept is the grid as it is remembered: after a crash it is there again.
type seriesKept struct {
	Pattern map[string]string `json:"vorgabe"`
	Lines   []seriesKeptLine  `json:"zeilen"`
}

// seriesKeptLine is a line; its values are in the draft once there is one.
type seriesKeptLine struct {
	Case    string            `json:"fall"`
	Draft   string            `json:"entwurf,omitempty"`
	Tumour  model.Text        `json:"tumor,omitempty"`
	Waiting map[string]string `json:"werte,omitempty"`
}

// kept is the present state of the grid, to be remembered.
func (s *Series) kept() *snapshot {
	k := seriesKept{Pattern: s.pattern}
	for _, l := range s.lines {
		if l.done {
			continue
		}
		one := seriesKeptLine{Case: l.caseID, Draft: l.id}
		if l.tumour >= 0 {
			one.Tumour = l.tumours[l.tumour].part.TumorID
		}
		if l.report == nil {
			one.Waiting = l.waiting
		}
		k.Lines = append(k.Lines, one)
	}
	content, err := json.Marshal(k)
	if err != nil {
		return nil // texts and maps of texts always can be written
	}
	return &snapshot{seq: s.keepSeq, form: content}
}

// remember keeps the list of lines. A grid that could not be read is not
// overwritten.
func (s *Series) remember() {
	if s.loaded {
		s.keepSeq++
		s.keep.put(s.kept())
	}
}

func keepSeries(desk Desk) func(context.Context, *snapshot) error {
	return func(ctx context.Context, k *snapshot) error { return desk.Remember(ctx, seriesName, k.form) }
}

// readSeries reads the remembered grid. Lines whose person or draft is gone, as
// after completing it elsewhere, are left out.
func readSeries(ctx context.Context, desk Desk) (lines []*seriesLine, pattern map[string]string, err error) {
	memory, err := desk.Memory(ctx, seriesName)
	if err != nil {
		return nil, nil, err
	}
	var kept seriesKept
	if content := memory[seriesName]; content != nil && json.Unmarshal(content, &kept) != nil {
		return nil, nil, nil
	}
	for _, one := range kept.Lines {
		l, err := readSeriesLine(ctx, desk, one.Case, one.Draft)
		if err != nil {
			continue
		}
		l.choose(one.Tumour)
		if one.Waiting != nil && l.report == nil {
			l.waiting = one.Waiting
		}
		lines = append(lines, l)
	}
	return lines, kept.Pattern, nil
}

// seriesDraftMsg brings the draft of a line.
type seriesDraftMsg struct {
	to    *Series
	line  *seriesLine
	draft model.Draft
	err   error
}

// makeDrafts makes the drafts of the lines in which something was entered. That
// the follow-up is a Statusmeldung the choice of this grid has said.
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
	return s.sh.eachLine(wanting, func(desk Desk, l *seriesLine) tea.Msg {
		tumour := l.tumours[l.tumour].part
		d, err := desk.NewDraft(context.Background(), l.caseID, model.TypVerlauf, &tumour)
		return seriesDraftMsg{s, l, d, err}
	})
}

// eachLine does something for line after line and tells of each.
func (sh *Shell) eachLine(lines []*seriesLine, do func(Desk, *seriesLine) tea.Msg) tea.Cmd {
	desk, send := sh.Desk(), sh.Send
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
	l.set("Verlauf.Meldeanlass", "statusmeldung")
	for id, text := range l.waiting {
		l.set(id, text)
	}
	l.waiting = map[string]string{}
	l.put()
	s.remember()
	return nil
}
