package guard

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// Garbage has memory collected when the garbage is so many percent of what is in use,
// but not while it is fewer bytes than that: a small program would look for it all the
// time, which was a quarter of what carrying away a queue costs.
func Garbage(percent, atLeast int) { (&collector{percent: percent, atLeast: atLeast}).adjust() }

type collector struct{ percent, atLeast int }

// mostPercent bounds what the first collection waits for: the runtime reckons with
// 4 MiB in use at least.
const mostPercent = 1000

// adjust runs after each collection: the runtime tells nobody of one but finalizers.
func (c *collector) adjust() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	debug.SetGCPercent(c.percentOf(live[0].Value.Uint64()))
	runtime.SetFinalizer(&collector{c.percent, c.atLeast}, (*collector).adjust)
}

func (c *collector) percentOf(live uint64) int {
	return max(c.percent, min(mostPercent, int(uint64(c.atLeast)*100/max(1, live))))
}
