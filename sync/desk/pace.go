package desk

import (
	"time"

	"example.org/meldeportal/model/intake"
)

// tellEvery is how often it is told how far a delivery is: more often than anybody
// can read, and seldom enough to cost nothing beside a report.
const tellEvery = 100 * time.Millisecond

// paced tells how far a delivery is now and then, and at once when a step of it
// begins. Without anybody who hears it, it tells nothing.
func paced(told func(intake.Progress)) func(intake.Progress) {
	if told == nil {
		return func(intake.Progress) {}
	}
	var last time.Time
	step := intake.Step(-1)
	return func(p intake.Progress) {
		if now := time.Now(); p.Step != step || now.Sub(last) >= tellEvery {
			step, last = p.Step, now
			told(p)
		}
	}
}
