package dataset

import (
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// The editions of the schema oBDS, oldest first (attribute Schema_Version). The
// table knows exactly what 3.0.4 (15.04.2025) and 3.0.5 (22.09.2025) have; of
// older ones it knows that their documents are documents of 3.0.4 as well.
const (
	V300 field.Edition = iota + 1
	V301
	V302
	V303
	V304
	V305
)

// versions are the editions' names in a document.
var versions = [...]string{V300: "3.0.0", V301: "3.0.1", V302: "3.0.2", V303: "3.0.3", V304: "3.0.4", V305: "3.0.5"}

// Newest is the newest edition the table knows.
const Newest = field.Edition(len(versions) - 1)

// exact is the oldest edition the table knows exactly.
const exact = V304

// Version is an edition's name in documents: "3.0.4".
func Version(e field.Edition) string { return versions[e] }

// ByVersion is the edition of a name; ok is false for names nobody knows.
func ByVersion(name string) (e field.Edition, ok bool) {
	for e := V300; e <= Newest; e++ {
		if versions[e] == name {
			return e, true
		}
	}
	return 0, false
}

// Judging is the edition whose table documents of an edition are held against:
// the oldest known exactly that has everything it has.
func Judging(e field.Edition) field.Edition { return max(e, exact) }

// Written are the editions that can be written, oldest first.
func Written() []field.Edition {
	var all []field.Edition
	for e := exact; e <= Newest; e++ {
		all = append(all, e)
	}
	return all
}

// Until are the names of an edition and all before it, oldest first.
func Until(e field.Edition) []string { return slices.Clone(versions[V300 : e+1]) }

// Editions says which editions can be read, for people: "3.0.0 bis 3.0.5".
func Editions() string { return versions[V300] + " bis " + versions[Newest] }

// Beyond are the outermost places of a report that hold something an edition has
// no place for, in the order of the table.
func Beyond(r *model.Report, e field.Edition) []field.Bound {
	var lost []field.Bound
	in := Of(e)
	field.Walk(Report, r, func(b field.Bound) bool {
		if b.Row.Has(e) || !b.Present() {
			return b.Present()
		}
		if _, ok := field.Lookup(in, r, b.ID); !ok {
			lost = append(lost, b)
		}
		return false
	})
	return lost
}
