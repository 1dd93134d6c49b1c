package rule

import (
	"strings"

	"example.org/meldeportal/model"
)

// eingriff are the rules about an operation against organ and sex, codes of the OPS
// that do not exist, and what the end of an operation says twice (P-430 to P-434).
var eingriff = []Rule{
	{ID: "P-430", Severity: Warnung, Source: "LOG", For: nurOP,
		Text: "Der Eingriff {ops} ({organ}) passt nicht zum Geschlecht „{geschlecht}“. Bitte OPS-Code und Geschlecht prüfen.",
		Find: onEingriff(func(c *Case, e *organEingriff, id, code string, hit Hit) {
			if sex := stamm(c).Geschlecht; e.geschlecht != "" && in(sex, "M", "W") && sex != e.geschlecht {
				hit(ids(id, idGeschlecht), "ops", code, "organ", e.organ, "geschlecht", geschlechtInWorten[sex])
			}
		})},
	{ID: "P-431", Severity: Warnung, Source: "PRX", For: nurOP,
		Text: "Der Eingriff {ops} ({organ}) passt nicht zur Diagnose {icd}. Bitte OPS-Code und Tumorzuordnung prüfen.",
		Find: onEingriff(func(c *Case, e *organEingriff, id, code string, hit Hit) {
			if diagnosis := icd(c.Report); diagnosis != "" && !e.bei.has(diagnosis) && !eingriffBeiAllem.has(diagnosis) {
				hit(ids(id, idICD), "ops", code, "organ", e.organ, "icd", diagnosis)
			}
		})},
	{ID: "P-432", Severity: Warnung, Source: "HKR, PRX", For: nurOP,
		Text: "Den OPS-Code {ops} gibt es nicht. Bitte im OPS des Operationsjahres nachsehen.",
		Find: onOP(func(_ *Case, op *model.OP, hit Hit) {
			for i, o := range op.MengeOPS {
				if o.Code != "" && !kapitelDesOPS(string(o.Code)) {
					hit(ids(item("OP.Menge_OPS", i)), "ops", string(o.Code))
				}
			}
		})},
	{ID: "P-433", Severity: Warnung, Source: "LOG", For: nurOP,
		Text: "Die Gesamtbeurteilung R0 setzt voraus, dass auch lokal R0 sicher ist; angegeben ist lokal {r}.",
		Find: onOP(func(_ *Case, op *model.OP, hit Hit) {
			if r := residualstatus(op); r.Gesamtbeurteilung == "R0" && r.LokaleBeurteilung == "RX" {
				hit(ids(gesamtR, lokalR), "r", string(r.LokaleBeurteilung))
			}
		})},
}

var nurOP = []model.Zweig{model.TypOP}

var geschlechtInWorten = map[model.Code]string{"M": "männlich", "W": "weiblich"}

// organEingriff are operations on one organ, with the sex that has it and the
// diagnoses they are done for. Neighbours are among them: operations for locally
// advanced tumours take several organs.
type organEingriff struct {
	ops        []string
	organ      string
	geschlecht model.Code
	bei        codeSet
}

// eingriffBeiAllem are diagnoses that may call for an operation anywhere.
var eingriffBeiAllem = codes("C41", "C43", "C45–C49", "C76–C97", "D37–D48", "D10–D36", "M72")

var (
	beckenFrau = codes("C16–C21", "C50–C58", "C64–C68", "D01", "D05–D07", "D09")
	beckenMann = codes("C18–C21", "C60–C68", "D01", "D07", "D09")
)

// organEingriffe are the chapters of the OPS about one organ (OPS 2024, chapter 5).
var organEingriffe = []organEingriff{
	{words("5-60"), "Prostata", "M", beckenMann},
	{words("5-61 5-62 5-63"), "Hoden", "M", beckenMann},
	{words("5-64"), "Penis", "M", codes("C44", "C60–C68", "D04", "D07", "D09", "C20–C21")},
	{words("5-65 5-66"), "Eierstock und Eileiter", "W", beckenFrau},
	{words("5-67"), "Gebärmutterhals", "W", beckenFrau},
	{words("5-68 5-69"), "Gebärmutter", "W", beckenFrau},
	{words("5-70"), "Scheide", "W", beckenFrau},
	{words("5-71"), "Vulva", "W", codes("C20–C21", "C44", "C51–C58", "C67–C68", "D01", "D04", "D06–D07")},
	{words("5-72 5-73 5-74 5-75"), "Geburtshilfe", "W", beckenFrau},
	{words("5-87 5-88"), "Brust", "", codes("C50", "D05", "C44", "D04", "C34", "C56", "C57")},
	{words("5-06"), "Schild- und Nebenschilddrüse", "", codes("C00–C15", "C30–C34", "C37–C38", "C44", "C73", "C75", "C64", "D00", "D02", "D09")},
	{words("5-30 5-31"), "Kehlkopf und Luftröhre", "", codes("C00–C15", "C30–C34", "C37–C38", "C44", "C69–C75", "D00", "D02")},
	{words("5-48"), "Rektum", "", codes("C16–C26", "C51–C68", "D01", "D06–D07", "D09")},
	{words("5-576"), "Harnblase", "", codes("C17–C21", "C51–C68", "D06–D07", "D09")},
	{words("5-524 5-525"), "Bauchspeicheldrüse", "", codes("C15–C26", "C64", "C73–C75", "D01", "D09")},
	{words("5-163"), "Augapfel", "", codes("C30–C31", "C44", "C69–C72", "D04", "D09")},
	{words("5-437 5-438"), "Magen", "", codes("C15–C26", "C50", "C56", "C64", "C74", "D00–D01")},
	{words("5-424 5-425 5-426"), "Speiseröhre", "", codes("C12–C16", "C32–C34", "C37–C38", "C73", "D00", "D02")},
}

// onEingriff hands every operation on one organ to find.
func onEingriff(find func(c *Case, e *organEingriff, id, code string, hit Hit)) func(*Case, Hit) {
	return onOP(func(c *Case, op *model.OP, hit Hit) {
		for i, o := range op.MengeOPS {
			for j := range organEingriffe {
				if e := &organEingriffe[j]; hasAnyPrefix(string(o.Code), e.ops) {
					find(c, e, item("OP.Menge_OPS", i), string(o.Code), hit)
				}
			}
		}
	})
}

func hasAnyPrefix(text string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(text, p) {
			return true
		}
	}
	return false
}

// kapitelDesOPS reports whether the OPS has a chapter that a code stands in, in
// chapter 5 to the second digit (OPS 2024). What stands below is not known.
func kapitelDesOPS(code string) bool {
	if len(code) < len("5-01") || code[1] != '-' {
		return true // the shape is judged elsewhere
	}
	group := code[2:4]
	switch {
	case code[0] != '5':
		return strings.IndexByte("13689", code[0]) >= 0
	case group == "99":
		return strings.HasPrefix(code, "5-995")
	case group == "93" || group == "98":
		return true
	}
	return "01" <= group && group <= "92" && group != "17"
}
