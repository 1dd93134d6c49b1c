package lines

import (
	"context"
	"errors"

	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// What can be done with a report beside answering its questions.

// doing is how the acts of the report are done line by line.
func (r *lineReport) doing() doing {
	return doing{
		shows: map[string]func(string) error{
			"pruefen":     func(string) error { return r.review() },
			"vorschau":    func(string) error { r.preview(); return nil },
			"xml":         r.saveXML,
			"uebernehmen": func(string) error { return r.takeOver() },
			"alsvorlage":  r.saveTemplate,
			"vorlage":     func(string) error { return r.useTemplate() },
			"duplizieren": r.duplicate,
		},
		args: map[string]string{"xml": "DATEI", "alsvorlage": "[NAME]", "duplizieren": "[PERSON]"},
		save: func() error { r.form.Confirm(); return r.keep() },
		wrote: func(done work.Done) error {
			r.changes = -1
			r.form.Confirm()
			return r.told(done.Said)
		},
		after: func(done work.Done) error {
			if done.Gone {
				return r.ended()
			}
			if done.Draft != nil {
				return ask.Stay(r.z.editReport(*done.Draft))
			}
			return nil
		}}
}

// ended leaves a draft that is one no longer: there is nothing to save any more.
func (r *lineReport) ended() error {
	r.write, r.unsaved = func(context.Context, *work.Snapshot) error { return nil }, nil
	return errGone
}

// errGone leaves the form of a draft that is there no more, or for the one begun with it.
var errGone = errors.New("draft gone")

// takeOver fills what is empty from an earlier report of the tumour.
func (r *lineReport) takeOver() error {
	i, err := r.z.Choose("Aus welcher Meldung? Nummer wählt, Enter allein geht zurück.", len(r.Earlier), func(i int) string { return r.Earlier[i].Origin })
	if err != nil {
		return err
	}
	values := map[string]string{}
	for _, o := range r.form.Offers(r.Earlier[i].Report) {
		if o.Empty {
			r.z.Say("%s: %s", o.Label, o.Words)
			values[o.ID] = o.Value
		}
	}
	if len(values) == 0 {
		r.z.Say("Dort steht nichts, was hier noch leer ist.")
		return nil
	}
	if sure, err := r.z.Sure("Diese Werte übernehmen?"); err != nil || !sure {
		return err
	}
	n := r.form.Carry(values, r.Earlier[i].Origin)
	if err := r.keep(); err != nil {
		return err
	}
	r.z.Say("Übernommen: %s. :rueckgaengig nimmt sie zurück.", wording.Plural(n, "Wert", "Werte"))
	return nil
}
