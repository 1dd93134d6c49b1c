package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"example.org/meldeportal/model/judges"
)

// A power cut leaves what was synchronised, any part of what was written since, and of the
// last of that perhaps a half. strace writes down what a program writes, when it waits for
// the disk and when it says that something is saved; of that, disks are made as a power cut
// may leave them at any moment, and opened.
func TestAPowerCutLosesNothingConfirmed(t *testing.T) {
	onFile(t)
	judges.Alone(t)
	t.Parallel()
	judges.Program(t, "strace")
	var lost, images, promises atomic.Int64
	for images.Load() < powerImages {
		cut := tracedRun(t, "sync")
		promises.Add(int64(len(cut.said())))
		cut.images(t, min(powerImages, imagesPerRun), func(err error) {
			if images.Add(1); err != nil && lost.Add(1) < 5 {
				t.Error(err)
			}
		})
	}
	control := tracedRun(t, "off")
	broken := atomic.Int64{}
	control.images(t, controlImages, func(err error) {
		if err != nil {
			broken.Add(1)
		}
	})
	if broken.Load() == 0 || promises.Load() == 0 {
		t.Errorf("%d confirmed verbs, and of %d disks of a program that waits for none %d have lost something: the test proves nothing", promises.Load(), controlImages, broken.Load())
	}
	t.Logf("power cut: %d disks of %d confirmed verbs, %d lost or torn; control that does not wait for the disk: %d of %d", images.Load(), promises.Load(), lost.Load(), broken.Load(), controlImages)
}

const (
	imagesPerRun = 1000
	powerCases   = 12 // that the traced program works on
	powerLook    = 24 // of what was said last, and so many of what was said before, are looked for
)

// powered works on some cases and says so, with what has the log be taken over often. Told
// "off" it does not wait for the disk.
func powered(args []string) error {
	s, err := Open(context.Background(), args[0], testOptions(args[2]))
	if err != nil {
		return err
	}
	pragmas := "PRAGMA wal_autocheckpoint = 60"
	if args[1] == "off" {
		pragmas += "; PRAGMA synchronous = OFF"
	}
	if _, err := s.db.Writer.Exec(pragmas); err != nil {
		return err
	}
	v := &Vault{s, testKey, testLogin}
	for i := range powerCases {
		if err := crashCase(v, args[2]+strconv.Itoa(i), fmt.Println); err != nil {
			return err
		}
	}
	return nil // and not closed: what is left is what counts
}

// disk is what a traced program did with its files, in order.
type disk struct {
	was    map[string][]byte // files before, by name
	events []diskEvent
}

// diskEvent is a write, a cut to a length, a synchronisation or a word.
type diskEvent struct {
	file string
	at   int64
	data []byte // nil = cut to at
	sync int    // > 0: what was written to the file before that event is on the disk
	said string
}

func tracedRun(t *testing.T, how string) *disk {
	t.Helper()
	path := testPath(t)
	if err := openStore(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	d := &disk{was: map[string][]byte{}}
	for _, name := range filesIn(t, filepath.Dir(path)) {
		d.was[name] = must(os.ReadFile(filepath.Join(filepath.Dir(path), name)))(t)
	}
	log := filepath.Join(t.TempDir(), "strace")
	cmd := exec.Command("strace", "-f", "--seccomp-bpf", "-y", "-qq", "-xx", "-s", "8388608", "-e", "signal=none", "-e", "trace=write,pwrite64,ftruncate,fsync,fdatasync,lseek", "-o", log,
		os.Args[0], path, how, "p"+strconv.Itoa(rand.IntN(1<<30))+"-")
	cmd.Env = append(os.Environ(), childRole+"=powered")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("strace: %v\n%s", err, out)
	}
	d.read(t, filepath.Dir(path), must(os.ReadFile(log))(t))
	return d
}

var (
	tracedCall    = regexp.MustCompile(`^(\d+) +(\w+)\((\d+)<([^>]*)>(.*)$`)
	tracedResumed = regexp.MustCompile(`^(\d+) +<\.\.\. (fsync|fdatasync) resumed>.*= 0`)
	tracedData    = regexp.MustCompile(`^, "((?:\\x[0-9a-f]{2})*)"(\.\.\.)?, (\d+)(?:, (\d+))?`)
	tracedCut     = regexp.MustCompile(`^, (\d+)`)
	tracedSeek    = regexp.MustCompile(`^, .*= (\d+)$`)
)

// read takes what strace wrote down. A call that another thread's comes into counts for what
// it writes when it begins, for what it waits for when it ends.
func (d *disk) read(t *testing.T, folder string, log []byte) {
	t.Helper()
	waits, place := map[string]diskEvent{}, map[string]int64{}
	for raw := range bytes.Lines(log) {
		line := string(bytes.TrimRight(raw, "\n"))
		if m := tracedResumed.FindStringSubmatch(line); m != nil {
			if e, ok := waits[m[1]]; ok {
				d.events = append(d.events, e)
				delete(waits, m[1])
			}
			continue
		}
		m := tracedCall.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		thread, call, fd, rest := m[1], m[2], m[3], m[5]
		path := unhex(t, m[4])
		file := filepath.Base(path)
		ours := filepath.Dir(path) == folder
		data := tracedData.FindStringSubmatch(rest)
		switch {
		case call == "write" && fd == "1" && data != nil:
			d.events = append(d.events, diskEvent{said: strings.TrimSpace(unhex(t, data[1]))})
		case !ours || strings.HasSuffix(file, "-shm"):
		case call == "lseek":
			if s := tracedSeek.FindStringSubmatch(rest); s != nil {
				place[path] = must(strconv.ParseInt(s[1], 10, 64))(t)
			}
		case call == "write" || call == "pwrite64":
			if data == nil || data[2] != "" {
				t.Fatalf("not understood: %.200s", line)
			}
			e := diskEvent{file: file, data: []byte(unhex(t, data[1]))}
			if call == "pwrite64" {
				e.at = must(strconv.ParseInt(data[4], 10, 64))(t)
			} else {
				e.at = place[path]
				place[path] += int64(len(e.data))
			}
			d.events = append(d.events, e)
		case call == "ftruncate":
			d.events = append(d.events, diskEvent{file: file, at: must(strconv.ParseInt(tracedCut.FindStringSubmatch(rest)[1], 10, 64))(t)})
		default: // it waits for the disk
			e := diskEvent{file: file, sync: max(1, len(d.events))}
			if strings.HasSuffix(rest, "<unfinished ...>") {
				waits[thread] = e
			} else {
				d.events = append(d.events, e)
			}
		}
	}
}

// unhex is a text as strace writes it with -xx; a path it may leave as it is.
func unhex(t *testing.T, text string) string {
	t.Helper()
	if !strings.HasPrefix(text, `\x`) {
		return text
	}
	b := make([]byte, 0, len(text)/4)
	for i := 0; i+4 <= len(text); i += 4 {
		n, err := strconv.ParseUint(text[i+2:i+4], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		b = append(b, byte(n))
	}
	return string(b)
}

func (d *disk) said() (all []string) {
	for i := range d.events {
		if d.events[i].said != "" {
			all = append(all, d.events[i].said)
		}
	}
	return all
}

// cutAt is what a power cut leaves before an event, and what was said before it.
func (d *disk) cutAt(at int, random *rand.Rand) (files map[string][]byte, said []string) {
	safe := map[string]int{}
	for i := range d.events[:at] {
		if e := &d.events[i]; e.sync > 0 {
			safe[e.file] = max(safe[e.file], e.sync)
		}
	}
	files = map[string][]byte{}
	for name, content := range d.was {
		files[name] = slices.Clone(content)
	}
	kept := random.IntN(3) // of what is not safe: nothing, anything, all
	for i := range d.events[:at] {
		e := &d.events[i]
		switch {
		case e.said != "":
			said = append(said, e.said)
		case e.file == "" || e.sync > 0:
		case i < safe[e.file] || kept == 2 || kept == 1 && random.IntN(2) == 0:
			files[e.file] = e.put(files[e.file], i >= safe[e.file] && random.IntN(4) == 0, random)
		}
	}
	return files, said
}

const sector = 512

// put is what the file holds after the event, or after a half of it: some of its sectors.
func (e *diskEvent) put(content []byte, torn bool, random *rand.Rand) []byte {
	if e.data == nil {
		return append(content, make([]byte, max(0, int(e.at)-len(content)))...)[:e.at]
	}
	end := int(e.at) + len(e.data)
	content = append(content, make([]byte, max(0, end-len(content)))...)
	for from := 0; from < len(e.data); from += sector {
		if !torn || random.IntN(2) == 0 {
			copy(content[int(e.at)+from:], e.data[from:min(len(e.data), from+sector)])
		}
	}
	return content
}

// images makes disks and tells of each what is wrong with it.
func (d *disk) images(t *testing.T, n int, told func(error)) {
	t.Helper()
	var all sync.WaitGroup
	for w := range 2 {
		all.Go(func() {
			random := rand.New(rand.NewPCG(rand.Uint64(), uint64(w)))
			dir := t.TempDir()
			for range n / 2 {
				files, said := d.cutAt(1+random.IntN(len(d.events)), random)
				told(lookAtDisk(t, dir, files, said, random))
			}
		})
	}
	all.Wait()
}

// lookAtDisk opens the store of a disk and looks for what was said.
func lookAtDisk(t *testing.T, dir string, files map[string][]byte, said []string, random *rand.Rand) error {
	for _, old := range filesIn(t, dir) {
		if err := os.Remove(filepath.Join(dir, old)); err != nil {
			return err
		}
	}
	path := ""
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return err
		}
		if strings.HasSuffix(name, ".db") {
			path = filepath.Join(dir, name)
		}
	}
	s, err := Open(t.Context(), path, testOptions("later"))
	if err != nil {
		return fmt.Errorf("of %v: %w", slices.Sorted(maps.Keys(files)), err)
	}
	defer s.Close()
	var verdict string
	if err := s.reader.QueryRow("PRAGMA integrity_check(1)").Scan(&verdict); err != nil || verdict != "ok" {
		return fmt.Errorf("integrity_check: %s, %w", verdict, errors.Join(err, errors.New("not sound")))
	}
	v := &Vault{s, testKey, testLogin}
	for i, line := range said {
		if late := i >= len(said)-powerLook; !late && random.IntN(len(said)) >= powerLook {
			continue
		}
		if err := keptWord(t, v, line); err != nil {
			return fmt.Errorf("confirmed %q: %w", line, err)
		}
	}
	return nil
}
