package store

import (
	"encoding/json"
	"maps"
	"sync"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// Reports are stored as texts by field id. Texts of ids that today's field table
// does not know (an older or newer program wrote them) stay in the row for as
// long as it lives.

// encodeReport gives the texts of a report together with those of old that
// nobody knows today.
func encodeReport(r *model.Report, old []byte) ([]byte, error) {
	texts := field.Texts(dataset.Report, r)
	if len(old) > 0 {
		stored, err := decodeTexts(old)
		if err != nil {
			return nil, err
		}
		maps.Copy(texts, unknownTexts(dataset.Report, stored))
	}
	return json.Marshal(texts)
}

func decodeReport(plain []byte) (r model.Report, err error) {
	texts, err := decodeTexts(plain)
	if err == nil {
		field.Fill(dataset.Report, &r, texts)
	}
	return r, err
}

// decodeTexts reads what encodeReport wrote. Its errors hold no text of the report.
func decodeTexts(plain []byte) (map[string]string, error) {
	var texts map[string]string
	if err := json.Unmarshal(plain, &texts); err != nil {
		return nil, ErrDamaged
	}
	return texts, nil
}

// known remembers ids that the field table has, so that saving a draft does not
// look up its hundreds of ids each time.
var known sync.Map

func unknownTexts(root *field.Part, texts map[string]string) map[string]string {
	doubtful := map[string]string{}
	for id, text := range texts {
		if _, ok := known.Load(id); !ok {
			doubtful[id] = text
		}
	}
	if len(doubtful) == 0 {
		return nil
	}
	unknown := map[string]string{}
	for _, id := range field.Fill(root, new(model.Report), doubtful) {
		unknown[id] = doubtful[id]
	}
	for id := range doubtful {
		if _, ok := unknown[id]; !ok {
			known.Store(id, nil)
		}
	}
	return unknown
}
