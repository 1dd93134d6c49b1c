package desk

import (
	"context"
	"crypto/rand"
	"maps"
	"slices"
	"sync"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/sync/store"
)

// sayAgain is how often a program says that a draft is still open at it.
const sayAgain = store.EditingLasts / 4

// inHand is which draft is open here, and which are at other programs.
type inHand struct {
	mu      sync.Mutex
	station string // of this program
	here    string // id of the draft that is open, "" = none
	said    time.Time
	others  map[string]store.Editor // by the id of a draft
	able    []string                // login names of colleagues who may write reports
}

// Editing says that a draft is open here now, "" = none any more. Colleagues read it in
// their lists; it keeps nobody out.
func (d *Desk) Editing(draftID string) {
	d.present.mu.Lock()
	d.present.here = draftID
	d.present.mu.Unlock()
	if d.life.Err() == nil {
		d.ended.Go(func() { d.sayEditing(d.life) })
	}
}

// EditedBy is who has a draft open at another program, "" = nobody.
func (d *Desk) EditedBy(draftID string) string {
	d.present.mu.Lock()
	defer d.present.mu.Unlock()
	return d.present.others[draftID].Login
}

// Colleagues are those a report can be handed to, by login name.
func (d *Desk) Colleagues() []string {
	d.present.mu.Lock()
	defer d.present.mu.Unlock()
	return slices.Clone(d.present.able)
}

// learnColleagues looks who they are; nobody has to be told.
func (d *Desk) learnColleagues(ctx context.Context) {
	grants, err := d.vault.Grants(ctx)
	if err != nil {
		return
	}
	var able []string
	for i := range grants {
		if g := &grants[i]; g.CanTake() && g.Login != d.vault.Login() {
			able = append(able, g.Login)
		}
	}
	d.present.mu.Lock()
	defer d.present.mu.Unlock()
	d.present.able = able
}

// sayEditing writes down which draft is open here. Where it cannot be written, as on a
// full disk, nobody is told.
func (d *Desk) sayEditing(ctx context.Context) {
	p := &d.present
	p.mu.Lock()
	if p.station == "" {
		p.station = rand.Text()
	}
	station, here := p.station, p.here
	p.said = d.now()
	p.mu.Unlock()
	_ = d.vault.MarkEditing(ctx, station, here)
}

// learnEditing looks what is open at other programs, and reports whether that is news.
func (d *Desk) learnEditing(ctx context.Context) bool {
	p := &d.present
	p.mu.Lock()
	station, again := p.station, p.here != "" && d.now().Round(0).Sub(p.said.Round(0)) > sayAgain // by the clock that goes on while the machine sleeps
	p.mu.Unlock()
	if again {
		d.sayEditing(ctx)
	}
	others, err := d.vault.Editing(ctx, station)
	if err != nil {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	moved := !maps.Equal(p.others, others)
	p.others = others
	return moved
}

// leaveEditing has nothing open here any more, before the store is closed.
func (d *Desk) leaveEditing() {
	d.present.mu.Lock()
	open := d.present.station != ""
	d.present.here = ""
	d.present.mu.Unlock()
	if !open {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	d.sayEditing(ctx)
}

// inHands says of drafts and tasks in whose hands they are just now.
func (d *Desk) inHands(drafts []model.Draft, tasks []worklist.Aufgabe) {
	d.present.mu.Lock()
	defer d.present.mu.Unlock()
	for i := range drafts {
		drafts[i].InArbeit = d.present.others[drafts[i].ID].Login
	}
	for i := range tasks {
		if tasks[i].InArbeit = ""; tasks[i].DraftID != "" {
			tasks[i].InArbeit = d.present.others[tasks[i].DraftID].Login
		}
	}
}

// othersHands are the drafts that are open at other programs.
func (d *Desk) othersHands() map[string]store.Editor {
	d.present.mu.Lock()
	defer d.present.mu.Unlock()
	return d.present.others // a new one each time something moves
}

// anewInHands says of what was sent in whose hands its correction is just now, or the draft of
// what was refused.
func (d *Desk) anewInHands(sent []model.Delivery) {
	others := d.othersHands()
	for i := range sent {
		sent[i].InArbeit = anewIn(others, &sent[i])
	}
}

// anewIn is who of others has another version of a report open, "" = nobody.
func anewIn(others map[string]store.Editor, d *model.Delivery) string {
	for _, by := range others {
		if by.Ersetzt == d.Transaktionsnummer || d.State == model.StateRejected && by.MeldungID != "" && by.MeldungID == d.MeldungID {
			return by.Login
		}
	}
	return ""
}
