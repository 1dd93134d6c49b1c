package rule

import (
	"regexp"
	"sync"

	"example.org/meldeportal/model/land"
)

// General is a rule's sentence with "…" where values would stand: what may be said of a report
// where nothing of it may be.
func General(id string) string {
	if sentence, known := generalSentences()[id]; known {
		return sentence
	}
	return "Die Meldung verletzt diese Regel."
}

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

var generalSentences = sync.OnceValue(func() map[string]string {
	sentences := map[string]string{}
	for _, r := range Rules() {
		sentences[r.ID] = placeholder.ReplaceAllString(land.Default.Say(r.Text), "…")
	}
	return sentences
})
