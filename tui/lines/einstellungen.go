package lines

import (
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// settings asks how the person likes to work. The start screen and the key bar are of
// the drawn program, and are kept as they are.
func (z *line) settings() error {
	now, err := work.ReadSettings(z.During, z.Desk)
	if err != nil {
		return z.Failed(err, nil)
	}
	for _, s := range work.SettingList(z.Services.Lists) {
		at := s.At(&now)
		z.Say("%s. %s Bisher %s.", s.Label, s.Hint, wording.OrEmpty(*at))
		if s.Options == nil {
			typed := s.Typed()
			text, err := z.AnswerTo(&typed, nil)
			if err != nil {
				return z.keepSettings(&now, err)
			}
			*at, _ = s.Read(text)
			continue
		}
		i, err := z.ChooseFrom("Nummer wählt, Enter allein lässt diese und die weiteren so.", s.Choices())
		if err != nil {
			return z.keepSettings(&now, err)
		}
		*at = s.Code(i)
	}
	return z.keepSettings(&now, nil)
}

// keepSettings remembers what was answered so far; left is why no more was asked.
func (z *line) keepSettings(now *work.Settings, left error) error {
	if err := now.Keep(z.During, z.Desk); err != nil {
		return z.Failed(err, nil)
	}
	z.Say("Einstellungen gespeichert.")
	return left
}
