package work

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/wording"
)

// Question is one thing to be told before a deed, for a face that asks one after the
// other.
type Question struct {
	Label   string   // what is asked
	Options []string // the usual answers, nil = any text is one
	Other   string   // the answer in one's own words among them, "" = there is none
	Secret  bool     // nobody may look at the answer; Enter alone is none
	// Empty is what no answer means, given the answers before; "" or nil = there has to be one.
	Empty func(before []string) string
	// Wrong says why a text is no answer, "" = it is one; nil = every text is.
	Wrong func(text string) string
}

// Choices are the usual answers and, behind them, the one in one's own words.
func (q *Question) Choices() []string {
	if q.Other == "" {
		return q.Options
	}
	return append(slices.Clone(q.Options), q.Other)
}

// Questions are what is to be asked before the deed, and what the answers say. A note
// is no question: it is a text that is gone on with.
func (a *Act) Questions(now time.Time) ([]Question, func(answers []string) Given) {
	questions, given := a.questions(now)
	if len(questions) > 0 && a.About != "" {
		questions[0].Label = wording.Sentences(a.About, questions[0].Label)
	}
	return questions, given
}

func (a *Act) questions(now time.Time) ([]Question, func(answers []string) Given) {
	switch a.Asks {
	case AskSperre:
		return sperreQuestions(now), func(answers []string) Given {
			until, _ := HoldUntil(answers[1], now)
			return Given{Sperre: HoldFor(a.Now.Sperre, answers[0], until, now)}
		}
	case AskSettled:
		return []Question{settleQuestion}, func(answers []string) Given {
			return Given{Entscheid: &worklist.Entscheid{Grund: answers[0]}}
		}
	case AskUpAgain:
		return upAgainQuestions(now), func(answers []string) Given {
			day, _ := UpAgain(answers[1], now)
			return Given{Entscheid: &worklist.Entscheid{Grund: answers[0], Bis: day}}
		}
	case AskReply:
		return []Question{{Label: "Rückfrage vom " + a.Now.Text + " Antwort", Empty: func([]string) string { return a.Now.Reason }}}, func(answers []string) Given { return Given{Text: answers[0]} }
	case AskName:
		return []Question{{Label: "Neuer Name für „" + a.Now.Text + "“"}}, func(answers []string) Given {
			return Given{Text: answers[0]}
		}
	case AskFresh:
		return freshQuestions(cmp.Or(a.Now.Text, FreshAsked)), func(answers []string) Given { return Given{Password: answers[0], Code: answers[1]} }
	case AskPassword:
		return OneByOne(wording.PasswordAsks()), func(answers []string) Given { return Given{Answers: answers} }
	case AskRoles:
		return []Question{{Label: wording.RolesAsked, Empty: func([]string) string { return a.Now.Roles.String() }, Wrong: wording.WrongRoles}}, func(answers []string) Given {
			if strings.TrimSpace(answers[0]) == "" {
				return Given{Roles: a.Now.Roles}
			}
			roles, _ := rights.Parse(answers[0])
			return Given{Roles: roles}
		}
	case AskHandover:
		return []Question{{Label: "Wem übergeben", Options: a.To}, {Label: "Ein Satz dazu", Empty: func([]string) string { return "ohne" }}}, func(answers []string) Given {
			return Given{Entscheid: &worklist.Entscheid{An: answers[0], Grund: strings.TrimSpace(answers[1])}}
		}
	case AskDeletion:
		return deletionQuestions(a.Land), func(answers []string) Given {
			return Given{Reason: answers[0], Text: strings.TrimSpace(answers[1])}
		}
	}
	return nil, func([]string) Given { return Given{} }
}

// freshQuestions are password and a fresh code, and why they are asked for.
func freshQuestions(why string) []Question {
	questions := OneByOne(wording.FreshAsks("fragt das Portal"))
	questions[0].Label = wording.Sentences(why, questions[0].Label)
	return questions
}

// OneByOne are the inputs of a dialog, asked one after the other.
func OneByOne(asks []forms.Ask) (questions []Question) {
	for _, a := range asks {
		questions = append(questions, Question{Label: strings.TrimSuffix(wording.Sentences(a.Label, a.Hint), "."), Secret: a.Secret})
	}
	return questions
}

func sperreQuestions(now time.Time) []Question {
	return []Question{
		{Label: "Grund", Options: HoldReasons, Other: "anderer Grund"},
		{Label: "Bis zu welchem Tag? Zum Beispiel 01.12.2026 oder +14", Empty: func([]string) string { return "bis jemand sie aufhebt" },
			Wrong: func(text string) string { _, wrong := HoldUntil(text, now); return wrong }},
	}
}

var settleQuestion = Question{Label: "Grund, warum nichts mehr zu tun ist", Options: SettleReasons, Other: "anderer Grund"}

func upAgainQuestions(now time.Time) []Question {
	return []Question{
		{Label: "Grund", Options: HoldReasons, Other: "anderer Grund"},
		{Label: "Wiedervorlage an welchem Tag? Zum Beispiel 01.12.2026 oder +14",
			Wrong: func(text string) string { _, wrong := UpAgain(text, now); return wrong }},
	}
}

func deletionQuestions(l *land.Land) []Question {
	return []Question{
		{Label: "Grund", Options: l.Loeschgruende},
		{Label: "Erläuterung ohne Namen", Empty: func(before []string) string {
			if DeletionWants(l, before[0], "") != "" {
				return ""
			}
			return "keine"
		}},
	}
}

// DeletionWants says what a request to delete still lacks, "" where it is complete:
// another reason than the usual needs words of one's own.
func DeletionWants(l *land.Land, reason, text string) string {
	if l.NeedsText(reason) && strings.TrimSpace(text) == "" {
		return "Bitte den Grund in eigenen Worten angeben, ohne Namen."
	}
	return ""
}
