package desk

import (
	"crypto/rand"
	"math/big"

	"example.org/meldeportal/model"
)

// alphabet has thirty letters and digits that are not taken for one another
// (law.md 5, 7.3).
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

// newNumber is a random number of n characters; it says nothing about anyone.
func newNumber(n int) string {
	b := make([]byte, n)
	for i := range b {
		k, err := rand.Int(rand.Reader, big.NewInt(int64(len(alphabet))))
		if err != nil {
			panic(err) // crypto/rand does not fail on the systems Go supports
		}
		b[i] = alphabet[k.Int64()]
	}
	return string(b)
}

// Number gives a new report the ids the program is responsible for (obds.md 1.6).
// Those of a tumour or a therapy that was told before stay.
func Number(m *model.Meldung, typ model.Zweig, melder model.Text) {
	m.MeldungID, m.MelderID, m.Typ = model.Text("M-"+newNumber(14)), melder, typ
	give(&m.Tumorzuordnung.TumorID, "T-")
	switch typ {
	case model.TypOP:
		give(&there(&m.OP).OPID, "O-")
	case model.TypST:
		give(&there(&m.ST).STID, "S-")
	case model.TypSYST:
		give(&there(&m.SYST).SYSTID, "Y-")
	}
}

// give makes an id where there is none yet.
func give(id *model.Text, kind string) {
	if *id == "" {
		*id = model.Text(kind + newNumber(10))
	}
}

// there is a part of a report, made when it is not there yet.
func there[T any](part **T) *T {
	if *part == nil {
		*part = new(T)
	}
	return *part
}
