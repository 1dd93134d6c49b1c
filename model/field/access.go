package field

import "reflect"

type accessKind int

const (
	leaf accessKind = iota
	one             // a struct that is always there
	opt             // a pointer that may be nil
	each            // a slice of structs or values
)

// Access is the way from a struct of model to one of its fields. It is made by
// At, One, Opt and Each, whose arguments the compiler checks.
type Access struct {
	kind accessKind

	text func(owner any) string
	set  func(owner any, text string)

	child  func(owner any) any // one, opt: pointer to the child, nil when absent
	create func(owner any) any // opt: like child, making it when absent
	remove func(owner any)     // opt: make it absent
	zero   func() any          // pointer to a fresh child or item
	none   any                 // an empty child or item to read from, shared by all

	count  func(owner any) int
	item   func(owner any, i int) any
	insert func(owner any, i int)
	delete func(owner any, i int)
	swap   func(owner any, i, j int)
	add    func(owner any) any // like insert at the end, without copying the list each time
}

// At leads to a value.
func At[P any, T ~string](at func(*P) *T) Access {
	return Access{
		kind: leaf,
		text: func(owner any) string { return string(*at(owner.(*P))) },
		set:  func(owner any, text string) { *at(owner.(*P)) = T(text) },
	}
}

// Self leads to a value that is itself the item of a list.
func Self[T ~string]() Access { return At(func(v *T) *T { return v }) }

// One leads to a struct that is always there.
func One[P, C any](at func(*P) *C) Access {
	child := func(owner any) any { return at(owner.(*P)) }
	return Access{kind: one, child: child, create: child, zero: func() any { return new(C) }, none: new(C)}
}

// Opt leads to a container that may be absent.
func Opt[P, C any](at func(*P) **C) Access {
	return Access{
		kind: opt,
		child: func(owner any) any {
			if c := *at(owner.(*P)); c != nil {
				return c
			}
			return nil
		},
		create: func(owner any) any {
			c := at(owner.(*P))
			if *c == nil {
				*c = new(C)
			}
			return *c
		},
		remove: func(owner any) { *at(owner.(*P)) = nil },
		zero:   func() any { return new(C) },
		none:   new(C),
	}
}

// Each leads to a list. Its items are structs, or values described by a part
// with a single row made with Self.
func Each[P, C any](at func(*P) *[]C) Access {
	list := func(owner any) *[]C { return at(owner.(*P)) }
	return Access{
		kind:  each,
		zero:  func() any { return new(C) },
		none:  new(C),
		count: func(owner any) int { return len(*list(owner)) },
		item:  func(owner any, i int) any { return &(*list(owner))[i] },
		insert: func(owner any, i int) {
			l := list(owner)
			var fresh C
			*l = append((*l)[:i:i], append([]C{fresh}, (*l)[i:]...)...)
		},
		add: func(owner any) any {
			l := list(owner)
			var fresh C
			*l = append(*l, fresh)
			return &(*l)[len(*l)-1]
		},
		delete: func(owner any, i int) {
			l := list(owner)
			*l = append((*l)[:i:i], (*l)[i+1:]...)
			if len(*l) == 0 {
				*l = nil
			}
		},
		swap: func(owner any, i, j int) {
			l := *list(owner)
			l[i], l[j] = l[j], l[i]
		},
	}
}

// inside is the struct that what lies in the row describes, of a list that of item i;
// where it is absent an empty one, which nobody may write to.
func (a *Access) inside(owner any, i int) any {
	switch {
	case a.kind == each && i < a.count(owner):
		return a.item(owner, i)
	case a.kind == each:
		return a.none
	}
	if c := a.child(owner); c != nil {
		return c
	}
	return a.none
}

// empty reports whether nothing at all was entered below a child.
func empty(child any) bool { return reflect.ValueOf(child).Elem().IsZero() }
