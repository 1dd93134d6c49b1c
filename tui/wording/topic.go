package wording

import (
	"fmt"
	"strings"

	"example.org/meldeportal/forms"
)

// TopicText is what the field table says of a field, and what stands against it now,
// a paragraph a string; items begin with "- ". list is what the face calls the whole
// list of codes.
func TopicText(t *forms.Topic, list string) (text []string) {
	say := func(paragraph string) {
		if paragraph != "" {
			text = append(text, paragraph)
		}
	}
	say(t.Finding)
	say(t.Hint)
	for _, l := range strings.Split(t.Help, "\n") {
		say(l)
	}
	for _, l := range t.Demanded {
		say(l)
	}
	if len(t.Asked) > 0 {
		say("Gefragt wird es nur: " + strings.Join(t.Asked, "; ") + ".")
	}
	say(t.Shape)
	for _, c := range t.Codes {
		say(strings.TrimSpace("- " + c.Code + "  " + c.Label))
	}
	if t.More > 0 {
		say(fmt.Sprintf("%d weitere Codes stehen in der Liste (%s).", t.More, list))
	}
	return text
}

// ElementText names the element of a field in a document, "" where it has none;
// element may be nil.
func ElementText(t *forms.Topic, element func(string) string) string {
	if element == nil || t.ID == "" {
		return ""
	}
	if path := element(t.ID); path != "" {
		return "oBDS-Element: " + path
	}
	return ""
}
