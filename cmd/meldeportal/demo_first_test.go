package main

import (
	"testing"
	"time"

	"github.com/gofrs/flock"
)

// Two programs are started on one demo folder in the same moment: the second one
// waits for the address of the portal that the first is bringing up.
func TestTheSecondDemoWaitsForTheAddressOfTheFirst(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	host := flock.New(dir + "/demo.lock")
	if first, err := host.TryLock(); err != nil || !first {
		t.Fatalf("lock: %t, %v", first, err)
	}
	defer host.Close()
	one := &demo{installation: &installation{paths: paths{data: dir}}, host: host}
	two := &demo{installation: &installation{paths: paths{data: dir}}, host: flock.New(dir + "/demo.lock")}
	defer two.host.Close()
	written := make(chan error, 1)
	go func() {
		time.Sleep(100 * time.Millisecond)
		one.address = demoAddress{URL: "https://127.0.0.1:1"}
		written <- one.writeAddress()
	}()
	first, err := two.first()
	if err != nil || first || two.address.URL != "https://127.0.0.1:1" {
		t.Errorf("first %t, address %q, %v; want the address of the host", first, two.address.URL, err)
	}
	if err := <-written; err != nil {
		t.Fatal(err)
	}
}
