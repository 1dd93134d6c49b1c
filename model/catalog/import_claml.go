package catalog

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// maxDepth is how deep elements of a ClaML file may be nested; real ones reach
// about ten.
const maxDepth = 64

// maxModifier is how many classes a modifier may have; real ones have up to 40.
const maxModifier = 200

// readClaML reads a classification in ClaML, the exchange format in which the
// BfArM publishes ICD-10-GM, OPS and ICD-O-3. Which one it is and which edition
// the file says itself (element Title).
func readClaML(r io.Reader) ([]*List, error) {
	p := &claml{dec: xml.NewDecoder(r), modifiers: map[string][]claClass{}, parent: map[string]*claClass{}}
	p.dec.CharsetReader = charsetReader
	if err := p.read(); err != nil {
		return nil, p.translate(err)
	}
	return p.lists()
}

// charsetReader reads the encodings that earlier files declare.
func charsetReader(charset string, input io.Reader) (io.Reader, error) {
	switch strings.ToLower(charset) {
	case "iso-8859-1", "windows-1252":
		return charmap.Windows1252.NewDecoder().Reader(input), nil
	case "iso-8859-15":
		return charmap.ISO8859_15.NewDecoder().Reader(input), nil
	}
	return nil, fmt.Errorf("unknown encoding %q", charset)
}

// claClass is a Class or ModifierClass of the file.
type claClass struct {
	code, title string
	super       string
	modifiedBy  []string
	excluded    []string
	line        int
	kind        string
	divided     bool // has SubClass elements
}

// claml reads a file token by token, one class in memory beside what is kept.
type claml struct {
	dec       *xml.Decoder
	depth     int
	name      string // of the classification
	edition   string
	classes   []*claClass
	parent    map[string]*claClass  // by code
	modifiers map[string][]claClass // ModifierClasses by Modifier
}

// read walks through the file.
func (p *claml) read() error {
	for {
		token, err := p.dec.Token()
		if err == io.EOF {
			return p.complete()
		}
		if err != nil {
			return err
		}
		if err := p.token(token); err != nil {
			return err
		}
	}
}

// complete says whether a ClaML file was read at all.
func (p *claml) complete() error {
	if p.name == "" {
		return refuse(0, "Die Datei ist keine ClaML-Datei: Das Element Title fehlt.")
	}
	return nil
}

// token handles what stands directly in the root.
func (p *claml) token(token xml.Token) error {
	switch t := token.(type) {
	case xml.Directive:
		return p.directive(t)
	case xml.StartElement:
		return p.start(t)
	case xml.EndElement:
		p.depth--
	}
	return nil
}

// directive takes the document type of ClaML, which the files name, and refuses
// one that declares something itself: entities could blow up the text.
func (p *claml) directive(d xml.Directive) error {
	if strings.ContainsAny(string(d), "[<") || strings.Contains(strings.ToUpper(string(d)), "ENTITY") {
		return refuse(p.line(), "Die Datei vereinbart eigene Zeichen (DOCTYPE mit ENTITY). Das ist nicht erlaubt.")
	}
	return nil
}

func (p *claml) line() int {
	line, _ := p.dec.InputPos()
	return line
}

func (p *claml) start(t xml.StartElement) error {
	switch {
	case p.depth == 0 && t.Name.Local != "ClaML":
		return refuse(p.line(), "Die Datei ist keine ClaML-Datei, sie beginnt mit <%s>.", show(t.Name.Local))
	case p.depth == 1 && t.Name.Local == "Title":
		p.name, p.edition = attr(t, "name"), attr(t, "version")
	case p.depth == 1 && (t.Name.Local == "Class" || t.Name.Local == "ModifierClass"):
		return p.class(t)
	}
	p.depth++
	if p.depth > maxDepth {
		return refuse(p.line(), "Die Elemente sind tiefer als %d Ebenen verschachtelt.", maxDepth)
	}
	return nil
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// class reads one Class or ModifierClass to its end.
func (p *claml) class(t xml.StartElement) error {
	c := claClass{code: attr(t, "code"), kind: attr(t, "kind"), line: p.line()}
	if err := p.body(&c); err != nil {
		return err
	}
	if t.Name.Local == "ModifierClass" {
		modifier := attr(t, "modifier")
		if len(p.modifiers[modifier]) >= maxModifier {
			return refuse(c.line, "Der Modifikator %s hat mehr als %d Klassen.", show(modifier), maxModifier)
		}
		p.modifiers[modifier] = append(p.modifiers[modifier], c)
		return nil
	}
	p.classes = append(p.classes, &c)
	p.parent[c.code] = &c
	return nil
}

// body reads the elements of a class. The text of the preferred rubric's label
// is its title; references in it are left out.
func (p *claml) body(c *claClass) error {
	var open []string
	var title strings.Builder
	preferred := false
	for {
		token, err := p.dec.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if open = append(open, t.Name.Local); len(open) > maxDepth {
				return refuse(p.line(), "Die Elemente sind tiefer als %d Ebenen verschachtelt.", maxDepth)
			}
			if t.Name.Local == "Rubric" {
				preferred = attr(t, "kind") == "preferred"
			}
			c.note(t)
		case xml.EndElement:
			if len(open) == 0 {
				c.title = clean(title.String())
				return nil
			}
			open = open[:len(open)-1]
		case xml.CharData:
			if preferred && inLabel(open) {
				title.Write(t)
			}
		}
	}
}

// inLabel reports whether text belongs to the label of a rubric.
func inLabel(open []string) bool {
	inside := false
	for _, name := range open {
		if name == "Reference" {
			return false
		}
		inside = inside || name == "Label"
	}
	return inside
}

// note keeps what an element says about the place of a class.
func (c *claClass) note(t xml.StartElement) {
	switch t.Name.Local {
	case "SuperClass":
		c.super = attr(t, "code")
	case "SubClass":
		c.divided = true
	case "ModifiedBy":
		c.modifiedBy = append(c.modifiedBy, attr(t, "code"))
	case "ExcludeModifier":
		c.excluded = append(c.excluded, attr(t, "code"))
	}
}

// translate makes a German sentence of what the decoder did not like.
func (p *claml) translate(err error) error {
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return err
	}
	var broken *xml.SyntaxError
	if errors.As(err, &broken) {
		if broken.Msg == "unexpected EOF" {
			return refuse(broken.Line, "Die Datei ist nicht vollständig. Bitte neu herunterladen.")
		}
		return refuse(broken.Line, "Die Datei ist kein fehlerfreies XML. Bitte neu herunterladen.")
	}
	return fmt.Errorf("read ClaML: %w", err)
}

// familyOf finds the classification by the name in the file, which may be
// followed by a version ("ICD-10-GM 2024").
func familyOf(name string) (family, bool) {
	for prefix, key := range map[string]string{"icd10gm": "icd10gm", "ops": "ops", "icdo": "icdo3"} {
		if strings.HasPrefix(Compact(name), prefix) {
			return families[key], true
		}
	}
	return family{}, false
}

var year = regexp.MustCompile(`[12][0-9]{3}`)

// lists turns the classes into lists.
func (p *claml) lists() ([]*List, error) {
	f, ok := familyOf(p.name)
	if !ok {
		return nil, refuse(0, "Die Klassifikation „%s“ wird nicht gebraucht. Gelesen werden ICD-10-GM, OPS und ICD-O-3.", show(p.name))
	}
	edition := p.edition
	if f.yearly {
		if edition = year.FindString(p.edition); edition == "" {
			return nil, refuse(0, "Die Datei nennt kein Jahr als Version (Element Title).")
		}
	}
	all := f.collectors()
	for _, c := range p.classes {
		if err := p.take(all, c, f); err != nil {
			return nil, err
		}
	}
	return f.lists(all, edition)
}

// take enters a class and the codes its modifiers make. Chapters and blocks are
// no codes; groups of three digits head the morphology.
func (p *claml) take(all []*collector, c *claClass, f family) error {
	if c.kind != "category" || morphologyGroup.MatchString(c.code) {
		return nil
	}
	into := of(all, c.code)
	if into == nil {
		return refuse(c.line, "„%s“ ist kein Code der %s.", show(c.code), f.title)
	}
	made := p.modified(c, into.shape)
	heading := into.shape == opsShape && (c.divided || len(made) > 0)
	if err := into.add(c.line, Entry{Code: c.code, Label: c.title, Heading: heading}); err != nil {
		return err
	}
	for _, e := range made {
		if into.line[e.Code] == 0 && p.parent[e.Code] == nil {
			if err := into.add(c.line, e); err != nil {
				return err
			}
		}
	}
	return nil
}

var morphologyGroup = regexp.MustCompile(`^[0-9]{3}(-[0-9]{3})?$`)

// modified are the codes of a shape that the modifiers of a class and of the
// classes above it make of its code, titles joined as the BfArM joins them.
func (p *claml) modified(c *claClass, shape *regexp.Regexp) []Entry {
	if c.divided {
		return nil
	}
	stems, made, seen := []Entry{{Code: c.code, Label: c.title}}, []Entry(nil), map[string]bool{}
	for _, modifier := range p.modifiersOf(c) {
		var next []Entry
		for _, stem := range stems {
			for _, e := range p.extend(stem, modifier) {
				if shape.MatchString(e.Code) && !seen[e.Code] {
					seen[e.Code] = true
					next = append(next, e)
				}
			}
		}
		if len(next) > 0 {
			made, stems = append(made, next...), next
		}
	}
	return made
}

// extend puts each class of a modifier behind a code.
func (p *claml) extend(stem Entry, modifier string) []Entry {
	var longer []Entry
	for _, m := range p.modifiers[modifier] {
		if strings.HasPrefix(m.code, ".") == strings.Contains(stem.Code, ".") {
			continue
		}
		longer = append(longer, Entry{Code: stem.Code + m.code, Label: clean(stem.Label + ": " + m.title)})
	}
	return longer
}

// modifiersOf are the modifiers of a class, those of the classes above it first.
// A class that stands above itself ends the way up.
func (p *claml) modifiersOf(c *claClass) []string {
	const most = 8 // real classes have up to two
	var all []string
	excluded, seen := map[string]bool{}, map[*claClass]bool{}
	for ; c != nil && !seen[c] && len(all) < most; c = p.parent[c.super] {
		seen[c] = true
		for _, code := range c.excluded {
			excluded[code] = true
		}
		here := slices.DeleteFunc(slices.Clone(c.modifiedBy), func(code string) bool { return excluded[code] })
		all = append(here, all...)
	}
	return all[:min(most, len(all))]
}
