package worklist

import (
	"time"

	"example.org/meldeportal/model"
)

// Angenommen are the answers that are good news and nobody has looked at, together:
// they are told, and are no work.
type Angenommen struct {
	Meldungen      int
	MitHinweis     int       // of these
	Loeschantraege int       // that have arrived
	Gewaehrt       int       // and that were granted
	Seit, Bis      time.Time // of the first and of the last answer
}

func (n *Angenommen) add(a *Aufgabe) {
	n.Join(&Angenommen{Meldungen: 1, Seit: a.Settled, Bis: a.Settled}, a.Sendung, a.Ergebnis)
}

// Anzahl is how many they are.
func (n *Angenommen) Anzahl() int { return n.Meldungen + n.Loeschantraege + n.Gewaehrt }

// Join adds answers about what was sent; how many stands in their Meldungen.
func (n *Angenommen) Join(o *Angenommen, art model.Sendung, e model.Ergebnis) {
	switch {
	case o.Meldungen == 0:
		return
	case e == model.ErgebnisGewaehrt:
		n.Gewaehrt += o.Meldungen
	case art == model.SendungLoeschantrag:
		n.Loeschantraege += o.Meldungen
	default:
		n.Meldungen += o.Meldungen
		if e == model.ErgebnisHinweis {
			n.MitHinweis += o.Meldungen
		}
	}
	if n.Seit.IsZero() || o.Seit.Before(n.Seit) {
		n.Seit = o.Seit
	}
	if o.Bis.After(n.Bis) {
		n.Bis = o.Bis
	}
}
