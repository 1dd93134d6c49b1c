package sent

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms/hostiletext"
	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/stage"
)

// manySent are deliveries of every kind: three of four are accepted.
func manySent(n int) *stage.DeskDouble {
	desk := stage.ListDesk()
	desk.OpenGate()
	desk.Sendings = nil
	for i := range n {
		d := model.Delivery{Transaktionsnummer: fmt.Sprintf("t%04d", i), Art: model.SendungMeldung, CaseID: "c1", Typ: model.TypOP, ICD: "C50.4",
			Date: model.Datum(fmt.Sprintf("2026-%02d-14", 1+i%12)), State: model.StateAccepted, Completed: stage.Today, Receipt: &model.Receipt{ReceivedAt: stage.Today}}
		if i%4 == 0 {
			d.State, d.Receipt, d.Reason, d.Typ, d.Meldeanlass = model.StateRejected, nil, fmt.Sprintf("Grund %d", i), model.TypST, model.Behandlungsende
		}
		desk.Sendings = append(desk.Sendings, d)
	}
	return desk
}

func TestAListIsCountedAndFilteredByWhatWasCounted(t *testing.T) {
	t.Parallel()
	d := signedIn(t, manySent(400))
	d.Open(NewTransmissions(d.Sh)).See("100 abgelehnt · 300 angenommen").Press("#").See("Filtern und sortieren").See("Transaktionsnummer")
	d.Press("enter").See("Häufigkeiten · Status").See("angenommen                                    300  75,0 %").See("100  25,0 %").Press("down", "enter")
	d.See("100 von 400").See("Status: abgelehnt (Esc zeigt alle)").See("Strahl. Ende").Press("end").See("Grund 396")
	if strings.Contains(d.Screen(), "   angenommen") {
		t.Errorf("an accepted one is among the refused:\n%s", d.Screen())
	}
	d.Press("home", "alt+right", "alt+right").See("[Name]").Press("alt+right").See("[Anlass]").Press("#").See("Häufigkeiten · Anlass").See("Strahlentherapie Ende").See("100 100,0 %")
	d.Press("esc").See("100 von 400").Press("esc").See("100 abgelehnt · 300 angenommen")
}

func TestAListIsSortedByAColumnAndSaysSo(t *testing.T) {
	t.Parallel()
	d := signedIn(t, manySent(24))
	d.Open(NewTransmissions(d.Sh)).See("6 abgelehnt").Press("<").See("Erst mit Alt+→ eine Spalte wählen")
	d.Press("/", "down", "down", "down", "down", ">", "esc").See("Datum↓").See("▸")
	if first := lineWith(d, "▸"); !strings.Contains(first, "14.12.26") {
		t.Errorf("first line %q, want the latest day", first)
	}
	d.Press("alt+right", "alt+right", "alt+right", "alt+right", "alt+right", "<").See("[Datum↑]").See("▸")
	if first := lineWith(d, "▸"); !strings.Contains(first, "14.01.26") {
		t.Errorf("first line %q, want the earliest day", first)
	}
}

func TestAViewIsKeptUnderANameAndTakenAgain(t *testing.T) {
	t.Parallel()
	d := signedIn(t, manySent(40))
	d.Open(NewTransmissions(d.Sh)).See("10 abgelehnt").Press("/", "f2").See("weder gefiltert noch sortiert")
	d.Press("enter").See("Häufigkeiten · Status").Press("down", "enter").See("10 von 40")
	d.Press("/", "f2").See("Name").Press("Meine/Ablehnungen", "enter").See("Gemerkt: Meine/Ablehnungen.").Press("esc", "esc").See("30 angenommen")
	d.Press("/", "end").See("Meine/Ablehnungen").Press("enter").See("10 von 40").Press("/", "end", "ctrl+k").See("Vergessen: Meine/Ablehnungen.")
	if strings.Contains(d.Screen(), "Gemerkte Filter") {
		t.Errorf("it is still there:\n%s", d.Screen())
	}
}

func TestWordsFindDeliveries(t *testing.T) {
	t.Parallel()
	d := signedIn(t, manySent(40))
	d.Open(NewTransmissions(d.Sh)).See("10 abgelehnt").Press("strahl").See("10 von 40").See("Suche: strahl").Press("ctrl+u").See("30 angenommen")
	d.Press("t0039").See("1 von 40").Press("x").See("Nichts gefunden. Esc zeigt wieder alle.").Press("backspace").See("▸ angenommen").Press("enter").See("Transaktionsnummer     t0039")
}

func TestTheListInSightIsWrittenWithoutFormulas(t *testing.T) {
	t.Parallel()
	desk := manySent(40)
	desk.Sendings[0].Reason = "=HYPERLINK(\"http://x\")"
	d := signedIn(t, desk)
	d.Open(NewTransmissions(d.Sh)).See("10 abgelehnt").Press("strahl").See("10 von 40").Press("f2").See("Liste speichern").Press("enter").See("Gespeichert:")
	var csv string
	for path, content := range desk.Files {
		if strings.HasSuffix(path, ".csv") && strings.Contains(path, "uebertragung-") {
			csv = content
		}
	}
	if n := strings.Count(csv, "\r\n"); n != 11 || !strings.HasPrefix(csv, "\ufeffStatus;Name;Anlass;") || !strings.Contains(csv, ";\"'=HYPERLINK") {
		t.Errorf("got %d lines, want heads and the 10 in sight, no formula:\n%s", n, csv)
	}
}

// lineWith is the line of the screen with a sign.
func lineWith(d interface{ Screen() string }, sign string) string {
	for l := range strings.SplitSeq(d.Screen(), "\n") {
		if strings.Contains(l, sign) {
			return l
		}
	}
	return ""
}

func TestColumnsNeverCollide(t *testing.T) {
	t.Parallel()
	desk := manySent(12)
	desk.Person.Patient.Stammdaten.Nachname = model.Text(strings.Repeat("Lang", 20))
	for i := range desk.Sendings {
		desk.Sendings[i].Typ, desk.Sendings[i].Meldeanlass, desk.Sendings[i].Ersetzt = model.TypVerlauf, "statusaenderung", "t"
	}
	for _, size := range []tea.WindowSizeMsg{{Width: 60, Height: 16}, {Width: 80, Height: 24}, {Width: 120, Height: 40}} {
		d := signedIn(t, desk)
		d.Give(size)
		d.Open(NewTransmissions(d.Sh)).See("▸")
		line := lineWith(d, "▸")
		if !strings.Contains(line, "… ") || len([]rune(strings.TrimRight(line, " "))) >= size.Width {
			t.Errorf("%d cells: %q, want the name cut, a blank behind it, and one cell free", size.Width, line)
		}
	}
}

func TestHostileWordsAreSearchedHarmlessly(t *testing.T) {
	t.Parallel()
	d := signedIn(t, manySent(4))
	d.Open(NewTransmissions(d.Sh)).See("1 abgelehnt")
	for _, text := range hostiletext.Texts() {
		d.Sh.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
		d.Harmless(t, text)
		d.Sh.Update(tea.KeyMsg{Type: tea.KeyCtrlU})
	}
}
