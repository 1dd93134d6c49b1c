// Package catalog knows the code lists: which codes there are, what they mean,
// when they are valid, and how to find one by a few typed letters. The closed
// lists of the schema stand in enums.go; the large classifications come as
// codes with short labels of our own, marked as not official, and may be
// replaced by imported official lists. Start with Get and List.Search.
//
// Read takes official lists. Reading ClaML here is the one exception to the house
// rule that XML is read in model/obds: a classification shares nothing with a
// report but the syntax, and a catalogue that needs another room to be read would
// turn the arrows round.
package catalog

// Entry is one code of a list.
type Entry struct {
	Code     string
	Label    string // German, short enough for a terminal line
	Words    string // further search words: synonyms, abbreviations, English names
	From     string // first valid day, JJJJ-MM-TT; "" = always
	Until    string // last valid day; "" = still valid
	Heading  bool   // groups other codes and is not for entry
	Old      bool   // still allowed, but nobody's first choice: another code has taken its place, or the publisher does not name it; found last
	Art      string // of a substance: the kind of therapy it belongs to ("CH", "IM" …); of a combination: how valid it is
	Official bool   // Label is the publisher's own title, unaltered
}
