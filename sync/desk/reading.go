package desk

import (
	"context"
	"errors"
	"fmt"
	"io"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/model/obds"
)

// Reading takes the documents of files and folders into an Intake. Where lines are
// decided (Intake.Lenient) what cannot be taken is one of them and stops nothing.
type Reading struct {
	In   *Intake
	Told func(intake.Progress)   // hears how far it is, nil = nobody does
	Hear func(name string) Heard // who hears what is noticed in a document, nil = it becomes lines
}

// Heard is whoever hears what is noticed in a document.
type Heard struct {
	Problem func(obds.Problem)
	Note    func(obds.Note)
}

// Untaken is why a document is not taken.
type Untaken struct {
	Name    string
	Text    string      // German sentence, without the name where Unread is set
	Unread  *Unreadable // it could not be read
	Foreign bool        // it is no document of ours
}

func (u *Untaken) Error() string { return "document not taken" }

// Files reads them. It is an *Untaken where one cannot be taken and lines are not
// decided.
func (r *Reading) Files(ctx context.Context, paths []string) error {
	var all []Source
	Walk(paths, func(s Source) { all = append(all, s) })
	far, told := intake.Progress{Step: intake.Reading, Reports: r.In.number, Files: len(all)}, paced(r.Told)
	r.In.came = func(reports int) {
		far.Reports = reports
		told(far)
	}
	for n, s := range all {
		far.File = n + 1
		told(far)
		if err := r.file(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reading) file(ctx context.Context, s Source) error {
	if s.Err != nil {
		return r.untaken(&Untaken{Name: s.Path, Unread: s.Err})
	}
	var failed error
	err := EachDocument(s.Path, func(name string, doc io.Reader) error {
		d := &documentReading{Reading: r, name: name}
		failed = r.untaken(d.read(ctx, doc))
		return failed
	})
	if failed != nil || err == nil {
		return failed
	}
	return r.untaken(unread(ctx, s.Path, err))
}

// untaken makes a line of what cannot be taken, where lines are decided.
func (r *Reading) untaken(err error) error {
	var u *Untaken
	if !r.In.Lenient || !errors.As(err, &u) {
		return err
	}
	at, text := intake.Place{Name: u.Name}, u.Text
	if u.Unread != nil {
		at.Line, text = u.Unread.Line, u.Unread.Text
	}
	r.In.Refuse(at, text)
	return nil
}

// unread is an error of reading, or that nobody waits for it any more.
func unread(ctx context.Context, name string, err error) error {
	if gone := ctx.Err(); gone != nil {
		return gone
	}
	return &Untaken{Name: name, Unread: UnreadableOf(err)}
}

// documentReading is a document being read.
type documentReading struct {
	*Reading
	name   string
	faults int    // against the schema
	said   int    // lines about what was noticed
	clash  bool   // an id stands for two people or two reports
	alien  bool   // it is no oBDS document, or of an unknown version
	why    string // it is none
}

func (d *documentReading) read(ctx context.Context, doc io.Reader) error {
	hear := Heard{func(obds.Problem) {}, d.line}
	if d.Hear != nil {
		hear = d.Hear(d.name)
	}
	problem := func(p obds.Problem) {
		d.notice(&p)
		hear.Problem(p)
	}
	r, err := obds.NewReader(&attended{ctx, doc}, obds.Options{Limits: obds.Limits{Controls: obds.DropControls}, Mend: !d.In.sent, Problem: problem, Note: hear.Note})
	if err == nil {
		err = d.In.Document(d.name, r, d.fits)
	}
	if err == nil && d.faults > 0 && d.Hear == nil {
		d.In.note(intake.Mended, intake.Place{Name: d.name}, fmt.Sprintf("Nicht schemagerecht: %d Stellen. Die Entwürfe nennen sie beim Prüfen.", d.faults))
	}
	return d.notTaken(ctx, err)
}

// notTaken says why the reports of a document are not taken.
func (d *documentReading) notTaken(ctx context.Context, err error) error {
	var m *Misfit
	var u *Untaken
	switch {
	case err == nil:
		return nil
	case errors.As(err, &u):
		return u
	case !errors.As(err, &m):
		return unread(ctx, d.name, err)
	}
	return &Untaken{Name: d.name, Text: m.whole()}
}

// notice remembers what makes an import impossible.
func (d *documentReading) notice(p *obds.Problem) {
	d.faults++
	d.clash = d.clash || p.ID == obds.Duplicate
	d.alien = d.alien || p.ID == obds.BadRoot || p.ID == obds.BadVersion
	if p.ID == obds.BadRoot {
		d.why = p.Text
	}
}

// fits says why a document may not be imported, nil when it may.
func (d *documentReading) fits() error {
	switch {
	case d.alien:
		return &Untaken{Name: d.name, Foreign: true, Text: d.name + " ist kein oBDS-Dokument der Fassungen " + dataset.Editions() + ". " + d.why}
	case d.clash && !d.In.Lenient:
		return &Untaken{Name: d.name, Text: "In " + d.name + " steht eine ID für zwei Personen oder Meldungen. Bitte die Datei berichtigen."}
	case d.In.sent && d.faults > 0:
		return &Untaken{Name: d.name, Text: d.name + " ist nicht schemagerecht und gilt darum nicht als gesendet. Als Entwurf wird es trotzdem übernommen."}
	}
	return nil
}

// mostNoted is how many lines tell of what was noticed in a document.
const mostNoted = 200

// line makes a line of what was read otherwise than it is written, or not at all.
func (d *documentReading) line(n obds.Note) {
	kind, text := intake.Mended, n.Text
	if n.Lost {
		kind = intake.NoReport
	}
	if d.said++; d.said == mostNoted {
		text += " Weitere solche Stellen dieses Dokuments stehen nicht einzeln da."
	}
	if d.said <= mostNoted {
		d.In.note(kind, intake.Place{Name: d.name, Line: n.Line}, text)
	}
}

// attended is a document being read, for whoever waits for it.
type attended struct {
	ctx context.Context
	in  io.Reader
}

func (w *attended) Read(b []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.in.Read(b)
}
