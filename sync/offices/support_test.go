package offices_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/check"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/offices/auswertung"
	"example.org/meldeportal/sync/offices/kontrollnummern"
	"example.org/meldeportal/sync/offices/vertrauen"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/seal"
)

var moment = time.Date(2026, 3, 4, 9, 15, 27, 123e6, time.UTC)

func now() time.Time { return moment }

const site = "HE-00000001"

// raw is a key whose bytes are known: not for anything but tests.
func raw(first byte, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = first + byte(i)
	}
	return b
}

// keys are those of all offices.
type keys struct {
	site                         *seal.Signer
	identity, medical, custodian *seal.Pair
	first                        *seal.FirstStage
	second                       []*seal.SecondStage // those that the Kontrollnummernstelle has
	references                   *seal.References
	list                         *envelope.List
}

func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func newKeys(t testing.TB) *keys {
	t.Helper()
	pair, signer := must[*seal.Pair](t), must[*seal.Signer](t)
	return keysOf(t, signer(seal.NewSigner()), pair(seal.NewPair()), pair(seal.NewPair()), pair(seal.NewPair()))
}

func keysOf(t testing.TB, site *seal.Signer, identity, medical, custodian *seal.Pair) *keys {
	t.Helper()
	k := &keys{site: site, identity: identity, medical: medical, custodian: custodian,
		first: must[*seal.FirstStage](t)(seal.FirstStageOf(raw(0, seal.KeySize))), second: []*seal.SecondStage{stage(t, 1)},
		references: must[*seal.References](t)(seal.ReferencesOf(raw(0xA0, seal.SIVKeySize)))}
	var l envelope.List
	l.Rotate(envelope.Identity, k.identity.Recipient(), moment.Add(-time.Hour))
	l.Rotate(envelope.Medical, k.medical.Recipient(), moment.Add(-time.Hour))
	root := must[*seal.Signer](t)(seal.NewSigner())
	document := must[[]byte](t)(l.Sign(root, moment))
	k.list = must[*envelope.List](t)(envelope.ReadList(document, seal.Fingerprint(root.Public()), moment))
	return k
}

// paper are the keys that a process of its own needs.
type paper struct {
	Site                         []byte
	Identity, Medical, Custodian string
	Proofs                       map[offices.Office][]byte
	Addresses                    map[offices.Office]string
}

func (p *paper) keys(t testing.TB) *keys {
	t.Helper()
	pair := must[*seal.Pair](t)
	return keysOf(t, must[*seal.Signer](t)(seal.SignerOf(p.Site)), pair(seal.FromPaper(p.Identity)), pair(seal.FromPaper(p.Medical)), pair(seal.FromPaper(p.Custodian)))
}

// stage is the second stage of a generation.
func stage(t testing.TB, generation uint32) *seal.SecondStage {
	t.Helper()
	return must[*seal.SecondStage](t)(seal.SecondStageOf(raw(0x20*byte(generation), seal.SIVKeySize), generation))
}

func data(t testing.TB, first byte) *seal.Key {
	t.Helper()
	return must[*seal.Key](t)(seal.KeyFromBytes(raw(first, seal.KeySize)))
}

// registry are all offices; the first one is a desk that envelopes are put on.
type registry struct {
	*keys
	dirs map[offices.Office]string

	db      *database.DB // of the Datenannahmestelle
	annahme *offices.Handover
	heard   []offices.Bescheid

	vertrauen       *vertrauen.Stelle
	kontrollnummern *kontrollnummern.Stelle
	auswertung      *auswertung.Stelle
	logged          int64
}

// places are where the offices have their databases; nil = a file in a folder of each one's own.
func newRegistry(t testing.TB, k *keys, place func(offices.Office) string) *registry {
	t.Helper()
	r := &registry{keys: k, dirs: map[offices.Office]string{}}
	at := func(o offices.Office) (string, string) {
		r.dirs[o] = t.TempDir()
		path := filepath.Join(r.dirs[o], string(o)+".db")
		if place != nil {
			return place(o), path
		}
		return path, path
	}
	ctx := context.Background()
	store, beside := at(offices.Annahme)
	r.db = must[*database.DB](t)(offices.OpenDatabase(ctx, store, beside, nil))
	r.annahme = offices.NewHandover(offices.Annahme, r.db, data(t, 1), now)
	store, beside = at(offices.Vertrauen)
	r.vertrauen = must[*vertrauen.Stelle](t)(k.openVertrauen(t, store, beside))
	store, beside = at(offices.Kontrollnummern)
	r.kontrollnummern = must[*kontrollnummern.Stelle](t)(k.openKontrollnummern(t, store, beside))
	store, beside = at(offices.Auswertung)
	r.auswertung = must[*auswertung.Stelle](t)(k.openAuswertung(t, store, beside))
	t.Cleanup(func() {
		for _, c := range []interface{ Close() error }{r.db, r.vertrauen, r.kontrollnummern, r.auswertung} {
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	return r
}

func (k *keys) openVertrauen(t testing.TB, store, beside string) (*vertrauen.Stelle, error) {
	return vertrauen.Open(context.Background(), store, beside, vertrauen.Keys{Parts: []*seal.Pair{k.identity}, First: k.first, References: k.references,
		Data: data(t, 2), Custodian: k.custodian.Recipient(), Auswertung: k.medical.Recipient()}, now)
}

func (k *keys) openKontrollnummern(t testing.TB, store, beside string) (*kontrollnummern.Stelle, error) {
	return kontrollnummern.Open(context.Background(), store, beside, kontrollnummern.Keys{Stages: k.second, Data: data(t, 3)}, now)
}

func (k *keys) openAuswertung(t testing.TB, store, beside string) (*auswertung.Stelle, error) {
	return auswertung.Open(context.Background(), store, beside, auswertung.Keys{Parts: []*seal.Pair{k.medical}, Data: data(t, 4)}, now)
}

// person is somebody in a report.
type person struct{ nachname, vornamen, geburtsname, geboren, kvnr, patient string }

var anna = person{"Grünwald", "Élodie", "Nowotny", "1964-12-19", "A123456780", "P-1"}

func report(t testing.TB, p person, meldung string, change func(*model.Report)) []byte {
	t.Helper()
	r := sample()
	s := &r.Patient.Stammdaten
	s.Nachname, s.Vornamen, s.Geburtsname, s.Geburtsdatum = model.Text(p.nachname), model.Text(p.vornamen), model.Text(p.geburtsname), model.Datum(p.geboren)
	s.VersichertendatenGKV.GKVVersichertennummer = model.Code(p.kvnr)
	r.Patient.PatientID, r.Meldung.MeldungID = model.Text(p.patient), model.Text(meldung)
	if change != nil {
		change(r)
	}
	var b bytes.Buffer
	if err := obds.Write(&b, obds.FromReport(r, dataset.Newest)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sample is a report that no rule keeps out.
func sample() *model.Report {
	day := model.Datum("2026-02-10")
	return &model.Report{
		Absender:   model.Absender{AbsenderID: "A-1", SoftwareID: "test", SoftwareVersion: "1", Bezeichnung: "Klinikum Musterstadt"},
		Meldedatum: "2026-03-04",
		Melder:     model.Melder{ID: site, KHAbtStationPraxis: "Klinikum Musterstadt"},
		Patient: model.Patient{Stammdaten: model.Stammdaten{
			Versicherung:         model.VersicherungGKV,
			VersichertendatenGKV: &model.VersichertendatenGKV{IKNR: "105313145"},
			Geschlecht:           "W",
			Adresse:              model.Adresse{Strasse: "Lindenallee", Hausnummer: "3", Land: "DE", PLZ: "35390", Ort: "Gießen"}}},
		Meldung: model.Meldung{
			MelderID: site, Meldebegruendung: "I", EigeneLeistung: "J", Typ: model.TypDiagnose,
			Tumorzuordnung: model.Tumorzuordnung{TumorID: "T-1", PrimaertumorICD: model.ICD{Code: "C50.4", Version: "10 2026 GM"},
				Diagnosedatum: day, Seitenlokalisation: "L", MorphologieICDO: &model.ICDO{Code: "8500/3", Version: "33"}},
			Diagnose: &model.Diagnose{
				PrimaertumorTopographieICDO: &model.ICDO{Code: "C50.4", Version: "33"}, Diagnosesicherung: "7.1",
				Histologie:                  &model.Histologie{TumorHistologiedatum: day, MorphologieICDO: []model.ICDO{{Code: "8500/3", Version: "33"}}, Grading: "2"},
				CTNM:                        &model.TNM{Version: "8", PraefixT: "c", T: "1c", PraefixN: "c", N: "0", PraefixM: "c", M: "0", UICCStadium: "IA"},
				AllgemeinerLeistungszustand: "0"}}}
}

// number is a Transaktionsnummer, the nth.
func number(n int) string { return fmt.Sprintf("6f1f1c0e-1f4b-4c62-9a0a-%012x", n) }

// arrive puts a report on the desk of the Datenannahmestelle.
func (r *registry) arrive(t testing.TB, tnr string, document []byte) {
	t.Helper()
	r.arriveFor(t, tnr, "", document)
}

// arriveFor is arrive of a version that takes the place of another number.
func (r *registry) arriveFor(t testing.TB, tnr, replaces string, document []byte) {
	t.Helper()
	sealed := must[[]byte](t)(envelope.Seal(envelope.Report{Site: site, Tnr: tnr, Replaces: replaces, Created: moment, Document: document, Judged: whole(t, document)}, r.list, r.site))
	r.put(t, offices.Eingang{Art: offices.Meldung, Melder: site, Nummer: tnr, Eingang: moment, Schluessel: r.site.Public(), Umschlag: sealed})
}

func (r *registry) sealed(t testing.TB, tnr string, document []byte) []byte {
	t.Helper()
	return must[[]byte](t)(envelope.Seal(envelope.Report{Site: site, Tnr: tnr, Created: moment, Document: document, Judged: whole(t, document)}, r.list, r.site))
}

// whole is what a site says of a document whose parts no office has together.
func whole(t testing.TB, document []byte) []string {
	t.Helper()
	return must[[]string](t)(check.Whole(document, model.DatumOf(moment)))
}

// asks is a sealed request to delete the report of a Meldung_ID.
func (r *registry) asks(t testing.TB, tnr, meldungID string) offices.Eingang {
	t.Helper()
	request := must[[]byte](t)(json.Marshal(portal.Deletion{Version: portal.DeletionVersion, Transaktionsnummer: tnr, MelderID: site, MeldungID: meldungID}))
	sealed := must[[]byte](t)(envelope.SealRequest(envelope.Report{Site: site, Tnr: tnr, Created: moment, Document: request}, r.list, r.site))
	return offices.Eingang{Art: offices.Loeschung, Melder: site, Nummer: tnr, Eingang: moment, Schluessel: r.site.Public(), Umschlag: sealed}
}

// reopenVertrauen is the Vertrauensstelle started again with one key more.
func (r *registry) reopenVertrauen(t testing.TB, more *seal.Pair) *vertrauen.Stelle {
	t.Helper()
	if err := r.vertrauen.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(r.dirs[offices.Vertrauen], string(offices.Vertrauen)+".db")
	r.vertrauen = must[*vertrauen.Stelle](t)(vertrauen.Open(context.Background(), path, path, vertrauen.Keys{Parts: []*seal.Pair{r.identity, more}, First: r.first, References: r.references,
		Data: data(t, 2), Custodian: r.custodian.Recipient(), Auswertung: r.medical.Recipient()}, now))
	return r.vertrauen
}

// put puts something on the desk of the Datenannahmestelle.
func (r *registry) put(t testing.TB, e offices.Eingang) {
	t.Helper()
	r.logged++
	e.LogIndex = r.logged
	if err := r.db.Write(context.Background(), func(tx *sql.Tx) error { return r.annahme.Leave(tx, offices.Vertrauen, e) }); err != nil {
		t.Fatal(err)
	}
}

// way is one office handing over to another.
type way struct {
	from *offices.Handover
	to   offices.Office
	send offices.Send
}

// ways are all of them, in the order of a report's way and back.
func (r *registry) ways() []way {
	return []way{
		{r.annahme, offices.Vertrauen, sendTo(offices.Annahme, r.vertrauen.Receive)},
		{r.vertrauen.Desk(), offices.Kontrollnummern, sendTo(offices.Vertrauen, r.kontrollnummern.Receive)},
		{r.kontrollnummern.Desk(), offices.Auswertung, sendTo(offices.Kontrollnummern, r.auswertung.Receive)},
		{r.auswertung.Desk(), offices.Vertrauen, sendTo(offices.Auswertung, r.vertrauen.Receive)},
		{r.auswertung.Desk(), offices.Kontrollnummern, sendTo(offices.Auswertung, r.kontrollnummern.Receive)},
		{r.vertrauen.Desk(), offices.Auswertung, sendTo(offices.Vertrauen, r.auswertung.Receive)},
		{r.vertrauen.Desk(), offices.Annahme, sendTo(offices.Vertrauen, r.hear)},
	}
}

type receive = func(context.Context, offices.Office, []offices.Message) (int64, error)

func sendTo(from offices.Office, to receive) offices.Send {
	return func(ctx context.Context, messages []offices.Message) (int64, error) { return to(ctx, from, messages) }
}

// hear is the Datenannahmestelle hearing what became of reports.
func (r *registry) hear(ctx context.Context, from offices.Office, messages []offices.Message) (int64, error) {
	return r.annahme.Receive(ctx, from, messages, func(_ context.Context, _ offices.Office, body []byte) (func(*sql.Tx) error, error) {
		var b offices.Bescheid
		if err := json.Unmarshal(body, &b); err != nil {
			return nil, err
		}
		return func(*sql.Tx) error { r.heard = append(r.heard, b); return nil }, nil
	})
}

// carry hands over everything that waits anywhere.
func (r *registry) carry(t testing.TB) {
	t.Helper()
	for moved := true; moved; {
		moved = false
		for _, w := range r.ways() {
			n, err := w.from.DeliverOnce(context.Background(), w.to, w.send)
			if err != nil {
				t.Fatalf("hand over to %s: %v", w.to, err)
			}
			moved = moved || n > 0
		}
	}
}

// cases are those of the register, by Registernummer.
func (r *registry) cases(t testing.TB) map[int64]auswertung.Case {
	t.Helper()
	all := map[int64]auswertung.Case{}
	if err := r.auswertung.Cases(context.Background(), func(c auswertung.Case) error { all[c.Registernummer] = c; return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}
