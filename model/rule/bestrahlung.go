package rule

import "example.org/meldeportal/model"

// bestrahlung is one irradiation seen through the branch of its method that is
// written; what another branch may still hold does not count.
type bestrahlung struct {
	model.Bestrahlung
	id             string // "ST.Menge_Bestrahlung[0]"
	radiochemo     model.Code
	metabolischTyp model.Code
	zielgebiet     model.Zielgebiet
	seite          model.Code
	gesamt, einzel model.Dosis
	boost          model.Code
}

// The branches of Applikationsart the rules ask for.
const (
	perkutan    model.Zweig = "Perkutan"
	kontakt     model.Zweig = "Kontakt"
	metabolisch model.Zweig = "Metabolisch"
	sonstige    model.Zweig = "Sonstige"
)

// bestrahlungen are the irradiations of a radiotherapy in their order.
func bestrahlungen(st *model.ST) []bestrahlung {
	all := make([]bestrahlung, len(st.MengeBestrahlung))
	for i, b := range st.MengeBestrahlung {
		all[i] = bestrahlung{Bestrahlung: b, id: item(mengeBestrahlung, i)}
		all[i].lookInto(&b.Applikationsart)
	}
	return all
}

func (b *bestrahlung) lookInto(a *model.Applikationsart) {
	switch a.Art {
	case perkutan:
		p := model.OrEmpty(a.Perkutan)
		b.radiochemo, b.boost = p.Radiochemo, p.Boost
		b.aim(&p.Zielgebiet, p.SeiteZielgebiet, p.Gesamtdosis, p.Einzeldosis)
	case kontakt:
		k := model.OrEmpty(a.Kontakt)
		b.boost = k.Boost
		b.aim(&k.Zielgebiet, k.SeiteZielgebiet, k.Gesamtdosis, k.Einzeldosis)
	case metabolisch:
		m := model.OrEmpty(a.Metabolisch)
		b.metabolischTyp = m.MetabolischTyp
		b.aim(m.Zielgebiet, m.SeiteZielgebiet, m.Gesamtdosis, m.Einzeldosis)
	case sonstige:
		s := model.OrEmpty(a.Sonstige)
		b.aim(s.Zielgebiet, s.SeiteZielgebiet, s.Gesamtdosis, s.Einzeldosis)
	}
}

func (b *bestrahlung) aim(target *model.Zielgebiet, side model.Code, total, single *model.Dosis) {
	b.zielgebiet, b.seite = *model.OrEmpty(target), side
	b.gesamt, b.einzel = *model.OrEmpty(total), *model.OrEmpty(single)
}

// field is the id of a field of the irradiation itself.
func (b bestrahlung) field(name string) string { return b.id + "." + name }

// branchField is the id of a field of the branch that is written.
func (b bestrahlung) branchField(name string) string {
	return b.id + ".Applikationsart." + string(b.Applikationsart.Art) + "." + name
}

// zielgebietField is the id of the target, by the key that was used.
func (b bestrahlung) zielgebietField() string {
	if b.zielgebiet.CodeVersion2021 == "" && b.zielgebiet.CodeVersion2014 != "" {
		return b.branchField("Zielgebiet.CodeVersion2014")
	}
	return b.branchField("Zielgebiet.CodeVersion2021")
}

// outsideLife are the ids of the dates before birth or after the known death.
func (b bestrahlung) outsideLife(c *Case) []string {
	var fields []string
	if outsideLife(c, b.Beginn) {
		fields = append(fields, b.field("Beginn"))
	}
	if outsideLife(c, b.Ende) {
		fields = append(fields, b.field("Ende"))
	}
	return fields
}
