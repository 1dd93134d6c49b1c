package tui

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
)

// templatePrefix begins the names under which a person's templates are remembered.
const templatePrefix = "vorlage/"

// template is a remembered template; key is the name it is remembered under.
type template struct {
	key string
	forms.Template
}

// readTemplates are the person's templates, by name. One that cannot be read is
// left where it is and not shown.
func readTemplates(ctx context.Context, desk *Desk) (all []template, err error) {
	kept, err := desk.Memory.Recall(ctx, templatePrefix)
	if err != nil {
		return nil, err
	}
	for key, content := range kept {
		t := template{key: key}
		if json.Unmarshal(content, &t.Template) == nil && t.Name != "" {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, func(a, b template) int {
		return cmp.Or(cmp.Compare(catalog.Fold(a.Name), catalog.Fold(b.Name)), cmp.Compare(a.key, b.key))
	})
	return all, nil
}

// templatesFor are those of a type, "" = of all.
func templatesFor(ctx context.Context, desk *Desk, typ model.Zweig) ([]template, error) {
	all, err := readTemplates(ctx, desk)
	return slices.DeleteFunc(all, func(t template) bool { return typ != "" && t.Typ != typ }), err
}

func keepTemplate(ctx context.Context, desk *Desk, t template) error {
	content, err := json.Marshal(t.Template)
	if err != nil {
		return err
	}
	return desk.Memory.Remember(ctx, t.key, content)
}

// newTemplateKey is a name nothing is remembered under yet.
func newTemplateKey(now time.Time) string {
	return templatePrefix + strconv.FormatInt(now.UnixNano(), 36)
}

// templateText counts what a template holds.
func templateText(t *forms.Template) string {
	asked := 0
	for _, v := range t.Values {
		if v.Ask {
			asked++
		}
	}
	text := plural(len(t.Values)-asked, "Wert", "Werte")
	if asked > 0 {
		text += ", " + plural(asked, "Frage", "Fragen")
	}
	return text
}

// fieldUse is what a template does with a field.
type fieldUse int

const (
	keepValue fieldUse = iota
	askValue
	leaveOut
)

// firstUses are what a template does with the fields unless a person says
// otherwise: what belongs to this person or day is asked for.
func firstUses(parts []forms.Part) []fieldUse {
	use := make([]fieldUse, len(parts))
	for i := range parts {
		if parts[i].Own {
			use[i] = askValue
		}
	}
	return use
}

// makeTemplate makes a template of the fields of a report.
func makeTemplate(key, name string, typ model.Zweig, parts []forms.Part, use []fieldUse) template {
	t := template{key, forms.Template{Name: strings.TrimSpace(name), Typ: typ}}
	for i, p := range parts {
		switch use[i] {
		case keepValue:
			t.Values = append(t.Values, forms.TemplateValue{ID: p.ID, Text: p.Text})
		case askValue:
			v := forms.TemplateValue{ID: p.ID, Text: p.Text, Ask: true}
			if p.Own {
				v.Text = "" // what is of this person is no proposal for the next
			}
			t.Values = append(t.Values, v)
		}
	}
	return t
}

// named is the template of the same name and type, nil where there is none.
func named(known []template, t *template) *template {
	same := slices.IndexFunc(known, func(k template) bool { return k.Typ == t.Typ && catalog.Fold(k.Name) == catalog.Fold(t.Name) })
	if same < 0 {
		return nil
	}
	return &known[same]
}

// parts are what a template fills by itself and what it has to ask for.
func (t *template) parts(form *forms.Form) (values map[string]string, asked []forms.TemplateValue) {
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

// apart are the values that go into empty fields, and the names of the fields
// that are filled otherwise.
func apart(form *forms.Form, values map[string]string) (free map[string]string, taken []string) {
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
