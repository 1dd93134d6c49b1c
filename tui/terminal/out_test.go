package terminal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// drawing is an Out whose terminal is a file, in a time of its own.
func drawing(t *testing.T) (o *Out, shows func(text string) bool) {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "terminal"))
	if err != nil {
		t.Fatal(err)
	}
	o = NewOut(file)
	o.resize(20, 3)
	stop, over := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		o.Draw(stop)
	}()
	t.Cleanup(func() { close(stop); <-over; file.Close() })
	return o, func(text string) bool {
		synctest.Wait()
		written, err := os.ReadFile(file.Name())
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(string(written), text)
	}
}

func TestTheAnswerToAKeyDoesNotWaitBehindAFrameNobodyAskedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, shows := drawing(t)
		o.show("first news")
		if !shows("first news") {
			t.Error("what changes after a pause is not written at once")
		}
		if o.show("next"); shows("next") {
			t.Error("what follows is not gathered")
		}
		o.answer()
		if o.show("key"); !shows("key") {
			t.Error("the answer to a key waits until what follows is gathered")
		}
	})
}

func TestKeysHeldDownAreGathered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, shows := drawing(t)
		for _, key := range []string{"one", "two", "three"} {
			o.answer()
			o.show(key)
			if got := shows(key); got != (key == "one") {
				t.Errorf("%s is written: %t", key, got)
			}
		}
		time.Sleep(gather)
		if !shows("three") || shows("two") {
			t.Error("the last of them is not shown, or all of them are")
		}
	})
}
