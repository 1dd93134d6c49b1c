package rule

import "strings"

// sentence fills the {names} of a rule's text with name, value pairs. What a value
// holds in braces is not filled in turn.
func sentence(text string, args []string) string {
	if len(args) == 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 32) // most values are not much longer than their names
	for {
		before, rest, opened := strings.Cut(text, "{")
		b.WriteString(before)
		if !opened {
			return b.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		value, known := named(args, name)
		if !closed || !known {
			b.WriteByte('{')
			text = rest
			continue
		}
		b.WriteString(value)
		text = after
	}
}

// named is the value of a name among name, value pairs.
func named(args []string, name string) (value string, known bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1], true
		}
	}
	return "", false
}
