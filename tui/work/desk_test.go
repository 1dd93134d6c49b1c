package work

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
