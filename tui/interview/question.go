package interview

import (
	"fmt"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/wording"
)

// A question in words: one line that says what is asked, what stands there, what
// is allowed and how to go on.

// QuestionText is a question as one line: label, mark, value with meaning, what
// stands against it, and what belongs there.
func QuestionText(q forms.Question) string {
	switch q.Kind {
	case forms.AskLocked:
		return "Stammdaten übernommen. Enter, wenn sie noch stimmen; :aendern fragt sie ab."
	case forms.AskItem:
		return fmt.Sprintf("%s: %s. Enter geht weiter, :oeffnen bearbeitet den Eintrag.", q.Label, q.Value)
	case forms.AskGroup:
		return wording.Sentences(q.Label+", Gruppe", q.Demand, wording.Plural(q.Items, "Eintrag", "Einträge"), q.Finding, "Enter geht weiter, :neu fügt einen Eintrag hinzu")
	case forms.AskFixed:
		return wording.Sentences(q.Label+" steht fest", ValueText(q), q.Hint, "Enter geht weiter")
	case forms.AskNothing:
		return "Dieser Abschnitt fragt jetzt nichts. Enter geht weiter."
	}
	return wording.Sentences(q.Label, q.Demand, "Bisher "+nowText(q), q.Finding, q.Hint, allowedText(q), "Enter lässt es so")
}

// nowText is what stands in a field and where it comes from; of an empty one,
// what it waits for.
func nowText(q forms.Question) string {
	switch {
	case q.Value == "" && q.Origin == "":
		return "leer"
	case q.Value == "":
		return "leer, " + q.Origin
	case q.Origin != "":
		return ValueText(q) + ", aus " + q.Origin
	}
	return ValueText(q)
}

// allowedText tells a short list, and of a long one how to hear it.
func allowedText(q forms.Question) string {
	var all []string
	for _, c := range q.Few {
		if c.Code == c.Label || c.Label == "" {
			all = append(all, c.Code)
		} else {
			all = append(all, c.Code+" "+c.Label)
		}
	}
	switch {
	case len(all) == 0 && q.Listed:
		return ":liste nennt die Einträge"
	case len(all) == 0:
		return ""
	}
	return "Möglich: " + strings.Join(all, ", ")
}

// ValueText is a value with its meaning.
func ValueText(q forms.Question) string {
	if q.Meaning == "" {
		return q.Value
	}
	return q.Value + ", " + q.Meaning
}

// choiceWords is an entry of a list, with why it stands so high.
func choiceWords(c forms.Choice) string {
	text := c.Code
	for _, more := range []string{c.Label, c.Remark} {
		if more != "" && more != text {
			text += ", " + more
		}
	}
	return text
}
