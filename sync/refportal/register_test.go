package refportal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/server"
)

// sealing is a portal with a register, and a site whose key counts.
type sealing struct {
	*fixture
	client            *portal.Client
	root, site        *seal.Signer
	identity, medical *seal.Pair
	list              *envelope.List
	register          *refportal.Register
}

func newSealing(t *testing.T) *sealing {
	t.Helper()
	return newSealingBy(t, nil)
}

func newSealingBy(t *testing.T, judge refportal.Judge) *sealing {
	t.Helper()
	return sealingAt(t, start(t, judge))
}

func sealingAt(t *testing.T, f *fixture) *sealing {
	t.Helper()
	s := &sealing{fixture: f, root: signer(t), site: signer(t), identity: pair(t), medical: pair(t)}
	var l envelope.List
	l.Rotate(envelope.Identity, s.identity.Recipient(), s.now())
	l.Rotate(envelope.Medical, s.medical.Recipient(), s.now())
	s.publish(t, l)
	s.client = s.signedIn(t)
	key, err := s.client.RegisterKey(t.Context(), melderID, s.site.Public())
	s.must(t, err)
	s.must(t, s.ConfirmSiteKey(t.Context(), melderID, key.Fingerprint))
	s.register, err = refportal.NewRegister([]*seal.Pair{s.identity}, []*seal.Pair{s.medical})
	s.must(t, err)
	return s
}

func pair(t testing.TB) *seal.Pair {
	t.Helper()
	p, err := seal.NewPair()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// publish has the portal show a list as the next one.
func (s *sealing) publish(t testing.TB, l envelope.List) {
	t.Helper()
	document, err := l.Sign(s.root, s.now())
	s.must(t, err)
	s.must(t, s.PublishKeys(t.Context(), document))
	s.list, _, err = s.KeyList(t.Context())
	s.must(t, err)
}

func (s *sealing) seal(t testing.TB, tnr string, document []byte) []byte {
	t.Helper()
	return s.sealFor(t, tnr, "", document)
}

// sealFor is seal of a version that takes the place of another number.
func (s *sealing) sealFor(t testing.TB, tnr, replaces string, document []byte) []byte {
	t.Helper()
	sealed, err := envelope.Seal(envelope.Report{Site: melderID, Tnr: tnr, Replaces: replaces, Created: s.now(), Document: document}, s.list, s.site)
	s.must(t, err)
	return sealed
}

// deliver delivers a document sealed and gives its number.
func (s *sealing) deliver(t testing.TB, document []byte) (tnr string) {
	t.Helper()
	return s.deliverFor(t, "", document)
}

// deliverFor is deliver of a version that takes the place of another number.
func (s *sealing) deliverFor(t testing.TB, replaces string, document []byte) (tnr string) {
	t.Helper()
	tnr = number()
	_, err := s.client.Deliver(t.Context(), tnr, s.sealFor(t, tnr, replaces, document))
	s.must(t, err)
	return tnr
}

// judged has the register do all that waits, and gives what came into the feed.
func (s *sealing) judged(t testing.TB) []portal.Event {
	t.Helper()
	for {
		n, err := s.WorkOnce(t.Context(), s.register)
		s.must(t, err)
		if n == 0 {
			break
		}
	}
	feed, err := s.client.Events(t.Context(), 0)
	s.must(t, err)
	return feed.Events
}

func TestASealedReportIsJudgedByTheRegister(t *testing.T) {
	t.Parallel()
	s := newSealing(t)
	good := document(t, nil)
	other := func(r *model.Report) { r.Meldung.MeldungID = "M-0000009" }
	wrong := document(t, func(r *model.Report) { other(r); r.Meldung.Tumorzuordnung.Diagnosedatum = "1901-01-01" })
	tnrs := []string{s.deliver(t, good), s.deliver(t, good), s.deliver(t, wrong), s.deliver(t, bytes.ReplaceAll(document(t, other), []byte(melderID), []byte("HE-00000002")))}
	events := s.judged(t)
	if len(events) != len(tnrs) {
		t.Fatalf("got %d events, want %d", len(events), len(tnrs))
	}
	for i, want := range []model.Ergebnis{model.ErgebnisAngenommen, model.ErgebnisDoppelmeldung, model.ErgebnisAbgelehnt, model.ErgebnisAbgelehnt} {
		e := events[i]
		taken := e.Ergebnis == string(want) || want == model.ErgebnisAngenommen && e.Ergebnis == string(model.ErgebnisHinweis)
		if e.Kind != portal.EventResult || e.Transaktionsnummer != tnrs[i] || !taken {
			t.Errorf("%d: got %s %q (%s), want %s", i, e.Kind, e.Ergebnis, e.Text, want)
		}
	}
	if len(events[2].Findings) == 0 || !strings.Contains(events[3].Text, "anderen Einrichtung") {
		t.Errorf("no reason is named: %+v, %q", events[2].Findings, events[3].Text)
	}
	if again := s.judged(t); len(again) != len(events) {
		t.Errorf("once more: %d events, want the same %d", len(again), len(events))
	}
}

// A correction names the number it takes the place of, bound by its signature; the version
// before is superseded. It can take the place of no other report.
func TestACorrectionTakesThePlaceOfTheVersionItNames(t *testing.T) {
	t.Parallel()
	s := newSealing(t)
	version := func(n int) []byte {
		return document(t, func(r *model.Report) { r.Meldung.Diagnose.AllgemeinerLeistungszustand = model.Code(fmt.Sprint(n)) })
	}
	other := s.deliver(t, document(t, func(r *model.Report) { r.Meldung.MeldungID = "M-0000002" }))
	plain := number()
	_, err := s.client.Deliver(t.Context(), plain, version(0))
	s.must(t, err)
	second := s.deliverFor(t, plain, version(1))
	third := s.deliverFor(t, second, version(2))
	wrong := []string{s.deliverFor(t, other, version(3)), s.deliverFor(t, plain, document(t, func(r *model.Report) { r.Meldung.MeldungID = "M-0000003" }))}
	unknown := s.deliverFor(t, number(), version(3))
	got := map[string]string{}
	for _, e := range s.judged(t) {
		got[e.Transaktionsnummer] = e.Ergebnis
		if e.Ergebnis == string(model.ErgebnisAbgelehnt) && !strings.Contains(e.Text, "zu einer anderen Meldung gehört") {
			t.Errorf("refused with %q", e.Text)
		}
	}
	for _, tnr := range append(wrong, third, unknown) {
		if refused := got[tnr] == string(model.ErgebnisAbgelehnt); refused != slices.Contains(wrong, tnr) {
			t.Errorf("%s: got %q", tnr, got[tnr])
		}
	}
	superseded, err := s.Superseded(t.Context())
	if err != nil || len(superseded) != 1 || superseded[s.index(t, second)] != s.index(t, third) {
		t.Errorf("superseded: got %v, %v, want the second version by the third", superseded, err)
	}
	tnr := number()
	altered := bytes.Replace(s.sealFor(t, tnr, third, version(4)), []byte(third), []byte(other), 1)
	if _, err := s.client.Deliver(t.Context(), tnr, altered); problem(t, err).Code != portal.CodeSignature {
		t.Errorf("with another number to take the place of: %v, want %s", err, portal.CodeSignature)
	}
}

// index is the place of a report in the log.
func (s *sealing) index(t testing.TB, tnr string) int64 {
	t.Helper()
	_, r, found, err := s.Document(t.Context(), tnr)
	if err != nil || !found {
		t.Fatalf("%s: %v, %v", tnr, found, err)
	}
	return r.LogIndex
}

func TestFindingsOfASealedReportAreBounded(t *testing.T) {
	t.Parallel()
	f := refportal.Verdict{}
	for i := range portal.MaxFindings {
		f.Findings = append(f.Findings, portal.Finding{Rule: fmt.Sprintf("P-%03d", i), Text: "x"})
	}
	f.More = 7
	s := newSealingBy(t, fixed{f})
	s.deliver(t, document(t, nil))
	events := s.judged(t)
	if len(events) != 1 || len(events[0].Findings) != portal.MaxFindings || !strings.Contains(events[0].Text, "es sind 7 weitere") {
		t.Errorf("got %+v", events)
	}
}

// fixed says always the same.
type fixed struct{ refportal.Verdict }

func (f fixed) Judge(context.Context, []byte, string) (refportal.Verdict, error) {
	return f.Verdict, nil
}

func TestThePortalRefusesWhatItCanSeeFromOutside(t *testing.T) {
	t.Parallel()
	s := newSealing(t)
	tnr, good := number(), document(t, nil)
	sealed := s.seal(t, tnr, good)
	put := func(tnr string, document []byte) portal.Code {
		_, err := s.client.Deliver(t.Context(), tnr, document)
		if err == nil {
			return ""
		}
		return problem(t, err).Code
	}
	stranger := *s
	stranger.site = signer(t)
	foreign, err := envelope.Seal(envelope.Report{Site: "HE-00000002", Tnr: tnr, Created: s.now(), Document: good}, s.list, s.site)
	s.must(t, err)
	pending := *s
	pending.site = signer(t)
	_, err = s.client.RegisterKey(t.Context(), melderID, pending.site.Public())
	s.must(t, err)
	for name, c := range map[string]struct {
		document []byte
		want     portal.Code
	}{
		"altered":                      {bytes.Replace(sealed, []byte(`"data":"YWdl`), []byte(`"data":"YWdm`), 1), portal.CodeSignature},
		"signed by a stranger":         {stranger.seal(t, tnr, good), portal.CodeSignature},
		"signed by a key that waits":   {pending.seal(t, tnr, good), portal.CodeKeyPending},
		"another site":                 {foreign, portal.CodeSiteMismatch},
		"another number":               {s.seal(t, number(), good), portal.CodeBadEnvelope},
		"another form":                 {append(bytes.Clone(sealed), '\n'), portal.CodeBadEnvelope},
		"a later form":                 {bytes.Replace(sealed, []byte(`"v":1`), []byte(`"v":2`), 1), portal.CodeVersion},
		"nothing but an opening brace": {[]byte("{"), portal.CodeBadEnvelope},
	} {
		if got := put(tnr, c.document); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
	first, err := s.client.Deliver(t.Context(), tnr, sealed)
	s.must(t, err)
	if again, err := s.client.Deliver(t.Context(), tnr, sealed); err != nil || again != first {
		t.Errorf("the same bytes: got %+v, %v, want %+v", again, err, first)
	}
	if got := put(tnr, s.seal(t, tnr, good)); got != portal.CodeTnrReused {
		t.Errorf("sealed anew under the same number: got %q, want %q", got, portal.CodeTnrReused)
	}
	late := number()
	old := s.seal(t, late, good)
	l := *s.list
	s.must(t, l.End(seal.Fingerprint(s.medical.Recipient()), envelope.Retired))
	s.publish(t, l)
	if got := put(late, old); got != portal.CodeKeyRetired {
		t.Errorf("for a retired key: got %q, want %q", got, portal.CodeKeyRetired)
	}
	if again, err := s.client.Deliver(t.Context(), tnr, sealed); err != nil || again != first {
		t.Errorf("taken before the key was retired: got %+v, %v, want its receipt", again, err)
	}
}

func TestWhatTheRegisterCannotOpenIsSaid(t *testing.T) {
	t.Parallel()
	s := newSealing(t)
	s.deliver(t, document(t, nil))
	s.register = must(refportal.NewRegister([]*seal.Pair{s.identity}, []*seal.Pair{pair(t)}))(t)
	if events := s.judged(t); len(events) != 1 || events[0].Ergebnis != string(model.ErgebnisAbgelehnt) || !strings.Contains(events[0].Text, "nicht mehr hat") {
		t.Errorf("got %+v", events)
	}
}

func must[T any](v T, err error) func(t testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// However many registers there are at once, and however often one is cut off, each result is
// told once and in the order of the log.
func TestResultsAreToldOnceByManyRegisters(t *testing.T) {
	t.Parallel()
	s := newSealing(t)
	const reports = 24
	var tnrs []string
	for i := range reports {
		tnrs = append(tnrs, s.deliver(t, document(t, func(r *model.Report) { r.Meldung.MeldungID = model.Text(fmt.Sprintf("M-%07d", i)) })))
	}
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for range reports {
				ctx, cancel := context.WithCancel(t.Context())
				if i > 0 {
					cancel() // cut off before, between or within the acts
				} else {
					defer cancel()
				}
				_, _ = s.WorkOnce(ctx, s.register)
			}
		})
	}
	wg.Wait()
	var told []string
	for _, e := range s.judged(t) {
		told = append(told, e.Transaktionsnummer)
	}
	slices.Sort(tnrs)
	slices.Sort(told)
	if !slices.Equal(told, tnrs) {
		t.Errorf("told %d results of %d reports", len(told), len(tnrs))
	}
}

func TestAGrantedRequestDeletesASealedReport(t *testing.T) {
	t.Parallel()
	s := newSealing(t)
	tnr, kept := s.deliver(t, document(t, nil)), s.deliver(t, document(t, func(r *model.Report) { r.Meldung.MeldungID = "M-0000002" }))
	s.judged(t)
	request := number()
	_, err := s.client.RequestDeletion(t.Context(), request, deletion(t, request, func(d *portal.Deletion) { d.MeldungID = "M-0000001" }))
	s.must(t, err)
	s.must(t, s.Decide(t.Context(), request, true, ""))
	s.judged(t)
	if _, _, _, err := s.Document(t.Context(), tnr); err == nil {
		t.Error("the report is still there")
	}
	if _, _, found, err := s.Document(t.Context(), kept); err != nil || !found {
		t.Errorf("another one: %v, %v, want it kept", found, err)
	}
}

// A sealed request is about a report the portal cannot see; granted, all versions of it go, sealed
// ones and those that came as they are. One about nothing is refused by the register.
func TestASealedRequestIsOpenedByTheRegister(t *testing.T) {
	t.Parallel()
	s := newSealing(t)
	plain := number()
	_, err := s.client.Deliver(t.Context(), plain, document(t, nil))
	s.must(t, err)
	sealed := s.deliverFor(t, plain, document(t, func(r *model.Report) { r.Meldung.Diagnose.AllgemeinerLeistungszustand = "1" }))
	kept := s.deliver(t, document(t, func(r *model.Report) { r.Meldung.MeldungID = "M-0000002" }))
	s.judged(t)
	request := s.ask(t, "M-0000001")
	nothing := s.ask(t, "M-0000404")
	events := s.judged(t)
	last := events[len(events)-1]
	if last.Kind != portal.EventDeletion || last.Transaktionsnummer != nothing || last.Ergebnis != portal.DeletionRefused || last.Text == "" {
		t.Errorf("about nothing: got %+v, want it refused", last)
	}
	if err := s.Decide(t.Context(), nothing, true, ""); !errors.Is(err, refportal.ErrDecided) {
		t.Errorf("grant what was refused: %v, want ErrDecided", err)
	}
	if open, err := s.OpenDeletions(t.Context()); err != nil || len(open) != 1 || open[0].Transaktionsnummer != request {
		t.Errorf("open: got %+v, %v, want the request", open, err)
	}
	shown, _, _, err := s.Opened(t.Context(), s.register, request)
	if err != nil || !bytes.Contains(shown, []byte("M-0000001")) {
		t.Errorf("staff read %s, %v, want which report", shown, err)
	}
	s.must(t, s.Decide(t.Context(), request, true, ""))
	s.judged(t)
	for _, tnr := range []string{plain, sealed} {
		if _, _, _, err := s.Document(t.Context(), tnr); !errors.Is(err, refportal.ErrDeleted) {
			t.Errorf("%s: %v, want ErrDeleted", tnr, err)
		}
	}
	if _, _, found, err := s.Document(t.Context(), kept); err != nil || !found {
		t.Errorf("another one: %v, %v, want it kept", found, err)
	}
}

// Staff who grant a request that no register has looked at yet have it carried out all the same.
func TestARequestThatWasGrantedAtOnceIsCarriedOut(t *testing.T) {
	t.Parallel()
	s := newSealing(t)
	tnr := s.deliver(t, document(t, nil))
	s.judged(t)
	request := s.ask(t, "M-0000001")
	s.must(t, s.Decide(t.Context(), request, true, ""))
	s.judged(t)
	if _, _, _, err := s.Document(t.Context(), tnr); !errors.Is(err, refportal.ErrDeleted) {
		t.Errorf("got %v, want ErrDeleted", err)
	}
}

func TestASealedRequestIsRefusedFromOutside(t *testing.T) {
	t.Parallel()
	s := newSealing(t)
	s.OnlySealed()
	s.deliver(t, document(t, nil))
	tnr := number()
	plain := deletion(t, tnr, func(d *portal.Deletion) { d.MeldungID = "M-0000001" })
	sealed := s.sealRequest(t, tnr, plain)
	report := s.seal(t, tnr, document(t, nil))
	stranger := *s
	stranger.site = signer(t)
	for name, c := range map[string]struct {
		document []byte
		want     portal.Code
	}{
		"as it is":             {plain, portal.CodeVersion},
		"a report":             {report, portal.CodeBadEnvelope},
		"signed by a stranger": {stranger.sealRequest(t, tnr, plain), portal.CodeSignature},
		"another number":       {s.sealRequest(t, number(), plain), portal.CodeBadEnvelope},
	} {
		_, err := s.client.RequestDeletion(t.Context(), tnr, c.document)
		wantCode(t, name, err, c.want)
	}
	_, err := s.client.Deliver(t.Context(), tnr, sealed)
	wantCode(t, "a request as a report", err, portal.CodeBadEnvelope)
	first, err := s.client.RequestDeletion(t.Context(), tnr, sealed)
	s.must(t, err)
	if again, err := s.client.RequestDeletion(t.Context(), tnr, sealed); err != nil || again != first {
		t.Errorf("the same bytes: got %+v, %v, want %+v", again, err, first)
	}
}

// ask asks for a report to be deleted, sealed, and gives the number of the request.
func (s *sealing) ask(t testing.TB, meldungID string) (tnr string) {
	t.Helper()
	tnr = number()
	_, err := s.client.RequestDeletion(t.Context(), tnr, s.sealRequest(t, tnr, deletion(t, tnr, func(d *portal.Deletion) { d.MeldungID = meldungID })))
	s.must(t, err)
	return tnr
}

func (s *sealing) sealRequest(t testing.TB, tnr string, request []byte) []byte {
	t.Helper()
	sealed, err := envelope.SealRequest(envelope.Report{Site: melderID, Tnr: tnr, Created: s.now(), Document: request}, s.list, s.site)
	s.must(t, err)
	return sealed
}

// Whoever has all files of the portal reads nothing of a report: not before it is judged, and
// not afterwards.
func TestAnOperatorWithAllFilesReadsNothing(t *testing.T) {
	t.Parallel()
	s := newSealing(t)
	canary := 0
	next := func() string { canary++; return fmt.Sprintf("KANARIE%04d", canary) }
	raw := document(t, func(r *model.Report) {
		r.Patient.PatientID = model.Text(next())
		r.Patient.Anmerkung = model.Text(next())
		d := &r.Patient.Stammdaten
		d.Nachname, d.Vornamen, d.Geburtsname = model.Text(next()), model.Text(next()), model.Text(next())
		d.Adresse.Strasse, d.Adresse.Ort = model.Text(next()), model.Text(next())
		r.Meldung.MeldungID, r.Meldung.Anmerkung = model.Text(next()), model.Text(next())
		r.Meldung.Tumorzuordnung.TumorID = model.Text(next())
		r.Meldung.Diagnose.PrimaertumorDiagnosetext = model.Text(next())
		r.Meldung.Diagnose.Histologie.MorphologieFreitext = model.Text(next())
	})
	inDocument := regexp.MustCompile(`KANARIE\d{4}`).FindAll(raw, -1)
	if len(inDocument) != canary {
		t.Fatalf("the document has %d canaries, want %d", len(inDocument), canary)
	}
	s.deliver(t, raw)
	request := number()
	_, err := s.client.RequestDeletion(t.Context(), request, s.sealRequest(t, request, deletion(t, request, func(d *portal.Deletion) {
		d.MeldungID, d.Grund, d.Text = "KANARIE0099", "Anderer Grund", next()
	})))
	s.must(t, err)
	hits := func(when string) {
		t.Helper()
		s.must(t, filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			if bytes.Contains(text, []byte("KANARIE")) {
				t.Errorf("%s %s shows something of the report", when, path)
			}
			return err
		}))
		// what the server key opens is an envelope, and no key of the portal's opens that
		receipts, err := s.Receipts(t.Context())
		s.must(t, err)
		for _, r := range receipts {
			document, _, _, err := s.Document(t.Context(), r.Transaktionsnummer)
			if err != nil || bytes.Contains(document, []byte("KANARIE")) {
				t.Errorf("%s the portal's own key opens %d bytes of the report, %v", when, len(document), err)
			}
		}
		feed, err := s.client.Events(t.Context(), 0)
		s.must(t, err)
		if strings.Contains(fmt.Sprintf("%+v", feed), "KANARIE") || strings.Contains(s.log.String(), "KANARIE") {
			t.Errorf("%s feed or log show something of the report", when)
		}
	}
	hits("before it is judged,")
	if events := s.judged(t); len(events) != 2 { // nothing has that Meldung_ID
		t.Errorf("got %d events, want the result, and that there is nothing to delete", len(events))
	}
	if opened, _, _, err := s.Opened(t.Context(), s.register, "1"); err != nil || !bytes.Equal(opened, raw) {
		t.Errorf("the register opens %d bytes, %v, want the %d that were sealed", len(opened), err, len(raw))
	}
	hits("after it is judged,")
	// the test can fail: the register's keys open it
	receipts, _ := s.Receipts(t.Context())
	sealed, _, _, err := s.Document(t.Context(), receipts[0].Transaktionsnummer)
	s.must(t, err)
	e, err := envelope.Read(sealed)
	s.must(t, err)
	identity, err := envelope.NewOpener(envelope.Identity, s.identity).Open(e, s.site.Public())
	if err != nil || !bytes.Contains(identity.Payload, []byte("KANARIE")) {
		t.Errorf("with the office's key: %v, want to read it", err)
	}
}

func TestSealedReportsOnPostgres(t *testing.T) {
	t.Parallel()
	p, clock, ctx := judges.StartPostgres(t, judges.Fast...), newClock(), t.Context()
	f := onPostgres(t, p, "", clock, nil)
	f.must(t, f.AddSite(ctx, server.Site{MelderID: melderID, AbsenderID: "A-1", Name: "Klinikum Musterstadt"}))
	f.must(t, f.AddAccount(ctx, server.Account{Login: login, Name: "Anna Beispiel", MelderID: melderID}, password))
	s := sealingAt(t, f)
	tnr := s.deliver(t, document(t, nil))
	s.deliver(t, document(t, nil))
	s.deliverFor(t, tnr, document(t, func(r *model.Report) { r.Meldung.Diagnose.AllgemeinerLeistungszustand = "1" }))
	if events := s.judged(t); len(events) != 3 || events[0].Transaktionsnummer != tnr || events[1].Ergebnis != string(model.ErgebnisDoppelmeldung) {
		t.Errorf("got %+v, want the report taken and the same again as Doppelmeldung", events)
	}
	if superseded, err := s.Superseded(ctx); err != nil || superseded[1] != 3 {
		t.Errorf("superseded: got %v, %v, want the first by the third", superseded, err)
	}
	request := s.ask(t, "M-0000001")
	s.judged(t)
	s.must(t, s.Decide(ctx, request, true, ""))
	s.judged(t)
	if _, _, _, err := s.Document(ctx, tnr); err == nil {
		t.Error("after its deletion the report is still there")
	}
}

// A register that runs beside the portal tells by itself.
func TestTheRegisterWorksBesideThePortal(t *testing.T) {
	t.Parallel()
	s := newSealing(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); s.Work(ctx, s.register) }()
	defer func() { stop(); <-ended }()
	s.deliver(t, document(t, nil))
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		feed, err := s.client.Events(t.Context(), 0)
		s.must(t, err)
		if len(feed.Events) == 1 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("nothing was told")
		}
	}
}

// A portal that takes reports only sealed refuses what comes as it is, and knows what came before.
func TestAPortalTakesOnlyWhatIsSealed(t *testing.T) {
	t.Parallel()
	s := newSealing(t)
	tnr, plain := number(), document(t, nil)
	first, err := s.client.Deliver(t.Context(), tnr, plain)
	s.must(t, err)
	s.OnlySealed()
	if again, err := s.client.Deliver(t.Context(), tnr, plain); err != nil || again != first {
		t.Errorf("what came before: %+v, %v, want its receipt", again, err)
	}
	_, err = s.client.Deliver(t.Context(), number(), document(t, func(r *model.Report) { r.Meldung.MeldungID = "M-0000007" }))
	if p := problem(t, err); p.Code != portal.CodeVersion || !strings.Contains(p.Title, "nur verschlüsselt") {
		t.Errorf("as it is: %v", p)
	}
	s.deliver(t, document(t, func(r *model.Report) { r.Meldung.MeldungID = "M-0000008" }))
}
