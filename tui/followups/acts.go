package followups

import (
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Acts are what can be done with the series and with a line of it, nil where none is
// meant. Each face does them in its own way: beside the sitting, or at once.
func (s *Series) Acts(l *Line) []work.Act {
	return []work.Act{
		{Name: "wievorgabe", Label: "Wie Vorgabe", Help: "Füllt die leeren Felder der Zeile aus der Vorgabe und geht weiter.", Off: l.notOpen(), Row: true},
		{Name: "alle", Label: "Alle", Help: "Füllt die leeren Felder aller Zeilen, die zu sehen sind, aus der Vorgabe.", Off: s.NoLines()},
		{Name: "abschliessen", Label: "Abschließen", Help: "Schließt alle Zeilen ohne Fehler, die zu sehen sind, nach einer Bestätigung ab.", Off: s.NoLines()},
		{Name: "suche", Label: "Person", Help: "Sucht die nächste Person und nimmt sie dazu."},
		{Name: "faellig", Label: "Fällige", Help: "Fügt alle Tumoren hinzu, deren Nachsorge fällig ist, die älteste zuerst."},
		{Name: "meldung", Label: "Öffnen", Help: "Öffnet die ganze Meldung der Zeile.", Off: l.noForm(), Row: true, Quiet: true},
		{Name: "entfernen", Label: "Zeile weg", Help: "Nimmt die Zeile aus der Serie, ein Entwurf wird nach Rückfrage gelöscht.", Off: l.notRemovable(), Row: true, Quiet: true},
		{Name: "aufraeumen", Label: "Leere weg", Help: "Nimmt alle leeren und alle abgeschlossenen Zeilen, die zu sehen sind, aus der Serie.", Off: s.noIdle(), Quiet: true},
		{Name: "rueckgaengig", Label: "Rückgängig", Help: "Nimmt den letzten Schritt zurück.", Off: s.NoUndo(), Quiet: true},
		{Name: "wiederholen", Label: "Wiederholen", Help: "Stellt wieder her, was zurückgenommen wurde.", Off: s.NoRedo(), Quiet: true},
	}
}

const noLine = "Es ist keine Zeile einer Person gewählt."

func (l *Line) notOpen() string {
	switch {
	case l == nil:
		return noLine
	case l.Done:
		return "Die Meldung der Zeile ist schon abgeschlossen."
	}
	return ""
}

// noForm says why the whole report cannot be opened, "" when it can, or when its receipt
// stands in its place.
func (l *Line) noForm() string {
	switch {
	case l == nil:
		return noLine
	case l.Done:
		return ""
	}
	return l.NoReport()
}

func (l *Line) notRemovable() string {
	switch {
	case l == nil:
		return noLine
	case l.making:
		return "Der Entwurf der Zeile wird gerade angelegt."
	}
	return ""
}

func (s *Series) noIdle() string {
	if !slices.ContainsFunc(s.Sight(), (*Line).Idle) {
		return "Es gibt keine leere und keine abgeschlossene Zeile."
	}
	return ""
}

// State is how far a line is.
type State int

const (
	Ready State = iota
	Sent
	Accepted
	Unsaved
	NoTumour
	Empty
	Wrong
	Warned
)

// State says it, with the Fehler and the Warnungen that stand against the line.
func (s *Series) State(l *Line) (state State, fehler, warnungen int) {
	fehler, warnungen = s.Count(l)
	switch {
	case l.Done && l.Sent.State == model.StateAccepted:
		state = Accepted
	case l.Done:
		state = Sent
	case l.Err != nil:
		state = Unsaved
	case l.Tumour < 0:
		state = NoTumour
	case l.Report == nil:
		state = Empty
	case fehler > 0:
		state = Wrong
	case warnungen > 0:
		state = Warned
	}
	return state, fehler, warnungen
}

// StateText says it in words.
func (s *Series) StateText(l *Line) string {
	switch state, _, warnungen := s.State(l); state {
	case Accepted:
		return "angenommen, Transaktionsnummer " + l.Sent.Transaktionsnummer
	case Sent:
		return wording.StateName(l.Sent.State)
	case Unsaved:
		return "nicht gesichert: " + wording.Sentence(l.Err)
	case NoTumour:
		return "Tumor noch nicht gewählt"
	case Empty:
		return "noch nichts eingetragen"
	case Wrong:
		return wording.Tally(l.Findings)
	case Warned:
		return "bereit, " + wording.Plural(warnungen, "Warnung", "Warnungen")
	}
	return "bereit"
}

// FieldText is a field of a line with its value and whether the pattern says otherwise.
func (s *Series) FieldText(l *Line, id string) string {
	cell, stored := s.Cells[id], l.Value(id)
	text := cell.Label() + ": leer"
	if stored != "" {
		text = cell.Label() + ": " + wording.JoinedBy(", ", cell.Show(stored), cell.Meaning(stored, false))
	}
	if pattern := s.Pattern[id]; pattern != "" && pattern != stored {
		text += ", anders als die Vorgabe " + cell.Show(pattern)
	}
	return text
}
