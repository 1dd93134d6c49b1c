package model

// OrEmpty is a part, or an empty one where there is none.
func OrEmpty[T any](part *T) *T {
	if part == nil {
		return new(T)
	}
	return part
}
