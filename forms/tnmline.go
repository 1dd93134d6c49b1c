package forms

import (
	"maps"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/model/field"
)

// tnmLine is the line at the head of a TNM page: the formula as the letter
// writes it. It is taken apart into the fields below it with every key; a visit
// is one step to undo. What it does not understand stays in the line and goes
// nowhere else. An untouched line changes nothing.
type tnmLine struct {
	line
	before tnmValues // of the block at the beginning of the visit
	said   tnmValues // the part of them that the line said then
	whole  bool      // the person edits the line that was there, so what she takes out of it goes
	others tnmValues // what the fields beside the block held then, by their short ids
}

const (
	formulaLabel = "TNM-Formel"
	formulaHint  = "Wie im Befund: pT2 pN1a(sn) (2/15) cM0 L1 V0 G2 R0 IIB; leeren löscht das TNM"
	formulaHelp  = "Die Formel wird in die Felder darunter zerlegt; jedes bleibt einzeln änderbar.\n" +
		"c, p und u gelten nur für den Buchstaben, vor dem sie stehen; y, r, a und m gelten für das ganze TNM.\n" +
		"Gleich lostippen ändert nur, was Sie tippen; eine ganze Formel ersetzt die alte. Mit ← oder Ende ändern Sie die Zeile selbst: Was Sie daraus löschen, wird gelöscht.\n" +
		"(2/15), G2 und R0 gehen in die Felder für Lymphknoten, Grading und Residualstatus, wenn sie leer sind.\n" +
		"Beispiele: ypT1c(m) ypN0(sn) M0 · cT4b N2 M1a · pTis(DCIS) pN0 · rpT2 · T2N1M0 · IIA"
)

// formulaEntry is the line for a TNM block.
func (f *Form) formulaEntry(id string) *entry {
	b, _ := field.Lookup(f.root, f.report, id)
	return &entry{kind: formula, id: id, bound: b, label: formulaLabel, input: &tnmLine{line: line{replaces: true}}}
}

// tnmOf are the values of a block.
func (f *Form) tnmOf(id string) tnmValues {
	values := tnmValues{}
	for _, row := range tnmOrder {
		if b, ok := field.Lookup(f.root, f.report, id+"."+row); ok && b.Get() != "" {
			values[row] = b.Get()
		}
	}
	return values
}

// formula is what the line of a block shows: its values, and behind them what
// was typed and not understood.
func (f *Form) formula(id string) string {
	text, _ := writeTNM(f.tnmOf(id))
	return withUnread(text, f.rests[id])
}

// visit begins with the values of the block and of the fields beside it.
func (l *tnmLine) visit(values tnmValues, besides map[string]field.Bound) {
	_, l.said = writeTNM(values)
	l.before, l.whole, l.others = values, true, tnmValues{}
	for id, b := range besides {
		l.others[id] = b.Get()
	}
}

// halfLine is a line as it was being typed when the form was last stored.
type halfLine struct {
	block, text string
	whole       bool // see tnmLine
}

// typeOn opens the line in focus again. What it did not understand stands in the
// memory alone; one that was being typed has its very letters again, in the visit
// that is still going on.
func (f *Form) typeOn(half halfLine) {
	e := f.current()
	if e == nil || e.kind != formula || !e.typed() {
		return
	}
	e.before = e.stored()
	e.widget().open(e.before, false)
	if half.block != e.id {
		return
	}
	l := e.input.(*tnmLine)
	values := f.tnmOf(e.id)
	for _, row := range tnmOrder {
		values[row] = f.history.began(e.id+"."+row, values[row])
	}
	maps.DeleteFunc(values, func(_, text string) bool { return text == "" })
	besides := f.besides(e.id)
	l.visit(values, besides)
	for id, b := range besides {
		l.others[id] = f.history.began(b.ID, b.Get())
	}
	l.open(half.text, true)
	l.whole, e.edited = half.whole, true
}

func (l *tnmLine) key(k tea.KeyMsg) bool {
	replaced := l.chosen && (k.Type == tea.KeyRunes || k.Type == tea.KeySpace || k.Type == tea.KeyDelete)
	changed := l.line.key(k)
	l.whole = l.whole && !(replaced && changed)
	return changed
}

// meant are the values the block and the fields beside it have with a text in the
// line, and what goes nowhere.
func (l *tnmLine) meant(text string) (values, beside tnmValues, rest string) {
	if strings.TrimSpace(text) == "" {
		return tnmValues{}, tnmValues{}, ""
	}
	r := readTNM(text)
	beside, refused := l.aside(r.values)
	typed := maps.Clone(r.values)
	for id, v := range l.before {
		text, is := typed[id]
		if is && respelled(id, text, v) || !is && l.stays(id, typed) {
			r.values[id] = v
		}
	}
	return r.values, beside, strings.Join(append(r.rest, refused...), " ")
}

// stays reports that a value the line does not name outlives it. Typing over a line
// changes what is typed; a prefix goes with its letter, and a T with an N or an M is
// a formula of its own, in whose place nothing of another stays.
func (l *tnmLine) stays(id string, typed tnmValues) bool {
	if letter, prefix := strings.CutPrefix(id, "c_p_u_Praefix_"); prefix && typed[letter] != "" {
		return false
	}
	return l.said[id] == "" || !l.whole && !isFormula(typed)
}

// unnamed are the values the line had and does not name: what stays and what goes.
func (l *tnmLine) unnamed(typed tnmValues) (stay, gone tnmValues) {
	stay, gone = tnmValues{}, tnmValues{}
	for id, v := range l.said {
		switch _, named := typed[id]; {
		case named:
		case l.stays(id, typed):
			stay[id] = v
		default:
			gone[id] = v
		}
	}
	return stay, gone
}

func isFormula(typed tnmValues) bool {
	return typed["T"] != "" && (typed["N"] != "" || typed["M"] != "")
}

// writeFormula stores what the line means now.
func (f *Form) writeFormula(e *entry, text string) {
	values, beside, rest := e.input.(*tnmLine).meant(text)
	for _, row := range tnmOrder {
		f.write(e.id+"."+row, values[row])
	}
	f.writeBesides(e, beside)
	f.setRest(e.id, rest)
}

// settleFormula proposes the edition when the person goes on, and takes it away
// with the last value.
func (f *Form) settleFormula(e *entry) {
	values := f.tnmOf(e.id)
	for _, letter := range []string{"T", "N", "M"} {
		if b, ok := field.Lookup(f.root, f.report, e.id+"."+letter); ok && values[letter] != "" {
			f.derive(b, values[letter])
		}
	}
	if len(values) == 0 {
		f.write(e.id+".Version", "")
	}
	f.formed[e.id] = f.rests[e.id] == "" && len(values) > 0
}

// setRest keeps what was not understood of a formula.
func (f *Form) setRest(id, rest string) {
	before := f.rests[id]
	if before == rest {
		return
	}
	f.rests[id] = rest
	f.outdate(id)
	f.record(change{op: setRest, id: id, before: before, after: rest})
}

// Unread is what was typed into the lines of TNM blocks and not understood, by the
// block: no value of the report, but to be known before it leaves.
func (f *Form) Unread() map[string]string { return withRest(f.rests) }

// Unread is the same of a form's memory, for whoever has only the stored draft.
func Unread(memory []byte) map[string]string {
	past, ok := readMemory(memory)
	if !ok {
		return nil
	}
	return withRest(past.rests)
}

// withRest are the blocks that have a rest, nil where none has.
func withRest(rests map[string]string) map[string]string {
	var some map[string]string
	for id, rest := range rests {
		if rest == "" {
			continue
		}
		if some == nil {
			some = map[string]string{}
		}
		some[id] = rest
	}
	return some
}

// unform forgets that the formula of a field's block was typed.
func (f *Form) unform(id string) {
	block, _, _ := cutLast(id)
	delete(f.formed, block)
	delete(f.formed, id)
}

// formulaDone reports that a field was filled by the formula of its block in
// this session: Tab and Enter need not stop there.
func (e *entry) formulaDone() bool {
	block, row, ok := cutLast(e.id)
	if !ok || !e.form.formed[block] {
		return false
	}
	for _, id := range tnmOrder {
		if id == row {
			return true
		}
	}
	return false
}

func cutLast(id string) (before, after string, ok bool) {
	i := strings.LastIndexByte(id, '.')
	if i < 0 {
		return "", id, false
	}
	return id[:i], id[i+1:], true
}

// drawFormula draws the line, and below it, while the person is there, what was
// understood and what was not. What was found about the line says no more.
func (p *pen) drawFormula(e *entry) (lines []string, x, y int) {
	value, x := p.value(e)
	lines = []string{p.head(e, e.label) + value}
	if rest := p.form.rests[e.id]; rest != "" && !e.focused {
		lines[0] += cutTo("  "+p.look.Warnung.Render("? nicht übernommen: "+Clean(rest)), p.rest-width(value), p.look)
	}
	if e.focused && !e.locked {
		margin, room := strings.Repeat(" ", signCells+2), p.label+p.rest-2
		understood, doubt := e.input.(*tnmLine).tell()
		told := strings.SplitN(ansi.Wordwrap(Clean(understood), room, ""), "\n", 2) // a long one goes on in the line of the doubts
		for _, t := range told {
			lines = append(lines, margin+p.look.Meaning.Render(cutTo(strings.ReplaceAll(t, "\n", " "), room, p.look)))
		}
		if doubt != "" || len(told) == 1 {
			lines = append(lines, margin+p.look.Warnung.Render(cutTo(Clean(doubt), room, p.look)))
		}
	}
	return lines, signCells + p.label + 1 + x, 0
}

// tell says what the line was understood as, and what is doubtful about it.
func (l *tnmLine) tell() (understood, doubt string) {
	text := l.text()
	if strings.TrimSpace(text) == "" {
		if len(l.before) > 0 && !l.chosen {
			return "leer: Das ganze TNM wird gelöscht, Strg+Z holt es zurück.", ""
		}
		return "z. B. pT2 pN1a(sn) cM0 L1 V0 Pn0 IIB", ""
	}
	r := readTNM(text)
	beside, refused := l.aside(r.values)
	if told := strings.Trim(tellTNM(r.values)+" · "+tellBesides(beside), "· "); told != "" {
		understood = "verstanden: " + told
	}
	return understood + l.tellKept(r.values), l.tellRest(&r) + tellRefused(refused)
}

// tellKept says what stays or goes although the line does not name it.
func (l *tnmLine) tellKept(typed tnmValues) string {
	stay, gone := l.unnamed(typed)
	told := ""
	if names := tellTNM(stay); names != "" {
		told += "  bleibt: " + names
	}
	if names := tellTNM(gone); names != "" {
		told += "  wird gelöscht: " + names
	}
	return told
}

// tellRefused says what other fields of the report do not take: they are not asked
// here, or hold something else.
func tellRefused(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return "? hier nicht gefragt oder schon anders angegeben: " + strings.Join(words, " ") + " "
}

// tellRest says what was not understood; of a word that is just being typed it
// says nothing yet.
func (l *tnmLine) tellRest(r *tnmReading) string {
	rest := strings.Fields(strings.Join(r.rest, " "))
	if n := len(rest); n > 0 && len(r.why) == 0 && strings.HasSuffix(l.text(), rest[n-1]) && len(rest[n-1]) < len("UICC-Stadium I") {
		rest = rest[:n-1]
	}
	if len(rest) == 0 {
		return ""
	}
	said := "? nicht verstanden: " + strings.Join(rest, " ")
	if len(r.why) > 0 {
		said += " (" + strings.Join(r.why, "; ") + ")"
	}
	return said
}

// tellTNM names values: T 2 (p) · N 1a(sn) (p) · L1 · y.
func tellTNM(values tnmValues) string {
	var parts, symbols []string
	for _, id := range tnmOrder {
		v := values[id]
		switch {
		case v == "" || strings.HasPrefix(id, "c_p_u"):
		case id == "T" || id == "N" || id == "M":
			part := id + " " + v
			if prefix := values["c_p_u_Praefix_"+id]; prefix != "" {
				part += " (" + prefix + ")"
			}
			parts = append(parts, part)
		case id == "m_Symbol":
			parts = append(parts, "m "+v)
		case id == "UICC_Stadium":
			parts = append(parts, "UICC "+v)
		case strings.HasSuffix(id, "_Symbol"):
			symbols = append(symbols, v)
		default:
			parts = append(parts, v)
		}
	}
	return strings.Join(append(parts, symbols...), " · ")
}
