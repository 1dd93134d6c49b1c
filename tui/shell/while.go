package shell

import (
	"context"

	"example.org/meldeportal/tui/kit"
)

// stay is how long a screen is on the stack.
type stay struct {
	while context.Context
	end   context.CancelFunc
}

// While ends when a screen is left or the person signs out, and with it what the
// screen reads. What it changes in the store goes on until she signs out: During.
func (sh *Shell) While(s kit.Screen) context.Context {
	if here, ok := sh.here[s]; ok {
		return here.while
	}
	while, end := context.WithCancel(sh.During)
	if sh.here == nil {
		sh.here = map[kit.Screen]stay{}
	}
	sh.here[s] = stay{while, end}
	return while
}

// left ends what a screen still reads.
func (sh *Shell) left(s kit.Screen) {
	if here, ok := sh.here[s]; ok {
		here.end()
		delete(sh.here, s)
	}
}

// leftAll ends what all screens still read.
func (sh *Shell) leftAll() {
	for s := range sh.here {
		sh.left(s)
	}
}
