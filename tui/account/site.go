package account

import (
	"context"
	"maps"
	"strings"

	"example.org/meldeportal/model/einrichtung"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Site is the sitting about the Einrichtung: what the registry stores, and what is to be
// otherwise. A value that was entered makes a new sitting.
type Site struct {
	Desk *work.Desk
	Is   einrichtung.Stand
	Next einrichtung.Daten // what is to be otherwise, "" is to be taken out

	contact string
}

// ReadSite asks the portal what there is.
func ReadSite(ctx context.Context, desk *work.Desk, about *work.About) (s Site, err error) {
	s.Desk, s.contact = desk, about.Phones()
	s.Is, err = desk.Account.Site(ctx)
	return s, err
}

// Row is a line of it: an Angabe, a change that was asked for, or what is only to be read.
type Row struct {
	Head   string // of the part it stands in
	Label  string
	Text   string
	Next   string                 // what an Angabe is to be, as it is shown; "" = it stays
	Angabe *einrichtung.Angabe    // nil = it is none
	Change *einrichtung.Aenderung // nil = it is none
}

// Rows are all lines.
func (s *Site) Rows() (rows []Row) {
	for _, a := range einrichtung.Angaben() {
		row := Row{Head: "Gespeichert ist", Label: a.Name, Text: wording.ValueText(s.Is.Daten[a.ID]), Angabe: &a}
		if next, changed := s.Next[a.ID]; changed {
			row.Next = wording.ValueText(next)
		}
		rows = append(rows, row)
	}
	for i := range s.Is.Aenderungen {
		c := &s.Is.Aenderungen[i]
		rows = append(rows, Row{Head: "Änderungen", Label: wording.ChangedNames(c), Text: wording.SiteChangeState(c), Change: c})
	}
	if len(s.Is.Aenderungen) == 0 {
		rows = append(rows, Row{Head: "Änderungen", Text: wording.NoSiteChange})
	}
	for i := range s.Is.Schulungen {
		rows = append(rows, Row{Head: "Schulungen", Label: wording.TrainingDay(&s.Is.Schulungen[i]), Text: wording.ValueText(s.Is.Schulungen[i].Text)})
	}
	if len(s.Is.Schulungen) == 0 {
		rows = append(rows, Row{Head: "Schulungen", Text: wording.NoTraining})
	}
	if s.contact != "" {
		rows = append(rows, Row{Head: "Kontakt", Text: s.contact})
	}
	return rows
}

// Row is the line in a place, an empty one where there is none.
func (s *Site) Row(at int) Row {
	if rows := s.Rows(); at >= 0 && at < len(rows) {
		return rows[at]
	}
	return Row{}
}

// Words is the line in a place as it is read out.
func (s *Site) Words(at int) string {
	row := s.Row(at)
	said := row.Text
	if row.Label != "" {
		said = row.Label + ": " + said
	}
	if row.Angabe == nil {
		said = row.Head + ", " + said
	}
	if row.Next != "" {
		said += ", neu: " + row.Next
	}
	return said
}

// Enter is the sitting in which an Angabe is to be as typed; wrong says why it cannot.
func (s Site) Enter(a einrichtung.Angabe, typed string) (next Site, wrong string) {
	value := a.Tidy(typed)
	if wrong = a.Check(value); wrong != "" {
		return s, wrong
	}
	s.Next = maps.Clone(s.Next)
	if s.Next == nil {
		s.Next = einrichtung.Daten{}
	}
	if s.Next[a.ID] = value; value == s.Is.Daten[a.ID] {
		delete(s.Next, a.ID)
	}
	return s, ""
}

// Unasked says what would be forgotten by leaving, "" where nothing would.
func (s *Site) Unasked() string {
	if len(s.Next) == 0 {
		return ""
	}
	return wording.Plural(len(s.Next), "geänderte Angabe ist", "geänderte Angaben sind") + " noch nicht beantragt."
}

// Acts are what can be done with it and with a line of it.
func (s *Site) Acts(at int) []work.Act {
	row := s.Row(at)
	change := work.Act{Name: "angabe", Does: rights.EinrichtungGeaendert, Label: "Ändern", Help: "Ändert die Angabe; geprüft wird beim Tippen, beantragt erst danach alles zusammen.", Row: true}
	if row.Angabe == nil {
		change.Off = "Hier steht keine Angabe, die sich ändern lässt."
	}
	sheet := work.Act{Name: "formular", Label: "Formular", Help: "Schreibt das Änderungsformular mit alten und neuen Werten in eine Datei.", Row: true}
	if row.Change == nil {
		sheet.Off = "Ein Formular gehört zu einer beantragten Änderung; bitte eine Zeile unter „Änderungen“ wählen."
	}
	return work.Allowed(s.Desk, []work.Act{change, s.ask(), sheet})
}

// ask asks the registry for what is to be otherwise.
func (s *Site) ask() work.Act {
	a := work.Act{Name: "beantragen", Does: rights.EinrichtungGeaendert, Label: "Beantragen", Help: "Beantragt nach Rückfrage alle geänderten Angaben beim Register.", Off: s.cannotAsk()}
	if a.Off != "" {
		return a
	}
	next, desk := maps.Clone(s.Next), s.Desk
	a.Sure = &work.Sure{Title: "Änderung beantragen?", Text: s.means(), Verb: "Beantragen"}
	if next.Geld() {
		a.Asks, a.Now.Text = work.AskFresh, wording.MoneyAsked
	}
	a.Do = func(ctx context.Context, g work.Given) (work.Done, error) {
		made, err := desk.Account.ChangeSite(ctx, next, g.Password, g.Code)
		return work.Done{Said: wording.SiteChangeAsked(made.Nummer) + ". {formular} schreibt es."}, err
	}
	return a
}

func (s *Site) cannotAsk() string {
	if len(s.Next) == 0 {
		return "Es ist nichts geändert. {angabe} ändert eine Angabe."
	}
	for _, m := range s.Is.Daten.With(s.Next).Check() {
		a, _ := einrichtung.Find(m.ID)
		return a.Name + ": " + m.Text
	}
	return ""
}

func (s *Site) means() string {
	var all []string
	for _, a := range s.Is.Daten.With(s.Next).Anders(s.Is.Daten) {
		all = append(all, a.Name+": "+wording.ValueText(s.Next[a.ID])+" statt "+wording.ValueText(s.Is.Daten[a.ID]))
	}
	return strings.Join(all, "; ") + ". " + wording.SiteChangeMeans
}

// Sheet is the sheet of a change, and what its file may be called.
func (s *Site) Sheet(c *einrichtung.Aenderung) (name, text string) {
	number, _, _ := strings.Cut(c.Nummer, "-")
	return "aenderungsformular-" + number + ".txt", wording.SiteSheet(&s.Is, c)
}
