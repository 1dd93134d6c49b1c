package interview

import (
	"errors"
	"strings"
	"testing"

	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/work"
)

// fresh is who gave a code a moment ago.
type fresh struct{ work.Files }

func (fresh) Fresh() bool { return true }

// A file wants its name behind the command; without one nothing is written, and it is said
// how the command goes.
func TestAFileWithoutANameIsNotWritten(t *testing.T) {
	t.Parallel()
	l, heard := sheet(t, func() error { return nil })
	l.z.Desk.Files = fresh{}
	var wrote []string
	xml := work.Act{Name: "xml", Asks: work.AskFile, Write: func(g work.Given) work.Done {
		wrote = append(wrote, g.Text)
		return work.Done{}
	}}
	doing := Doing{Wrote: func(work.Done) error { return nil }}
	if err := l.z.Act(xml, "", doing); !errors.Is(err, ask.ErrSaid) || len(wrote) > 0 || !strings.Contains(heard.String(), ":xml meldung.xml") {
		t.Errorf("without a name: %v, wrote %q, heard %q", err, wrote, heard)
	}
	if err := l.z.Act(xml, "a.xml", doing); err != nil || len(wrote) != 1 || wrote[0] != "a.xml" {
		t.Errorf("with one: %v, wrote %q", err, wrote)
	}
}
