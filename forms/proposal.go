package forms

import (
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/field"
)

// proposal is what follows so often from what the report says that one key is
// enough for it. Nothing of it is written before the person takes it.
type proposal struct {
	says   string // German, behind "→ übernimmt"
	origin string // stands beside the values until somebody changes them
	values []value
}

// proposed is the proposal at the focused field, nil when there is none.
func (f *Form) proposed() *proposal {
	e := f.current()
	if e == nil || !e.typed() {
		return nil
	}
	if e.kind == formula {
		return f.stageProposal(e.id)
	}
	switch m := &f.report.Meldung; {
	case strings.HasSuffix(e.id, ".UICC_Stadium"):
		return f.stageProposal(strings.TrimSuffix(e.id, ".UICC_Stadium"))
	case strings.HasSuffix(e.id, ".PLZ"), strings.HasSuffix(e.id, ".Ort"):
		return f.townProposal(e)
	case e.id == "SYST.Protokoll":
		return f.protocolProposal(protocolIn(e))
	case e.id == "SYST.Therapieart" && e.stored() == "" && m.SYST != nil:
		return f.protocolProposal(string(m.SYST.Protokoll))
	case e.id == "Meldebegruendung" && e.stored() == "" && m.Typ == model.TypPathologie:
		return &proposal{says: "D: Die Pathologie hat meist keinen Kontakt zur Person", origin: "Vorschlag Pathologie", values: []value{{id: e.id, text: "D"}}}
	}
	return nil
}

// protocolIn is the protocol that stands or is marked in a field.
func protocolIn(e *entry) string {
	p := e.widget().(*pick)
	if hit, marked := p.taken(); marked {
		return hit.Code
	}
	return p.commit()
}

// protocolProposal are the kind of therapy and the substances of a listed
// protocol, as far as the report does not say them yet.
func (f *Form) protocolProposal(name string) *proposal {
	facts, listed := catalog.Protocol(name)
	syst := f.report.Meldung.SYST
	if !listed || syst == nil {
		return nil
	}
	p := &proposal{origin: "Protokoll " + name}
	var says []string
	if facts.Therapieart != "" && syst.Therapieart == "" {
		p.values, says = append(p.values, value{id: "SYST.Therapieart", text: facts.Therapieart}), append(says, "Therapieart "+facts.Therapieart)
	}
	free := len(syst.MengeSubstanz)
	for _, s := range facts.Substanzen {
		if slices.ContainsFunc(syst.MengeSubstanz, func(has model.Substanz) bool { return strings.EqualFold(string(has.Bezeichnung), s) }) {
			continue
		}
		p.values = append(p.values, value{id: field.ItemID("SYST.Menge_Substanz", free) + ".Bezeichnung", text: s})
		says, free = append(says, s), free+1
	}
	p.says = strings.Join(says, ", ")
	if len(says) > 4 {
		p.says = strings.Join(says[:3], ", ") + " und " + strconv.Itoa(len(says)-3) + " weitere"
	}
	if len(says) == 0 {
		return nil
	}
	return p
}

// proposalKey takes the proposal with → at the end of the field.
func (f *Form) proposalKey(k tea.KeyMsg, e *entry) bool {
	if k.Type != tea.KeyRight || !e.typed() {
		return false
	}
	_, right, chosen := e.widget().around()
	p := f.proposed()
	if p == nil || right != "" || chosen {
		return false
	}
	e.commit()
	f.close() // what was typed is a step of its own
	for _, v := range p.values {
		f.writeFrom(v.id, v.text, p.origin)
	}
	f.close()
	f.stale = false
	f.rebuild(e.id)
	return true
}

// proposalHint says what the key would take.
func (f *Form) proposalHint() string {
	if p := f.proposed(); p != nil {
		return "→ übernimmt " + p.says
	}
	return ""
}
