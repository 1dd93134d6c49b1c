package people

import (
	"errors"
	"reflect"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// A new person becomes a case when it is known who she is and that she is no
// second record of somebody. Until then what was typed is remembered, so that
// it survives a lost connection without making a record.

// lookup is what the editor knows of people who may be the one being written.
type lookup struct {
	asked  string          // what was looked up last
	found  []people.Twin   // by it, without those who are other people
	others map[string]bool // cases somebody said are other people
	warned bool            // of what was found
	judged bool            // what was found was there when the person was opened: somebody let it be
}

// compare looks up the people who may be this one, once for each name, date and
// number, and decides whether a new person becomes a case.
func (e *CaseEditor) compare() {
	s := &e.Report.Patient.Stammdaten
	list := e.Sh.Patients()
	if list == nil {
		return
	}
	known, all := list.Known()
	if !all {
		return
	}
	asked := people.Traits(s)
	if asked != e.lookup.asked {
		first := e.lookup.asked == "" && !e.isNew
		e.lookup.asked, e.lookup.warned, e.lookup.judged = asked, first, first // what is stored already was judged when it was made
		e.lookup.found = slices.DeleteFunc(known.Twins(s, *e.id.Load()), func(t people.Twin) bool { return e.lookup.others[t.Row.ID] })
	}
	e.Begun = e.Begun && (!people.Known(s) || len(e.lookup.found) > 0)
}

// alike keeps in sight that somebody known may be the same person: the sentence
// of warn goes with the next key.
func (e *CaseEditor) alike() string {
	if len(e.lookup.found) == 0 || e.lookup.judged {
		return ""
	}
	return style.Warnung.Render(wording.Plural(len(e.lookup.found), "ähnliche Person", "ähnliche Personen")+", F7") + "   "
}

// warn says who may be the same person, once for each time somebody was found. It
// opens nothing: keys typed ahead belong to the fields.
func (e *CaseEditor) warn() {
	if len(e.lookup.found) == 0 || e.lookup.warned {
		return
	}
	e.lookup.warned = true
	t := &e.lookup.found[0]
	e.Sh.Say("Gibt es diese Person schon? F7 vergleicht: " + t.Row.Name + ", *" + t.Row.Born + " (" + t.Why + ")")
}

// noTwins says why nobody can be compared.
func (e *CaseEditor) noTwins() string {
	if len(e.lookup.found) == 0 {
		return "Es ist niemand bekannt, der dieser Person gleicht."
	}
	return ""
}

// showTwins shows who may be the same person.
func (e *CaseEditor) showTwins() tea.Cmd {
	return e.Sh.Push(&twinScreen{sh: e.Sh, twins: e.lookup.found, isNew: e.Begun, open: e.openTwin, stay: e.notTwins})
}

// notTwins keeps the person beside those who were found.
func (e *CaseEditor) notTwins() tea.Cmd {
	if e.lookup.others == nil {
		e.lookup.others = map[string]bool{}
	}
	for _, t := range e.lookup.found {
		e.lookup.others[t.Row.ID] = true
	}
	e.lookup.found = nil
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
	save, desk := e.Save, e.Sh.Desk()
	ctx := e.Sh.During
	forget := func() tea.Msg {
		if err := errors.Join(save.Flush(ctx, nil), desk.Memory.Remember(ctx, work.MerkPerson, nil)); err != nil {
			return begunMsg{e, nil, err}
		}
		return nil
	}
	return tea.Batch(forget, next())
}

// back makes a case of the new person, if anything was written of her, and
// leaves. Who may be somebody known is shown first.
func (e *CaseEditor) back() tea.Cmd {
	if e.Form.Shut() {
		return nil
	}
	e.Form.Confirm()
	cmd := e.Noticed()
	switch {
	case !e.Begun:
	case reflect.DeepEqual(e.Report.Patient, model.Patient{}):
		return tea.Batch(cmd, e.drop(e.Sh.Pop))
	case len(e.lookup.found) > 0:
		return tea.Batch(cmd, e.showTwins())
	default:
		e.Begun = false
		e.Seq++
	}
	return tea.Batch(cmd, e.LeaveFor(e.Sh.Pop))
}
