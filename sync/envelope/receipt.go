package envelope

import (
	"encoding/base64"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/seal"
)

// The portal signs each receipt by a key of its own, which the root key names in the list:
// who stands between a site and the registry can give no receipt.

const kindReceipt = "meldeportal/receipt/1"

// SignReceipt signs a receipt.
func SignReceipt(r *model.Receipt, by *seal.Signer) {
	r.Key = seal.Fingerprint(by.Public())
	r.Signature = base64.StdEncoding.EncodeToString(by.Sign(kindReceipt, r.Statement()))
}

// Names adds a key by which the portal signs receipts. What it signed stays believed.
func (l *List) Names(public string) {
	if !slices.Contains(l.Receipts, public) {
		l.Receipts = append(l.Receipts, public)
	}
}

// Looks says what a receipt's signature is worth.
func (l *List) Looks(r *model.Receipt) model.Echtheit {
	switch {
	case len(l.Receipts) == 0:
		return ""
	case r.Signature == "":
		return model.EchtheitOhne
	}
	signature, err := base64.StdEncoding.Strict().DecodeString(r.Signature)
	for _, public := range l.Receipts {
		if err == nil && seal.Fingerprint(public) == r.Key && seal.Signed(public, kindReceipt, r.Statement(), signature) {
			return model.EchtheitGeprueft
		}
	}
	return model.EchtheitFalsch
}
