package store

// headerKey is a text of a header that is no field of the patient: the name it is
// kept under, for ever and beginning with a dot, and where it stands in a T. The
// tables of keys, caseKeys and entryKeys, are the one place that names such a text.
type headerKey[T any] struct {
	name string
	get  func(*T) string // "" is not kept
	set  func(*T, string) error
}

const yes = "J"

func textKey[T any, S ~string](name string, at func(*T) *S) headerKey[T] {
	return headerKey[T]{name,
		func(t *T) string { return string(*at(t)) },
		func(t *T, text string) error { *at(t) = S(text); return nil }}
}

func markKey[T any](name string, at func(*T) *bool) headerKey[T] {
	return headerKey[T]{name,
		func(t *T) string {
			if *at(t) {
				return yes
			}
			return ""
		},
		func(t *T, text string) error { *at(t) = text == yes; return nil }}
}

// headerKeys is the table of a header. They are few: going through them is as fast
// as a map.
type headerKeys[T any] []headerKey[T]

// write adds what t says to the texts of a header.
func (keys headerKeys[T]) write(t *T, texts map[string]string) {
	for _, k := range keys {
		if text := k.get(t); text != "" {
			texts[k.name] = text
		}
	}
}

// read takes a text of a header over; false where it is none of the keys'.
func (keys headerKeys[T]) read(t *T, name []byte, text string) (known bool, err error) {
	if name[0] != '.' {
		return false, nil
	}
	for i := range keys {
		if keys[i].name == string(name) {
			return true, keys[i].set(t, text)
		}
	}
	return false, nil
}
