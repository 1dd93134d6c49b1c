package series

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/work"
)

// key moves like a spreadsheet and types into the cell or the search.
func (s *Series) key(k tea.KeyMsg) tea.Cmd {
	if s.searching() && s.searchKey(k) {
		return nil
	}
	switch k.String() {
	case "up":
		return s.move(-1, 0)
	case "down":
		return s.move(1, 0)
	case "left", "shift+tab":
		return s.move(0, -1)
	case "right":
		return s.move(0, 1)
	case "pgup":
		return s.move(-max(1, s.page), 0)
	case "pgdown":
		return s.move(max(1, s.page), 0)
	case "home":
		return s.move(0, -len(seriesColumns))
	case "end":
		return s.move(0, len(seriesColumns))
	case "delete":
		return s.clear()
	}
	s.present()
	return s.typeCell(k)
}

// present tells colleagues that the draft of the line is being written here.
func (s *Series) present() {
	if l := s.line(); l != nil && l.Id != "" && l.Id != s.written {
		s.written = l.Id
		s.sh.Desk().Presence.Editing(l.Id)
	}
}

// elsewhere is who writes the draft of a line at another program, "" = nobody.
func (s *Series) elsewhere(l *followups.Line) string {
	if l == nil || l.Id == "" || l.Done {
		return ""
	}
	return s.sh.Desk().Presence.EditedBy(l.Id)
}

// typeCell gives a key to the cell; in the column of tumours a digit chooses.
func (s *Series) typeCell(k tea.KeyMsg) tea.Cmd {
	if s.col == colTumour {
		return s.chooseTumour(k)
	}
	if c := s.cell(); c != nil && c.Key(k) {
		first := !s.halfTyped()
		s.typing = true
		s.typedSeq++
		return s.sh.SavePause(s.Keep, s.typedSeq, s.typedHad, first)
	}
	return nil
}

// halfTyped reports that letters of the cell are not given to the writer yet.
func (s *Series) halfTyped() bool { return s.typing && s.typedSeq > s.typedHad }

func (s *Series) chooseTumour(k tea.KeyMsg) tea.Cmd {
	l, key := s.line(), k.String()
	if l == nil || l.Report != nil || l.Making() || len(key) != 1 {
		return nil
	}
	i := int(key[0] - '1')
	switch {
	case i < 0 || i >= len(l.Tumours):
		return nil
	case !s.ChooseTumour(l, i):
		s.sh.Say("Zu diesem Tumor steht schon eine Zeile in der Serie. Eine andere Ziffer wählt einen anderen, Strg+K nimmt die Zeile heraus.")
		return nil
	}
	return s.makeDrafts()
}

// move takes what was typed and goes to another cell.
func (s *Series) move(rows, cols int) tea.Cmd {
	cmd := s.commit()
	s.row = max(0, min(s.row+rows, len(s.Sight())+1))
	s.col = max(colTumour, min(s.col+cols, colState))
	if s.row == 0 {
		s.col = max(colFirst, min(s.col, colState-1))
	}
	s.reopen()
	return cmd
}

// clear empties the cell or the search.
func (s *Series) clear() tea.Cmd {
	if s.searching() {
		s.ask("")
	}
	if s.cell() == nil {
		return nil
	}
	cmd := s.enterAll(followups.Change{Line: s.line(), Id: s.column().id})
	s.reopen()
	return cmd
}

// like takes the pattern's values into the empty cells of a line and goes on to
// the next one.
func (s *Series) like() tea.Cmd {
	cmd := s.commit()
	l := s.line()
	filled := s.enterAll(s.Missing(l)...)
	return tea.Batch(cmd, filled, s.move(1, 0))
}

// likeCell takes the pattern's value into the cell alone, whatever stands there.
func (s *Series) likeCell() tea.Cmd {
	s.typing = false
	cmd := s.enterAll(followups.Change{Line: s.line(), Id: s.column().id, Text: s.Pattern[s.column().id]})
	s.reopen()
	return cmd
}

// likeAll does so for every line.
func (s *Series) likeAll() tea.Cmd {
	cmd := s.commit()
	filled := s.enterAll(s.AllMissing()...)
	s.reopen()
	return tea.Batch(cmd, filled)
}

// actKeys are the keys of the acts of the series in the grid.
var actKeys = map[string][]string{
	"wievorgabe": {"ctrl+d"}, "alle": {"f7"}, "abschliessen": {"f12"}, "suche": {"f3", "ctrl+f"}, "faellig": {"alt+f"}, "meldung": {"f6"},
	"entfernen": {"ctrl+k"}, "aufraeumen": {"ctrl+k"}, "rueckgaengig": {"ctrl+z"}, "wiederholen": {"ctrl+y"},
}

// Actions are what can be done in the grid: the acts of the series, and what a grid
// needs beside them.
func (s *Series) Actions() []kit.Action {
	acts := s.Acts(s.line())
	do := map[string]func() tea.Cmd{"wievorgabe": s.like, "alle": s.likeAll, "abschliessen": s.finish, "suche": s.toSearch, "faellig": s.addDue,
		"meldung": s.open, "entfernen": s.remove, "aufraeumen": s.dropIdle, "rueckgaengig": s.undo, "wiederholen": s.redo}
	act := func(name string) kit.Action {
		a := work.ActNamed(acts, name)
		return kit.Action{Keys: actKeys[name], Label: a.Label, Help: a.Help, Off: a.Off, Quiet: a.Quiet, Do: do[name]}
	}
	undo, remove := act("rueckgaengig"), act("entfernen")
	if s.typing { // what is being typed can be taken back
		undo.Off = ""
	}
	if s.row == 0 {
		remove = act("aufraeumen")
	}
	return append([]kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: s.enterLabel(), Help: "Geht eine Zeile weiter, wo eindeutig ist, was getippt ist; nimmt in der letzten Zeile die gefundene Person; öffnet unter Stand die ganze Meldung oder die Quittung.", Do: s.enter},
		act("wievorgabe"), act("alle"), act("abschliessen"),
		{Keys: []string{"f10"}, Label: "Zurück", Help: "Zurück; alle Zeilen bleiben als Entwürfe gespeichert.", Do: s.back},
		{Keys: []string{"esc"}, Label: "Wie zuvor", Help: "Stellt wieder her, was in der Zelle stand; sonst zurück.", Quiet: true, Do: s.escape},
		act("suche"), act("faellig"),
		{Keys: []string{"tab"}, Label: "Nehmen, ausfüllen", Help: "Nimmt die gefundene Person und geht gleich in ihre Zeile; sonst ein Feld weiter.", Quiet: true, Do: s.tab},
		act("meldung"),
		{Keys: []string{"ctrl+t"}, Label: "Feld wie Vorgabe", Help: "Übernimmt nur dieses Feld aus der Vorgabe.", Off: s.noCell(acts), Quiet: true, Do: s.likeCell},
		remove,
		{Keys: []string{"ctrl+u"}, Label: "Leeren", Help: "Leert das Feld oder die Suche; Entf leert das Feld auch.", Off: s.noClearing(), Quiet: true, Do: s.clear},
		undo, act("wiederholen"),
	}, s.offers()...)
}

// offers are what can be done with any list, where their keys are not text.
func (s *Series) offers() []kit.Action {
	if s.typing || s.query.Value() != "" {
		return nil
	}
	offers := s.looking.Offers()
	for i := range offers {
		offers[i].Quiet = true
	}
	return offers
}

// noCell says why there is no field to be filled like the pattern, "" when there is.
func (s *Series) noCell(acts []work.Act) string {
	if off := work.ActNamed(acts, "wievorgabe").Off; off != "" {
		return off
	}
	if s.column().id == "" {
		return "Der Cursor steht in keinem Feld."
	}
	return ""
}

func (s *Series) enterLabel() string {
	switch {
	case s.searching():
		return "Nehmen"
	case s.line() != nil && s.col == colState && s.line().Done:
		return "Quittung"
	case s.line() != nil && s.col == colState:
		return "Öffnen"
	}
	return "Weiter"
}

func (s *Series) enter() tea.Cmd {
	switch {
	case s.searching():
		return s.takeHit()
	case s.line() != nil && s.col == colState:
		if s.line().Done {
			return s.openReceipt()
		}
		if why := s.noForm(); why != "" {
			s.sh.Say(why)
			return nil
		}
		return s.open()
	}
	if why := s.choosing(); why != "" {
		s.sh.Say(why)
		return nil
	}
	return s.move(1, 0)
}

// choosing is why Enter stays in the cell: what is typed there may mean several
// codes, or none. "" where it goes on.
func (s *Series) choosing() string {
	if c := s.cell(); s.typing && c != nil {
		return c.Enter()
	}
	return ""
}

// escape puts back what stood in the cell; where nothing is being typed over it
// leaves.
func (s *Series) escape() tea.Cmd {
	if !s.typing || s.cell() == nil || s.stored(s.row, s.column().id) == "" {
		return s.shut()
	}
	s.reopen()
	s.Remember()
	s.sh.Say("Wie zuvor.")
	return nil
}

// shut goes back; what a view leaves out comes into sight first.
func (s *Series) shut() tea.Cmd {
	if s.query.Value() == "" {
		if cmd, ok := s.looking.Whole(); ok {
			return cmd
		}
	}
	return s.back()
}

// tab takes the person found and begins her line; elsewhere it goes on.
func (s *Series) tab() tea.Cmd {
	if s.searching() && s.query.Value() != "" {
		return s.fillHit()
	}
	return s.move(0, 1)
}

func (s *Series) toSearch() tea.Cmd {
	cmd := s.commit()
	s.row, s.col = len(s.Sight())+1, colFirst // from there the lines begin at their first value
	return cmd
}

func (s *Series) noClearing() string {
	if s.searching() || s.cell() != nil {
		return ""
	}
	return "Der Cursor steht in keinem Feld, das zu leeren wäre."
}

// noForm says why the whole report cannot be opened, "" when it can.
func (s *Series) noForm() string { return work.ActNamed(s.Acts(s.line()), "meldung").Off }

// undo takes back what is being typed, else the last step.
func (s *Series) undo() tea.Cmd {
	if s.typing {
		s.reopen()
		s.Remember()
		return nil
	}
	return s.went(s.Undo(s.show))
}

// redo makes the last step again that was taken back.
func (s *Series) redo() tea.Cmd { return s.went(s.Redo(s.show)) }

// went follows a step back or forth.
func (s *Series) went(why string) tea.Cmd {
	if why != "" {
		s.sh.Say(why)
		return nil
	}
	return s.makeDrafts()
}

// show puts the cursor on a cell, and brings its line into sight.
func (s *Series) show(nr int, id string) {
	if l := s.Numbered(nr); l != nil && !slices.Contains(s.Sight(), l) {
		s.looking.View = listing.View{}
		s.tell(s.Look(s.sh.During, s.looking.View))
	}
	s.row = 1 + slices.IndexFunc(s.Sight(), func(l *followups.Line) bool { return l.Number() == nr })
	s.col = max(colFirst, slices.IndexFunc(seriesColumns, func(c seriesColumn) bool { return c.id == id }))
	s.reopen()
}
