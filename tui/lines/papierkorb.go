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
	all := z.look(work.BasketList(nil))
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
			if b, err = work.ReadBasket(z.During, z.Desk, all.view); err != nil {
				z.Fail(err)
				return ask.ErrBack
			}
			all.list = work.BasketList(b.All)
			z.Say("Papierkorb, %s. Nach 30 Tagen wird endgültig gelöscht.%s", wording.Plural(len(b.Shown), "Entwurf", "Entwürfe"), all.said())
			return nil
		},
		List: func() (int, func(int) string) {
			return len(b.Shown), func(i int) string { return work.ThrownWords(b.At(i)) }
		},
		Question: "Nummer holt den Entwurf zurück, ein Wort sucht, :filter und :sortieren ordnen, Enter allein geht zurück.",
		Commands: func() []ask.Command {
			return append(all.commands(), ask.Command{Name: "zurueckholen", Arg: "NUMMER", Help: "Macht aus dem gelöschten Entwurf wieder einen.",
				Do: z.OfEntry("zurueckholen", len(b.Shown), func(i int, _ string) error { return take(i) })}, ask.Back("Zurück."))
		},
		Take: func(words string) error { all.view.Words = words; return nil },
		Pick: take,
	})
}
