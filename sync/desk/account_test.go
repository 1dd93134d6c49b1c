package desk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/einrichtung"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/store"
)

// storedSite has the registry store invented data.
func (w *workplace) storedSite() {
	w.t.Helper()
	w.must(w.registry.SetSiteData(w.t.Context(), site, map[string]string{"arzt": "Dr. Erfunden", "anschrift": "Lindenallee 3", "plz": "35390", "ort": "Gießen", "telefon": "0641 000",
		"fachgebiet": "Innere", einrichtung.Sektor: einrichtung.Stationaer, "iknr": "105313145"}))
}

// written is how often an act stands in the audit about something.
func (w *workplace) written(action rights.Action, object string) (n int) {
	w.t.Helper()
	_, err := w.vault.Audit(w.t.Context(), func(l store.Line) {
		if l.Action == action && l.Object == object && l.Login == anna {
			n++
		}
	})
	w.must(err)
	return n
}

// Who sits here sees where she is signed in by her running session and ends another one, which
// is written down; a colleague's is none of hers.
func TestOwnSessionsAreSeenAndEndedWhereOneSits(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	elsewhere := w.client()
	_, err := elsewhere.SignIn(t.Context(), anna, password, w.nextCode(anna))
	w.must(err)
	all, err := w.OwnSessions(t.Context())
	w.must(err)
	if len(all) != 2 || all[0].Eigene || !all[1].Eigene {
		t.Fatalf("open are %+v, want the other one and this one", all)
	}
	w.must(w.EndSession(t.Context(), all[0].ID))
	if _, err := elsewhere.Sessions(t.Context()); err == nil {
		t.Error("the other session goes on")
	}
	if left, err := w.OwnSessions(t.Context()); err != nil || len(left) != 1 || !left[0].Eigene {
		t.Errorf("left are %+v, %v", left, err)
	}
	if n := w.written(rights.SitzungBeendet, all[0].ID); n != 1 {
		t.Errorf("written down %d times, want once", n)
	}
}

// What the registry stores is changed by the running session, where money goes by a fresh code
// alone; who has not the role Verwaltung asks for nothing, and what does not do is named.
func TestTheEinrichtungIsChangedWhereOneSits(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	w.storedSite()
	ctx := t.Context()
	made, err := w.ChangeSite(ctx, einrichtung.Daten{"telefon": "0641 111"}, "", "")
	w.must(err)
	money := einrichtung.Daten{"iban": "DE89370400440532013000", "kontoinhaber": "Musterklinik"}
	_, err = w.ChangeSite(ctx, money, password, "000000")
	wantFailure(t, err, answer.FailCredentials)
	paid, err := w.ChangeSite(ctx, money, password, w.nextCode(anna))
	w.must(err)
	s, err := w.Site(ctx)
	w.must(err)
	if s.MelderID != site || s.Daten["telefon"] != "0641 000" || len(s.Aenderungen) != 2 || s.Aenderungen[0].Nummer != paid.Nummer || s.Aenderungen[1].Neu["telefon"] != "0641 111" || s.Aenderungen[1].Von != anna {
		t.Errorf("stored is %+v", s)
	}
	for _, c := range []einrichtung.Aenderung{made, paid} {
		if n := w.written(rights.EinrichtungGeaendert, c.Nummer); n != 1 {
			t.Errorf("%s is written down %d times, want once", c.Nummer, n)
		}
	}
	_, err = w.ChangeSite(ctx, einrichtung.Daten{"iknr": ""}, "", "")
	wantFailure(t, err, answer.FailRefused)
	if f := Failure(err).(*answer.Failure); !strings.Contains(f.Detail, "Institutionskennzeichen (IK): Stationäre Einrichtungen brauchen ein IK.") {
		t.Errorf("what is wrong: %q", f.Detail)
	}
	_, err = w.colleague().ChangeSite(ctx, einrichtung.Daten{"telefon": "0641 222"}, "", "")
	wantFailure(t, err, answer.FailRole)
}

// As long as nobody knows whether the portal has a change, it is asked for under the same number.
func TestAChangeThatWasNotAnsweredIsAskedForOnce(t *testing.T) {
	t.Parallel()
	var a asked
	phone := einrichtung.Daten{"telefon": "1"}
	first := a.numberOf(phone)
	if a.numberOf(einrichtung.Daten{"telefon": "1"}) != first {
		t.Error("the same change has another number")
	}
	if a.numberOf(einrichtung.Daten{"telefon": "2"}) == first {
		t.Error("another change has the same number")
	}
	before := a.numberOf(phone)
	if a.answered(); a.numberOf(phone) == before {
		t.Error("one that was answered is asked for under its number again")
	}
}

// A sheet is written for its owner alone, over nothing, and that is written down.
func TestASheetIsWrittenForItsOwner(t *testing.T) {
	t.Parallel()
	w := offline(t)
	path := filepath.Join(t.TempDir(), "formular.txt")
	whole, err := w.SaveSheet(t.Context(), path, "Formular")
	w.must(err)
	info, err := os.Stat(whole)
	w.must(err)
	if text, err := os.ReadFile(path); err != nil || string(text) != "Formular" || info.Mode().Perm() != 0o600 {
		t.Errorf("%s: %q, %v, %v", whole, text, info.Mode(), err)
	}
	_, err = w.SaveSheet(t.Context(), path, "anders")
	wantFailure(t, err, answer.FailFileExists)
	if n := w.written(rights.FormularGeschrieben, ""); n != 2 {
		t.Errorf("written down %d times, want both tries", n)
	}
}
