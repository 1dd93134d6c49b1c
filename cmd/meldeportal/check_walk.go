package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"example.org/meldeportal/model/check"
)

// source is a file to check, or why a path gives none.
type source struct {
	path string
	err  *unreadable
}

// walk hands out the files behind the paths, one after the other: a file as it
// is, a folder's .xml files in the order of their names, subfolders included.
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
		case !d.IsDir() && strings.EqualFold(filepath.Ext(path), ".xml"):
			found = true
			visit(source{path: path})
		}
		return nil // what cannot be read was told; the others are
	})
	if !found {
		visit(source{path: folder, err: &unreadable{text: "Der Ordner enthält keine Datei mit der Endung .xml."}})
	}
}

// checkFiles judges all files, some at once, and tells of them in their order.
func checkFiles(paths []string, judge *check.Judge, print printer, sum *tally) {
	order := make(chan *running, runtime.GOMAXPROCS(0)-1)
	go func() {
		defer close(order)
		walk(paths, func(s source) {
			r := &running{source: s, found: make(chan []check.Finding, 4)}
			order <- r
			go r.run(judge)
		})
	}()
	for r := range order {
		print.file(r.path)
		for found := range r.found {
			sum.count(found)
			print.findings(r.path, found)
		}
		sum.files++
		sum.reports += r.reports
		if r.err != nil {
			sum.unreadable++
			print.unreadable(r.path, r.err)
		}
		print.endOfFile()
	}
}

// running is a file being judged. found is closed when it is done; the rest
// counts from then on.
type running struct {
	source
	found   chan []check.Finding
	reports int
}

func (r *running) run(judge *check.Judge) {
	defer close(r.found)
	if r.err != nil {
		return
	}
	file, err := os.Open(r.path)
	if err != nil {
		r.err = unreadableOf(err)
		return
	}
	defer file.Close()
	r.reports, err = judge.Document(file, func(found []check.Finding) { r.found <- found })
	if err != nil {
		r.err = unreadableOf(err)
	}
}
