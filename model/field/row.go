package field

import "example.org/meldeportal/model"

// Part is the field table of one Go struct, its rows in the schema's order.
type Part struct {
	Name string // the schema's type, for people ("Histologie_Typ")
	Rows []Row
}

// Row is one line of the field table. Columns that are empty mean "nothing
// special": a row with ID, Label, Type and At is a complete optional field.
type Row struct {
	ID      string // last step of the field id; "" makes the row stand for its part
	Element string // element's name or path below its parent where it is not ID; "@X" an attribute, "." the parent's own text, "-" none
	Label   string // German, ours
	Hint    string // German, one line, shown while the field is focused
	Help    string // German, the long help: which rule, which source, examples
	Type    *Type  // what the value looks like; nil on rows that mount a part
	Part    *Part  // the mounted part; nil on leaves
	At      Access // the compile-checked way into the Go struct

	Required   bool  // the schema demands it wherever its part is written; in a choice: exactly one of the branches
	RequiredIf *Cond // demanded beyond the schema, see Level
	Level      Level
	AskIf      *Cond  // whether the field is there at all; inherited inwards
	Choice     string // rows of one part with equal Choice exclude each other (xs:choice)
	Max        int    // most items of a list, 0 = no limit

	Class   Class   // data class by the law; inherited inwards where it is 0
	Span            // the editions that have the element as the row says; see Part.Of
	Retired Edition // first edition that keeps the element only for what was written before, 0 = none
}

// Level says what an empty RequiredIf field means. Which fields are a
// Mindestanforderung the registry says, not the schema.
type Level int

// The levels of the Mindestanforderungen.
const (
	Want    Level = iota // missing is a Hinweis
	Minimum              // missing is a Warnung: blocks unless confirmed
)

// Class is the data class of a field by the law (LKRG NRW § 2 (4)-(8)).
// A field may belong to several.
type Class uint8

// The data classes.
const (
	Identitaet        Class = 1 << iota // Identitätsdaten, § 2 (4)
	Epidemiologisch                     // epidemiologische Daten, § 2 (5)
	Klinisch                            // klinische Daten, § 2 (6)
	Meldungsbezogen                     // meldungsbezogene Daten, § 2 (7)
	Sterbefallbezogen                   // sterbefallbezogene Daten, § 2 (8)
)

// Place is where a row stands: in which report, and in which struct of it.
type Place struct {
	Report *model.Report
	Owner  any // pointer to the struct the row's part describes
}

// Cond decides about a row at its place, and says when in words.
type Cond struct {
	Words string // German, fits behind a colon: "bei Tumoren der Brust"
	holds func(Place) bool
}

// Holds decides.
func (c *Cond) Holds(p Place) bool { return c.holds(p) }

// Says gives a condition its words.
func (c *Cond) Says(words string) *Cond { return &Cond{Words: words, holds: c.holds} }

// If is a condition on the report and on the struct that holds the field.
func If[P any](holds func(*model.Report, *P) bool) *Cond {
	return &Cond{holds: func(p Place) bool {
		owner, ok := p.Owner.(*P)
		return ok && holds(p.Report, owner)
	}}
}

// IfReport is a condition on the report alone.
func IfReport(holds func(*model.Report) bool) *Cond {
	return &Cond{holds: func(p Place) bool { return holds(p.Report) }}
}

// ElementName is the row's element path, which is its ID unless Element says otherwise.
func (r *Row) ElementName() string {
	if r.Element != "" {
		return r.Element
	}
	return r.ID
}

// conditional reports whether the row may be not asked.
func (r *Row) conditional() bool { return r.AskIf != nil || r.Choice != "" }

// Leaf reports whether the row holds a value.
func (r *Row) Leaf() bool { return r.Part == nil }

// Optional reports whether the row mounts a part that may be absent.
func (r *Row) Optional() bool { return r.At.kind == opt }

// List reports whether the row holds a list of parts.
func (r *Row) List() bool { return r.At.kind == each }
