package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"example.org/meldeportal/model/judges"
)

// unkeptCases is how many cases an earlier program has left behind.
const unkeptCases = 3000

// Whoever is killed while a large store is caught up with leaves what was done done:
// the next one goes on there, colleagues write in between, and in the end all is kept.
func TestKilledCatchUpGoesOn(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	path := testPath(t)
	v := must(openStore(t, path).Create(t.Context(), testSite, testLogin, testPassword))(t)
	insertManySent(t, v, 3*unkeptCases)
	execRaw(t, v.store.db.Writer, "UPDATE patient_case SET kept = NULL; DELETE FROM open_case; DELETE FROM followup")
	left := []int{unkeptCases}
	for kills := 0; left[len(left)-1] > 0; kills++ {
		cmd := child(t, os.Args[0], "catchup", path)
		said := lines(t, cmd)
		for range 2 {
			line, more := <-said
			if !more {
				break
			}
			left = append(left, must(strconv.Atoi(line))(t))
		}
		newDraft(t, v, "id7", "zwischendurch")
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
		if kills > unkeptCases/upgradeStep {
			t.Fatalf("left after each kill: %d: nothing goes on", left)
		}
	}
	for i := 1; i < len(left); i++ {
		if left[i] > left[i-1] {
			t.Errorf("left: %d: it began anew", left)
		}
	}
	if found := otherwise(kept(t, v), told(t, v)); found != "" || len(left) < 4 {
		t.Errorf("left: %d, %s", left, found)
	}
	if n := len(must(v.Drafts(t.Context(), "id7"))(t)); n == 0 {
		t.Error("no colleague wrote in between")
	}
}

// catcher catches up and says how many cases are left, slowly.
func catcher(args []string) error {
	v, err := childVault(args[0], "child")
	if err != nil {
		return err
	}
	err = v.CatchUp(context.Background(), func(left int) {
		fmt.Println(left)
		time.Sleep(20 * time.Millisecond)
	})
	fmt.Println(0)
	return errors.Join(err, v.store.Close())
}
