package portal

import (
	"fmt"
	"io"
	"log/slog"
)

const redactedText = "[redacted]"

// Hidden is text that must not show: a password, a code, a secret, a token.
// Printed or logged it gives "[redacted]"; only JSON carries its value, and
// string(h) reads it.
type Hidden string

// String gives "[redacted]".
func (h Hidden) String() string { return redactedText }

// GoString gives "[redacted]".
func (h Hidden) GoString() string { return redactedText }

// Format writes "[redacted]" for every verb.
func (h Hidden) Format(w fmt.State, _ rune) { _, _ = io.WriteString(w, redactedText) }

// LogValue gives "[redacted]".
func (h Hidden) LogValue() slog.Value { return slog.StringValue(redactedText) }
