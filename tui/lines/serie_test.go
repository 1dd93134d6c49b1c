package lines

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// lineSeriesDesk is the line mode on a workplace of several people who are due.
func lineSeriesDesk(t *testing.T, desk *stage.SeriesDesk, answers string) (*line, func() string) {
	t.Helper()
	z, heard, _ := lineDesk(t, answers)
	z.Desk = desk.Desk()
	return z, heard.String
}

// unremarkable answers the pattern.
const unremarkable = "h\nV\nK\nK\nK\n0\nI\nJ\n"

func TestLineSeriesAsksThePatternOnceAndThenWhatDiffers(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(2)
	z, heard := lineSeriesDesk(t, desk, unremarkable+"personaa\n1\n\npersonab\n1\n2\nT\n\n:abschliessen\nja\n:liste\n\n\n")
	if err := z.series(); err != ask.ErrBack {
		t.Fatalf("got %v, want ask.ErrBack; heard:\n%s", err, heard())
	}
	if got := strings.Join(desk.Completed, " "); got != "d-c0 d-c1" {
		t.Errorf("completed %q, want both; heard:\n%s", got, heard())
	}
	for _, want := range []string{"Vorgabe. Gesamtbeurteilung. Pflichtfeld. Bisher leer.", "Gespeichert: T, Teilremission", "anders als die Vorgabe V", "Serie, 2 Zeilen: 0 bereit, 0 offen, 2 abgeschlossen"} {
		if !strings.Contains(heard(), want) {
			t.Errorf("%q is not said:\n%s", want, heard())
		}
	}
	if got := strings.Count(heard(), "Primärtumor. Bisher"); got != 1 {
		t.Errorf("a value of the pattern is asked %d times, want once", got)
	}
}

// Wherever the input ends, what was answered is on the disk, and the series goes
// on from there.
func TestLineSeriesGoesOnWhereItsInputEnded(t *testing.T) {
	t.Parallel()
	all := strings.SplitAfter(unremarkable+"personaa\n1\n2\nT\n\n", "\n")
	for n := 1; n < len(all); n++ {
		desk := stage.NewSeriesDesk(2)
		z, heard := lineSeriesDesk(t, desk, strings.Join(all[:n], ""))
		if err := z.series(); !errors.Is(err, ask.ErrEnd) {
			t.Fatalf("after %d answers: got %v, want ask.ErrEnd", n, err)
		}
		kept, err := followups.Read(context.Background(), desk.Desk())
		if err != nil {
			t.Fatal(err)
		}
		if want := min(n, 8); filled(kept.Pattern) != want {
			t.Errorf("after %d answers %d values of the pattern are kept, want %d; heard:\n%s", n, filled(kept.Pattern), want, heard())
		}
		if n >= 12 && kept.Lines[0].Value("Verlauf.Gesamtbeurteilung_Tumorstatus") != "T" {
			t.Errorf("after %d answers the line says %q, want T", n, kept.Lines[0].Value("Verlauf.Gesamtbeurteilung_Tumorstatus"))
		}
	}
}

func filled(values map[string]string) (n int) {
	for _, text := range values {
		if text != "" {
			n++
		}
	}
	return n
}

func TestLineSeriesAsksAgainForWhatIsNoCode(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(1)
	z, heard := lineSeriesDesk(t, desk, "Unfug\nh\n")
	z.series()
	if got := strings.Count(heard(), "Vorgabe. Untersuchungsdatum"); got != 2 {
		t.Errorf("asked %d times, want again after a word that is no date:\n%s", got, heard())
	}
}

func TestLineSeriesAsksForTheTumour(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(3)
	z, heard := lineSeriesDesk(t, desk, unremarkable+"personac\n1\n2\n\n:entfernen 1\nja\n:rueck\n\n")
	z.series()
	for _, want := range []string{"Welcher Tumor?", "Tumor: C18.7", "ist aus der Serie genommen"} {
		if !strings.Contains(heard(), want) {
			t.Errorf("%q is not said:\n%s", want, heard())
		}
	}
	if len(desk.Drafted) != 0 {
		t.Error("the draft of the line taken out is still there")
	}
}

func TestLineModeCountsCodesAndShowsTheMostUsedFirst(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":feld diagnose (icd-10)\nc504\n:feld diagnose (icd-10)\n:liste brust\n\n")
	desk.Remembrance = map[string][]byte{work.UsagePrefix + "ICD10": []byte(`{"C50.8": 3}`)}
	z.ReadUsage()
	z.editReport(model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)})
	if !strings.Contains(heard.String(), "1: C50.8, ") || !strings.Contains(heard.String(), "oft benutzt") {
		t.Errorf("the most used code does not come first:\n%s", heard)
	}
	var counts map[string]int
	if err := json.Unmarshal(desk.Remembered(work.UsagePrefix+"ICD10"), &counts); err != nil || counts["C50.4"] != 1 || counts["C50.8"] != 3 {
		t.Errorf("remembered: %v, %v", counts, err)
	}
}

func TestLineSeriesSaysThatAFailureIsOver(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(1)
	z, heard := lineSeriesDesk(t, desk, "")
	z.In.Reader = bufio.NewReader(&told{[]step{{answer: strings.TrimSuffix(unremarkable, "\n")}, {answer: "personaa\n1"}, {desk.Fails(stage.DiskFull), ""}, {desk.Fails(nil), "1"}, {answer: ""}}})
	if err := z.series(); !errors.Is(err, ask.ErrEnd) && !errors.Is(err, ask.ErrBack) {
		t.Fatal(err)
	}
	if _, after, failed := strings.Cut(heard(), "Nicht gesichert"); !failed || strings.Count(after, "Jetzt ist alles gesichert.") != 1 {
		t.Errorf("that it is over is not said once:\n%s", heard())
	}
}

func TestLineSeriesIsLookedThroughLikeEveryList(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(3)
	z, heard := lineSeriesDesk(t, desk, unremarkable+":faellig\n:worte personab\n:alle\n:abschliessen\nja\n:worte\n:sortieren name ab\n:liste\n\n:haeufigkeit stand\n\n\n")
	if err := z.series(); err != ask.ErrBack {
		t.Fatalf("got %v, want ask.ErrBack; heard:\n%s", err, heard())
	}
	if got := strings.Join(desk.Completed, " "); got != "d-c1" {
		t.Errorf("completed %q, want the line in sight alone; heard:\n%s", got, heard())
	}
	for _, want := range []string{"Serie, 1 Zeile: 0 bereit, 1 offen", "2 Zeilen sind nicht in Sicht", "1: Personac", "Häufigkeiten in Stand"} {
		if !strings.Contains(heard(), want) {
			t.Errorf("%q is not said:\n%s", want, heard())
		}
	}
}
