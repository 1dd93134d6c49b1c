package lines

import (
	"errors"

	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/interview"
	"example.org/meldeportal/tui/work"
)

// What can be done with a report beside answering its questions.

// doing is how the acts of the report are done line by line.
func (r *lineReport) doing() interview.Doing {
	return interview.Doing{
		Shows: map[string]func(string) error{
			"pruefen":     func(string) error { return r.review() },
			"vorschau":    func(string) error { r.preview(); return nil },
			"uebernehmen": func(string) error { return r.takeOver() }, "beide": func(string) error { return r.Choose() },
			"alsvorlage":  r.saveTemplate,
			"vorlage":     func(string) error { return r.useTemplate() },
			"duplizieren": r.duplicate,
		},
		Args: map[string]string{"alsvorlage": "[NAME]", "duplizieren": "[PERSON]"},
		Save: func() error { r.Form.Confirm(); return r.Keep() },
		Wrote: func(done work.Done) error {
			r.Touch()
			r.Form.Confirm()
			return r.Told(done.Said)
		},
		After: func(done work.Done) error {
			if done.Gone {
				return r.ended()
			}
			r.Unkept = r.Unkept && r.sitting.Draft.Neu
			if done.Draft != nil {
				return ask.Stay(r.z.editReport(*done.Draft))
			}
			return nil
		}}
}

// ended leaves a draft that is one no longer: there is nothing to save any more.
func (r *lineReport) ended() error {
	r.Over()
	return errGone
}

// errGone leaves the form of a draft that is there no more, or for the one begun with it.
var errGone = errors.New("draft gone")

// takeOver fills what is empty from an earlier report of the tumour.
func (r *lineReport) takeOver() error {
	i, err := r.z.Choose("Aus welcher Meldung? Nummer wählt, Enter allein geht zurück.", len(r.sitting.Earlier), func(i int) string { return r.sitting.Earlier[i].Origin })
	if err != nil {
		return err
	}
	values := map[string]string{}
	for _, o := range r.Form.Offers(r.sitting.Earlier[i].Report) {
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
	from := r.sitting.Earlier[i].Origin
	return r.Told(work.CarriedText(r.Form.Carry(values, from), from))
}
