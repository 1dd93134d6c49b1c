package shell

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// The toolkit's own handler prints what a panic carried, which may be a
// patient's value, in the middle of a stack trace. So panics are caught here:
// the program ends like after a key, drafts saved and terminal restored.

// Crash is the error of Run when the program itself was at fault.
type Crash struct {
	Where string // functions and lines, the innermost first; no values
	Lost  error  // why the last entries could not be saved, nil when they are
}

func (*Crash) Error() string { return "program crashed" }

// Crash is where the program itself was at fault, nil as long as it was not.
func (sh *Shell) Crash() *Crash { return sh.crash.Load() }

// crashMsg ends the program after a panic outside of Update.
type crashMsg struct{}

// crashed notes where a panic was. It is called while the panic's stack stands.
func (sh *Shell) crashed() {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	var where []string
	for more := true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		where = append(where, fmt.Sprintf("%s:%d", f.Function, f.Line))
	}
	sh.crash.CompareAndSwap(nil, &Crash{Where: strings.Join(where, " < ")}) // the first one counts
}

// guarded keeps a command's panic from the toolkit, also those of the commands
// it bundles; the toolkit keeps the types of some bundles to itself.
func (sh *Shell) guarded(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if recover() != nil {
				sh.crashed()
				msg = crashMsg{}
			}
		}()
		msg = cmd()
		v := reflect.ValueOf(msg)
		if !v.IsValid() || v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
			return msg
		}
		for i := range v.Len() {
			v.Index(i).Set(reflect.ValueOf(sh.guarded(v.Index(i).Interface().(tea.Cmd))))
		}
		return msg
	}
}
