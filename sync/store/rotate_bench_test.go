package store

import "testing"

// BenchmarkReseal takes somebody's access away from a store with 10,000 reports and has
// everything sealed anew.
func BenchmarkReseal(b *testing.B) {
	v, err := openStore(b, testPath(b)).Create(b.Context(), testSite, testLogin, testPassword)
	if err != nil {
		b.Fatal(err)
	}
	insertManyWaiting(b, v, 10_000)
	for b.Loop() {
		b.StopTimer()
		if err := v.Admit(b.Context(), "carl", testPassword); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if err := v.Revoke(b.Context(), "carl"); err != nil {
			b.Fatal(err)
		}
		if err := v.Reseal(b.Context(), func(int) {}); err != nil {
			b.Fatal(err)
		}
	}
}
