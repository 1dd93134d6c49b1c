package terminal

import "errors"

// ErrHungUp is returned by Run when the terminal went away: everything typed
// has been saved.
var ErrHungUp = errors.New("terminal hung up")
