package field

import "example.org/meldeportal/model"

// Kind is the family of a value: which widget asks for it.
type Kind int

// The kinds of values.
const (
	Text     Kind = iota // one line of text
	LongText             // text with line breaks
	Date                 // a day, possibly imprecise (see Type.Precision)
	Year                 // a year
	Number               // an integer or decimal (see Type.Min, Type.Max, Type.Decimals)
	Enum                 // one code of a closed list of the schema (see Type.List)
	Code                 // a code of an open list, checked by its pattern
	Flag                 // present or absent: an Enum with a single code
	Branch               // which branch of a choice is written
)

// Type is a simple type of the schema: everything about a value that does not
// depend on where it stands. The shape rules are derived from it.
type Type struct {
	Name              string // the schema's name
	Kind              Kind
	MinLen            int                 // least length in code points
	MaxLen            int                 // greatest length in code points, 0 = no limit
	Chars             string              // character class, see chars.go: "A", "B", "C", "E"; "" = any XML character
	Trim              bool                // no white space at the ends
	Pattern           string              // regular expression for the whole value; \d is a digit of any script, as in the schema
	Form              string              // what Pattern asks for, in German words: "C oder D, zwei Ziffern, z. B. C50.4"
	List              string              // catalog list: closed for Enum and Flag, a suggestion otherwise
	Examples          bool                // List holds some of many: a text of one's own is as good
	Typed             string              // codes as typed where List has to be loaded first: "5870a1"; "" = it is always there
	Without           []string            // codes of List this type does not have
	Precision         []model.Genauigkeit // Date: allowed values of Datumsgenauigkeit; empty = no attribute
	PrecisionOptional bool                // Date: the attribute may be missing
	Number            *Range              // Number: limits
	Fixed             string              // what an empty element means (xs:fixed); "" = nothing
	Words             []string            // Number: words allowed beside numbers, such as "U"
	Unit              string              // shown behind the value
}

// Range limits a number.
type Range struct {
	Min, Max string // inclusive, in decimal notation, "" = no limit
	MinOpen  bool   // Min itself is excluded
	MaxOpen  bool   // Max itself is excluded
	Decimals int    // most digits after the point; 0 = an integer, -1 = no limit
}

// Selector is the type of rows that say which branch of a choice is written.
// The ID of such a row is the Choice of the branches; its value is the name of
// the branch's element, its labels are theirs.
var Selector = &Type{Name: "Auswahl", Kind: Branch}
