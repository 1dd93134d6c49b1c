package lines

import (
	"context"
	"errors"

	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// The menu "Vorgang" of a draft, as commands.

func (r *lineReport) vorgangCommands() []command {
	noLift := ""
	if r.draft.Sperre == nil {
		noLift = "Die Meldung wird nicht zurückgehalten."
	}
	return []command{
		{name: "notiz", arg: "[TEXT]", help: "Liest oder schreibt die interne Notiz; sie wird nie übermittelt.", do: r.note},
		{name: "zurueckhalten", help: "Hält die Meldung mit Grund und Tag zurück.", do: func(string) error { return stay(r.hold()) }},
		{name: "aufheben", help: "Hebt die Sperre auf.", off: noLift, do: func(string) error {
			r.draft.Sperre = nil
			return r.keepAside("Die Sperre ist aufgehoben.")
		}},
		{name: "papier", help: "Vermerkt, dass der Anlass schon auf Papier gemeldet wurde.", do: func(string) error { return stay(r.paper()) }},
		{name: "uebernehmen", help: "Füllt leere Felder aus der letzten Meldung zu diesem Tumor.", do: func(string) error { return stay(r.takeOver()) }},
		{name: "vorlage", help: "Füllt die Meldung aus einer Vorlage, die auch umbenannt oder gelöscht werden kann.", do: func(string) error { return stay(r.useTemplate()) }},
		{name: "alsvorlage", arg: "[NAME]", help: "Macht aus den Angaben dieser Meldung eine Vorlage.", do: func(name string) error { return stay(r.saveTemplate(name)) }},
		{name: "duplizieren", arg: "[PERSON]", help: "Beginnt dieselbe Meldung für die nächste Person, ohne Daten und Nummern.", do: func(who string) error { return r.duplicate(who) }},
		{name: "loeschen", help: "Löscht den Entwurf nach Rückfrage.", do: func(string) error { return stay(r.remove()) }},
	}
}

func (r *lineReport) note(text string) error {
	text, err := r.z.askNote(r.draft.Notiz, text)
	if err != nil {
		return stay(err)
	}
	r.draft.Notiz = text
	return r.keepAside(work.NoteKept)
}

// keepAside saves what a draft keeps beside its report.
func (r *lineReport) keepAside(done string) error {
	if err := r.save(); err != nil {
		return err
	}
	r.z.say("%s", done)
	return nil
}

func (r *lineReport) hold() error {
	s, err := r.z.askSperre()
	if err != nil {
		return err
	}
	r.draft.Sperre = s
	return r.keepAside("Die Meldung wird zurückgehalten. " + wording.SperreText(s))
}

func (r *lineReport) paper() error {
	if sure, err := r.z.sure("Wurde dieser Meldeanlass bereits auf Papier gemeldet? Dann wird er nicht gesendet und zählt als Vorgeschichte."); err != nil || !sure {
		return err
	}
	r.form.Confirm()
	if err := r.keep(); err != nil {
		return err
	}
	if _, err := r.z.desk.Reports.MarkPaper(r.z.during, r.draft.ID, r.draft.Rev); err != nil {
		r.z.fail(err)
		return nil
	}
	r.z.say("Als auf Papier gemeldet vermerkt; es wird nicht gesendet.")
	return r.ended()
}

func (r *lineReport) remove() error {
	gone, err := r.z.removeDraft(r.draft.ID, r.draft.Rev)
	if err != nil || !gone {
		return err
	}
	return r.ended()
}

// removeDraft deletes a draft after a yes.
func (z *line) removeDraft(id string, rev int) (gone bool, err error) {
	if sure, err := z.sure("Der Entwurf wird endgültig gelöscht; gesendete Meldungen bleiben. Wirklich löschen?"); err != nil || !sure {
		return false, err
	}
	if err := z.desk.Drafts.DeleteDraft(z.during, id, rev); err != nil {
		z.fail(err)
		return false, nil
	}
	z.say("Entwurf gelöscht.")
	return true, nil
}

// ended leaves a draft that is one no longer: there is nothing to save any more.
func (r *lineReport) ended() error {
	r.write, r.unsaved = func(context.Context, *work.Snapshot) error { return nil }, nil
	return errGone
}

// errGone leaves the form of a draft that is there no more.
var errGone = errors.New("draft gone")

// takeOver fills what is empty from an earlier report of the tumour.
func (r *lineReport) takeOver() error {
	if len(r.earlier) == 0 {
		r.z.say("Zu diesem Tumor gibt es keine frühere Meldung.")
		return nil
	}
	i, err := r.z.choose("Aus welcher Meldung? Nummer wählt, Enter allein geht zurück.", len(r.earlier), func(i int) string { return r.earlier[i].Origin })
	if err != nil {
		return err
	}
	values := map[string]string{}
	for _, o := range r.form.Offers(r.earlier[i].Report) {
		if o.Empty {
			r.z.say("%s: %s", o.Label, o.Words)
			values[o.ID] = o.Value
		}
	}
	if len(values) == 0 {
		r.z.say("Dort steht nichts, was hier noch leer ist.")
		return nil
	}
	if sure, err := r.z.sure("Diese Werte übernehmen?"); err != nil || !sure {
		return err
	}
	n := r.form.Carry(values, r.earlier[i].Origin)
	if err := r.keep(); err != nil {
		return err
	}
	r.z.say("Übernommen: %s. :rueckgaengig nimmt sie zurück.", wording.Plural(n, "Wert", "Werte"))
	return nil
}
