package looking

import (
	"strings"
	"testing"

	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/tui/style"
)

// What another column was counted for is not taken; the parts of all are told, and the
// longest bar is that of the most frequent value.
func TestCountsAreThoseOfTheirColumn(t *testing.T) {
	t.Parallel()
	c := &counts{looking: &Looking{heads: []listing.Head{{Name: "status", Head: "Status"}}}, column: "status", marked: map[string]bool{"wartet": true}}
	counted := []listing.Count{{Value: "angenommen", N: 3000}, {Value: "wartet", N: 1000}}
	if c.Update(countedMsg{to: &counts{}, counted: counted}); c.loaded || len(c.counted) != 0 || !strings.Contains(c.Body(80, 20), "wird gezählt") {
		t.Fatalf("another's are shown: %+v", c.counted)
	}
	c.Update(countedMsg{to: c, counted: counted})
	lines := strings.Split(c.Body(80, 20), "\n")
	if len(lines) != 3 || !strings.Contains(lines[1], "3.000") || !strings.Contains(lines[1], "75,0 %") || !strings.Contains(lines[2], "25,0 %") {
		t.Fatalf("%q", lines)
	}
	if most, least := strings.Count(lines[1], style.SpanBar), strings.Count(lines[2], style.SpanBar); most != listBar || least != listBar/3 {
		t.Errorf("bars of %d and %d, want %d and %d", most, least, listBar, listBar/3)
	}
	if strings.Contains(lines[1], style.MarkSign) || !strings.Contains(lines[2], style.MarkSign) {
		t.Error("not the value that is filtered by is marked")
	}
	if title, right := c.Title(); !strings.HasSuffix(title, "Status") || !strings.Contains(right, "2 Werte") {
		t.Errorf("%q, %q", title, right)
	}
}
