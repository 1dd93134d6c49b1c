package record

import (
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rule"
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

// line is the i-th line of the record: drafts first, then deliveries.
func (c *CaseFile) line(i int) recordLine {
	if i < len(c.content.Drafts) {
		return c.draftLine(&c.content.Drafts[i])
	}
	return c.deliveryLine(&c.content.Deliveries[i-len(c.content.Drafts)])
}

func (c *CaseFile) draftLine(d *model.Draft) recordLine {
	if d.Damaged {
		return recordLine{what: wording.StateName(model.StateDraft), status: people.DamagedWord, text: "Nr. " + model.ShortID(d.ID)}
	}
	l := recordLine{what: wording.SendingOfDraft(d).Short(), date: rule.EventDate(&d.Report).German(),
		status: wording.StateName(model.StateDraft), note: d.Notiz != "", text: "zuletzt " + wording.Clock(d.Updated, c.sh.Services().Now())}
	if d.Fassung != "" {
		l.text = d.Fassung
	}
	if d.Sperre.Holds(c.sh.Services().Now()) {
		l.status, l.text = "gehalten", wording.SperreText(d.Sperre)
	}
	return l
}

func (c *CaseFile) deliveryLine(d *model.Delivery) recordLine {
	l := recordLine{what: wording.SendingOf(d).Short(), date: d.Date.German(), status: wording.StateOf(d), note: d.Notiz != "", text: wording.ReceiptText(d)}
	switch {
	case d.Damaged:
		l.status, l.text = people.DamagedWord, "Nr. "+model.ShortID(d.Transaktionsnummer)+" "+style.DotSign+" "+wording.StateName(d.State)
	case d.Papier:
		l.status, l.text = "auf Papier", "wird nicht gesendet"
	case d.State == model.StateQueued && d.Sperre.Holds(c.sh.Services().Now()):
		l.status, l.text = "gehalten", wording.SperreText(d.Sperre)
	case c.replaced(d):
		l.status = "ersetzt"
	}
	return l
}

// replaced reports whether a later version took the place of a delivery.
func (c *CaseFile) replaced(d *model.Delivery) bool {
	for i := range c.content.Deliveries {
		o := &c.content.Deliveries[i]
		if o.Ersetzt == d.Transaktionsnummer && o.Art != model.SendungLoeschantrag && o.State != model.StateRejected {
			return true
		}
	}
	return false
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
