// Package judges is what tests are judged by that is no part of the program:
// other people's programs (xmllint, oathtool, zbarimg) and official files,
// which may lie in a folder beside the repository. Every test that wants one of
// them asks here and nowhere else.
//
// A clone with nothing beside it is judged by what it brings along: its own
// samples, and tables of the official files' facts in the testdata folders. Where
// an official file is there too, tests compare with it in addition; where it is
// not, that comparison is no part of the run. A test skips for a missing program
// only. With MELDEPORTAL_JUDGES=required nothing may be missing.
package judges

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// folder is the place beside the repository, as seen from its top.
var folder = filepath.Join("..", "shared", "domain")

// Program is the path of another program; the test is skipped where it is not
// installed.
func Program(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	if required() {
		t.Fatalf("%s is not installed", name)
	}
	t.Skipf("%s is not installed", name)
	return ""
}

// File is the path of an official file, if it is beside the repository.
func File(t testing.TB, name string) (path string, there bool) {
	t.Helper()
	path = filepath.Join(top(t), folder, filepath.FromSlash(name))
	_, err := os.Stat(path)
	switch {
	case err == nil:
		return path, true
	case !errors.Is(err, fs.ErrNotExist) || required():
		t.Fatalf("the official %s is not beside the repository: %v", name, err)
	}
	t.Logf("the official %s is not beside the repository; this run does not compare with it", name)
	return "", false
}

// Editions are the editions of the schema that judge documents, oldest first: each
// those of its own version, the first those of older ones, too.
var Editions = []string{"3.0.4", "3.0.5"}

// Schema is the path of the official schema of an edition, if it is beside the
// repository.
func Schema(t testing.TB, edition string) (path string, there bool) {
	t.Helper()
	return File(t, "oBDS_v"+edition+".xsd")
}

// EditionOf is the edition of the schema that judges a document, in UTF-8 or UTF-16.
func EditionOf(document []byte) string {
	document = bytes.ReplaceAll(document, []byte{0}, nil)
	for _, edition := range Editions[1:] {
		if bytes.Contains(document, []byte(`Schema_Version="`+edition+`"`)) {
			return edition
		}
	}
	return Editions[0]
}

// Own is the name of the folder of samples that belong to the repository.
const Own = "eigen"

// Samples are the paths of a folder's sample documents. Our own are always
// there; those of others (oeffentlich, ungueltig) may lie beside the repository.
func Samples(t testing.TB, name string) []string {
	t.Helper()
	dir := filepath.Join(top(t), "model", "obds", "testdata", Own)
	if name != Own {
		beside, there := File(t, "samples/"+name)
		if !there {
			return nil
		}
		dir = beside
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.xml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no sample documents in %q: %v", dir, err)
	}
	return files
}

// required says that all judges are there.
func required() bool { return os.Getenv("MELDEPORTAL_JUDGES") == "required" }

// top is the top of the repository; a test runs in the folder of its package.
func top(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatalf("no go.mod above %s", dir)
		}
		dir = parent
	}
}

// Alone marks a long test in which nothing goes on side by side. The race detector,
// for which the tests run with -short, has nothing to see there.
func Alone(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("long, and alone: nothing for the race detector")
	}
}
