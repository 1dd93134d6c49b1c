package check

import (
	"errors"
	"io"
	"runtime"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/rule"
)

// Judge knows the rules and the day.
type Judge struct {
	Today     model.Datum
	Config    rule.Config
	OnlyShape bool // the schema alone
}

const (
	batchReports  = 24  // reports that are judged together
	batchProblems = 256 // problems of shape that are told together
	// GroupReports is how many reports of one patient are judged as one case
	// history. A file with more of them is made up.
	GroupReports = 500
)

// batch is a stretch of a file on its way to being judged.
type batch struct {
	absender   model.Absender
	meldedatum model.Datum
	edition    field.Edition // that the document names
	problems   []obds.Problem
	notes      []obds.Note // that are told as findings
	groups     []group
	head       *obds.Places
	melder     []model.Melder // with the last batch of the file
	sites      []*obds.Places // of the Melder
	reports    int
	found      []Finding
	done       chan struct{}
}

// group are reports of one patient.
type group struct {
	patient model.Patient
	items   []*obds.Item
}

// Document judges a document and tells the findings in order: this goroutine
// reads, others judge the patients. What is under way at a time is bounded, so that
// memory does not grow with the document. reports is how many Meldungen were read;
// the error is why reading ended early.
func (j *Judge) Document(in io.Reader, tell func([]Finding)) (reports int, err error) {
	if j.OnlyShape {
		return 0, shape(in, tell)
	}
	workers := runtime.GOMAXPROCS(0)
	reading := reading{order: make(chan *batch, 2*workers), work: make(chan *batch, 2*workers)}
	for range workers {
		go j.work(&reading)
	}
	go reading.run(in)
	once := map[string]bool{}
	for b := range reading.order {
		<-b.done
		reports += b.reports
		if found := firstOfFile(b.found, once); len(found) > 0 {
			tell(found)
		}
	}
	return reports, reading.err
}

// shape judges the shape alone.
func shape(in io.Reader, tell func([]Finding)) error {
	var found []Finding
	_, err := obds.Check(in, obds.Options{Problem: func(p obds.Problem) {
		if found = append(found, shapeFinding(&p)); len(found) == batchProblems {
			tell(found)
			found = nil
		}
	}})
	if len(found) > 0 {
		tell(found)
	}
	return err
}

// reading is a document being read for judging.
type reading struct {
	order, work chan *batch
	reader      *obds.Reader
	now         *batch
	group       group
	owner       *model.Patient // whose reports are in group
	err         error          // counts once order is closed
}

func (r *reading) run(in io.Reader) {
	defer close(r.order)
	defer close(r.work)
	r.now = newBatch()
	r.err = r.read(in)
	r.endGroup()
	if r.err == nil {
		r.now.melder, r.now.sites = r.reader.Melder(), r.reader.MelderPlaces()
	}
	r.send()
}

func newBatch() *batch {
	return &batch{groups: make([]group, 0, batchReports), done: make(chan struct{})}
}

func (r *reading) read(in io.Reader) error {
	var err error
	r.reader, err = obds.NewReader(in, obds.Options{Limits: obds.Limits{Controls: obds.KeepControls}, Problem: r.problem, Note: r.note})
	for err == nil {
		var item *obds.Item
		if item, err = r.reader.Next(); err == nil {
			r.add(item)
		}
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

func (r *reading) problem(p obds.Problem) {
	r.now.problems = append(r.now.problems, p)
	if len(r.now.problems) >= batchProblems {
		r.send()
	}
}

// note keeps what the schema accepts and somebody should know of. What a report
// could not carry is a problem, too, and told as that.
func (r *reading) note(n obds.Note) {
	if n.ID != "" {
		r.now.notes = append(r.now.notes, n)
	}
	if len(r.now.notes) >= batchProblems {
		r.send()
	}
}

// add takes a report. The patient is copied: the reader goes on filling it in
// while a worker reads.
func (r *reading) add(item *obds.Item) {
	if item.Patient != r.owner {
		r.endGroup()
		r.owner = item.Patient
	}
	r.group.items = append(r.group.items, item)
	r.now.reports++
	switch {
	case item.Last:
		r.endGroup()
	case len(r.group.items) == GroupReports:
		r.cutGroup()
	}
	if r.now.reports >= batchReports && len(r.group.items) == 0 {
		r.send()
	}
}

// cutGroup ends a group whose patient goes on: the reader goes on filling in
// where the patient's elements stand.
func (r *reading) cutGroup() {
	for _, item := range r.group.items {
		item.Places = item.Places.Still()
	}
	r.endGroup()
}

func (r *reading) endGroup() {
	if len(r.group.items) > 0 {
		r.group.patient = *r.owner
		r.now.groups = append(r.now.groups, r.group)
	}
	r.group = group{}
}

// send hands a batch over to be judged and to be told.
func (r *reading) send() {
	if r.reader != nil {
		r.now.edition, _ = dataset.ByVersion(r.reader.SchemaVersion())
		r.now.absender, r.now.meldedatum, r.now.head = r.reader.Absender(), r.reader.Meldedatum(), r.reader.HeadPlaces()
	}
	r.order <- r.now
	r.work <- r.now
	r.now = newBatch()
}
