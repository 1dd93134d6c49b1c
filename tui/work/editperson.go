package work

import (
	"context"
	"reflect"
	"strings"
	"sync/atomic"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
)

// SaveCase writes the Stammdaten; those of a new person are only remembered
// until it is known who she is.
func SaveCase(desk *Desk, c model.Case, id *atomic.Pointer[string]) func(context.Context, *Snapshot) error {
	was := field.Copy(&model.Report{Patient: c.Patient}).Patient
	return func(ctx context.Context, s *Snapshot) error {
		number := c.Patient.PatientID
		c.Patient = s.Report.Patient
		if c.Patient.PatientID == "" {
			c.Patient.PatientID = number // the one given with the first save stays
		}
		if c.ID == "" && s.Begun {
			return rememberPerson(ctx, desk, &c.Patient)
		}
		isNew := c.ID == ""
		mine := field.Copy(&s.Report).Patient
		mine.PatientID = c.Patient.PatientID
		if !isNew && reflect.DeepEqual(mine, was) {
			return nil // who only looks writes nothing, and stands in no audit
		}
		err := desk.People.SaveCase(ctx, &c, &was)
		if answer.Failed(err) != nil {
			return err
		}
		was = mine
		if !isNew {
			return err
		}
		was.PatientID = c.Patient.PatientID // the number given with this save is nobody else's change
		made := c.ID
		id.Store(&made)
		return desk.Memory.Remember(ctx, MerkPerson, nil)
	}
}

// GivenPerson says what becomes of a person's fields that stay empty: a number
// is given with the first save, and stays if somebody clears it.
func GivenPerson(p *model.Patient) map[string]string {
	if p.PatientID == "" {
		return map[string]string{PatientID: "wird vergeben"}
	}
	return map[string]string{PatientID: "bleibt " + string(p.PatientID)}
}

const PatientID = "Patient.Patient_ID"

// personFindings are the findings about the person: the report around it is
// empty, and an empty number is none, since it is given.
func personFindings(sh *Services, r *model.Report) []rule.Finding {
	var about []rule.Finding
	for _, f := range rule.Check(rule.Case{Report: r, Today: model.DatumOf(sh.Now())}, rule.With(sh.Config)) {
		if len(f.Fields) == 0 || !strings.HasPrefix(f.Fields[0], "Patient.") || f.Fields[0] == PatientID && r.Patient.PatientID == "" {
			continue
		}
		about = append(about, f)
	}
	return about
}
