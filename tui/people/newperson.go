package people

import (
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// compare looks up the people who may be this one, and decides whether a new person
// becomes a case.
func (e *CaseEditor) compare() {
	list := e.Sh.Patients()
	if list == nil {
		return
	}
	known, all := list.Known()
	if !all {
		return
	}
	if e.sitting.Compare(known) {
		e.warned, e.shown = e.sitting.Judged, false
	}
	e.Begun = e.Begun && e.sitting.StaysBegun()
}

// alike keeps in sight that somebody known may be the same person: the sentence
// of warn goes with the next key.
func (e *CaseEditor) alike() string {
	if len(e.sitting.Found) == 0 || e.sitting.Judged {
		return ""
	}
	return style.Warnung.Render(wording.Plural(len(e.sitting.Found), "ähnliche Person", "ähnliche Personen")+", Alt+T") + "   "
}

// warn says who may be the same person, once for each time somebody was found. It
// opens nothing: keys typed ahead belong to the fields.
func (e *CaseEditor) warn() {
	if len(e.sitting.Found) == 0 || e.warned {
		return
	}
	e.warned = true
	t := &e.sitting.Found[0]
	e.Sh.Say("Gibt es diese Person schon? Alt+T vergleicht: " + t.Row.Name + ", *" + t.Row.Born + " (" + t.Why + ")")
}

// noTwins says why nobody can be compared.
func (e *CaseEditor) noTwins() string {
	if len(e.sitting.Found) == 0 {
		return "Es ist niemand bekannt, der dieser Person gleicht."
	}
	return ""
}

// showTwins shows who may be the same person.
func (e *CaseEditor) showTwins() tea.Cmd {
	twins := &twinScreen{sh: e.Sh, twins: e.sitting.Found, isNew: e.Begun, open: e.openTwin, stay: e.notTwins}
	if e.Begun {
		twins.drop = e.askDrop
	}
	return e.Sh.Push(twins)
}

// notTwins keeps the person beside those who were found.
func (e *CaseEditor) notTwins() tea.Cmd {
	e.sitting.Others()
	return e.SaveNow()
}

// openTwin opens the record of the person who was known already. The new one is
// forgotten, unless she has become a case.
func (e *CaseEditor) openTwin(caseID string) tea.Cmd {
	if e.Begun {
		return e.drop(func() tea.Cmd { return e.Sh.Swap(place.Record{CaseID: caseID}) })
	}
	return e.Sh.Open(place.Record{CaseID: caseID})
}

func (e *CaseEditor) askDrop() tea.Cmd {
	return e.Sh.Push(shell.NewAsk(e.Sh, "Neue Person verwerfen?", "Was Sie eingegeben haben, geht verloren; es entsteht keine Akte.", "Verwerfen",
		func() tea.Cmd { return e.drop(e.Sh.Pop) }))
}

// drop forgets the begun person and goes on, once nothing is being written.
func (e *CaseEditor) drop(next func() tea.Cmd) tea.Cmd {
	e.Closed = true
	save, sitting := e.Save, e.sitting
	ctx := e.Sh.During
	forget := func() tea.Msg {
		if err := errors.Join(save.Flush(ctx, nil), sitting.Forget(ctx)); err != nil {
			return begunMsg{to: e, err: err}
		}
		return nil
	}
	return tea.Batch(forget, next())
}

// back makes a case of the new person, if anything was written of her, and
// leaves. Who may be somebody known is shown first; who does not decide leaves the new
// person as begun.
func (e *CaseEditor) back() tea.Cmd {
	if e.Form.Shut() {
		return nil
	}
	e.Form.Confirm()
	cmd := e.Noticed()
	switch {
	case !e.Begun:
	case e.sitting.Empty():
		return tea.Batch(cmd, e.drop(e.Sh.Pop))
	case len(e.sitting.Found) > 0 && !e.shown:
		e.shown = true
		return tea.Batch(cmd, e.showTwins())
	case len(e.sitting.Found) > 0:
		e.Sh.Say("Angefangen, noch nicht angelegt. Strg+N setzt die Person fort.")
	default:
		e.Begun = false
		e.Seq++
	}
	return tea.Batch(cmd, e.LeaveFor(e.Sh.Pop))
}
