package lines

import (
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/interview"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// basket reads out the deleted drafts and takes them back.
func (z *line) basket() error {
	var b work.PaperBasket
	take := func(i int) error {
		a := b.Acts(i)[0]
		if a.Off != "" {
			z.Say("%s", interview.Named(a.Off))
			return ask.ErrSaid
		}
		return z.Act(a, "", goesOn)
	}
	return z.StayAt(ask.Place{
		Tell: func() (err error) {
			if b, err = work.ReadBasket(z.During, z.Desk); err != nil {
				z.Fail(err)
				return ask.ErrBack
			}
			z.Say("Papierkorb, %s. Nach 30 Tagen wird endgültig gelöscht.", wording.Plural(len(b.All), "Entwurf", "Entwürfe"))
			return nil
		},
		List: func() (int, func(int) string) {
			return len(b.All), func(i int) string { return work.ThrownWords(&b.All[i]) }
		},
		Question: "Nummer holt den Entwurf zurück, Enter allein geht zurück.",
		Commands: func() []ask.Command {
			return []ask.Command{{Name: "zurueckholen", Arg: "NUMMER", Help: "Macht aus dem gelöschten Entwurf wieder einen.",
				Do: z.OfEntry("zurueckholen", len(b.All), func(i int, _ string) error { return take(i) })}, ask.Back("Zurück.")}
		},
		Pick: take,
	})
}
