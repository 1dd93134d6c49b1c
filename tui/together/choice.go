package together

import (
	"cmp"
	"slices"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/tui/wording"
)

// Choice is a field two people entered at once, in words fit to be drawn.
type Choice struct {
	Label        string
	Mine, Theirs string // what whoever looks entered, or else what stood; and the other one
	Who          string // entered the other one, and when
	Other        bool   // that one stands now
	Decided      bool
}

// Choices are those of a draft for whoever has a login name.
func Choices(report *model.Report, all []model.Abweichung, login string, env forms.Env) []Choice {
	list := make([]Choice, len(all))
	for i, a := range all {
		c := choice(report, a, env)
		if c.Other = a.Von == login && a.Gegen != login; c.Other {
			c.Mine, c.Theirs = c.Theirs, c.Mine
			a.Von = a.Gegen
		}
		c.Mine, c.Theirs = wording.OrEmpty(c.Mine), wording.OrEmpty(c.Theirs)
		c.Who = cmp.Or(forms.Clean(a.Von), "jemand anderem") + ", " + a.Am.Local().Format("02.01. 15:04")
		list[i] = c
	}
	return list
}

// choice puts one into words: Mine is what stands, Theirs what gave way.
func choice(report *model.Report, a model.Abweichung, env forms.Env) Choice {
	c := Choice{Label: a.Feld, Mine: forms.Clean(a.Steht), Theirs: forms.Clean(a.Wert), Decided: a.Entschieden}
	switch a.Feld {
	case model.FeldNotiz:
		c.Label = "Interne Notiz"
	case model.FeldSperre:
		c.Label = "Grund der Sperre"
	default:
		for _, said := range forms.Changes(dataset.Report, report, report, []field.Difference{{ID: a.Feld, Before: a.Wert, After: a.Steht}}, env) {
			c.Label, c.Mine, c.Theirs = said.Label, said.After, said.Before
		}
	}
	return c
}

// Open is how many are not decided about.
func Open(all []model.Abweichung) (n int) {
	for _, a := range all {
		if !a.Entschieden {
			n++
		}
	}
	return n
}

// Keep decides that what stands stays.
func Keep(beside *model.Beside, i int) {
	a := beside.Abweichungen[i]
	a.Entschieden = true
	put(beside, i, a)
}

// put changes one in a list of its own: the one before may be being saved.
func put(beside *model.Beside, i int, a model.Abweichung) {
	beside.Abweichungen = slices.Clone(beside.Abweichungen)
	beside.Abweichungen[i] = a
}

// Swap puts what gave way in the place of what stands, which is kept in its place. It is
// false where something else stands there by now.
func Swap(form *forms.Form, beside *model.Beside, i int, now time.Time) bool {
	a := beside.Abweichungen[i]
	switch {
	case a.Feld == model.FeldNotiz && beside.Notiz == a.Steht:
		beside.Notiz = a.Wert
	case !form.Replace(a.Feld, a.Steht, a.Wert):
		return false
	}
	put(beside, i, model.Abweichung{Feld: a.Feld, Steht: a.Wert, Wert: a.Steht, Von: a.Gegen, Gegen: a.Von, Am: now, Entschieden: true})
	return true
}

// Changed is said where it cannot.
const Changed = "Dort steht inzwischen etwas Drittes; beide Angaben bleiben hier zu sehen."
