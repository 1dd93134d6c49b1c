package catalog

import "testing"

func TestSiteAndBehaviourOfADiagnosis(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ icd, site, behaviour string }{
		{"C50.4", "C50.4", "3"}, {"C43.5", "C44.5", "3"}, {"D05.1", "C50", "2"}, {"D01.0", "C18", "2"}, {"C91.0", "", "3"},
		{"C78.7", "", "6"}, {"D32.0", "C70", "0"}, {"D43.2", "C71", "1"}, {"D46.2", "", ""}, {"", "", ""}, {"C5", "", ""}, {"D03.6", "C44.6", "2"},
	} {
		if site, b := Site(c.icd), Behaviour(c.icd); site != c.site || b != c.behaviour {
			t.Errorf("%q: got %q and %q, want %q and %q", c.icd, site, b, c.site, c.behaviour)
		}
	}
}

func TestUsualTargetsAndTheirDiagnosesExist(t *testing.T) {
	t.Parallel()
	targets, _ := Get("Zielgebiet2021")
	diagnoses, _ := Get("ICD10")
	for _, o := range organs {
		for _, aim := range o.aims {
			if _, ok := targets.Entry(aim); !ok {
				t.Errorf("target %s of %v is no code", aim, o.icd)
			}
		}
		for _, code := range o.icd {
			if _, ok := diagnoses.Entry(code); !ok {
				t.Errorf("diagnosis %s is no code", code)
			}
		}
		if !UsualTarget(o.icd[0], o.aims[0]) || !UsualOperation(o.icd[0], o.parts[0]+"0") {
			t.Errorf("%s is not found", o.icd[0])
		}
	}
	if UsualTarget("C50.1", "5.4") || UsualTarget("", "1.1") || UsualOperation("C50.1", "5-604.0") {
		t.Error("a target or operation of another organ passes for usual")
	}
}
