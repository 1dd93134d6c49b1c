package intake

// Progress is how far a delivery is.
type Progress struct {
	Step        Step
	Reports, Of int // Of = 0: nobody knows yet how many there are
	File, Files int // of those that are read
}

// Step is what is being done with a delivery.
type Step int

// The steps, in their order.
const (
	Reading   Step = iota
	Comparing      // with what is here
	Storing
	Judging    // a package that is to be sent
	Completing // what is valid of it
	Sending    // until the portal has answered
)
