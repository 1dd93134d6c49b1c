package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/record"
)

// Which version counts is said by record.PlaceOf; the tables answer the same question
// by SQL, inside the transaction that queues. Whatever became of up to four deliveries
// of a report, both say the same.
func TestTheTablesKnowTheVersionThatCountsAsTheRecordDoes(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	s := openStore(t, testPath(t))
	v := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	c := newCase(t, v, "Muster")
	courses := 0
	err := s.write(t.Context(), func(tx *sql.Tx) error {
		return eachCourse(4, nil, func(course []model.Delivery) error {
			courses++
			return sameAnswers(t, v, tx, c.ID, courses, course)
		})
	})
	if err != nil || courses < 300 {
		t.Fatalf("saw %d courses, %v, want all of up to four deliveries", courses, err)
	}
}

// eachCourse hands over every course of one to n deliveries.
func eachCourse(n int, before []model.Delivery, see func([]model.Delivery) error) error {
	if n == 0 {
		return nil
	}
	for _, what := range []struct {
		art    model.Sendung
		result model.Ergebnis
	}{{model.SendungMeldung, ""}, {model.SendungLoeschantrag, ""}, {model.SendungLoeschantrag, model.ErgebnisGewaehrt}} {
		for _, state := range []model.State{model.StateQueued, model.StateAccepted, model.StateRejected, model.StateElsewhere} {
			course := append(before[:len(before):len(before)], model.Delivery{MeldungID: "M", Art: what.art, State: state, Ergebnis: what.result})
			if what.result != "" && state != model.StateAccepted || !possible(course) {
				continue
			}
			if err := errors.Join(see(course), eachCourse(n-1, course, see)); err != nil {
				return err
			}
		}
	}
	return nil
}

// possible leaves out what insertDeletion and onlyVersion never let in: a request to
// delete what the registry has not, and a report beside an open request.
func possible(course []model.Delivery) bool {
	n := len(course) - 1
	accepted, asked := false, false
	for i := range n {
		place := record.PlaceOf(course[:n], i, record.OfDelivery)
		accepted = accepted || place == record.Counts && course[i].Art == model.SendungMeldung && course[i].State == model.StateAccepted
		asked = asked || place == record.Asked
	}
	if course[n].Art == model.SendungLoeschantrag {
		return accepted && course[n].State != model.StateElsewhere
	}
	return !asked
}

// sameAnswers stores a course under a Meldung_ID of its own and compares.
func sameAnswers(t *testing.T, v *Vault, tx *sql.Tx, caseID string, n int, course []model.Delivery) error {
	e := entry{Merkmale: model.Merkmale{MeldungID: model.Text(fmt.Sprintf("M-%d", n))}}
	counts := false
	for i := range course {
		d := &course[i]
		d.MeldungID, d.Transaktionsnummer = e.MeldungID, fmt.Sprintf("t-%d-%d", n, i)
		w := waybill{tnr: d.Transaktionsnummer, caseID: caseID, art: d.Art, state: d.State, entry: e}
		if err := v.insertDelivery(tx, w, int64(1000*n+i)); err != nil {
			return err
		}
		if _, err := tx.Exec("UPDATE delivery SET result = ? WHERE tnr = ?", string(d.Ergebnis), w.tnr); err != nil {
			return err
		}
	}
	for i := range course {
		place := record.PlaceOf(course, i, record.OfDelivery)
		counts = counts || course[i].Art == model.SendungMeldung && (place == record.Counts || place == record.Asked)
		err := lastVersion(context.Background(), tx, course[i].Transaktionsnummer)
		if last := err == nil; last != (place == record.Counts) {
			t.Errorf("%v: lastVersion of %d = %v, PlaceOf = %v", states(course), i, err, place)
		}
	}
	sent, err := otherSent(tx, caseID, v.key.Index(e.line("")))
	if err == nil && sent != counts {
		t.Errorf("%v: otherSent = %v, by PlaceOf %v", states(course), sent, counts)
	}
	return err
}

func states(course []model.Delivery) (list []string) {
	for _, d := range course {
		list = append(list, string(d.Art)+" "+string(d.State)+" "+string(d.Ergebnis))
	}
	return list
}
