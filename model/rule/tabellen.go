package rule

import (
	"slices"

	"example.org/meldeportal/model"
)

// This file holds the tables of the rules on tumour, histology and TNM. Their
// numbers (T-1 ff.) are our own, like the ids of the rules; tables that a single
// topic uses stand in its file. The paired organs of T-2 are known by
// topography to model/catalog and by ICD to model/dataset; the reportable
// diagnoses and the morphology groups of T-8 are facts of model/catalog.

// T-1: diagnoses bound to a sex.
var (
	weiblich  = codes("C51–C58", "D06", "D07.0–D07.3", "D25–D28", "D39")
	maennlich = codes("C60–C63", "D07.4–D07.6", "D29", "D40")
)

// T-2: exceptions among the paired organs, and the names of organs in a sentence.
var (
	teilsPaarig   = codes("C41.3", "C41.4")
	eierstock     = codes("C56", "C57.0", "C57.4", "D39.1")
	nephroblastom = morphs("8960")
	retinoblastom = morphs("9510–9513")

	organe = map[string]string{
		"C07": "Die Ohrspeicheldrüse", "C08": "Die Speicheldrüse", "C09": "Die Tonsille", "C34": "Die Lunge", "D05": "Die Brust",
		"C50": "Die Brust", "C56": "Der Eierstock", "D39": "Der Eierstock", "C62": "Der Hoden", "C64": "Die Niere",
		"C65": "Das Nierenbecken", "C66": "Der Harnleiter", "C69": "Das Auge", "C74": "Die Nebenniere",
	}
)

// P-051: sites without sides, with their in-situ codes.
var unpaarig = codes("C15–C20", "C25", "C53–C55", "C61", "C67", "C90–C96", "D45–D47",
	"D00.1", "D00.2", "D01.0–D01.2", "D01.4", "D06", "D07.0", "D07.5", "D09.0")

// P-040 and P-043.
var (
	metastaseICD = codes("C77–C79")
	hautkrebs    = codes("C44", "D04")
	merkelzell   = morphs("8247")

	// Skin cancers with other than favourable prognosis: not the basal cell and
	// squamous cell carcinomas nor their precursors, but Merkel cells, carcinomas of
	// the adnexa, Paget's disease, sarcomas and lymphomas.
	unguenstig = morphs("8247", "8200", "8211", "8240–8249", "8390–8420", "8480", "8502", "8540–8543", "8560–8580", "8800–9759", "9940")
)

// topographieRow is a line of T-3: diagnoses and the topographies that go with them.
type topographieRow struct {
	icd  codeSet
	topo codeSet
	any  bool
}

// first is the three-character topography where the line allows a single one.
func (r topographieRow) first() string {
	if len(r.topo) == 0 || r.topo[0].from != r.topo[0].to {
		return ""
	}
	return three(r.topo[0].from)
}

// T-3: the first line that has the diagnosis counts. C00–C76 that no line has
// go with the same three characters.
var (
	gleicheDreisteller = codes("C00–C41", "C47–C76")

	topographieZuICD = []topographieRow{
		{icd: codes("C43", "D03"), topo: codes("C44", "C51", "C60", "C63.2")},
		{icd: codes("C44", "D04"), topo: codes("C44")},
		{icd: codes("C45.0"), topo: codes("C38.4")},
		{icd: codes("C45.1"), topo: codes("C48")},
		{icd: codes("C45.2"), topo: codes("C38.0")},
		{icd: codes("C45", "C46", "C80", "C97"), any: true},
		{icd: codes("C81–C86", "C88", "C90.2", "C90.3", "C96"), any: true},
		// A leukaemia may form a solid tumour: myeloid sarcoma, T-cell leukaemia of adults.
		{icd: codes("C91.5", "C92.3"), any: true},
		{icd: codes("C90.0", "C90.1", "C91–C95"), topo: codes("C42")},
		{icd: codes("D00.0"), topo: codes("C00–C14")},
		{icd: codes("D00.1"), topo: codes("C15")},
		{icd: codes("D00.2"), topo: codes("C16")},
		{icd: codes("D01.0"), topo: codes("C18")},
		{icd: codes("D01.1"), topo: codes("C19")},
		{icd: codes("D01.2"), topo: codes("C20")},
		{icd: codes("D01.3"), topo: codes("C21")},
		{icd: codes("D01.4"), topo: codes("C17")},
		{icd: codes("D01.5"), topo: codes("C22–C24")},
		{icd: codes("D01.7", "D01.9"), topo: codes("C25–C26")},
		{icd: codes("D02.0"), topo: codes("C32")},
		{icd: codes("D02.1"), topo: codes("C33")},
		{icd: codes("D02.2"), topo: codes("C34")},
		{icd: codes("D02.3"), topo: codes("C30–C31")},
		{icd: codes("D02.4"), topo: codes("C38–C39")},
		{icd: codes("D05"), topo: codes("C50")},
		{icd: codes("D06"), topo: codes("C53")},
		{icd: codes("D07.0"), topo: codes("C54")},
		{icd: codes("D07.1"), topo: codes("C51")},
		{icd: codes("D07.2"), topo: codes("C52")},
		{icd: codes("D07.3"), topo: codes("C55–C58")},
		{icd: codes("D07.4"), topo: codes("C60")},
		{icd: codes("D07.5"), topo: codes("C61")},
		{icd: codes("D07.6"), topo: codes("C62–C63")},
		{icd: codes("D09.0"), topo: codes("C67")},
		{icd: codes("D09.1"), topo: codes("C64–C66", "C68")},
		{icd: codes("D09.2"), topo: codes("C69")},
		{icd: codes("D09.3"), topo: codes("C73–C75")},
		{icd: codes("D09"), any: true},
		{icd: codes("D32", "D42"), topo: codes("C70")},
		{icd: codes("D33", "D43"), topo: codes("C71–C72")},
		{icd: codes("D35.2", "D44.3"), topo: codes("C75.1")},
		{icd: codes("D35.3", "D44.4"), topo: codes("C75.2")},
		{icd: codes("D35.4", "D44.5"), topo: codes("C75.3")},
		{icd: codes("D39.1"), topo: codes("C56")},
		{icd: codes("D41.4"), topo: codes("C67")},
		// Mastocytoma of the skin, lymphoproliferation after a transplantation.
		{icd: codes("D47.0", "D47.7", "D47.9"), any: true},
		{icd: codes("D45–D47"), topo: codes("C42")},
		{icd: codes("M72.4"), topo: codes("C49")},
	}
)

// T-4: behaviour digit → diagnoses.
var icdZuDignitaet = map[byte]codeSet{
	'3': codes("C00–C97", "D45–D47"),
	'2': codes("D00–D09"),
	'1': codes("D37–D48", "D32–D33", "M72.4"),
	'0': codes("D10–D36"),
}

// T-4, single morphologies: the ICD-10 knows no uncertain behaviour of these, or
// houses of good practice code them by organ (Ta of the bladder).
var dignitaetAuchBei = map[byte][]morphologieRow{
	'2': {{morphs("8130"), codes("C65–C68")}},
	'1': {
		{morphs("8130"), codes("C65–C68")},
		{morphs("8580–8585"), codes("C37")},                             // thymoma, before ICD-O-3.2
		{morphs("9380–9509"), codes("C70–C72", "C75.1–C75.3", "C69.2")}, // pilocytic astrocytoma and its like
		{morphs("9740"), codes("C96.2")},
		{morphs("9750–9759"), codes("C96")}, // Langerhans cells, before ICD-O-3.2
	},
}

// morphologieRow is a line of T-5.
type morphologieRow struct {
	morph morphSet
	icd   codeSet
}

// T-5: morphologies that pass everywhere; those that belong to certain
// diagnoses; those that are wrong with some; diagnoses that want certain ones.
var (
	passtUeberall = morphs("8000–8005")

	// One disease with two diagnoses, by whether it shows in the blood or in the
	// nodes: CLL and small lymphocytic lymphoma, lymphoblastic leukaemia and lymphoma.
	lymphozytischesLymphom = morphs("9823")
	lymphoblastisch        = morphs("9811–9818", "9835–9837")
	lymphom                = morphs("9590–9599", "9670–9729", "9735", "9737", "9738")

	icdZuMorphologie = []morphologieRow{
		{morphs("9650–9667"), codes("C81")},
		{morphs("9590–9599", "9671–9686", "9688–9723", "9725–9729", "9735", "9737", "9738"), codes("C82–C86", "C88", "C91.4")},
		{morphs("9670", "9687", "9724"), codes("C82–C86", "C88", "C91")},
		{morphs("9731–9734"), codes("C90")},
		{morphs("9740–9742"), codes("C94.3", "C96.2", "D47.0")},
		{morphs("9750–9759"), codes("C96")},
		{morphs("9766"), codes("C83.8", "C88", "D47")},
		{morphs("9760–9765", "9767–9769"), codes("C88", "D47.2")},
		{lymphozytischesLymphom, codes("C83.0", "C91–C95")},
		{lymphoblastisch, codes("C83.5", "C91–C95")},
		{morphs("9800–9810", "9819–9822", "9824–9834", "9838–9948"), codes("C91–C95")},
		{morphs("9950"), codes("D45")},
		{morphs("9960", "9963"), codes("D47.1")},
		{morphs("9961"), codes("D47.4")},
		{morphs("9962"), codes("D47.3")},
		{morphs("9964"), codes("D47.5")},
		{morphs("9982"), codes("C94.6", "D46")},
		{morphs("9980–9981", "9983–9993"), codes("D46")},
	}

	morphologieFalschBei = []morphologieRow{
		{morphs("8720–8799"), codes("C44")},
		{morphs("9590–9999"), codes("C00–C45", "C47–C79")},
	}

	morphologieVerlangt = []morphologieRow{
		{morphs("8720–8799"), codes("C43", "D03")},
		{morphs("9050–9055"), codes("C45")},
		{morphs("9140"), codes("C46")},
		{morphs("9650–9667"), codes("C81")},
		{lymphom, codes("C82", "C83.1–C83.4", "C84", "C86")},
		{slices.Concat(lymphom, lymphozytischesLymphom), codes("C83.0")},
		{slices.Concat(lymphom, lymphoblastisch), codes("C83.5")},
		{slices.Concat(lymphom, morphs("9766", "9971")), codes("C83.6–C83.9", "C85")},
		{slices.Concat(lymphom, morphs("9760–9769")), codes("C88")},
		{morphs("9731–9734"), codes("C90")},
		{slices.Concat(lymphom, morphs("9800–9948")), codes("C91")},
		{morphs("9800–9948", "9965–9968"), codes("C92", "C93", "C95")},
		{morphs("9740–9742", "9800–9948", "9965–9968", "9975", "9982"), codes("C94")},
		{morphs("9590", "9740–9742", "9749–9759"), codes("C96")},
		{morphs("9950"), codes("D45")},
		{morphs("9980–9993"), codes("D46")},
		{morphs("9590–9999"), codes("D47")},
	}
)

// T-6: morphologies that are known without a microscope.
var (
	ohneMikroskop = morphs("8000", "8150–8154", "8170", "8270–8281", "8800", "8960", "9050", "9100", "9140", "9350", "9380", "9384",
		"9500", "9510", "9530–9539", "9590", "9732", "9761", "9800")
	hautUndAuge = codes("C43", "C44", "C69", "D03")
)

// ages is a range of whole years, both ends included.
type ages struct{ from, to int }

func (a ages) has(age int) bool { return a.from <= age && age <= a.to }

const noLimit = 200

// T-7a: ages and sites that hardly go together.
var alterTopographie = []struct {
	ages ages
	topo codeSet
}{
	{ages{0, 4}, codes("C53", "C61")},
	{ages{0, 19}, codes("C15", "C19", "C20", "C21", "C23", "C24", "C38.4", "C50", "C53", "C54", "C55")},
}

// T-7b: ages and morphologies that hardly go together. Burkitt's lymphoma (9687) is
// none of children alone.
var alterMorphologie = []struct {
	ages  ages
	morph morphSet
}{
	{ages{0, 25}, morphs("9730–9732", "9823", "9890")},
	{ages{15, noLimit}, morphs("8910", "8960–8962", "8970", "8981", "8991", "9072", "9470", "9490", "9500")},
	{ages{0, 14}, morphs("9724")},
}

// T-7c: ages, sites and morphologies that hardly go together.
var alterTopographieMorphologie = []struct {
	ages  ages
	topo  codeSet
	morph morphSet
}{
	{ages{0, 39}, codes("C61"), morphs("8140–8149")},
	{ages{0, 19}, codes("C17"), morphs("8000–9589")},
	{ages{0, 19}, codes("C18", "C33", "C34"), morphs("8000–8239", "8250–9999")},
	{ages{6, noLimit}, codes("C69"), morphs("9510–9512")},
	{ages{0, 14}, codes("C58"), morphs("9100")},
	{ages{46, noLimit}, codes("C58"), morphs("9100")},
}

// P-077 and P-078.
var (
	nieInSitu = codes("C40", "C41", "C42", "C47", "C49", "C70–C72")

	morphNichtBei = map[model.Code]morphSet{
		"M": morphs("8380", "8381", "8441", "8460–8462", "8470–8473", "8600–8602", "8610", "8620–8623", "8632", "8660", "8670",
			"8931", "9000", "9013–9015", "9090", "9091"),
		"W": morphs("9061–9063"),
	}
)

// T-8: groups that an unspecific group may stand for.
var (
	karzinomgruppen = []string{"01", "02", "03", "04"}
	blutgruppen     = []string{"08", "09", "10", "11", "12", "13"}
)

// P-130: Paget's disease has no in-situ code.
var paget = morphs("8540–8543")

// P-106 and P-107: melanomas, and tumours that are not graded.
var (
	melanom     = morphs("8720–8799")
	ohneGrading = morphs("8720–8799", "9590–9999")
)

// T-9: morphologies that imply some grades, and what the wide grades mean. Undifferentiated
// may be 3, since TNM 8 knows no G4 at many organs and WHO no anaplastic glioma of
// grade 4; 8249 is NET G2 or G3 (WHO 2019), but in the lung the atypical carcinoid, G2.
var (
	gradDerMorphologie = []struct {
		grades string
		morph  morphSet
	}{
		{"1", morphs("8331", "9187", "9511")},
		{"2", morphs("8332", "9083", "9243", "9372")},
		{"23", netG2G3},
		{"3", morphs("8631", "8634")},
		{"34", morphs("8020", "8021", "8805", "9062", "9082", "9392", "9401", "9451", "9505", "9512")},
	}
	netG2G3 = morphs("8249")
	gradVon = map[model.Code]string{"L": "12", "M": "23", "H": "34"}
)

// Diagnoses the TNM rules ask for (P-135 to P-142, P-153).
var (
	ohneStadiumIV  = codes("C58", "C62", "C73")
	stadiumIVNurM1 = codes("C18–C20", "C25", "C34", "C43", "C50", "C56")
	ohneTNM        = codes("C71", "C72", "C81–C96", "D45–D47", "C80")
	hirn           = codes("C70–C72") // a lymphoma there has no stage
	mitTa          = codes("C60", "C65–C68", "D09.0", "D09.1", "D41")
	inSitu         = codes("D00–D09")
	// Not hairy cell leukaemia, Waldenström's disease, acute leukaemia, plasmacytoma:
	// no stages are defined for them.
	mitAndererStufe = codes("C81–C86", "C88.4", "C90.0", "C91.1")
)

// T-11: the days an edition of TNM applies, with the twelve months in which it
// is accepted after the next one; the last two are still valid.
var tnmAuflagen = map[model.Code]struct{ from, until model.Datum }{
	"6": {"2003-01-01", "2010-12-31"},
	"7": {"2010-01-01", "2017-12-31"},
	"8": {"2017-01-01", ""},
	"9": {"2024-01-01", ""},
}
