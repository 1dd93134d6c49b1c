package interview

import "time"

// sayEvery is how often it is said how far something is that takes long.
const sayEvery = 5 * time.Second

// NowAndThen says how far something is, at once and then seldom enough to be listened to.
func NowAndThen[T any](z *Session, sentence func(T) string) func(T) {
	var said time.Time
	return func(far T) {
		if now := z.Services.Now(); now.Sub(said) >= sayEvery {
			said = now
			z.Say("%s", sentence(far))
		}
	}
}
