package record

import (
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// Next is the occasion that is most likely to be told next of a tumour, nil for a new
// one: the course of an illness is a Diagnose, its treatment, the end of what was
// begun, then the follow-ups. The types are "" where nothing comes any more.
func Next(past []rule.Past, t *Tumour) (typ model.Zweig, sub model.Code) {
	switch {
	case t == nil || len(t.Of(model.TypDiagnose)) == 0:
		return model.TypDiagnose, ""
	case len(t.Of(model.TypTod)) > 0:
		return "", ""
	}
	for _, typ := range []model.Zweig{model.TypST, model.TypSYST} {
		if len(Begun(past, t.Part.TumorID, typ)) > 0 {
			return typ, model.Behandlungsende
		}
	}
	for _, typ := range []model.Zweig{model.TypOP, model.TypST, model.TypSYST, model.TypVerlauf} {
		if len(t.Of(typ)) > 0 {
			return model.TypVerlauf, "statusmeldung"
		}
	}
	if systemic(t.Part.PrimaertumorICD.Code) {
		return model.TypSYST, model.Behandlungsbeginn
	}
	return model.TypOP, ""
}

// Likely is the place, among the occasions there are for a tumour, of the one that is
// wanted, or without one of what is likely told next; -1 where it is none of them.
func Likely(all []Anlass, past []rule.Past, t *Tumour, typ model.Zweig, sub model.Code) int {
	if typ == "" {
		typ, sub = Next(past, t)
	}
	return At(all, typ, sub)
}

// systemic reports an illness of the lymphatic or blood-forming system (ICD-10 C81 to
// C96), which no operation treats.
func systemic(icd model.Code) bool {
	return strings.HasPrefix(string(icd), "C8") && icd >= "C81" || strings.HasPrefix(string(icd), "C9") && icd < "C97"
}
