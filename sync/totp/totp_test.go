package totp_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/boombuler/barcode/qr"

	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/sync/totp"
	"example.org/meldeportal/sync/totp/phone"
)

// rfcKey is the SHA-1 key of RFC 6238 appendix B in base32.
const rfcKey = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

// vectors are the last six digits of RFC 6238 appendix B, SHA-1.
var vectors = []struct {
	unix int64
	code string
}{
	{59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"},
	{1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"},
}

func rfcSecret(t *testing.T) totp.Secret {
	t.Helper()
	s, err := phone.Scan(rfcKey)
	if err != nil {
		t.Fatalf("parse RFC key: %v", err)
	}
	return s
}

func TestCodesAreThoseOfRFC6238(t *testing.T) {
	t.Parallel()
	for _, v := range vectors {
		now := time.Unix(v.unix, 0)
		code, left := totp.Code(rfcSecret(t), now)
		if want := time.Duration(30-v.unix%30) * time.Second; code != v.code || left != want {
			t.Errorf("at %d: got %s for %v, want %s for %v", v.unix, code, left, v.code, want)
		}
		step, ok := totp.Check(rfcSecret(t), v.code, now, 0)
		if !ok || step != v.unix/30 {
			t.Errorf("check at %d: got step %d, %v, want %d, true", v.unix, step, ok, v.unix/30)
		}
	}
}

func TestCodesAreThoseOfOathtool(t *testing.T) {
	t.Parallel()
	tool := judges.Program(t, "oathtool")
	now := time.Unix(1764000000, 0)
	for i := range 20 {
		s, at := totp.NewSecret(), now.Add(time.Duration(i)*7919*time.Second)
		out, err := exec.Command(tool, "--totp", "--base32", fmt.Sprintf("--now=@%d", at.Unix()), s.Reveal()).Output()
		if err != nil {
			t.Fatalf("oathtool: %v", err)
		}
		if code, _ := totp.Code(s, at); code != strings.TrimSpace(string(out)) {
			t.Errorf("secret %d: got %s, oathtool says %s", i, code, out)
		}
	}
}

func TestACodeFitsItsStepAndTheNeighboursOnly(t *testing.T) {
	t.Parallel()
	s, now := totp.NewSecret(), time.Unix(1764000015, 0)
	for offset := -3; offset <= 3; offset++ {
		then := now.Add(time.Duration(offset) * totp.Period)
		code, _ := totp.Code(s, then)
		step, ok := totp.Check(s, code, now, 0)
		if want := offset >= -1 && offset <= 1; ok != want {
			t.Errorf("code of step %+d: got %v, want %v", offset, ok, want)
		}
		if ok && step != then.Unix()/30 {
			t.Errorf("code of step %+d: matched step %d, want %d", offset, step, then.Unix()/30)
		}
	}
}

func TestACodeCountsOnlyAfterTheLastAcceptedStep(t *testing.T) {
	t.Parallel()
	s, now := totp.NewSecret(), time.Unix(1764000015, 0)
	code, _ := totp.Code(s, now)
	step := now.Unix() / 30
	for last, want := range map[int64]bool{step - 1: true, step: false, step + 1: false} {
		if _, ok := totp.Check(s, code, now, last); ok != want {
			t.Errorf("code of step %d after %d: got %v, want %v", step, last, ok, want)
		}
	}
}

func TestNoCodeFitsWithoutAWholeSecret(t *testing.T) {
	t.Parallel()
	now := time.Unix(1764000015, 0)
	// What a library accepts for an empty key: the code of zero bytes.
	empty := map[string]bool{"": true, "000000": true}
	for i := range 1000 {
		empty[fmt.Sprintf("%06d", i*997%1000000)] = true
	}
	for code := range empty {
		if _, ok := totp.Check(totp.Secret{}, code, now, 0); ok {
			t.Errorf("code %q fits the empty secret", code)
		}
	}
	if code, _ := totp.Code(totp.Secret{}, now); code != "" {
		t.Errorf("code of the empty secret: got %q, want none", code)
	}
}

func TestASecretHasTwentyBytes(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 10, 19, 21, 32} {
		if _, err := totp.SecretFromBytes(make([]byte, n)); err == nil {
			t.Errorf("%d bytes were taken for a secret", n)
		}
	}
}

func TestNewSecretsDiffer(t *testing.T) {
	t.Parallel()
	if a, b := totp.NewSecret().Reveal(), totp.NewSecret().Reveal(); a == b || len(a) != 32 {
		t.Errorf("got %d characters, equal: %v; want two different ones of 32", len(a), a == b)
	}
}

func TestASecretPrintsAsRedacted(t *testing.T) {
	t.Parallel()
	s := totp.NewSecret()
	encoded, err := json.Marshal(map[string]any{"s": s})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{fmt.Sprint(s), fmt.Sprintf("%v %+v %#v %s %q %x %d", s, s, s, s, s, s, s), fmt.Sprintf("%v", []totp.Secret{s}), string(encoded)} {
		if strings.Contains(text, s.Reveal()) || strings.Contains(text, fmt.Sprintf("%x", s.Bytes())) || !strings.Contains(text, "[redacted]") {
			t.Errorf("got %q, want [redacted]", text)
		}
	}
}

func TestATypedCodeMayHoldSpace(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"123 456": "123456", " 012345\n": "012345", "123\u00a0456": "123456", "12-34": "12-34"} {
		if got := totp.Normalise(typed); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

func TestTheAddressNamesIssuerAccountAndSecret(t *testing.T) {
	t.Parallel()
	s := rfcSecret(t)
	for login, account := range map[string]string{"anna": "anna", "anna.beispiel-muster": "annabeispiel", "bernd:x?y&z=ä": "berndxyz"} {
		u, err := url.Parse(totp.URI(login, s))
		if err != nil {
			t.Fatalf("%q: %v", login, err)
		}
		if u.Scheme != "otpauth" || u.Host != "totp" || u.Path != "/HKR:"+account || u.Query().Get("secret") != rfcKey || u.Query().Get("issuer") != "HKR" {
			t.Errorf("%q: got %v", login, u)
		}
	}
}

func TestTheAddressFitsAQRCodeOf37Modules(t *testing.T) {
	t.Parallel()
	const most = 37 // with the quiet zone of 2: 41 columns, 21 rows in half blocks
	code, err := qr.Encode(totp.URI("a-login-of-many-characters", totp.NewSecret()), qr.L, qr.Unicode)
	if err != nil {
		t.Fatal(err)
	}
	if got := code.Bounds().Dx(); got > most {
		t.Errorf("got %d modules, want at most %d", got, most)
	}
}
