package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strconv"

	"example.org/meldeportal/model"
)

// entry is the sealed header of a draft or a delivery: what is known of it
// without opening its body. It is read by the hundred thousand and has the
// encoding of the cases' headers.
type entry struct {
	model.Merkmale
	model.Beteiligte
	Cursor  string
	Notiz   string
	Ersetzt string
	Fassung string // of a draft
	Papier  bool
	Sperre  *model.Sperre // of a draft; that of a delivery changes and has its own column

	Abweichungen []model.Abweichung // of a draft
}

var entryKeys = headerKeys[entry]{
	textKey(".typ", func(e *entry) *model.Zweig { return &e.Typ }),
	textKey(".date", func(e *entry) *model.Datum { return &e.Date }),
	textKey(".icd", func(e *entry) *model.Code { return &e.ICD }),
	textKey(".meldung", func(e *entry) *model.Text { return &e.MeldungID }),
	textKey(".tumor", func(e *entry) *model.Text { return &e.TumorID }),
	textKey(".anlass", func(e *entry) *model.Code { return &e.Meldeanlass }),
	textKey(".therapie", func(e *entry) *model.Text { return &e.TherapieID }),
	textKey(".beginn", func(e *entry) *model.Datum { return &e.Beginn }),
	textKey(".cursor", func(e *entry) *string { return &e.Cursor }),
	textKey(".notiz", func(e *entry) *string { return &e.Notiz }),
	textKey(".ersetzt", func(e *entry) *string { return &e.Ersetzt }),
	textKey(".fassung", func(e *entry) *string { return &e.Fassung }),
	textKey(".verfasst", func(e *entry) *string { return &e.Verfasst }),
	textKey(".bearbeitet", func(e *entry) *string { return &e.Bearbeitet }),
	textKey(".abgeschlossen", func(e *entry) *string { return &e.Abgeschlossen }),
	markKey(".papier", func(e *entry) *bool { return &e.Papier }),
	markKey(".widerspruch", func(e *entry) *bool { return &e.Widerspruch }),
	sperreKey(".sperre", func(e *entry) **model.Sperre { return &e.Sperre }),
	{".abweichungen", (*entry).writeAbweichungen, (*entry).readAbweichungen},
}

func (e *entry) writeAbweichungen() string {
	if len(e.Abweichungen) == 0 {
		return ""
	}
	text, _ := json.Marshal(e.Abweichungen) // texts and times can always be written
	return string(text)
}

func (e *entry) readAbweichungen(text string) error {
	if json.Unmarshal([]byte(text), &e.Abweichungen) != nil {
		return ErrDamaged
	}
	return nil
}

// entryOf is the header of a draft.
func (s *Store) entryOf(d *model.Draft) entry {
	return entry{Merkmale: s.opt.Merkmale(&d.Report), Beteiligte: d.Beteiligte, Cursor: d.Cursor, Notiz: d.Notiz, Ersetzt: d.Ersetzt, Fassung: d.Fassung, Sperre: d.Sperre, Abweichungen: d.Abweichungen}
}

// line is what all versions of a report have in common, its Meldung_ID; a report
// without one is alone under the id of its row.
func (e *entry) line(id string) string { return cmp.Or(string(e.MeldungID), id) }

// lineIn is the blind index of a line in a case: by its key, as its rows are compared
// by it. A case that is not there yet begins with the newest.
func (v *Vault) lineIn(tx *sql.Tx, caseID, line string) ([]byte, error) {
	if !v.key.ring().Older() {
		return v.key.Index(line), nil
	}
	generation, err := queryOne(context.Background(), tx, scanNumber, "SELECT generation FROM patient_case WHERE id = ?", caseID)
	if errors.Is(err, ErrNotFound) {
		return v.key.Index(line), nil
	}
	return v.key.ring().IndexIn(int(generation), line), err
}

func (v *Vault) sealEntry(e *entry, table, id string, rev int) ([]byte, error) {
	texts := map[string]string{}
	entryKeys.write(e, texts)
	return v.key.SealHeader(encodeHeader(texts), table, id, strconv.Itoa(rev))
}

func (v *Vault) openEntry(sealed []byte, table, id string, rev int) (e entry, err error) {
	plain, err := v.key.OpenHeader(nil, sealed, table, id, strconv.Itoa(rev))
	if err != nil {
		return e, err
	}
	return e, e.decode(new(headerReader), plain)
}

// decode reads what sealEntry sealed, or the headers of migration 1.
func (e *entry) decode(h *headerReader, plain []byte) error {
	if len(plain) > 0 && plain[0] == '{' {
		return e.decodeFirst(plain)
	}
	return h.each(plain, func(id []byte, text string) error {
		_, err := entryKeys.read(e, id, text)
		return err
	})
}

// decodeFirst reads a header as the first version of the store wrote it, a JSON
// object. Its first byte can be told from a count of texts, which is below 20.
func (e *entry) decodeFirst(plain []byte) error {
	var first struct {
		Typ    model.Zweig
		Date   model.Datum
		ICD    model.Code
		Cursor string
	}
	if json.Unmarshal(plain, &first) != nil {
		return ErrDamaged
	}
	e.Typ, e.Date, e.ICD, e.Cursor = first.Typ, first.Date, first.ICD, first.Cursor
	return nil
}

func sperreKey[T any](name string, at func(*T) **model.Sperre) headerKey[T] {
	return headerKey[T]{name,
		func(t *T) string {
			if *at(t) == nil {
				return ""
			}
			text, _ := json.Marshal(*at(t)) // two texts can always be written
			return string(text)
		},
		func(t *T, text string) (err error) { *at(t), err = decodeSperre([]byte(text)); return err }}
}

func decodeSperre(plain []byte) (*model.Sperre, error) {
	s := new(model.Sperre)
	if json.Unmarshal(plain, s) != nil {
		return nil, ErrDamaged
	}
	return s, nil
}
