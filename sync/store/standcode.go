package store

import (
	"encoding/binary"
	"encoding/json"
	"strconv"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/sync/database"
)

// What is kept of a case is a row of headers (header.go), each behind its length: who
// it is, then each question; or each tumour whose follow-up comes.

var standKeys = headerKeys[worklist.Stand]{
	textKey(".person", func(s *worklist.Stand) *string { return &s.Person }),
	markKey(".widerspruch", func(s *worklist.Stand) *bool { return &s.Widerspruch }),
}

var offenKeys = headerKeys[worklist.Offen]{
	textKey(".frage", func(o *worklist.Offen) *worklist.Frage { return &o.Frage }),
	textKey(".typ", func(o *worklist.Offen) *model.Zweig { return &o.Typ }),
	textKey(".anlass", func(o *worklist.Offen) *model.Code { return &o.Meldeanlass }),
	textKey(".date", func(o *worklist.Offen) *model.Datum { return &o.Date }),
	textKey(".tumor", func(o *worklist.Offen) *model.Text { return &o.TumorID }),
	textKey(".meldung", func(o *worklist.Offen) *model.Text { return &o.MeldungID }),
	textKey(".beginn", func(o *worklist.Offen) *model.Datum { return &o.Beginn }),
	textKey(".draft", func(o *worklist.Offen) *string { return &o.DraftID }),
	textKey(".tnr", func(o *worklist.Offen) *string { return &o.Transaktionsnummer }),
	textKey(".art", func(o *worklist.Offen) *model.Sendung { return &o.Art }),
	textKey(".state", func(o *worklist.Offen) *model.State { return &o.State }),
	textKey(".ersetzt", func(o *worklist.Offen) *string { return &o.Ersetzt }),
	textKey(".fassung", func(o *worklist.Offen) *string { return &o.Fassung }),
	textKey(".reason", func(o *worklist.Offen) *string { return &o.Reason }),
	sperreKey(".sperre", func(o *worklist.Offen) **model.Sperre { return &o.Sperre }),
	countKey(".attempts", func(o *worklist.Offen) *int { return &o.Attempts }),
	timeKey(".next", func(o *worklist.Offen) *time.Time { return &o.NextAt }),
	timeKey(".settled", func(o *worklist.Offen) *time.Time { return &o.Settled }),
	timeKey(".updated", func(o *worklist.Offen) *time.Time { return &o.Updated }),
	textKey(".zustaendig", func(o *worklist.Offen) *string { return &o.Zustaendig }),
	markKey(".damaged", func(o *worklist.Offen) *bool { return &o.Damaged }),
	textKey(".ergebnis", func(o *worklist.Offen) *model.Ergebnis { return &o.Ergebnis }),
	rueckfrageKey(".rueckfrage", func(o *worklist.Offen) **model.Rueckmeldung { return &o.Rueckfrage }),
	entscheidKey(".entscheid", func(o *worklist.Offen) **worklist.Entscheid { return &o.Entscheid }),
}

var nachsorgeKeys = headerKeys[worklist.Nachsorge]{
	textKey(".tumor", func(n *worklist.Nachsorge) *model.Text { return &n.TumorID }),
	textKey(".last", func(n *worklist.Nachsorge) *model.Datum { return &n.Last }),
}

func countKey[T any](name string, at func(*T) *int) headerKey[T] {
	return headerKey[T]{name,
		func(t *T) string {
			if *at(t) == 0 {
				return ""
			}
			return strconv.Itoa(*at(t))
		},
		func(t *T, text string) (err error) { *at(t), err = strconv.Atoi(text); return err }}
}

func timeKey[T any](name string, at func(*T) *time.Time) headerKey[T] {
	return headerKey[T]{name,
		func(t *T) string {
			if at(t).IsZero() {
				return ""
			}
			return strconv.FormatInt(database.Millis(*at(t)), 10)
		},
		func(t *T, text string) error {
			ms, err := strconv.ParseInt(text, 10, 64)
			*at(t) = database.FromMillis(ms)
			return err
		}}
}

func entscheidKey[T any](name string, at func(*T) **worklist.Entscheid) headerKey[T] {
	return jsonKey(name, at)
}

func rueckfrageKey[T any](name string, at func(*T) **model.Rueckmeldung) headerKey[T] {
	return jsonKey(name, at)
}

func jsonKey[T, V any](name string, at func(*T) **V) headerKey[T] {
	return headerKey[T]{name,
		func(t *T) string {
			if *at(t) == nil {
				return ""
			}
			text, _ := json.Marshal(*at(t)) // texts and a time can always be written
			return string(text)
		},
		func(t *T, text string) error { return json.Unmarshal([]byte(text), at(t)) }}
}

// placeOf is where something kept of a case is stored.
func placeOf(table, caseID string, seq int64, more ...string) []string {
	return append([]string{table, caseID, strconv.FormatInt(seq, 10)}, more...)
}

func encodeOpen(s *worklist.Stand) []byte {
	b := appendHeader(nil, standKeys, s)
	for i := range s.Offen {
		b = appendHeader(b, offenKeys, &s.Offen[i])
	}
	return b
}

func encodeFollowups(all []worklist.Nachsorge) (b []byte) {
	for i := range all {
		b = appendHeader(b, nachsorgeKeys, &all[i])
	}
	return b
}

func appendHeader[T any](b []byte, keys headerKeys[T], t *T) []byte {
	texts := map[string]string{}
	keys.write(t, texts)
	header := encodeHeader(texts)
	return append(binary.AppendUvarint(b, uint64(len(header))), header...)
}

// openReader opens what is kept of many cases with the same few buffers.
type openReader struct {
	vault  *Vault
	header headerReader
	plain  []byte
}

func (r *openReader) unseal(sealed []byte, place []string) error {
	plain, err := r.vault.key.OpenHeader(r.plain, sealed, place...)
	if err == nil {
		r.plain = plain
	}
	return err
}

// open fills in what is asked of a case.
func (r *openReader) open(s *worklist.Stand, sealed []byte, seq int64) error {
	if err := r.unseal(sealed, placeOf(tableOpen, s.CaseID, seq)); err != nil {
		return err
	}
	rest, err := nextHeader(&r.header, standKeys, s, r.plain)
	for err == nil && len(rest) > 0 {
		var o worklist.Offen
		rest, err = nextHeader(&r.header, offenKeys, &o, rest)
		s.Offen = append(s.Offen, o)
	}
	return err
}

// followups are those of a case in a month.
func (r *openReader) followups(caseID string, sealed []byte, seq int64, month string) (all []worklist.Nachsorge, err error) {
	if err := r.unseal(sealed, placeOf(tableFollowup, caseID, seq, month)); err != nil {
		return nil, err
	}
	for rest := r.plain; err == nil && len(rest) > 0; {
		n := worklist.Nachsorge{CaseID: caseID}
		rest, err = nextHeader(&r.header, nachsorgeKeys, &n, rest)
		all = append(all, n)
	}
	return all, err
}

// nextHeader reads the header in front and returns what is behind it.
func nextHeader[T any](h *headerReader, keys headerKeys[T], t *T, b []byte) (rest []byte, err error) {
	size, b, ok := uvarint(b)
	if !ok || size > len(b) {
		return nil, ErrDamaged
	}
	return b[size:], h.each(b[:size], func(name []byte, text string) error {
		_, err := keys.read(t, name, text)
		return err
	})
}
