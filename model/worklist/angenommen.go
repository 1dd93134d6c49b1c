package worklist

import (
	"time"

	"example.org/meldeportal/model"
)

// Angenommen are the answers that are good news and nobody has looked at, together:
// they are told, and are no work.
type Angenommen struct {
	Meldungen      int
	Loeschantraege int
	Seit, Bis      time.Time // of the first and of the last answer
}

func (n *Angenommen) add(a *Aufgabe) {
	n.Join(&Angenommen{Meldungen: 1, Seit: a.Settled, Bis: a.Settled}, a.Sendung)
}

// Join adds answers about what was sent; how many stands in their Meldungen.
func (n *Angenommen) Join(o *Angenommen, art model.Sendung) {
	switch {
	case o.Meldungen == 0:
		return
	case art == model.SendungLoeschantrag:
		n.Loeschantraege += o.Meldungen
	default:
		n.Meldungen += o.Meldungen
	}
	if n.Seit.IsZero() || o.Seit.Before(n.Seit) {
		n.Seit = o.Seit
	}
	if o.Bis.After(n.Bis) {
		n.Bis = o.Bis
	}
}
