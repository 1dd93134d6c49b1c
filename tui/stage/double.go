package stage

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
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/work"
)

// DeskDouble is a workplace in memory. Writing can be made slow and can be
// made to fail.
type DeskDouble struct {
	DeskWork

	Mu        sync.Mutex
	Person    model.Case
	Was       []model.Patient // what cases were changed from
	Stored    model.Draft
	Saves     int
	Fail      error
	Behind    *answer.Overwritten // what the next save of Stammdaten takes the place of
	Faster    bool                // somebody else has saved the draft since it was read
	Slow      chan struct{}       // a save takes as long as this is open
	Past      []rule.Past
	Refuse    []rule.Finding
	Confirmed []string
	Sendings  []model.Delivery
	Files     map[string]string // by whole path
	Lacking   rights.Roles      // of who sits here
	Roles     rights.Roles      // of the colleague
	Asked     []answer.Grant    // who was asked in
	Password  string            // the new one
	OpenHere  string            // id of the draft that is open
	OpenThere map[string]string // who has drafts open at other programs
	Over      bool              // the session
	Out       bool              // the access of who sits here
	PutOut    string            // whose access was taken away
	Hurried   int               // how often somebody wanted to send at once
}

// DeskWork is what the double keeps of arranging work.
type DeskWork struct {
	Made        int           // made
	Open        []model.Draft // in the record
	Thrown      []model.Thrown
	Ended       string // what was done with the draft
	Tasks       []worklist.Aufgabe
	LetGo       []worklist.Gewartet             // held back once
	were        map[string]worklist.Aufgabenart // what those were that somebody has decided about
	Persons     []model.Case
	removed     []string       // ids of people who are gone
	Walks       int            // how often all people were read
	reads       map[string]int // how often each list was read
	gate        chan struct{}  // a list is read as long as this is open, nil = at once
	Keys        int            // that were pressed
	Most        int            // deliveries that were asked for at once, at the most
	Rows        int            // of deliveries that were read for lists
	Due         []worklist.Nachsorge
	Remembrance map[string][]byte
	Delivered   *intake.Inspection // what another system delivers
	Decided     intake.Decisions   // about it
	Carried     int                // how often a delivery was stored
	TooLate     bool               // nothing stops that
}

func (d *DeskDouble) State() (saves int, draft model.Draft) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return d.Saves, d.Stored
}

// read counts a reading and waits at the gate.
func (d *DeskDouble) read(ctx context.Context, list string) error {
	d.Mu.Lock()
	if d.reads == nil {
		d.reads = map[string]int{}
	}
	d.reads[list]++
	gate := d.gate
	d.Mu.Unlock()
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

// Change alters what the desk knows, as somebody else does.
func (d *DeskDouble) Change(do func()) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	do()
}

// Remembered is what is remembered under a name.
func (d *DeskDouble) Remembered(name string) []byte {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return d.Remembrance[name]
}

// ShutGate has all readings wait from now.
func (d *DeskDouble) ShutGate() { d.Change(func() { d.gate = make(chan struct{}) }) }

// open lets all readings go on from now.
func (d *DeskDouble) OpenGate() {
	d.Change(func() { close(d.gate); d.gate = nil })
}

func (d *DeskDouble) Readings(list string) (n int) {
	d.Change(func() { n = d.reads[list] })
	return n
}

// The doubles of a workplace fall into its nouns. They share what a deskDouble
// holds; a method no test needs is not there.
type (
	peopleDouble struct{ *DeskDouble }
	draftsDouble struct {
		work.Drafts
		*DeskDouble
	}
	reportsDouble struct {
		work.Reports
		*DeskDouble
	}
	sentDouble    struct{ *DeskDouble }
	tasksDouble   struct{ *DeskDouble }
	basketDouble  struct{ *DeskDouble }
	MemoryDouble  struct{ *DeskDouble }
	filesDouble   struct{ *DeskDouble }
	stationDouble struct {
		work.Station
		*DeskDouble
	}
)

type accessDouble struct {
	work.Access
	*DeskDouble
}

// Grants are two people, until one of them is put out.
func (d accessDouble) Grants(context.Context) ([]answer.Grant, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	all := []answer.Grant{{Login: "meier", Since: Today, Roles: rights.All}, {Login: "berta", Since: Today, Roles: d.Roles}}
	all = append(all, d.Asked...)
	return slices.DeleteFunc(all, func(g answer.Grant) bool { return g.Login == d.PutOut }), nil
}

// presenceDouble has drafts open at colleagues'.
type presenceDouble struct{ *DeskDouble }

func (d presenceDouble) Editing(id string) { d.Change(func() { d.OpenHere = id }) }

func (d presenceDouble) EditedBy(id string) string {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return d.OpenThere[id]
}

// Invite knows everybody but "niemand".
func (d accessDouble) Invite(_ context.Context, login string, roles rights.Roles) (answer.Identity, error) {
	if login == "niemand" {
		return answer.Identity{}, &answer.Failure{Kind: answer.FailNoColleague}
	}
	d.Change(func() {
		d.Asked = append(d.Asked, answer.Grant{Login: login, Since: Today, Until: time.Now().Add(time.Hour), Roles: roles})
	})
	return answer.Identity{Login: login, Name: "Carl Beispiel", Roles: roles}, nil
}

// ChangePassword takes "geheim" for the password of before.
func (d accessDouble) ChangePassword(_ context.Context, old, code, next string) error {
	if old != "geheim" {
		return &answer.Failure{Kind: answer.FailPassword}
	}
	d.Change(func() { d.Password = next })
	return nil
}

func (d accessDouble) SetRoles(_ context.Context, login string, r rights.Roles) error {
	if login == "meier" && !r.Has(rights.Verwaltung) {
		return &answer.Failure{Kind: answer.FailLastAdmin}
	}
	d.Change(func() { d.Roles = r })
	return nil
}

func (d accessDouble) Revoke(_ context.Context, login string) error {
	if login == "meier" {
		return &answer.Failure{Kind: answer.FailOwnGrant}
	}
	d.Change(func() { d.PutOut = login })
	return nil
}

// Unsealed is nothing: no double seals anything.
func (accessDouble) Unsealed(context.Context) (int, error) { return 0, nil }

// Desk is the workplace that works with what d holds.
func (d *DeskDouble) Desk() *work.Desk {
	return &work.Desk{People: peopleDouble{d}, Drafts: draftsDouble{nil, d}, Reports: reportsDouble{nil, d}, Sent: sentDouble{d}, Walks: sentDouble{d},
		Tasks: tasksDouble{d}, Basket: basketDouble{d}, Memory: MemoryDouble{d}, Files: filesDouble{d}, Station: stationDouble{nil, d}, Access: accessDouble{nil, d}, Presence: presenceDouble{d}, Arrivals: arrivalsDouble{d}}
}

func (d stationDouble) Who() answer.Identity {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return answer.Identity{Login: "meier", Name: "Meier", Einrichtung: "Musterklinik", Roles: rights.All &^ d.Lacking}
}

func (d stationDouble) Link() answer.Link {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Out {
		return answer.Link{Out: true}
	}
	if d.Over {
		return answer.Link{Online: true, Ended: true, Waiting: 12, Reason: &answer.Failure{Kind: answer.FailSession}}
	}
	return answer.Link{Online: true}
}

func (d stationDouble) SyncNow() { d.Hurried++ }

func (d stationDouble) Typed() { d.Keys++ }

// SignInAgain takes the password "geheim" with the code 123456.
func (d stationDouble) SignInAgain(_ context.Context, password, code string) (dataset.Chosen, error) {
	if password != "geheim" || code != "123456" {
		return dataset.Chosen{}, &answer.Failure{Kind: answer.FailCredentials}
	}
	d.Change(func() { d.Over = false })
	return dataset.Chosen{}, nil
}

func (d stationDouble) Lock() (answer.Locked, error) {
	return answer.Locked{Login: "meier", Name: "Dr. Eva Meier", At: time.Now()}, nil
}

func (d stationDouble) Close() error { return nil }

func (d stationDouble) News(ctx context.Context) (answer.News, error) {
	<-ctx.Done()
	return answer.News{}, ctx.Err()
}

func (d peopleDouble) Case(context.Context, string) (model.Case, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return d.Person, nil
}

func (d peopleDouble) SaveCase(_ context.Context, c *model.Case, was *model.Patient) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Fail != nil {
		return d.Fail
	}
	if c.ID == "" {
		c.ID = "new"
	}
	if was != nil {
		d.Was = append(d.Was, *was)
	}
	d.Person, d.Saves = *c, d.Saves+1
	if over := d.Behind; over != nil {
		d.Behind = nil
		return over
	}
	return nil
}

func (d peopleDouble) Index(ctx context.Context, _ func(*people.Index, int, int)) (*people.Index, int64, error) {
	if err := d.read(ctx, "Patienten"); err != nil {
		return nil, 0, err
	}
	d.Mu.Lock()
	defer d.Mu.Unlock()
	d.Walks++
	rows := make([]people.Row, len(d.Persons))
	for i := range d.Persons {
		rows[i] = people.RowOf(&d.Persons[i])
	}
	return people.NewIndex(rows), 0, nil
}

func (d peopleDouble) Changes(ctx context.Context, _ int64) (model.Changes, error) {
	if err := d.read(ctx, "Patienten"); err != nil {
		return model.Changes{}, err
	}
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return model.Changes{Cases: slices.Clone(d.Persons), Removed: slices.Clone(d.removed)}, nil
}

func (d draftsDouble) SaveReport(_ context.Context, draft *model.Draft, was *model.Patient, own bool) error {
	if d.Slow != nil {
		<-d.Slow
	}
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Fail != nil {
		return d.Fail
	}
	if d.Faster && !own {
		return &answer.Failure{Kind: answer.FailStale}
	}
	if d.Faster {
		d.Faster = false
		draft.ID, draft.Rev, draft.Fassung = "d2", 1, "Fassung von Meier, 23.11.2026 10:41"
		d.Stored, d.Saves = *draft, d.Saves+1
		return &answer.Moved{DraftID: draft.ID, Fassung: draft.Fassung}
	}
	draft.Rev++
	d.Stored, d.Saves = *draft, d.Saves+1
	if !reflect.DeepEqual(*was, draft.Report.Patient) {
		d.Person.Patient, d.Was = draft.Report.Patient, append(d.Was, *was)
	}
	return nil
}

func (d draftsDouble) DraftsOf(context.Context, string) ([]model.Draft, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return append([]model.Draft(nil), d.Open...), nil
}

func (d draftsDouble) LatestDraft(context.Context) (*model.Draft, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if len(d.Open) == 0 {
		return nil, nil
	}
	latest := d.Open[0]
	return &latest, nil
}

func (d draftsDouble) Draft(context.Context, string) (model.Draft, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return d.Stored, nil
}

func (d reportsDouble) History(context.Context, string, string) ([]rule.Past, error) {
	return d.Past, nil
}

func (d reportsDouble) Stamped(r *model.Report) *model.Report {
	stamped := *r
	stamped.Absender = model.Absender{AbsenderID: "A-1", SoftwareID: "s", SoftwareVersion: "1"}
	stamped.Meldedatum = model.DatumOf(Today)
	return &stamped
}

func (d reportsDouble) Complete(_ context.Context, _ string, rev int, confirmed []string) (model.Delivery, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Refuse != nil {
		return model.Delivery{}, &answer.Refusal{Findings: d.Refuse}
	}
	d.Confirmed = confirmed
	d.Sendings = []model.Delivery{{Transaktionsnummer: fmt.Sprintf("0b6e1f7c-rev-%d", rev), CaseID: "c1", Typ: model.TypDiagnose,
		Date: "2026-05-14", State: model.StateQueued, Completed: Today}}
	return d.Sendings[0], nil
}

func (d sentDouble) Deliveries(context.Context, string) ([]model.Delivery, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return append([]model.Delivery(nil), d.Sendings...), nil
}

func (d sentDouble) Report(context.Context, string) (model.Report, error) {
	return NewDraft().Report, nil
}

func (d sentDouble) DeliveryPage(ctx context.Context, s model.DeliverySpan) (p model.DeliveryPage, err error) {
	if err := d.read(ctx, "Übertragung"); err != nil {
		return p, err
	}
	d.Mu.Lock()
	defer d.Mu.Unlock()
	d.Most = max(d.Most, s.N)
	defer func() { d.Rows += len(p.Deliveries) }()
	p = model.DeliveryPage{Counts: map[model.State]int{}, People: map[string]model.Case{"c1": d.Person}}
	for i := range d.Sendings {
		p.Counts[d.Sendings[i].State]++
	}
	p.From = max(0, min(s.From, len(d.Sendings)-s.N))
	p.Deliveries = slices.Clone(d.Sendings[p.From:min(len(d.Sendings), p.From+s.N)])
	return p, nil
}

// WalkDeliveries numbers the deliveries from the last one on, as the store does.
func (d sentDouble) WalkDeliveries(ctx context.Context, q model.DeliveryQuery, f func(*model.DeliveryLine) bool) error {
	d.Mu.Lock()
	all := slices.Clone(d.Sendings)
	d.Mu.Unlock()
	for i, s := range all {
		if q.Cases != nil && !slices.Contains(q.Cases, s.CaseID) || q.States != nil && !slices.Contains(q.States, s.State) {
			continue
		}
		if ctx.Err() != nil || !f(&model.DeliveryLine{Row: int64(len(all) - i), Delivery: s}) {
			return ctx.Err()
		}
	}
	return nil
}

func (d sentDouble) DeliveriesAt(_ context.Context, numbers []int64) (p model.DeliveryPage, err error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	p = model.DeliveryPage{Counts: map[model.State]int{}, People: map[string]model.Case{"c1": d.Person}}
	for i := range d.Sendings {
		p.Counts[d.Sendings[i].State]++
	}
	for _, n := range numbers {
		if i := len(d.Sendings) - int(n); i >= 0 && i < len(d.Sendings) {
			p.Deliveries = append(p.Deliveries, d.Sendings[i])
		}
	}
	return p, nil
}

func (d sentDouble) DeliveriesOf(ctx context.Context, tnrs []string) (p model.DeliveryPage, err error) {
	if err := d.read(ctx, "Übertragung"); err != nil {
		return p, err
	}
	d.Mu.Lock()
	defer d.Mu.Unlock()
	p.Counts = map[model.State]int{}
	for i := range d.Sendings {
		if p.Counts[d.Sendings[i].State]++; slices.Contains(tnrs, d.Sendings[i].Transaktionsnummer) {
			p.Deliveries = append(p.Deliveries, d.Sendings[i])
		}
	}
	d.Rows += len(p.Deliveries)
	return p, nil
}

func (d tasksDouble) FollowUps(_ context.Context, _ model.Datum, f func(worklist.Nachsorge) bool) error {
	for _, n := range d.Due {
		if !f(n) {
			break
		}
	}
	return nil
}

// Worklist leaves out the answers that were looked at, as the store does.
func (d tasksDouble) Worklist(ctx context.Context, _ func(int)) ([]worklist.Aufgabe, error) {
	if err := d.read(ctx, "Arbeitsliste"); err != nil {
		return nil, err
	}
	d.Mu.Lock()
	defer d.Mu.Unlock()
	seen := worklist.LiesGesehen(d.Remembrance[worklist.MerkGesehen])
	return slices.DeleteFunc(slices.Clone(d.Tasks), func(t worklist.Aufgabe) bool {
		return t.Angenommen != nil && !t.Angenommen.Bis.After(seen.Bis)
	}), nil
}

func (d tasksDouble) Waited(context.Context) ([]worklist.Gewartet, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return slices.Clone(d.LetGo), nil
}

// WorklistPage is a part of them.
func (d tasksDouble) WorklistPage(ctx context.Context, span worklist.Span, told func(int)) (worklist.Page, error) {
	all, err := d.Worklist(ctx, told)
	return PageOf(all, span), err
}

// PageOf is a part of a work list that is held whole.
func PageOf(all []worklist.Aufgabe, span worklist.Span) worklist.Page {
	p := worklist.Page{Counts: worklist.Count(all)}
	for i := range all {
		if a := &all[i]; a.In(span.Art) {
			p.Tasks = append(p.Tasks, *a)
		}
		if all[i].Art == worklist.AufgabeGesperrt {
			p.Held = append(p.Held, all[i])
		}
	}
	p.Total = len(p.Tasks)
	p.From = max(0, min(span.From, p.Total-span.N))
	p.Tasks = p.Tasks[p.From:min(p.Total, p.From+span.N)]
	return p
}

// Decide does what the work list makes of it, as long as no day comes.
func (d tasksDouble) Decide(_ context.Context, a *worklist.Aufgabe, e *worklist.Entscheid) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Fail != nil {
		return d.Fail
	}
	for i := range d.Tasks {
		t := &d.Tasks[i]
		if t.Frage != a.Frage || t.Sache != a.Sache {
			continue
		}
		if d.were == nil {
			d.were = map[string]worklist.Aufgabenart{}
		}
		if t.Entscheid == nil {
			d.were[t.Sache] = t.Art
		}
		switch t.Entscheid = e; {
		case e == nil:
			t.Art = d.were[t.Sache]
		case e.Settled():
			t.Art, e.Von, e.Am = worklist.AufgabeErledigt, "Meier", Today
		default:
			t.Art, e.Von, e.Am = worklist.AufgabeAufgeschoben, "Meier", Today
		}
	}
	return nil
}

func (d MemoryDouble) Recall(_ context.Context, prefix string) (map[string][]byte, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	found := map[string][]byte{}
	for name, content := range d.Remembrance {
		if strings.HasPrefix(name, prefix) {
			found[name] = content
		}
	}
	return found, nil
}

func (d MemoryDouble) Remember(_ context.Context, name string, content []byte) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Fail != nil {
		return d.Fail
	}
	if d.Remembrance == nil {
		d.Remembrance = map[string][]byte{}
	}
	d.Remembrance[name] = content
	if content == nil {
		delete(d.Remembrance, name)
	}
	return nil
}

func (d peopleDouble) DeleteCase(_ context.Context, id string) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Fail != nil {
		return d.Fail
	}
	d.Ended = "case " + id
	d.Remove(id)
	return nil
}

func (d peopleDouble) Forget(_ context.Context, id string, why model.Loeschgrund) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Fail != nil {
		return d.Fail
	}
	d.Ended = "everything about " + id + ", " + string(why)
	d.Remove(id)
	return nil
}

// Remove takes a person out of the store, as DeleteCase does in any program.
func (d *DeskDouble) Remove(id string) {
	d.Persons = slices.DeleteFunc(slices.Clone(d.Persons), func(c model.Case) bool { return c.ID == id })
	d.removed = append(d.removed, id)
}

func (d reportsDouble) Correct(_ context.Context, number string) (model.Draft, error) {
	draft := NewDraft()
	draft.Report = *d.sentReport()
	draft.Report.Meldung.Anmerkung = "Korrekturmeldung"
	draft.Ersetzt = number
	return draft, nil
}

func (d sentDouble) RequestDeletion(_ context.Context, number, reason, text string) (model.Delivery, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	asked := model.Delivery{Transaktionsnummer: "9aa-loesch", Art: model.SendungLoeschantrag, MeldungID: "m1", Ersetzt: number, CaseID: "c1",
		Typ: model.TypDiagnose, Date: "2026-05-14", State: model.StateQueued, Completed: Today, Notiz: reason + "/" + text}
	d.Sendings = append(d.Sendings, asked)
	return asked, nil
}

// sentReport is what the double has sent, without Fehler.
func (d *DeskDouble) sentReport() *model.Report {
	r := NewDraft().Report
	return &r
}

// NewDraft makes a draft as the store does, as far as the screens see it.
func (d draftsDouble) NewDraft(_ context.Context, caseID string, r *model.Report) (model.Draft, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	draft := NewDraft()
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
	d.Stored, d.Made = draft, d.Made+1
	return draft, nil
}

func (d reportsDouble) Preview(context.Context, *model.Report) ([]byte, error) {
	return []byte(SomeXML), nil
}

func (d sentDouble) Document(context.Context, string) ([]byte, error) { return []byte(SomeXML), nil }

func (d filesDouble) SaveFile(_ context.Context, path string, content []byte) (string, error) {
	if strings.HasPrefix(path, "/") {
		return "", &answer.Failure{Kind: answer.FailReadOnly, Err: errors.New("read-only")}
	}
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Files == nil {
		d.Files = map[string]string{}
	}
	d.Files["/home/meier/"+path] = string(content)
	return "/home/meier/" + path, nil
}

// WaitFor waits for a list to be asked for.
func (d *DeskDouble) WaitFor(t *testing.T, list string) {
	t.Helper()
	for late := time.Now().Add(10 * time.Second); d.Readings(list) == 0; time.Sleep(time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("%s was never read", list)
		}
	}
}

// BeginDraft gives a duplicate the person's own Stammdaten, as the store does.
func (d draftsDouble) BeginDraft(_ context.Context, caseID string, r *model.Report) (model.Draft, error) {
	draft := NewDraft()
	draft.ID, draft.PatientID = "d2", caseID
	begun := field.Copy(r)
	begun.Patient = draft.Report.Patient
	begun.Patient.Stammdaten.Nachname = "Zimmer"
	draft.Report = *begun
	return draft, nil
}

func (d reportsDouble) MarkPaper(_ context.Context, id string, _ int) (model.Delivery, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	d.Ended = "paper " + id
	d.Open = nil
	d.Sendings = []model.Delivery{{Transaktionsnummer: "0b6e1f7c-paper", CaseID: "c1", Typ: model.TypDiagnose, State: model.StateElsewhere, Papier: true}}
	return d.Sendings[0], nil
}

func (d reportsDouble) UnmarkPaper(_ context.Context, number string) (model.Draft, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	d.Ended = "not " + number
	d.Open, d.Sendings = []model.Draft{NewDraft()}, nil
	return d.Open[0], nil
}

func (d draftsDouble) DeleteDraft(_ context.Context, id string, _ int) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	d.Ended = "delete " + id
	for _, o := range d.Open {
		d.Thrown = append(d.Thrown, model.Thrown{Draft: o, At: Today})
	}
	d.Open = nil
	return nil
}

func (d basketDouble) Basket(context.Context) ([]model.Thrown, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return slices.Clone(d.Thrown), nil
}

func (d basketDouble) TakeBack(_ context.Context, id string) (model.Draft, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	for i := range d.Thrown {
		if back := d.Thrown[i].Draft; back.ID == id {
			d.Thrown, d.Open = slices.Delete(slices.Clone(d.Thrown), i, i+1), append(d.Open, back)
			return back, nil
		}
	}
	return model.Draft{}, &answer.Failure{Kind: answer.FailNotFound}
}

func (d sentDouble) Hold(_ context.Context, number string, s *model.Sperre) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	for i := range d.Sendings {
		if d.Sendings[i].Transaktionsnummer == number {
			d.Sendings[i].Sperre = s
		}
	}
	return nil
}

func (d sentDouble) Note(_ context.Context, number, text string) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	for i := range d.Sendings {
		if d.Sendings[i].Transaktionsnummer == number {
			d.Sendings[i].Notiz = text
		}
	}
	return nil
}

// Fails sets whether anything can be saved from now on.
func (d *DeskDouble) Fails(err error) func() { return func() { d.Change(func() { d.Fail = err }) } }

// ListDesk is a workplace whose lists are read as long as its gate is open.
func ListDesk() *DeskDouble {
	desk := &DeskDouble{Person: CaseOf("c1", "Ahorn"), DeskWork: DeskWork{Persons: []model.Case{CaseOf("c1", "Ahorn")}, Tasks: SomeTasks(), gate: make(chan struct{})}}
	desk.Sendings = []model.Delivery{{Transaktionsnummer: "t1", CaseID: "c1", State: model.StateQueued}}
	return desk
}
