package wording

import (
	"errors"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/people"
)

// A row nobody can read is one row: lists show the others, and it as "beschädigt"
// with the beginning of its number, by which the support finds it in a copy. It
// may be anybody, so nobody is made anew unseen while there is one.

// DamagedSentence says what a row is that was to be opened, and what to do.
func DamagedSentence(what, id string) string {
	return what + " " + model.ShortID(id) + " ist beschädigt. Nichts ändern; Betreuung rufen (Sicherung)."
}

// DamagedCases says how many cases nobody can read, "" where there is none.
func DamagedCases(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 Akte ist beschädigt und kann diese Person sein."
	}
	return Plural(n, "", "Akten") + " sind beschädigt; eine davon kann diese Person sein."
}

const DamagedAdvice = "Vor einer neuen Akte bitte die Betreuung rufen."

// IsDamaged reports an error that says that what was asked for cannot be read.
func IsDamaged(err error) bool {
	var f *answer.Failure
	return errors.As(err, &f) && f.Kind == answer.FailDamaged
}

func CountDamaged(all []model.Delivery) (n int) {
	for i := range all {
		if all[i].Damaged {
			n++
		}
	}
	return n
}

func DamagedEntries(n int) string {
	if n == 0 {
		return ""
	}
	return Plural(n, "Eintrag", "Einträge") + " " + people.DamagedWord + ": nichts daran ändern, Betreuung rufen (Sicherung)."
}

// DamagedTask is what a task about a row nobody can read says when it is opened.
func DamagedTask(draftID, transaktionsnummer string) string {
	if draftID != "" {
		return DamagedSentence("Entwurf", draftID)
	}
	return DamagedSentence("Meldung", transaktionsnummer)
}
