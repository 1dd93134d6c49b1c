package tuitest

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// textFor are the fewest keys found that make the wanted value of the field in
// focus, nil when none do.
func (y *Typist) textFor(id string) []string {
	keys, repeated := y.textOn(y, id), y.repeated(id)
	if repeated != nil && (keys == nil || len(repeated) < len(keys)) {
		return repeated
	}
	return keys
}

// repeated are the keys that take the value over from somewhere.
func (y *Typist) repeated(id string) []string {
	want, values := y.value(y.want, id), y.form.Repeats()
	i := slices.IndexFunc(values, func(r forms.Repeat) bool { return r.Text == want })
	if want == "" || i < 0 {
		return nil
	}
	return repeat("ctrl+d", i+1)
}

// textOn is textFor on a report that may differ from the typist's own.
func (y *Typist) textOn(on *Typist, id string) []string {
	b, ok := field.Lookup(dataset.Report, on.report, id)
	if !ok {
		return nil
	}
	want, have := y.value(y.want, id), b.Get()
	if want == "" {
		return []string{"ctrl+u"}
	}
	key := b.Row.Type.Name + "\x00" + b.Row.ID + "\x00" + want
	if keys, known := y.texts[key]; known && have == "" {
		return keys
	}
	texts, prose := candidates(b, want, y.env.Now()), b.Row.Type.Kind == field.Text || b.Row.Type.Kind == field.LongText
	if prose {
		texts = append(texts, y.completed(on, id, want))
	}
	for _, keys := range sorted(texts) {
		if on.makes(id, keys, want, have != "") && y.only(on, id, keys, want, have != "") {
			if have == "" {
				if !prose { // what completes a text follows from the others
					y.texts[key] = keys
				}
			} else if !replaces(b.Row.Type) {
				keys = append([]string{"ctrl+u"}, keys...)
			}
			return keys
		}
	}
	return nil
}

// completed are the letters of a text, and the key that takes what the form shows
// behind them where that is what is wanted.
func (y *Typist) completed(on *Typist, id, want string) (keys []string) {
	s := on.scratch(id)
	s.form.Key(keyMsg("ctrl+u"))
	for left := want; left != ""; {
		k := letters(left)[0]
		s.form.Key(keyMsg(k))
		keys, left = append(keys, k), left[len(string([]rune(left)[:1])):]
		if rest := s.form.Completion(); rest != "" && strings.HasPrefix(left, rest) {
			s.form.Key(keyMsg("right"))
			keys, left = append(keys, "right"), left[len(rest):]
		}
	}
	return keys
}

// only reports that keys which take a hit of a list take the only one: the order
// of several changes with use.
func (y *Typist) only(on *Typist, id string, keys []string, want string, stored bool) bool {
	last := keys[len(keys)-1]
	return last != "down" || on.makes(id, append(slices.Clone(keys), last), want, stored)
}

// replaces reports that the first letter takes the place of a stored value.
func replaces(t *field.Type) bool {
	return t.Kind != field.Text && t.Kind != field.LongText
}

// makes tries whether keys make a value.
func (y *Typist) makes(id string, keys []string, want string, stored bool) bool {
	s := y.scratch(id)
	if s.form.Cursor() != id {
		return false
	}
	if stored {
		s.form.Key(keyMsg("ctrl+u"))
	}
	for _, k := range keys {
		s.form.Key(keyMsg(k))
	}
	s.form.Confirm()
	return s.value(s.report, id) == want
}

func sorted(texts [][]string) [][]string {
	slices.SortStableFunc(texts, func(a, b []string) int { return len(a) - len(b) })
	return texts
}

// letters are the keys of a text; Enter makes a line in those that have lines.
func letters(text string) []string {
	var keys []string
	for _, r := range text {
		if r == '\n' {
			keys = append(keys, "enter")
			continue
		}
		keys = append(keys, string(r))
	}
	return keys
}

// candidates are texts that may make a value.
func candidates(b field.Bound, want string, today time.Time) (texts [][]string) {
	add := func(ts ...string) {
		for _, t := range ts {
			if t != "" {
				texts = append(texts, letters(t))
			}
		}
	}
	t := b.Row.Type
	switch t.Kind {
	case field.Date:
		add(dates(model.Datum(want), today)...)
	case field.Year:
		add(want, want[max(0, len(want)-2):])
	case field.Number:
		add(want, strings.ReplaceAll(want, ".", ","))
	case field.Branch:
		for i := range b.Branches() {
			add(strconv.Itoa(i + 1))
		}
		for _, r := range b.Branches() {
			if r.ElementName() == want {
				add(prefixes(strings.ToLower(r.Label))...)
			}
		}
	case field.Enum, field.Flag, field.Code:
		add(want, compactCode(want))
		add(prefixes(want)...)
		add(prefixes(compactCode(want))...)
	default:
		add(want)
		if t.List != "" {
			texts = append(texts, picked(want)...)
		}
	}
	return texts
}

// picked are the beginnings of a text that is then taken from the list of hits.
func picked(want string) (texts [][]string) {
	for _, p := range prefixes(want) {
		if n := len([]rune(p)); n > 1 && n+1 < len([]rune(want)) {
			texts = append(texts, append(letters(p), "down"))
		}
	}
	return texts
}

func prefixes(s string) (list []string) {
	runes := []rune(s)
	for n := 1; n <= len(runes); n++ {
		list = append(list, string(runes[:n]))
	}
	return list
}

func compactCode(s string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", ".", "", "/", "", "-", "").Replace(s))
}

// dates are the ways to write a date.
func dates(d model.Datum, today time.Time) []string {
	list := []string{string(d)}
	t, ok := d.Time()
	if !ok {
		return list
	}
	ago := int(time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC).Sub(t).Hours()) / 24
	if ago >= 0 && ago < 3 {
		list = append(list, []string{"h", "g", "v"}[ago])
	} else if ago > 0 && ago < 1000 {
		list = append(list, "-"+strconv.Itoa(ago))
	}
	_, g := d.Split()
	mark := strings.ToLower(string(g))
	for _, layout := range []string{"0201", "020106", "02012006", "012006", "2006", "02.01.2006", "2.1.06", "2.1.2006", "2.1."} {
		list = append(list, t.Format(layout), t.Format(layout)+mark, t.Format(layout)+"j")
	}
	return list
}

// formulas are the texts for the line of a TNM that make several of its values
// at once, the shortest first; none where there are fewer than two to type.
func (y *Typist) formulas(block string) [][]string {
	v := map[string]string{}
	missing := 0
	for _, row := range tnmRows {
		v[row] = y.value(y.want, block+"."+row)
		if v[row] != y.value(y.report, block+"."+row) {
			missing++
		}
	}
	if missing < 2 {
		return nil
	}
	var parts []string
	for _, letter := range []string{"T", "N", "M"} {
		if v[letter] == "" {
			continue
		}
		part := v["c_p_u_Praefix_"+letter] + letter + v[letter]
		if m := v["m_Symbol"]; letter == "T" && m != "" {
			part += "(" + m + ")"
		}
		parts = append(parts, part)
	}
	symbols := v["y_Symbol"] + v["r_Symbol"] + v["a_Symbol"]
	rest := v["L"] + v["V"] + v["Pn"] + v["S"]
	var texts [][]string
	for _, text := range []string{symbols + strings.Join(parts, "") + rest, symbols + strings.Join(parts, " ") + rest,
		symbols + strings.Join(parts, " ") + " " + rest, spaced(strings.Join(parts, " "), v["L"], v["V"], v["Pn"], v["S"], v["y_Symbol"], v["r_Symbol"], v["a_Symbol"])} {
		texts = append(texts, letters(text))
		if stage := v["UICC_Stadium"]; stage != "" {
			texts = append(texts, letters(text+" "+stage), letters(text+" UICC"+stage), letters(text+" UICC "+stage))
		}
	}
	return texts
}

var tnmRows = []string{"y_Symbol", "r_Symbol", "a_Symbol", "c_p_u_Praefix_T", "T", "m_Symbol", "c_p_u_Praefix_N", "N", "c_p_u_Praefix_M", "M",
	"L", "V", "Pn", "S", "UICC_Stadium"}

// formula types the line of a TNM in the focus, with the text that leaves the
// fewest keys to be typed elsewhere.
func (y *Typist) formula(block string) {
	var best []string
	least := 0
	for _, keys := range y.formulas(block) {
		s := y.scratch(block)
		for _, k := range keys {
			s.form.Key(keyMsg(k))
		}
		s.form.Confirm()
		cost := len(keys)
		for _, row := range tnmRows {
			if want := y.value(y.want, block+"."+row); s.value(s.report, block+"."+row) != want {
				cost += 4 + len(want)
			}
		}
		if best == nil || cost < least {
			best, least = keys, cost
		}
	}
	y.failed[block] = true
	y.press(block, best...)
	y.fresh = true
	y.settle()
}

// spaced are parts with a blank before each.
func spaced(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		if p != "" {
			b.WriteString(" " + p)
		}
	}
	return strings.TrimSpace(b.String())
}
