package worklist

import "testing"

func TestAnswersLookedAtAreRememberedAsLongAsTheyWouldBeListed(t *testing.T) {
	t.Parallel()
	g := LiesGesehen(nil)
	g.Mark("2026-01-01", "old")
	g.Mark("2026-11-22", "new", "newer")
	g.Bis = mayNoon
	again := LiesGesehen(g.Bytes())
	if len(again.Einzeln) != 2 || again.Einzeln["new"] != "2026-11-22" || again.Einzeln["old"] != "" || !again.Bis.Equal(mayNoon) {
		t.Errorf("remembered: got %v, want the two of November and the noon", again)
	}
	if got := LiesGesehen([]byte("}")); len(got.Einzeln) != 0 {
		t.Errorf("from nonsense: got %v, want nothing", got)
	}
	if got := LiesGesehen([]byte(`{"a":"2026-11-22"}`)); got.Einzeln["a"] != "2026-11-22" {
		t.Errorf("of an earlier program: got %v, want its answer", got)
	}
}
