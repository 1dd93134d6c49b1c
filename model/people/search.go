package people

import (
	"strings"

	"example.org/meldeportal/model/catalog"
)

func searchText(r *Row) string {
	born := strings.ReplaceAll(r.Born, ".", "")
	return " " + catalog.Fold(r.Name) + " " + r.Born + " " + born + " " + shortYear(born) + " " +
		strings.ToLower(r.Number) + " " + strings.ToLower(r.Insured)
}

// shortYear is a date of eight digits as people write it in a hurry: 031075.
func shortYear(day string) string {
	if len(day) != len("03101975") {
		return ""
	}
	return day[:4] + day[6:]
}

// Find returns the rows that match all words of the query, in name order: those
// whose name begins with the query first, then the others.
func (ix *Index) Find(query string) []int {
	words := strings.Fields(strings.ReplaceAll(query, ",", " "))
	if len(words) == 0 {
		return nil
	}
	for i, word := range words {
		found := ix.findWord(word)
		if i == 0 {
			ix.all = append(ix.all[:0], found...)
			continue
		}
		ix.all = intersect(ix.all[:0], ix.all, found)
	}
	return ix.namesFirst(ix.all, catalog.Fold(words[0]))
}

// findWord returns rows in ascending order that contain a word, sound like it or
// are marked with it, until the next search.
func (ix *Index) findWord(word string) []int {
	folded := foldQuery(word)
	ix.found = ix.scan(ix.found[:0], folded)
	if isName(word) {
		ix.also(rowsOf(ix.phonetic[soundOf(word)]))
	}
	if namesObjection(folded) {
		ix.also(ix.objected)
	}
	return ix.found
}

// also adds rows to those that were found.
func (ix *Index) also(rows []int) {
	if len(rows) > 0 {
		ix.found, ix.heard = union(ix.heard[:0], ix.found, rows), ix.found
	}
}

// namesObjection reports whether a word asks for the people who have objected: so
// much of it that hardly a name begins like that.
func namesObjection(word string) bool {
	return len(word) >= len("wider") && strings.HasPrefix(strings.ToLower(ObjectionWord), word)
}

// foldQuery folds letters but leaves digits alone; a date without noughts, or
// with two digits of the year, is written as it is looked for: 3.10.75 to 031075.
func foldQuery(word string) string {
	if parts := strings.Split(word, "."); len(parts) == 3 && isDigits(parts...) {
		return twoDigits(parts[0]) + twoDigits(parts[1]) + parts[2]
	}
	if strings.ContainsAny(word, "0123456789") {
		return strings.ToLower(word)
	}
	return strings.TrimSpace(catalog.Fold(word))
}

func isDigits(texts ...string) bool {
	return strings.Trim(strings.Join(texts, ""), "0123456789") == ""
}

func twoDigits(text string) string {
	if len(text) == 1 {
		return "0" + text
	}
	return text
}

// isName reports whether a word is long enough, and all letters, to be heard.
func isName(word string) bool {
	if len([]rune(word)) < 3 {
		return false
	}
	return !strings.ContainsAny(word, "0123456789.*%")
}

// scan puts the rows that contain a word behind hits.
func (ix *Index) scan(hits []int, word string) []int {
	if word == "" {
		return hits
	}
	row := 0
	for at := 0; at < len(ix.text); {
		i := strings.Index(ix.text[at:], word)
		if i < 0 {
			break
		}
		at += i
		row = ix.rowAt(row, at)
		hits = append(hits, row)
		row++
		at = int(ix.starts[row])
	}
	return hits
}

func (ix *Index) namesFirst(hits []int, word string) []int {
	sorted, rest := make([]int, 0, len(hits)), ix.heard[:0]
	for _, i := range hits {
		if strings.HasPrefix(ix.text[ix.starts[i]+1:], word) {
			sorted = append(sorted, i)
		} else {
			rest = append(rest, i)
		}
	}
	ix.heard = rest
	return append(sorted, rest...)
}

// intersect puts what is in both lists behind out, which may be the beginning of a.
func intersect(out, a, b []int) []int {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			out = append(out, a[i])
			i, j = i+1, j+1
		}
	}
	return out
}

// union puts what is in any of two lists behind out.
func union(out, a, b []int) []int {
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] < b[j]:
			out, i = append(out, a[i]), i+1
		case a[i] > b[j]:
			out, j = append(out, b[j]), j+1
		default:
			out, i, j = append(out, a[i]), i+1, j+1
		}
	}
	return append(append(out, a[i:]...), b[j:]...)
}
