package lines

import (
	"example.org/meldeportal/tui/interview"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/wording"
)

// basket reads out the deleted drafts and takes them back.
func (z *line) basket() error {
	looking := z.Looking(lists.BasketList(nil))
	return looking.Through("Nummer holt den Entwurf zurück", func() (interview.Shown, error) {
		b, err := lists.ReadBasket(z.During, z.Desk, looking.View)
		looking.List = lists.BasketList(b.All)
		return interview.Shown{
			Said:     "Papierkorb, " + wording.Plural(len(b.Shown), "Entwurf", "Entwürfe") + ". Nach 30 Tagen wird endgültig gelöscht.",
			N:        len(b.Shown),
			Words:    func(i int) string { return lists.ThrownWords(b.At(i)) },
			Holds:    func(i int) ([]lists.Part, error) { return z.holding().Thrown(b.At(i)), nil },
			Pick:     func(i int) error { return z.EntryAct(b.Acts(i)[0], "", goesOn) },
			Commands: z.EntriesCommands(len(b.Shown), b.ActsOn, goesOn),
		}, err
	})
}
