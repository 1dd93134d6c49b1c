package field

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
)

// Fault says why a value does not fit its type.
type Fault struct {
	Text string // German sentence: the character and its place, or the form expected
	Pos  int    // the character's place, counted from 1 in code points; 0 when the whole value is meant
}

// Check judges a value exactly as the schema's judge does (libxml2): nil means
// that it fits. A date carries its precision ("2026-05-14~T"); one without is
// exact. Whether a field may stay empty is not asked here: callers leave empty
// fields out.
func (t *Type) Check(text string) *Fault {
	if t.Kind == Date {
		day, precision := model.Datum(text).Split()
		if f := t.CheckDay(day); f != nil {
			return f
		}
		if precision == model.KeineGenauigkeit || precision == model.Exakt {
			return nil
		}
		return t.CheckPrecision(string(precision))
	}
	return t.checker().check(text)
}

// Checks is Check for whoever checks many values of a type.
func (t *Type) Checks() func(text string) *Fault {
	if t.Kind == Date {
		return t.Check
	}
	ready := sync.OnceValue(t.checker)
	return func(text string) *Fault { return ready().check(text) }
}

// CheckDay judges the day of a date, without its precision.
func (t *Type) CheckDay(day string) *Fault { return checkDate(day) }

// CheckPrecision judges a stated Datumsgenauigkeit.
func (t *Type) CheckPrecision(precision string) *Fault {
	switch {
	case len(t.Precision) == 0:
		return &Fault{Text: "Hier gilt nur ein genau bekannter Tag, ohne Angabe der Genauigkeit."}
	case slices.Contains(t.Precision, model.Genauigkeit(precision)):
		return nil
	}
	letters := make([]string, len(t.Precision))
	for i, g := range t.Precision {
		letters[i] = string(g)
	}
	return &Fault{Text: "Diese Genauigkeit des Datums gibt es hier nicht. Erlaubt: " + strings.Join(letters, ", ") + "."}
}

// checker is a type made ready for checking.
type checker struct {
	typ     *Type
	class   *class
	pattern *regexp.Regexp
	codes   []string
	listed  map[string]bool
}

var checkers sync.Map // *Type to *checker

func (t *Type) checker() *checker {
	if c, ok := checkers.Load(t); ok {
		return c.(*checker)
	}
	c, _ := checkers.LoadOrStore(t, newChecker(t))
	return c.(*checker)
}

func newChecker(t *Type) *checker {
	c := &checker{typ: t, class: classes()[t.Chars]}
	if t.Pattern != "" {
		c.pattern = regexp.MustCompile(`^(?:` + schemaPattern(t.Pattern) + `)$`)
	}
	if t.Kind == Enum || t.Kind == Flag {
		c.codes = codes(t)
		c.listed = map[string]bool{}
		for _, code := range c.codes {
			c.listed[code] = true
		}
	}
	return c
}

// codes are the codes of a closed list, in its order.
func codes(t *Type) []string {
	var list []string
	for _, e := range catalog.Enum(t.List) {
		if !e.Heading && !slices.Contains(t.Without, e.Code) {
			list = append(list, e.Code)
		}
	}
	return list
}

// schemaPattern turns a pattern of the schema into Go's spelling: there \d is a
// digit of any script, and a point matches no carriage return either.
func schemaPattern(pattern string) string {
	var b strings.Builder
	inSet := false
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '\\' && i+1 < len(pattern):
			i++
			if pattern[i] == 'd' {
				b.WriteString(`\p{Nd}`)
			} else {
				b.WriteString(pattern[i-1 : i+1])
			}
			continue
		case c == '[' || c == ']':
			inSet = c == '['
		case c == '.' && !inSet:
			b.WriteString(`[^\n\r]`)
			continue
		}
		b.WriteByte(pattern[i])
	}
	return b.String()
}

func (c *checker) check(text string) *Fault {
	if f := c.checkLength(text); f != nil {
		return f
	}
	if f := c.checkChars(text); f != nil {
		return f
	}
	switch t := c.typ; {
	case c.listed != nil:
		return c.checkListed(text)
	case c.pattern != nil:
		return c.checkPattern(text)
	case t.Kind == Year:
		return checkYear(text, t.Number)
	case t.Number != nil:
		return c.checkNumber(text)
	}
	return nil
}

func (c *checker) checkLength(text string) *Fault {
	t := c.typ
	if len(text) < t.MinLen || t.MaxLen > 0 && len(text) > t.MaxLen { // bytes first: they are cheap
		switch n := utf8.RuneCountInString(text); {
		case n == 0 && t.MinLen > 0:
			return emptyValue
		case n < t.MinLen:
			return &Fault{Text: "Zu kurz: mindestens " + strconv.Itoa(t.MinLen) + " Zeichen."}
		case t.MaxLen > 0 && n > t.MaxLen:
			return &Fault{Pos: t.MaxLen + 1,
				Text: "Zu lang: " + strconv.Itoa(n) + " Zeichen, erlaubt sind " + strconv.Itoa(t.MaxLen) + "."}
		}
	}
	return nil
}

func (c *checker) checkChars(text string) *Fault {
	if c.class == nil {
		return checkXMLChars(text)
	}
	if c.typ.Trim {
		if f := c.checkEnds(text); f != nil {
			return f
		}
	}
	pos := 1
	for i := 0; i < len(text); pos++ {
		if r := rune(text[i]); r < utf8.RuneSelf && (i+1 == len(text) || text[i+1] < utf8.RuneSelf) {
			if !c.class.has(r) && !c.class.blank(r) {
				return badChar(r, pos)
			}
			i++
			continue
		}
		if n := sequence(text[i:]); n > 0 {
			pos += utf8.RuneCountInString(text[i:i+n]) - 1
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !c.class.has(r) && !c.class.blank(r) {
			return badChar(r, pos)
		}
		i += size
	}
	return nil
}

// checkEnds refuses white space at the ends; a no-break space passes, as it
// does with the schema.
func (c *checker) checkEnds(text string) *Fault {
	switch {
	case text == "":
		return nil
	case c.class.blank(rune(text[0])):
		return &Fault{Text: "Am Anfang steht ein Leerzeichen.", Pos: 1}
	case c.class.blank(rune(text[len(text)-1])):
		return &Fault{Text: "Am Ende steht ein Leerzeichen.", Pos: utf8.RuneCountInString(text)}
	}
	return nil
}

// checkXMLChars refuses what no XML document can hold.
func checkXMLChars(text string) *Fault {
	pos := 0
	for i, r := range text {
		pos++
		if r >= 0x20 && r < 0xD800 {
			continue
		}
		bad := r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
		if r == utf8.RuneError {
			_, size := utf8.DecodeRuneInString(text[i:])
			bad = size == 1
		}
		if bad {
			return badChar(r, pos)
		}
	}
	return nil
}

func badChar(r rune, pos int) *Fault {
	name := "„" + string(r) + "“"
	switch {
	case r == ' ':
		name = "Leerzeichen"
	case !unicode.IsPrint(r) || unicode.Is(unicode.M, r) || r == utf8.RuneError:
		name = "mit der Nummer U+" + strings.ToUpper(strconv.FormatInt(int64(r)+0x10000, 16)[1:])
	}
	text := "Das Zeichen " + name + " an Position " + strconv.Itoa(pos) + " ist hier nicht erlaubt"
	if r >= 0x300 && r <= 0x328 { // accents that Unicode has composed letters for
		text += ": Es ist ein Akzent, getrennt von seinem Buchstaben (ü in zwei Zeichen zerlegt)"
	}
	return &Fault{Text: text + ".", Pos: pos}
}

func (c *checker) checkListed(text string) *Fault {
	if c.listed[text] {
		return nil
	}
	const shown = 12
	if len(c.codes) > shown {
		return &Fault{Text: "Diesen Code gibt es in der Liste nicht."}
	}
	return &Fault{Text: "Diesen Code gibt es in der Liste nicht. Erlaubt: " + strings.Join(c.codes, ", ") + "."}
}

func (c *checker) checkPattern(text string) *Fault {
	if c.pattern.MatchString(text) {
		return nil
	}
	if c.typ.Form == "" {
		return &Fault{Text: "Der Wert hat nicht die vorgeschriebene Form."}
	}
	return &Fault{Text: "Der Wert hat nicht die vorgeschriebene Form: " + c.typ.Form + "."}
}
