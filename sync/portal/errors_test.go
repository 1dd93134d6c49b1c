package portal

import "testing"

// The chain for the log says what was wrong, each thing once.
func TestAnErrorTellsItsChain(t *testing.T) {
	t.Parallel()
	for want, e := range map[string]*Error{
		"portal refused": {Kind: Refused},
		"portal refused: status 422: invalid: Feld": {Kind: Refused, Status: 422, Code: "invalid", Detail: "Feld"},
		"portal refused: status 422":                {Kind: Refused, Status: 422, Code: Code(Refused)},
		"portal wrong-certificate: expired":         {Kind: WrongCertificate, Certificate: &CertificateFault{Why: WhyExpired}},
	} {
		if got := e.Error(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
