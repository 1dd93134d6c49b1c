package refportal_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"example.org/meldeportal/model/einrichtung"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/server"
)

const iban = "DE89370400440532013000"

// registered is what is stored of the site, invented.
func registered() map[string]string {
	return map[string]string{"einrichtung": "Klinikum Musterstadt", "arzt": "Dr. Erfunden", "anschrift": "Lindenallee 3", "plz": "35390", "ort": "Gießen", "telefon": "0641 000",
		"fachgebiet": "Innere Medizin", "sektor": einrichtung.Stationaer, "iknr": "105313145"}
}

// A site sees what is stored, asks for a change, and sees what staff make of it; what was asked for
// counts when they take it, and money takes a session of these minutes.
func TestASiteAsksForAChange(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	ctx := t.Context()
	c := f.signedIn(t)
	empty, err := c.Site(ctx, melderID)
	if f.must(t, err); empty.Daten["einrichtung"] != "Klinikum Musterstadt" || len(empty.Aenderungen)+len(empty.Schulungen) != 0 {
		t.Errorf("before anything is stored it is %+v", empty)
	}
	f.must(t, f.SetSiteData(ctx, melderID, registered()))
	f.must(t, f.SetTraining(ctx, portal.Training{Am: "2026-03-20", Text: "Online, 14 Uhr"}, true))
	f.must(t, f.SetTraining(ctx, portal.Training{Am: "2026-03-01", Text: "vorbei"}, true))
	tnr, wanted := number(), map[string]string{"telefon": "0641 111", "iban": iban, "kontoinhaber": "Klinikum"}
	made, err := c.ChangeSite(ctx, melderID, tnr, wanted)
	f.must(t, err)
	if made.Stand != portal.ChangeAsked || made.Von != login || made.Alt["telefon"] != "0641 000" || made.Neu["iban"] != iban || len(made.Neu) != 3 {
		t.Errorf("asked for is %+v", made)
	}
	if again, err := c.ChangeSite(ctx, melderID, tnr, wanted); err != nil || !again.BeantragtAm.Equal(made.BeantragtAm) {
		t.Errorf("once more: %+v, %v", again, err)
	}
	_, err = c.ChangeSite(ctx, melderID, tnr, map[string]string{"telefon": "0641 222"})
	wantCode(t, "another under the same number", err, portal.CodeTnrReused)
	second, err := c.ChangeSite(ctx, melderID, number(), map[string]string{"ort": "Marburg"})
	f.must(t, err)
	if open, err := f.OpenChanges(ctx); err != nil || len(open) != 2 || open[0].MelderID != melderID {
		t.Errorf("staff see %+v, %v", open, err)
	}
	f.must(t, f.DecideChange(ctx, tnr, true, ""))
	f.must(t, f.DecideChange(ctx, second.Transaktionsnummer, false, "Bitte den Mietvertrag beilegen"))
	if err := f.DecideChange(ctx, tnr, false, "doch nicht"); !errors.Is(err, refportal.ErrNoChange) {
		t.Errorf("decided twice: %v", err)
	}
	now, err := c.Site(ctx, melderID)
	f.must(t, err)
	if now.Daten["telefon"] != "0641 111" || now.Daten["iban"] != iban || now.Daten["ort"] != "Gießen" {
		t.Errorf("stored is %v", now.Daten)
	}
	stands := map[string]portal.ChangeState{}
	for _, one := range now.Aenderungen {
		stands[one.Text] = one.Stand
		if one.EntschiedenAm == nil {
			t.Errorf("no day: %+v", one)
		}
	}
	if stands[""] != portal.ChangeTaken || stands["Bitte den Mietvertrag beilegen"] != portal.ChangeRefused {
		t.Errorf("they stand as %v", stands)
	}
	if len(now.Schulungen) != 1 || now.Schulungen[0].Text != "Online, 14 Uhr" {
		t.Errorf("training: %+v", now.Schulungen)
	}
	f.advance(11 * time.Minute)
	_, err = c.ChangeSite(ctx, melderID, number(), map[string]string{"telefon": "0641 333"})
	f.must(t, err)
	_, err = c.ChangeSite(ctx, melderID, number(), map[string]string{"kontoinhaber": "Jemand"})
	wantCode(t, "money, later", err, portal.CodeSessionExpired)
	files, err := filepath.Glob(filepath.Join(f.dir, "*"))
	f.must(t, err)
	for _, file := range files {
		if text, err := os.ReadFile(file); err == nil && bytes.Contains(text, []byte(iban)) {
			t.Errorf("the account stands readable in %s", filepath.Base(file))
		}
	}
}

// What would not do is refused with what is wrong, and nobody sees or changes another site.
func TestWhatDoesNotDoIsRefused(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	ctx := t.Context()
	f.must(t, f.AddSite(ctx, server.Site{MelderID: "HE-00000002", AbsenderID: "A-2", Name: "Praxis"}))
	f.must(t, f.SetSiteData(ctx, melderID, registered()))
	c := f.signedIn(t)
	for name, wanted := range map[string]map[string]string{"nothing": {}, "the same": {"ort": "Gießen"}, "another word": {"farbe": "rot"}, "a wrong account": {"iban": "DE89370400440532013001", "kontoinhaber": "x"},
		"no holder": {"iban": iban}, "no number": {"iknr": ""}, "no doctor": {"arzt": ""}, "practice without number": {"sektor": "ambulant"}, "a screen": {"ort": "a\x1b[2J"}} {
		_, err := c.ChangeSite(ctx, melderID, number(), wanted)
		if p := problem(t, err); p.Code != portal.CodeReportInvalid || len(p.Findings) == 0 {
			t.Errorf("%s: %v", name, p)
		}
	}
	_, err := c.Site(ctx, "HE-00000002")
	wantCode(t, "another site's data", err, portal.CodeSiteMismatch)
	_, err = c.ChangeSite(ctx, "HE-00000002", number(), map[string]string{"ort": "Marburg"})
	wantCode(t, "another site's change", err, portal.CodeSiteMismatch)
	if err := f.SetSiteData(ctx, melderID, map[string]string{"iban": "DE1"}); !errors.Is(err, refportal.ErrSiteData) {
		t.Errorf("staff store nonsense: %v", err)
	}
	if err := f.SetTraining(ctx, portal.Training{Am: "morgen", Text: "x"}, true); !errors.Is(err, refportal.ErrTraining) {
		t.Errorf("no day: %v", err)
	}
}
