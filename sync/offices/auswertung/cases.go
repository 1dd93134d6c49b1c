package auswertung

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/offices"
)

// Case is what the office knows of a person: reports that say what the disease is, and not
// whose.
type Case struct {
	Registernummer int64
	Reports        []Report // those that count, in the order they came
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
	rows, err := s.db.Reader.QueryContext(ctx, "SELECT b.id, b.registernummer, b.eingang, m.sealed FROM bericht b JOIN medizin m ON m.bericht = b.id WHERE b.gilt = 1 AND "+
		which+" ORDER BY b.registernummer, b.id", args...)
	if err != nil {
		return nil, fmt.Errorf("list cases: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var r Report
		var number, at int64
		var sealed []byte
		if err := rows.Scan(&r.ID, &number, &at, &sealed); err != nil {
			return nil, fmt.Errorf("list cases: %w", err)
		}
		r.Eingang = database.FromMillis(at)
		if r.Meldung, err = s.open(r.ID, sealed); err != nil {
			return nil, fmt.Errorf("open report %d: %w", r.ID, err)
		}
		if len(cases) == 0 || cases[len(cases)-1].Registernummer != number {
			cases = append(cases, Case{Registernummer: number})
		}
		c := &cases[len(cases)-1]
		c.Reports = append(c.Reports, r)
	}
	return cases, rows.Err()
}

func (s *Stelle) open(id int64, sealed []byte) (*model.Report, error) {
	text, err := s.key.OpenBody(sealed, medicalPlace(id)...)
	if err != nil {
		return nil, err
	}
	var m medical
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, err
	}
	report, _, err := offices.ReadPart(m.Payload, m.Birth)
	return report, err
}
