package handbuch

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"example.org/meldeportal/model/catalog"
)

// The manual: text files of our own in this folder, in the order of their names.
// A line "# Title {#anchor}" begins a chapter, "## Title {#anchor}" a section of
// it; a line that begins with "- " is an item of a list; every other line is a
// paragraph. Nothing else is markup.

//go:embed *.md
var chapters embed.FS

// Abschnitt is a chapter's or section's text under its title.
type Abschnitt struct {
	Anchor  string
	Title   string
	chapter int // number of the chapter, counted from 0
	Begins  bool
	Lines   []string // paragraphs and list items, "" between them
	folded  string   // title and text as searched
}

// Manual is all of it in the order of reading.
type Manual []Abschnitt

// Text is read once; a file that is no manual is a mistake of the build.
var Text = sync.OnceValue(func() Manual {
	h, err := read(chapters)
	if err != nil {
		panic(err)
	}
	return h
})

// read takes the chapters apart; a line that is none of the manual is an error.
func read(files fs.FS) (Manual, error) {
	names, err := fs.Glob(files, "*.md")
	if err != nil {
		return nil, err
	}
	var h Manual
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

func readChapter(text string, chapter int) (h Manual, err error) {
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
			h = append(h, Abschnitt{Anchor: anchor, Title: title, chapter: chapter, Begins: len(h) == 0})
			continue
		}
		if len(h) == 0 {
			return nil, fmt.Errorf("text before the first title: %q", l)
		}
		h[len(h)-1].Lines = append(h[len(h)-1].Lines, l)
	}
	for i := range h {
		h[i].folded = catalog.Fold(h[i].Title + " " + strings.Join(h[i].Lines, " "))
	}
	return h, nil
}

// At is the place of an anchor, -1 when there is none.
func (h Manual) At(anchor string) int {
	for i := range h {
		if h[i].Anchor == anchor {
			return i
		}
	}
	return -1
}

// Read is the section that fits a query best, its title first, and the titles of more that
// fit, at most so many; nil where none does.
func (h Manual) Read(query string, most int) (lines, more []string) {
	for n, i := range h.Find(query) {
		switch {
		case n == 0:
			lines = append([]string{h[i].Title + "."}, h[i].Lines...)
		case n < most:
			more = append(more, h[i].Title)
		}
	}
	return lines, more
}

// Find are the sections in which all words of a query stand; those that have
// them in their title come first.
func (h Manual) Find(query string) []int {
	words := strings.Fields(catalog.Fold(query))
	var titled, others []int
	for i := range h {
		switch {
		case len(words) == 0:
		case holdsAll(catalog.Fold(h[i].Title), words):
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

// ChapterOf are the sections of the chapter a section stands in.
func (h Manual) ChapterOf(i int) (from, to int) {
	from, to = i, i+1
	for from > 0 && h[from-1].chapter == h[i].chapter {
		from--
	}
	for to < len(h) && h[to].chapter == h[i].chapter {
		to++
	}
	return from, to
}
