package rule

// ForWorkList judges a case as the work list does, as a report that was sent. The
// work list stands above the rules: its side of the fixtures is in worklist_test.go.
var ForWorkList func(c *Case) []Finding

// BeginnField is the field in which the judged report tells the begin of its therapy.
func BeginnField(c *Case) string {
	t, _ := TherapieOf(c.Report)
	return t.beginnField()
}
