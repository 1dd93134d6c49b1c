package stage

import (
	"context"
	"sync"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/check"
	"example.org/meldeportal/model/einrichtung"
	"example.org/meldeportal/model/intake"
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
	Theirs    *model.Draft        // what somebody else has made of the draft since it was read
	Slow      chan struct{}       // a save takes as long as this is open
	Past      []rule.Past
	Refuse    []rule.Finding
	Confirmed []string
	Sendings  []model.Delivery
	Files     map[string]string    // by whole path
	Code      string               // that is wanted before a file is written, "" = none
	Lacking   rights.Roles         // of who sits here
	Roles     rights.Roles         // of the colleague
	Asked     []answer.Grant       // who was asked in
	Password  string               // the new one
	OpenHere  string               // id of the draft that is open
	OpenThere map[string]string    // who has drafts open at other programs
	Over      bool                 // the session
	Out       bool                 // the access of who sits here
	PutOut    string               // whose access was taken away
	Hurried   int                  // how often somebody wanted to send at once
	Came      []model.Rueckmeldung // what the registry has said
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
	Sessions    []answer.OpenSession
	Einrichtung einrichtung.Stand
	Package     intake.Judged // that is to be sent
	Own         check.Tally   // what the rules say of the own reports
	Unread      int           // own reports nobody can read
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

// presenceDouble has drafts open at colleagues'.
type presenceDouble struct{ *DeskDouble }

func (d presenceDouble) Editing(id string) { d.Change(func() { d.OpenHere = id }) }

// Colleagues are one, whom the double lets do everything.
func (presenceDouble) Colleagues() []string { return []string{"berta"} }

func (d presenceDouble) EditedBy(id string) string {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return d.OpenThere[id]
}

// Desk is the workplace that works with what d holds.
func (d *DeskDouble) Desk() *work.Desk {
	return &work.Desk{People: peopleDouble{d}, Drafts: draftsDouble{nil, d}, Reports: reportsDouble{nil, d}, Sent: sentDouble{d}, Registry: registryDouble{d}, Walks: sentDouble{d},
		Tasks: tasksDouble{d}, Basket: basketDouble{d}, Memory: MemoryDouble{d}, Files: filesDouble{d}, Station: stationDouble{nil, d}, Access: accessDouble{nil, d}, Account: accountDouble{d}, Presence: presenceDouble{d}, Arrivals: arrivalsDouble{d}}
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

// Fails sets whether anything can be saved from now on.
func (d *DeskDouble) Fails(err error) func() { return func() { d.Change(func() { d.Fail = err }) } }

// ListDesk is a workplace whose lists are read as long as its gate is open.
func ListDesk() *DeskDouble {
	desk := &DeskDouble{Person: CaseOf("c1", "Ahorn"), DeskWork: DeskWork{Persons: []model.Case{CaseOf("c1", "Ahorn")}, Tasks: SomeTasks(), gate: make(chan struct{})}}
	desk.Sendings = []model.Delivery{{Transaktionsnummer: "t1", CaseID: "c1", State: model.StateQueued}}
	return desk
}
