package work

import (
	"context"

	"example.org/meldeportal/model"
)

// Report is a draft that is being written: what can be done with it beside filling
// in its form.
type Report struct {
	Desk    *Desk
	Draft   *model.Draft // owned by whoever saves it, except for its ids
	Aside   *Aside       // kept with the next save
	Earlier int          // how many other reports of the tumour there are
}

const firstSaved = "Das geht erst, wenn alles gesichert ist."

// Acts are what can be done with the report.
func (r *Report) Acts() []Act {
	noEarlier := ""
	if r.Earlier == 0 {
		noEarlier = "Zu diesem Tumor gibt es noch keine andere Meldung."
	}
	acts := []Act{
		{Name: "pruefen", Label: "Prüfen", Help: "Zeigt alle Befunde und schließt die Meldung ab.", Saved: "Abgeschlossen werden kann erst, was gesichert ist."},
		{Name: "vorschau", Label: "Vorschau", Help: "Zeigt genau das, was gesendet würde, als Text und als XML.", Quiet: true},
		{Name: "uebernehmen", Label: "Übernehmen", Help: "Zeigt die letzte Meldung zu diesem Tumor und übernimmt Feld, Abschnitt oder alles Leere.", Off: noEarlier, Quiet: noEarlier != ""},
	}
	return append(append(acts, r.beside()...), r.paper(), r.remove(),
		Act{Name: "alsvorlage", Label: "Vorlage speichern", Help: "Macht aus den Angaben dieser Meldung eine Vorlage.", Menu: true},
		Act{Name: "vorlage", Label: "Vorlage anwenden", Help: "Füllt die Meldung aus einer Vorlage.", Menu: true},
		Act{Name: "duplizieren", Label: "Für nächste Person", Help: "Dieselbe Meldung für jemand anderen, ohne Daten.", Menu: true, Saved: firstSaved})
}

// beside are the acts that write what is kept beside the report: at once into what is
// being written, as an answer is.
func (r *Report) beside() []Act {
	keeping := &aside{notiz: r.Aside.Notiz, sperre: r.Aside.Sperre, hold: func(context.Context, *model.Sperre) error { return nil }}
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

// paper and remove look for the draft when they are done: it may have been saved since,
// or have moved beside one of a colleague.
func (r *Report) paper() Act {
	a := onPaper(func(ctx context.Context) error {
		_, err := r.Desk.Reports.MarkPaper(ctx, r.Draft.ID, r.Draft.Rev)
		return err
	})
	a.Saved = firstSaved
	return a
}

func (r *Report) remove() Act {
	a := removeDraft(func(ctx context.Context) error { return r.Desk.Drafts.DeleteDraft(ctx, r.Draft.ID, r.Draft.Rev) })
	a.Saved = firstSaved
	return a
}
