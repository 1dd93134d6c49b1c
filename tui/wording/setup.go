package wording

// SetUp says that the first start has what it needs; database: one was named, too.
func SetUp(database bool) string {
	answers := ""
	if database {
		answers = "Die Datenbank antwortet"
	}
	return Sentences("Das Portal ist erreichbar und das richtige", answers, "Die Angaben sind abgelegt")
}
