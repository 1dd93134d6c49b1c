package outbox

import (
	"errors"
	"math/rand/v2"
	"time"
)

// judge reads an error's verdict. An error without one is tried again: giving
// up is only right when the portal said so.
func judge(err error) (retry bool, wait time.Duration, mark, reason string) {
	var v Verdict
	if errors.As(err, &v) {
		return v.Retryable(), v.Wait(), v.Mark(), v.Reason()
	}
	return true, 0, "unknown", ""
}

// over reports an error that says that the session is over.
func over(err error) bool {
	var v Verdict
	return errors.As(err, &v) && v.SessionOver()
}

func jitter(limit time.Duration) time.Duration {
	if limit <= 0 {
		return 0
	}
	return rand.N(limit)
}
