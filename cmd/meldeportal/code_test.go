package main

import (
	"strings"
	"testing"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/tui/handbuch"
)

// Each code of the portal is explained in the manual: what it means, whether sending
// again helps, what is to be done; and no other.
func TestEachCodeOfThePortalIsExplained(t *testing.T) {
	t.Parallel()
	all := runs(t, 0, "code").out
	explained := 0
	for _, s := range handbuch.Text() {
		if strings.HasPrefix(s.Anchor, codeAnchor) {
			explained++
		}
	}
	if explained != len(portal.Codes()) {
		t.Errorf("%d codes are explained, there are %d", explained, len(portal.Codes()))
	}
	for _, code := range portal.Codes() {
		one := runs(t, 0, "code", strings.ToUpper(string(code))).out
		contains(t, string(code), one, string(code)+"\n", "- Noch einmal: ", "- Im Speicher: ")
		contains(t, "all codes", all, strings.TrimSpace(one))
	}
	contains(t, "no code", runs(t, 2, "code", "gibt-es-nicht").err, "„gibt-es-nicht“ gibt es nicht")
}
