package tui

import (
	"context"
	"errors"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
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
		{name: "vorlage", help: "Füllt leere Felder aus einer Vorlage.", do: func(string) error { return stay(r.template()) }},
	}
}

func (r *lineReport) note(text string) error {
	if text == "" {
		r.z.say("Interne Notiz: %s. Wird nie übermittelt; :notiz TEXT ändert sie.", orEmpty(r.draft.Notiz))
		return nil
	}
	r.draft.Notiz = text
	return r.keepAside("Interne Notiz behalten; sie wird nie übermittelt.")
}

// keepAside saves what a draft keeps beside its report.
func (r *lineReport) keepAside(done string) error {
	if r.save(); r.changes >= 0 {
		r.z.say("%s", done)
	}
	return nil
}

func (r *lineReport) hold() error {
	i, err := r.z.choose("Grund: Nummer wählt, Enter allein geht zurück.", len(holdReasons)+1, func(i int) string {
		if i == len(holdReasons) {
			return "anderer Grund"
		}
		return holdReasons[i]
	})
	if err != nil {
		return err
	}
	s := &model.Sperre{}
	if i < len(holdReasons) {
		s.Grund = holdReasons[i]
	} else if s.Grund, err = r.z.ask("Grund in eigenen Worten.", []command{back("Nicht zurückhalten.")}); err != nil {
		return err
	}
	until, err := r.z.ask("Bis zu welchem Tag? Zum Beispiel 01.12.2026 oder +14. Enter allein: bis jemand sie aufhebt.", []command{back("Nicht zurückhalten.")})
	if err != nil {
		return err
	}
	now := r.z.services.Now()
	if until = strings.TrimSpace(until); until != "" {
		day, ok := forms.ReadDay(until, now)
		if !ok || day <= model.DatumOf(now) {
			r.z.say("Das ist kein Tag in der Zukunft; die Meldung wird nicht zurückgehalten.")
			return nil
		}
		s.Bis = day
	}
	r.draft.Sperre = s
	return r.keepAside("Die Meldung wird zurückgehalten. " + sperreText(s))
}

func (r *lineReport) paper() error {
	answer, err := r.z.ask("Wurde dieser Meldeanlass bereits auf Papier gemeldet? Dann wird er nicht gesendet und zählt als Vorgeschichte. ja oder nein.", []command{back("Nichts ändern.")})
	if err != nil || !yes(answer) {
		return err
	}
	r.form.Confirm()
	r.keep()
	if _, err := r.z.desk.MarkPaper(context.Background(), r.draft.ID, r.draft.Rev); err != nil {
		r.z.fail(err)
		return nil
	}
	r.z.say("Als auf Papier gemeldet vermerkt; es wird nicht gesendet.")
	return r.ended()
}

// ended leaves a draft that is one no longer.
func (r *lineReport) ended() error {
	r.write = func(context.Context, *snapshot) error { return nil }
	return errGone
}

// errGone leaves the form of a draft that is there no more.
var errGone = errors.New("draft gone")

// template fills what is empty from one of the person's templates.
func (r *lineReport) template() error {
	all, err := readTemplates(context.Background(), r.z.desk)
	if err != nil {
		r.z.fail(err)
		return nil
	}
	if len(all) == 0 {
		r.z.say("Es gibt noch keine Vorlage.")
		return nil
	}
	i, err := r.z.choose("Vorlage: Nummer wählt, Enter allein geht zurück.", len(all), func(i int) string { return all[i].Name + ", " + templateText(&all[i].Template) })
	if err != nil {
		return err
	}
	values := map[string]string{}
	for _, v := range all[i].Values {
		if !v.Ask && r.form.Stored(v.ID) == "" {
			values[v.ID] = v.Text
		}
	}
	n := r.form.Carry(values, "Vorlage "+all[i].Name)
	r.keep()
	r.z.say("Aus Vorlage übernommen: %s. :rueckgaengig nimmt sie zurück.", plural(n, "Wert", "Werte"))
	return nil
}

// requestDeletion asks the registry to delete a sent report.
func (z *zeile) requestDeletion(number string) error {
	z.say("Löschantrag. %s", deletionMeans)
	i, err := z.choose("Grund: Nummer wählt, Enter allein geht zurück.", len(rule.Loeschgruende), func(i int) string { return rule.Loeschgruende[i] })
	if err != nil {
		return err
	}
	text, err := z.ask("Erläuterung ohne Namen; Enter allein: keine.", []command{back("Keinen Antrag stellen.")})
	if err != nil {
		return err
	}
	if text = strings.TrimSpace(text); text == "" && i == len(rule.Loeschgruende)-1 {
		z.say("Ein anderer Grund braucht eigene Worte. Es wurde kein Antrag gestellt.")
		return nil
	}
	answer, err := z.ask("Löschung wirklich beantragen? ja oder nein.", []command{back("Keinen Antrag stellen.")})
	if err != nil || !yes(answer) {
		return err
	}
	d, err := z.desk.RequestDeletion(context.Background(), number, rule.Loeschgruende[i], text)
	if err != nil {
		z.fail(err)
		return nil
	}
	return z.delivery(d)
}
