package store

import (
	"encoding/json"
	"strconv"

	"example.org/meldeportal/model"
)

// entry is the sealed header of a draft or a delivery: what is known of it
// without opening its body. It is read by the hundred thousand and has the
// encoding of the cases' headers.
type entry struct {
	model.Merkmale
	Cursor  string
	Notiz   string
	Ersetzt string
	Fassung string // of a draft
	Papier  bool
	Sperre  *model.Sperre // of a draft; that of a delivery changes and has its own column
}

const (
	keyMeldung  = ".meldung"
	keyTumor    = ".tumor"
	keyAnlass   = ".anlass"
	keyTherapie = ".therapie"
	keyBeginn   = ".beginn"
	keyCursor   = ".cursor"
	keyNotiz    = ".notiz"
	keyErsetzt  = ".ersetzt"
	keyFassung  = ".fassung"
	keyPapier   = ".papier"
	keySperre   = ".sperre"

	yes = "J"
)

// entryOf is the header of a draft.
func (s *Store) entryOf(d *model.Draft) entry {
	return entry{Merkmale: s.opt.Merkmale(&d.Report), Cursor: d.Cursor, Notiz: d.Notiz, Ersetzt: d.Ersetzt, Fassung: d.Fassung, Sperre: d.Sperre}
}

// line is the blind index of what all versions of a report have in common, its
// Meldung_ID; a report without one is alone under the id of its row.
func (v *Vault) line(e *entry, id string) []byte {
	if e.MeldungID == "" {
		return v.key.Index(id)
	}
	return v.key.Index(string(e.MeldungID))
}

func (v *Vault) sealEntry(e *entry, table, id string, rev int) ([]byte, error) {
	plain, err := encodeEntry(e)
	if err != nil {
		return nil, err
	}
	return v.key.SealHeader(plain, table, id, strconv.Itoa(rev))
}

func encodeEntry(e *entry) ([]byte, error) {
	texts := map[string]string{}
	for key, text := range map[string]string{
		keyLastTyp: string(e.Typ), keyLastDate: string(e.Date), keyDiagnosis: string(e.ICD), keyMeldung: string(e.MeldungID),
		keyTumor: string(e.TumorID), keyAnlass: string(e.Meldeanlass), keyTherapie: string(e.TherapieID), keyBeginn: string(e.Beginn),
		keyCursor: e.Cursor, keyNotiz: e.Notiz, keyErsetzt: e.Ersetzt, keyFassung: e.Fassung,
	} {
		if text != "" {
			texts[key] = text
		}
	}
	for key, marked := range map[string]bool{keyPapier: e.Papier, keyObjects: e.Widerspruch} {
		if marked {
			texts[key] = yes
		}
	}
	if e.Sperre != nil {
		sperre, err := json.Marshal(e.Sperre)
		if err != nil {
			return nil, err
		}
		texts[keySperre] = string(sperre)
	}
	return encodeHeader(texts), nil
}

func (v *Vault) openEntry(sealed []byte, table, id string, rev int) (e entry, err error) {
	plain, err := v.key.OpenHeader(nil, sealed, table, id, strconv.Itoa(rev))
	if err != nil {
		return e, err
	}
	return e, e.decode(new(headerReader), plain)
}

// decode reads what encodeEntry wrote, or the headers of migration 1.
func (e *entry) decode(h *headerReader, plain []byte) error {
	if len(plain) > 0 && plain[0] == '{' {
		return e.decodeFirst(plain)
	}
	var sperre string
	err := h.each(plain, func(id []byte, text string) {
		switch string(id) {
		case keyLastTyp:
			e.Typ = model.Zweig(text)
		case keyLastDate:
			e.Date = model.Datum(text)
		case keyDiagnosis:
			e.ICD = model.Code(text)
		case keyMeldung:
			e.MeldungID = model.Text(text)
		case keyTumor:
			e.TumorID = model.Text(text)
		case keyAnlass:
			e.Meldeanlass = model.Code(text)
		case keyTherapie:
			e.TherapieID = model.Text(text)
		case keyBeginn:
			e.Beginn = model.Datum(text)
		case keyCursor:
			e.Cursor = text
		case keyNotiz:
			e.Notiz = text
		case keyErsetzt:
			e.Ersetzt = text
		case keyFassung:
			e.Fassung = text
		case keyPapier:
			e.Papier = text == yes
		case keyObjects:
			e.Widerspruch = text == yes
		case keySperre:
			sperre = text
		}
	})
	if err == nil && sperre != "" {
		e.Sperre, err = decodeSperre([]byte(sperre))
	}
	return err
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

func decodeSperre(plain []byte) (*model.Sperre, error) {
	s := new(model.Sperre)
	if json.Unmarshal(plain, s) != nil {
		return nil, ErrDamaged
	}
	return s, nil
}
