package main

// verdict ends a command with an exit status. Its text, where there is one, is
// a German sentence for the person at the shell.
type verdict struct {
	status int
	text   string
}

func (v *verdict) Error() string { return v.text }
