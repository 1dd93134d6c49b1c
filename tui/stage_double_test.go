package tui

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
)

// deskDouble is a workplace in memory. Writing can be made slow and can be
// made to fail.
type deskDouble struct {
	deskWork

	mu         sync.Mutex
	person     model.Case
	was        []model.Patient // what cases were changed from
	draft      model.Draft
	saves      int
	fail       error
	behind     *answer.Overwritten // what the next save of Stammdaten takes the place of
	faster     bool                // somebody else has saved the draft since it was read
	slow       chan struct{}       // a save takes as long as this is open
	past       []rule.Past
	refuse     []rule.Finding
	confirmed  []string
	deliveries []model.Delivery
	files      map[string]string // by whole path
	over       bool              // the session
	hurried    int               // how often somebody wanted to send at once
}

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

func (d *deskDouble) state() (saves int, draft model.Draft) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.saves, d.draft
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

// open lets all readings go on from now.
func (d *deskDouble) openGate() {
	d.change(func() { close(d.gate); d.gate = nil })
}

func (d *deskDouble) readings(list string) (n int) {
	d.change(func() { n = d.reads[list] })
	return n
}

// The doubles of a workplace fall into its nouns. They share what a deskDouble
// holds; a method no test needs is not there.
type (
	peopleDouble struct{ *deskDouble }
	draftsDouble struct {
		Drafts
		*deskDouble
	}
	reportsDouble struct {
		Reports
		*deskDouble
	}
	sentDouble    struct{ *deskDouble }
	tasksDouble   struct{ *deskDouble }
	memoryDouble  struct{ *deskDouble }
	filesDouble   struct{ *deskDouble }
	stationDouble struct {
		Station
		*deskDouble
	}
)

// desk is the workplace that works with what d holds.
func (d *deskDouble) desk() *Desk {
	return &Desk{People: peopleDouble{d}, Drafts: draftsDouble{nil, d}, Reports: reportsDouble{nil, d}, Sent: sentDouble{d},
		Tasks: tasksDouble{d}, Memory: memoryDouble{d}, Files: filesDouble{d}, Station: stationDouble{nil, d}}
}

func (d stationDouble) Who() answer.Identity {
	return answer.Identity{Login: "meier", Name: "Meier", Einrichtung: "Musterklinik"}
}

func (d stationDouble) Link() answer.Link {
	if d.over {
		return answer.Link{Online: true, Ended: true, Waiting: 12, Reason: &answer.Failure{Kind: answer.FailSession}}
	}
	return answer.Link{Online: true}
}

func (d stationDouble) SyncNow() { d.hurried++ }

func (d stationDouble) Close() error { return nil }

func (d stationDouble) News(ctx context.Context) (answer.News, error) {
	<-ctx.Done()
	return answer.News{}, ctx.Err()
}

func (d peopleDouble) Case(context.Context, string) (model.Case, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.person, nil
}

func (d peopleDouble) SaveCase(_ context.Context, c *model.Case, was *model.Patient) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		return d.fail
	}
	if c.ID == "" {
		c.ID = "new"
	}
	if was != nil {
		d.was = append(d.was, *was)
	}
	d.person, d.saves = *c, d.saves+1
	if over := d.behind; over != nil {
		d.behind = nil
		return over
	}
	return nil
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

func (d peopleDouble) Changes(ctx context.Context, _ int64) (model.Changes, error) {
	if err := d.read(ctx, "Patienten"); err != nil {
		return model.Changes{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return model.Changes{Cases: slices.Clone(d.people), Removed: slices.Clone(d.removed)}, nil
}

func (d peopleDouble) Mark(context.Context) (int64, error) { return 0, nil }

func (d draftsDouble) SaveReport(_ context.Context, draft *model.Draft, was *model.Patient, own bool) error {
	if d.slow != nil {
		<-d.slow
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		return d.fail
	}
	if d.faster && !own {
		return &answer.Failure{Kind: answer.FailStale}
	}
	if d.faster {
		d.faster = false
		draft.ID, draft.Rev, draft.Fassung = "d2", 1, "Fassung von Meier, 23.11.2026 10:41"
		d.draft, d.saves = *draft, d.saves+1
		return &answer.Moved{DraftID: draft.ID, Fassung: draft.Fassung}
	}
	draft.Rev++
	d.draft, d.saves = *draft, d.saves+1
	if !reflect.DeepEqual(*was, draft.Report.Patient) {
		d.person.Patient, d.was = draft.Report.Patient, append(d.was, *was)
	}
	return nil
}

func (d draftsDouble) DraftsOf(context.Context, string) ([]model.Draft, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]model.Draft(nil), d.open...), nil
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

func (d draftsDouble) Draft(context.Context, string) (model.Draft, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.draft, nil
}

func (d reportsDouble) History(context.Context, string, string) ([]rule.Past, error) {
	return d.past, nil
}

func (d reportsDouble) Stamped(r *model.Report) *model.Report {
	stamped := *r
	stamped.Absender = model.Absender{AbsenderID: "A-1", SoftwareID: "s", SoftwareVersion: "1"}
	stamped.Meldedatum = model.DatumOf(today)
	return &stamped
}

func (d reportsDouble) Complete(_ context.Context, _ string, rev int, confirmed []string) (model.Delivery, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.refuse != nil {
		return model.Delivery{}, &answer.Refusal{Findings: d.refuse}
	}
	d.confirmed = confirmed
	d.deliveries = []model.Delivery{{Transaktionsnummer: fmt.Sprintf("0b6e1f7c-rev-%d", rev), CaseID: "c1", Typ: model.TypDiagnose,
		Date: "2026-05-14", State: model.StateQueued, Completed: today}}
	return d.deliveries[0], nil
}

func (d sentDouble) Deliveries(context.Context, string) ([]model.Delivery, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]model.Delivery(nil), d.deliveries...), nil
}

func (d sentDouble) Report(context.Context, string) (model.Report, error) {
	return newDraft().Report, nil
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

func (d peopleDouble) DeleteCase(_ context.Context, id string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		return d.fail
	}
	d.ended = "case " + id
	d.remove(id)
	return nil
}

// remove takes a person out of the store, as DeleteCase does in any program.
func (d *deskDouble) remove(id string) {
	d.people = slices.DeleteFunc(slices.Clone(d.people), func(c model.Case) bool { return c.ID == id })
	d.removed = append(d.removed, id)
}

func (d reportsDouble) Correct(_ context.Context, number string) (model.Draft, error) {
	draft := newDraft()
	draft.Report = *d.sentReport()
	draft.Report.Meldung.Anmerkung = "Korrekturmeldung"
	draft.Ersetzt = number
	return draft, nil
}

func (d sentDouble) RequestDeletion(_ context.Context, number, reason, text string) (model.Delivery, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	asked := model.Delivery{Transaktionsnummer: "9aa-loesch", Art: model.SendungLoeschantrag, MeldungID: "m1", Ersetzt: number, CaseID: "c1",
		Typ: model.TypDiagnose, Date: "2026-05-14", State: model.StateQueued, Completed: today, Notiz: reason + "/" + text}
	d.deliveries = append(d.deliveries, asked)
	return asked, nil
}

// sentReport is what the double has sent, without Fehler.
func (d *deskDouble) sentReport() *model.Report {
	r := newDraft().Report
	return &r
}

// NewDraft makes a draft as the store does, as far as the screens see it.
func (d draftsDouble) NewDraft(_ context.Context, caseID string, r *model.Report) (model.Draft, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	draft := newDraft()
	draft.PatientID = caseID
	draft.Report.Meldung = field.Copy(r).Meldung
	m := &draft.Report.Meldung
	m.MeldungID, m.MelderID = "m1", "M1"
	if m.Tumorzuordnung.TumorID == "" {
		m.Tumorzuordnung.TumorID = "T-new"
	}
	if m.ST != nil && m.ST.STID == "" {
		m.ST.STID = "S-new"
	}
	d.draft, d.drafts = draft, d.drafts+1
	return draft, nil
}

func (d reportsDouble) Preview(context.Context, *model.Report) ([]byte, error) {
	return []byte(someXML), nil
}

func (d sentDouble) Document(context.Context, string) ([]byte, error) { return []byte(someXML), nil }

func (d filesDouble) SaveFile(_ context.Context, path string, content []byte) (string, error) {
	if strings.HasPrefix(path, "/") {
		return "", &answer.Failure{Kind: answer.FailReadOnly, Err: errors.New("read-only")}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.files == nil {
		d.files = map[string]string{}
	}
	d.files["/home/meier/"+path] = string(content)
	return "/home/meier/" + path, nil
}

// waitFor waits for a list to be asked for.
func (d *deskDouble) waitFor(t *testing.T, list string) {
	t.Helper()
	for late := time.Now().Add(10 * time.Second); d.readings(list) == 0; time.Sleep(time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("%s was never read", list)
		}
	}
}

// BeginDraft gives a duplicate the person's own Stammdaten, as the store does.
func (d draftsDouble) BeginDraft(_ context.Context, caseID string, r *model.Report) (model.Draft, error) {
	draft := newDraft()
	draft.ID, draft.PatientID = "d2", caseID
	begun := field.Copy(r)
	begun.Patient = draft.Report.Patient
	begun.Patient.Stammdaten.Nachname = "Zimmer"
	draft.Report = *begun
	return draft, nil
}

func (d reportsDouble) MarkPaper(_ context.Context, id string, _ int) (model.Delivery, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ended = "paper " + id
	d.open = nil
	d.deliveries = []model.Delivery{{Transaktionsnummer: "0b6e1f7c-paper", CaseID: "c1", Typ: model.TypDiagnose, State: model.StateElsewhere, Papier: true}}
	return d.deliveries[0], nil
}

func (d reportsDouble) UnmarkPaper(_ context.Context, number string) (model.Draft, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ended = "not " + number
	d.open, d.deliveries = []model.Draft{newDraft()}, nil
	return d.open[0], nil
}

func (d draftsDouble) DeleteDraft(_ context.Context, id string, _ int) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ended = "delete " + id
	d.open = nil
	return nil
}

func (d sentDouble) Hold(_ context.Context, number string, s *model.Sperre) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range d.deliveries {
		if d.deliveries[i].Transaktionsnummer == number {
			d.deliveries[i].Sperre = s
		}
	}
	return nil
}

func (d sentDouble) Note(_ context.Context, number, text string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range d.deliveries {
		if d.deliveries[i].Transaktionsnummer == number {
			d.deliveries[i].Notiz = text
		}
	}
	return nil
}

// fails sets whether anything can be saved from now on.
func (d *deskDouble) fails(err error) func() { return func() { d.change(func() { d.fail = err }) } }

// listDesk is a workplace whose lists are read as long as its gate is open.
func listDesk() *deskDouble {
	desk := &deskDouble{person: caseOf("c1", "Ahorn"), deskWork: deskWork{people: []model.Case{caseOf("c1", "Ahorn")}, tasks: someTasks(), gate: make(chan struct{})}}
	desk.deliveries = []model.Delivery{{Transaktionsnummer: "t1", CaseID: "c1", State: model.StateQueued}}
	return desk
}
