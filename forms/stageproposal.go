package forms

import (
	"cmp"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/stage"
)

// stageProposal is the UICC stage that follows from a TNM, where it has none and one
// alone follows.
func (f *Form) stageProposal(block string) *proposal {
	t := f.tnmAt(block)
	version, asked := field.Lookup(f.root, f.report, block+".Version")
	if t == nil || !asked || t.UICCStadium != "" || f.rests[block] != "" {
		return nil
	}
	edition := cmp.Or(string(t.Version), f.proposal(version))
	found := stage.In(edition, f.report, t)
	if found.Sure() == "" {
		return nil
	}
	organ, _, _ := strings.Cut(found.Organ, ",")
	return &proposal{says: "UICC " + found.Sure() + " (" + organ + ", TNM " + edition + ")", origin: "Vorschlag aus T, N, M",
		values: []value{{id: block + ".UICC_Stadium", text: found.Sure()}}}
}

// tnmAt is the TNM of a block that is there.
func (f *Form) tnmAt(block string) *model.TNM {
	switch m := &f.report.Meldung; {
	case block == "Diagnose.cTNM" && m.Diagnose != nil:
		return m.Diagnose.CTNM
	case block == "Diagnose.pTNM" && m.Diagnose != nil:
		return m.Diagnose.PTNM
	case block == "Pathologie.cTNM" && m.Pathologie != nil:
		return m.Pathologie.CTNM
	case block == "Pathologie.pTNM" && m.Pathologie != nil:
		return m.Pathologie.PTNM
	case block == "OP.TNM" && m.OP != nil:
		return m.OP.TNM
	case block == "Verlauf.TNM" && m.Verlauf != nil:
		return m.Verlauf.TNM
	}
	return nil
}
