package model

import "time"

// PapierkorbTage is how many days a deleted draft can be taken back; then it is erased.
const PapierkorbTage = 30

// Thrown is a deleted draft in the paper basket.
type Thrown struct {
	Draft Draft // as it was; where nobody can read it, marked as in a list
	At    time.Time
}

// Until is when it is erased.
func (t *Thrown) Until() time.Time { return t.At.AddDate(0, 0, PapierkorbTage) }
