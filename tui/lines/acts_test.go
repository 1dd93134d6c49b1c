package lines

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/interview"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/parcel"
	"example.org/meldeportal/tui/passage"
	"example.org/meldeportal/tui/people"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/record"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/sent"
	"example.org/meldeportal/tui/series"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// inBoth tells which acts of a sitting one of the faces does not have, or has with
// another reason.
func inBoth(t *testing.T, acts []work.Act, drawn []kit.Action, heard []ask.Command) {
	t.Helper()
	if len(acts) == 0 {
		t.Error("the sitting has no acts")
	}
	for _, a := range acts {
		if !slices.ContainsFunc(drawn, func(d kit.Action) bool {
			return d.Label == a.Label && d.Off == shell.Told(a.Off) && (d.Do != nil || a.Off != "")
		}) {
			t.Errorf("%s: the drawn face has no action %q", a.Name, a.Label)
		}
		if !slices.ContainsFunc(heard, func(c ask.Command) bool {
			return c.Name == a.Name && (c.Off == interview.Named(a.Off) || a.Row) && (c.Do != nil || a.Off != "")
		}) {
			t.Errorf("%s: the line mode has no command", a.Name)
		}
	}
}

// Whatever can be done with what was sent can be done in both faces.
func TestEveryActOfASentReportIsInBothFaces(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*model.Delivery){
		"accepted": func(*model.Delivery) {},
		"waiting":  func(d *model.Delivery) { d.State, d.Receipt = model.StateQueued, nil },
		"rejected": func(d *model.Delivery) { d.State, d.Receipt = model.StateRejected, nil },
		"on paper": func(d *model.Delivery) { d.State, d.Papier = model.StateElsewhere, true },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			delivery := stage.AcceptedDelivery()
			change(&delivery)
			z, _, desk := lineDesk(t, "")
			desk.Sendings = []model.Delivery{delivery}
			d := newDesktop(t, desk)
			file := record.NewCaseFile(d.Sh, delivery.CaseID)
			d.Open(file).See("Entwürfe und übermittelte").Settle()
			receipt := sent.NewReceipt(d.Sh, delivery)
			d.Open(receipt).See(delivery.Transaktionsnummer)
			for receipt.Report == nil {
				d.Give(<-d.Msgs)
			}
			s := &work.SentVersion{Desk: z.Desk, Delivery: delivery}
			z.readSent(s)
			inBoth(t, passage.ActsOn(s), slices.Concat(receipt.Actions(), file.Vorgang()), z.deliveryCommands(s))
		})
	}
}

// Whatever can be done with a record, and with a line of it, can be done in both faces.
func TestEveryActOfARecordIsInBothFaces(t *testing.T) {
	t.Parallel()
	for name, desk := range map[string]*stage.DeskDouble{
		"empty":        {},
		"with a draft": {DeskWork: stage.DeskWork{Open: []model.Draft{stage.NewDraft()}}},
		"with a sent":  {Sendings: []model.Delivery{stage.AcceptedDelivery()}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesktop(t, desk)
			file := record.NewCaseFile(d.Sh, "c1")
			d.Open(file).See("Entwürfe und übermittelte").Settle()
			c, err := work.ReadRecord(t.Context(), desk.Desk(), "c1")
			if err != nil {
				t.Fatal(err)
			}
			z, _, _ := lineDesk(t, "")
			z.Desk = desk.Desk()
			acts := slices.DeleteFunc(c.Acts(0), func(a work.Act) bool { return a.Menu })
			inBoth(t, acts, file.Actions(), z.recordCommands(&c))
		})
	}
}

// Whatever can be done with a report being written can be done in both faces.
func TestEveryActOfAReportIsInBothFaces(t *testing.T) {
	t.Parallel()
	for name, sperre := range map[string]*model.Sperre{"free": nil, "held": {Grund: "Befund fehlt"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			draft := stage.NewDraft()
			draft.Sperre = sperre
			d := newDesktop(t, &stage.DeskDouble{})
			e := report.NewEditor(d.Sh, draft)
			d.Open(e).Settle()
			z, _, _ := lineDesk(t, "")
			r := z.lineReport(draft)
			inBoth(t, r.sitting.Acts(), slices.Concat(e.Actions(), e.Vorgang()), z.Commands(r.sitting.Acts(), r.doing()))
		})
	}
}

// A deed that a sitting gives for the first time is there in both faces, with its
// question, its reason and what comes of it, and no face knows its name.
func TestANewActNeedsNoFace(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":weitergeben\nja\n:weitergeben\nnein\n\n")
	done := 0
	act := work.Act{Name: "weitergeben", Label: "Weitergeben", Help: "Gibt die Meldung weiter.", Sure: &work.Sure{Title: "Weitergeben?", Text: "Wer sie hat, meldet sie.", Verb: "Geben"},
		Do: func(context.Context, work.Given) (work.Done, error) {
			done++
			return work.Done{Said: "Weitergegeben; {korrigieren} geht noch."}, nil
		}}
	off := work.Act{Name: "ruhen", Label: "Ruhen", Help: "Lässt sie ruhen.", Off: "Erst {weitergeben}.", Do: act.Do}
	acts := append((&work.SentVersion{Desk: desk.Desk(), Delivery: stage.AcceptedDelivery()}).Acts(), act, off)

	d := newDesktop(t, desk)
	ran := func(a work.Act, g work.Given) tea.Cmd {
		got, _ := a.Do(t.Context(), g)
		d.Sh.Say(shell.Told(got.Said))
		return nil
	}
	drawn := d.Sh.Keyed(acts, shell.Doing{Run: ran})
	at := slices.IndexFunc(drawn, func(a kit.Action) bool { return a.Label == "Weitergeben" })
	if at < 0 || !drawn[at].Quiet {
		t.Fatalf("drawn: %+v", drawn)
	}
	d.Run(drawn[at].Do())
	d.See("Wer sie hat").Press("j").See("Weitergegeben; Alt+C geht noch.")
	for _, c := range z.Commands(acts, interview.Doing{}) {
		if c.Name == "ruhen" && c.Off != "Erst :weitergeben." {
			t.Errorf("reason: %q", c.Off)
		}
	}
	_ = z.StayAt(ask.Place{Question: "Was?", Take: func(string) error { return nil },
		Commands: func() []ask.Command {
			return z.Commands(acts, interview.Doing{After: func(work.Done) error { return nil }})
		}})
	if !strings.Contains(heard.String(), "Weitergegeben; :korrigieren geht noch.") || done != 2 {
		t.Errorf("done %d times; heard:\n%s", done, heard)
	}
}

// Whatever can be done with a series and with a line of it can be done in both faces.
func TestEveryActOfASeriesIsInBothFaces(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(2)
	z, _ := lineSeriesDesk(t, desk, "")
	l := &lineSeries{z: z, s: followups.New(z.Services, z.Desk, func(any) {})}
	d := newDesktop(t, &stage.DeskDouble{})
	d.Sh.Seat(d.Sh.Desk(), people.NewCaseList(d.Sh))
	grid := series.NewSeries(d.Sh)
	for _, a := range l.s.Acts(nil) {
		hasLabel := func(k kit.Action) bool { return k.Label == a.Label }
		if a.Name == "entfernen" { // in the pattern its key takes away what is empty
			continue
		}
		if !slices.ContainsFunc(grid.Actions(), hasLabel) {
			t.Errorf("%s: the grid has no action %q", a.Name, a.Label)
		}
	}
	for _, a := range l.s.Acts(nil) {
		if !slices.ContainsFunc(l.commands(), func(c ask.Command) bool { return c.Name == a.Name && (c.Do != nil || c.Off != "") }) {
			t.Errorf("%s: the line mode has no command", a.Name)
		}
	}
}

// Whatever can be done with a delivery can be done in both faces.
func TestEveryActOfADeliveryIsInBothFaces(t *testing.T) {
	t.Parallel()
	z, _, desk := lineDesk(t, "")
	desk.Delivered = stage.SomeDelivery()
	d := newDesktop(t, desk)
	d.Open(d.Sh.Screen(place.Arrivals{})).Press("kis.xml", "tab", "tab", "enter").See("Import: was käme").Press("down")
	its, err := parcel.ReadIntake(z.During, z.Desk, parcel.IntakeAsked{Path: "kis.xml"}, func(intake.Progress) {})
	if err != nil {
		t.Fatal(err)
	}
	inBoth(t, its.Acts(1), d.Sh.Top().Actions(), (&lineIntake{z, its}).commands())
}

func TestADeliveryIsDecidedLineByLine(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, "kis.xml\n1\n\n1\n3\n4\n:alles\n:auf\nja\n\n")
	desk.Delivered = stage.SomeDelivery()
	if err := z.arrival(); !errors.Is(err, ask.ErrBack) {
		t.Fatal(err)
	}
	for _, want := range []string{"Die Lieferung wird gelesen, Datei 3 von 400, 1.234 Meldungen.", "Was käme: 1 bekannte Person, 1 vielleicht", "1 Zeile ist offen", "1: nicht übernommen. b.xml, Zeile 7", "nichts zu entscheiden", "dieselbe wie P1", "0 Zeilen sind offen",
		"5: neue Meldung, übernehmen", "Lieferung übernehmen?", "Bericht: /daten"} {
		if !strings.Contains(heard.String(), want) {
			t.Errorf("%q is not said:\n%s", want, heard)
		}
	}
	if desk.Carried != 1 || desk.Decided.Zeilen["Person Q7"] != "dieselbe:P1" {
		t.Errorf("stored %d times, decided %v", desk.Carried, desk.Decided)
	}
}

// Whatever can be done from the front, whoever it is about, can be done in both faces.
func TestEveryActFromTheFrontIsInBothFaces(t *testing.T) {
	t.Parallel()
	z, _, desk := lineDesk(t, "")
	inBoth(t, work.HomeActs(z.Desk), newDesktop(t, desk).Sh.HouseActions(), z.startCommands())
}

// looked is a registry that one can look into.
type looked []answer.Office

func (l looked) Passage(context.Context, string) ([]answer.Office, error) { return l, nil }

func TestWhatTheRegistrySeesIsReadOut(t *testing.T) {
	t.Parallel()
	delivery := stage.AcceptedDelivery()
	z, heard, desk := lineDesk(t, ":stellen\n")
	desk.Sendings = []model.Delivery{delivery}
	z.Desk.Passage = looked{{Title: "Amt", Knows: "weiß wenig.", Tables: []answer.OfficeTable{{Name: "meldung", Columns: []string{"stand"}, Rows: [][]string{{"da"}}}}}}
	if err := z.delivery(delivery); !errors.Is(err, ask.ErrEnd) {
		t.Fatal(err)
	}
	for _, want := range []string{"Amt: weiß wenig.", "stand=da", "0 Treffer"} {
		if !strings.Contains(heard.String(), want) {
			t.Errorf("%q is not read out:\n%s", want, heard)
		}
	}
}
