package obds

import (
	"errors"
	"fmt"
	"io"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
)

// Options say how a document is read.
type Options struct {
	Limits  Limits
	Problem func(Problem) // told of every problem of shape; may be nil
	Note    func(Note)    // told of what a report could not carry; may be nil

	// Mend makes a reader write values as field.Type.Mended has them: blanks around
	// them, letters in pieces, German dates are noted instead of being problems.
	Mend bool
}

// Reader reads a document report by report. It reads faulty documents as far as
// they go: problems and notes say what is wrong and what was left out.
type Reader struct {
	m       *matcher
	head    *model.Report // Absender and Meldedatum
	waiting *Item         // read, but its patient may go on
	ready   []*Item
	melder  []model.Melder
	sites   []*Places // of the Melder
	over    bool
}

// Item is one report of a document. The Patient is the same for all reports of
// one person; its Anmerkung, which the document has after the reports, is there
// once the item with Last was read.
type Item struct {
	Patient  *model.Patient
	Meldung  *model.Meldung
	Line     int  // of the report's start tag
	Last     bool // the patient's last report
	Problems int  // problems of shape within the report

	Places *Places // where the elements of the report and the patient stand
}

// NewReader begins to read a document. A *Refusal says that it cannot be read.
func NewReader(in io.Reader, opts Options) (*Reader, error) {
	r := &Reader{head: new(model.Report)}
	var err error
	if r.m, err = newMatcher(in, opts); err != nil {
		return nil, err
	}
	r.m.build, r.m.placing, r.m.base = true, true, r.head
	r.m.finished = r.finished
	return r, nil
}

func newMatcher(in io.Reader, opts Options) (*matcher, error) {
	scan, err := newScanner(in, opts.Limits)
	if err != nil {
		return nil, err
	}
	return &matcher{scan: scan, tree: tree(dataset.Newest), stack: make([]frame, 0, usualDepth), problem: opts.Problem, note: opts.Note, mend: opts.Mend, ids: newIDSets()}, nil
}

// Next is the next report; io.EOF follows the last one. Any other error ends
// the reading, too.
func (r *Reader) Next() (*Item, error) {
	for len(r.ready) == 0 {
		if r.over {
			return nil, io.EOF
		}
		more, err := r.m.step()
		if err != nil {
			return nil, err
		}
		r.over = !more
	}
	item := r.ready[0]
	r.ready = r.ready[1:]
	return item, nil
}

// finished takes what an element of the frame was read into.
func (r *Reader) finished(f *frame) {
	switch f.el.role {
	case patientAt:
		if r.waiting == nil {
			r.m.lose("Diese Person hat keine Meldung und wird nicht übernommen.", r.m.path(), f.line)
			return
		}
		r.waiting.Last = true
		r.hand(nil)
	case meldungAt:
		r.hand(&Item{Patient: r.m.patient, Meldung: f.owner.(*model.Meldung), Line: f.line, Problems: r.m.found - f.before, Places: r.m.places})
	case melderAt:
		r.melder = append(r.melder, *f.owner.(*model.Melder))
		r.sites = append(r.sites, r.m.places)
	}
}

// hand makes the waiting report ready and lets the next one wait.
func (r *Reader) hand(next *Item) {
	if r.waiting != nil {
		r.ready = append(r.ready, r.waiting)
	}
	r.waiting = next
}

// Absender is who produced the document. It stands before the reports.
func (r *Reader) Absender() model.Absender { return r.head.Absender }

// Meldedatum is the day the document was produced. It stands before the reports.
func (r *Reader) Meldedatum() model.Datum { return r.head.Meldedatum }

// SchemaVersion is the version the document claims.
func (r *Reader) SchemaVersion() string { return r.m.version }

// Melder are the reporting sites. They stand after the reports: there are none
// before Next returned io.EOF.
func (r *Reader) Melder() []model.Melder { return r.melder }

// HeadPlaces says where Absender and Meldedatum stand. It is there, and does
// not change any more, once Next returned a report.
func (r *Reader) HeadPlaces() *Places { return r.m.head }

// MelderPlaces says where each of the Melder stands.
func (r *Reader) MelderPlaces() []*Places { return r.sites }

// Read reads a whole document.
func Read(in io.Reader, opts Options) (*Document, error) {
	r, err := NewReader(in, opts)
	if err != nil {
		return nil, err
	}
	r.m.placing = false // a Document does not say
	d := &Document{}
	var last *model.Patient
	for n := 1; ; n++ {
		item, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if opts.Limits.Reports > 0 && n > opts.Limits.Reports {
			return nil, &Refusal{Text: fmt.Sprintf("Mehr als %d Meldungen stehen in diesem Dokument.", opts.Limits.Reports), Line: item.Line}
		}
		if item.Patient != last {
			d.Patients = append(d.Patients, Patient{})
			last = item.Patient
		}
		p := &d.Patients[len(d.Patients)-1]
		p.Patient = *item.Patient
		p.Meldungen = append(p.Meldungen, *item.Meldung)
	}
	d.Edition, _ = dataset.ByVersion(r.SchemaVersion())
	d.SchemaVersion, d.Absender, d.Meldedatum, d.Melder = r.SchemaVersion(), r.Absender(), r.Meldedatum(), r.Melder()
	return d, nil
}
