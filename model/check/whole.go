package check

import (
	"bytes"
	"errors"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/rule"
)

var errOne = errors.New("not one report")

// Whole judges a document of one report by the rules that no office of the registry can judge
// by the part that it gets (rule.NeedsWhole), and gives the ids of those that it breaks: never
// nil, since the offices are told by it that somebody has judged.
func Whole(document []byte, today model.Datum) ([]string, error) {
	read, err := obds.Read(bytes.NewReader(document), obds.Options{Limits: obds.Limits{Reports: 1}})
	if err != nil {
		return nil, err
	}
	reports := read.Reports()
	if len(reports) != 1 {
		return nil, errOne
	}
	broken := []string{}
	for _, f := range rule.Check(rule.Case{Report: reports[0], Today: today}, rule.ContentOnly()) {
		if rule.NeedsWhole(f.Rule) && !slices.Contains(broken, f.Rule) {
			broken = append(broken, f.Rule)
		}
	}
	slices.Sort(broken)
	return broken, nil
}
