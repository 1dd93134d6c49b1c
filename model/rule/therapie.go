package rule

import "example.org/meldeportal/model"

// Therapie is what radiotherapy and systemic therapy have in common.
type Therapie struct {
	Typ                    model.Zweig // ST or SYST
	ID                     model.Text
	TumorID                model.Text
	Meldeanlass            model.Code
	StellungOP             model.Code
	Beginn, Ende           model.Datum // ST: earliest beginning, latest end of its irradiations
	EndeGrund              model.Code
	Nebenwirkungen         model.Nebenwirkungen
	firstBeginn, firstEnde int // ST: the irradiations these dates stand in
}

// therapien are the report types about a therapy that begins and ends.
var therapien = []model.Zweig{model.TypST, model.TypSYST}

// TherapieOf is the therapy a report is about, and whether it is about one.
func TherapieOf(r *model.Report) (t Therapie, ok bool) {
	m := &r.Meldung
	switch m.Typ {
	case model.TypST:
		t = therapieOfST(model.OrEmpty(m.ST))
	case model.TypSYST:
		s := model.OrEmpty(m.SYST)
		t = Therapie{ID: s.SYSTID, Meldeanlass: s.Meldeanlass, StellungOP: s.StellungOP, Beginn: s.Beginn,
			Ende: s.Ende, EndeGrund: s.EndeGrund, Nebenwirkungen: s.Nebenwirkungen}
	default:
		return t, false
	}
	t.Typ, t.TumorID = m.Typ, m.Tumorzuordnung.TumorID
	return t, true
}

func therapieOfST(s *model.ST) Therapie {
	t := Therapie{ID: s.STID, Meldeanlass: s.Meldeanlass, StellungOP: s.StellungOP,
		EndeGrund: s.EndeGrund, Nebenwirkungen: s.Nebenwirkungen}
	for i, b := range s.MengeBestrahlung {
		if b.Beginn != "" && (t.Beginn == "" || b.Beginn.Day() < t.Beginn.Day()) {
			t.Beginn, t.firstBeginn = b.Beginn, i
		}
		if b.Ende != "" && b.Ende.Day() > t.Ende.Day() {
			t.Ende, t.firstEnde = b.Ende, i
		}
	}
	return t
}

// onTherapie hands the therapy of the report to find.
func onTherapie(find func(*Case, Therapie, Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) {
		if t, ok := TherapieOf(c.Report); ok {
			find(c, t, hit)
		}
	}
}

// field is the id of a field of the report's therapy.
func (t Therapie) field(name string) string { return string(t.Typ) + "." + name }

func (t Therapie) beginnField() string {
	if t.Typ == model.TypST {
		return item(mengeBestrahlung, t.firstBeginn) + ".Beginn"
	}
	return t.field("Beginn")
}

func (t Therapie) endeField() string {
	if t.Typ == model.TypST {
		return item(mengeBestrahlung, t.firstEnde) + ".Ende"
	}
	return t.field("Ende")
}

func (t Therapie) idField() string { return t.field(string(t.Typ) + "_ID") }

// missingEnd are the ids of what an ended therapy has to state and does not.
func (t Therapie) missingEnd() []string {
	var fields []string
	if t.Ende == "" {
		fields = append(fields, t.endeField())
	}
	if t.EndeGrund == "" {
		fields = append(fields, t.field("Ende_Grund"))
	}
	return fields
}

// overlaps reports whether the therapy may have gone on at a time between two
// dates; what has no end yet goes on.
func (t Therapie) overlaps(from, until model.Datum) bool {
	return t.Beginn != "" && !t.Beginn.CertainlyAfter(until) && !from.CertainlyAfter(t.Ende)
}

// bekannteTherapien are the therapies of a type on this tumour known from other
// reports, begin and end report with the same id as one.
func bekannteTherapien(c *Case, typ model.Zweig) []Therapie {
	var known []Therapie
	at := map[model.Text]int{}
	for _, r := range tumourReports(c, typ) {
		t, _ := TherapieOf(r)
		i, ok := at[t.ID]
		if t.ID == "" || !ok {
			at[t.ID] = len(known)
			known = append(known, t)
			continue
		}
		known[i] = known[i].joined(t)
	}
	return known
}

// joined is the therapy with what another report with its id says about its time.
func (t Therapie) joined(other Therapie) Therapie {
	if t.Beginn == "" {
		t.Beginn = other.Beginn
	}
	if t.Ende == "" {
		t.Ende = other.Ende
	}
	return t
}

func findStellungOhneOP(c *Case, t Therapie, hit Hit) {
	fields := []string{t.field("Stellung_OP")}
	switch t.StellungOP {
	case "A", "Z", "I":
		// Nothing known contradicts nothing: the operation may have been elsewhere.
		if all := tumorOPs(c, ""); len(all) > 0 && len(tumorOPs(c, t.Beginn)) == 0 {
			hit(fields)
		}
	case "N":
		for _, op := range tumorOPs(c, "") {
			if t.Beginn.CertainlyAfter(op.Datum) {
				hit(fields)
				return
			}
		}
	}
}

func findStellungGegenR(c *Case, t Therapie, hit Hit) {
	ops := tumorOPs(c, t.Beginn)
	if len(ops) == 0 {
		return
	}
	r := residualstatus(ops[len(ops)-1]).LokaleBeurteilung
	rest := restGeblieben(r) || r == "RX"
	if t.StellungOP == "A" && rest || t.StellungOP == "Z" && r == "R0" {
		hit(ids(t.field("Stellung_OP")))
	}
}

func findAbbruchDurchTod(c *Case, t Therapie, hit Hit) {
	if t.EndeGrund != "T" {
		return
	}
	death := sterbedatum(c)
	days, ok := t.Ende.DaysTo(death)
	if death == "" || ok && max(days, -days) > 30 {
		hit(ids(t.field("Ende_Grund"), t.endeField()))
	}
}

func findToedlicheNebenwirkung(c *Case, t Therapie, hit Hit) {
	if sterbedatum(c) != "" || t.EndeGrund == "T" || t.Nebenwirkungen.GradMaximal2OderUnbekannt != "" {
		return
	}
	for i, n := range t.Nebenwirkungen.MengeNebenwirkung {
		if n.Grad == "5" {
			hit(ids(item(t.field("Nebenwirkungen.Menge_Nebenwirkung"), i)+".Grad", t.field("Ende_Grund")))
		}
	}
}

// givenEnd are the ids of what the therapy states about its end.
func (t Therapie) givenEnd() []string {
	var fields []string
	if t.Ende != "" {
		fields = append(fields, t.endeField())
	}
	if t.EndeGrund != "" {
		fields = append(fields, t.field("Ende_Grund"))
	}
	return fields
}

// oneDay reports whether the therapy began and ended on the same exact day.
func (t Therapie) oneDay() bool {
	first, last, ok := t.Beginn.Span()
	return ok && first.Equal(last) && t.Beginn.Day() == t.Ende.Day()
}
