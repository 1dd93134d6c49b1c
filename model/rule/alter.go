package rule

import (
	"strconv"

	"example.org/meldeportal/model"
)

// alter are the rules about the age at diagnosis beyond those of IARC (P-074 to P-076):
// P-470 to P-472.
var alter = []Rule{
	{ID: "P-470", Severity: Hinweis, Source: "PRX",
		Text: "Menopausenstatus „{status}“ im Alter von {alter} Jahren ist ungewöhnlich. Bitte Status und Geburtsdatum prüfen.",
		Find: onMamma(func(c *Case, id string, m *model.ModulMamma, hit Hit) {
			age, ok := ageAtDiagnosis(c.Report)
			status := m.PraetherapeutischerMenopausenstatus
			if ok && (status == postmenopausal && age < 40 || status == praemenopausal && age > 60) {
				hit(ids(id+"Praetherapeutischer_Menopausenstatus", idGeburtsdatum), "status", menopause[status], "alter", strconv.Itoa(age))
			}
		})},
	{ID: "P-471", Severity: Hinweis, Source: "PRX", For: diagnostik,
		Text: "{was} ist im Alter von {alter} Jahren ungewöhnlich. Bitte Geburtsdatum, Diagnosedatum und Morphologie prüfen.",
		Find: func(c *Case, hit Hit) {
			age, ok := ageAtDiagnosis(c.Report)
			if !ok {
				return
			}
			topo := siteOf(c)
			for _, m := range c.morphologien() {
				for _, row := range alterstabelle {
					if row.ages.has(age) && row.morph.has(m.Code) && (row.topo == nil || row.topo.has(topo.Code)) {
						hit(ids(m.ID, idGeburtsdatum), "was", row.was+" ("+m.Code+")", "alter", strconv.Itoa(age))
					}
				}
			}
		}},
	{ID: "P-472", Severity: Hinweis, Source: "PRX", For: diagnostik,
		Text: "Die Diagnose {icd} ist im Alter von {alter} Jahren ungewöhnlich. Bitte Geburtsdatum und Diagnose prüfen.",
		Find: func(c *Case, hit Hit) {
			age, ok := ageAtDiagnosis(c.Report)
			code := icd(c.Report)
			for _, row := range altersgrenzen {
				if ok && age < row.from && row.icd.has(code) && !anyMorph(c.morphologien(), auchBeiKindern) {
					hit(ids(idICD, idGeburtsdatum), "icd", code, "alter", strconv.Itoa(age))
				}
			}
		}},
}

const (
	praemenopausal model.Code = "1"
	postmenopausal model.Code = "3"
)

var menopause = map[model.Code]string{praemenopausal: "prämenopausal", postmenopausal: "postmenopausal"}

// alterstabelle are morphologies and ages that hardly go together, beyond T-7
// (frequencies of the German Childhood Cancer Registry and of ZfKD).
var alterstabelle = []struct {
	was   string
	ages  ages
	morph morphSet
	topo  codeSet // nil = any
}{
	{"Hepatoblastom", ages{10, 14}, morphs("8970"), nil},
	{"Neuroblastom", ages{40, noLimit}, morphs("9500"), codes("C47–C49", "C74")},
	{"Medulloblastom", ages{65, noLimit}, morphs("9470–9478"), nil},
	{"Retinoblastom", ages{10, noLimit}, morphs("9510–9514"), nil},
	{"Ewing-Sarkom", ages{70, noLimit}, morphs("9260", "9364", "9365"), codes("C40–C41")},
	{"Keimzelltumor des Hodens", ages{80, noLimit}, morphs("9060–9062", "9064–9085"), codes("C62")},
	{"Plattenepithelkarzinom", ages{0, 14}, morphs("8070–8078"), nil},
	{"Basalzellkarzinom", ages{0, 9}, morphs("8090–8098"), nil},
	{"Merkelzellkarzinom", ages{0, 29}, morphs("8247"), nil},
	{"Urothelkarzinom", ages{0, 17}, morphs("8120–8131"), nil},
	{"duktales Karzinom der Brust", ages{0, 17}, morphs("8500–8543"), codes("C50")},
	{"Nierenzellkarzinom", ages{0, 4}, morphs("8310–8319"), codes("C64")},
	{"Mesotheliom", ages{0, 24}, morphs("9050–9053"), nil},
	{"multiples Myelom", ages{26, 29}, morphs("9732"), nil},
	{"CLL", ages{26, 29}, morphs("9823"), nil},
	{"myelodysplastisches Syndrom mit del(5q)", ages{0, 17}, morphs("9986"), nil},
	{"Mantelzelllymphom", ages{0, 24}, morphs("9673"), nil},
}

// altersgrenzen are diagnoses below an age at which they hardly occur; tumours of
// children at the same sites are left out.
var altersgrenzen = []struct {
	icd  codeSet
	from int
}{
	{codes("C61", "D07.5"), 35},
	{codes("C15", "C23", "C24", "C32", "C45", "C60"), 18},
	{codes("C50", "C53", "C54", "D05", "D06"), 16},
	{codes("C67", "C65", "C66", "D09.0"), 10},
	{codes("C90", "C88.0", "C91.1"), 20},
}

// auchBeiKindern are tumours of children, wherever they stand.
var auchBeiKindern = morphs("8800–9105", "9120–9252", "9260", "9364–9580", "9590–9729", "9740–9769")
