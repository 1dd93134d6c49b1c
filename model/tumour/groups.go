package tumour

import (
	"strconv"
	"strings"

	"example.org/meldeportal/model/catalog"
)

// Rules are where all tables of this file are from.
const Rules = "International Rules for Multiple Primary Cancers (ICD-O Third Edition), IACR/IARC/ENCR, Internal Report 2004/02"

// organs are sites that count as one organ (table 1); any other site is its first three
// characters.
var organs = map[string]string{
	"C01": "C02", "C02": "C02",
	"C00": "C06", "C03": "C06", "C04": "C06", "C05": "C06", "C06": "C06",
	"C09": "C14", "C10": "C14", "C12": "C14", "C13": "C14", "C14": "C14",
	"C19": "C20", "C20": "C20",
	"C23": "C24", "C24": "C24",
	"C33": "C34", "C34": "C34",
	"C40": "C41", "C41": "C41",
	"C65": "C68", "C66": "C68", "C67": "C68", "C68": "C68",
}

// organ is the organ of a site (ICD-O-3), "" where it is not known.
func organ(site string) string {
	if len(site) < 3 {
		return ""
	}
	if one, grouped := organs[site[:3]]; grouped {
		return one
	}
	return site[:3]
}

// Histology is a group of histologies that count as different from each other (table 2).
type Histology int

// The groups, numbered as in the table; 0 is not known.
const (
	Squamous Histology = iota + 1
	BasalCell
	Adeno
	OtherCarcinoma
	AnyCarcinoma
	Sarcoma
	Mesothelioma
	Myeloid
	BCell
	TCell
	Hodgkin
	MastCell
	Histiocytic
	AnyBlood
	Kaposi
	OtherSpecified
	AnyCancer
)

// histologies are the codes of a group, from and to.
var histologies = []struct {
	group Histology
	codes string
}{
	{Squamous, "8051-8084 8120-8131"},
	{BasalCell, "8090-8110"},
	{Adeno, "8140-8149 8160-8162 8190-8221 8260-8337 8350-8551 8570-8576 8940-8941"},
	{OtherCarcinoma, "8030-8046 8150-8157 8170-8180 8230-8255 8340-8347 8560-8562 8580-8671"},
	{AnyCarcinoma, "8010-8015 8020-8022 8050-8050"},
	{Sarcoma, "8680-8713 8800-8921 8990-8991 9040-9044 9120-9125 9130-9136 9141-9252 9370-9373 9540-9582"},
	{Mesothelioma, "9050-9055"},
	{Myeloid, "9840-9840 9861-9931 9945-9946 9950-9950 9961-9964 9980-9987"},
	{BCell, "9670-9699 9728-9728 9731-9734 9761-9767 9769-9769 9823-9826 9833-9833 9836-9836 9940-9940"},
	{TCell, "9700-9719 9729-9729 9768-9768 9827-9831 9834-9834 9837-9837 9948-9948"},
	{Hodgkin, "9650-9667"},
	{MastCell, "9740-9742"},
	{Histiocytic, "9750-9758"},
	{AnyBlood, "9590-9591 9596-9596 9727-9727 9760-9760 9800-9801 9805-9805 9820-9820 9832-9832 9835-9835 9860-9860 9960-9960 9970-9970 9975-9975 9989-9989"},
	{Kaposi, "9140-9140"},
	{OtherSpecified, "8720-8790 8930-8936 8950-8983 9000-9030 9060-9110 9260-9365 9380-9539"},
	{AnyCancer, "8000-8005"},
}

var histologyOf = func() map[int]Histology {
	all := map[int]Histology{}
	for _, row := range histologies {
		for _, span := range strings.Fields(row.codes) {
			from, _ := strconv.Atoi(span[:4])
			to, _ := strconv.Atoi(span[5:])
			for code := from; code <= to; code++ {
				all[code] = row.group
			}
		}
	}
	return all
}()

// HistologyOf is the group of a morphology ("8500/3"), or of a diagnosis where there is
// none: the blood has groups of its own, and so have melanoma and mesothelioma. 0 is a
// morphology that the table does not have.
func HistologyOf(morphology, icd string) Histology {
	if len(morphology) >= 4 {
		code, err := strconv.Atoi(morphology[:4])
		if err != nil {
			return 0
		}
		return histologyOf[code]
	}
	for _, row := range byDiagnosis {
		if len(icd) >= 3 && row.from <= icd[:3] && icd[:3] <= row.to {
			return row.group
		}
	}
	return 0
}

// byDiagnosis is the histology that a diagnosis of ICD-10 says by itself.
var byDiagnosis = []struct {
	from, to string
	group    Histology
}{
	{"C43", "C43", OtherSpecified}, {"D03", "D03", OtherSpecified}, {"C45", "C45", Mesothelioma}, {"C46", "C46", Kaposi},
	{"C81", "C81", Hodgkin}, {"C82", "C83", BCell}, {"C84", "C84", TCell}, {"C85", "C85", AnyBlood}, {"C88", "C88", BCell}, {"C90", "C90", BCell},
	{"C86", "C86", TCell}, {"C91", "C91", AnyBlood}, {"C92", "C94", Myeloid}, {"C95", "C96", AnyBlood}, {"D45", "D47", AnyBlood},
}

// blood reports whether a group is of the blood and the lymph nodes.
func (h Histology) blood() bool { return Myeloid <= h && h <= AnyBlood }

// systemic reports whether a tumour of the group is one wherever in the body it is (rule
// 4.1).
func (h Histology) systemic() bool { return h.blood() || h == Kaposi }

// differs reports whether two groups are two tumours (rule 4.2): both are specific, and
// not the same. What is not specified is no difference to one that is.
func (h Histology) differs(o Histology) bool {
	switch {
	case h == 0 || o == 0 || h == o || h == AnyCancer || o == AnyCancer:
		return false
	case h == AnyCarcinoma || o == AnyCarcinoma:
		return h+o-AnyCarcinoma > AnyCarcinoma // the other one is no carcinoma
	case h.blood() && o.blood():
		return h != AnyBlood && o != AnyBlood
	}
	return true
}

// bothSidesOne are tumours that are one though both sides of a pair have them
// (recommendations for recording): ovaries at the same time, retinoblastoma,
// nephroblastoma.
func bothSidesOne(site, morphology string, days int) bool {
	m := morphology[:min(4, len(morphology))]
	return m == "8960" || m >= "9510" && m <= "9514" || organ(site) == "C56" && -sameTime <= days && days <= sameTime
}

// sameTime is how many days count as the same time (three months).
const sameTime = 92

// secondary reports whether a code is no primary tumour: a metastasis (law.md 3 (1)).
func secondary(icd string) bool { return len(icd) >= 3 && icd[:3] >= "C77" && icd[:3] <= "C79" }

// nowhere reports whether a code says nothing of the site.
func nowhere(icd string) bool {
	return len(icd) >= 3 && (icd[:3] == "C80" || icd[:3] == "C76" || secondary(icd))
}

// siteOf is the site of a tumour: as reported, else what the diagnosis says.
func siteOf(topography, icd string) string {
	if topography != "" {
		return topography
	}
	return catalog.Site(icd)
}
