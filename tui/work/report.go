package work

import (
	"context"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/together"
	"example.org/meldeportal/tui/wording"
)

// Report is the sitting of a draft that is being written: its form, what is known
// around it, and what can be done with it beside filling it in.
type Report struct {
	Services *Services
	Desk     *Desk
	Draft    *model.Draft // owned by whoever saves it
	Id       string       // of the draft it goes on in
	CaseID   string       // of its person
	Fassung  string       // name of the draft, where there is another one of this report
	Corrects string       // Transaktionsnummer of the sent report this one replaces, "" = none

	Report *model.Report // being written
	Form   *forms.Form
	Aside  *Aside // kept with the next save
	Save   func(context.Context, *Snapshot) error

	History []rule.Past     // every other report of the patient
	Told    Said            // what the registry has said about this one
	Earlier []forms.Earlier // those of the tumour, the latest first
	Sent    *model.Report   // what a correction replaces, nil until it is read
	fresh   bool            // nobody has been at the draft yet
}

// OpenReport opens a draft at the field where it was left.
func OpenReport(services *Services, desk *Desk, draft model.Draft, env forms.Env) *Report {
	r := &Report{Services: services, Desk: desk, Draft: &draft, Id: draft.ID, CaseID: draft.PatientID, Fassung: draft.Fassung, Corrects: draft.Ersetzt,
		Report: field.Copy(&draft.Report), Save: SaveDraft(desk, &draft), fresh: untouched(&draft)}
	beside := draft.Beside()
	r.Aside, r.Form = &beside, DraftForm(&draft, r.Report, env)
	return r
}

// Past is what is known around a report.
type Past struct {
	Reports []rule.Past // every other one of the patient
	Told    Said
}

// Past reads the other reports of the patient and what the registry has said about this
// one. It may run beside the sitting.
func (r *Report) Past() func(context.Context) (Past, error) {
	desk, patient, id, meldung := r.Desk, r.CaseID, r.Id, r.Report.Meldung.MeldungID
	return func(ctx context.Context) (p Past, err error) {
		if p.Reports, err = desk.Reports.History(ctx, patient, id); err == nil {
			p.Told, err = readTold(ctx, desk, patient, meldung)
		}
		return p, err
	}
}

// TakePast takes it. What the last report says is taken over once.
func (r *Report) TakePast(past Past) {
	r.Told, r.History, r.Earlier = past.Told, past.Reports, knowLast(r.Form, r.Report, past.Reports, r.fresh)
	r.fresh = false
}

// LearnPast reads them and takes them at once.
func (r *Report) LearnPast(ctx context.Context) error {
	past, err := r.Past()(ctx)
	if err == nil {
		r.TakePast(past)
	}
	return err
}

// LearnSent reads and takes what a correction replaces.
func (r *Report) LearnSent(ctx context.Context) error {
	sent, err := r.ReadSent(ctx)
	if err == nil {
		r.Sent = &sent
	}
	return err
}

// ReadSent reads the report a correction replaces. It may run beside the sitting.
func (r *Report) ReadSent(ctx context.Context) (model.Report, error) {
	return r.Desk.Sent.Report(ctx, r.Corrects)
}

// Meet takes what a colleague has made of the report into the form.
func (r *Report) Meet(m *together.Met) *together.Told {
	return m.Take(r.Form, r.Report, r.Aside, r.Services.Env())
}

// GoOnIn goes on in the draft that was kept beside the one somebody else changed.
func (r *Report) GoOnIn(m *answer.Moved) {
	r.Id, r.Fassung = m.DraftID, m.Fassung
	r.Desk.Presence.Editing(r.Id)
}

// Judge looks at the report as it stands, with everything known around it.
func (r *Report) Judge() ([]rule.Finding, *wording.Standing) {
	c := Judged(r.Services, r.Desk, r.Report, r.History, r.Form.Unread())
	found := rule.Check(c, rule.With(r.Services.Config))
	return append(found, r.Told.Findings(r.Report, found)...), wording.StandingOf(c, r.Services.Config.In())
}

// Objects reports that the person has objected.
func (r *Report) Objects() bool { return record.Objects(r.Report, r.History) }

// Held says why the draft cannot be completed now and what to do, "" when it can.
func (r *Report) Held() string {
	if !r.Aside.Sperre.Holds(r.Services.Now()) {
		return ""
	}
	return wording.HeldSentence(r.Aside.Sperre, "{aufheben}")
}

const firstSaved = "Das geht erst, wenn alles gesichert ist."

// Acts are what can be done with the report.
func (r *Report) Acts() []Act {
	noEarlier := ""
	if len(r.Earlier) == 0 {
		noEarlier = "Zu diesem Tumor gibt es noch keine andere Meldung."
	}
	acts := []Act{
		{Name: "pruefen", Label: "Prüfen", Help: "Zeigt alle Mängel und schließt die Meldung ab.", Saved: "Abgeschlossen werden kann erst, was gesichert ist."},
		{Name: "vorschau", Label: "Vorschau", Help: "Zeigt genau das, was gesendet würde, als Text und als XML.", Quiet: true},
		{Name: "uebernehmen", Label: "Übernehmen", Help: "Zeigt die letzte Meldung zu diesem Tumor und übernimmt Feld, Abschnitt oder alles Leere.", Off: noEarlier, Quiet: noEarlier != ""},
	}
	return Allowed(r.Desk, append(append(acts, r.beside()...), r.paper(), r.remove(), handDraft(r.Desk, func() *model.Draft { return r.Draft }),
		bothValues(r.Aside),
		Act{Name: "alsvorlage", Label: "Vorlage speichern", Help: "Macht aus den Angaben dieser Meldung eine Vorlage.", Menu: true},
		Act{Name: "vorlage", Label: "Vorlage anwenden", Help: "Füllt die Meldung aus einer Vorlage.", Menu: true},
		Act{Name: "duplizieren", Label: "Für nächste Person", Help: "Dieselbe Meldung für jemand anderen, ohne Daten.", Menu: true, Saved: firstSaved},
		Act{Name: "xml", Does: rights.DateiGeschrieben, Label: "XML speichern", Help: "Schreibt das Dokument, wie es gesendet wird, in eine Datei.", Menu: true, Asks: AskFile,
			Do: toFile(r.Desk, r.CaseID, r.Report, func(ctx context.Context) ([]byte, error) { return r.Desk.Reports.Preview(ctx, r.Report) })}))
}

// bothValues chooses among what two people have entered at once.
func bothValues(beside *Aside) Act {
	a := Act{Name: "beide", Label: "Beide Angaben", Help: "Zeigt, was hier zwei Personen zugleich verschieden eingetragen haben, und lässt wählen.", Menu: true}
	if len(beside.Abweichungen) == 0 {
		a.Off = "Niemand hat hier zugleich etwas anderes eingetragen."
	}
	return a
}

// beside are the acts that write what is kept beside the report: at once into what is
// being written, as an answer is.
func (r *Report) beside() []Act {
	keeping := &aside{does: inDraft, notiz: r.Aside.Notiz, sperre: r.Aside.Sperre, hold: func(context.Context, *model.Sperre) error { return nil }}
	acts := keeping.acts()
	writes := map[string]func(Given) Done{
		"notiz": func(g Given) Done {
			r.Aside.Notiz = g.Text
			return Done{Said: NoteKept}
		},
		"zurueckhalten": func(g Given) Done {
			r.Aside.Sperre = g.Sperre
			return Done{Said: heldBack}
		},
		"aufheben": func(Given) Done {
			r.Aside.Sperre = nil
			return Done{Said: "Die Sperre ist aufgehoben. {pruefen} prüft und schließt ab."}
		},
	}
	for i := range acts {
		acts[i].Do, acts[i].Write = nil, writes[acts[i].Name]
	}
	return acts
}

// keep stores a draft in which nothing is entered yet, before something is done with it.
func keep(ctx context.Context, desk *Desk, d *model.Draft) error {
	if !d.Neu {
		return nil
	}
	return desk.Drafts.SaveDraft(ctx, d)
}

// paper and remove look for the draft when they are done: it may have been saved since,
// or have moved beside one of a colleague.
func (r *Report) paper() Act {
	a := onPaper(func(ctx context.Context) error {
		if err := keep(ctx, r.Desk, r.Draft); err != nil {
			return err
		}
		_, err := r.Desk.Reports.MarkPaper(ctx, r.Draft.ID, r.Draft.Rev)
		return err
	})
	a.Saved = firstSaved
	return a
}

func (r *Report) remove() Act {
	var now model.Draft
	if r.Report != nil { // the draft itself may be being saved
		now.Report = *r.Report
	} else {
		now = *r.Draft
	}
	a := throwAway(r.Desk, &now, func() (string, int) { return r.Draft.ID, r.Draft.Rev })
	a.Saved = firstSaved
	away := a.Do
	a.Do = func(ctx context.Context, g Given) (Done, error) {
		if r.Draft.Neu {
			return Done{Said: "Es war noch nichts eingetragen, ein Entwurf ist nicht entstanden.", Gone: true}, nil
		}
		return away(ctx, g)
	}
	return a
}
