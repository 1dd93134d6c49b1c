package lines

import (
	"context"
	"errors"
	"strings"

	"example.org/meldeportal/model"
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
	return stay(r.z.askNote(r.draft.Notiz, text, func(text string) error {
		r.draft.Notiz = text
		return r.keepAside(noteKept)
	}))
}

const noteKept = "Interne Notiz behalten; sie wird nie übermittelt."

// askNote keeps the text as the internal note. Without one the present note is
// read out and asked for.
func (z *line) askNote(present, text string, keep func(string) error) error {
	if text != "" {
		return keep(text)
	}
	remove := command{name: "leer", help: "Entfernt die Notiz.", do: func(string) error { return errors.Join(keep(""), errBack) }}
	text, err := z.words("Interne Notiz, wird nie übermittelt. Bisher "+wording.OrEmpty(present)+". Ein Text ersetzt sie, :leer entfernt sie, Enter lässt sie so.",
		"Die Notiz bleibt, wie sie ist.", remove)
	if err != nil {
		return err
	}
	return keep(text)
}

// noteDelivery writes the internal note of a sent report anew.
func (z *line) noteDelivery(d *model.Delivery, text string) error {
	return stay(z.askNote(d.Notiz, text, func(text string) error {
		err := z.desk.Sent.Note(z.during, d.Transaktionsnummer, text)
		*d = z.current(*d)
		return z.done(err, noteKept)
	}))
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

// askSperre asks for a reason and a day to hold back; it returns errBack when
// there is to be none.
func (z *line) askSperre() (*model.Sperre, error) {
	reason, err := z.askReason()
	if err != nil {
		return nil, err
	}
	until, err := z.askUntil()
	if err != nil {
		return nil, err
	}
	return &model.Sperre{Grund: reason, Bis: until}, nil
}

func (z *line) askReason() (string, error) {
	i, err := z.choose("Grund: Nummer wählt, Enter allein geht zurück.", len(work.HoldReasons)+1, func(i int) string {
		if i == len(work.HoldReasons) {
			return "anderer Grund"
		}
		return work.HoldReasons[i]
	})
	if err != nil {
		return "", err
	}
	if i < len(work.HoldReasons) {
		return work.HoldReasons[i], nil
	}
	return z.words("Grund in eigenen Worten. Enter allein geht zurück.", "Nicht zurückhalten.")
}

// words asks for a text; it returns errBack for Enter alone.
func (z *line) words(question, backHelp string, own ...command) (string, error) {
	text, err := z.answer(question, append(own, back(backHelp)))
	if text = strings.TrimSpace(text); err == nil && text == "" {
		err = errBack
	}
	return text, err
}

func (z *line) askUntil() (model.Datum, error) {
	for {
		text, err := z.answer("Bis zu welchem Tag? Zum Beispiel 01.12.2026 oder +14. Enter allein: bis jemand sie aufhebt.", []command{back("Nicht zurückhalten.")})
		if err != nil {
			return "", err
		}
		until, wrong := work.HoldUntil(text, z.services.Now())
		if wrong == "" {
			return until, nil
		}
		z.say("%s", wrong)
	}
}

// holdDelivery holds a waiting delivery back, or lets it go again with nil.
func (z *line) holdDelivery(d *model.Delivery, s *model.Sperre) error {
	if err := z.desk.Sent.Hold(z.during, d.Transaktionsnummer, s); err != nil {
		z.fail(err)
		return nil
	}
	*d = z.current(*d)
	if s == nil {
		z.say("Die Sperre ist aufgehoben.")
		return nil
	}
	z.say("Die Meldung wird zurückgehalten: %s.", wording.SperreText(s))
	return nil
}

// asideCommands are the menu "Vorgang" of a completed report: its note, holding it
// back while it waits, and taking back the mark that it was reported on paper.
func (z *line) asideCommands(d *model.Delivery) []command {
	noHold, noLift, noPaper := "Zurückzuhalten sind nur Meldungen, die noch warten.", "Die Meldung wird nicht zurückgehalten.", "Die Meldung ging nicht auf Papier ans Register."
	if d.State == model.StateQueued {
		noHold = ""
	}
	if d.Sperre != nil {
		noLift = ""
	}
	if d.Papier {
		noPaper = ""
	}
	return []command{
		{name: "notiz", arg: "[TEXT]", help: "Liest oder schreibt die interne Notiz; sie wird nie übermittelt.", do: func(text string) error { return z.noteDelivery(d, text) }},
		{name: "zurueckhalten", help: "Hält die wartende Meldung mit Grund und Tag zurück.", off: noHold, do: func(string) error {
			s, err := z.askSperre()
			if err != nil {
				return stay(err)
			}
			return z.holdDelivery(d, s)
		}},
		{name: "aufheben", help: "Hebt die Sperre auf.", off: noLift, do: func(string) error { return z.holdDelivery(d, nil) }},
		{name: "papier", help: "Nimmt zurück, dass sie auf Papier gemeldet wurde, und öffnet den Entwurf.", off: noPaper,
			do: func(string) error { return z.fromSent(z.desk.Reports.UnmarkPaper, d.Transaktionsnummer) }},
	}
}

// requestDeletion asks the registry to delete a sent report.
func (z *line) requestDeletion(number string) error {
	z.say("Löschantrag. %s", wording.DeletionMeans)
	where := z.services.Config.In()
	reasons := where.Loeschgruende
	i, err := z.choose("Grund: Nummer wählt, Enter allein geht zurück.", len(reasons), func(i int) string { return reasons[i] })
	if err != nil {
		return err
	}
	text, err := z.deletionWords(where.NeedsText(reasons[i]))
	if err != nil {
		return err
	}
	if sure, err := z.sure("Löschung wirklich beantragen?"); err != nil || !sure {
		return err
	}
	d, err := z.desk.Sent.RequestDeletion(z.during, number, reasons[i], text)
	if err != nil {
		z.fail(err)
		return nil
	}
	return z.delivery(d)
}

// deletionWords explains the reason; another reason than the usual needs words.
func (z *line) deletionWords(needed bool) (string, error) {
	const help = "Keinen Antrag stellen."
	if needed {
		return z.words("Grund in eigenen Worten, ohne Namen. Enter allein stellt keinen Antrag.", help)
	}
	text, err := z.answer("Erläuterung ohne Namen; Enter allein: keine.", []command{back(help)})
	return strings.TrimSpace(text), err
}
