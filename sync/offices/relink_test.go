package offices_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/offices/auswertung"
)

// spoil makes of a register one that an engine of before linked badly: nobody is linked to
// anybody, and two who have nothing in common are one.
func spoil(t *testing.T, place string) {
	t.Helper()
	db := must[*sql.DB](t)(sql.Open("sqlite", place))
	defer db.Close()
	for _, text := range []string{
		"DELETE FROM entscheidung", "DELETE FROM frage", "DELETE FROM paar", "UPDATE bericht SET registernummer = id, erste = id", "UPDATE zaehler SET wert = (SELECT max(id) FROM bericht) WHERE name = 'registernummer'",
		"UPDATE bericht SET registernummer = 1 WHERE id = 2", "INSERT INTO paar (id, a, b, gewicht, vektor, stand) VALUES (1, 1, 2, 30, (SELECT zeroblob(30)), 'verbunden')", "UPDATE zaehler SET wert = 1 WHERE name = 'paar'",
	} {
		if _, err := db.Exec(text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
}

// somebody is one of a few people, in turn.
func somebody(n int) person {
	return person{fmt.Sprintf("Person%c", 'a'+n%people), fmt.Sprintf("Vorname%c", 'k'+n%people), "", fmt.Sprintf("19%02d-03-%02d", 40+n%people, 1+n%people), "", fmt.Sprintf("P-%d", n%people)}
}

// A register that was linked badly is linked well afterwards, whenever the job is killed; the dry
// run says what changes and changes nothing; what somebody has decided stays.
func TestLinkingAnewOutlivesKills(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	r := newRegistry(t, newKeys(t), nil)
	const reports = 260 // more than are compared at once
	for i := range reports {
		r.arrive(t, number(i+1), report(t, somebody(i), fmt.Sprintf("M-%d", i), nil))
	}
	r.carry(t)
	path := filepath.Join(r.dirs[offices.Auswertung], string(offices.Auswertung)+".db")
	spoil(t, path)
	for { // one that was broken off
		a := must[auswertung.Anew](t)(r.auswertung.CompareAnew(ctx))
		if a.Ready {
			break
		}
	}
	before := must[auswertung.Effect](t)(r.auswertung.Effect(ctx))
	if before.Joined != reports-1 || before.Into != people || before.Split != 1 || before.To != 2 || before.Kept != 0 {
		t.Errorf("a dry run says %+v, want %d persons to be %d, and one to be two", before, reports-1, people)
	}
	if n := len(r.cases(t)); n != reports-1 {
		t.Errorf("after a dry run there are %d persons, want %d", n, reports-1)
	}
	if err := r.auswertung.ForgetAnew(ctx); err != nil {
		t.Fatal(err)
	}
	p := paper{Proofs: map[offices.Office][]byte{}, Site: r.site.Seed(), Identity: r.identity.Paper(), Medical: r.medical.Paper(), Custodian: r.custodian.Paper()}
	kills := killRelinking(t, p, r.dirs[offices.Auswertung])
	all := r.cases(t)
	for n, c := range all {
		if len(c.Reports) != reports/people && len(c.Reports) != reports/people+1 {
			t.Errorf("person %d has %d reports", n, len(c.Reports))
		}
	}
	for i := range people { // the one with the oldest report keeps its number
		if _, is := all[int64(i+1)]; !is {
			t.Errorf("person %d is there no more", i+1)
		}
	}
	a := must[auswertung.Anew](t)(r.auswertung.Anew(ctx))
	t.Logf("%d reports linked anew by a job that was killed %d times: %d persons were to be %d, and are %d", reports, kills, before.Joined, before.Into, len(all))
	if len(all) != people || kills == 0 || a.Ready || a.Left != 0 {
		t.Errorf("%d persons after %d kills, %+v, want %d", len(all), kills, a, people)
	}
}

// killRelinking has the job run as a process of its own, killed again and again until it is done.
func killRelinking(t *testing.T, p paper, folder string) (kills int) {
	t.Helper()
	writePaper(t, p, folder)
	for wait := 40 * time.Millisecond; ; wait += wait / 4 { // sooner or later it is long enough on any machine
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childOffice+"="+relinking, childFolder+"="+folder)
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		select {
		case err := <-ended:
			if err != nil {
				t.Fatal(err)
			}
			return kills
		case <-time.After(wait):
			_ = cmd.Process.Kill()
			<-ended
			kills++
		}
	}
}

// relinking is a process that links a register anew.
const relinking = "neu-verknuepfen"

func relink(k *keys, path string) {
	var t inChild
	o := must[*auswertung.Stelle](t)(k.openAuswertung(t, path, path))
	for ready := false; !ready; {
		ready = must[auswertung.Anew](t)(o.CompareAnew(context.Background())).Ready
	}
	for left := 1; left > 0; {
		left = must[int](t)(o.LinkAnew(context.Background()))
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
}

// What somebody has decided stays as it is when all is linked anew, on a file as in a server:
// who was separated is not joined, through others neither, and who was linked is not parted.
func anew(t *testing.T, r *registry) {
	t.Helper()
	ctx := context.Background()
	same := person{"Neuling", "Nele", "", "1977-07-07", "C345678902", "P-71"}
	other := person{"Anderer", "Arno", "", "1933-01-03", "", "P-72"}
	for i, p := range []person{same, same, same, other, other} {
		r.arrive(t, number(71+i), report(t, p, fmt.Sprintf("M-%d", 71+i), nil))
	}
	r.carry(t)
	var persons []int64
	for n, c := range r.cases(t) {
		if len(c.Reports) > 0 && (c.Reports[0].Meldung.Patient.Stammdaten.Geburtsdatum.Day() == "1977-07-01" || c.Reports[0].Meldung.Patient.Stammdaten.Geburtsdatum.Day() == "1933-01-01") {
			persons = append(persons, n)
		}
	}
	if len(persons) != 2 {
		t.Fatalf("persons %v, want two", persons)
	}
	links := must[[]auswertung.Pair](t)(r.auswertung.LinksOf(ctx, max(persons[0], persons[1])-1, 9))
	if len(links) != 2 {
		t.Fatalf("links %+v, want two of three reports", links)
	}
	for _, l := range links {
		if err := r.auswertung.Separate(ctx, l.ID, "Anna", "Zwillinge"); err != nil {
			t.Fatal(err)
		}
	}
	before := r.cases(t)
	do := func() auswertung.Effect {
		for ready := false; !ready; {
			ready = must[auswertung.Anew](t)(r.auswertung.CompareAnew(ctx)).Ready
		}
		e := must[auswertung.Effect](t)(r.auswertung.Effect(ctx))
		for left := 1; left > 0; {
			left = must[int](t)(r.auswertung.LinkAnew(ctx))
		}
		return e
	}
	if e := do(); e.Joined != 2 || e.Into != 1 || e.Split != 0 || e.Kept < 2 {
		t.Errorf("two of three who were separated from one are one: %+v", e)
	}
	if n := len(r.cases(t)); n != len(before)-1 {
		t.Errorf("%d persons, want %d", n, len(before)-1)
	}
	if e := do(); e.Joined != 0 || e.Split != 0 {
		t.Errorf("once more: %+v, want nothing", e)
	}
	for _, l := range links {
		if p := must[auswertung.Pair](t)(r.auswertung.Pair(ctx, l.ID)); p.Stand != auswertung.Getrennt || p.A.Registernummer == p.B.Registernummer {
			t.Errorf("a pair that was separated is %+v", p)
		}
	}
	for _, l := range links {
		if err := r.auswertung.Undo(ctx, l.ID, "Anna", "vertippt"); err != nil {
			t.Fatal(err)
		}
	}
}
