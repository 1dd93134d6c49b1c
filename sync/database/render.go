package database

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// Statements are written once, as SQLite reads them. PostgreSQL reads nearly the same; what
// it is told instead is here. Functions it has not are made with the tables of a room.

// renderings are what is said differently, in this order.
var renderings = []struct {
	from *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(` INDEXED BY \w+`), ""},                       // it chooses the index itself
	{regexp.MustCompile(`\bsubstr\((\$\d+),`), "substr(${1}::bytea,"}, // of a text, it would take it to be
	{regexp.MustCompile(`\b(\w+) ->> `), "${1}::json ->> "},           // kept as it came, as text
	{regexp.MustCompile(`\bjson_each\(`), "listed("},                  // its own function of the name gives an object's
	{regexp.MustCompile(`\bINSERT OR IGNORE (.*)$`), "INSERT ${1} ON CONFLICT DO NOTHING"},
	{regexp.MustCompile(`\b(main|temp)\.`), ""}, // there is nothing attached
	{regexp.MustCompile(`\bstage\.`), "stage_"},
	{regexp.MustCompile(`\buser([ .])`), `"user"${1}`}, // whoever is connected
	{regexp.MustCompile(`\bx'([0-9a-fA-F]*)'`), `'\x${1}'::bytea`},
	{regexp.MustCompile(`\bAS BLOB\b`), "AS BYTEA"},
	{regexp.MustCompile(` \+(\w+) IN`), " ${1} IN"}, // a hint not to take an index
}

// rendered are statements as they were said differently before; the program has few texts.
var rendered sync.Map

// render is a statement as PostgreSQL reads it.
func render(text string) string {
	if done, ok := rendered.Load(text); ok {
		return done.(string)
	}
	said := numbered(text)
	for _, r := range renderings {
		said = r.from.ReplaceAllString(said, r.to)
	}
	rendered.Store(text, said)
	return said
}

// numbered has the arguments of a statement have numbers as PostgreSQL writes them.
func numbered(text string) string {
	var b strings.Builder
	quoted, last := false, 0
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\'':
			quoted = !quoted
		case text[i] == '?' && !quoted:
			end := i + 1
			for end < len(text) && '0' <= text[end] && text[end] <= '9' {
				end++
			}
			if n, err := strconv.Atoi(text[i+1 : end]); err == nil {
				last = n
			} else {
				last++
			}
			b.WriteString("$" + strconv.Itoa(last))
			i = end - 1
			continue
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
