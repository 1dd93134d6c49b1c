package lines

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// looking is how a list is looked through: the same view the drawn list has.
type looking struct {
	z     *line
	list  work.Listing
	heads []listing.Head
	view  listing.View
}

func (z *line) look(list work.Listing) *looking {
	return &looking{z: z, list: list, heads: list.Heads()}
}

// commands are what can be done with any list.
func (l *looking) commands() []ask.Command {
	return []ask.Command{
		{Name: "worte", Arg: "[WORTE]", Help: "Zeigt nur Zeilen mit diesen Worten, ohne Worte alle.", Do: func(words string) error { l.view.Words = words; return nil }},
		{Name: "filter", Arg: "[SPALTE [WERT]]", Help: "Nennt Spalten und Filter; mit Spalte und Wert zeigt die Liste nur diesen, mit der Spalte allein wird gewählt, :filter weg zeigt alles.", Do: l.filter},
		{Name: "sortieren", Arg: "SPALTE [ab]", Help: "Sortiert nach einer Spalte, mit ab das Größte zuerst.", Do: l.sort},
		{Name: "haeufigkeit", Arg: "SPALTE", Help: "Zählt, was in der Spalte wie oft vorkommt; eine Nummer filtert danach.", Do: l.count},
		{Name: "merken", Arg: "NAME", Help: "Merkt Suche, Filter und Sortierung unter einem Namen.", Do: l.keep},
		{Name: "gemerkt", Help: "Nennt die gemerkten Filter; eine Nummer nimmt einen.", Do: func(string) error { return l.recall() }},
		{Name: "datei", Arg: "DATEI", Help: "Schreibt die Liste, wie sie gerade ist, in eine Datei: .csv für Tabellen, sonst Text.", Do: l.save},
	}
}

// said is what the view leaves out, "" where it is the list as it comes.
func (l *looking) said() string {
	text := wording.ViewWords(&l.view, l.heads)
	if text != "" {
		text = " Gezeigt: " + text + "."
	}
	return text
}

// column is a column by its name or the beginning of its name or head; it says when
// there is none.
func (l *looking) column(typed string) (listing.Head, bool) {
	want := catalog.Fold(typed)
	heads := l.heads
	i := slices.IndexFunc(heads, func(h listing.Head) bool {
		return strings.TrimSpace(want) != "" && (strings.HasPrefix(h.Name, want) || strings.HasPrefix(catalog.Fold(h.Head), want))
	})
	if i < 0 {
		l.z.Say("Bitte eine Spalte nennen: %s.", wording.HeadWords(heads))
		return listing.Head{}, false
	}
	return heads[i], true
}

func (l *looking) filter(arg string) error {
	name, value, _ := strings.Cut(arg, " ")
	switch {
	case name == "":
		l.z.Say("Spalten: %s.%s", wording.HeadWords(l.heads), l.said())
		return ask.ErrSaid
	case strings.TrimSpace(catalog.Fold(name)) == "weg":
		l.view = listing.View{}
		return nil
	case strings.TrimSpace(value) == "":
		return l.count(name)
	}
	h, ok := l.column(name)
	if !ok {
		return ask.ErrSaid
	}
	counts, err := l.list.Count(l.z.During, l.view, h.Name)
	if err != nil {
		l.z.Fail(err)
		return ask.ErrSaid
	}
	values := valuesLike(counts, value)
	if len(values) == 0 {
		l.z.Say("In der Spalte %s steht nichts wie „%s“; :haeufigkeit %s nennt, was dort steht.", h.Head, value, h.Name)
		return ask.ErrSaid
	}
	l.view.Only(h.Name, values...)
	return nil
}

// valuesLike are the values that are what is typed, or else all that hold it.
func valuesLike(counts []listing.Count, typed string) (values []string) {
	want := strings.TrimSpace(catalog.Fold(typed))
	for _, c := range counts {
		switch have := strings.TrimSpace(catalog.Fold(c.Value)); {
		case have == want:
			return []string{c.Value}
		case strings.Contains(have, want):
			values = append(values, c.Value)
		}
	}
	return values
}

func (l *looking) sort(arg string) error {
	name, way, _ := strings.Cut(arg, " ")
	h, ok := l.column(name)
	if !ok {
		return ask.ErrSaid
	}
	l.view.Sort, l.view.Down = h.Name, strings.HasPrefix(strings.TrimSpace(way), "ab")
	return nil
}

func (l *looking) count(arg string) error {
	h, ok := l.column(arg)
	if !ok {
		return ask.ErrSaid
	}
	counts, err := l.list.Count(l.z.During, l.view, h.Name)
	if err != nil {
		l.z.Fail(err)
		return ask.ErrSaid
	}
	l.z.Say("Häufigkeiten in %s: %s.", h.Head, wording.Plural(len(counts), "Wert", "Werte"))
	i, err := l.z.Choose("Nummer zeigt nur diese, Enter allein geht zurück.", len(counts), func(i int) string {
		return fmt.Sprintf("%s, %s", wording.OrDash(counts[i].Value), wording.Thousands(counts[i].N))
	})
	if err != nil {
		return ask.Stay(err)
	}
	l.view.Only(h.Name, counts[i].Value)
	return nil
}

func (l *looking) keep(name string) error {
	switch {
	case name == "":
		l.z.Say("Bitte einen Namen dazuschreiben, zum Beispiel :merken Abgelehnte.")
	case l.view.Plain():
		l.z.Say("Die Liste ist weder gefiltert noch sortiert; es gibt nichts zu merken.")
	default:
		return l.z.Done(work.SaveView(l.z.During, l.z.Desk, l.list.Name(), name, &l.view), "Gemerkt: "+name+".")
	}
	return ask.ErrSaid
}

// errForgotten leaves the named views, one of which is there no more.
var errForgotten = errors.New("forgotten")

func (l *looking) recall() error {
	views, err := work.SavedViews(l.z.During, l.z.Desk, l.list.Name())
	if err != nil {
		l.z.Fail(err)
		return ask.ErrSaid
	}
	if len(views) == 0 {
		l.z.Say("Es ist kein Filter gemerkt; :merken NAME merkt einen.")
		return ask.ErrSaid
	}
	forget := ask.Command{Name: "vergessen", Arg: "NUMMER", Help: "Vergisst einen gemerkten Filter."}
	forget.Do = l.z.OfEntry("vergessen", len(views), func(i int, _ string) error {
		return errors.Join(errForgotten, l.z.Done(work.SaveView(l.z.During, l.z.Desk, l.list.Name(), views[i].Name, nil), "Vergessen: "+views[i].Name+"."))
	})
	i, err := l.z.Choose("Nummer nimmt den Filter, :vergessen NUMMER vergisst ihn, Enter allein geht zurück.", len(views), func(i int) string {
		return views[i].Name + ": " + wording.ViewWords(&views[i].View, l.heads)
	}, forget)
	switch {
	case errors.Is(err, errForgotten):
		return nil
	case err != nil:
		return ask.Stay(err)
	}
	l.view = views[i].View
	return nil
}

func (l *looking) save(path string) error {
	if path == "" {
		l.z.Say("Bitte einen Dateinamen dazuschreiben, zum Beispiel :datei liste.csv.")
		return ask.ErrSaid
	}
	table, err := l.list.Table(l.z.During, l.view)
	if err == nil {
		path, err = l.z.Desk.Files.SaveFile(l.z.During, path, table.File(path))
	}
	if err != nil {
		l.z.Fail(err)
		return ask.ErrSaid
	}
	l.z.Say("Gespeichert: %s. Die Datei enthält Patientendaten im Klartext; bitte löschen, sobald sie nicht mehr gebraucht wird.", path)
	return ask.ErrSaid
}
