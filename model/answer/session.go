package answer

import "time"

// OpenSession is one of the sessions an account has open at the portal.
type OpenSession struct {
	ID       string
	Programm string // that opened it, as it called itself
	Begun    time.Time
	Expires  time.Time // without a key
	Eigene   bool      // it is the one that asks
}
