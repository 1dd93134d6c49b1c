package land

import (
	"fmt"
	"slices"
	"strings"

	"example.org/meldeportal/model"
)

// Land is what a registry of one Land demands.
type Land struct {
	Name     string // "Hessen"
	In       string // as texts say where: "in Hessen"
	Register string // as texts say to whom: "das Hessische Krebsregister"
	Kuerzel  string // before the number of a MelderID: "HE"

	Meldepflicht model.Datum // first day of clinical registration
	Hautkrebs    model.Datum // first day of diagnosis of skin cancers other than melanoma that are reportable
	FristTage    int         // days of the reporting deadline after the event
	FristSeit    model.Datum // first day of an event the deadline runs from

	Anlaesse []Anlass               // in the order in which they come up
	Saetze   map[model.Zweig][]Satz // what a report earns; a type that is not there, nothing
	Strenge  map[string]string      // rule id → another severity than the catalogue's, "aus" = not there

	Hilfe map[string]string // field id → what its help says beyond the standard

	Loeschgruende []string // reasons to ask for a deletion; the last one says nothing without more words
	Vermerk       string   // what a correction carries in its remark
}

// Anlass is an occasion that makes a report due: a report type with its sub-occasion.
type Anlass struct {
	Ziffer string // takes it at once, "" = none
	Worte  string // how staff say it
	Suche  string // more words by which it is found
	Typ    model.Zweig
	Sub    model.Code // of its field Meldeanlass, "" = the type has none
}

// Satz is an amount and the first day of service it applies to.
type Satz struct {
	Seit  model.Datum // "" = always
	Cents int
}

// Say fills the words of the Land into a text: {inland}, {pflichtbeginn}, {hautkrebsbeginn}.
func (l *Land) Say(text string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	return strings.NewReplacer("{inland}", l.In, "{pflichtbeginn}", l.Meldepflicht.German(), "{hautkrebsbeginn}", l.Hautkrebs.German()).Replace(text)
}

// MelderID is how the registry numbers who reports.
func (l *Land) MelderID(n int) string { return fmt.Sprintf("%s-%08d", l.Kuerzel, n) }

// Deadline is the last day of the reporting deadline for an event: so many days
// after the last day its date may mean. ok is false where there is no date. days are
// the Land's own where they are 0.
func (l *Land) Deadline(event model.Datum, days int) (last model.Datum, ok bool) {
	if days == 0 {
		days = l.FristTage
	}
	_, day, ok := event.Span()
	if !ok {
		return "", false
	}
	return model.DatumOf(day.AddDate(0, 0, days)), true
}

// Runs reports whether the deadline runs for an event: not for one that was
// certainly before it came into force.
func (l *Land) Runs(event model.Datum) bool { return !l.FristSeit.CertainlyAfter(event) }

// NeedsText reports whether a reason to delete says nothing without more words.
func (l *Land) NeedsText(grund string) bool {
	return len(l.Loeschgruende) > 0 && grund == l.Loeschgruende[len(l.Loeschgruende)-1]
}

// TakesDeletion reports whether a request to delete says why: one of the reasons,
// with words where it needs them.
func (l *Land) TakesDeletion(grund, text string) bool {
	return slices.Contains(l.Loeschgruende, grund) && (text != "" || !l.NeedsText(grund))
}
