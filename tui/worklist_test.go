package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
)

// deskWork is what the double keeps of arranging work.
type deskWork struct {
	drafts  int           // made
	open    []model.Draft // in the record
	ended   string        // what was done with the draft
	tasks   []worklist.Aufgabe
	people  []model.Case
	removed []string       // ids of people who are gone
	walks   int            // how often all people were read
	reads   map[string]int // how often each list was read
	gate    chan struct{}  // a list is read as long as this is open, nil = at once
	most    int            // deliveries that were asked for at once, at the most
	due     []worklist.Nachsorge
	memory  map[string][]byte
}

func (d stationDouble) News(ctx context.Context) (answer.News, error) {
	<-ctx.Done()
	return answer.News{}, ctx.Err()
}

// read counts a reading and waits at the gate.
func (d *deskDouble) read(ctx context.Context, list string) error {
	d.mu.Lock()
	if d.reads == nil {
		d.reads = map[string]int{}
	}
	d.reads[list]++
	gate := d.gate
	d.mu.Unlock()
	if gate == nil {
		return nil
	}
	select {
	case <-gate:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (d sentDouble) DeliveryPage(ctx context.Context, from, n int) (p model.DeliveryPage, err error) {
	if err := d.read(ctx, "Übertragung"); err != nil {
		return p, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.most = max(d.most, n)
	p = model.DeliveryPage{Counts: map[model.State]int{}, People: map[string]model.Case{"c1": d.person}}
	for i := range d.deliveries {
		p.Counts[d.deliveries[i].State]++
	}
	p.From = max(0, min(from, len(d.deliveries)-n))
	p.Deliveries = slices.Clone(d.deliveries[p.From:min(len(d.deliveries), p.From+n)])
	return p, nil
}

func (d draftsDouble) LatestDraft(context.Context) (*model.Draft, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.open) == 0 {
		return nil, nil
	}
	latest := d.open[0]
	return &latest, nil
}

func (d peopleDouble) Cases(ctx context.Context, chunk func([]model.Case) error) error {
	if err := d.read(ctx, "Patienten"); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.walks++
	return chunk(d.people)
}

// change alters what the desk knows, as somebody else does.
func (d *deskDouble) change(do func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	do()
}

// remembered is what is remembered under a name.
func (d *deskDouble) remembered(name string) []byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.memory[name]
}

func (d peopleDouble) Changes(ctx context.Context, _ int64) (model.Changes, error) {
	if err := d.read(ctx, "Patienten"); err != nil {
		return model.Changes{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return model.Changes{Cases: slices.Clone(d.people), Removed: slices.Clone(d.removed)}, nil
}

func (d peopleDouble) Mark(context.Context) (int64, error) { return 0, nil }

func (d draftsDouble) Draft(context.Context, string) (model.Draft, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.draft, nil
}

func (d tasksDouble) FollowUps(context.Context, model.Datum) ([]worklist.Nachsorge, error) {
	return d.due, nil
}

// Worklist leaves out the answers that were looked at, as the store does.
func (d tasksDouble) Worklist(ctx context.Context) ([]worklist.Aufgabe, error) {
	if err := d.read(ctx, "Arbeitsliste"); err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	seen := worklist.LiesGesehen(d.memory[worklist.MerkGesehen])
	return slices.DeleteFunc(slices.Clone(d.tasks), func(t worklist.Aufgabe) bool {
		return t.Art == worklist.AufgabeAntwort && seen[t.Transaktionsnummer] != ""
	}), nil
}

func (d memoryDouble) Recall(_ context.Context, prefix string) (map[string][]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	found := map[string][]byte{}
	for name, content := range d.memory {
		if strings.HasPrefix(name, prefix) {
			found[name] = content
		}
	}
	return found, nil
}

func (d memoryDouble) Remember(_ context.Context, name string, content []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		return d.fail
	}
	if d.memory == nil {
		d.memory = map[string][]byte{}
	}
	d.memory[name] = content
	if content == nil {
		delete(d.memory, name)
	}
	return nil
}

// someTasks are one of each kind.
func someTasks() []worklist.Aufgabe {
	about := func(art worklist.Aufgabenart, person string, typ model.Zweig, day, frist model.Datum) worklist.Aufgabe {
		return worklist.Aufgabe{Art: art, CaseID: "c1", Person: person, Typ: typ, Event: day, Frist: frist}
	}
	late, soon := about(worklist.AufgabeFrist, "Wolf, Karl", model.TypOP, "2026-08-27", "2026-11-19"), about(worklist.AufgabeFrist, "Baum, Eva", model.TypDiagnose, "2026-09-11", "2026-12-04")
	late.DraftID, soon.DraftID = "d1", "d2"
	refused := about(worklist.AufgabeAbgelehnt, "Stein, Ute", model.TypVerlauf, "2026-11-02", "")
	refused.Transaktionsnummer, refused.Text = "0b6e1f7c-refused", "Die Tumor_ID gehört zu einer anderen Person."
	answer := about(worklist.AufgabeAntwort, "Kern, Max", model.TypDiagnose, "2026-10-02", "")
	answer.Transaktionsnummer, answer.Text = "0b6e1f7c-answer", "angenommen"
	end := about(worklist.AufgabeGegenstueck, "Müller, Anna", model.TypST, "2026-07-01", "")
	end.TumorID, end.Text = "T1", "Das Ende der Strahlentherapie fehlt."
	held := about(worklist.AufgabeGesperrt, "Ast, Lea", model.TypDiagnose, "2026-11-01", "")
	held.DraftID, held.Sperre = "d3", &model.Sperre{Grund: "Befund fehlt", Bis: "2026-12-01"}
	return []worklist.Aufgabe{refused, late, soon, answer, end, held}
}

// signedIn is a desktop right after signing in.
func signedIn(t *testing.T, desk *deskDouble) *desktop {
	t.Helper()
	d := newDesktop(t, desk)
	d.run(d.sh.enter(desk.desk()))
	t.Cleanup(func() { d.sh.stopNews() })
	return d
}

func TestWorkListSaysWhatIsUrgentAndHowLongThereIsTime(t *testing.T) {
	t.Parallel()
	d := signedIn(t, &deskDouble{deskWork: deskWork{tasks: someTasks()}})
	d.see("6 Aufgaben").see("[Alle 6]").see("Fristen 2").see("! abgelehnt").see("Stein, Ute").see("3 Tage überfällig").see("noch 12 Tage")
	d.see("bis 01.12.2026: Befund").press("tab").see("[Abgelehnt 1]").press("tab").see("[Fristen 2]")
	if strings.Contains(d.screen(), "Stein, Ute") {
		t.Errorf("the group shows others, too:\n%s", d.screen())
	}
}

func TestTaskOpensWhereItIsDone(t *testing.T) {
	t.Parallel()
	draft := newDraft()
	draft.Cursor = "Tumorzuordnung.Diagnosedatum"
	past := []rule.Past{sentReport("T0", "C18.7", "2020-01-01", nil), sentReport("T1", "C50.4", "2026-05-14", radiation)}
	desk := &deskDouble{draft: draft, past: past, deskWork: deskWork{tasks: someTasks()}, person: model.Case{ID: "c1", Patient: draft.Report.Patient}}
	d := signedIn(t, desk)
	d.see("6 Aufgaben").press("down", "enter").see("Diagnosedatum *")
	if got := d.sh.Top().(*Editor).form.Cursor(); got != draft.Cursor {
		t.Errorf("draft opened at %s, want %s", got, draft.Cursor)
	}
	d.press("f10").see("Entwürfe und").press("f10").see("Arbeitsliste")
	d.press("up", "enter").see("0b6e1f7c-refused").press("f10").see("Arbeitsliste")
	d.press("down", "down", "down", "down", "enter").see("▸ 5  Strahlentherapie Ende (begonnen 01.07.2026)").see("C50.4")
}

func TestTypingInTheWorkListSearchesPeople(t *testing.T) {
	t.Parallel()
	person := model.Case{ID: "c1", Patient: newDraft().Report.Patient}
	other := model.Case{ID: "c2", Patient: person.Patient}
	other.Patient.Stammdaten.Nachname = "Zander"
	d := signedIn(t, &deskDouble{deskWork: deskWork{people: []model.Case{person, other}}})
	d.see("Nichts zu erledigen").press("zan").see("Zander, Anna").see("1 von 2").press("esc").see("2 von 2").press("esc").see("Nichts zu erledigen")
	d.give(tea.KeyMsg{Type: tea.KeyF3})
	d.see("2 von 2").press("f10").see("Arbeitsliste").press("f10").see("Abmelden?").press("f10").see("Arbeitsliste").press("f10").see("Abmelden?").press("j").see("Loginname")
}

func TestAnswersOnceSeenAreNotListedAgain(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{deskWork: deskWork{tasks: someTasks()}}
	d := signedIn(t, desk)
	d.see("Antworten 1").press("tab", "tab", "tab", "enter").see("0b6e1f7c-answer").press("esc").see("5 Aufgaben")
	desk.change(func() { desk.memory = nil })
	d.press("f10").see("Abmelden?").press("j").see("Loginname")
	d.run(d.sh.enter(desk.desk()))
	d.see("Antworten 1").press("ctrl+k").see("5 Aufgaben")
	if worklist.LiesGesehen(desk.remembered(worklist.MerkGesehen))["0b6e1f7c-answer"] != "2026-11-22" {
		t.Errorf("remembered: %s", desk.remembered(worklist.MerkGesehen))
	}
	if strings.Contains(d.screen(), "Antworten") {
		t.Errorf("the answers are still there:\n%s", d.screen())
	}
}

func BenchmarkWorkListOfAThousandTasks(b *testing.B) {
	sh := NewShell(&Services{Now: nowOfTests}, nil)
	sh.desk = (&deskDouble{}).desk()
	l := NewWorklist(sh)
	var all []worklist.Aufgabe
	for i := range 1000 {
		task := someTasks()[i%6]
		task.CaseID = fmt.Sprint(i)
		all = append(all, task)
	}
	sh.stack = []Screen{l}
	l.take(tasksMsg{tasks: all})
	for b.Loop() {
		sh.Update(tea.KeyMsg{Type: tea.KeyDown})
		sh.View()
	}
}
