package tui

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"example.org/meldeportal/model/catalog"
)

// The manual: text files of our own in handbuch/, in the order of their names.
// A line "# Title {#anchor}" begins a chapter, "## Title {#anchor}" a section of
// it; a line that begins with "- " is an item of a list; every other line is a
// paragraph. Nothing else is markup.

//go:embed handbuch/*.md
var handbuchFiles embed.FS

// abschnitt is a chapter's or section's text under its title.
type abschnitt struct {
	anchor  string
	title   string
	chapter int // number of the chapter, counted from 0
	begins  bool
	lines   []string // paragraphs and list items, "" between them
	folded  string   // title and text as searched
}

// handbuch is the manual in the order of reading.
type handbuch []abschnitt

// manual is read once; a file that is no manual is a mistake of the build.
var manual = sync.OnceValue(func() handbuch {
	h, err := readHandbuch(handbuchFiles)
	if err != nil {
		panic(err)
	}
	return h
})

func readHandbuch(files fs.FS) (handbuch, error) {
	names, err := fs.Glob(files, "handbuch/*.md")
	if err != nil {
		return nil, err
	}
	var h handbuch
	for chapter, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		sections, err := readChapter(string(text), chapter)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		h = append(h, sections...)
	}
	return h, nil
}

func readChapter(text string, chapter int) (h handbuch, err error) {
	for _, l := range strings.Split(strings.TrimSpace(text), "\n") {
		rest, isTitle := strings.CutPrefix(strings.TrimPrefix(l, "#"), "# ")
		if first, is := strings.CutPrefix(l, "# "); is {
			rest, isTitle = first, true
		}
		if isTitle {
			title, anchor, ok := strings.Cut(strings.TrimSuffix(rest, "}"), " {#")
			if !ok {
				return nil, fmt.Errorf("no anchor in %q", l)
			}
			h = append(h, abschnitt{anchor: anchor, title: title, chapter: chapter, begins: len(h) == 0})
			continue
		}
		if len(h) == 0 {
			return nil, fmt.Errorf("text before the first title: %q", l)
		}
		h[len(h)-1].lines = append(h[len(h)-1].lines, l)
	}
	for i := range h {
		h[i].folded = catalog.Fold(h[i].title + " " + strings.Join(h[i].lines, " "))
	}
	return h, nil
}

// at is the place of an anchor, -1 when there is none.
func (h handbuch) at(anchor string) int {
	for i := range h {
		if h[i].anchor == anchor {
			return i
		}
	}
	return -1
}

// find are the sections in which all words of a query stand; those that have
// them in their title come first.
func (h handbuch) find(query string) []int {
	words := strings.Fields(catalog.Fold(query))
	var titled, others []int
	for i := range h {
		switch {
		case len(words) == 0:
		case holdsAll(catalog.Fold(h[i].title), words):
			titled = append(titled, i)
		case holdsAll(h[i].folded, words):
			others = append(others, i)
		}
	}
	return append(titled, others...)
}

func holdsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// chapterOf are the sections of the chapter a section stands in.
func (h handbuch) chapterOf(i int) (from, to int) {
	from, to = i, i+1
	for from > 0 && h[from-1].chapter == h[i].chapter {
		from--
	}
	for to < len(h) && h[to].chapter == h[i].chapter {
		to++
	}
	return from, to
}
