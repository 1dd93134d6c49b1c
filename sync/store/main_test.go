package store

import (
	"bufio"
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Some tests need other processes: the test binary runs itself, and this
// variable says as what.
const childRole = "MELDEPORTAL_TEST_CHILD"

var roles = map[string]func(args []string) error{
	"writer":   crashWriter,
	"busy":     busyWriter,
	"readonly": readOnlyUser,
	"upgrade":  upgrader,
	"importer": importer,
	"catchup":  catcher,
	"restorer": restorer,
	"resealer": resealer,
	"timed":    timedWriter,
	"powered":  powered,
}

func TestMain(m *testing.M) {
	role, ok := roles[os.Getenv(childRole)]
	if !ok {
		os.Exit(m.Run())
	}
	if err := role(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// child is this binary in another role.
func child(t testing.TB, program, role string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), childRole+"="+role)
	cmd.Stderr = os.Stderr
	return cmd
}

// lines collects what a child says until its output ends.
func lines(t testing.TB, cmd *exec.Cmd) <-chan string {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	said := make(chan string, 1<<16)
	go func() {
		defer close(said)
		for r := bufio.NewReader(out); ; {
			line, err := r.ReadString('\n')
			if err != nil {
				return // a line that was cut is no acknowledgement
			}
			said <- strings.TrimSpace(line)
		}
	}()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return said
}

// childVault opens the store of a parent as its user.
func childVault(path, prefix string) (*Vault, error) {
	o := testOptions(prefix)
	o.Now = time.Now
	if folder := os.Getenv(besideFolder); folder != "" { // what one of them leaves the next one finds
		o.Beside = filepath.Join(folder, fmt.Sprintf("%x.db", sha256.Sum256([]byte(path))))
	}
	s, err := Open(context.Background(), path, o)
	if err != nil {
		return nil, err
	}
	return s.Unlock(context.Background(), testLogin, testPassword)
}

// noise is a text that nobody can pack, another one for each seed.
func noise(seed, length int) string {
	random := rand.New(rand.NewPCG(uint64(seed), 1))
	text := make([]byte, length)
	for i := range text {
		text[i] = byte('0' + random.IntN(64))
	}
	return string(text)
}
