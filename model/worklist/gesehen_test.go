package worklist

import "testing"

func TestAnswersLookedAtAreRememberedAsLongAsTheyWouldBeListed(t *testing.T) {
	t.Parallel()
	g := LiesGesehen(nil)
	g.Mark("2026-01-01", "old")
	g.Mark("2026-11-22", "new", "newer")
	again := LiesGesehen(g.Bytes())
	if len(again) != 2 || again["new"] != "2026-11-22" || again["old"] != "" {
		t.Errorf("remembered: got %v, want the two of November", again)
	}
	if got := LiesGesehen([]byte("}")); len(got) != 0 {
		t.Errorf("from nonsense: got %v, want nothing", got)
	}
}
