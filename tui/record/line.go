package record

import (
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// recordLine is a draft or a delivery in one line of the record. It fits into 80
// cells.
type recordLine struct {
	what, date, status string
	note               bool // there is an internal note
	text               string
}

func recordHead() recordLine {
	return recordLine{what: "Meldeanlass", date: "Datum", status: "Status", text: "Quittung"}
}

// noteSign stands before the text of a line with an internal note.
const noteSign = "[N] "

// String draws it as plain text.
func (l recordLine) String() string {
	text := forms.Clean(l.text)
	if l.note {
		text = noteSign + text
	}
	return kit.Cell(l.what, 22) + kit.Cell(l.date, 11) + kit.Cell(l.status, 15) + text
}

// line is the i-th line of the record.
func (c *CaseFile) line(i int) recordLine {
	t := c.content.Text(i, c.sh.Services().Now())
	what := t.What.Short()
	if t.Damaged && i < len(c.content.Drafts) {
		what = t.Noun
	}
	return recordLine{what: what, date: t.Date.German(), status: t.State, note: t.Note, text: t.Text}
}

// Hint tells of the selected line, its note first.
func (c *CaseFile) Hint() string {
	said, note := c.lineHint(), ""
	if d := c.draft(); d != nil {
		note = d.Notiz
		if d.Fassung != "" {
			said = d.Fassung + ": von dieser Meldung gibt es noch eine andere. Enter öffnet; dort zeigt Übernehmen, worin sie sich unterscheiden."
		}
	} else if d := c.delivery(); d != nil {
		note = d.Notiz
	}
	if note == "" {
		return said
	}
	return "Notiz: " + strings.ReplaceAll(note, "\n", " "+style.DotSign+" ")
}

func (c *CaseFile) lineHint() string {
	d := c.delivery()
	switch {
	case !c.loaded:
		return "Akte wird gelesen " + style.MoreSign
	case c.draft() != nil && c.draft().Damaged:
		return wording.DamagedSentence("Entwurf", c.draft().ID)
	case d != nil && d.Damaged:
		return wording.DamagedSentence("Meldung", d.Transaktionsnummer)
	case c.draft() != nil:
		return "Enter setzt den Entwurf an derselben Stelle fort."
	case d == nil:
		return ""
	case d.Papier:
		return "Auf Papier gemeldet. Strg+X, p macht wieder einen Entwurf daraus."
	case d.State == model.StateQueued && d.Sperre.Holds(c.sh.Services().Now()):
		return "Zurückgehalten (" + wording.SperreText(d.Sperre) + "). Strg+X, a gibt sie frei."
	case d.State == model.StateQueued || d.State == model.StateSending:
		return "Abgeschlossen, auf dem Weg zum Register. Strg+X, z hält sie zurück, solange sie wartet."
	}
	return "Bereits gesendet, nur lesbar. Enter zeigt Quittung, Stand und Inhalt."
}

// draft is the selected draft, nil where the line is none.
func (c *CaseFile) draft() *model.Draft {
	if c.list.At >= len(c.content.Drafts) {
		return nil
	}
	return &c.content.Drafts[c.list.At]
}

// delivery is the selected delivery, nil where the line is none.
func (c *CaseFile) delivery() *model.Delivery {
	if i := c.list.At - len(c.content.Drafts); i >= 0 && i < len(c.content.Deliveries) {
		return &c.content.Deliveries[i]
	}
	return nil
}
