// Package rule judges a report: what is required, what has the wrong shape,
// what is implausible. A rule is a value: id, German sentence, severity, the
// fields it marks, a function that finds violations. The same Check speaks in
// the editor, when a report is completed and in the reference portal.
//
// Required marks and shapes are derived from the field table (required.go,
// shape.go); content rules stand in the file of their topic, each beside the
// fixture in testdata that shows it firing and silent. Start with Check.
//
// It judges one report, beside the others of the person (Case.History), and nothing
// else: which of these count says model/record, what is to be done model/worklist,
// and what one Land demands otherwise is a value (Config.Land).
//
// The content rules have ids of our own (P-001 ff.); each names its Source: X
// the schema's own documentation, UL the guides of the registries' platform
// (Plattform § 65c), HKR the Hessisches Krebsregister and its act, LKR other
// registries, IARC the international registry checks, TNM the rules of TNM, LOG
// the meaning of the fields, PRX our judgement of the registries' practice.
package rule

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/land"
)

// Severity is what a finding does to completing a report.
type Severity string

// The severities: F blocks, W wants a confirmation, H is shown.
const (
	Fehler  Severity = "F"
	Warnung Severity = "W"
	Hinweis Severity = "H"
)

// Finding is a violated rule in one report. It is no error: a draft with
// findings can always be saved.
type Finding struct {
	Rule     string // "P-052", or "S-…" for what is derived from the schema
	Severity Severity
	Text     string   // German sentence for the person at the keyboard
	Fields   []string // field ids, the first one is where to jump
}

// Case is a report with what is known around it.
type Case struct {
	Report  *model.Report
	History []Past      // other reports of the same patient, oldest first; not the judged one
	Today   model.Datum // the day of judging; rules about the future need it

	// Unread is what was typed beside the report and not understood: the rest of
	// the line of a TNM, by the id of its block.
	Unread map[string]string

	config  Config        // what Check judges by
	edition field.Edition // of the document, set by Check from its Config
	parts   *parts        // of Report, found once for all rules
}

// Past is another report of the same patient.
type Past struct {
	Report *model.Report
	Sent   bool // delivered, not a draft
	Draft  bool // not completed yet
}

// Rule is one content rule of the catalogue.
type Rule struct {
	ID       string // "P-052"
	Severity Severity
	Text     string                       // German sentence, {name} is replaced by the hit's argument of that name, {inland} and the like by the Land's words
	Source   string                       // who says so, see the package comment: "UL", "X, IARC"
	From     model.Datum                  // valid for events from this day on; "" = always
	Since    func(*land.Land) model.Datum // the same, by the Land; nil = From
	For      []model.Zweig                // report types it is about; empty = all
	Find     func(c *Case, hit Hit)

	// FindWarnung finds what the rule takes as a Warnung only, though it is a
	// Fehler otherwise; nil = nothing.
	FindWarnung func(c *Case, hit Hit)
}

// Hit tells of one violation: the fields it marks (the first one is where to
// jump) and name, value pairs for the sentence.
type Hit func(fields []string, args ...string)
