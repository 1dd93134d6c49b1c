package obds

import (
	"fmt"
	"hash/maphash"
	"slices"
	"strconv"
)

// idSets hold the identity constraints of a document (xs:key, xs:unique and
// xs:keyref of the schema). They keep 128 bits of each id, so that memory stays small with any number of reports.
type idSets struct {
	patients, meldungen, melder map[idKey]int32 // line of the first one
	wanted                      map[idKey]melderRef
}

type idKey [2]uint64

// melderRef is the first report that refers to a Melder.
type melderRef struct {
	meldung        string // Meldung_ID
	patient, index int32  // which patient, and which of their reports
	line           int32
}

var idSeeds = [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}

func keyOf(id string) idKey {
	return idKey{maphash.String(idSeeds[0], id), maphash.String(idSeeds[1], id)}
}

func newIDSets() idSets {
	return idSets{
		patients:  map[idKey]int32{},
		meldungen: map[idKey]int32{},
		melder:    map[idKey]int32{},
		wanted:    map[idKey]melderRef{},
	}
}

// identity holds an attribute against the identity constraints, as far as it
// has one.
func (m *matcher) identity(known *attribute, value string, f *frame) {
	var set map[idKey]int32
	switch {
	case f.el.role == patientAt:
		set = m.ids.patients
	case f.el.role == melderAt:
		set = m.ids.melder
	case f.el.role == meldungAt && known.name == "Meldung_ID":
		set = m.ids.meldungen
	case f.el.role == meldungAt:
		m.want(value, f)
		return
	default:
		return
	}
	key := keyOf(value)
	if first, double := set[key]; double {
		m.report(Problem{ID: Duplicate, Path: m.path() + "/@" + known.name, Field: joinID(m.fieldID(), known.row), Line: f.line,
			Text: "Diese " + known.row.Label + " kommt in der Datei schon vor (Zeile " + strconv.Itoa(int(first)) + ")."})
		return
	}
	set[key] = int32(f.line)
}

// want remembers that a report refers to a Melder, who stands at the end of
// the document.
func (m *matcher) want(melder string, f *frame) {
	key := keyOf(melder)
	if _, known := m.ids.wanted[key]; !known {
		patient := &m.stack[len(m.stack)-3]
		m.ids.wanted[key] = melderRef{meldung: m.meldung, patient: int32(patient.index), index: int32(f.index), line: int32(f.line)}
	}
}

// dangling reports references to Melder that the document does not have. Each
// is reported once, with the first report that refers to it.
func (m *matcher) dangling() {
	var missing []melderRef
	for key, ref := range m.ids.wanted {
		if _, known := m.ids.melder[key]; !known {
			missing = append(missing, ref)
		}
	}
	slices.SortFunc(missing, func(a, b melderRef) int { return int(a.line - b.line) })
	for _, ref := range missing {
		m.meldung = ref.meldung
		m.report(Problem{ID: UnknownRef, Field: "Melder_ID", Line: int(ref.line),
			Path: fmt.Sprintf("/oBDS/Menge_Patient/Patient[%d]/Menge_Meldung/Meldung[%d]/@Melder_ID", ref.patient+1, ref.index+1),
			Text: "Die Melder-ID dieser Meldung fehlt unter „Menge_Melder“."})
	}
	m.meldung = ""
}
