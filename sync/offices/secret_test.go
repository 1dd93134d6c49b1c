package offices_test

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/model/linkage"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/offices/auswertung"
	"example.org/meldeportal/sync/offices/kontrollnummern"
	"example.org/meldeportal/sync/seal"
)

// filesOf are the files of an office, one behind the other.
func filesOf(t testing.TB, dir string) (all []byte) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files in %s, %v", dir, err)
	}
	for _, path := range paths {
		all = append(all, must[[]byte](t)(os.ReadFile(path))...)
	}
	return all
}

// forms are what entries of a dictionary look like in a file, by their first 8 bytes.
type forms map[uint64]int

// in is how many entries are in some files.
func (f forms) in(text []byte) int {
	found := map[int]bool{}
	for i := 0; i+8 <= len(text); i++ {
		if n, is := f[binary.BigEndian.Uint64(text[i:])]; is {
			found[n] = true
		}
	}
	return len(found)
}

func formsOf(of func(n int) []uint64) forms {
	all := forms{}
	for n := range dictionary {
		for _, form := range of(n) {
			all[form] = n
		}
	}
	return all
}

// entry is a name and a day of birth of a dictionary; n says which.
func entry(n int) (name, born string) {
	const letters = "BCDFGKLMNPRSTVWZ"
	name = ""
	for i, at := 0, n; i < 5; i, at = i+1, at/len(letters) {
		name += letters[at%len(letters):at%len(letters)+1] + "AEIOU"[i:i+1]
	}
	return name, fmt.Sprintf("%04d-%02d-%02d", 1930+n%70, 1+n%12, 1+n%28)
}

// plain is what anybody can compute of an entry of a dictionary: the first 8 bytes of each form.
func plain(n int) (forms []uint64) {
	name, born := entry(n)
	add := func(form []byte) { forms = append(forms, binary.BigEndian.Uint64(form)) }
	for _, text := range []string{name + "LER", name[:1] + strings.ToLower(name[1:]) + "ler", born, name + "LER" + born, name + "LER|" + born} {
		sha, md := sha256.Sum256([]byte(text)), md5.Sum([]byte(text))
		for _, form := range [][]byte{[]byte(text), sha[:], md[:], []byte(hex.EncodeToString(sha[:])), []byte(hex.EncodeToString(md[:]))} {
			add(form)
		}
	}
	return append(forms, linkage.Plain(linkage.Nachname1, name+"LER"))
}

// leaked is what who has keys computes of it besides.
func leaked(n int, first *seal.FirstStage, second []*seal.SecondStage) (forms []uint64) {
	name, _ := entry(n)
	number := first.Kryptogramm("name", name+"LER")
	forms = append(forms, binary.BigEndian.Uint64(number))
	for _, s := range second {
		number, _ = s.Kontrollnummer(number)
		forms = append(forms, binary.BigEndian.Uint64(number))
	}
	return forms
}

// Who has all files of an office and a dictionary finds nobody. With the keys of both stages he
// would; after numbers were encrypted over he does not.
func TestADictionaryFindsNobodyInTheFilesOfAnOffice(t *testing.T) {
	t.Parallel()
	r := newRegistry(t, newKeys(t), nil)
	const reports = 20
	for i := range reports {
		name, born := entry(i * 7)
		r.arrive(t, number(i+1), report(t, person{name[:1] + strings.ToLower(name[1:]) + "ler", "Anna", "", born, "", fmt.Sprintf("P-%d", i)}, fmt.Sprintf("M-%d", i), nil))
	}
	known := formsOf(plain)
	with := func(second ...*seal.SecondStage) int {
		return formsOf(func(n int) []uint64 { return leaked(n, r.first, second) }).in(filesOf(t, r.dirs[offices.Auswertung]))
	}
	names := 0
	look := func(when string) {
		for _, o := range offices.All() {
			hits := known.in(filesOf(t, r.dirs[o]))
			names += hits
			if hits != 0 {
				t.Errorf("%s: %d names of a dictionary are in the files of %s", when, hits, o)
			}
		}
	}
	for _, w := range r.ways() { // while it is on its way
		look("before " + string(w.to))
		if _, err := w.from.DeliverOnce(context.Background(), w.to, w.send); err != nil {
			t.Fatal(err)
		}
	}
	r.carry(t)
	look("at the end")
	stolen, first := with(r.second...), with()
	changed(t, r, func() {})
	after, both := with(r.second[0]), with(r.second...)
	t.Logf("%d names × birthdays against the files of each of 4 offices, on the way and at the end: %d found; with K1 and K2 leaked %d, with K1 alone %d, after over-encryption %d, with the new key too %d", dictionary, names, stolen, first, after, both)
	if stolen != reports || both != reports || first != 0 || after != 0 {
		t.Errorf("with both keys %d of %d are found, with K1 alone %d, after over-encryption %d (with the new key too: %d)", stolen, reports, first, after, both)
	}
}

// changed has the Kontrollnummernstelle have a new key and the register changed to it; meanwhile
// does something when it is half done.
func changed(t *testing.T, r *registry, meanwhile func()) {
	t.Helper()
	ctx := context.Background()
	r.second = append(r.second, stage(t, uint32(len(r.second)+1)))
	path := filepath.Join(r.dirs[offices.Kontrollnummern], string(offices.Kontrollnummern)+".db")
	if err := r.kontrollnummern.Close(); err != nil {
		t.Fatal(err)
	}
	r.kontrollnummern = must[*kontrollnummern.Stelle](t)(r.openKontrollnummern(t, path, path))
	meanwhile()
	for {
		n, err := r.auswertung.Change(ctx, uint32(len(r.second)-1))
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			break
		}
	}
	r.carry(t)
	if g, err := r.auswertung.Generations(ctx); err != nil || len(g) != 1 || g[uint32(len(r.second))] == 0 {
		t.Errorf("generations after the change: got %v, %v, want the newest", g, err)
	}
}

// Whoever reports while the key is changed is the same person afterwards as before.
func TestTheRegisterOutlivesAChangeOfKeys(t *testing.T) {
	t.Parallel()
	r := newRegistry(t, newKeys(t), nil)
	berta := person{"Schmidt", "Berta", "", "1950-01-31", "", "P-2"}
	r.arrive(t, number(1), report(t, anna, "M-1", nil))
	r.arrive(t, number(2), report(t, berta, "M-2", nil))
	r.carry(t)
	changed(t, r, func() {
		r.arrive(t, number(3), report(t, anna, "M-3", nil))
		r.carry(t)
	})
	r.arrive(t, number(4), report(t, berta, "M-4", nil))
	r.carry(t)
	if c := r.cases(t); len(c) != 2 || len(c[1].Reports) != 2 || len(c[2].Reports) != 2 {
		t.Errorf("cases: got %+v, want two of two reports", c)
	}
	if n, err := r.auswertung.Change(context.Background(), 1); err != nil || n != 0 {
		t.Errorf("the job goes on with %d, %v", n, err)
	}
	aside, err := r.kontrollnummern.Desk().LaidAside(context.Background())
	if err != nil || len(aside) != 0 {
		t.Errorf("laid aside: %+v, %v", aside, err)
	}
	if _, err := r.auswertung.Change(context.Background(), 2); err != nil { // there is no third key
		t.Fatal(err)
	}
	r.carry(t)
	if aside, err := r.kontrollnummern.Desk().LaidAside(context.Background()); err != nil || len(aside) != 1 || aside[0].Code != "generation" {
		t.Errorf("laid aside: got %+v, %v, want what a third key is missing for", aside, err)
	}
	if c := r.cases(t); len(c) != 2 {
		t.Errorf("cases: got %+v", c)
	}
}

// After a Löschung no file of any office has name, number or Kontrollnummer of the person.
func TestADeletedReportIsInNoFile(t *testing.T) {
	t.Parallel()
	r := newRegistry(t, newKeys(t), nil)
	gone := person{"Verschwindibus", "Zdenka", "Unauffindbar", "1957-11-23", "A123456780", "PATIENT-4711"}
	r.arrive(t, number(1), report(t, gone, "MELDUNG-0815", nil))
	r.arrive(t, number(2), report(t, gone, "MELDUNG-0815", nil))
	r.arrive(t, number(3), report(t, person{"Schmidt", "Berta", "", "1950-01-31", "", "P-2"}, "M-3", nil))
	r.carry(t)
	var traces [][]byte
	for _, text := range []string{"Verschwindibus", "VERSCHWINDIBUS", "Zdenka", "ZDENKA", "Unauffindbar", "UNAUFFINDBAR", "A123456780", "PATIENT-4711", "MELDUNG-0815", "1957-11-23"} {
		traces = append(traces, []byte(text))
	}
	var numbers [][]byte
	for kind, values := range map[string][]string{"name": {"VERSCHWINDIBUS", "ZDENKA", "UNAUFFINDBAR"}, "kvnr": {"A123456780"}, "tag": {"23"}} {
		for _, value := range values {
			k := r.first.Kryptogramm(kind, value)
			number := must[[]byte](t)(r.second[0].Kontrollnummer(k))
			traces, numbers = append(traces, k, k[:8]), append(numbers, number, number[:8])
		}
	}
	hits := func(o offices.Office, of [][]byte) (n int) {
		text := filesOf(t, r.dirs[o])
		for _, trace := range of {
			n += bytes.Count(text, trace)
		}
		return n
	}
	if before := hits(offices.Auswertung, numbers); before < len(numbers) {
		t.Fatalf("before the Löschung %d traces are found, want at least %d: the test looks for the wrong thing", before, len(numbers))
	}
	r.put(t, offices.Eingang{Art: offices.Loeschung, Melder: site, Nummer: number(9), Eingang: moment, MeldungID: "MELDUNG-0815"})
	r.carry(t)
	sum := 0
	for _, o := range offices.All() {
		n := hits(o, append(traces, numbers...))
		sum += n
		if n != 0 {
			t.Errorf("after the Löschung %d traces are in the files of %s", n, o)
		}
	}
	t.Logf("after a Löschung: %d hits of %d traces in the files of 4 offices", sum, len(traces)+len(numbers))
	for _, o := range []offices.Office{offices.Vertrauen, offices.Auswertung} {
		db := must[*database.DB](t)(database.Open(filepath.Join(r.dirs[o], string(o)+".db"), database.Options{}))
		var n int
		if err := db.Reader.QueryRow("SELECT count(*) FROM geloescht WHERE at > 0 AND grund <> ''").Scan(&n); err != nil || n == 0 {
			t.Errorf("%s has %d tombstones, %v", o, n, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

// What cannot be used is laid aside or refused with a German sentence, and nothing after it
// waits for it; a key that is brought later opens what waited.
func TestWhatCannotBeUsedStopsNothing(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	k, other := newKeys(t), newKeys(t)
	other.site = k.site
	r := newRegistry(t, k, nil)
	mine := r.list
	r.list = other.list // sealed for offices whose keys nobody here has
	r.arrive(t, number(1), report(t, anna, "M-1", nil))
	r.list = mine
	r.arrive(t, number(2), report(t, anna, "M-2", nil))
	r.put(t, offices.Eingang{Art: offices.Meldung, Melder: site, Nummer: number(3), Eingang: moment, Schluessel: r.site.Public(), Umschlag: []byte("{}")})
	r.put(t, offices.Eingang{Art: offices.Meldung, Melder: site, Nummer: number(4), Eingang: moment, Schluessel: other.custodian.Recipient(), Umschlag: r.sealed(t, number(4), report(t, anna, "M-4", nil))})
	r.put(t, offices.Eingang{Art: offices.Meldung, Melder: site, Nummer: number(6), Eingang: moment, Schluessel: r.site.Public(), Umschlag: r.sealed(t, number(5), report(t, anna, "M-5", nil))})
	r.arrive(t, number(7), report(t, anna, "M-7", nil))
	r.carry(t)
	want := map[string]string{number(2): "angenommen", number(3): "abgelehnt", number(4): "abgelehnt", number(6): "abgelehnt", number(7): "angenommen"}
	for _, b := range r.heard {
		if !strings.HasPrefix(b.Ergebnis.Ergebnis, want[b.Nummer]) || want[b.Nummer] == "abgelehnt" && !strings.Contains(b.Text, "Bitte") {
			t.Errorf("result of %s: got %+v", b.Nummer, b)
		}
		delete(want, b.Nummer)
	}
	if len(want) != 0 {
		t.Errorf("no result of %v", want)
	}
	wrong := r.asks(t, number(8), "M-2")
	wrong.Nummer = number(9)
	r.put(t, wrong)
	r.carry(t)
	aside, err := r.vertrauen.Desk().LaidAside(ctx)
	if err != nil || len(aside) != 2 || aside[0].Code != "schluessel" || !strings.Contains(aside[0].Text, "Bitte") || aside[1].Code != "form" || !strings.Contains(aside[1].Text, "Bitte") {
		t.Fatalf("laid aside: got %+v, %v, want the one sealed for another key, and the request under another number", aside, err)
	}
	if n, err := r.vertrauen.Again(ctx); err != nil || n != 0 {
		t.Errorf("without the key: %d, %v", n, err)
	}
	brought := r.reopenVertrauen(t, other.identity)
	if n, err := brought.Again(ctx); err != nil || n != 1 {
		t.Errorf("with the key: %d, %v", n, err)
	}
	r.carry(t)
	if aside, err := r.auswertung.Desk().LaidAside(ctx); err != nil || len(aside) != 1 || aside[0].Code != "schluessel" {
		t.Errorf("laid aside at the next office, which has not its key either: got %+v, %v", aside, err)
	}
	if pairs, err := r.auswertung.Pairs(ctx, auswertung.Verbunden, 9); err != nil || len(pairs) != 1 {
		t.Errorf("links: %+v, %v", pairs, err)
	}
}
