package answer

// Office is an office of the registry, and what it has stored of reports that went through it.
type Office struct {
	Title  string
	Knows  string // what it knows of them, and what it does not
	Tables []OfficeTable
	Hits   int // how often its files have what says who the people are
}

// OfficeTable is a table of its database with the first rows of it.
type OfficeTable struct {
	Name    string
	Columns []string
	Rows    [][]string // a value a column
}
