package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
)

// Children write drafts, complete them, store receipts and what the registry says after
// them, and answer its questions, and say so on their standard output after each verb. They are killed at a random moment; then all
// that was said must be in the store, and whole.

func TestConfirmedWorkOutlivesAKill(t *testing.T) {
	t.Parallel()
	for _, writers := range []int{1, 8} {
		t.Run(fmt.Sprintf("%d writers", writers), func(t *testing.T) {
			t.Parallel()
			crash(t, crashKills/2, writers)
		})
	}
}

// killsPerStore keeps the files of the long form small.
const killsPerStore = 400

func crash(t *testing.T, kills, writers int) {
	promises := 0
	for left := kills; left > 0; left -= killsPerStore {
		promises += crashStore(t, min(left, killsPerStore), writers)
	}
	if promises == 0 {
		t.Fatal("no child confirmed anything: the test proved nothing")
	}
	t.Logf("crash: %d kills of %d writers at once, %d confirmed verbs, 0 lost, 0 torn", kills, writers, promises)
}

// crashStore counts what was confirmed and kept in one store.
func crashStore(t *testing.T, kills, writers int) (promises int) {
	path := testPath(t)
	s := must(Open(t.Context(), path, testOptions("id")))(t)
	defer s.Close()
	v := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	for round := 0; round*writers < kills; round++ {
		promises += killRound(t, v, path, round, writers)
	}
	if got := integrity(t, s); got != "ok" {
		t.Errorf("integrity_check = %s, want ok", got)
	}
	return promises
}

// killRound starts writers, kills them, and holds the store against what they said.
func killRound(t *testing.T, v *Vault, path string, round, writers int) (promises int) {
	t.Helper()
	var said []<-chan string
	var children []*exec.Cmd
	for w := range writers {
		cmd := child(t, os.Args[0], "writer", path, fmt.Sprintf("r%dw%d-", round, w))
		said, children = append(said, lines(t, cmd)), append(children, cmd)
	}
	first := <-said[0] // opening the store takes its time
	time.Sleep(time.Duration(rand.IntN(60_000)) * time.Microsecond)
	for _, cmd := range children {
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
	}
	for w, cmd := range children {
		heard := []string{}
		if w == 0 && first != "" {
			heard = append(heard, first)
		}
		for line := range said[w] {
			heard = append(heard, line)
		}
		_ = cmd.Wait() // it was killed
		promises += keptAll(t, v, heard)
	}
	return promises
}

// crashWriter works on one case after another until it is killed.
func crashWriter(args []string) error {
	v, err := childVault(args[0], args[1])
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		if err := crashCase(v, args[1]+strconv.Itoa(i), fmt.Println); err != nil {
			return err
		}
	}
}

func crashCase(v *Vault, name string, say func(...any) (int, error)) error {
	ctx := context.Background()
	c := model.Case{Patient: model.Patient{PatientID: model.Text(name)}}
	if err := v.SaveCase(ctx, &c, nil); err != nil {
		return err
	}
	say("case", c.ID)
	d, err := v.NewDraft(ctx, c.ID, marked(1))
	if err != nil {
		return err
	}
	say("draft", d.ID, d.Rev)
	for range rand.IntN(5) {
		was := d.Report.Patient
		d.Report, d.Cursor = marked(d.Rev+1), strconv.Itoa(d.Rev+1)
		d.Report.Patient = was
		d.Report.Patient.Stammdaten.Nachname = model.Text(d.Cursor)
		if err := v.SaveReport(ctx, &d, &model.Draft{Report: model.Report{Patient: was}}, "Fassung"); err != nil {
			return err
		}
		say("draft", d.ID, d.Rev)
	}
	tnr := "t-" + d.ID
	if _, err := v.Queue(ctx, complete(v, d, tnr)); err != nil {
		return err
	}
	say("queued", d.ID, d.Rev)
	if err := v.Accept(ctx, tnr, receipt(tnr)); err != nil {
		return err
	}
	say("accepted", d.ID, d.Rev)
	return crashFeed(ctx, v, d.ID, tnr, say)
}

// crashFeed receives a question about a report and its result, and answers the question.
func crashFeed(ctx context.Context, v *Vault, id, tnr string, say func(...any) (int, error)) error {
	n := rand.Int64N(1<<50) + 1 // those of other writers come in between
	if _, err := v.Receive(ctx, cameBack(n, id, tnr), n+1); err != nil {
		return err
	}
	say("came", id, n)
	if err := v.Reply(ctx, n, model.Antwort{Nummer: "a-" + id, Text: "Antwort " + id, Am: time.Now()}); err != nil {
		return err
	}
	say("answered", id, n)
	if err := v.Replied(ctx, n, time.Now(), ""); err != nil {
		return err
	}
	say("settled", id, n)
	return nil
}

func cameBack(n int64, id, tnr string) []model.Rueckmeldung {
	return []model.Rueckmeldung{
		{Nummer: n, Art: model.RueckFrage, Transaktionsnummer: tnr, Text: "Frage " + id},
		{Nummer: n + 1, Art: model.RueckErgebnis, Transaktionsnummer: tnr, Ergebnis: model.ErgebnisHinweis, Text: "Hinweis " + id}}
}

// marked is a report of several pages, packed too, that belongs to its revision everywhere.
func marked(rev int) model.Report {
	r := testReport(strconv.Itoa(rev) + " " + noise(rev, 15_000))
	r.Meldung.MeldungID = model.Text(strconv.Itoa(rev))
	return r
}

// keptAll checks every confirmed line and counts them.
func keptAll(t *testing.T, v *Vault, said []string) int {
	t.Helper()
	for _, line := range said {
		if err := keptWord(t, v, line); err != nil {
			t.Errorf("confirmed %q: %v", line, err)
		}
	}
	return len(said)
}

// keptWord looks for what one line confirmed.
func keptWord(t *testing.T, v *Vault, line string) error {
	words := strings.Fields(line)
	if words[0] == "case" {
		_, err := v.Case(t.Context(), words[1])
		return err
	}
	n, err := strconv.Atoi(words[2])
	switch {
	case err != nil:
		return err
	case slices.Contains([]string{"came", "answered", "settled"}, words[0]):
		return keptFeed(t, v, words[0], words[1], n)
	}
	return keptDraft(t, v, words[0], words[1], n)
}

func keptDraft(t *testing.T, v *Vault, verb, id string, rev int) error {
	d, err := v.Draft(t.Context(), id)
	if err == nil {
		if verb != "draft" || d.Rev < rev {
			return fmt.Errorf("is a draft of revision %d", d.Rev)
		}
		if c, err := v.Case(t.Context(), d.PatientID); err != nil || d.Rev > 1 && c.Patient.Stammdaten.Nachname != d.Report.Patient.Stammdaten.Nachname {
			return fmt.Errorf("the person is %q (%v) and in her draft %q", c.Patient.Stammdaten.Nachname, err, d.Report.Patient.Stammdaten.Nachname)
		}
		return whole(d.Report, d.Rev)
	}
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	delivery, err := v.Delivery(t.Context(), "t-"+id)
	if err != nil {
		return err
	}
	if verb == "accepted" && delivery.State != model.StateAccepted {
		return fmt.Errorf("is %s", delivery.State)
	}
	if all, err := v.Answers(t.Context(), delivery.CaseID); err != nil || len(all) == 1 {
		return fmt.Errorf("half of what came back at once is there (%v)", err)
	}
	r, err := v.Report(t.Context(), "t-"+id)
	if err != nil {
		return err
	}
	got, err := strconv.Atoi(string(r.Meldung.MeldungID))
	if err != nil || got < rev {
		return fmt.Errorf("was frozen at revision %d", got)
	}
	return whole(r, got)
}

// keptFeed wants all that came back of a report, and how far its question is answered.
func keptFeed(t *testing.T, v *Vault, verb, id string, n int) error {
	d, err := v.Delivery(t.Context(), "t-"+id)
	if err != nil {
		return err
	}
	if at, err := v.FeedAt(t.Context()); err != nil || at < int64(n)+1 {
		return fmt.Errorf("the feed was read to %d (%v)", at, err)
	}
	all, err := v.Answers(t.Context(), d.CaseID)
	if err != nil || len(all) != 2 || d.Ergebnis != model.ErgebnisHinweis {
		return fmt.Errorf("%d came back (%v), its result is %q", len(all), err, d.Ergebnis)
	}
	for i, want := range cameBack(int64(n), id, "t-"+id) {
		if all[i].Text != want.Text || all[i].Art != want.Art {
			return fmt.Errorf("came back: %q, want %q", all[i].Text, want.Text)
		}
	}
	answer := all[0].Antwort
	switch {
	case verb == "came":
		return nil
	case answer == nil || answer.Text != "Antwort "+id:
		return fmt.Errorf("is answered with %+v", answer)
	case verb == "settled" && answer.Waits():
		return errors.New("its answer still waits")
	}
	return nil
}

func whole(r model.Report, rev int) error {
	if !reflect.DeepEqual(r.Meldung, marked(rev).Meldung) {
		return fmt.Errorf("revision %d is torn", rev)
	}
	return nil
}

func integrity(t testing.TB, s *Store) (verdict string) {
	t.Helper()
	if os.Getenv(testServer) != "" {
		return "ok" // the server's matter
	}
	if err := s.reader.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil {
		t.Fatalf("integrity_check: %v", err)
	}
	return verdict
}
