package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/check"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/rule"
)

// Parcel is a package of another system that was judged, and of which nothing is stored.
type Parcel struct {
	desk   *Desk
	paths  []string
	judged intake.Judged
	in     *Intake // its reports, nil where a whole file is wrong
}

// Judge reads a package and judges it as "meldeportal check" does; told hears how far it is.
func (d *Desk) Judge(ctx context.Context, paths []string, told func(intake.Progress)) (*Parcel, error) {
	p := &Parcel{desk: d, paths: fromHomeAll(paths)}
	var all []Source
	Walk(p.paths, func(s Source) { all = append(all, s) })
	judge, tell := &check.Judge{Today: model.DatumOf(d.now()), Config: d.sender.Rules}, paced(told)
	for n, s := range all {
		tell(intake.Progress{Step: intake.Judging, Reports: p.judged.Reports, File: n + 1, Files: len(all)})
		p.file(ctx, judge, s)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	if p.judged.Whole() {
		return p, nil
	}
	return p, p.read(ctx)
}

func (p *Parcel) file(ctx context.Context, judge *check.Judge, s Source) {
	if s.Err != nil {
		p.judged.Files++
		p.unreadable(s.Path, s.Err)
		return
	}
	err := EachDocument(s.Path, func(name string, doc io.Reader) error {
		p.judged.Files++
		n, err := judge.Document(&attended{ctx, doc}, func(found []check.Finding) { p.found(name, found) })
		if p.judged.Reports += n; err != nil {
			p.unreadable(name, UnreadableOf(err))
		}
		return ctx.Err()
	})
	if err != nil {
		p.unreadable(s.Path, UnreadableOf(err))
	}
}

// maengelMost is how many are told of one report.
const maengelMost = 100

// found takes the Fehler, a report's together.
func (p *Parcel) found(name string, found []check.Finding) {
	for i := range found {
		f := &found[i]
		if f.Severity != rule.Fehler {
			continue
		}
		last := len(p.judged.Faulty) - 1
		if last < 0 || p.judged.Faulty[last].At.Name != name || string(p.judged.Faulty[last].MeldungID) != f.MeldungID {
			p.judged.Faulty = append(p.judged.Faulty, intake.Faulty{At: intake.Place{Name: name, Line: f.Line}, MeldungID: model.Text(f.MeldungID)})
			last++
		}
		if of := &p.judged.Faulty[last]; len(of.Maengel) < maengelMost {
			of.Maengel = append(of.Maengel, intake.Mangel{Code: f.Rule, Text: f.Text})
		}
	}
}

func (p *Parcel) unreadable(name string, why *Unreadable) {
	p.judged.Faulty = append(p.judged.Faulty, intake.Faulty{At: intake.Place{Name: name, Line: why.Line}, Maengel: []intake.Mangel{{Text: why.Text}}})
}

// read takes in the valid reports. What stands against a file as a whole is one more that is
// wrong.
func (p *Parcel) read(ctx context.Context) error {
	faulty := map[model.Text]bool{}
	for i := range p.judged.Faulty {
		faulty[p.judged.Faulty[i].MeldungID] = true
	}
	in := NewIntake(false)
	err := (&Reading{In: in, Hear: Unheard}).Files(ctx, p.paths)
	var u *Untaken
	switch {
	case errors.As(err, &u) && u.Unread != nil:
		p.unreadable(u.Name, u.Unread)
		return nil
	case errors.As(err, &u):
		p.unreadable(u.Name, &Unreadable{Text: u.Text})
		return nil
	case err != nil:
		return Failure(err)
	}
	in.Only(func(meldung model.Text) bool { return !faulty[meldung] })
	p.in = in
	return nil
}

// Unheard is who hears what nobody wants to hear again: what stands against sending is told.
func Unheard(string) Heard {
	return Heard{Problem: func(obds.Problem) {}, Note: func(obds.Note) {}}
}

// Judged is what was found.
func (p *Parcel) Judged() *intake.Judged { return &p.judged }

// Send sends the valid reports, waits for the answers and leaves a protocol; told hears how far
// it is. Where ctx ends before, what has left stays so.
func (p *Parcel) Send(ctx context.Context, told func(intake.Progress)) (sent intake.Sent, err error) {
	d, begun := p.desk, p.desk.now()
	for _, a := range []rights.Action{rights.Uebernommen, rights.Abgeschlossen} {
		if err := d.vault.May(context.WithoutCancel(ctx), a); err != nil {
			return sent, Failure(err)
		}
	}
	far := func(step intake.Step) func(done, all int) {
		told(intake.Progress{Step: step})
		tell := paced(told)
		return func(done, all int) { tell(intake.Progress{Step: step, Reports: done, Of: all}) }
	}
	sent.Outcomes, err = d.Upload(ctx, p.in, far(intake.Completing))
	if err == nil {
		err = d.Answers(ctx, sent.Outcomes, far(intake.Sending))
	}
	d.news.addAny()
	if errors.Is(err, context.Canceled) {
		sent.Stopped, err = true, nil
	}
	text, unwritten := ProtocolOf(p.paths, begun, sent.Outcomes)
	if unwritten == nil {
		sent.Protocol, unwritten = LeaveProtocol(d.folder, begun, text)
	}
	return sent, errors.Join(err, Failure(unwritten))
}

// LeaveProtocol writes one into the folder of the protocols beside the store, for its owner
// alone.
func LeaveProtocol(folder string, begun time.Time, text string) (string, error) {
	folder = filepath.Join(folder, "protokolle")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", &answer.Failure{Kind: answer.FailFileWrite, Detail: folder, Err: err}
	}
	return WriteFile(filepath.Join(folder, "senden-"+begun.Format("2006-01-02-150405.000")+".txt"), []byte(text))
}

// ProtocolOf is a head with the files, a line for each report and their sum.
func ProtocolOf(paths []string, begun time.Time, all []intake.Outcome) (string, error) {
	var text strings.Builder
	fmt.Fprintf(&text, "Sendeprotokoll vom %s\n", begun.Format("02.01.2006 15:04:05,000"))
	var err error
	Walk(paths, func(s Source) {
		sum, failed := digestOf(s.Path)
		err = errors.Join(err, failed)
		fmt.Fprintf(&text, "Datei %s, SHA-256 %s\n", plain(s.Path), sum)
	})
	for i := range all {
		text.WriteString(outcomeLine(&all[i]))
	}
	sent := intake.Sent{Outcomes: all}
	return text.String() + sent.Sum() + "\n", err
}

// outcomeLine is that of a report, what stands against it below.
func outcomeLine(o *intake.Outcome) string {
	text := strings.TrimRight(fmt.Sprintf("%s  %-14s  %s", plain(string(o.MeldungID)), o.Result, o.Nummer), " ") + "\n"
	for _, m := range o.Maengel {
		text += "    " + strings.TrimSpace(m.Code+" "+plain(m.Text)) + "\n"
	}
	return text
}

func digestOf(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, file)
	return hex.EncodeToString(sum.Sum(nil)), err
}
