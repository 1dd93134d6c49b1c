package interview

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Looking is how a list is looked through: the same view the drawn list has.
type Looking struct {
	z     *Session
	List  lists.Listing // as it is now
	heads []listing.Head
	View  listing.View
}

// Looking begins with all of a list, as it comes.
func (z *Session) Looking(list lists.Listing) *Looking {
	return &Looking{z: z, List: list, heads: list.Heads()}
}

// Shown is what a view has of a list: a sentence about it, its entries, and what can be
// done with them.
type Shown struct {
	Said     string
	N        int
	Words    func(i int) string
	Pick     func(i int) error
	Holds    func(i int) ([]lists.Part, error) // what an entry holds
	Commands []ask.Command
}

// Through lets a person look through the list until she leaves it; read finds what the
// view has, and number says what the number of an entry does.
func (l *Looking) Through(number string, read func() (Shown, error)) error {
	var shown Shown
	return l.z.StayAt(ask.Place{
		Tell: func() (err error) {
			if shown, err = read(); err != nil {
				return l.z.Failed(err, ask.ErrBack)
			}
			l.z.Say("%s%s", shown.Said, l.Said())
			return nil
		},
		List:     func() (int, func(int) string) { return shown.N, shown.Words },
		Question: number + ", ein Wort sucht, :filter und :sortieren ordnen, Enter allein geht zurück.",
		Commands: func() []ask.Command {
			return slices.Concat(l.Commands(), []ask.Command{l.z.Look(shown.N, shown.Holds)}, shown.Commands, []ask.Command{ask.Back("Nichts wählen.")})
		},
		Take: func(words string) error { l.View.Words = words; return nil },
		Pick: func(i int) error { return shown.Pick(i) },
	})
}

// Commands are what can be done with any list.
func (l *Looking) Commands() []ask.Command {
	return []ask.Command{
		{Name: "worte", Arg: "[WORTE]", Help: "Zeigt nur Zeilen mit diesen Worten, ohne Worte alle.", Do: func(words string) error { l.View.Words = words; return nil }},
		{Name: "filter", Arg: "[SPALTE [WERT]]", Help: "Nennt Spalten und Filter; mit Spalte und Wert zeigt die Liste nur diesen, mit der Spalte allein wird gewählt, :filter weg zeigt alles.", Do: l.filter},
		{Name: "sortieren", Arg: "SPALTE [ab]", Help: "Sortiert nach einer Spalte, mit ab das Größte zuerst.", Do: l.sort},
		{Name: "haeufigkeit", Arg: "SPALTE", Help: "Zählt, was in der Spalte wie oft vorkommt; eine Nummer filtert danach.", Do: l.count},
		{Name: "merken", Arg: "NAME", Help: "Merkt Suche, Filter und Sortierung unter einem Namen.", Do: l.keep},
		{Name: "gemerkt", Help: "Nennt die gemerkten Filter; eine Nummer nimmt einen.", Do: func(string) error { return l.recall() }},
		{Name: "datei", Arg: "DATEI", Help: "Schreibt die Liste, wie sie gerade ist, in eine Datei: .csv für Tabellen, sonst Text.", Do: l.save},
	}
}

// Mine shows what is in one's own hands, in a list that knows whose anything is in.
func (l *Looking) Mine() ask.Command {
	return ask.Command{Name: "meine", Help: "Zeigt nur, was in Ihren Händen ist; noch einmal, was bei allen ist.", Do: func(string) error {
		lists.Mine(&l.View, l.z.Desk.Station.Who().Login)
		return nil
	}}
}

// Look is the command that tells what one of n entries holds, without opening it: the
// drawn list has it beside its lines.
func (z *Session) Look(n int, holds func(i int) ([]lists.Part, error)) ask.Command {
	return ask.Command{Name: "ansehen", Arg: "NUMMER", Help: "Sagt, was die Zeile enthält, ohne sie zu öffnen.", Do: z.OfEntry("ansehen", n, func(i int, _ string) error {
		parts, err := holds(i)
		if err != nil {
			return z.Failed(err, ask.ErrSaid)
		}
		for _, p := range parts {
			z.SayLines(wording.Sentences(append([]string{p.Head}, p.Lines...)...))
		}
		return ask.ErrSaid
	})}
}

// Said is what the view leaves out, "" where it is the list as it comes.
func (l *Looking) Said() string {
	text := wording.ViewWords(&l.View, l.heads)
	if text != "" {
		text = " Gezeigt: " + text + "."
	}
	return text
}

// column is a column by its name or the beginning of its name or head; it says when
// there is none.
func (l *Looking) column(typed string) (listing.Head, bool) {
	h, ok := listing.HeadLike(l.heads, typed)
	if !ok {
		l.z.Say("Bitte eine Spalte nennen: %s.", wording.HeadWords(l.heads))
	}
	return h, ok
}

func (l *Looking) filter(arg string) error {
	name, value, _ := strings.Cut(arg, " ")
	switch {
	case name == "":
		l.z.Say("Spalten: %s.%s", wording.HeadWords(l.heads), l.Said())
		return ask.ErrSaid
	case strings.TrimSpace(catalog.Fold(name)) == "weg":
		l.View = listing.View{}
		return nil
	case strings.TrimSpace(value) == "":
		return l.count(name)
	}
	h, ok := l.column(name)
	if !ok {
		return ask.ErrSaid
	}
	counts, err := l.List.Count(l.z.During, l.View, h.Name)
	if err != nil {
		return l.z.Failed(err, ask.ErrSaid)
	}
	values := listing.Like(counts, value)
	if len(values) == 0 {
		l.z.Say("In der Spalte %s steht nichts wie „%s“; :haeufigkeit %s nennt, was dort steht.", h.Head, value, h.Name)
		return ask.ErrSaid
	}
	l.View.Only(h.Name, values...)
	return nil
}

func (l *Looking) sort(arg string) error {
	name, way, _ := strings.Cut(arg, " ")
	h, ok := l.column(name)
	if !ok {
		return ask.ErrSaid
	}
	l.View.Sort, l.View.Down = h.Name, strings.HasPrefix(strings.TrimSpace(way), "ab")
	return nil
}

func (l *Looking) count(arg string) error {
	h, ok := l.column(arg)
	if !ok {
		return ask.ErrSaid
	}
	counts, err := l.List.Count(l.z.During, l.View, h.Name)
	if err != nil {
		return l.z.Failed(err, ask.ErrSaid)
	}
	l.z.Say("Häufigkeiten in %s: %s.", h.Head, wording.Plural(len(counts), "Wert", "Werte"))
	i, err := l.z.Choose("Nummer zeigt nur diese, Enter allein geht zurück.", len(counts), func(i int) string {
		return fmt.Sprintf("%s, %s", wording.OrDash(counts[i].Value), wording.Thousands(counts[i].N))
	})
	if err != nil {
		return ask.Stay(err)
	}
	l.View.Only(h.Name, counts[i].Value)
	return nil
}

func (l *Looking) keep(name string) error {
	switch {
	case name == "":
		l.z.Say("Bitte einen Namen dazuschreiben, zum Beispiel :merken Abgelehnte.")
	case l.View.Plain():
		l.z.Say("Die Liste ist weder gefiltert noch sortiert; es gibt nichts zu merken.")
	default:
		return l.z.Done(lists.SaveView(l.z.During, l.z.Desk, l.List.Name(), name, &l.View), "Gemerkt: "+name+".")
	}
	return ask.ErrSaid
}

// errForgotten leaves the named views, one of which is there no more.
var errForgotten = errors.New("forgotten")

func (l *Looking) recall() error {
	views, err := lists.SavedViews(l.z.During, l.z.Desk, l.List.Name())
	if err != nil {
		return l.z.Failed(err, ask.ErrSaid)
	}
	if len(views) == 0 {
		l.z.Say("Es ist kein Filter gemerkt; :merken NAME merkt einen.")
		return ask.ErrSaid
	}
	forget := ask.Command{Name: "vergessen", Arg: "NUMMER", Help: "Vergisst einen gemerkten Filter."}
	forget.Do = l.z.OfEntry("vergessen", len(views), func(i int, _ string) error {
		return errors.Join(errForgotten, l.z.Done(lists.SaveView(l.z.During, l.z.Desk, l.List.Name(), views[i].Name, nil), "Vergessen: "+views[i].Name+"."))
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
	l.View = views[i].View
	return nil
}

func (l *Looking) save(path string) error {
	if path == "" {
		l.z.Say("Bitte einen Dateinamen dazuschreiben, zum Beispiel :datei liste.csv.")
		return ask.ErrSaid
	}
	given, err := l.z.GivenFile(path)
	if err != nil {
		return ask.Stay(err)
	}
	table, err := l.List.Table(l.z.During, l.View)
	if err == nil {
		path, err = work.ToDisk(l.z.During, l.z.Desk, given, table.File(path))
	}
	if err != nil {
		return l.z.Failed(err, ask.ErrSaid)
	}
	l.z.Say("Gespeichert: %s. Die Datei enthält Patientendaten im Klartext; bitte löschen, sobald sie nicht mehr gebraucht wird.", path)
	return ask.ErrSaid
}
