package main

import (
	"io"
	"runtime"

	"example.org/meldeportal/model/check"
	"example.org/meldeportal/sync/desk"
)

// checkFiles judges all files, some at once, and tells of them in their order.
func checkFiles(paths []string, judge *check.Judge, print printer, sum *tally) {
	order := make(chan *running, runtime.GOMAXPROCS(0)-1)
	go func() {
		defer close(order)
		desk.Walk(paths, func(s desk.Source) {
			r := &running{Source: s, told: make(chan told, 4)}
			order <- r
			go r.run(judge)
		})
	}()
	for r := range order {
		begun := false
		for t := range r.told {
			if !begun {
				print.file(t.document)
			}
			if begun = !t.over; begun {
				sum.count(t.found)
				print.findings(t.document, t.found)
				continue
			}
			sum.files++
			sum.reports += t.reports
			if t.err != nil {
				sum.unreadable++
				print.unreadable(t.document, t.err)
			}
			print.endOfFile()
		}
	}
}

// running is a file being judged: one document, or several of an archive.
type running struct {
	desk.Source
	told chan told // closed when the file is done
}

// told is some findings of a document, or that it is over.
type told struct {
	document string
	found    []check.Finding
	over     bool
	reports  int
	err      *desk.Unreadable
}

func (r *running) run(judge *check.Judge) {
	defer close(r.told)
	if r.Err != nil {
		r.told <- told{document: r.Path, over: true, err: r.Err}
		return
	}
	err := desk.EachDocument(r.Path, func(name string, doc io.Reader) error {
		end := told{document: name, over: true}
		var err error
		if end.reports, err = judge.Document(doc, func(found []check.Finding) { r.told <- told{document: name, found: found} }); err != nil {
			end.err = desk.UnreadableOf(err)
		}
		r.told <- end
		return nil
	})
	if err != nil {
		r.told <- told{document: r.Path, over: true, err: desk.UnreadableOf(err)}
	}
}
