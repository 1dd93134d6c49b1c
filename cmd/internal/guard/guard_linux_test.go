package guard

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// guarded is set for the child of TestTheMemoryOfAProgramIsItsOwn.
const guarded = "MELDEPORTAL_TEST_GUARDED"

func TestTheMemoryOfAProgramIsItsOwn(t *testing.T) {
	if mode := os.Getenv(guarded); mode != "" {
		if mode == "yes" {
			Process()
		}
		say(t)
		return
	}
	for mode, want := range map[string]string{"yes": "dumpable 0, core 0", "no": "dumpable 1, core 1048576"} {
		cmd := exec.Command("sh", "-c", "ulimit -c 1048576 2>/dev/null; exec \"$0\" \"$@\"", os.Args[0], "-test.run=^TestTheMemoryOfAProgramIsItsOwn$", "-test.v")
		cmd.Env = append(os.Environ(), guarded+"="+mode)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		if mode == "no" { // the control; a machine may forbid core files altogether
			want = strings.TrimSuffix(want, "1048576")
		}
		if !strings.Contains(string(out), want) {
			t.Errorf("guarded %s: want %q in %s", mode, want, out)
		}
	}
}

func say(t *testing.T) {
	dumpable, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0)
	var core unix.Rlimit
	if err == nil {
		err = unix.Getrlimit(unix.RLIMIT_CORE, &core)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("dumpable %d, core %d", dumpable, core.Cur)
}
