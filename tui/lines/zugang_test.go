package lines

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

func TestInLineModeAccessIsListedAndTakenAway(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":entziehen\n:entziehen meier\nja\n:entziehen berta\nnein\n:entziehen berta\nja\n\n")
	if err := z.invite(); err != nil && !errors.Is(err, ask.ErrEnd) {
		t.Fatal(err)
	}
	for _, said := range []string{"2 Personen sind", "berta, zugelassen seit 22.11.2026", "Bitte zuerst den Loginnamen", "Den eigenen Zugang kann nur jemand anders entziehen.", "„berta“ ist entzogen.", "1 Person ist"} {
		if !strings.Contains(heard.String(), said) {
			t.Errorf("%q is not said:\n%s", said, heard)
		}
	}
	if desk.PutOut != "berta" {
		t.Errorf("put out: %q", desk.PutOut)
	}
}

func TestInLineModeAColleagueIsAskedIn(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, "niemand\n\n")
	if err := z.invite(); err != nil && !errors.Is(err, ask.ErrAgain) {
		t.Fatal(err)
	}
	z2, heard2, desk2 := lineDesk(t, "carl\nchefin\nmed\n")
	if err := z2.invite(); err != nil {
		t.Fatal(err)
	}
	for said, in := range map[string]string{"meldet niemand für Ihre Einrichtung": heard.String(), "Die Rolle „chefin“ gibt es nicht": heard2.String(), "ist eingeladen: Medizin.": heard2.String()} {
		if !strings.Contains(in, said) {
			t.Errorf("%q is not said:\n%s", said, in)
		}
	}
	if len(desk.Asked) != 0 || len(desk2.Asked) != 1 || strings.Contains(heard2.String(), "Passwort der Person") {
		t.Errorf("asked in: %+v, %+v", desk.Asked, desk2.Asked)
	}
}

func TestInLineModeRolesAreGiven(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":rollen berta\nchefin\nmed abs\n:rollen meier\nkeine\n\n")
	if err := z.invite(); err != nil && !errors.Is(err, ask.ErrEnd) {
		t.Fatal(err)
	}
	for _, said := range []string{"Die Rolle „chefin“ gibt es nicht", "Die Rollen von „berta“ sind jetzt: Medizin, Absenden.", "Mindestens eine Person"} {
		if !strings.Contains(heard.String(), said) {
			t.Errorf("%q is not said:\n%s", said, heard)
		}
	}
	if desk.Roles != rights.Medizin|rights.Absenden {
		t.Errorf("given: %v", desk.Roles)
	}
}

// Nobody has to press a key for it.
func TestInLineModeWhoseAccessIsTakenAwayIsOut(t *testing.T) {
	t.Parallel()
	z, _, desk := lineDesk(t, "")
	silent, hold, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { hold.Close(); silent.Close() })
	z.In = ask.Listen(silent)
	t.Cleanup(z.In.Close)
	clock := &stage.HandClock{Time: stage.Today}
	z.Services.Clock = clock
	over := make(chan struct{})
	go func() { defer close(over); z.watchOut(t.Context(), z.Desk) }()
	time.AfterFunc(100*time.Millisecond, func() {
		desk.Change(func() { desk.Out = true })
		clock.Until(t, func() bool {
			select {
			case <-over:
				return true
			default:
				return false
			}
		})
	})
	if err := z.editReport(model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)}); !errors.Is(err, errSignOut) {
		t.Errorf("left by %v, want the sign-out", err)
	}
	<-over
}

// Enter alone keeps the roles, as it says.
func TestInLineModeEnterKeepsTheRoles(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":rollen berta\n\n\n")
	desk.Roles = rights.Stammdaten | rights.Medizin
	if err := z.invite(); err != nil && !errors.Is(err, ask.ErrEnd) {
		t.Fatal(err)
	}
	if desk.Roles != rights.Stammdaten|rights.Medizin || !strings.Contains(heard.String(), "Enter allein: Stammdaten, Medizin.") {
		t.Errorf("roles are %v; heard:\n%s", desk.Roles, heard)
	}
}

func TestInLineModeOnesOwnPasswordIsChanged(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ typed, said, now string }{
		{"geheim\nlaterne ananas keller\nlaterne\n123456\n", "sind verschieden", ""},
		{"falsch\nlaterne ananas keller\nlaterne ananas keller\n123456\n", "Das Passwort stimmt nicht", ""},
		{"geheim\nlaterne ananas keller\nlaterne ananas keller\n123456\n", "ist geändert, am Portal und im Speicher", "laterne ananas keller"},
	} {
		z, heard, desk := lineDesk(t, c.typed)
		if err := z.Act(work.ChangePassword(z.Desk), "", goesOn); err != nil && !errors.Is(err, ask.ErrAgain) {
			t.Fatal(err)
		}
		if !strings.Contains(heard.String(), c.said) || desk.Password != c.now {
			t.Errorf("want %q and %q, got %q:\n%s", c.said, c.now, desk.Password, heard)
		}
	}
}
