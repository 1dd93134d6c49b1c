package envelope

import "example.org/meldeportal/sync/seal"

// Resign is an envelope with the signature of its site after somebody changed it.
func Resign(e Envelope, by *seal.Signer) ([]byte, error) {
	return sign(&e, &e.Signature, kindEnvelope, by)
}

// ReadPart is readPart.
func ReadPart(plain []byte, public string) (Manifest, []byte, error) { return readPart(plain, public) }

// Sew puts two payloads together by their seams.
func Sew(a []byte, seamA string, b []byte, seamB string) ([]byte, error) {
	return sew(newSide(a, seamA), newSide(b, seamB))
}

// WritePart is Manifest.part.
func WritePart(m Manifest, payload []byte, by *seal.Signer) ([]byte, error) {
	return m.part(payload, by)
}
