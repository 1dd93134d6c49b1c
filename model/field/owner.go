package field

// The methods here are for rooms that walk a whole report and hold its structs
// themselves, as model/obds does; everybody else goes through Bound. The owner
// is always a pointer to the struct that the row's part describes.

// Value is the text of a leaf.
func (r *Row) Value(owner any) string { return r.At.text(owner) }

// Put stores the text of a leaf.
func (r *Row) Put(owner any, text string) { r.At.set(owner, text) }

// Child is the struct a row mounts, nil when the container is absent.
func (r *Row) Child(owner any) any { return r.At.child(owner) }

// Make is the struct a row mounts, made when it was absent.
func (r *Row) Make(owner any) any { return r.At.create(owner) }

// Fresh is an empty struct of the kind the row mounts, which nobody keeps.
func (r *Row) Fresh() any { return r.At.zero() }

// Append adds an item to a list and returns it. It holds until the next Append.
func (r *Row) Append(owner any) any { return r.At.add(owner) }

// Count is the number of items of a list.
func (r *Row) Count(owner any) int { return r.At.count(owner) }

// Item is item i of a list.
func (r *Row) Item(owner any, i int) any { return r.At.item(owner, i) }

// Holds reports whether there is anything at the row: a value, a container
// (even an empty one) or at least one item.
func (r *Row) Holds(owner any) bool { return present(r, owner) }

// Selector is the row that says which branch of a choice is taken, nil when the
// choice has none.
func (p *Part) Selector(choice string) *Row { return p.selector(choice) }
