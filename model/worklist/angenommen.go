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
	if a.Sendung == model.SendungLoeschantrag {
		n.Loeschantraege++
	} else {
		n.Meldungen++
	}
	if n.Seit.IsZero() || a.Settled.Before(n.Seit) {
		n.Seit = a.Settled
	}
	if a.Settled.After(n.Bis) {
		n.Bis = a.Settled
	}
}
