package tumour

import (
	"maps"
	"slices"
	"strings"

	"example.org/meldeportal/model"
)

// Death is a death certificate as registry offices send it (LKRG NRW § 2 (8)).
type Death struct {
	Number    string // of the entry
	Office    string // Standesamt
	Month     string // JJJJ-MM, of the death
	Causes    []string
	Deceased  string // sex
	Birth     string // JJJJ-MM
	PLZ, Town string
}

// DCO is a tumour that is only known from a death certificate (§ 2 (22)). It is computed
// each time: a clinical report that comes later ends it.
type DCO struct {
	Death Death
	ICD   string
}

// Deaths are the tumours of a person that only her death certificates tell of. A cause
// that fits a tumour that is known, or says nothing of the site where one is known, is
// none.
func Deaths(known []Tumour, deaths []Death) (all []DCO) {
	for _, d := range deaths {
		for _, cause := range d.Causes {
			if icd := strings.ToUpper(strings.TrimSpace(cause)); malignant(icd) && !covered(known, all, icd) {
				all = append(all, DCO{d, icd})
			}
		}
	}
	return all
}

// malignant reports whether a cause of death is a tumour a register keeps.
func malignant(icd string) bool {
	return len(icd) >= 3 && (icd[0] == 'C' && icd[:3] <= "C97" || icd[:3] >= "D32" && icd[:3] <= "D33" || icd[:3] >= "D37" && icd[:3] <= "D48")
}

func covered(known []Tumour, found []DCO, icd string) bool {
	if nowhere(icd) && len(known)+len(found) > 0 {
		return true
	}
	cause := Tumour{Best: []Value{{Field: ICD, Value: icd}}}
	for i := range known {
		if counted(&known[i], &cause) {
			return true
		}
	}
	for i := range found {
		if counted(&Tumour{Best: []Value{{Field: ICD, Value: found[i].ICD}}}, &cause) {
			return true
		}
	}
	return false
}

// Screening is a participation in an organised programme.
type Screening struct {
	Programme    string // of programmes
	Day          model.Datum
	Unsuspicious bool
	Left         bool // the person is too old for another round
}

// programmes are the organised programmes: sites, months from one round to the next
// (Krebsfrüherkennungs-Richtlinie, oKFE-Richtlinie of the G-BA).
var programmes = map[string]struct {
	sites  []string
	months int
}{
	"Mamma":  {[]string{"C50", "D05"}, 24},
	"Zervix": {[]string{"C53", "D06"}, 36},
	"Darm":   {[]string{"C18", "C19", "C20", "D01.0", "D01.1", "D01.2"}, 24},
}

// Programmes are the names of the organised programmes.
func Programmes() []string { return slices.Sorted(maps.Keys(programmes)) }

// Screened reports whether a programme found the tumour: a report names it as the occasion of the
// diagnosis (§ 2 (5) no. 6), for which oBDS has a Zusatzitem.
func (t *Tumour) Screened() bool {
	for i := range t.Sources {
		for _, item := range t.Sources[i].Report.Meldung.MengeZusatzitem {
			if strings.EqualFold(string(item.Art), "Diagnoseanlass") && strings.Contains(strings.ToLower(string(item.Wert)), "screening") {
				return true
			}
		}
	}
	return false
}

// IntervalCancer reports whether a tumour is an Intervallkarzinom (§ 2 (10)): found
// outside the programme after an unsuspicious round, before the next one was due, or
// after the last one of those who have left by age. found says that the programme found
// it.
func IntervalCancer(icd string, day model.Datum, found bool, rounds []Screening) (round *Screening, is bool) {
	t, known := day.Time()
	if !known || found {
		return nil, false
	}
	for i := range rounds {
		r := &rounds[i]
		p := programmes[r.Programme]
		at, ok := r.Day.Time()
		if !ok || !startsWithOne(icd, p.sites) || !t.After(at) {
			continue
		}
		if !t.Before(at.AddDate(0, p.months, 0)) && !r.Left {
			continue
		}
		if round == nil || round.Day.Digits() < r.Day.Digits() {
			round = r
		}
	}
	return round, round != nil && round.Unsuspicious
}

func startsWithOne(icd string, heads []string) bool {
	for _, head := range heads {
		if strings.HasPrefix(icd, head) {
			return true
		}
	}
	return false
}
