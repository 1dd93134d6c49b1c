package interview

import (
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/wording"
)

// OwnErrors tells what the rules say of the own reports most often; open shows some of
// them by their numbers.
func (z *Session) OwnErrors(open func(numbers []string) error) error {
	its, err := lists.ReadOwnErrors(z.During, z.Desk, NowAndThen(z, wording.JudgedText))
	if err != nil {
		return z.Failed(err, nil)
	}
	list := its.List()
	looking := z.Looking(list)
	return looking.Through("Nummer nennt die Meldungen einer Zeile", func() (Shown, error) {
		shown, err := list.Shown(z.During, looking.View)
		return Shown{
			Said:  "Doku-Check. " + its.Said(),
			N:     len(shown),
			Words: func(i int) string { return its.Words(shown[i]) },
			Pick:  func(i int) error { return open(shown[i].Numbers) },
			Holds: func(i int) ([]lists.Part, error) { return []lists.Part{{Lines: []string{its.Words(shown[i])}}}, nil },
		}, err
	})
}
