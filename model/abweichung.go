package model

import (
	"reflect"
	"slices"
	"strings"
	"time"
)

// Abweichung is a value that gave way where two people changed the same field at once.
// It is kept with the draft, so that it can be looked at and take its place again.
type Abweichung struct {
	Feld        string    `json:"feld"`
	Steht       string    `json:"steht"` // what stood there when Wert gave way
	Wert        string    `json:"wert"`
	Von         string    `json:"von"`             // login name of who entered Wert
	Gegen       string    `json:"gegen,omitempty"` // of who entered Steht
	Am          time.Time `json:"am"`
	Entschieden bool      `json:"entschieden,omitempty"` // somebody has seen both and chosen
}

// What is kept beside a report and can give way, too, as fields.
const (
	FeldNotiz  = "Notiz"
	FeldSperre = "Sperre"
)

// Is reports that two are of the same value.
func (a Abweichung) Is(b Abweichung) bool {
	return a.Feld == b.Feld && a.Wert == b.Wert && a.Von == b.Von
}

// AddAbweichung keeps one more. One that went on being typed is kept as it is longest.
func AddAbweichung(all []Abweichung, a Abweichung) []Abweichung {
	all = slices.DeleteFunc(slices.Clone(all), func(old Abweichung) bool {
		return old.Feld == a.Feld && (strings.Contains(a.Steht, old.Wert) || old.Von == a.Von && strings.Contains(a.Wert, old.Wert))
	})
	if a.Wert == "" || strings.Contains(a.Steht, a.Wert) {
		return all // nothing of it is lost
	}
	return append(all, a)
}

func (s *Sperre) grund() string {
	if s == nil {
		return ""
	}
	return s.Grund
}

// Beside is what a draft keeps beside its report.
type Beside struct {
	Notiz        string
	Sperre       *Sperre
	Abweichungen []Abweichung
}

// Beside is what the draft keeps so.
func (d *Draft) Beside() Beside { return Beside{d.Notiz, d.Sperre, slices.Clone(d.Abweichungen)} }

// SetBeside has the draft keep b.
func (d *Draft) SetBeside(b Beside) {
	d.Notiz, d.Sperre, d.Abweichungen = b.Notiz, b.Sperre, b.Abweichungen
}

// MergeBeside puts together what two people have made of it since it was one: what only
// one has changed is as she has it. What both have changed is mine, and theirs is named
// among the clashes, without who and when.
func MergeBeside(theirs, was, mine Beside) (b Beside, clashes []Abweichung) {
	b = Beside{mine.Notiz, mine.Sperre, mergeAbweichungen(theirs.Abweichungen, was.Abweichungen, mine.Abweichungen)}
	switch {
	case mine.Notiz == was.Notiz:
		b.Notiz = theirs.Notiz
	case theirs.Notiz != was.Notiz && theirs.Notiz != mine.Notiz:
		clashes = append(clashes, Abweichung{Feld: FeldNotiz, Steht: mine.Notiz, Wert: theirs.Notiz})
	}
	switch {
	case reflect.DeepEqual(mine.Sperre, was.Sperre):
		b.Sperre = theirs.Sperre
	case theirs.Sperre != nil && !reflect.DeepEqual(theirs.Sperre, was.Sperre) && !reflect.DeepEqual(theirs.Sperre, mine.Sperre):
		clashes = append(clashes, Abweichung{Feld: FeldSperre, Steht: mine.Sperre.grund(), Wert: theirs.Sperre.grund()})
	}
	return b, clashes
}

// mergeAbweichungen keeps those either has, without those one of them has dropped. One
// that either has decided about is decided.
func mergeAbweichungen(theirs, was, mine []Abweichung) (all []Abweichung) {
	in := func(list []Abweichung, a Abweichung) int { return slices.IndexFunc(list, a.Is) }
	for _, a := range mine {
		i := in(theirs, a)
		if i < 0 && in(was, a) >= 0 {
			continue
		}
		a.Entschieden = a.Entschieden || i >= 0 && theirs[i].Entschieden
		all = append(all, a)
	}
	for _, a := range theirs {
		if in(mine, a) < 0 && in(was, a) < 0 {
			all = append(all, a)
		}
	}
	return all
}
