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

// Two demos are started on one new folder in the same moment: the people are invented
// once, and each waits for them before it opens the store.
func TestTwoDemosInventTheirPeopleOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var demos [2]*demo
	for i := range demos {
		d, err := openDemo(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer d.close()
		demos[i] = d
	}
	for i, d := range demos {
		s, err := d.open(t.Context(), nil)
		if err != nil {
			t.Fatalf("demo %d: %v", i, err)
		}
		defer s.Close()
		vault, err := s.Unlock(t.Context(), demoUsers[2].login, demoUsers[2].password)
		if err != nil {
			t.Fatalf("demo %d: %v", i, err)
		}
		if n, err := vault.CaseCount(t.Context()); err != nil || n != demoPatients {
			t.Errorf("demo %d holds %d people, %v; want %d", i, n, err, demoPatients)
		}
	}
}
