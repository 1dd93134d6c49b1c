package store

import (
	"encoding/binary"
	"maps"
	"slices"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// The sealed header of a case is a list of texts by field id: the patient's, and
// a few of the case itself. It is read by the hundred thousand, so it has an
// encoding of its own: a count, then for each text its id and its length, then
// all texts in a row, which become a single string in memory.
const patientPrefix = "Patient."

var caseKeys = headerKeys[model.Case]{
	textKey(".typ", func(c *model.Case) *model.Zweig { return &c.LastTyp }),
	textKey(".anlass", func(c *model.Case) *model.Code { return &c.LastSub }),
	textKey(".date", func(c *model.Case) *model.Datum { return &c.LastDate }),
	textKey(".icd", func(c *model.Case) *model.Code { return &c.Diagnosis }),
	markKey(".widerspruch", func(c *model.Case) *bool { return &c.Widerspruch }),
}

// patientRoot is the field table of the patient alone, with the report's ids.
var patientRoot = func() *field.Part {
	i := slices.IndexFunc(dataset.Report.Rows, func(r field.Row) bool { return r.ID+"." == patientPrefix })
	return &field.Part{Name: dataset.Report.Name, Rows: dataset.Report.Rows[i : i+1]}
}()

// encodeCase gives the header of a case, with the texts of old that nobody knows today.
func encodeCase(c *model.Case, old map[string]string) []byte {
	texts := field.Texts(patientRoot, &model.Report{Patient: c.Patient})
	maps.Copy(texts, unknownTexts(patientRoot, old))
	caseKeys.write(c, texts)
	return encodeHeader(texts)
}

func encodeHeader(texts map[string]string) []byte {
	b := binary.AppendUvarint(nil, uint64(len(texts)))
	ids := slices.Sorted(maps.Keys(texts))
	for _, id := range ids {
		short := strings.TrimPrefix(id, patientPrefix)
		b = binary.AppendUvarint(b, uint64(len(short)))
		b = append(b, short...)
		b = binary.AppendUvarint(b, uint64(len(texts[id])))
	}
	for _, id := range ids {
		b = append(b, texts[id]...)
	}
	return b
}

// headerReader reads headers of cases. It is made for one goroutine.
type headerReader struct {
	report model.Report
	bound  map[string]*field.Bound // nil: not a plain leaf of the table
	parts  []headerPart
}

type headerPart struct {
	id  []byte // a slice of the plaintext
	len int
}

func newHeaderReader() *headerReader { return &headerReader{bound: map[string]*field.Bound{}} }

// read fills in what the header says of a case.
func (h *headerReader) read(plain []byte, c *model.Case) error {
	h.report.Patient = model.Patient{}
	var rest map[string]string
	err := h.each(plain, func(id []byte, text string) error {
		if known, err := caseKeys.read(c, id, text); known {
			return err
		}
		if b := h.leaf(id); b != nil {
			b.Set(text)
			return nil
		}
		if rest == nil {
			rest = map[string]string{}
		}
		rest[patientPrefix+string(id)] = text
		return nil
	})
	if rest != nil {
		field.Fill(patientRoot, &h.report, rest)
	}
	c.Patient = h.report.Patient
	return err
}

// leaf is the place of a value that stands in no list.
func (h *headerReader) leaf(id []byte) *field.Bound {
	if b, ok := h.bound[string(id)]; ok {
		return b
	}
	var leaf *field.Bound
	full := patientPrefix + string(id)
	if b, ok := field.Lookup(patientRoot, &h.report, full); ok && b.Row.Leaf() && !strings.Contains(full, "[") {
		leaf = &b
	}
	h.bound[string(id)] = leaf
	return leaf
}

// each calls f for every text of a header, until it has an error.
func (h *headerReader) each(plain []byte, f func(id []byte, text string) error) error {
	n, b, ok := uvarint(plain)
	h.parts = h.parts[:0]
	for ; ok && n > 0; n-- {
		var part headerPart
		var size int
		if size, b, ok = uvarint(b); ok && size <= len(b) {
			part.id, b = b[:size], b[size:]
			part.len, b, ok = uvarint(b)
			h.parts = append(h.parts, part)
		}
		ok = ok && len(part.id) > 0
	}
	texts := string(b)
	for _, part := range h.parts {
		if !ok || part.len > len(texts) {
			return ErrDamaged
		}
		if err := f(part.id, texts[:part.len]); err != nil {
			return err
		}
		texts = texts[part.len:]
	}
	if !ok {
		return ErrDamaged
	}
	return nil
}

// patientTexts are the texts of a header that belong to the patient, by field id.
func (h *headerReader) patientTexts(plain []byte) (map[string]string, error) {
	texts := map[string]string{}
	err := h.each(plain, func(id []byte, text string) error {
		if id[0] != '.' {
			texts[patientPrefix+string(id)] = text
		}
		return nil
	})
	return texts, err
}

func uvarint(b []byte) (n int, rest []byte, ok bool) {
	u, size := binary.Uvarint(b)
	if size <= 0 || u > uint64(1<<30) {
		return 0, nil, false
	}
	return int(u), b[size:], true
}
