// Package passage is the way of one sent report through the offices of the registry, without a
// picture: what each of them has stored of it then. Both faces stand on it.
//
// It promises: only where offices run beside the program, in the demo, is there anything to
// see; elsewhere the act says so. Start with ActsOn.
package passage

import (
	"context"
	"fmt"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// ActsOn are what can be done with what was sent: the acts of every version, and to see what
// the registry sees of it.
func ActsOn(s *work.SentVersion) []work.Act { return append(s.Acts(), see(s)) }

func see(s *work.SentVersion) work.Act {
	act := work.Act{Name: "stellen", Label: "Was das Register sieht", Help: "Lässt diese Meldung durch die vier Stellen des Registers gehen und zeigt, was jede von ihr gespeichert hat."}
	switch {
	case s.Desk.Passage == nil:
		act.Quiet, act.Off = true, "Was die Stellen speichern, liegt beim Register. Zu sehen ist es in der Vorführung (meldeportal demo)."
	case s.Delivery.Art == model.SendungLoeschantrag:
		act.Off = "Ein Löschantrag enthält nichts zur Person; zu sehen ist es an der Meldung selbst."
	case s.Delivery.Receipt == nil:
		act.Off = "Zu sehen ist es von Meldungen, deren Eingang das Register quittiert hat."
	}
	return act
}

// Title is what stands over it.
func Title(s *work.SentVersion) string {
	return "Was das Register sieht · " + wording.Occasion(s.Delivery.Typ, s.Delivery.Meldeanlass) + " " + wording.DayOf(s.Delivery.Date)
}

// Read has a report go its way, and is what stands in the offices then, line by line. The
// text of a line is plain; a heading has nothing before it.
func Read(ctx context.Context, s *work.SentVersion) ([]string, error) {
	all, err := s.Desk.Passage.Passage(ctx, s.Delivery.Transaktionsnummer)
	if err != nil {
		return nil, err
	}
	return append([]string{
		"Diese Meldung ging eben, neu verschlüsselt, durch vier Stellen, die nur dafür in diesem Programm liefen.",
		"Von jeder Tabelle stehen hier die Spalten mit den ersten Zeilen.",
	}, Lines(all)...), nil
}

// Lines say of each office what it has.
func Lines(all []answer.Office) (lines []string) {
	for _, o := range all {
		lines = append(lines, "", o.Title+": "+o.Knows)
		for _, t := range o.Tables {
			lines = append(lines, tableLines(t)...)
		}
		lines = append(lines, fmt.Sprintf("  Name, Vorname, Geburtsname, Geburtstag oder Versichertennummer in ihren Dateien: %d Treffer", o.Hits))
	}
	return lines
}

func tableLines(t answer.OfficeTable) (lines []string) {
	if len(t.Rows) == 0 {
		return []string{"  " + t.Name + ": leer"}
	}
	for i, row := range t.Rows {
		head := "  " + t.Name
		if len(t.Rows) > 1 {
			head += fmt.Sprintf(", Zeile %d", i+1)
		}
		lines = append(lines, head)
		for c, value := range row {
			lines = append(lines, "    "+t.Columns[c]+"="+value)
		}
	}
	return lines
}
