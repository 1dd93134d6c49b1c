package lists

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"example.org/meldeportal/model/check"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// OwnErrors is what the rules of today say of the own reports most often (Doku-Check). Who
// a report is about is in none of it.
type OwnErrors struct {
	Own        check.Tally
	All        []*check.Frequent // the most frequent first
	Unreadable int               // reports that are not counted
}

// judgedAgain is how long nothing more is told of how far it is.
const judgedAgain = time.Second / 5

// ReadOwnErrors judges all own reports; told hears of how many people it has looked at.
func ReadOwnErrors(ctx context.Context, desk *work.Desk, told func(wording.Judged)) (*OwnErrors, error) {
	var last time.Time
	own, unreadable, err := desk.Walks.DokuCheck(ctx, func(people, all int) {
		if now := time.Now(); now.Sub(last) > judgedAgain {
			last = now
			told(wording.Judged{People: people, All: all})
		}
	})
	if err != nil {
		return nil, err
	}
	return &OwnErrors{own, own.Frequent(), unreadable}, nil
}

// List is it as a list.
func (o *OwnErrors) List() Rows[*check.Frequent] {
	return Rows[*check.Frequent]{ID: "dokucheck", Columns: OwnErrorColumns(&o.Own), All: o.All}
}

// OwnErrorColumns are the columns: how often, how that changes from quarter to quarter, and
// what is said of which field.
func OwnErrorColumns(own *check.Tally) []listing.Column[*check.Frequent] {
	columns := []listing.Column[*check.Frequent]{
		{Name: "meldungen", Head: "Meldungen", Text: func(f **check.Frequent) string { return wording.Thousands(len((*f).Numbers)) },
			Key: func(f **check.Frequent) string { return fmt.Sprintf("%09d", len((*f).Numbers)) }, Min: 10, Max: 10, Rank: 8},
		shareColumn(own, "anteil", "Anteil", "", 7),
	}
	for i, q := range own.Quarters() {
		columns = append(columns, shareColumn(own, "q"+strings.ReplaceAll(strings.ToLower(q), "-q", ""), q, q, min(i-len(own.Quarters())+4, 3)))
	}
	return append(columns,
		listing.Column[*check.Frequent]{Name: "regel", Head: "Regel", Text: func(f **check.Frequent) string { return (*f).Rule }, Min: 7, Max: 7, Rank: 8},
		listing.Column[*check.Frequent]{Name: "stufe", Head: "Stufe", Text: func(f **check.Frequent) string { return string((*f).Severity) }, Min: 6, Max: 6, Rank: 5},
		listing.Column[*check.Frequent]{Name: "angabe", Head: "Angabe", Text: func(f **check.Frequent) string { return (*f).Feld }, Min: 16, Max: 34, Rank: 9},
		listing.Column[*check.Frequent]{Name: "sagt", Head: "was die Regel sagt", Text: func(f **check.Frequent) string { return general((*f).Rule) }, Min: 14, Max: 90, Rank: 6})
}

func shareColumn(own *check.Tally, name, head, quarter string, rank int) listing.Column[*check.Frequent] {
	return listing.Column[*check.Frequent]{Name: name, Head: head, Min: 9, Max: 9, Rank: rank,
		Text: func(f **check.Frequent) string { return wording.Percent(own.Share(*f, quarter)) },
		Key:  func(f **check.Frequent) string { return fmt.Sprintf("%07.2f", own.Share(*f, quarter)) }}
}

var blank = regexp.MustCompile(`\{[^}]*\}`)

// general is the sentence of a rule without what it says of one report.
func general(id string) string {
	r, known := rule.Lookup(id)
	if !known {
		return ""
	}
	return blank.ReplaceAllString(r.Text, "…")
}

// Words is a line of it read out.
func (o *OwnErrors) Words(f *check.Frequent) string {
	var quarters []string
	for _, q := range o.Own.Quarters() {
		quarters = append(quarters, q+" "+wording.Percent(o.Own.Share(f, q)))
	}
	return wording.Sentences(wording.Plural(len(f.Numbers), "Meldung", "Meldungen")+", "+wording.Percent(o.Own.Share(f, "")), f.Rule+", "+wording.SeverityWord(f.Severity), f.Feld, general(f.Rule), strings.Join(quarters, ", "))
}

// Said is what was looked at, and what could not be.
func (o *OwnErrors) Said() string {
	return wording.OwnErrorsSaid(o.Own.Reports(), len(o.All), o.Unreadable)
}
