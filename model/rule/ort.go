package rule

import (
	"strings"

	"example.org/meldeportal/model/catalog"
)

// ort are the rules about where a tumour stands and what it is made of: morphology
// against site, morphology against the fourth character of the ICD-10, ICD-10
// against topography (P-400 to P-404). The table of sites is catalog.Orte.
var ort = []Rule{
	{ID: "P-400", Severity: Warnung, Source: "IARC, PRX",
		Text: "Die Morphologie {morph} gibt es bei {topo} nicht als Primärtumor. Bitte Lokalisation und Morphologie prüfen; ist es eine Metastase, den Primärtumor angeben.",
		Find: onOrt(catalog.VorkommenAusgeschlossen)},
	{ID: "P-401", Severity: Hinweis, Source: "IARC, PRX",
		Text: "Die Morphologie {morph} ist bei {topo} sehr selten. Bitte Lokalisation und Morphologie mit dem Befund vergleichen.",
		Find: onOrt(catalog.VorkommenSelten)},
	{ID: "P-402", Severity: Warnung, Source: "LOG", For: diagnostik,
		Text: "Die Diagnose {icd} und die Topographie {topo} nennen verschiedene Stellen. Bitte prüfen, welche stimmt.",
		Find: func(c *Case, hit Hit) {
			topo, code := topographie(c.Report), icd(c.Report)
			if topo.Code != "" && topographyFits(code, topo.Code) && otherPlace(code, topo.Code) {
				hit(ids(topo.ID, idICD), "icd", code, "topo", topo.Code)
			}
		}},
	{ID: "P-403", Severity: Warnung, Source: "IARC, PRX",
		Text: "Die Morphologie {morph} gehört zu {ziel}, angegeben ist {icd}. Bitte Diagnose und Morphologie prüfen.",
		Find: func(c *Case, hit Hit) {
			code := icd(c.Report)
			for _, m := range c.morphologien() {
				if target := belongsTo(m.Code, code); target != "" && morphologyFits(m.Code, code) {
					hit(ids(m.ID, idICD), "morph", m.Code, "icd", code, "ziel", target)
				}
			}
		}},
	{ID: "P-404", Severity: Hinweis, Source: "LOG",
		Text: "{topo} gibt es nur {richtig}, angegeben ist {seite}. Bitte Topographie und Seite prüfen.",
		Find: func(c *Case, hit Hit) {
			topo := siteOf(c)
			for _, row := range nurEineSeite {
				if side := seite(c); row.topo.has(topo.Code) && in(side, "L", "R", "B") && string(side) != row.side {
					hit(ids(idSeite, topo.ID), "topo", topo.Code, "richtig", seiteInWorten[row.side], "seite", seiteInWorten[string(side)])
				}
			}
		}},
}

// seiteInWorten are the sides as a sentence says them.
var seiteInWorten = map[string]string{"L": "links", "R": "rechts", "B": "beidseits"}

// nurEineSeite are parts of paired organs that only one side has.
var nurEineSeite = []struct {
	topo codeSet
	side string
}{
	{codes("C34.2"), "R"}, // the middle lobe
}

// onOrt finds morphologies of which the table of sites has one verdict.
func onOrt(verdict catalog.Vorkommen) func(*Case, Hit) {
	return func(c *Case, hit Hit) {
		topo := knownSite(c)
		if topo.Code == "" {
			return
		}
		for _, m := range c.morphologien() {
			if c.config.orte().Vorkommen(m.Code, topo.Code) == verdict {
				hit(ids(m.ID, topo.ID), "morph", m.Code, "topo", topo.Code)
			}
		}
	}
}

// knownSite is the topography, or the site a diagnosis stands at where the ICD-10
// says it to the fourth character; the liver's says the kind of tumour there.
func knownSite(c *Case) coded {
	if topo := topographie(c.Report); topo.Code != "" {
		return topo
	}
	code := icd(c.Report)
	if !gleicheDreisteller.has(code) || in(three(code), "C22", "C45", "C46") {
		return coded{}
	}
	return coded{idICD, catalog.Site(code)}
}

// otherPlace reports whether an ICD-10 code and a topography name different parts of
// one organ. An overlap (8) and an open place (9) contradict nothing.
func otherPlace(code, topo string) bool {
	place := catalog.Site(code)
	if len(place) < len("C50.4") || len(topo) < len("C50.4") || three(place) != three(topo) || in(three(code), "C22", "C45", "C46") {
		return false
	}
	a, b := place[len("C50.")], topo[len("C50.")]
	return a != b && !strings.ContainsAny(string([]byte{a, b}), "89")
}

// genauerICD are diagnoses of ICD-10 that stand for certain morphologies: of the
// lymphomas and leukaemias (C81 to D47), of the liver, and of the breast in situ. A
// morphology no line has goes with any of its group (table T-5).
var genauerICD = []struct {
	icd   string
	morph morphSet
}{
	{"C22.0", morphs("8170–8175")},
	{"C22.1", morphs("8160–8163")},
	{"C22.2", morphs("8970")},
	{"C22.3", morphs("9120", "9124")},
	{"D05.0", morphs("8519", "8520", "8522", "8524")},
	{"D05.1", morphs("8201", "8230", "8500", "8501", "8503", "8504", "8507", "8522", "8523")},
	{"D05.7", morphs("8201", "8230", "8500", "8501", "8503", "8504", "8507", "8519", "8520", "8522–8524", "8540–8543")},
	{"D05.9", morphs("8201", "8230", "8500", "8501", "8503", "8504", "8507", "8519", "8520", "8522–8524", "8540–8543")},

	{"C81.0", morphs("9659")},
	{"C81.1", morphs("9663–9667")},
	{"C81.2", morphs("9652")},
	{"C81.3", morphs("9653–9655")},
	{"C81.4", morphs("9651")},
	{"C81.7", morphs("9650", "9661", "9662")},
	{"C82.0", morphs("9690", "9695")},
	{"C82.1", morphs("9690", "9691")},
	{"C82.2", morphs("9690", "9698")},
	{"C82.3", morphs("9690", "9698")},
	{"C82.4", morphs("9690", "9698")},
	{"C82.5", morphs("9690", "9691", "9695", "9698")},
	{"C82.6", morphs("9597", "9690")},
	{"C82.7", morphs("9690", "9691", "9695", "9698")},
	{"C83.0", morphs("9670", "9671", "9689", "9699", "9823")},
	{"C83.1", morphs("9673")},
	{"C83.3", morphs("9678–9680", "9684", "9688", "9735", "9737", "9738", "9712")},
	{"C83.5", morphs("9727–9729", "9811–9818", "9835–9837")},
	{"C83.7", morphs("9687")},
	{"C83.8", morphs("9678", "9712", "9735", "9738", "9766", "9680")},
	{"C84.0", morphs("9700")},
	{"C84.1", morphs("9701")},
	{"C84.4", morphs("9702", "9705")},
	{"C84.5", morphs("9702", "9709")},
	{"C84.6", morphs("9714")},
	{"C84.7", morphs("9714", "9715")},
	{"C84.8", morphs("9709")},
	{"C85.2", morphs("9679")},
	{"C86.0", morphs("9719")},
	{"C86.1", morphs("9716")},
	{"C86.2", morphs("9717")},
	{"C86.3", morphs("9708")},
	{"C86.4", morphs("9727")},
	{"C86.5", morphs("9705")},
	{"C86.6", morphs("9718")},
	{"C88.0", morphs("9671", "9761")},
	{"C88.2", morphs("9762")},
	{"C88.3", morphs("9764")},
	{"C88.4", morphs("9699")},
	{"C90.0", morphs("9732")},
	{"C90.1", morphs("9733")},
	{"C90.2", morphs("9734")},
	{"C90.3", morphs("9731", "9734")},
	{"C91.0", morphs("9811–9818", "9835–9837")},
	{"C91.1", morphs("9670", "9823")},
	{"C91.3", morphs("9833")},
	{"C91.4", morphs("9940", "9591")},
	{"C91.5", morphs("9827")},
	{"C91.6", morphs("9834")},
	{"C91.7", morphs("9831", "9832", "9948")},
	{"C91.8", morphs("9826")},
	{"C92.0", morphs("9840", "9861", "9865", "9867–9874", "9877–9879", "9891", "9895–9898", "9910–9912", "9920")},
	{"C92.1", morphs("9863", "9875")},
	{"C92.2", morphs("9876")},
	{"C92.3", morphs("9930")},
	{"C92.4", morphs("9866")},
	{"C92.5", morphs("9867", "9871")},
	{"C92.6", morphs("9897")},
	{"C92.8", morphs("9895", "9920")},
	{"C93.0", morphs("9891")},
	{"C93.1", morphs("9945")},
	{"C93.3", morphs("9946")},
	{"C94.0", morphs("9840")},
	{"C94.2", morphs("9910")},
	{"C94.3", morphs("9742")},
	{"C94.4", morphs("9931")},
	{"C94.6", morphs("9975")},
	{"C95.0", morphs("9801", "9805–9809")},
	{"C96.2", morphs("9740", "9741")},
	{"C96.4", morphs("9756–9759")},
	{"C96.8", morphs("9755")},
	{"D45", morphs("9950")},
	{"D46.0", morphs("9980")},
	{"D46.1", morphs("9982", "9993")},
	{"D46.2", morphs("9983")},
	{"D46.4", morphs("9980", "9989")},
	{"D46.5", morphs("9985", "9993")},
	{"D46.6", morphs("9986")},
	{"D47.0", morphs("9740", "9741")},
	{"D47.1", morphs("9960", "9963", "9975")},
	{"D47.2", morphs("9765")},
	{"D47.3", morphs("9962")},
	{"D47.4", morphs("9961")},
	{"D47.5", morphs("9964")},
	{"D47.7", morphs("9970", "9971")},
}

// einzigeICD are morphologies that one category of ICD-10 stands for.
var einzigeICD = []morphologieRow{
	{morphs("9050–9053"), codes("C45")},
	{morphs("9140"), codes("C46")},
}

// belongsTo are the diagnoses a malignant morphology stands for where the given one
// stands for others, as "C92.1"; "" where nothing contradicts.
func belongsTo(morph, code string) string {
	for _, row := range einzigeICD {
		if strings.HasSuffix(morph, "/3") && row.morph.has(morph) && gleicheDreisteller.has(code) && !row.icd.has(code) {
			return row.icd[0].from + ".-"
		}
	}
	if !speaksOfMorphology(code) {
		return ""
	}
	var targets []string
	for _, row := range genauerICD {
		switch {
		case !row.morph.has(morph):
		case strings.HasPrefix(code, row.icd):
			return ""
		case (row.icd[0] == 'D' && row.icd < "D10") == (code[0] == 'D' && code < "D10"):
			targets = append(targets, row.icd)
		}
	}
	return strings.Join(targets[:min(len(targets), 4)], ", ")
}

// speaksOfMorphology reports whether a diagnosis stands for certain morphologies.
func speaksOfMorphology(code string) bool {
	for _, row := range genauerICD {
		if strings.HasPrefix(code, row.icd) {
			return true
		}
	}
	return false
}
