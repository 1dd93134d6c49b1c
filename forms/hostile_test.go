package forms

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
)

// hostileTexts are 200 texts nobody types on purpose: controls, right-to-left,
// invisible and combining characters, broken UTF-8, commands for terminals,
// databases and parsers, and very long ones.
func hostileTexts() []string {
	texts := []string{
		"\x00", "a\x00b", "\x1b[31mrot\x1b[0m", "\x1b]0;Titel\x07", "\x1b[2J\x1b[H", "\x1bP1$r\x1b\\", "\x9b31m", "\x07\x08\x0b\x0c", "\r\n\r\n", "\tTab\t",
		"\u202eabc\u202c", "\u2066abc\u2069", "\u200babc\u200d", "\ufeffabc", "\u00ad", "\u2028\u2029", "\u200e\u200f", "\u061c", "\u180e", "\ufff9x\ufffb",
		"e" + strings.Repeat("\u0301", 60), "Z" + strings.Repeat("\u0336\u0489", 40), "\u0301", "A\u030a", "ﬀ", "ẞß", "ı İ", "ǅ", "Ω", "℡",
		"👩‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪🇩🇪🇩🇪", "👍🏿", "❤️", "1️⃣", "𝕬𝖇𝖈", "你好世界", "안녕", "مرحبا", "שלום", "नमस्ते", "ไทย", "\U000e0041", "\U0010ffff", "\ue000",
		"\xff\xfe", "\xc3\x28", "\xed\xa0\x80", "\xf5\x80\x80\x80", "abc\xe2\x82", "\xc0\xaf",
		"'; DROP TABLE report; --", `" OR "1"="1`, "1); DELETE FROM draft; --", `\'; SELECT 1`, "%s%n%x", "${jndi:ldap://x}", "$(rm -rf /)", "`id`", "../../etc/passwd", "|ls",
		"<script>alert(1)</script>", "]]>", "<!--", "&amp;&lt;&#0;", "<?xml version='1.0'?>", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///'>]>", "&b;", "</Meldung>", "{{.}}", "<a b='c'/>",
		"=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(A1)", "NaN", "Infinity", "1e308", "0x10", "1.797e309", "-0", "٣", "１２", "½", "1,5,5", ",,,", "...", "---", "~E", "2026-13-45~Q", "31.02.2024", "00.00.0000",
		"99999999999999999999", "0000000000", "A0000000000", "Z999999999", "000000000", "970000011x", "C50.4.4", "C50..", "c 5 0 4", "C50,4;C51", "8500/33", "8500//3",
		"pT2 pT3 pN", "(((((", ")))))", "T(m)(m)(m)", "pppppT2", "yyyyyy", "UICC UICC", "T" + strings.Repeat("1", 200), "Stadium", "N0(sn)(sn)(sn", "m,is,is",
		strings.Repeat("a", 300), strings.Repeat("a ", 3000), strings.Repeat("ä", 5000), strings.Repeat("\U0001f600", 2000), strings.Repeat("x", 100_000),
		strings.Repeat("\u202e", 1000), strings.Repeat("\n", 2000), strings.Repeat("\x1b[A", 500), strings.Repeat("T2 N1 ", 5000), strings.Repeat("9", 100_000),
	}
	for i := len(texts); i < 200; i++ { // every control and format character, each inside a word
		texts = append(texts, fmt.Sprintf("x%cy%cz", rune(i-80), 0x2000+rune(i-100)))
	}
	return texts
}

// hostilePlaces are a field for each kind of widget.
var hostilePlaces = []struct {
	kind string
	typ  model.Zweig
	id   string
}{
	{"text", model.TypDiagnose, "Patient.Nachname"},
	{"long text", model.TypDiagnose, "Anmerkung"},
	{"date", model.TypDiagnose, "Tumorzuordnung.Diagnosedatum"},
	{"year", model.TypDiagnose, "Diagnose.Menge_Fruehere_Tumorerkrankung[0].Diagnosedatum"},
	{"number", model.TypDiagnose, "Diagnose.Histologie.LK_untersucht"},
	{"number with a check digit", model.TypDiagnose, gkvNr},
	{"closed list", model.TypDiagnose, "Meldebegruendung"},
	{"open list", model.TypDiagnose, "Tumorzuordnung.Primaertumor_ICD"},
	{"suggestions", model.TypSYST, "SYST.Protokoll"},
	{"branch", model.TypDiagnose, "Patient.Versicherung"},
	{"formula", model.TypDiagnose, "Diagnose.pTNM"},
}

func TestHostileTextsThroughEveryWidget(t *testing.T) {
	t.Parallel()
	texts := hostileTexts()
	if len(texts) < 200 {
		t.Fatalf("only %d texts", len(texts))
	}
	for _, p := range hostilePlaces {
		t.Run(p.kind, func(t *testing.T) {
			t.Parallel()
			d, before := thrower(t, p.typ, p.id)
			for _, text := range texts {
				d.throw(p.id, text, before, false)
				if len(text) <= 24 {
					d.throw(p.id, text, before, true)
				}
			}
		})
	}
}

// thrower is a form that has a field, and its report as it stands.
func thrower(t *testing.T, typ model.Zweig, id string) (d *driver, before string) {
	t.Helper()
	r := newReport(typ)
	r.Patient.Stammdaten.Versicherung = model.VersicherungGKV
	if list, _, inside := strings.Cut(id, "[0]"); inside {
		l, _ := field.Lookup(dataset.Report, r, list)
		l.Insert(0)
	}
	before = dump(t, r)
	d = drive(t, r, Pages(typ))
	d.f.unlock()
	return d, before
}

// throw gives a text to a field, letter by letter or at once, looks at every
// frame, goes on, and takes it back.
func (d *driver) throw(id, text, before string, typed bool) {
	t := d.t
	t.Helper()
	if !d.f.Goto(id) {
		t.Fatalf("cannot go to %s", id)
	}
	for _, k := range keysFor(text, typed) {
		d.f.Key(k)
		fits(t, d, text)
	}
	d.keys("<Tab>")
	fits(t, d, text)
	stays(t, d, text)
	for d.f.CanUndo() == "" {
		d.keys("<C-z>")
	}
	if after := dump(t, d.r); after != before {
		t.Fatalf("%s: undo of %.40q left\n%s\nwant\n%s", id, text, after, before)
	}
}

// keysFor is a text as it arrives: as one paste, or rune by rune.
func keysFor(text string, typed bool) []tea.KeyMsg {
	if !typed {
		return []tea.KeyMsg{{Type: tea.KeyRunes, Runes: []rune(text), Paste: true}}
	}
	var keys []tea.KeyMsg
	for _, r := range text {
		keys = append(keys, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	return keys
}

// fits holds a frame to its window and to clean text.
func fits(t *testing.T, d *driver, text string) {
	t.Helper()
	frame := d.f.View(80, 18)
	lines := strings.Split(frame, "\n")
	if len(lines) > 18 {
		t.Fatalf("%.40q: %d lines", text, len(lines))
	}
	for _, l := range lines {
		plain := ansi.Strip(l)
		if w := width(l); w > 80 || Clean(plain) != plain {
			t.Fatalf("%.40q: a line of %d cells: %.120q", text, w, l)
		}
	}
}

// stays holds what is stored to well-formed text without controls; what does not
// fit its field is told by a finding.
func stays(t *testing.T, d *driver, text string) {
	t.Helper()
	told := map[string]bool{}
	for _, f := range rule.Check(rule.Case{Report: d.r, Today: "2026-11-22"}) {
		for _, id := range f.Fields {
			told[id] = true
		}
	}
	field.Walk(d.f.root, d.r, func(b field.Bound) bool {
		if b.Row.Leaf() && b.Row.Type.Kind != field.Branch {
			v := b.Get()
			if v != "" && b.Asked() && b.Row.Type.Check(v) != nil && !told[b.ID] {
				t.Fatalf("%.40q is stored in %s as %.80q and nothing is said", text, b.ID, v)
			}
			if !utf8.ValidString(v) || strings.ContainsFunc(v, func(r rune) bool { return r != '\n' && hostile(r) }) {
				t.Fatalf("%.40q is stored in %s as %.80q", text, b.ID, v)
			}
		}
		return true
	})
}
