package rule

import "strings"

// sentence fills the {names} of a rule's text with name, value pairs.
func sentence(text string, args []string) string {
	if len(args) == 0 {
		return text
	}
	pairs := make([]string, len(args))
	for i := range args {
		pairs[i] = args[i]
		if i%2 == 0 {
			pairs[i] = "{" + args[i] + "}"
		}
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
