package forms

import (
	"fmt"
	"strings"

	"example.org/meldeportal/model/catalog"
)

// The one rule of all fields with a list, in forms, in the series, and in words:
//
//   - The very code, or the very name, wins over everything else.
//   - One hit in sight: Enter takes it.
//   - Several: Enter stays and says how many. Only a suggestion may be left out:
//     there a second Enter keeps a text of one's own.
//   - None: Enter stays once and says so; a second one keeps what was typed. What
//     has the form of a code is one, in an open list: no list has all of them.
//
// Tab, arrows and page keys always lead on: they take what is marked, else the
// text stays as typed. So keys typed ahead land in their fields as long as Enter
// follows words that mean one thing; whoever is not sure types Tab ahead.

// enter decides what Enter does with the text in the line: it marks what is to be
// taken, or stays and says why.
func (p *pick) enter() (stays bool) {
	if text := p.line.text(); !p.isOpen && p.at < 0 && text != "" && p.source.size() > 0 && !p.listed(text) {
		p.search() // the list was shut, or typing was interrupted
	}
	again := p.said != ""
	if !p.isOpen || p.at >= 0 || p.certain() {
		return false
	}
	p.said = p.doubt()
	return !again || p.mustChoose()
}

// certain marks the hit that is meant by the very name or because there is no
// other, and reports that nothing is left to ask.
func (p *pick) certain() bool {
	text := p.line.text()
	if p.at = exact(p.hits, text); p.at < 0 && p.onlyHit(text) {
		p.at = 0
	}
	return p.at >= 0 || p.listed(text) || len(p.hits) == 0 && p.formed()
}

// formed reports that the text has the form of a code of an open list.
func (p *pick) formed() bool {
	return p.kind == isCode && p.typ.Pattern != "" && p.typ.Check(separated(p.typ, p.line.commit())) == nil
}

// onlyHit reports that a text leaves one hit. A letter or two must begin it: inside
// a word they are met by chance.
func (p *pick) onlyHit(text string) bool {
	return len(p.hits) == 1 && (len([]rune(text)) >= leastWord || hasPrefix(&p.hits[0], text) ||
		strings.HasPrefix(catalog.Fold(p.hits[0].Label), catalog.Fold(text)))
}

// listed reports that the list has a text as a code for entry.
func (p *pick) listed(text string) bool {
	e, _, ok := p.known(text)
	return ok && !e.Heading && p.kind != isBranch
}

// mustChoose reports that Enter leads nowhere: there is something to choose from,
// and a text of one's own is no value here.
func (p *pick) mustChoose() bool {
	return len(p.hits) > 0 && (p.kind != isText || p.line.text() == "")
}

// doubt is why Enter stays, and how to go on.
func (p *pick) doubt() string {
	text := p.line.text()
	said := fmt.Sprintf("„%s“ steht nicht in der Liste.", text)
	if n := len(p.hits); n > 0 {
		said = fmt.Sprintf("%d Treffer, ↓ wählt.", n)
	}
	switch {
	case text == "":
		return "Noch nichts gewählt: ↓ wählt, Esc schließt die Liste."
	case p.mustChoose():
		return said + fmt.Sprintf(" Tab geht weiter und lässt „%s“ stehen.", text)
	case p.kind == isText:
		return said + " Enter noch einmal behält den eigenen Text."
	case p.kind == isBranch:
		return said + " Enter noch einmal lässt die Auswahl, wie sie war."
	}
	return said + " Enter noch einmal lässt es so stehen."
}

// offer is what Enter would take although nothing is marked.
func (p *pick) offer() (catalog.Entry, bool) {
	text := p.line.text()
	if !p.isOpen || p.at >= 0 || text == "" || !p.onlyHit(text) || strings.EqualFold(p.hits[0].Code, text) {
		return catalog.Entry{}, false
	}
	return p.hits[0], true
}

// word is what the line below the form says of the choice: why Enter stayed, or
// what it would take.
func (p *pick) word() string {
	if e, ok := p.offer(); ok && p.said == "" {
		name := e.Code
		if p.kind == isBranch {
			name = e.Label
		}
		return fmt.Sprintf("Enter nimmt „%s“, Tab lässt „%s“ stehen.", name, p.line.text())
	}
	return p.said
}

// stays reports that Enter has something left to ask in the field.
func (e *entry) stays() bool {
	if !e.typed() {
		return false
	}
	p, ok := e.widget().(*pick)
	if !ok || !e.edited && !p.isOpen {
		return false
	}
	marked := p.at
	if p.enter() {
		return true
	}
	e.edited = e.edited || p.at != marked // what was taken is written
	return false
}

// choiceWord is what is to be said of the choice in a field.
func (e *entry) choiceWord() string {
	if p, ok := e.input.(*pick); ok && e.kind == leaf && e.focused {
		return p.word()
	}
	return ""
}
