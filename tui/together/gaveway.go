package together

import (
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/tui/wording"
)

// GaveWay keeps, beside what whoever has a login name writes, what a save of hers has taken
// the place of in somebody's Stammdaten; it says so, "" where nothing of it is lost.
func GaveWay(o *answer.Overwritten, report *model.Report, beside *model.Beside, login string, env forms.Env) string {
	theirs, mine := field.Texts(dataset.Report, &model.Report{Patient: o.Theirs}), field.Texts(dataset.Report, &model.Report{Patient: o.Mine})
	were := len(beside.Abweichungen)
	var labels []string
	for _, id := range o.Fields {
		a := model.Abweichung{Feld: id, Steht: mine[id], Wert: theirs[id], Von: o.By, Gegen: login, Am: o.At}
		beside.Abweichungen = model.AddAbweichung(beside.Abweichungen, a)
		labels = append(labels, choice(report, a, env).Label)
	}
	if len(beside.Abweichungen) <= were {
		return ""
	}
	return clashing(labels)
}

// clashing says which fields two people have entered otherwise at once.
func clashing(labels []string) string {
	return wording.Sentences("Zugleich verschieden eingetragen: "+strings.Join(labels, ", "), "Es gilt Ihre Angabe; {beide} zeigt beide")
}
