package rule

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/stage"
)

// stadiumTNM are the rules that compare a stage or grade with what it follows from
// (P-540 to P-542); what follows is a fact of model/stage.
var stadiumTNM = []Rule{
	{ID: "P-540", Severity: Warnung, Source: "TNM",
		Text: "Stadium {s} passt nicht zu {tnm}: Nach der {v}. Auflage ({organ}) ist es {soll}. Bitte Stadium und TNM mit dem Befund vergleichen.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			if t.UICCStadium == "" || t.stageOfM(c) {
				return
			}
			found := stage.Of(c.Report, t.TNM)
			if len(found.Possible) == 0 || found.Fits(string(t.UICCStadium)) {
				return
			}
			hit(append(ids(t.ID+".UICC_Stadium"), t.given()...), "s", string(t.UICCStadium), "tnm", t.short(), "v", string(t.Version),
				"organ", found.Organ, "soll", oder(found.Possible))
		})},
	{ID: "P-541", Severity: Hinweis, Source: "TNM, PRX", For: mitBefund,
		Text: "FIGO {s} passt nicht zu {tnm} ({organ}: {soll}). Bitte beides mit dem Befund vergleichen.",
		Find: findFIGO},
	{ID: "P-542", Severity: Warnung, Source: "UL, PRX", For: mitBefund,
		Text: "ISUP-Grad {g} passt nicht zum Gleason-Score {s}, der Grad {soll} entspricht. Bitte beides mit dem Befund vergleichen.",
		Find: onProstata(findISUP)},
}

// stageOfM reports that P-135 to P-137 say what is to be said: the stage contradicts
// M alone, or is one in situ.
func (t tnmBlock) stageOfM(c *Case) bool {
	code := icd(c.Report)
	return starts(t.M, "1") && !t.stageIV() && !ohneStadiumIV.has(code) ||
		t.stageIV() && t.M == "0" && stadiumIVNurM1.has(code) ||
		in(t.UICCStadium, "0", "0is", "0a") && (starts(t.T, "1234") || starts(t.N, "123") || starts(t.M, "1"))
}

// short is the formula of a TNM: T2 N1 M0.
func (t tnmBlock) short() string {
	var words []string
	for _, category := range []struct {
		letter string
		value  model.Code
	}{{"T", t.T}, {"N", t.N}, {"M", t.M}} {
		if category.value != "" {
			words = append(words, category.letter+string(category.value))
		}
	}
	return strings.Join(words, " ")
}

// oder names several: IIIB, IIIC oder IV.
func oder(all []string) string {
	if n := len(all); n > 1 {
		return strings.Join(all[:n-1], ", ") + " oder " + all[n-1]
	}
	return strings.Join(all, "")
}

// mitFIGO are organs whose FIGO stages are those of TNM. FIGO changed the vulva in
// 2021 and the corpus in 2023, TNM did not follow.
var mitFIGO = codes("C53", "C56", "C57.0")

var figoName = regexp.MustCompile(`(?i)^\s*FIGO\b`)

// findFIGO compares FIGO with every TNM of the report: of two one may be from before
// the operation.
func findFIGO(c *Case, hit Hit) {
	if !mitFIGO.has(icd(c.Report)) {
		return
	}
	list, id := weitereKlassifikationen(c.Report)
	for i := range list {
		if !figoName.MatchString(string(list[i].Name)) {
			continue
		}
		given, _, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(strings.ToUpper(string(list[i].Stadium)), "FIGO")), "(")
		var against []tnmBlock
		for _, t := range c.tnm() {
			if found := stage.Of(c.Report, t.TNM); len(found.Possible) > 0 {
				if found.Overlaps(given) {
					against = nil
					break
				}
				against = append(against, t)
			}
		}
		if len(against) > 0 && given != "" {
			t := against[len(against)-1]
			found := stage.Of(c.Report, t.TNM)
			hit(append(ids(item(id, i)+".Stadium"), t.given()...), "s", given, "tnm", t.short(), "organ", found.Organ, "soll", oder(found.Possible))
		}
	}
}

var isupName = regexp.MustCompile(`(?i)\bISUP\b|grade ?group|grad(?:ing)?-?gruppe`)

// isupGrade is the grade group of a Gleason score: WHO 2016, ISUP 2014.
func isupGrade(score string) string {
	return map[string]string{"2": "1", "3": "1", "4": "1", "5": "1", "6": "1", "7a": "2", "7b": "3", "8": "4", "9": "5", "10": "5"}[score]
}

func findISUP(c *Case, module string, p *model.ModulProstata, hit Hit) {
	score := gleasonOf(model.OrEmpty(p.GleasonScore))
	want := isupGrade(score)
	list, id := weitereKlassifikationen(c.Report)
	for i := range list {
		grade := strings.TrimLeft(strings.ToUpper(string(list[i].Stadium)), "GRADEISUP ")
		_, err := strconv.Atoi(grade)
		if want != "" && isupName.MatchString(string(list[i].Name)) && err == nil && grade != want {
			hit(ids(item(id, i)+".Stadium", module+"GleasonScore.ScoreErgebnis"), "g", grade, "s", score, "soll", want)
		}
	}
}

// gleasonOf is the score with the order of its grades where they are given: 7b.
func gleasonOf(g *model.GleasonScore) string {
	grades := []string{string(g.GradPrimaer), string(g.GradSekundaer)}
	if g.ScoreErgebnis == "7" {
		switch {
		case slices.Equal(grades, []string{"3", "4"}):
			return "7a"
		case slices.Equal(grades, []string{"4", "3"}):
			return "7b"
		}
	}
	return string(g.ScoreErgebnis)
}
