package auswertung

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/linkage"
	"example.org/meldeportal/model/supply"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/offices"
)

// Case is what the office knows of a person: reports that say what the disease is, and not
// whose. One without a report is of a person of whom only a death, or screening, is known.
type Case struct {
	Registernummer int64
	Reports        []Report // those that count, in the order they came
	Deaths         []Death  // what registry offices say
	Rounds         []supply.Runde
}

// Death is a death of the person as a registry office reports it.
type Death struct {
	supply.Sterbefall
	Open linkage.Open
}

// Report is a report as the office has it. Of who the person is there is month of birth, sex,
// postcode and town; numbers of site, patient and report are not in it.
type Report struct {
	ID      int64
	Eingang time.Time
	Meldung *model.Report // the medical part of it
}

// Cases hands over all cases by their Registernummer, one after the other; an error of see ends
// it. What it needs of memory does not grow with the register.
func (s *Stelle) Cases(ctx context.Context, see func(Case) error) error {
	for after := int64(0); ; {
		cases, err := s.casesWhere(ctx, "b.registernummer IN (SELECT DISTINCT registernummer FROM bericht WHERE registernummer > ? AND gilt = 1 ORDER BY registernummer LIMIT 200)", after)
		if err != nil || len(cases) == 0 {
			return err
		}
		for _, c := range cases {
			if err := see(c); err != nil {
				return err
			}
			after = c.Registernummer
		}
	}
}

// Case is that of a Registernummer; found is false where there is none.
func (s *Stelle) Case(ctx context.Context, registernummer int64) (c Case, found bool, err error) {
	cases, err := s.casesWhere(ctx, "b.registernummer = ?", registernummer)
	if err != nil || len(cases) == 0 {
		return c, false, err
	}
	return cases[0], true, nil
}

func (s *Stelle) casesWhere(ctx context.Context, which string, args ...any) (cases []Case, err error) {
	rows, err := s.db.Reader.QueryContext(ctx, "SELECT b.id, b.registernummer, b.eingang, b.art, b.jahr, b.monat, b.geschlecht, b.plz, b.ort, m.sealed FROM bericht b JOIN medizin m ON m.bericht = b.id WHERE b.gilt = 1 AND "+
		which+" ORDER BY b.registernummer, b.id", args...)
	if err != nil {
		return nil, fmt.Errorf("list cases: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var of row
		var at int64
		var art offices.Art
		var sealed []byte
		if err := rows.Scan(&of.id, &of.registernummer, &at, &art, &of.jahr, &of.monat, &of.geschlecht, &of.plz, &of.ort, &sealed); err != nil {
			return nil, fmt.Errorf("list cases: %w", err)
		}
		if len(cases) == 0 || cases[len(cases)-1].Registernummer != of.registernummer {
			cases = append(cases, Case{Registernummer: of.registernummer})
		}
		if err := s.add(&cases[len(cases)-1], &of, art, database.FromMillis(at), sealed); err != nil {
			return nil, fmt.Errorf("open report %d: %w", of.id, err)
		}
	}
	return cases, rows.Err()
}

// add opens a row and adds it to a case.
func (s *Stelle) add(c *Case, of *row, art offices.Art, at time.Time, sealed []byte) error {
	text, err := s.key.OpenBody(sealed, medicalPlace(of.id)...)
	if err != nil {
		return err
	}
	var m medical
	if err := json.Unmarshal(text, &m); err != nil {
		return err
	}
	switch art {
	case offices.Sterbefall:
		d := Death{Open: of.open()}
		err = json.Unmarshal(m.Payload, &d.Sterbefall)
		c.Deaths = append(c.Deaths, d)
	case offices.Screening:
		var r supply.Runde
		err = json.Unmarshal(m.Payload, &r)
		c.Rounds = append(c.Rounds, r)
	default:
		r := Report{ID: of.id, Eingang: at}
		r.Meldung, _, err = offices.ReadPart(m.Payload, m.Birth)
		c.Reports = append(c.Reports, r)
	}
	return err
}
