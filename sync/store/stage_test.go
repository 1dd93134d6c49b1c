package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
)

// crowd are n people with two reports and a draft each, made one after another.
func crowd(n int, took func(i int)) People {
	return func(take func(*Import) error) error {
		for i := range n {
			took(i)
			p := &Import{Patient: listedPatient(i), Drafts: []model.Report{numbered(model.Text(fmt.Sprintf("d-%d", i)), "4711")}}
			for k := range 2 {
				number := fmt.Sprintf("t-%d-%d", i, k)
				p.Sent = append(p.Sent, sentElsewhere(number, numbered(model.Text("m-"+number), "4711")))
			}
			if err := take(p); err != nil {
				return err
			}
		}
		return nil
	}
}

func nobodyLooks(int) {}

// atOnce is how many people an import gathers at once: fewer under the race detector,
// which needs no count.
func atOnce() int {
	if testing.Short() {
		return 20
	}
	return stagePeople
}

// everything counts what is in the store, seen or not.
func everything(t testing.TB, v *Vault) (counts map[string]int) {
	t.Helper()
	counts = map[string]int{}
	for _, table := range []string{"patient_case", "draft", "draft_body", "delivery", "delivery_body"} {
		counts[table] = int(must(queryOne(t.Context(), v.store.reader, scanNumber, "SELECT count(*) FROM "+table))(t))
	}
	return counts
}

// besides are the files beside the store an import has made.
func besides(t testing.TB, v *Vault) (names []string) {
	t.Helper()
	for _, e := range must(os.ReadDir(filepath.Dir(v.store.beside.path)))(t) {
		if strings.Contains(e.Name(), stageSuffix) && !strings.HasSuffix(e.Name(), ".lock") {
			names = append(names, e.Name())
		}
	}
	return names
}

// Until the last moment nobody sees anything of an import, and colleagues save.
func TestAnImportIsSeenAtItsEnd(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	colleague := newCase(t, v, "Ahorn")
	mark := must(v.Mark(t.Context()))(t)
	people := 3*atOnce() + 7
	done, err := v.Import(t.Context(), crowd(people, func(i int) {
		if i%atOnce() == 1 {
			newDraft(t, v, colleague.ID, "dazwischen")
		}
		if i == people-1 {
			if c := everything(t, v); c["patient_case"] != 1 || c["delivery"] != 0 {
				t.Errorf("while people are gathered the store has %v, want the colleague's person alone", c)
			}
			for _, name := range besides(t, v) {
				if text := must(os.ReadFile(filepath.Join(filepath.Dir(v.store.beside.path), name)))(t); strings.Contains(string(text), "Mustermann") {
					t.Errorf("%s tells names", name)
				}
			}
		}
	}), Importing{atOnce: atOnce()})
	if want := (Imported{Patients: people, Reports: 3 * people}); err != nil || done != want {
		t.Fatalf("Import = %+v, %v, want %+v", done, err, want)
	}
	if c := everything(t, v); c["patient_case"] != people+1 || c["delivery"] != 2*people || c["delivery_body"] != 2*people || c["draft_body"] != people+4 {
		t.Errorf("afterwards the store has %v", c)
	}
	if changes := must(v.Changes(t.Context(), mark))(t); len(changes.Cases) != people+1 {
		t.Errorf("%d cases changed, want all of the import and the colleague's", len(changes.Cases))
	}
	if found := otherwise(kept(t, v), told(t, v)); found != "" {
		t.Error(found)
	}
	c := allCases(t, v)[people]
	if sent := must(v.Reports(t.Context(), c.ID))(t); c.Accepted != 2 || c.Drafts != 1 || len(sent) != 2 || sent[0].Unreadable {
		t.Errorf("the last person has %+v and %d reports", c, len(sent))
	}
	if rest := besides(t, v); len(rest) != 0 {
		t.Errorf("files left: %v", rest)
	}
}

// Who breaks off leaves nothing behind, also when the large part has moved already.
func TestABrokenOffImportLeavesNothing(t *testing.T) {
	t.Parallel()
	for name, breakOff := range map[string]func(v *Vault, stop func(), done Imported){
		"while people are gathered": func(_ *Vault, stop func(), done Imported) {
			if done.Patients >= 2*atOnce() {
				stop()
			}
		},
		"when somebody has entered one of them": func(v *Vault, _ func(), done Imported) {
			if done.Patients == 3*atOnce() {
				c := model.Case{Patient: listedPatient(atOnce())}
				if err := v.SaveCase(context.Background(), &c, nil); err != nil {
					panic(err)
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newVault(t)
			ctx, stop := context.WithCancel(t.Context())
			_, err := v.Import(ctx, crowd(3*atOnce(), nobodyLooks), Importing{Mark: "x", atOnce: atOnce(), Told: func(done Imported) { breakOff(v, stop, done) }})
			if !errors.Is(err, context.Canceled) && !errors.Is(err, ErrMoved) {
				t.Fatalf("Import = %v, want it broken off", err)
			}
			if c := everything(t, v); c["patient_case"] > 1 || c["delivery"]+c["delivery_body"]+c["draft"]+c["draft_body"] != 0 {
				t.Errorf("the store has %v, want nothing of the import", c)
			}
			if rest := besides(t, v); len(rest) != 0 {
				t.Errorf("files left: %v", rest)
			}
			if done, err := v.Import(t.Context(), crowd(3, nobodyLooks), Importing{}); err != nil || done.Reports != 9 {
				t.Errorf("the next import = %+v, %v", done, err)
			}
		})
	}
}

// A file beside that a power cut has spoiled is begun anew.
func TestASpoiledStageIsBegunAnew(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	if err := os.WriteFile(v.store.beside.path+stageSuffix, []byte(strings.Repeat("kein SQLite ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if done, err := v.Import(t.Context(), crowd(3, nobodyLooks), Importing{Mark: "x"}); err != nil || done.Reports != 9 {
		t.Errorf("Import = %+v, %v", done, err)
	}
}

func TestTwoDoNotImportAtOnce(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	_, err := v.Import(t.Context(), crowd(1, func(int) {
		if _, err := v.Import(t.Context(), crowd(1, nobodyLooks), Importing{}); !errors.Is(err, ErrImporting) {
			t.Errorf("a second import meanwhile = %v, want ErrImporting", err)
		}
	}), Importing{})
	if err != nil {
		t.Fatal(err)
	}
}

// importer imports until it is killed. It says how far it is.
func importer(args []string) error {
	v, err := childVault(args[0], "child")
	if err != nil {
		return err
	}
	_, err = v.Import(context.Background(), crowd(importedAtKill, nobodyLooks), Importing{Mark: "the same", Told: func(done Imported) { fmt.Println(done.Patients) }})
	fmt.Println("done")
	return err
}

const importedAtKill = 5 * stagePeople

// Killed at any moment, an import is seen whole or not at all, and the same one goes
// on where it was.
func TestAKilledImportGoesOn(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	program := must(os.Executable())(t)
	wentOn := 0
	for kill := range importKills {
		path := testPath(t)
		s := openStore(t, path)
		v := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
		cmd := child(t, program, "importer", path)
		said := lines(t, cmd)
		for range kill % 5 {
			<-said
		}
		time.Sleep(time.Duration(kill) * 7 * time.Millisecond)
		_ = cmd.Process.Signal(syscall.SIGKILL)
		_ = cmd.Wait()
		switch c := everything(t, v); {
		case c["patient_case"] != 0 && (c["patient_case"] != importedAtKill || c["delivery"] != 2*importedAtKill || c["draft"] != importedAtKill):
			t.Fatalf("kill %d: the store has %v, want all or nothing", kill, c)
		case c["patient_case"] == 0 && c["delivery"]+c["draft"] != 0:
			t.Fatalf("kill %d: the store has %v, want nothing that is seen", kill, c)
		}
		first := -1
		done, err := v.Import(t.Context(), crowd(importedAtKill, nobodyLooks), Importing{Mark: "the same", Told: func(done Imported) {
			if first < 0 {
				first = done.Patients
			}
		}})
		if err != nil {
			t.Fatalf("kill %d: gone on: %v", kill, err)
		}
		if first != stagePeople {
			wentOn++
		}
		c := everything(t, v)
		want := map[string]int{"patient_case": importedAtKill, "draft": importedAtKill, "draft_body": importedAtKill, "delivery": 2 * importedAtKill, "delivery_body": 2 * importedAtKill}
		for table, n := range want {
			if c[table] != n {
				t.Errorf("kill %d: %d rows of %s after %+v, want %d", kill, c[table], table, done, n)
			}
		}
	}
	if wentOn == 0 {
		t.Error("no import went on where it was: all of them began anew")
	}
}

// BenchmarkImport takes many reports in while a colleague saves: how long it takes,
// how long one save waits at the most, what a report costs in the file.
func BenchmarkImport(b *testing.B) {
	for b.Loop() {
		path := testPath(b)
		s := openStore(b, path)
		v := must(s.Create(b.Context(), testSite, testLogin, testPassword))(b)
		c := newCase(b, v, "Kollegin")
		waits := make(chan time.Duration, 1)
		ctx, stop := context.WithCancel(b.Context())
		go func() { waits <- longestSave(ctx, path, c.ID) }()
		begin := time.Now()
		done, err := v.Import(b.Context(), crowd(importedReports/3, nobodyLooks), Importing{})
		if err != nil || done.Reports != importedReports/3*3 {
			b.Fatal(done, err)
		}
		b.ReportMetric(time.Since(begin).Seconds(), "s")
		stop()
		b.ReportMetric(float64((<-waits).Milliseconds()), "longest-save-ms")
		if info, err := os.Stat(path + "-wal"); err == nil {
			b.ReportMetric(float64(info.Size()>>20), "log-MiB")
		}
	}
	b.ReportMetric(0, "ns/op")
}

// longestSave is a colleague in a program of her own.
func longestSave(ctx context.Context, path, caseID string) (longest time.Duration) {
	v, err := childVault(path, "colleague")
	if err != nil {
		return time.Hour
	}
	defer v.store.Close()
	d, err := v.NewDraft(ctx, caseID, testReport("x"))
	for n := 0; err == nil && ctx.Err() == nil; n++ {
		d.Report.Meldung.Anmerkung = model.Text(fmt.Sprint(n))
		begin := time.Now()
		if err = v.SaveDraft(context.WithoutCancel(ctx), &d); err != nil {
			return time.Hour
		}
		longest = max(longest, time.Since(begin))
		time.Sleep(20 * time.Millisecond)
	}
	return longest
}

// Who stops an import interrupts what the writing connection does, which is given up for
// another one; all the same nothing of the import is left, and nothing went wrong.
func TestAnInterruptedImportLeavesNothing(t *testing.T) {
	onFile(t)
	t.Parallel()
	v := newVault(t)
	st := must(v.openStage(t.Context(), "lieferung"))(t)
	if err := errors.Join(st.gather(t.Context(), crowd(20, func(int) {}), Importing{}), st.move(t.Context())); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	_, err := v.store.db.Writer.ExecContext(ctx, "CREATE TEMP TABLE much AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n")
	if err == nil {
		t.Fatal("the statement was not interrupted")
	}
	if err := st.close(); err != nil {
		t.Errorf("close = %v", err)
	}
	if n := must(queryOne(t.Context(), v.store.reader, scanNumber, "SELECT count(*) FROM delivery_body"))(t); n != 0 {
		t.Errorf("%d bodies are left", n)
	}
}

// An import counts by hand what triggers count otherwise: after each one the counters are
// right, and the triggers are there for everybody else.
func TestAnImportIsCounted(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	for _, people := range []int{3, 9} { // the second brings six more
		must(v.Import(t.Context(), crowd(people, nobodyLooks), Importing{}))(t)
		queue(t, v, newCase(t, v, fmt.Sprint("Kollegin ", people)).ID, fmt.Sprint("tnr-", people))
		const wrong = `SELECT count(*) FROM (SELECT state, count(*) AS n FROM delivery GROUP BY state) AS counted
FULL JOIN (SELECT state, n FROM delivery_count WHERE n > 0) AS kept ON kept.state = counted.state WHERE kept.n IS DISTINCT FROM counted.n`
		if n := must(queryOne(t.Context(), v.store.reader, scanNumber, wrong))(t); n != 0 {
			t.Errorf("after %d people %d counters are wrong", people, n)
		}
	}
}
