package offices_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/offices/auswertung"
	"example.org/meldeportal/sync/offices/vertrauen"
	"example.org/meldeportal/sync/seal"
)

// The offices run as processes of their own, over TLS, and are killed in the middle of their
// work, the one that takes reports in as well as the others.

const (
	childOffice = "OFFICES_TEST_OFFICE"
	childFolder = "OFFICES_TEST_FOLDER"
	fileEnough  = "enough" // there is no more load
)

func TestMain(m *testing.M) {
	if office := os.Getenv(childOffice); office != "" {
		child(offices.Office(office), os.Getenv(childFolder))
		return
	}
	os.Exit(m.Run())
}

// writePaper hands keys to processes of their own.
func writePaper(t *testing.T, p paper, folder string) {
	t.Helper()
	text := must[[]byte](t)(json.Marshal(p))
	if err := os.WriteFile(filepath.Join(folder, "paper.json"), text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// inChild is a testing.TB of a process that is no test.
type inChild struct{ testing.TB }

func (inChild) Helper()           {}
func (inChild) Fatal(args ...any) { fmt.Fprintln(os.Stderr, args...); os.Exit(1) }

func child(office offices.Office, folder string) {
	var t inChild
	text := must[[]byte](t)(os.ReadFile(filepath.Join(folder, "paper.json")))
	var p paper
	if err := json.Unmarshal(text, &p); err != nil {
		t.Fatal(err)
	}
	k, peers := p.keys(t), map[offices.Office]offices.Peer{}
	if office == relinking {
		relink(k, filepath.Join(folder, string(offices.Auswertung)+".db"))
		return
	}
	for o, seed := range p.Proofs {
		peers[o] = offices.Peer{Public: must[*seal.Signer](t)(seal.SignerOf(seed)).Public(), Address: p.Addresses[o]}
	}
	link := must[*offices.Link](t)(offices.NewLink(office, must[*seal.Signer](t)(seal.SignerOf(p.Proofs[office])), peers, time.Now()))
	path := filepath.Join(folder, string(office)+".db")
	var desk *offices.Handover
	var receive offices.Receiving
	ctx := context.Background()
	switch office {
	case offices.Annahme:
		db := must[*database.DB](t)(offices.OpenDatabase(ctx, path, path, heardTable))
		desk = offices.NewHandover(office, db, data(t, 1), now)
		receive = hearInto(desk)
		go load(t, k, db, desk, folder)
	case offices.Vertrauen:
		o, err := k.openVertrauen(t, path, path)
		if err != nil {
			t.Fatal(err)
		}
		desk, receive = o.Desk(), o.Receive
		go answerAll(o)
	case offices.Kontrollnummern:
		o, err := k.openKontrollnummern(t, path, path)
		if err != nil {
			t.Fatal(err)
		}
		desk, receive = o.Desk(), o.Receive
	default:
		o, err := k.openAuswertung(t, path, path)
		if err != nil {
			t.Fatal(err)
		}
		desk, receive = o.Desk(), o.Receive
		go askAll(o)
	}
	for _, to := range offices.To(office) {
		go desk.Deliver(ctx, to, link.Send(to), nil)
	}
	var ln net.Listener
	err := errors.New("not yet")
	for err != nil { // the one before may hold it a moment more
		if ln, err = net.Listen("tcp", p.Addresses[office]); err != nil {
			time.Sleep(time.Millisecond)
		}
	}
	t.Fatal(link.Serve(ctx, ln, receive))
}

var heardTable = fstest.MapFS{"migrations/0001.sql": {Data: []byte("CREATE TABLE heard (n INTEGER PRIMARY KEY AUTOINCREMENT, tnr TEXT NOT NULL, ergebnis TEXT NOT NULL) STRICT")},
	"postgres/0001.sql": {Data: []byte("SELECT 1")}}

func hearInto(desk *offices.Handover) offices.Receiving {
	return func(ctx context.Context, from offices.Office, messages []offices.Message) (int64, error) {
		return desk.Receive(ctx, from, messages, func(_ context.Context, _ offices.Office, body []byte) (func(*sql.Tx) error, error) {
			var b offices.Bescheid
			if err := json.Unmarshal(body, &b); err != nil {
				return nil, err
			}
			return func(tx *sql.Tx) error {
				_, err := tx.Exec("INSERT INTO heard (tnr, ergebnis) VALUES (?, ?)", b.Nummer, b.Ergebnis.Ergebnis)
				return err
			}, nil
		})
	}
}

// people in the load, so many that they come again; least is how many reports there are at
// least, however slow it is.
const people, least = 7, 20

// backlog is how much waits at most: more of it says nothing.
const backlog = 200

// load takes reports in until there is enough; each has the number of its message.
func load(t testing.TB, k *keys, db *database.DB, desk *offices.Handover, folder string) {
	for enough := false; !enough; {
		_, err := os.Stat(filepath.Join(folder, fileEnough))
		asked := err == nil
		err = db.Write(context.Background(), func(tx *sql.Tx) error {
			var n, waiting int
			if err := tx.QueryRow("SELECT coalesce(max(seq), 0) + 1, (SELECT count(*) FROM waiting) FROM reached WHERE way = 'out'").Scan(&n, &waiting); err != nil {
				return err
			}
			if enough = asked && n > least; enough || waiting > backlog {
				return nil
			}
			document := report(t, somebody(n), fmt.Sprintf("M-%d", n), nil)
			sealed, err := envelope.Seal(envelope.Report{Site: site, Tnr: number(n), Created: moment, Document: document, Judged: whole(t, document)}, k.list, k.site)
			if err != nil {
				return err
			}
			return desk.Leave(tx, offices.Vertrauen, offices.Eingang{Art: offices.Meldung, Melder: site, Nummer: number(n), LogIndex: int64(n),
				Eingang: moment.Add(time.Duration(n) * time.Millisecond), Schluessel: k.site.Public(), Umschlag: sealed})
		})
		if err != nil {
			t.Fatal(err)
		}
		desk.Wake()
		time.Sleep(3 * time.Millisecond)
	}
}

// askAll asks about each link once.
func askAll(o *auswertung.Stelle) {
	for {
		linked, _ := o.Pairs(context.Background(), auswertung.Verbunden, 1000)
		for _, p := range linked {
			if _, is, err := o.Asked(context.Background(), p.ID); err == nil && !is {
				_ = o.Ask(context.Background(), p.ID, "Anna", "häufiger Name")
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// answerAll answers whatever is asked.
func answerAll(o *vertrauen.Stelle) {
	for {
		open, _ := o.Questions(context.Background(), false)
		for _, q := range open {
			_ = o.Answer(context.Background(), q.Nummer, offices.Unklar, "Vera")
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// checkAsked waits until the question about each link has its answer, and counts them in both
// offices.
func checkAsked(t *testing.T, folder string) (asked int) {
	t.Helper()
	count := func(o offices.Office, text string) (n int) {
		db := must[*database.DB](t)(database.Open(filepath.Join(folder, string(o)+".db"), database.Options{}))
		defer db.Close()
		if err := db.Reader.QueryRow(text).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	links := func() int { return count(offices.Auswertung, "SELECT count(*) FROM paar WHERE stand = 'verbunden'") }
	for end := time.Now().Add(drained); count(offices.Auswertung, "SELECT count(*) FROM frage WHERE befund = 'unklar'") < links(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("a question has no answer")
		}
	}
	asked = count(offices.Auswertung, "SELECT count(*) FROM frage")
	if got := count(offices.Vertrauen, "SELECT count(*) FROM frage WHERE befund = 'unklar'"); got != asked || asked != links() || asked == 0 {
		t.Errorf("%d questions about %d links were asked, %d answered", asked, links(), got)
	}
	for _, o := range []offices.Office{offices.Vertrauen, offices.Auswertung} {
		if n := count(o, "SELECT count(*) FROM aside"); n != 0 {
			t.Errorf("%s has laid %d messages aside", o, n)
		}
	}
	return asked
}

// process is an office that is started again when it was killed.
type process struct {
	mu  sync.Mutex
	cmd *exec.Cmd
}

func (p *process) start(t *testing.T, office offices.Office, folder string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childOffice+"="+string(office), childFolder+"="+folder)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cmd = cmd
}

func (p *process) kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cmd != nil {
		_ = p.cmd.Process.Kill()
		_ = p.cmd.Wait()
		p.cmd = nil
	}
}

func TestNothingIsLostWhenOfficesAreKilled(t *testing.T) {
	t.Parallel()
	folder, begin := t.TempDir(), time.Now()
	p := paper{Proofs: map[offices.Office][]byte{}, Addresses: map[offices.Office]string{}}
	p.Site = must[*seal.Signer](t)(seal.NewSigner()).Seed()
	for _, to := range []*string{&p.Identity, &p.Medical, &p.Custodian} {
		*to = must[*seal.Pair](t)(seal.NewPair()).Paper()
	}
	for _, o := range offices.All() {
		p.Proofs[o] = must[*seal.Signer](t)(seal.NewSigner()).Seed()
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		p.Addresses[o] = ln.Addr().String()
		_ = ln.Close()
	}
	writePaper(t, p, folder)
	processes := map[offices.Office]*process{}
	for _, o := range offices.All() {
		processes[o] = &process{}
		processes[o].start(t, o, folder)
	}
	defer func() {
		for _, p := range processes {
			p.kill()
		}
	}()
	killed := 0
	for range killsOfEach {
		for _, o := range offices.All() {
			time.Sleep(time.Duration(20+rand.IntN(100)) * time.Millisecond)
			processes[o].kill()
			processes[o].start(t, o, folder)
			killed++
		}
	}
	if err := os.WriteFile(filepath.Join(folder, fileEnough), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, string(offices.Annahme)+".db")
	db := must[*database.DB](t)(offices.OpenDatabase(t.Context(), path, path, heardTable))
	defer db.Close()
	var sent, heard int
	for end := time.Now().Add(drained); ; time.Sleep(50 * time.Millisecond) {
		if err := db.Reader.QueryRow("SELECT (SELECT coalesce(max(seq), 0) FROM reached WHERE way = 'out'), (SELECT count(*) FROM heard)").Scan(&sent, &heard); err != nil {
			t.Fatal(err)
		}
		if heard >= sent && sent > 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("%d results of %d reports", heard, sent)
		}
	}
	asked := checkAsked(t, folder)
	for _, p := range processes {
		p.kill()
	}
	lost, doubled, disordered := checkHeard(t, db, sent)
	kept := checkKept(t, p.keys(t), filepath.Join(folder, string(offices.Auswertung)+".db"), sent)
	t.Logf("%d kills of 4 offices, %d reports in %.1f s: %d lost, %d doubled, %d out of order, %d persons, %d questions with an answer each", killed, sent, time.Since(begin).Seconds(), lost, doubled, disordered, kept, asked)
	if lost+doubled+disordered != 0 {
		t.Errorf("%d lost, %d doubled, %d out of order, want none", lost, doubled, disordered)
	}
}

// checkHeard counts what was wrong with results: each report has one, in the order they were
// sent.
func checkHeard(t *testing.T, db *database.DB, sent int) (lost, doubled, disordered int) {
	t.Helper()
	rows, err := db.Reader.Query("SELECT tnr, ergebnis FROM heard ORDER BY n")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	seen, last := map[string]bool{}, ""
	for rows.Next() {
		var tnr, what string
		if err := rows.Scan(&tnr, &what); err != nil {
			t.Fatal(err)
		}
		if seen[tnr] {
			doubled++
		}
		if tnr < last {
			disordered++
		}
		if !strings.HasPrefix(what, "angenommen") {
			t.Errorf("%s was not taken: %s", tnr, what)
		}
		seen[tnr], last = true, tnr
	}
	return sent - len(seen), doubled, disordered
}

// checkKept holds the register against what was sent, and says how many persons it has.
func checkKept(t *testing.T, k *keys, path string, sent int) (persons int) {
	t.Helper()
	office, err := k.openAuswertung(t, path, path)
	if err != nil {
		t.Fatal(err)
	}
	defer office.Close()
	db := must[*database.DB](t)(database.Open(path, database.Options{}))
	defer db.Close()
	var n, different, disordered int
	err = db.Reader.QueryRow(`SELECT count(*), count(DISTINCT transaktion), count(DISTINCT registernummer),
		(SELECT count(*) FROM bericht a JOIN bericht b ON b.id = a.id + 1 WHERE b.eingang <= a.eingang) FROM bericht`).Scan(&n, &different, &persons, &disordered)
	if err != nil || n != sent || different != sent || disordered != 0 {
		t.Errorf("the register has %d reports of %d numbers, %d out of order, %v, want %d", n, different, disordered, err, sent)
	}
	if want := min(people, sent); persons != want {
		t.Errorf("the register has %d persons, want %d", persons, want)
	}
	return persons
}
