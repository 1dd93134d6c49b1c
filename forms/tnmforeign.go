package forms

import "regexp"

// What stands in letters beside a formula and is none: other scales, sizes, dates,
// and words that say a value is not sure. It is known as what it is, so that
// nothing of it is taken for a category, and it stays unread.

// foreignScales are names of scales that are no TNM, as letters write them.
const foreignScales = `clark|breslow|asa|ecog|karnofsky|kps|binet|rai|ann[- ]?arbor|lugano|cotswolds?|r-?iss|iss|durie(?:[- /&+]{1,3}(?:und )?salmon)?|` +
	`fab|child(?:[- ]?(?:turcotte[- ])?pugh)?|bclc|okuda|clip|gleason|isup|grade ?group|grad-?gruppe|gg|who(?:/isup|-isup)?|fuhrman|masaoka(?:[- ]koga)?|rcb|` +
	`sm|haggitt|kikuchi|typ|type|subtyp|siewert|aeg|borr?mann|laur[eé]n|trg|(?:tumor-?)?regressions?\w*|mandard|dworak|becker|salzer(?:-kuntschik)?|sinn|nyha|figo|dukes|astler(?:-coller)?|` +
	`elston(?:[- /&]{1,3}(?:und )?ellis)?|nhg|nottingham|bloom(?:-richardson)?|[bpltuo]i?-?rads|bethesda|pap|v?[cavpdl]in|pein|hgpin|ki-?67|mib-?1|her-?2(?:[-/ ]?neu)?|er|pr|pgr|irs|` +
	`ipi|aaipi|flipi|mipi|ipss(?:-r)?|eln|simpson|level|robson|enneking|koos|hinchey|spigelman|steiner|shimada|inss|inrgss|inrg|igcccg|imdc|mskcc|ctcae|clavien(?:[- ]dindo)?|meld|gold|` +
	`pd-?l1|tps|cps|crm|mrf|(?:mr)?emvi|ece|epe|ene|ly|score|stufe|klasse|kategorie|phase|segment|zone|region|faktor|dcn|tis-?score|bwk|lwk|hwk|th|ed|psa|afp|cea`

// foreignValue is a value of a scale: a number, also with decimals, sums and
// letters, a Roman number or a word.
const foreignValue = `(?:[<>~=]{0,2} ?\d+(?:[.,+/=:-]\d+)*[a-e]?[+%]?|(?:x{0,3}(?:ix|iv|v?i{1,3}|v))[a-exs]{0,3}\d?|[a-dml]\d{1,2}[a-z]{0,2}|[a-d]|[+-]|low|high|intermediate|niedrig|hoch|mittel|positiv|negativ)`

var (
	foreignScale = longest(`^(?i:(?:` + foreignScales + `)(?:[- ]?(?:stadium|level|lvl|klasse|grad|typ|score|index|gruppe|group|class|stage|status))?\.?[-:= ]{0,3}\(?` + foreignValue + `\)?)`)
	foreignName  = lazily(`^(?i:(?:` + foreignScales + `))`)
	stageAfter   = lazily(`^(?i:[ ,]{0,2}\(?(?:(?:nach|gem\.|gemäß|lt\.|laut|n\.) )?(?:ann[- ]arbor|lugano|cotswolds|figo|binet|rai|masaoka|durie|r?-?iss|dukes|enneking|robson|inss|inrgss|valg|veterans)(?:[^\p{L}]|$))`)
	// Of these tumours a Stadium is none of the UICC; the prognostic one of the breast is another.
	otherStage = lazily(`(?i)hodgkin|lymphom|leukämie|myelom|plasmozytom|sarkoidose|endometriose|prognost|(?:^|[^\p{L}])(?:nhl|dlbcl|cll|mcl|fl|mm|aml|all|mds|cml)(?:[^\p{L}]|$)`)
	gradeAfter = lazily(`^(?i: ?(?:\(|(?:nach|gem\.|gemäß|lt\.|laut|n\.) )(?:mandard|dworak|becker|who|isup|fuhrman|salzer|sinn|simpson|ctcae|clavien))`)

	foreignSize = longest(`^(?i:(?:ca\.? ?|max\.? ?|bis |[<>≤≥~øØ]){0,2} ?\d+(?:[.,]\d+)?(?: ?(?:x|\*|/|-|bis) ?\d+(?:[.,]\d+)?){0,3}(?: ?(?:` + sizeUnits + `)|° ?)(?:[23](?:\b|$)|/[a-z]+|/\d* ?(?:mm2?|hpf|l))?)`)
	foreignDate = longest(`^(?:\d{1,2}\. ?\d{1,2}\. ?(?:\d{4}|\d{2})?|\d{4}-\d\d-\d\d|(?:0?[1-9]|1[0-2])[./](?:19|20)\d\d|0[1-9]/\d\d|\d\d/0\d|(?:19|20)\d\d|\d{1,2}\. ?(?i:jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)[a-zä]*\.? ?(?:\d{4})?)`)
	unitAfter   = lazily(`^ ?(?i:(?:` + wordUnits + `)(?:[^\p{L}0-9]|$)|\+|%)`)

	// T1 and T2 are pictures of magnetic resonance, too.
	pictureAfter = lazily(`^[- ]?(?i:gewicht|wicht|w(?:[^a-z]|$)|hyper|hypo|isoint|sequenz|flair|signal|bild|tse|stir|fs(?:[^a-z]|$)|map)`)

	doubtBefore = lazily(`^(?i:v\. ?a\.?|va|susp\p{L}*|verdächtig\p{L}*|verdacht(?: auf)?|dd|fraglich\p{L}*|fragl\.?|möglich\p{L}*|mögl\.?|wahrscheinlich\p{L}*|vermutlich\p{L}*|vermutl\.?|eher|mindestens|mind\.?|maximal|höchstens|bis|oder|bzw\.?|vs\.?|versus|a\. ?e\.?|am ehesten|unklar\p{L}*|zumindest|nicht sicher|in)`)
	denyBefore  = lazily(`^(?i:kein(?:e|en|er|em)?|ohne|nicht|ausschluss|ausgeschlossen|negativ)`)
	doubtAfter  = lazily(`^ ?\(? ?(?:\?|(?i:fragl|mögl|wahrsch|vermutl|unklar|unsicher|verdächtig|susp|mind|dd(?:[^a-z]|$)))`)
	denyAfter   = lazily(`^ ?\(? ?(?i:nicht|ausgeschl|negativ|widerlegt|auszuschl)`)

	// Between two values of one letter these words leave both open: pT2 oder pT3, N1-2.
	openBetween = lazily(`^ ?(?:[-/+&]|(?i:bis|oder|od\.|bzw\.?|beziehungsweise|vs\.?|versus|und|u\.)) ?`)
	openWord    = lazily(`^ ?(?i:oder|od\.|bzw\.?|beziehungsweise|vs\.?|versus) ?$`)
	openValue   = lazily(`^(?i:[0-4x](?:mic?|[a-e][0-9]?)?|is|[a-e][0-9]?|iv|i{1,3})(?:[^A-Za-z0-9]|$)`)
	stageMore   = lazily(`^ ?[A-FSX]{1,3}\d?(?:[ ,;.:/)]|$)`)
	loneLetter  = lazily(`^ ?[(\[]? ?([a-eA-E])[12]? ?[)\]]?(?:[ ,;.:/]|$)`)
)

// Units of sizes; one letter is a unit behind a number only.
const (
	wordUnits = `mm|cm|dm|µm|um|mg|µg|kg|ml|gy|ng|miu|mu|iu|ie|jahr(?:e|en)?|mon\p{L}*|wo\p{L}*|tage?n?|min|uhr|hpf|mitosen|herde?n?|stanzen?|proben?|schnitte?|lebensjahr|lj|tesla|fach|mal`
	sizeUnits = wordUnits + `|g|l|%|‰|m|u|j\.?|h`
)

// foreign is the length of what a text begins with and is no formula, and what it is.
func foreign(text string) (length int, what string) {
	for _, kind := range foreignKinds {
		if n := len(kind.is().FindString(text)); n > 0 && wordEnds(text, n) {
			return n, kind.what
		}
	}
	return 0, ""
}

var foreignKinds = []struct {
	is   func() *regexp.Regexp
	what string
}{
	{foreignDate, "ein Datum"}, {foreignSize, "ein Maß"},
	{foreignScale, "kein TNM"}, {foreignName, "kein TNM"},
}
