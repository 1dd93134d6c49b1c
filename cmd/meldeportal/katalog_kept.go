package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/google/renameio/v2"

	"example.org/meldeportal/model/catalog"
)

// A kept list is a file of its own: a line of JSON that describes the list,
// then an entry in each line, its cells between tabs. It is read many times
// faster than what the publishers hand out.

const (
	catalogFolderName = "katalog"
	keptEnding        = ".liste"
	keptFormat        = 2 // 1 had no Art
)

// keptHead is the first line of a kept list.
type keptHead struct {
	Format  int    `json:"format"`
	Name    string `json:"name"`
	Title   string `json:"titel"`
	Edition string `json:"auflage"`
	Source  string `json:"herkunft"`
	From    string `json:"von,omitempty"`
	Until   string `json:"bis,omitempty"`
	Codes   int    `json:"codes"`
}

// keep stores an official list in one step.
func keep(folder string, l *catalog.List) error {
	text, err := encodeList(l)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return cannotWrite(folder, err)
	}
	path := filepath.Join(folder, keptName(l))
	if err := renameio.WriteFile(path, text, 0o600); err != nil {
		return cannotWrite(path, err)
	}
	return nil
}

var unfitForNames = regexp.MustCompile(`[^A-Za-z0-9.-]+`)

// keptName is the same for the same edition of a list.
func keptName(l *catalog.List) string {
	return unfitForNames.ReplaceAllString(strings.Join([]string{l.Name, l.Edition, l.From}, "_"), "_") + keptEnding
}

func encodeList(l *catalog.List) ([]byte, error) {
	head, err := json.Marshal(keptHead{Format: keptFormat, Name: l.Name, Title: l.Title, Edition: l.Edition, Source: l.Source,
		From: l.From, Until: l.Until, Codes: l.Len()})
	if err != nil {
		return nil, fmt.Errorf("encode list: %w", err)
	}
	var b bytes.Buffer
	b.Write(append(head, '\n'))
	for _, e := range l.Entries() {
		for _, cell := range []string{e.Code, e.Label, e.Words, e.From, e.Until, mark(e.Heading), mark(e.Official), e.Art} {
			b.WriteString(strings.Map(oneLine, cell))
			b.WriteByte('\t')
		}
		b.WriteByte('\n')
	}
	return b.Bytes(), nil
}

func oneLine(r rune) rune {
	if r == '\t' || r == '\n' || r == '\r' {
		return ' '
	}
	return r
}

func mark(set bool) string {
	if set {
		return "x"
	}
	return ""
}

// errKept is a kept list that is damaged or of another version of the program.
var errKept = errors.New("kept list cannot be used")

func decodeList(text []byte) (*catalog.List, error) {
	first, rest, _ := strings.Cut(string(text), "\n")
	var head keptHead
	if json.Unmarshal([]byte(first), &head) != nil || head.Format < 1 || head.Format > keptFormat {
		return nil, errKept
	}
	entries := make([]catalog.Entry, 0, strings.Count(rest, "\n"))
	for line := range strings.Lines(rest) {
		var cells [8]string
		for i := range len(cells) - keptFormat + head.Format {
			cells[i], line, _ = strings.Cut(line, "\t")
		}
		if line != "\n" {
			return nil, errKept
		}
		entries = append(entries, catalog.Entry{Code: cells[0], Label: cells[1], Words: cells[2], From: cells[3], Until: cells[4],
			Heading: cells[5] != "", Official: cells[6] != "", Art: cells[7]})
	}
	if len(entries) != head.Codes {
		return nil, errKept
	}
	return catalog.NewList(catalog.List{Name: head.Name, Title: head.Title, Edition: head.Edition, Source: head.Source,
		From: head.From, Until: head.Until, Official: true}, entries), nil
}

// fill lays the kept lists on a shelf. damaged is told of files that cannot be
// used; a folder that is not there holds no list.
func fill(shelf *catalog.Shelf, folder string, damaged func(path string)) {
	files, _ := os.ReadDir(folder)
	for _, f := range files {
		if filepath.Ext(f.Name()) != keptEnding {
			continue
		}
		path := filepath.Join(folder, f.Name())
		l, err := readKept(path)
		if err != nil {
			damaged(path)
			continue
		}
		shelf.Put(l)
	}
}

func readKept(path string) (*catalog.List, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read kept list: %w", err)
	}
	return decodeList(text)
}

// shelf is the program's shelf. The official lists are laid on it while people
// sign in: the start does not wait for them.
func (i *installation) shelf() *catalog.Shelf {
	shelf := catalog.NewShelf()
	go fill(shelf, filepath.Join(i.data, catalogFolderName), func(path string) {
		i.log.Warn("kept list cannot be used", "file", filepath.Base(path))
	})
	return shelf
}
