package rule

// OffeneTherapie speaks in the work list and not at a report: it judges what was
// sent, not what is being written.
var OffeneTherapie = Rule{ID: "P-346", Severity: Hinweis, Source: "PRX", For: therapien,
	Text: "Das Ende der am {datum} begonnenen Therapie ist noch nicht gemeldet."}

// arbeitsliste are the rules of the work list. Check does not run them.
var arbeitsliste = []Rule{OffeneTherapie}

// Sentence is what the rule says, its {names} filled with name, value pairs.
func (r *Rule) Sentence(args ...string) string { return sentence(r.Text, args) }
