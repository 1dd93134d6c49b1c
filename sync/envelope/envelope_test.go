package envelope_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/seal"
)

func TestEverySampleComesBackByteForByte(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	paths := judges.Samples(t, judges.Own)
	for _, folder := range []string{"eigen", "oeffentlich", "../samples2/klinik", "../samples2/305"} {
		paths = append(paths, judges.Samples(t, folder)...)
	}
	for _, path := range paths {
		document := written(t, readFile(t, path))
		identity, medical := w.open(t, w.read(t, w.seal(t, tnr, document)))
		got, err := envelope.Join(identity, medical)
		if err != nil || !bytes.Equal(got, document) {
			t.Errorf("%s: came back as %d bytes, %v, want the %d that were sealed", filepath.Base(path), len(got), err, len(document))
		}
	}
}

func TestAnEnvelopeHasTheFormOfTheContract(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	sealed, err := envelope.Seal(envelope.Report{Site: site, Tnr: tnr, Replaces: number, Created: now, Document: sample(t, "eigen/min_op.xml")}, w.list, w.site)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		V         int
		Site      string
		Tnr       string
		Replaces  string
		Created   string
		SenderKey string `json:"sender_key"`
		Parts     []struct {
			Role, Recipient string
			Data            []byte
		}
		Signature []byte
	}
	if err := json.Unmarshal(sealed, &got); err != nil {
		t.Fatal(err)
	}
	if got.V != 1 || got.Site != site || got.Tnr != tnr || got.Replaces != number || got.Created != "2026-03-04T09:15:27.123Z" || got.SenderKey != seal.Fingerprint(w.site.Public()) {
		t.Errorf("got %+v", got)
	}
	if len(got.Parts) != 2 || got.Parts[0].Role != "identity" || got.Parts[1].Role != "medical" || got.Parts[1].Recipient != seal.Fingerprint(w.medical.Recipient()) {
		t.Errorf("got parts %+v", got.Parts)
	}
	if err := w.read(t, sealed).Check(w.site.Public(), w.list, now); err != nil {
		t.Errorf("Check: %v", err)
	}
}

// What stands plain in an envelope is nothing of the report, and its length tells little.
func TestAnEnvelopeShowsNothingOfTheReport(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	document := sample(t, "eigen/fall_mamma_01_diagnose.xml")
	sealed := string(w.seal(t, tnr, document))
	for _, value := range regexp.MustCompile(`>([^<>\s][^<>]{3,})<|="([^"]{4,})"`).FindAllSubmatch(document, -1) {
		if text := string(value[1]) + string(value[2]); strings.Contains(sealed, text) {
			t.Errorf("the envelope shows %q", text)
		}
	}
	longer := bytes.Replace(document, []byte("<Nachname>"), []byte("<Nachname>Lang"), 1)
	if got := w.seal(t, tnr, longer); len(got) != len(sealed) {
		t.Errorf("a name four letters longer shows: %d and %d bytes", len(sealed), len(got))
	}
}

func TestSealingTwiceShowsNoEqualParts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	document := sample(t, "eigen/min_op.xml")
	first, second := w.read(t, w.seal(t, tnr, document)), w.read(t, w.seal(t, tnr, document))
	for i := range first.Parts {
		if bytes.Equal(first.Parts[i].Data, second.Parts[i].Data) {
			t.Errorf("part %d is the same twice", i)
		}
	}
	a, _ := w.open(t, first)
	b, _ := w.open(t, second)
	if bytes.Equal(a.Whole, b.Whole) {
		t.Error("a manifest names the document by a digest that can be tried")
	}
}

// altered is an envelope with a change, signed again by its site.
func (w *world) altered(t *testing.T, sealed []byte, change func(*envelope.Envelope)) *envelope.Envelope {
	t.Helper()
	e := *w.read(t, sealed)
	e.Parts = slices.Clone(e.Parts)
	change(&e)
	again, err := envelope.Resign(e, w.site)
	if err != nil {
		t.Fatal(err)
	}
	return w.read(t, again)
}

func TestWhatWasAlteredIsKnown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	stranger := signer(t)
	sealed, other := w.seal(t, tnr, sample(t, "eigen/min_op.xml")), w.seal(t, number, sample(t, "eigen/min_tod.xml"))
	otherParts := w.read(t, other).Parts
	opener := envelope.NewOpener(envelope.Identity, w.identity)
	for _, c := range []struct {
		name string
		open func() error
		want error
	}{
		{"signed by somebody else", func() error { _, err := opener.Open(w.read(t, sealed), stranger.Public()); return err }, envelope.ErrSignature},
		{"one bit of the envelope", func() error {
			e := w.read(t, bytes.Replace(sealed, []byte(`"site":"HE-00000001"`), []byte(`"site":"HE-00000002"`), 1))
			return e.SignedBy(w.site.Public())
		}, envelope.ErrSignature},
		{"one bit of a part", func() error {
			_, err := opener.Open(w.altered(t, sealed, func(e *envelope.Envelope) { e.Parts[0].Data[len(e.Parts[0].Data)-1] ^= 1 }), w.site.Public())
			return err
		}, envelope.ErrDamaged},
		{"the other office's key", func() error {
			_, err := envelope.NewOpener(envelope.Medical, w.identity).Open(w.read(t, sealed), w.site.Public())
			return err
		}, envelope.ErrRecipient},
		{"the other office's part under one's own name", func() error {
			_, err := opener.Open(w.altered(t, sealed, func(e *envelope.Envelope) { e.Parts[0].Data = e.Parts[1].Data }), w.site.Public())
			return err
		}, envelope.ErrDamaged},
		{"a part of another envelope", func() error {
			_, err := opener.Open(w.altered(t, sealed, func(e *envelope.Envelope) { e.Parts[0] = otherParts[0] }), w.site.Public())
			return err
		}, envelope.ErrManifest},
		{"another number", func() error {
			_, err := opener.Open(w.altered(t, sealed, func(e *envelope.Envelope) { e.Tnr = number }), w.site.Public())
			return err
		}, envelope.ErrManifest},
		{"another time", func() error {
			_, err := opener.Open(w.altered(t, sealed, func(e *envelope.Envelope) { e.Created = e.Created.Add(time.Second) }), w.site.Public())
			return err
		}, envelope.ErrManifest},
		{"replaces another", func() error {
			_, err := opener.Open(w.altered(t, sealed, func(e *envelope.Envelope) { e.Replaces = number }), w.site.Public())
			return err
		}, envelope.ErrManifest},
		{"parts of two envelopes", func() error {
			identity, _ := w.open(t, w.read(t, sealed))
			_, medical := w.open(t, w.read(t, w.seal(t, tnr, sample(t, "eigen/min_tod.xml"))))
			_, err := envelope.Join(identity, medical)
			return err
		}, envelope.ErrApart},
		{"parts of two envelopes of the same form", func() error {
			one := sample(t, "eigen/min_op.xml")
			identity, _ := w.open(t, w.read(t, w.seal(t, tnr, one)))
			_, medical := w.open(t, w.read(t, w.seal(t, tnr, one)))
			_, err := envelope.Join(identity, medical)
			return err
		}, envelope.ErrApart},
		{"one part twice", func() error {
			identity, _ := w.open(t, w.read(t, sealed))
			_, err := envelope.Join(identity, identity)
			return err
		}, envelope.ErrApart},
	} {
		if err := c.open(); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

func TestOnlyTheOneFormIsRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	sealed := string(w.seal(t, tnr, sample(t, "eigen/min_op.xml")))
	for name, c := range map[string]struct {
		document string
		want     error
	}{
		"blank behind":       {sealed + " ", envelope.ErrForm},
		"member twice":       {strings.Replace(sealed, `"v":1`, `"v":1,"v":1`, 1), envelope.ErrForm},
		"member besides":     {strings.Replace(sealed, `"v":1`, `"v":1,"w":1`, 1), envelope.ErrForm},
		"later form":         {strings.Replace(sealed, `"v":1`, `"v":2`, 1), envelope.ErrVersion},
		"later, with more":   {strings.Replace(sealed, `"v":1`, `"v":2,"w":1`, 1), envelope.ErrVersion},
		"no version":         {strings.Replace(sealed, `"v":1`, `"v":0`, 1), envelope.ErrForm},
		"no number":          {strings.Replace(sealed, tnr, strings.ToUpper(tnr), 1), envelope.ErrForm},
		"no site":            {strings.Replace(sealed, site, "", 1), envelope.ErrForm},
		"office twice":       {strings.Replace(sealed, `"medical"`, `"identity"`, 1), envelope.ErrForm},
		"time of microsecs":  {strings.Replace(sealed, "27.123Z", "27.123456Z", 1), envelope.ErrForm},
		"time of elsewhere":  {strings.Replace(sealed, "27.123Z", "27.123+01:00", 1), envelope.ErrForm},
		"signature too long": {strings.TrimSuffix(sealed, `"}`) + `AAAA"}`, envelope.ErrForm},
		"nothing":            {"", envelope.ErrForm},
		"a list":             {string(w.document), envelope.ErrForm},
	} {
		if _, err := envelope.Read([]byte(c.document)); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func TestARetiredKeyTakesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	old := w.read(t, w.seal(t, tnr, sample(t, "eigen/min_op.xml")))
	l := *w.list
	l.Rotate(envelope.Medical, pair(t).Recipient(), now)
	w.publish(t, l)
	if err := old.Check(w.site.Public(), w.list, now.Add(envelope.Overlap-time.Second)); err != nil {
		t.Errorf("within the overlap: got %v, want it taken", err)
	}
	if err := old.Check(w.site.Public(), w.list, now.Add(envelope.Overlap)); !errors.Is(err, envelope.ErrRetired) {
		t.Errorf("after the overlap: got %v, want ErrRetired", err)
	}
	if fresh := w.read(t, w.seal(t, tnr, sample(t, "eigen/min_op.xml"))); fresh.Parts[1].Recipient == old.Parts[1].Recipient {
		t.Error("sealed for the key that retires")
	}
	l = *w.list
	for _, how := range []envelope.State{envelope.Retired, envelope.Revoked} {
		l := l
		l.Keys = slices.Clone(l.Keys)
		if err := l.End(seal.Fingerprint(w.medical.Recipient()), how); err != nil {
			t.Fatal(err)
		}
		if err := old.Check(w.site.Public(), &l, now); !errors.Is(err, envelope.ErrRetired) {
			t.Errorf("%s: got %v, want ErrRetired", how, err)
		}
	}
	if err := old.Check(w.site.Public(), &envelope.List{}, now); !errors.Is(err, envelope.ErrNoKey) {
		t.Errorf("a key nobody knows: got %v, want ErrNoKey", err)
	}
}

func TestNothingIsSealedWithoutAKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	late := envelope.Report{Site: site, Tnr: tnr, Created: now.Add(envelope.KeyLife), Document: sample(t, "eigen/min_op.xml")}
	if _, err := envelope.Seal(late, w.list, w.site); !errors.Is(err, envelope.ErrNoKey) {
		t.Errorf("after the key's time: got %v, want ErrNoKey", err)
	}
}

func TestMedicalManifestNamesMonthOfBirth(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	identity, medical := w.open(t, w.read(t, w.seal(t, tnr, sample(t, "eigen/min_diagnose.xml"))))
	if medical.Birth != "1961-03" || identity.Birth != "" || bytes.Contains(medical.Payload, []byte("1961-03")) {
		t.Errorf("got %q and %q, want the month in the medical manifest alone", medical.Birth, identity.Birth)
	}
}

// A request opens for the Vertrauensstelle alone, and is no report.
func TestARequestHasOnePartForTheVertrauensstelle(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	request := []byte(`{"meldung_id":"M-1"}`)
	sealed, err := envelope.SealRequest(envelope.Report{Site: site, Tnr: tnr, Created: now, Document: request}, w.list, w.site)
	if err != nil || bytes.Contains(sealed, []byte("M-1")) {
		t.Fatalf("SealRequest: %s, %v", sealed, err)
	}
	if _, err := envelope.Read(sealed); !errors.Is(err, envelope.ErrForm) {
		t.Errorf("read as a report: got %v, want ErrForm", err)
	}
	if _, err := envelope.ReadRequest(w.seal(t, tnr, sample(t, "eigen/min_op.xml"))); !errors.Is(err, envelope.ErrForm) {
		t.Errorf("a report as a request: got %v, want ErrForm", err)
	}
	e, err := envelope.ReadRequest(sealed)
	if err != nil || e.Check(w.site.Public(), w.list, now) != nil {
		t.Fatalf("ReadRequest: %v", err)
	}
	got, err := envelope.NewOpener(envelope.Identity, w.identity).Open(e, w.site.Public())
	if err != nil || !bytes.Equal(got.Payload, request) {
		t.Errorf("got %+v, %v, want the request", got, err)
	}
	if _, err := envelope.NewOpener(envelope.Medical, w.medical).Open(e, w.site.Public()); !errors.Is(err, envelope.ErrForm) {
		t.Errorf("the Landesauswertungsstelle: got %v, want ErrForm", err)
	}
	e.Parts = e.Parts[:1:1]
	e.Tnr = number
	again, err := envelope.Resign(*e, w.site) // as a report
	if err != nil {
		t.Fatal(err)
	}
	if r, err := envelope.ReadRequest(again); err != nil || !errors.Is(r.SignedBy(w.site.Public()), envelope.ErrSignature) {
		t.Errorf("with the signature of a report: got %v, want ErrSignature", err)
	}
}

func FuzzEnvelope(f *testing.F) {
	w := newWorld(f)
	f.Add(w.seal(f, tnr, sample(f, "eigen/min_op.xml")))
	f.Fuzz(func(t *testing.T, document []byte) {
		e, err := envelope.Read(document)
		if err != nil {
			return
		}
		if err := e.SignedBy(w.site.Public()); err == nil {
			w.open(t, e)
		}
	})
}

func BenchmarkSeal(b *testing.B) {
	w := newWorld(b)
	document := sample(b, "eigen/fall_mamma_01_diagnose.xml")
	b.SetBytes(int64(len(document)))
	for b.Loop() {
		w.seal(b, tnr, document)
	}
}

func BenchmarkOpenAndJoin(b *testing.B) {
	w := newWorld(b)
	e := w.read(b, w.seal(b, tnr, sample(b, "eigen/fall_mamma_01_diagnose.xml")))
	for b.Loop() {
		identity, medical := w.open(b, e)
		if _, err := envelope.Join(identity, medical); err != nil {
			b.Fatal(err)
		}
	}
}

// The Landesauswertungsstelle knows the Transaktionsnummer by its Pseudonym alone (law.md 3,
// Absatz 17). A part of an earlier program names it; then it must be the right one.
func TestTheMedicalPartNamesNoNumber(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	sealed, err := envelope.Seal(envelope.Report{Site: site, Tnr: tnr, Replaces: number, Created: now, Document: sample(t, "eigen/min_op.xml")}, w.list, w.site)
	if err != nil {
		t.Fatal(err)
	}
	e := w.read(t, sealed)
	identity, medical := w.open(t, e)
	if identity.Tnr != tnr || identity.Replaces != number {
		t.Errorf("the Vertrauensstelle reads %s in place of %s, want %s and %s", identity.Tnr, identity.Replaces, tnr, number)
	}
	plain, err := w.medical.OpenSealed(e.Parts[1].Data)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{tnr, number} {
		if bytes.Contains(plain, []byte(secret)) {
			t.Errorf("the medical part says %s", secret)
		}
	}
	if _, err := envelope.Join(identity, medical); err != nil {
		t.Errorf("Join: %v", err)
	}

	medicals := envelope.NewOpener(envelope.Medical, w.medical)
	for named, want := range map[string]error{tnr: nil, number: envelope.ErrManifest} {
		m := medical.Manifest
		m.Tnr, m.Replaces = named, number
		plain, err := envelope.WritePart(m, medical.Payload, w.site)
		if err != nil {
			t.Fatal(err)
		}
		data, err := seal.SealFor(w.medical.Recipient(), plain)
		if err != nil {
			t.Fatal(err)
		}
		earlier, err := medicals.Open(w.altered(t, sealed, func(e *envelope.Envelope) { e.Parts[1].Data = data }), w.site.Public())
		if !errors.Is(err, want) {
			t.Errorf("a part that names %s: got %v, want %v", named, err, want)
		}
		if err == nil {
			if _, err := envelope.Join(identity, earlier); err != nil {
				t.Errorf("Join with a part of an earlier program: %v", err)
			}
		}
	}
}
