package seal

import (
	"fmt"
	"io"
)

const redactedText = "[redacted]"

// redacted is embedded in every type that holds a secret: however the value is
// printed, logged or encoded, the text is all that comes out.
type redacted struct{}

// String gives "[redacted]".
func (redacted) String() string { return redactedText }

// GoString gives "[redacted]".
func (redacted) GoString() string { return redactedText }

// Format writes "[redacted]" for every verb.
func (redacted) Format(w fmt.State, _ rune) { _, _ = io.WriteString(w, redactedText) }

// MarshalText gives "[redacted]", for JSON too.
func (redacted) MarshalText() ([]byte, error) { return []byte(redactedText), nil }
