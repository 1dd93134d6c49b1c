package judges

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// complaints is a test that only listens.
type complaints struct {
	testing.TB
	failed bool
}

func (c *complaints) Helper()               {}
func (c *complaints) Errorf(string, ...any) { c.failed = true }

func TestARecordSeesWhatIsSaidOtherwise(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "record.tsv")
	Recorded(t, file, "b", "2", true)
	Recorded(t, file, "a", "1", true)
	Recorded(t, file, "b", "2", false)
	for key, now := range map[string]string{"a": "2", "b": "", "c": "1"} {
		c := &complaints{TB: t}
		Recorded(c, file, key, now, false)
		if !c.failed {
			t.Errorf("%s said as %q passes, want a complaint", key, now)
		}
	}
	if text, _ := os.ReadFile(file); string(text) != "a\t1\nb\t2\n" {
		t.Errorf("the record is %q", text)
	}
}

// No other test reads beside the repository.
func TestOnlyThisRoomKnowsTheFolderBesideTheRepository(t *testing.T) {
	t.Parallel()
	files := 0
	err := filepath.WalkDir(top(t), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || filepath.Base(filepath.Dir(path)) == "judges" {
			return err
		}
		files++
		text, err := os.ReadFile(path)
		if strings.Contains(string(text), "shared/domain") || strings.Contains(string(text), `"shared"`) {
			t.Errorf("%s reads beside the repository; judges.File says what is wanted and what is missing", path)
		}
		return err
	})
	if err != nil || files < 100 {
		t.Errorf("looked at %d files, %v", files, err)
	}
}

// Whatever lies beside the repository, its own samples are there.
func TestOurOwnSamplesAreThere(t *testing.T) {
	t.Parallel()
	if n := len(Samples(t, Own)); n < 20 {
		t.Errorf("got %d samples, want at least 20", n)
	}
}
