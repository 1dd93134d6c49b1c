package record

import (
	"testing"

	"example.org/meldeportal/model"
)

func TestATallyCountsReportsNotDeliveries(t *testing.T) {
	t.Parallel()
	type sent struct {
		Version
		paper bool
	}
	report := func(id model.Text, state model.State) sent {
		return sent{Version: Version{model.ReportKey{Meldung: id}, model.SendungMeldung, state, ""}}
	}
	deletion := func(id model.Text, state model.State) sent {
		return sent{Version: Version{model.ReportKey{Meldung: id}, model.SendungLoeschantrag, state, ""}}
	}
	granted := deletion("M1", model.StateAccepted)
	granted.Ergebnis = model.ErgebnisGewaehrt
	onPaper := report("P1", model.StateElsewhere)
	onPaper.paper = true
	const accepted, rejected, queued, elsewhere = model.StateAccepted, model.StateRejected, model.StateQueued, model.StateElsewhere
	for what, c := range map[string]struct {
		all  []sent
		want Tally
	}{
		"two reports":             {[]sent{report("M1", accepted), report("M2", accepted)}, Tally{Accepted: 2}},
		"a correction":            {[]sent{report("M1", accepted), report("M1", accepted)}, Tally{Accepted: 1}},
		"a correction on its way": {[]sent{report("M1", accepted), report("M1", queued)}, Tally{Accepted: 1}},
		"a refused correction":    {[]sent{report("M1", accepted), report("M1", rejected)}, Tally{Accepted: 1}},
		"refused, then accepted":  {[]sent{report("M1", rejected), report("M1", accepted)}, Tally{Accepted: 1}},
		"refused twice":           {[]sent{report("M1", rejected), report("M1", rejected)}, Tally{Rejected: 1}},
		"its deletion is asked":   {[]sent{report("M1", accepted), deletion("M1", queued)}, Tally{Accepted: 1}},
		"its deletion arrived":    {[]sent{report("M1", accepted), report("M2", accepted), deletion("M1", accepted)}, Tally{Accepted: 2}},
		"its deletion is granted": {[]sent{report("M1", accepted), report("M2", accepted), granted}, Tally{Accepted: 1}},
		"its deletion is refused": {[]sent{report("M1", accepted), deletion("M1", rejected)}, Tally{Accepted: 1}},
		"paper":                   {[]sent{report("M1", accepted), onPaper}, Tally{Accepted: 1, Paper: 1}},
		"another program's":       {[]sent{report("M1", elsewhere)}, Tally{Accepted: 1}},
		"without an id":           {[]sent{report("", accepted), report("", accepted)}, Tally{Accepted: 2}},
	} {
		if got := TallyOf(c.all, func(s *sent) Version { return s.Version }, func(s *sent) bool { return s.paper }); got != c.want {
			t.Errorf("%s: got %+v, want %+v", what, got, c.want)
		}
	}
}
