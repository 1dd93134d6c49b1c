package document

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
)

// xmlLines sets a document for reading: an element a line, what lies inside it
// further in, lines wrapped at w cells and never cut. The characters are the
// document's own.
func xmlLines(doc string, w int) (lines []string) {
	x := xmlText{}
	for rest := doc; rest != ""; {
		text, tag, after := nextTag(rest)
		x.text(text)
		x.tag(tag)
		rest = after
	}
	for _, l := range x.lines {
		for _, part := range strings.Split(l, "\n") {
			lines = append(lines, hung(forms.Clean(part), w-2)...)
		}
	}
	return lines
}

// hung wraps a line at w cells, behind a blank of it where that is possible;
// what follows is set in further than its beginning.
func hung(line string, w int) (lines []string) {
	in := strings.Repeat(" ", min(len(line)-len(strings.TrimLeft(line, " ")), w/2))
	head, rest := " "+in, line[len(in):]
	for ansi.StringWidth(rest) > w-len(in) {
		part := ansi.Truncate(rest, w-len(in), "")
		if at := strings.LastIndexByte(part, ' '); at > 0 {
			part = part[:at+1]
		}
		lines, rest = append(lines, head+part), rest[len(part):]
		if len(lines) == 1 {
			in, head = in+"    ", head+"    "
		}
	}
	return append(lines, head+rest)
}

// xmlText gathers the lines of a document.
type xmlText struct {
	lines []string
	depth int
	open  bool // the last line is a start tag, perhaps with its text
}

func (x *xmlText) text(text string) {
	if strings.TrimSpace(text) == "" && !x.open || text == "" {
		return
	}
	if len(x.lines) == 0 {
		x.lines = append(x.lines, "")
	}
	x.lines[len(x.lines)-1] += text
}

func (x *xmlText) tag(tag string) {
	switch {
	case tag == "":
	case strings.HasPrefix(tag, "</"):
		x.depth = max(0, x.depth-1)
		if x.open {
			x.lines[len(x.lines)-1] += tag
		} else {
			x.line(tag)
		}
		x.open = false
	case strings.HasPrefix(tag, "<?"), strings.HasPrefix(tag, "<!"), strings.HasSuffix(tag, "/>"):
		x.line(tag)
		x.open = false
	default:
		x.line(tag)
		x.depth, x.open = x.depth+1, true
	}
}

func (x *xmlText) line(tag string) {
	x.lines = append(x.lines, strings.Repeat("  ", x.depth)+tag)
}

// nextTag cuts a document before and behind its next tag.
func nextTag(doc string) (text, tag, after string) {
	from := strings.IndexByte(doc, '<')
	if from < 0 {
		return doc, "", ""
	}
	quote := byte(0)
	for i := from; i < len(doc); i++ {
		switch c := doc[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return doc[:from], doc[from : i+1], doc[i+1:]
		}
	}
	return doc[:from], doc[from:], ""
}
