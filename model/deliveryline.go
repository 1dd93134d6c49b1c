package model

// DeliveryQuery narrows the walk over all deliveries as far as the store can look that
// up; the rest is for whoever walks.
type DeliveryQuery struct {
	Cases  []string // of these persons, nil = of all
	States []State  // in one of these states, nil = in any
}

// DeliveryLine is a delivery as a walk over all of them knows it, and its number there:
// with it its page is read. Note, hold, reason and receipt it leaves out.
type DeliveryLine struct {
	Row int64
	Delivery
}
