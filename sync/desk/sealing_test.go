package desk

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/seal"
)

// sealed is a workplace whose reports leave sealed, with the offices' keys.
type sealed struct {
	*workplace
	register *refportal.Register
	keys     *registry
}

func newSealed(t *testing.T) *sealed {
	t.Helper()
	w, r := newStation(t), newRegistry(t)
	identity, medical := officePair(t), officePair(t)
	r.list = envelope.List{}
	r.list.Rotate(envelope.Identity, identity.Recipient(), time.Now().Add(-time.Hour))
	r.list.Rotate(envelope.Medical, medical.Recipient(), time.Now().Add(-time.Hour))
	w.shows(r.signed(1, time.Now()))
	w.door.Register = r.fingerprint()
	w.must(w.door.keepKeys(t.Context()))
	w.must(w.door.nameSiteKey(t.Context(), w.vault, site))
	w.door.seals(&w.sender, w.vault)
	register, err := refportal.NewRegister([]*seal.Pair{identity}, []*seal.Pair{medical})
	w.must(err)
	return &sealed{w, register, r}
}

func officePair(t *testing.T) *seal.Pair {
	t.Helper()
	p, err := seal.NewPair()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// correction is one of a report that left before there were keys.
func (s *sealed) correction() model.Draft {
	s.t.Helper()
	seal := s.sender.Seal
	s.sender.Seal = nil
	sent := s.arrives(s.submit(s.newDraft(s.newCase(), model.TypDiagnose, nil)))
	s.sender.Seal = seal
	draft, err := s.Correct(s.t.Context(), sent.Transaktionsnummer)
	s.must(err)
	draft.Report.Meldung.Diagnose.AllgemeinerLeistungszustand = "2"
	s.must(s.SaveDraft(s.t.Context(), &draft))
	return draft
}

// confirm has staff confirm the house's key.
func (s *sealed) confirm() {
	s.t.Helper()
	key, _ := SiteKey(s.door.Folder)
	s.must(s.registry.ConfirmSiteKey(s.t.Context(), site, key.Fingerprint))
}

// A report leaves sealed, once: the same bytes wait, are sent and have the receipt, and people
// read what was sealed.
func TestAReportLeavesSealed(t *testing.T) {
	t.Parallel()
	s := newSealed(t)
	s.confirm()
	queued := s.submit(s.newDraft(s.newCase(), model.TypDiagnose, nil))
	waits, err := s.vault.Document(t.Context(), queued.Transaktionsnummer)
	s.must(err)
	e, err := envelope.Read(waits)
	if err != nil || e.Tnr != queued.Transaktionsnummer || e.Site != site {
		t.Fatalf("what waits is no envelope of it: %v", err)
	}
	s.arrives(queued)
	arrived, receipt, found, err := s.registry.Document(t.Context(), queued.Transaktionsnummer)
	if err != nil || !found || !bytes.Equal(arrived, waits) || receipt.Digest != portal.DocumentDigest(waits) {
		t.Errorf("what arrived is not what waited: %v", err)
	}
	read, err := s.Document(t.Context(), queued.Transaktionsnummer)
	if err != nil || !bytes.HasPrefix(read, []byte("<?xml")) {
		t.Errorf("people read %.20q, %v, want the document", read, err)
	}
	n, err := s.registry.WorkOnce(t.Context(), s.register)
	if err != nil || n != 1 {
		t.Fatalf("the register judged %d, %v", n, err)
	}
	feed, err := s.door.Portal.Events(t.Context(), 0)
	s.must(err)
	if len(feed.Events) != 1 || feed.Events[0].Transaktionsnummer != queued.Transaktionsnummer || feed.Events[0].Ergebnis == string(model.ErgebnisAbgelehnt) {
		t.Errorf("got %+v, want it taken", feed.Events)
	}
}

// Nothing leaves as it is where nothing can be sealed, and the draft stays.
func TestNothingLeavesUnsealed(t *testing.T) {
	t.Parallel()
	s := newSealed(t)
	draft := s.newDraft(s.newCase(), model.TypDiagnose, nil)
	document := s.keys.signed(3, time.Now().Add(-envelope.ListLife))
	s.must(s.door.writeKeys(document))
	_, err := s.Complete(t.Context(), draft.ID, draft.Rev, nil)
	var against *answer.Refusal
	if errors.As(err, &against) {
		_, err = s.Complete(t.Context(), draft.ID, draft.Rev, rulesOf(against))
	}
	var f *answer.Failure
	if !errors.As(err, &f) || f.Kind != answer.FailKeyList {
		t.Errorf("with a list that has expired: got %v, want %s", err, answer.FailKeyList)
	}
	if _, err := s.Draft(t.Context(), draft.ID); err != nil {
		t.Errorf("the draft: %v, want it as it was", err)
	}
}

// What waited until a key was retired is sealed for the one that took its place, under the same
// number, and opens there; where the portal shows no newer keys the refusal is final.
func TestWhatIsSealedForARetiredKeyIsSealedAnew(t *testing.T) {
	t.Parallel()
	s := newSealed(t)
	queued := s.submit(s.correction()) // the house's key is not confirmed: it waits
	before, err := s.vault.Document(t.Context(), queued.Transaktionsnummer)
	s.must(err)
	identity, medical := officePair(t), officePair(t)
	s.keys.list.Keys[0].State, s.keys.list.Keys[1].State = envelope.Retired, envelope.Retired
	s.keys.list.Rotate(envelope.Identity, identity.Recipient(), time.Now().Add(-time.Minute))
	s.keys.list.Rotate(envelope.Medical, medical.Recipient(), time.Now().Add(-time.Minute))
	s.shows(s.keys.signed(2, time.Now()))
	s.confirm()
	s.SyncNow()
	got := s.arrives(queued)
	after, err := s.vault.Document(t.Context(), queued.Transaktionsnummer)
	s.must(err)
	if bytes.Equal(before, after) || got.Receipt.Digest != portal.DocumentDigest(after) {
		t.Errorf("it was not sealed anew, or its receipt is of something else")
	}
	if e := s.envelope(queued); e.Replaces != queued.Ersetzt || e.Replaces == "" {
		t.Errorf("sealed anew it takes the place of %q, want %q", e.Replaces, queued.Ersetzt)
	}
	if written, err := s.Document(t.Context(), queued.Transaktionsnummer); err != nil || !bytes.HasPrefix(written, []byte("<?xml")) {
		t.Errorf("people read %.20q, %v", written, err)
	}
	if d, err := s.vault.Delivery(t.Context(), queued.Transaktionsnummer); err != nil || d.Damaged {
		t.Errorf("the delivery: %+v, %v", d, err)
	}
	register, err := refportal.NewRegister([]*seal.Pair{identity}, []*seal.Pair{medical})
	s.must(err)
	if n, err := s.registry.WorkOnce(t.Context(), register); err != nil || n != 1 {
		t.Fatalf("the register judged %d, %v", n, err)
	}
	feed, err := s.door.Portal.Events(t.Context(), 0)
	s.must(err)
	if len(feed.Events) != 1 || feed.Events[0].Ergebnis == string(model.ErgebnisAbgelehnt) {
		t.Errorf("got %+v, want it taken", feed.Events)
	}
	if done, err := s.sealAnew(t.Context(), queued.Transaktionsnummer); done || err != nil {
		t.Errorf("what the list still takes: sealed anew %v, %v", done, err)
	}
}

// Where the newest list cannot be read just now a report that is to be sealed anew waits, instead
// of being refused for good.
func TestWhatCannotBeSealedAnewNowWaits(t *testing.T) {
	t.Parallel()
	s := newSealed(t)
	queued := s.submit(s.newDraft(s.newCase(), model.TypDiagnose, nil))
	s.keys.list.Keys[0].State, s.keys.list.Keys[1].State = envelope.Retired, envelope.Retired
	s.shows(s.keys.signed(2, time.Now()))
	keys := s.portal.keys
	s.portal.keys = func(context.Context) (*envelope.List, error) { return nil, errors.New("away") }
	s.confirm()
	s.SyncNow()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		got, err := s.vault.Delivery(t.Context(), queued.Transaktionsnummer)
		s.must(err)
		if got.Code == string(portal.CodeKeyRetired) {
			if got.State != model.StateQueued {
				t.Errorf("it is %s, want it to wait", got.State)
			}
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("got %+v", got)
		}
	}
	s.portal.keys = keys
}

// What was queued as it is before the root key was compared leaves sealed, a request to delete
// likewise, under their numbers; the program that sends while nobody is signed in leaves it to one
// that can seal.
func TestWhatWaitsSinceBeforeTheKeysLeavesSealed(t *testing.T) {
	t.Parallel()
	s := newSealed(t)
	s.confirm()
	sent := s.taken()
	door := s.shell()
	made, _, err := door.SetUpSending(t.Context(), anna, password, s.fresh(anna), "Server 1")
	s.must(err)
	s.stop() // she leaves
	s.ended.Wait()
	seals, asks := s.sender.Seal, s.sender.SealRequest
	s.sender.Seal, s.sender.SealRequest = nil, nil
	report := s.submit(s.newDraft(s.newCase(), model.TypDiagnose, nil))
	request, err := s.RequestDeletion(t.Context(), sent.Transaktionsnummer, "Anderer Grund", "Probemeldung")
	s.must(err)
	s.sender.Seal, s.sender.SealRequest = seals, asks
	done, err := door.SendAlone(t.Context(), func(int, int) {})
	s.must(err)
	if done.Sent != 0 || done.Apart != 2 || made.ID == "" {
		t.Errorf("nobody is signed in: %+v, want both left to somebody", done)
	}
	d, err := door.SignIn(t.Context(), anna, password, s.fresh(anna), func(answer.Update) {})
	s.must(err)
	defer func() { s.must(d.Close()) }()
	for _, waited := range []model.Delivery{report, request} {
		s.arrives(waited)
		document, receipt, found, err := s.registry.Document(t.Context(), waited.Transaktionsnummer)
		if err != nil || !found || !portal.IsEnvelope(document) || bytes.Contains(document, []byte(waited.MeldungID)) {
			t.Errorf("%s: at the portal is %.20s, %v, %v", waited.Art, document, found, err)
		}
		got, err := s.vault.Delivery(t.Context(), waited.Transaktionsnummer)
		if err != nil || got.Damaged || got.MeldungID != waited.MeldungID || got.Receipt.Digest != receipt.Digest {
			t.Errorf("%s: here is %+v, %v", waited.Art, got, err)
		}
	}
	for range 3 {
		_, err := s.registry.WorkOnce(t.Context(), s.register)
		s.must(err)
	}
	if shown, _, _, err := s.registry.Opened(t.Context(), s.register, report.Transaktionsnummer); err != nil || !bytes.HasPrefix(shown, []byte("<?xml")) {
		t.Errorf("the register reads %.20s, %v", shown, err)
	}
}

// taken is a report that the register has taken.
func (s *sealed) taken() model.Delivery {
	s.t.Helper()
	sent := s.arrives(s.submit(s.newDraft(s.newCase(), model.TypDiagnose, nil)))
	_, err := s.registry.WorkOnce(s.t.Context(), s.register)
	s.must(err)
	return sent
}

// A correction says in its envelope which number it takes the place of, also when it is sealed
// anew, and the register has it take its place.
func TestACorrectionLeavesInThePlaceOfWhatItCorrects(t *testing.T) {
	t.Parallel()
	s := newSealed(t)
	s.confirm()
	first := s.arrives(s.submit(s.newDraft(s.newCase(), model.TypDiagnose, nil)))
	if e := s.envelope(first); e.Replaces != "" {
		t.Errorf("the first version takes the place of %s", e.Replaces)
	}
	draft, err := s.Correct(t.Context(), first.Transaktionsnummer)
	s.must(err)
	draft.Report.Meldung.Diagnose.AllgemeinerLeistungszustand = "2"
	s.must(s.SaveDraft(t.Context(), &draft))
	second := s.arrives(s.submit(draft))
	if e := s.envelope(second); e.Replaces != first.Transaktionsnummer {
		t.Errorf("the correction takes the place of %q, want %s", e.Replaces, first.Transaktionsnummer)
	}
	_, err = s.registry.WorkOnce(t.Context(), s.register)
	s.must(err)
	if superseded, err := s.registry.Superseded(t.Context()); err != nil || superseded[1] != 2 {
		t.Errorf("superseded: got %v, %v, want the first by the second", superseded, err)
	}
}

// A request to delete a report leaves as sealed as the report, and people read what it says.
func TestARequestToDeleteLeavesSealed(t *testing.T) {
	t.Parallel()
	s := newSealed(t)
	s.confirm()
	sent := s.arrives(s.submit(s.newDraft(s.newCase(), model.TypDiagnose, nil)))
	_, err := s.registry.WorkOnce(t.Context(), s.register)
	s.must(err)
	request, err := s.RequestDeletion(t.Context(), sent.Transaktionsnummer, "Anderer Grund", "Probemeldung")
	s.must(err)
	waits, err := s.vault.Document(t.Context(), request.Transaktionsnummer)
	s.must(err)
	if e, err := envelope.ReadRequest(waits); err != nil || e.Tnr != request.Transaktionsnummer || e.Site != site {
		t.Fatalf("what waits is no envelope of it: %v", err)
	}
	s.arrives(request)
	arrived, _, _, err := s.registry.Document(t.Context(), request.Transaktionsnummer)
	if err != nil || !bytes.Equal(arrived, waits) || bytes.Contains(arrived, []byte(sent.MeldungID)) {
		t.Errorf("what arrived is not what waited: %v", err)
	}
	read, err := s.Document(t.Context(), request.Transaktionsnummer)
	if err != nil || !bytes.Contains(read, []byte(sent.MeldungID)) || !bytes.Contains(read, []byte("Probemeldung")) {
		t.Errorf("people read %s, %v, want what they asked for", read, err)
	}
	s.must(s.registry.Decide(t.Context(), request.Transaktionsnummer, true, ""))
	for range 2 {
		_, err = s.registry.WorkOnce(t.Context(), s.register)
		s.must(err)
	}
	if _, _, _, err := s.registry.Document(t.Context(), sent.Transaktionsnummer); !errors.Is(err, refportal.ErrDeleted) {
		t.Errorf("the report: %v, want ErrDeleted", err)
	}
	if got := s.comesBack(request); got.Ergebnis != model.ErgebnisGewaehrt {
		t.Errorf("the request: %+v, want it granted", got)
	}
}

// envelope is what is sent for a delivery.
func (s *sealed) envelope(d model.Delivery) *envelope.Envelope {
	s.t.Helper()
	document, err := s.vault.Document(s.t.Context(), d.Transaktionsnummer)
	s.must(err)
	e, err := envelope.Read(document)
	s.must(err)
	return e
}
