package worklist

import (
	"cmp"
	"slices"

	"example.org/meldeportal/model"
)

// What the registry lacks of a therapy is asked about in its case. A finding that names the
// house as its sender belongs to no case so far: its question stands in the Stand of nobody,
// with "" for a case.

// Vermisste are the questions about what the registry lacks of people it cannot name.
func Vermisste(all []model.Rueckmeldung) (s Stand) {
	for i := range all {
		s.Offen = append(s.Offen, Offen{Frage: FrageVermisst, Vorgang: model.Vorgang{Transaktionsnummer: all[i].Transaktionsnummer}, Rueckfrage: &all[i]})
	}
	return s
}

// missed reports that the registry asks for the end of a therapy itself.
func (s *Stand) missed(v *model.Vorgang) bool {
	return slices.ContainsFunc(s.Offen, func(o Offen) bool { return o.Frage == FrageVermisst && o.MeldungID == v.MeldungID })
}

// missed is what the registry lacks, what waits longest in front. What belongs to nobody
// stands before the others of its day (Shelves.Miss).
func (l *List) missed(v *model.Vorgang, r *model.Rueckmeldung) {
	m := model.OrEmpty(r.Vermisst)
	text := string(m.Grund) + "."
	if v.Beginn != "" {
		text += " Begonnen am " + v.Beginn.German() + "."
	}
	for _, more := range []string{m.Angaben(), r.Text} {
		if more != "" {
			text += " " + more
		}
	}
	l.add(v, AufgabeVermisst, string(dayOf(r.Gekommen)), text, "")
	if a := &l.put[len(l.put)-1].Aufgabe; a.Person == "" {
		a.Person = cmp.Or(string(m.Einsendenummer), string(m.PatientID))
	}
}

// Miss adds what belongs to nobody to the list of a day.
func (s *Shelves) Miss(nobody Stand) {
	for i := range nobody.Offen {
		task := s.list.single(&nobody, &nobody.Offen[i])
		at, there := slices.BinarySearchFunc(s.shelves, &shelf{place: place{key: task.key}}, (*shelf).compare)
		if there && s.shelves[at].whole {
			s.shelves[at].tasks = append(s.shelves[at].tasks, task)
			continue
		}
		s.shelves = slices.Insert(s.shelves, at, &shelf{place: place{art: task.Art, key: task.key}, n: 1, whole: true, tasks: []*ordered{task}})
	}
}
