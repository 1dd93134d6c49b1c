package rule

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
)

// strahlung are the rules about an irradiation against the tumour: side, organ, sex,
// nuclide (P-440 to P-443).
var strahlung = []Rule{
	{ID: "P-440", Severity: Warnung, Source: "PRX", For: nurST,
		Text: "Bestrahlt wurde {seite}, der Tumor liegt {tumor}. Bitte Zielgebiet und Tumorzuordnung prüfen.",
		Find: onBestrahlung(func(c *Case, b bestrahlung, hit Hit) {
			side := seite(c)
			if in(side, "L", "R") && in(b.seite, "L", "R") && side != b.seite && eigenesOrgan[b.zielgebiet.CodeVersion2021].has(icd(c.Report)) {
				hit(ids(b.branchField("Seite_Zielgebiet"), idSeite), "seite", seiteInWorten[string(b.seite)], "tumor", seiteInWorten[string(side)])
			}
		})},
	{ID: "P-441", Severity: Warnung, Source: "LOG", For: nurST,
		Text: "Das Zielgebiet {ziel} passt nicht zum Geschlecht „{geschlecht}“.",
		Find: onZielgebiet(func(c *Case, z *organZiel, b bestrahlung, hit Hit) {
			if sex := stamm(c).Geschlecht; z.geschlecht != "" && in(sex, "M", "W") && sex != z.geschlecht {
				hit(ids(b.zielgebietField(), idGeschlecht), "ziel", zielgebietName(b), "geschlecht", geschlechtInWorten[sex])
			}
		})},
	{ID: "P-442", Severity: Hinweis, Source: "PRX", For: nurST,
		Text: "Das Zielgebiet {ziel} ist bei der Diagnose {icd} ungewöhnlich. Bitte Zielgebiet und Tumorzuordnung prüfen.",
		Find: onZielgebiet(func(c *Case, z *organZiel, b bestrahlung, hit Hit) {
			if code := icd(c.Report); code != "" && !z.bei.has(code) && !eingriffBeiAllem.has(code) {
				hit(ids(b.zielgebietField(), idICD), "ziel", zielgebietName(b), "icd", code)
			}
		})},
	{ID: "P-443", Severity: Warnung, Source: "PRX", For: nurST,
		Text: "{nuklid} wird bei der Therapieart {typ} nicht verwendet. Bitte Therapieart und Nuklid prüfen.",
		Find: onBestrahlung(func(_ *Case, b bestrahlung, hit Hit) {
			used, known := nuklide[b.metabolischTyp]
			nuclide := model.OrEmpty(b.Applikationsart.Metabolisch).Strahlenart
			if b.Applikationsart.Art == metabolisch && known && nuclide != "" && nuclide != "SONU" && !in(nuclide, used...) {
				hit(ids(b.branchField("Strahlenart"), b.branchField("Metabolisch_Typ")), "nuklid", string(nuclide), "typ", string(b.metabolischTyp))
			}
		})},
}

// nuklide are the nuclides of the kinds of radionuclide therapy (guidelines of the
// DGN); RIT and M take many.
var nuklide = map[model.Code][]model.Code{
	"SIRT": {"Y-90"}, // holmium-166 has no code of its own
	"PRRT": {"Lu-177", "Y-90", "Ac-225", "Tb-161"},
	"PSMA": {"Lu-177", "Ac-225", "Tb-161", "J-131"},
	"RJT":  {"J-131"},
}

// eigenesOrgan are targets on one side with the tumours that are irradiated there, as
// a rule, because they stand there.
var eigenesOrgan = map[model.Code]codeSet{
	"2.1": codes("C69"),
	"2.5": codes("C07–C08"),
	"3.1": codes("C50", "D05"),
	"3.2": codes("C50", "D05"),
	"3.3": codes("C50", "D05"),
	"4.5": codes("C64"),
	"4.6": codes("C74"),
	"4.8": codes("C66"),
	"5.5": codes("C62"),
	"9.3": codes("C50"),
}

// organZiel are targets that are one organ: where metastases are not irradiated as a
// rule, with the sex that has it and the tumours it is irradiated for.
type organZiel struct {
	ziele      []model.Code
	geschlecht model.Code
	bei        codeSet
}

var organZiele = []organZiel{
	{[]model.Code{"3.1", "3.2"}, "", codes("C50", "D05", "C44")},
	{[]model.Code{"5.4"}, "M", codes("C61", "C67–C68", "C20–C21", "D07.5")},
	{[]model.Code{"5.5"}, "M", codes("C62–C63")},
	{[]model.Code{"5.6"}, "M", codes("C60", "C44", "C63", "C68", "D07.4")},
	{[]model.Code{"5.7", "5.8"}, "W", codes("C51–C58", "C20–C21", "C67–C68", "D06–D07")},
	{[]model.Code{"5.9", "5.10"}, "W", codes("C51–C58", "C20–C21", "C44", "C67–C68", "D06–D07")},
	{[]model.Code{"5.1", "5.2"}, "", codes("C16–C21", "C51–C68", "C44", "D01", "D06–D07", "D09")},
	{[]model.Code{"5.3"}, "", codes("C18–C21", "C51–C68", "D06–D07", "D09")},
	{[]model.Code{"2.3", "2.6", "2.7", "2.8", "2.9", "2.10", "2.11"}, "", codes("C00–C15", "C30–C34", "C44", "C69–C75", "D00", "D02", "D09")},
	{[]model.Code{"4.2"}, "", codes("C15–C25", "C64", "C74", "D01")},
	{[]model.Code{"3.7"}, "", codes("C34", "C37–C38", "C15", "C73")},
}

// onZielgebiet hands every irradiation of one organ to find.
func onZielgebiet(find func(c *Case, z *organZiel, b bestrahlung, hit Hit)) func(*Case, Hit) {
	return onBestrahlung(func(c *Case, b bestrahlung, hit Hit) {
		for i := range organZiele {
			if z := &organZiele[i]; in(b.zielgebiet.CodeVersion2021, z.ziele...) {
				find(c, z, b, hit)
			}
		}
	})
}

// zielgebietName is the target in words, with its code.
func zielgebietName(b bestrahlung) string {
	code := string(b.zielgebiet.CodeVersion2021)
	if list, ok := catalog.Get("Zielgebiet2021"); ok {
		if e, ok := list.Entry(code); ok {
			return code + " " + e.Label
		}
	}
	return code
}
