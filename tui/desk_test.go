package tui

import (
	"reflect"
	"testing"
)

// A noun somebody cannot hold in the head at once is two nouns.
func TestTheNounsOfADeskAreSmall(t *testing.T) {
	t.Parallel()
	desk := reflect.TypeFor[Desk]()
	for i := range desk.NumField() {
		if noun := desk.Field(i); noun.Type.NumMethod() > 8 {
			t.Errorf("%s has %d methods, want at most 8", noun.Name, noun.Type.NumMethod())
		}
	}
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
