package followups

import (
	"context"
	"slices"
	"sync"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Draft is the draft a line wants, with what was entered in it.
type Draft struct {
	line   *Line
	report *model.Report
	behind func(context.Context) // waits for what leads to the draft after a crash
	draft  model.Draft
	err    error
}

// Wanted are the drafts of the lines in which something was entered. What is
// entered from now on waits until they are made.
func (s *Series) Wanted() (wanted []*Draft) {
	var once sync.Once
	listed := func(ctx context.Context) {
		once.Do(func() { s.KeepWay.Wait(ctx); s.Keep.Wait(ctx) })
	}
	for _, l := range s.Lines {
		if l.wantsDraft() {
			l.making = true
			wanted = append(wanted, &Draft{line: l, report: l.firstReport(), behind: listed})
		}
	}
	return wanted
}

// Do makes the draft, once the list of lines and the way back are on the disk, if they can
// be. It may run beside the sitting.
func (d *Draft) Do(ctx context.Context, desk *work.Desk) {
	d.behind(ctx)
	if d.draft, d.err = desk.Drafts.NewDraft(ctx, d.line.CaseID, d.report); d.err == nil {
		d.err = desk.Drafts.SaveDraft(ctx, &d.draft)
	}
}

// Drafted takes the draft of a line and writes what was entered meanwhile.
func (s *Series) Drafted(d *Draft) error {
	l := d.line
	if d.err != nil {
		l.making, l.Err = false, d.err
		return d.err
	}
	s.begin(l, d.draft)
	changed := l.takeWaiting()
	s.Remember()
	if changed {
		l.put()
	}
	return nil
}

// MakeDrafts makes the drafts that are wanted at once; the error is why the last
// one could not be made.
func (s *Series) MakeDrafts(ctx context.Context) (failed error) {
	for _, d := range s.Wanted() {
		d.Do(ctx, s.desk)
		if err := s.Drafted(d); err != nil {
			failed = err
		}
	}
	return failed
}

// begin takes the draft of a line.
func (s *Series) begin(l *Line, d model.Draft) {
	l.begin(s.desk, d)
	s.heed(l)
}

// firstReport is the report of a line that has no draft yet. That the follow-up
// is a Statusmeldung the choice of the series has said.
func (l *Line) firstReport() *model.Report {
	follow := record.Anlass{Anlass: land.Anlass{Typ: model.TypVerlauf, Sub: "statusmeldung"}}
	r := follow.Report(&l.Tumours[l.Tumour].Part)
	for id, text := range l.waiting {
		if b, ok := field.Lookup(dataset.Report, r, id); ok {
			b.Set(text)
		}
	}
	return r
}

// takeWaiting writes into the draft what was entered while it was being made, and
// takes back what was emptied; it reports whether that changed anything.
func (l *Line) takeWaiting() (changed bool) {
	for _, id := range Fields {
		changed = l.set(id, l.waiting[id]) || changed
	}
	l.waiting = map[string]string{}
	return changed
}

// Report is a copy of a line's report, or with nil of the pattern: the Verlauf it is
// going to be.
func (s *Series) Report(l *Line) *model.Report {
	if l != nil && l.Report != nil {
		return field.Copy(l.Report)
	}
	r := &model.Report{}
	r.Meldung.Typ = model.TypVerlauf
	values := map[string]string{"Verlauf.Meldeanlass": "statusmeldung"}
	for _, id := range Fields {
		values[id] = s.ValueOf(l, id)
	}
	field.Fill(dataset.Report, r, values)
	return r
}

// Reading is the draft of a line read anew, as its full form opens it or has
// left it.
type Reading struct {
	Line   *Line
	Draft  model.Draft
	Sent   *model.Delivery // what the draft became, when it is none any more
	Err    error
	id     string
	report model.Text
}

// Reread prepares the reading of a line's draft.
func (s *Series) Reread(l *Line) *Reading {
	return &Reading{Line: l, id: l.Id, report: l.Report.Meldung.MeldungID}
}

// Do reads it. It may run beside the sitting.
func (r *Reading) Do(ctx context.Context, desk *work.Desk) {
	if r.Draft, r.Err = desk.Drafts.Draft(ctx, r.id); r.Err != nil {
		r.Sent = completedAs(ctx, desk, r.Line.CaseID, r.report)
	}
}

// TakeAgain takes what was read: a draft, or what it became. A line that is neither
// any more is taken out of the series, which said tells.
func (s *Series) TakeAgain(r *Reading) (said string) {
	l := r.Line
	switch {
	case r.Sent != nil:
		l.complete(*r.Sent)
		s.Remember()
	case r.Err != nil:
		s.Drop(l)
		return l.Name + ": kein Entwurf mehr; die Zeile ist aus der Serie genommen."
	default:
		s.begin(l, r.Draft)
		l.seq, l.saved, l.Err = 0, 0, nil
	}
	return ""
}

// Drop takes a line out of the series; its draft stays.
func (s *Series) Drop(l *Line) {
	s.forget(func(o *Line) bool { return o == l })
	s.Remember()
}

// DropIdle takes the lines out that need nobody, the way back from too many that
// were due, and says how many.
func (s *Series) DropIdle() (said string) {
	n, sight := len(s.Lines), slices.Clone(s.Sight())
	s.forget(func(l *Line) bool { return l.Idle() && slices.Contains(sight, l) })
	s.Remember()
	return wording.Plural(n-len(s.Lines), "Zeile", "Zeilen") + " aus der Serie genommen; wo etwas eingetragen ist, bleibt alles."
}

// DeleteDraft deletes the draft of a line that was dropped, behind its last save.
// It may run beside the sitting.
func (l *Line) DeleteDraft(ctx context.Context, desk *work.Desk) error {
	if err := l.Save.Flush(ctx, nil); err != nil {
		return err
	}
	return desk.Drafts.DeleteDraft(ctx, l.Draft.ID, l.Draft.Rev)
}

// completedAs is the delivery of a report that is no draft any more, nil where
// there is none: it was deleted, or went another way.
func completedAs(ctx context.Context, desk *work.Desk, caseID string, report model.Text) *model.Delivery {
	all, err := desk.Sent.Deliveries(ctx, caseID)
	if err != nil || report == "" {
		return nil
	}
	i := slices.IndexFunc(all, func(d model.Delivery) bool { return d.MeldungID == report && d.Art == model.SendungMeldung })
	if i < 0 {
		return nil
	}
	versions := record.VersionsOf(all, all[i])
	return &versions[len(versions)-1]
}

// complete makes the line one that is completed.
func (l *Line) complete(d model.Delivery) { l.Sent, l.Done = d, true }

// answered reports that the registry has said its word about a completed line.
func (l *Line) answered() bool {
	return l.Sent.State != model.StateQueued && l.Sent.State != model.StateSending
}

// Answers are the deliveries of completed lines as they are now: each line
// follows its own, until the series is opened anew and those the registry has
// accepted are gone from it.
type Answers struct {
	cases map[string]bool
	now   map[string]model.Delivery // by Transaktionsnummer
	err   error
}

// Waiting are the answers the lines wait for and that news may be about, nil = none.
func (s *Series) Waiting(news answer.News) *Answers {
	a := &Answers{cases: map[string]bool{}, now: map[string]model.Delivery{}}
	for _, l := range s.Lines {
		if l.Done && !l.answered() && news.About(l.CaseID) {
			a.cases[l.CaseID] = true
		}
	}
	if len(a.cases) == 0 {
		return nil
	}
	return a
}

// Do reads them. It may run beside the sitting.
func (a *Answers) Do(ctx context.Context, desk *work.Desk) {
	for id := range a.cases {
		all, err := desk.Sent.Deliveries(ctx, id)
		if err != nil {
			a.err = err
		}
		for _, d := range all {
			a.now[d.Transaktionsnummer] = d
		}
	}
}

// Learn takes the answers. One that was read before another came is late.
func (s *Series) Learn(a *Answers) error {
	for _, l := range s.Lines {
		if d, ok := a.now[l.Sent.Transaktionsnummer]; ok && l.Done && !l.answered() {
			l.Sent = d
		}
	}
	return a.err
}

// Follow reads and takes the answers at once.
func (s *Series) Follow(ctx context.Context, news answer.News) error {
	a := s.Waiting(news)
	if a == nil {
		return nil
	}
	a.Do(ctx, s.desk)
	return s.Learn(a)
}
