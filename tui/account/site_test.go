package account

import (
	"context"
	"strings"
	"testing"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/einrichtung"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/work"
)

// seat is a workplace of somebody with some roles, whose portal notes what is asked for.
type seat struct {
	work.Station
	work.Account
	roles  rights.Roles
	asked  einrichtung.Daten
	code   string
	ended  []string
	stored einrichtung.Stand
}

func (s *seat) Who() answer.Identity { return answer.Identity{Roles: s.roles} }

func (s *seat) Site(context.Context) (einrichtung.Stand, error) { return s.stored, nil }

func (s *seat) EndSession(_ context.Context, id string) error {
	s.ended = append(s.ended, id)
	return nil
}

func (s *seat) ChangeSite(_ context.Context, next einrichtung.Daten, _, code string) (einrichtung.Aenderung, error) {
	s.asked, s.code = next, code
	return einrichtung.Aenderung{Nummer: "n-1"}, nil
}

func siteOf(t *testing.T, s *seat) Site {
	t.Helper()
	s.stored = einrichtung.Stand{Daten: einrichtung.Daten{"einrichtung": "Musterklinik", "arzt": "Dr. Erfunden", "anschrift": "Lindenallee 3", "plz": "35390", "ort": "Gießen", "telefon": "0641 000",
		"fachgebiet": "Innere", einrichtung.Sektor: einrichtung.Stationaer, "iknr": "105313145"}}
	its, err := ReadSite(t.Context(), &work.Desk{Station: s, Account: s}, &work.About{Registration: "0611 1"})
	if err != nil {
		t.Fatal(err)
	}
	return its
}

func enter(t *testing.T, s Site, id, typed string) Site {
	t.Helper()
	a, _ := einrichtung.Find(id)
	next, wrong := s.Enter(a, typed)
	if wrong != "" {
		t.Fatalf("%s %q: %s", id, typed, wrong)
	}
	return next
}

// What is typed is judged at once, what belongs together before it is asked for; a value that
// stands there is no change, and what says where money goes wants a fresh code.
func TestAChangeIsJudgedBeforeItIsAskedFor(t *testing.T) {
	t.Parallel()
	s := &seat{roles: rights.All}
	is := siteOf(t, s)
	iban, _ := einrichtung.Find("iban")
	if _, wrong := is.Enter(iban, "DE89370400440532013001"); !strings.Contains(wrong, "Prüfziffern") {
		t.Errorf("a wrong account: %q", wrong)
	}
	if a := work.ActNamed(is.Acts(0), "beantragen"); a.Off == "" {
		t.Error("nothing is asked for")
	}
	if same := enter(t, is, "telefon", " 0641  000 "); same.Unasked() != "" {
		t.Errorf("the same number: %q", same.Unasked())
	}
	phone := enter(t, is, "telefon", "0641 111")
	a := work.ActNamed(phone.Acts(0), "beantragen")
	if a.Off != "" || a.Asks != work.AskNothing || !strings.Contains(a.Sure.Text, "Telefon: 0641 111 statt 0641 000.") || is.Next != nil {
		t.Errorf("a telephone: off %q, asks %d, %+v; the sitting before has %v", a.Off, a.Asks, a.Sure, is.Next)
	}
	alone := enter(t, is, "iban", "de89 3704 0044 0532 0130 00")
	if off := work.ActNamed(alone.Acts(0), "beantragen").Off; !strings.HasPrefix(off, "Kontoinhaber: ") {
		t.Errorf("an account of nobody: %q", off)
	}
	money := work.ActNamed(new(enter(t, alone, "kontoinhaber", "Musterklinik")).Acts(0), "beantragen")
	if money.Asks != work.AskFresh {
		t.Errorf("an account asks for %d, want a fresh code", money.Asks)
	}
	if done, err := money.Do(t.Context(), work.Given{Code: "123456"}); err != nil || s.code != "123456" || s.asked["iban"] != "DE89370400440532013000" || !strings.Contains(done.Said, "n-1") {
		t.Errorf("asked for %v with %q: %+v, %v", s.asked, s.code, done, err)
	}
	s.roles = rights.Medizin
	for _, name := range []string{"angabe", "beantragen"} {
		if off := work.ActNamed(phone.Acts(0), name).Off; !strings.Contains(off, "Verwaltung") {
			t.Errorf("%s without the role: %q", name, off)
		}
	}
	if last := is.Rows(); last[len(last)-1].Text != "Meldeberatung: 0611 1" {
		t.Errorf("the last line is %+v, want the hotline", last[len(last)-1])
	}
}

// All others are ended and not the one she works in.
func TestAllSessionsButTheOwnOneAreEnded(t *testing.T) {
	t.Parallel()
	s := &seat{roles: rights.None}
	its := Sessions{Desk: &work.Desk{Station: s, Account: s}, All: []answer.OpenSession{{ID: "a"}, {ID: "b", Eigene: true}, {ID: "c"}}}
	if off := work.ActNamed(its.Acts(1), "beenden").Off; !strings.Contains(off, "gerade arbeiten") {
		t.Errorf("her own: %q", off)
	}
	done, err := work.ActNamed(its.Acts(0), "allebeenden").Do(t.Context(), work.Given{})
	if err != nil || strings.Join(s.ended, "") != "ac" || done.Said != "2 Sitzungen beendet." {
		t.Errorf("ended %v: %+v, %v", s.ended, done, err)
	}
	its.All = its.All[1:2]
	if work.ActNamed(its.Acts(0), "allebeenden").Off == "" {
		t.Error("there is none to end")
	}
}
