package desk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/packed"
)

// Source is a file somebody named, or why a path gives none.
type Source struct {
	Path string
	Err  *Unreadable
}

// Unreadable is a file that could not be read, or not to its end.
type Unreadable struct {
	Text string // German sentence
	Path string // element path of what was being read
	Line int
}

// UnreadableOf says in German why a file could not be read.
func UnreadableOf(err error) *Unreadable {
	var refusal *obds.Refusal
	var fault *packed.Fault
	switch {
	case errors.As(err, &fault):
		return &Unreadable{Text: fault.Text}
	case errors.As(err, &refusal):
		return &Unreadable{Text: refusal.Text, Path: refusal.Path, Line: refusal.Line}
	case errors.Is(err, fs.ErrNotExist):
		return &Unreadable{Text: "Die Datei gibt es nicht. Bitte den Namen prüfen."}
	case errors.Is(err, fs.ErrPermission):
		return &Unreadable{Text: "Die Datei darf nicht gelesen werden. Bitte die Rechte prüfen."}
	case errors.Is(err, syscall.EISDIR):
		return &Unreadable{Text: "Das ist ein Ordner und keine Datei."}
	}
	return &Unreadable{Text: "Die Datei lässt sich nicht lesen. Bitte Datenträger oder Netzlaufwerk prüfen."}
}

// EachDocument hands out the documents of a file, unpacked where it is an archive.
func EachDocument(path string, visit func(name string, doc io.Reader) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	size := info.Size()
	if !info.Mode().IsRegular() {
		size = -1 // a pipe
	}
	return packed.Each(path, file, size, visit)
}

// documentEndings are the files of a folder that are looked at.
var documentEndings = []string{".xml", ".xml.gz", ".zip"}

const noDocuments = "Der Ordner enthält keine Datei mit der Endung .xml, .xml.gz oder .zip."

func isDocument(name string) bool {
	for _, ending := range documentEndings {
		if strings.HasSuffix(strings.ToLower(name), ending) {
			return true
		}
	}
	return false
}

// Walk hands out the files behind the paths, one after the other: a file as it
// is, a folder's documents in the order of their names, subfolders included.
func Walk(paths []string, visit func(Source)) {
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			visit(Source{path, UnreadableOf(err)})
		case info.IsDir():
			walkFolder(path, visit)
		default:
			visit(Source{Path: path})
		}
	}
}

// walkFolder visits the files of a folder, also of one that a link leads to.
func walkFolder(folder string, visit func(Source)) {
	found := false
	_ = filepath.WalkDir(folder+string(filepath.Separator), func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			found = true
			visit(Source{path, UnreadableOf(err)})
		case !d.IsDir() && isDocument(path):
			found = true
			visit(Source{Path: path})
		}
		return nil // what cannot be read was told; the others are
	})
	if !found {
		visit(Source{folder, &Unreadable{Text: noDocuments}})
	}
}
