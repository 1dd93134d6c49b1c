package main

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

// number gives a new report the ids the program is responsible for (obds.md 1.6).
func number(m *model.Meldung, typ model.Zweig, melder model.Text) {
	m.MeldungID, m.MelderID, m.Typ = model.Text("M-"+newNumber(14)), melder, typ
	if m.Tumorzuordnung.TumorID == "" {
		m.Tumorzuordnung.TumorID = model.Text("T-" + newNumber(10))
	}
	switch typ {
	case model.TypOP:
		there(&m.OP).OPID = model.Text("O-" + newNumber(10))
	case model.TypST:
		there(&m.ST).STID = model.Text("S-" + newNumber(10))
	case model.TypSYST:
		there(&m.SYST).SYSTID = model.Text("Y-" + newNumber(10))
	}
}

// there is a part of a report, made when it is not there yet.
func there[T any](part **T) *T {
	if *part == nil {
		*part = new(T)
	}
	return *part
}
