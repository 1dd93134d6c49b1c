package main

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"example.org/meldeportal/model/check"
)

// source is a file to check, or why a path gives none.
type source struct {
	path string
	err  *unreadable
}

// walk hands out the files behind the paths, one after the other: a file as it
// is, a folder's documents in the order of their names, subfolders included.
func walk(paths []string, visit func(source)) {
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			visit(source{path: path, err: unreadableOf(err)})
		case info.IsDir():
			walkFolder(path, visit)
		default:
			visit(source{path: path})
		}
	}
}

// walkFolder visits the files of a folder, also of one that a link leads to.
func walkFolder(folder string, visit func(source)) {
	found := false
	_ = filepath.WalkDir(folder+string(filepath.Separator), func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			found = true
			visit(source{path: path, err: unreadableOf(err)})
		case !d.IsDir() && isDocument(path):
			found = true
			visit(source{path: path})
		}
		return nil // what cannot be read was told; the others are
	})
	if !found {
		visit(source{path: folder, err: &unreadable{text: noDocuments}})
	}
}

// checkFiles judges all files, some at once, and tells of them in their order.
func checkFiles(paths []string, judge *check.Judge, print printer, sum *tally) {
	order := make(chan *running, runtime.GOMAXPROCS(0)-1)
	go func() {
		defer close(order)
		walk(paths, func(s source) {
			r := &running{source: s, told: make(chan told, 4)}
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
	source
	told chan told // closed when the file is done
}

// told is some findings of a document, or that it is over.
type told struct {
	document string
	found    []check.Finding
	over     bool
	reports  int
	err      *unreadable
}

func (r *running) run(judge *check.Judge) {
	defer close(r.told)
	if r.err != nil {
		r.told <- told{document: r.path, over: true, err: r.err}
		return
	}
	err := eachDocument(r.path, func(name string, doc io.Reader) error {
		end := told{document: name, over: true}
		var err error
		if end.reports, err = judge.Document(doc, func(found []check.Finding) { r.told <- told{document: name, found: found} }); err != nil {
			end.err = unreadableOf(err)
		}
		r.told <- end
		return nil
	})
	if err != nil {
		r.told <- told{document: r.path, over: true, err: unreadableOf(err)}
	}
}
