package rule

import "slices"

// whole are the rules of which no office of the registry finds all by its part of a report: each
// gets another one (LKRG NRW § 2 (13)), and these speak of both, mostly of the disease and of
// what the report says of itself, as its occasion and its day. Who seals a report has judged
// them and says so in the part of the Landesauswertungsstelle. They are in the order of their
// ids; TestEveryRuleIsJudgedBySomebody finds what belongs here.
var whole = []string{
	"P-026", "P-030", "P-037", "P-046", "P-110", "P-148", "P-160", "P-171", "P-181",
	"P-182", "P-183", "P-184", "P-190", "P-211", "P-212", "P-213", "P-250", "P-251",
	"P-324", "P-328", "P-329", "P-360", "P-484", "P-493", "P-521",
}

// NeedsWhole reports whether no office finds all that a rule finds.
func NeedsWhole(id string) bool {
	_, found := slices.BinarySearch(whole, id)
	return found
}
