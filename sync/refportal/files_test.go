package refportal_test

import (
	"context"
	"encoding/base32"
	"encoding/hex"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/seal"
)

func TestSecretsPasswordsAndReportsStandNowhereInClear(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, nil), context.Background()
	c := f.client(t)
	e, err := c.Activate(ctx, login, password)
	f.must(t, err)
	s, err := c.SignIn(ctx, login, password, f.code(t))
	f.must(t, err)
	tnr := number()
	_, err = c.Deliver(ctx, tnr, document(t, func(r *model.Report) { r.Patient.Stammdaten.Nachname = "Kanarienvogel" }))
	f.must(t, err)
	_, err = c.SignIn(ctx, "Kanarienvogel", "Kanarienvogel-Passwort", "Kanarienvogel-Code")
	wantKind(t, "canary", err, portal.LoginFailed)
	request, err := http.NewRequest(http.MethodGet, f.url+"/Kanarienvogel?Kanarienvogel=1", nil)
	f.must(t, err)
	f.send(t, request)

	key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(string(e.Secret))
	f.must(t, err)
	canaries := map[string]string{"password": password, "secret": string(e.Secret), "secret's bytes": string(key), "secret in hex": hex.EncodeToString(key),
		"token": string(s.Token), "patient": "Kanarienvogel", "document": "<oBDS"}
	places := f.contents(t)
	places["log"] = f.log.String()
	for place, content := range places {
		for name, canary := range canaries {
			if strings.Contains(strings.ToLower(content), strings.ToLower(canary)) {
				t.Errorf("%s holds the %s in clear", place, name)
			}
		}
	}
	if !strings.Contains(places["portal.db"]+places["portal.db-wal"], tnr) || !strings.Contains(places["log"], `route="PUT /v1/reports/{tnr}" status=201`) {
		t.Error("the search looked at the wrong places: number or log line not found")
	}
}

// contents are the portal's files.
func (f *fixture) contents(t *testing.T) map[string]string {
	t.Helper()
	contents := map[string]string{}
	entries, err := os.ReadDir(f.dir)
	f.must(t, err)
	for _, entry := range entries {
		text, err := os.ReadFile(filepath.Join(f.dir, entry.Name()))
		f.must(t, err)
		contents[entry.Name()] = string(text)
	}
	return contents
}

func TestReceiptsSurviveARestart(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, lenient{}), context.Background()
	tnr := number()
	first, err := f.signedIn(t).Deliver(ctx, tnr, []byte("<oBDS/>"))
	f.must(t, err)
	second, err := refportal.Open(ctx, f.dir, refportal.Options{Now: f.now, Cost: seal.Floor, Judge: lenient{}})
	f.must(t, err)
	t.Cleanup(func() { _ = second.Close() })
	g := &fixture{Portal: second, clock: f.clock, dir: f.dir, url: serve(t, second, second.Handler())}
	if again, err := g.signedIn(t).Deliver(ctx, tnr, []byte("<oBDS/>")); err != nil || again != first {
		t.Errorf("got %+v, %v, want %+v", again, err, first)
	}
}
