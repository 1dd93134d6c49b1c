package obds

import "io"

// Check holds a document against the schema and tells of every problem. No
// problem means that the official schema accepts the document, and the other
// way round. The error is a *Refusal when the document cannot be read, or the
// reader's own.
func Check(in io.Reader, opts Options) (problems int, err error) {
	opts.Note = nil
	opts.Limits.Controls = KeepControls
	m, err := newMatcher(in, opts)
	if err != nil {
		return 0, err
	}
	for {
		more, err := m.step()
		if err != nil || !more {
			return m.found, err
		}
	}
}
