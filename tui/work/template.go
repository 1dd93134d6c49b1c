package work

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/tui/wording"
)

// TemplatePrefix begins the names under which a person's templates are remembered.
const TemplatePrefix = "vorlage/"

// Template is a remembered template; key is the name it is remembered under.
type Template struct {
	Key string
	forms.Template
}

// ReadTemplates are the person's templates, by name. One that cannot be read is
// left where it is and not shown.
func ReadTemplates(ctx context.Context, desk *Desk) (all []Template, err error) {
	kept, err := desk.Memory.Recall(ctx, TemplatePrefix)
	if err != nil {
		return nil, err
	}
	for key, content := range kept {
		t := Template{Key: key}
		if json.Unmarshal(content, &t.Template) == nil && t.Name != "" {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, func(a, b Template) int {
		return cmp.Or(cmp.Compare(catalog.Fold(a.Name), catalog.Fold(b.Name)), cmp.Compare(a.Key, b.Key))
	})
	return all, nil
}

// TemplatesFor are those of a type, "" = of all.
func TemplatesFor(ctx context.Context, desk *Desk, typ model.Zweig) ([]Template, error) {
	all, err := ReadTemplates(ctx, desk)
	return slices.DeleteFunc(all, func(t Template) bool { return typ != "" && t.Typ != typ }), err
}

// NewTemplateKey is a name nothing is remembered under yet.
func NewTemplateKey(now time.Time) string {
	return TemplatePrefix + strconv.FormatInt(now.UnixNano(), 36)
}

// TemplateText counts what a template holds.
func TemplateText(t *forms.Template) string {
	asked := 0
	for _, v := range t.Values {
		if v.Ask {
			asked++
		}
	}
	text := wording.Plural(len(t.Values)-asked, "Wert", "Werte")
	if asked > 0 {
		text += ", " + wording.Plural(asked, "Frage", "Fragen")
	}
	return text
}

// FieldUse is what a template does with a field.
type FieldUse int

const (
	KeepValue FieldUse = iota
	AskValue
	LeaveOut
)

// FirstUses are what a template does with the fields unless a person says
// otherwise: what belongs to this person or day is asked for.
func FirstUses(parts []forms.Part) []FieldUse {
	use := make([]FieldUse, len(parts))
	for i := range parts {
		if parts[i].Own {
			use[i] = AskValue
		}
	}
	return use
}

// MakeTemplate makes a template of the fields of a report.
func MakeTemplate(key, name string, typ model.Zweig, parts []forms.Part, use []FieldUse) Template {
	t := Template{key, forms.Template{Name: strings.TrimSpace(name), Typ: typ}}
	for i, p := range parts {
		switch use[i] {
		case KeepValue:
			t.Values = append(t.Values, forms.TemplateValue{ID: p.ID, Text: p.Text})
		case AskValue:
			v := forms.TemplateValue{ID: p.ID, Text: p.Text, Ask: true}
			if p.Own {
				v.Text = "" // what is of this person is no proposal for the next
			}
			t.Values = append(t.Values, v)
		}
	}
	return t
}

// TemplateActs are what can be done with a template of the person, nil where none is
// chosen.
func TemplateActs(desk *Desk, t *Template) []Act {
	rename := Act{Name: "umbenennen", Label: "Umbenennen", Help: "Gibt der Vorlage einen anderen Namen.", Row: true, Asks: AskName}
	remove := Act{Name: "loeschen", Label: "Löschen", Help: "Löscht die Vorlage nach Rückfrage.", Row: true}
	if t == nil {
		rename.Off = "Es ist keine Vorlage ausgewählt."
		remove.Off = rename.Off
		return []Act{rename, remove}
	}
	named, shown := *t, forms.Clean(t.Name)
	rename.Now.Text = named.Name
	rename.Do = func(ctx context.Context, g Given) (Done, error) {
		named.Name = strings.TrimSpace(g.Text)
		return Done{Said: "Vorlage heißt jetzt „" + forms.Clean(named.Name) + "“."}, keepTemplate(ctx, desk, &named)
	}
	remove.Sure = &Sure{"Vorlage löschen?", "„" + shown + "“ wird gelöscht. Meldungen, die damit entstanden, bleiben.", "Löschen"}
	remove.Do = func(ctx context.Context, _ Given) (Done, error) {
		return Done{Said: "Vorlage gelöscht."}, desk.Memory.Remember(ctx, named.Key, nil)
	}
	return []Act{rename, remove}
}

// Keeping is the act that keeps a new template; one of the same name and type gives way
// after a question.
func Keeping(desk *Desk, known []Template, t Template) Act {
	act := Act{Name: "behalten", Label: "Speichern", Help: "Speichert die Vorlage."}
	if t.Name == "" {
		act.Off = "Bitte der Vorlage einen Namen geben."
		return act
	}
	same := slices.IndexFunc(known, func(k Template) bool { return k.Typ == t.Typ && catalog.Fold(k.Name) == catalog.Fold(t.Name) })
	if same >= 0 {
		t.Key = known[same].Key
		act.Sure = &Sure{"Vorlage ersetzen?", "„" + forms.Clean(t.Name) + "“ gibt es schon.", "Ersetzen"}
	}
	act.Do = func(ctx context.Context, _ Given) (Done, error) {
		said := "Vorlage „" + forms.Clean(t.Name) + "“ gespeichert: " + TemplateText(&t.Template) + ". {vorlage} wendet sie an."
		return Done{Said: said}, keepTemplate(ctx, desk, &t)
	}
	return act
}

func keepTemplate(ctx context.Context, desk *Desk, t *Template) error {
	content, err := json.Marshal(t.Template)
	if err != nil {
		return err
	}
	return desk.Memory.Remember(ctx, t.Key, content)
}

// Parts are what a template fills by itself and what it has to ask for.
func (t *Template) Parts(form *forms.Form) (values map[string]string, asked []forms.TemplateValue) {
	values = map[string]string{}
	for _, v := range t.Values {
		switch {
		case !v.Ask:
			values[v.ID] = v.Text
		case form.Stored(v.ID) == "" && form.Label(v.ID) != "":
			asked = append(asked, v)
		}
	}
	return values, asked
}

// CarriedText says how many values came into a report from elsewhere.
func CarriedText(n int, from string) string {
	if n == 0 {
		return "Nichts übernommen aus " + from + ": Alles davon steht schon da."
	}
	return wording.Plural(n, "Wert", "Werte") + " übernommen aus " + from + "; in der Meldung nimmt {rueckgaengig} das zurück."
}

// Apart are the values that go into empty fields, and the names of the fields
// that are filled otherwise.
func Apart(form *forms.Form, values map[string]string) (free map[string]string, taken []string) {
	free = map[string]string{}
	for _, id := range slices.Sorted(maps.Keys(values)) {
		switch stored := form.Stored(id); {
		case stored == "":
			free[id] = values[id]
		case stored != values[id]:
			taken = append(taken, form.Label(id))
		}
	}
	return free, taken
}
