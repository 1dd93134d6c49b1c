package outbox

// Many deliveries are under way at once, so that the portal and the store can take
// several of them in one go: what takes long is to wait for a disk. Claim hands out one
// of a case at a time; that keeps the reports of a patient in order.

// depart notes that deliveries are under way.
func (o *Outbox) depart(n int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.way += n
}

// arrive notes that one has ended. After the last one the queue is looked at again:
// another one of the same case may be due.
func (o *Outbox) arrive() {
	o.mu.Lock()
	o.way--
	last := o.way == 0
	o.mu.Unlock()
	select {
	case o.ends <- struct{}{}:
	default:
	}
	if last {
		o.Kick()
	}
}

func (o *Outbox) underWay() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.way
}

// Typed says that somebody presses keys: for a moment less is under way, so that a key
// finds a processor free. What ends together wakes together, and a key waits behind it.
func (o *Outbox) Typed() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.typed = o.Now()
}

// most is how many may be under way.
func (o *Outbox) most() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	switch {
	case !o.heard:
		return few
	case o.Now().Sub(o.typed) < typing:
		return beside
	}
	return abreast
}

// roomy waits until there is room for half of what may be under way, so that few
// transactions claim many. After a failure it waits for all of them: whether the portal
// is there they tell.
func (o *Outbox) roomy() {
	for {
		left := o.most() / 2
		if o.lostSome() {
			left = 0
		}
		if o.underWay() <= left {
			return
		}
		<-o.ends
	}
}
