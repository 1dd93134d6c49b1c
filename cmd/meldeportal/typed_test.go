package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui/tuitest"
)

// The proof that the forms are whole: every report of every valid oBDS sample is
// typed into the built program on a pseudo-terminal, the patient first, with
// keys a person has; the XML its preview saves holds the same report.
//
//	go test -v ./cmd/meldeportal -run TestTypedRoundTrip -samples DIR

var samples = flag.String("samples", "", "folder with oBDS samples to type, in place of our own and the public ones; a relative path counts from the top of the tree")

// allSamples are the samples of the named folder, else our own, and with them the
// public ones where they are.
func allSamples(t *testing.T) (list []sample) {
	t.Helper()
	switch {
	case *samples == "":
		for _, folder := range []string{judges.Own, "oeffentlich"} {
			for _, path := range judges.Samples(t, folder) {
				doc := readValid(path)
				if doc == nil {
					t.Fatalf("%s is not valid", path)
				}
				list = append(list, sample{filepath.Join(folder, filepath.Base(path)), doc})
			}
		}
	case filepath.IsAbs(*samples):
		list = readSamples(t, *samples)
	default:
		list = readSamples(t, filepath.Join("..", "..", *samples))
	}
	if len(list) == 0 {
		t.Fatalf("no valid sample in %s", *samples)
	}
	return list
}

// chosen are the samples to type: all of them where a folder was named or the
// long proofs run, else some six, so that each change is checked soon.
func chosen(all []sample) (list []sample) {
	named := killRounds > 1 || *samples != ""
	step := max(1, len(all)/6)
	for i, s := range all {
		if named || i%step == step-1 {
			list = append(list, s)
		}
	}
	return list
}

// sample is a file with the people and reports in it.
type sample struct {
	name string
	doc  *obds.Document
}

// readSamples are the files of a folder that the schema accepts.
func readSamples(t *testing.T, dir string) (list []sample) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.EqualFold(filepath.Ext(path), ".xml") {
			return err
		}
		if doc := readValid(path); doc != nil {
			name, _ := filepath.Rel(dir, path)
			list = append(list, sample{name, doc})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// readValid is a document the schema accepts, nil otherwise.
func readValid(path string) *obds.Document {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	if problems, err := obds.Check(f, obds.Options{}); err != nil || problems > 0 {
		return nil
	}
	if _, err := f.Seek(0, 0); err != nil {
		return nil
	}
	doc, err := obds.Read(f, obds.Options{})
	if err != nil {
		return nil
	}
	return doc
}

func TestTypedRoundTrip(t *testing.T) {
	files := chosen(allSamples(t))
	var count typedTally
	work := make(chan sample)
	var typists sync.WaitGroup
	for range 2 {
		typists.Go(func() {
			for s := range work {
				t.Run(s.name, func(t *testing.T) { typeSample(t, s, &count) })
			}
		})
	}
	for _, s := range files {
		work <- s
	}
	close(work)
	typists.Wait()
	count.print(t)
}

// typeSample types all reports of a file in a program of its own.
func typeSample(t *testing.T, s sample, count *typedTally) {
	y := sitDown(t)
	for i := range s.doc.Patients {
		p := &s.doc.Patients[i]
		y.person(&p.Patient)
		for n := range p.Meldungen {
			want := &model.Report{Patient: p.Patient, Meldung: p.Meldungen[n]}
			got, strokes := y.report(want)
			diff := tuitest.Differences(comparable(got), comparable(want))
			count.add(filepath.Dir(s.name), want, strokes, len(diff) == 0)
			for _, id := range diff {
				t.Errorf("%s, Meldung %d (%s): %s is %q, want %q", s.name, n+1, want.Meldung.Typ, id, textOf(got, id), textOf(want, id))
			}
		}
		y.close()
	}
}

// comparable is a report without what the program itself sets: who sends, who
// reports, when, and the number of the report. A stated "exact" of a date that
// need not state it means the same as none.
func comparable(r *model.Report) *model.Report {
	r = field.Written(dataset.Report, r)
	r.Absender, r.Melder, r.Meldedatum = model.Absender{}, model.Melder{}, ""
	r.Meldung.MeldungID, r.Meldung.MelderID = "", ""
	field.Walk(dataset.Report, r, func(b field.Bound) bool {
		if b.Row.Leaf() && b.Row.Type.Kind == field.Date {
			if day, g := model.Datum(b.Get()).Split(); g == model.Exakt {
				b.Set(day)
			}
		}
		return true
	})
	return r
}

func textOf(r *model.Report, id string) string {
	b, ok := field.Lookup(dataset.Report, r, id)
	if !ok || !b.Row.Leaf() {
		return ""
	}
	return b.Get()
}

// vaultOf opens the local store beside the running program.
func (d *desktop) vaultOf(p staff) *store.Vault {
	d.t.Helper()
	s, err := openStore(filepath.Join(d.dir, "meldeportal.db"), cmp.Or(d.cost, seal.Floor))(context.Background(), nil)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { s.Close() })
	vault, err := s.Unlock(context.Background(), p.login, p.password)
	if err != nil {
		d.t.Fatal(err)
	}
	return vault
}

// typedTally counts reports and keys, for each folder of samples.
type typedTally struct {
	mu         sync.Mutex
	equal, all int
	in         map[string]*folderTally
}

// folderTally are the keys of the reports in a folder, and one Tab and every
// character of the same reports.
type folderTally struct{ keys, floors map[model.Zweig][]int }

func (c *typedTally) add(folder string, r *model.Report, strokes []tuitest.Stroke, equal bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all++
	if equal {
		c.equal++
	}
	if c.in == nil {
		c.in = map[string]*folderTally{}
	}
	if c.in[folder] == nil {
		c.in[folder] = &folderTally{map[model.Zweig][]int{}, map[model.Zweig][]int{}}
	}
	f, typ := c.in[folder], r.Meldung.Typ
	f.keys[typ] = append(f.keys[typ], keysOf(typ, strokes))
	f.floors[typ] = append(f.floors[typ], floorOf(r))
}

// together is the tally of all folders.
func (c *typedTally) together() *folderTally {
	sum := &folderTally{map[model.Zweig][]int{}, map[model.Zweig][]int{}}
	for _, f := range c.in {
		for typ := range f.keys {
			sum.keys[typ] = append(sum.keys[typ], f.keys[typ]...)
			sum.floors[typ] = append(sum.floors[typ], f.floors[typ]...)
		}
	}
	return sum
}

// The floors the keys have to stay below, and the types in their order: one Tab
// for each filled field plus every character of it. They are medians over public
// samples; those of other samples are counted beside them.
var floors = []struct {
	typ  model.Zweig
	keys int
}{
	{model.TypDiagnose, 59}, {model.TypPathologie, 505}, {model.TypOP, 178}, {model.TypST, 100},
	{model.TypSYST, 118}, {model.TypVerlauf, 77}, {model.TypTod, 57}, {model.TypTumorkonferenz, 79},
}

// counts says which fields the keys are counted of: those of the report's type
// and of the tumour, with the editions of their codes, without the numbers that
// link parts of several reports.
func counts(typ model.Zweig, id string) bool {
	own := strings.HasPrefix(id, string(typ)+".") || strings.HasPrefix(id, "Tumorzuordnung.")
	return own && !strings.HasSuffix(id, "_ID") && !strings.HasSuffix(id, "TNM.ID")
}

// keysOf counts the keys on the way to and in the fields that count.
func keysOf(typ model.Zweig, strokes []tuitest.Stroke) (n int) {
	for _, s := range strokes {
		if counts(typ, s.Field) {
			n++
		}
	}
	return n
}

// floorOf is one Tab and every character of the same fields of this report.
func floorOf(r *model.Report) (n int) {
	for id, text := range field.Texts(dataset.Report, field.Written(dataset.Report, r)) {
		if text != "" && counts(r.Meldung.Typ, id) {
			day, _, _ := strings.Cut(text, "~")
			n += len([]rune(day)) + 1
		}
	}
	return n
}

// print says the share of equal reports and the medians beside the floors, of
// each folder and of all.
func (c *typedTally) print(t *testing.T) {
	fmt.Printf("TypedRoundTrip: %d of %d reports equal (%.1f %%)\n", c.equal, c.all, 100*float64(c.equal)/float64(max(c.all, 1)))
	if len(c.in) > 1 {
		for _, folder := range slices.Sorted(maps.Keys(c.in)) {
			c.in[folder].print(t, folder)
		}
	}
	c.together().print(t, "all")
}

func (c *folderTally) print(t *testing.T, name string) {
	for _, f := range floors {
		if len(c.keys[f.typ]) == 0 {
			continue
		}
		keys, own := median(c.keys[f.typ]), median(c.floors[f.typ])
		fmt.Printf("TypedRoundTrip: %-12s %-15s median %4d keys, floor %4d, of these reports %4d (%d reports)\n",
			name, f.typ, keys, f.keys, own, len(c.keys[f.typ]))
		if keys >= own {
			t.Errorf("%s, %s: median %d keys, want fewer than %d", name, f.typ, keys, own)
		}
	}
}

func median(n []int) int {
	s := slices.Sorted(slices.Values(n))
	return s[len(s)/2]
}
