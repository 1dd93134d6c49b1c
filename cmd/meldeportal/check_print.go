package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.org/meldeportal/model/check"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/desk"
)

// printer tells what a check finds, file by file.
type printer interface {
	file(path string)
	findings(path string, found []check.Finding)
	unreadable(path string, why *desk.Unreadable)
	endOfFile()
	sum(tally)
	failed() error // the first error of writing
}

func printerFor(out io.Writer, asJSON bool) printer {
	if asJSON {
		return &jsonPrinter{out: json.NewEncoder(out)}
	}
	return &textPrinter{out: out}
}

// textPrinter is for people: findings grouped by file and report.
type textPrinter struct {
	out    io.Writer
	opened bool   // the heading of the file stands there
	report string // heading in force
	err    error
}

func (p *textPrinter) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.out, format, args...)
	}
}

// print writes as it is what is printed for each of a hundred thousand findings.
func (p *textPrinter) print(parts ...string) {
	for _, part := range parts {
		if p.err == nil {
			_, p.err = io.WriteString(p.out, part)
		}
	}
}

func (p *textPrinter) file(string) { p.opened, p.report = false, "" }

func (p *textPrinter) open(path string) {
	if !p.opened {
		p.printf("%s\n", visible(path))
		p.opened = true
	}
}

func (p *textPrinter) findings(path string, found []check.Finding) {
	p.open(path)
	for i := range found {
		f := &found[i]
		heading := "Datei"
		if f.MeldungID != "" {
			heading = "Meldung " + visible(f.MeldungID)
		}
		if heading != p.report {
			p.print("  ", heading, "\n")
			p.report = heading
		}
		p.print("    ", string(f.Severity), " ", f.Rule, "              "[min(len(f.Rule), 14):], lineWord(f.Line), visible(f.Text),
			"\n                     ", f.Path, "\n")
	}
}

// lineWord is the line of a finding in front of its sentence.
func lineWord(line int) string {
	if line == 0 {
		return ""
	}
	return "Zeile " + strconv.Itoa(line) + ": "
}

func (p *textPrinter) unreadable(path string, why *desk.Unreadable) {
	p.open(path)
	p.printf("  Nicht lesbar: %s%s\n", lineWord(why.Line), why.Text)
	if why.Path != "" {
		p.printf("                     %s\n", why.Path)
	}
}

func (p *textPrinter) endOfFile() {
	if p.opened {
		p.printf("\n")
	}
}

func (p *textPrinter) sum(t tally) { p.printf("%s\n", t.sentence()) }

func (p *textPrinter) failed() error { return p.err }

// sentence is the last line of a check.
func (t *tally) sentence() string {
	what := counted(t.files, "Datei", "Dateien")
	if t.reports > 0 {
		what += " mit " + counted(t.reports, "Meldung", "Meldungen")
	}
	s := what + " geprüft: " + counted(t.found[rule.Fehler], "Fehler", "Fehler") + ", " +
		counted(t.found[rule.Warnung], "Warnung", "Warnungen") + ", " + counted(t.found[rule.Hinweis], "Hinweis", "Hinweise") + "."
	if t.unreadable > 0 {
		s += " Nicht (ganz) lesbar: " + counted(t.unreadable, "Datei", "Dateien") + "."
	}
	return s
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// visible replaces what would steer a terminal.
func visible(text string) string {
	if utf8.ValidString(text) && !mayHide(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7F && r < 0xA0 || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return '\uFFFD'
		}
		return r
	}, text)
}

// mayHide reports whether a text has a byte with which what visible replaces begins:
// hardly any has.
func mayHide(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < 0x20 || c == 0x7F || c == 0xC2 || c == 0xE2 {
			return true
		}
	}
	return false
}

// jsonPrinter is for programs: an object for each finding; the sum goes to the
// standard error output.
type jsonPrinter struct {
	out *json.Encoder
	err error
}

// jsonFinding is a finding for programs. A file that cannot be read has the
// rule "lesbar".
type jsonFinding struct {
	Datei     string        `json:"datei"`
	Regel     string        `json:"regel"`
	Stufe     rule.Severity `json:"stufe"`
	Text      string        `json:"text"`
	MeldungID string        `json:"meldung_id,omitempty"`
	Feld      string        `json:"feld,omitempty"`
	Pfad      string        `json:"pfad,omitempty"`
	Zeile     int           `json:"zeile,omitempty"`
}

func (p *jsonPrinter) write(f jsonFinding) {
	if p.err == nil {
		p.err = p.out.Encode(f)
	}
}

func (p *jsonPrinter) file(string) {}

func (p *jsonPrinter) findings(path string, found []check.Finding) {
	for i := range found {
		f := &found[i]
		p.write(jsonFinding{Datei: path, Regel: f.Rule, Stufe: f.Severity, Text: f.Text,
			MeldungID: f.MeldungID, Feld: f.Field(), Pfad: f.Path, Zeile: f.Line})
	}
}

const unreadableRule = "lesbar"

func (p *jsonPrinter) unreadable(path string, why *desk.Unreadable) {
	p.write(jsonFinding{Datei: path, Regel: unreadableRule, Stufe: rule.Fehler, Text: why.Text, Pfad: why.Path, Zeile: why.Line})
}

func (p *jsonPrinter) endOfFile() {}

func (p *jsonPrinter) sum(t tally) { fmt.Fprintln(os.Stderr, t.sentence()) }

func (p *jsonPrinter) failed() error { return p.err }
