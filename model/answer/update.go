package answer

// Update is how far a store is that an update of the program brings to its version:
// first it is copied, then its entries are brought over.
type Update struct {
	Copied int // percent of the copy, while that is made
	Left   int // entries that have still to be brought over
}
