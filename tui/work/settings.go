package work

import (
	"context"
	"encoding/json"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
)

// Settings are how a person likes to work, kept sealed in the store under her name.
// "" is: nothing is said, so it is as for everybody.
type Settings struct {
	Meldebegruendung string // what a new report begins with
	EigeneLeistung   string
	Land             string // what the address of a new person begins with
	Start            string // the screen behind the login
	Tasten           string // whether the key bar is shown
}

// The settings that are no code of a report.
const (
	StartPeople = "patienten"
	StartSeries = "serie"
	KeysFew     = "wenige"
)

// MerkSettings is the name under which a person's Settings are remembered.
const MerkSettings = "einstellungen"

// ReadSettings are those of the signed-in person; what cannot be read says nothing.
func ReadSettings(ctx context.Context, desk *Desk) (s Settings, err error) {
	memory, err := desk.Memory.Recall(ctx, MerkSettings)
	if err != nil {
		return s, err
	}
	if json.Unmarshal(memory[MerkSettings], &s) != nil {
		s = Settings{}
	}
	return s, nil
}

// Keep remembers them.
func (s *Settings) Keep(ctx context.Context, desk *Desk) error {
	content, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return desk.Memory.Remember(ctx, MerkSettings, content)
}

// Setting is one of them, for whoever is asked.
type Setting struct {
	Label, Hint string
	Options     []catalog.Entry // what can be chosen beside nothing, nil = any Land
	At          func(*Settings) *string
}

// SettingList are all settings in the order in which they are asked.
func SettingList(lists *catalog.Shelf) []Setting {
	return []Setting{
		{"Meldebegründung", "Womit eine neue Meldung beginnt, wenn kein Widerspruch vorliegt.", enumOf(lists, "Meldebegruendung", "W", "V"), func(s *Settings) *string { return &s.Meldebegruendung }},
		{"Eigene Leistung", "Womit eine neue Meldung beginnt.", enumOf(lists, "JNU"), func(s *Settings) *string { return &s.EigeneLeistung }},
		{"Land", "Womit die Adresse einer neuen Person beginnt: zwei Großbuchstaben, z. B. DE.", nil, func(s *Settings) *string { return &s.Land }},
		{"Startmaske", "Was nach der Anmeldung zu sehen ist; leer ist die Arbeitsliste.", []catalog.Entry{{Code: StartPeople, Label: "Patientenliste"}, {Code: StartSeries, Label: "Serie"}}, func(s *Settings) *string { return &s.Start }},
		{"Tastenzeile", "Leer zeigt die Tasten des Augenblicks, „wenige“ nur F1, F9 und F10.", []catalog.Entry{{Code: KeysFew, Label: "nur Hilfe, Befehle und Zurück"}}, func(s *Settings) *string { return &s.Tasten }},
	}
}

// enumOf are the entries of a closed list without those that nobody takes by habit.
func enumOf(lists *catalog.Shelf, name string, without ...string) (all []catalog.Entry) {
	list, ok := lists.Get(name)
	if !ok {
		return nil
	}
	for _, e := range list.Entries() {
		if !strings.Contains(strings.Join(without, ""), e.Code) {
			all = append(all, e)
		}
	}
	return all
}

// Read is what a typed text means: a code, or a beginning of words that fits one
// alone; wrong says what is to be typed instead.
func (s *Setting) Read(text string) (code, wrong string) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", ""
	}
	if s.Options == nil {
		code = strings.ToUpper(text)
		if dataset.Land.Check(code) != nil {
			return "", s.Label + ": zwei Großbuchstaben, z. B. DE, oder leer."
		}
		return code, ""
	}
	var hits, known []string
	for _, o := range s.Options {
		known = append(known, o.Code+" "+o.Label)
		switch {
		case strings.EqualFold(o.Code, text):
			return o.Code, ""
		case strings.HasPrefix(catalog.Fold(o.Label), catalog.Fold(text)), len(text) > 1 && strings.HasPrefix(catalog.Fold(o.Code), catalog.Fold(text)):
			hits = append(hits, o.Code)
		}
	}
	if len(hits) == 1 {
		return hits[0], ""
	}
	return "", s.Label + ": " + strings.Join(known, ", ") + " oder leer."
}

// Typed is the question for one that is typed and not chosen.
func (s *Setting) Typed() Question {
	return Question{Label: s.Label + ": Code", Empty: func([]string) string { return "keiner" },
		Wrong: func(text string) string { _, wrong := s.Read(text); return wrong }}
}

// Words is what a code of the setting means, "" for none.
func (s *Setting) Words(code string) string {
	for _, o := range s.Options {
		if o.Code == code {
			return o.Label
		}
	}
	return ""
}

// Choices are what can be chosen in words, nothing first; Code is that of one of them.
func (s *Setting) Choices() []string {
	words := []string{"nichts vorgeben"}
	for _, o := range s.Options {
		words = append(words, o.Code+", "+o.Label)
	}
	return words
}

func (s *Setting) Code(choice int) string {
	if choice == 0 {
		return ""
	}
	return s.Options[choice-1].Code
}

// preset puts into a new report what its writer begins with. Who has objected has said
// why she is reported.
func (s *Settings) preset(m *model.Meldung, objects bool) {
	if m.Meldebegruendung == "" && !objects {
		m.Meldebegruendung = model.Code(s.Meldebegruendung)
	}
	if m.EigeneLeistung == "" {
		m.EigeneLeistung = model.Code(s.EigeneLeistung)
	}
}

// PresetPerson is a new person as her writer begins her, nil where that says nothing.
func PresetPerson(ctx context.Context, desk *Desk) *model.Patient {
	s, err := ReadSettings(ctx, desk)
	if err != nil || s.Land == "" {
		return nil
	}
	p := new(model.Patient)
	p.Stammdaten.Adresse.Land = model.Code(s.Land)
	return p
}
