package portal

// Code says in one word what an answer other than success means. The words
// never change.
type Code string

// The codes of the contract.
const (
	CodeLoginFailed     Code = "login-failed"          // 401: name, password or code wrong; never says which
	CodeSessionExpired  Code = "session-expired"       // 401: sign in again
	CodeForbidden       Code = "forbidden"             // 403: a site token only sends; sign in for everything else
	CodePasswordRule    Code = "password-rule"         // 422: the new password is none, see the title
	CodeThrottled       Code = "throttled"             // 429: too many tries, with Retry-After
	CodeSiteMismatch    Code = "site-mismatch"         // 403: the document's Melder_ID is not the site's
	CodeUnknownReport   Code = "unknown-report"        // 404: no report of that number
	CodeUnknownPerson   Code = "unknown-person"        // 404: nobody of that login name at one's own site
	CodeUnknownMeldung  Code = "unknown-meldung"       // 422: the site has sent no report of that Meldung_ID
	CodeUnknownCall     Code = "unknown-call"          // 404, 405: no such call
	CodeTnrReused       Code = "tnr-reused"            // 422: the number was used for another document
	CodeDuplicateReport Code = "duplicate-report"      // 422: the very report came under another number
	CodeReportInvalid   Code = "report-invalid"        // 422: the document breaks rules, see Findings
	CodeKeyConflict     Code = "key-conflict"          // 409: the key of a site that is revoked, or another site's
	CodeKeyPending      Code = "key-pending"           // 409: staff have still to confirm the key that signed
	CodeSignature       Code = "signature-invalid"     // 422: no key of the site that counts has signed that
	CodeKeyRetired      Code = "recipient-key-retired" // 422: sealed for a key that is not taken any more
	CodeVersion         Code = "version-unsupported"   // 422: an envelope of a later form
	CodeBadEnvelope     Code = "bad-envelope"          // 400: the call has the wrong form
	CodeDigestMismatch  Code = "digest-mismatch"       // 400: the body is not what Content-Digest says
	CodeTooLarge        Code = "too-large"             // 413
	CodeMaintenance     Code = "maintenance"           // 503: busy or away for now, with Retry-After
	CodeInternal        Code = "internal"              // 500: the portal's own fault
)

// Codes are all of them.
func Codes() []Code {
	return []Code{CodeLoginFailed, CodeSessionExpired, CodeForbidden, CodePasswordRule, CodeThrottled, CodeSiteMismatch, CodeUnknownReport, CodeUnknownPerson, CodeUnknownMeldung, CodeUnknownCall,
		CodeTnrReused, CodeDuplicateReport, CodeReportInvalid, CodeKeyConflict, CodeKeyPending, CodeSignature, CodeKeyRetired, CodeVersion, CodeBadEnvelope, CodeDigestMismatch, CodeTooLarge, CodeMaintenance, CodeInternal}
}

// ProblemType is the type member of a problem of that code (RFC 9457).
func ProblemType(c Code) string { return "urn:meldeportal:problem:" + string(c) }

// Problem is the body of every answer that is no success (RFC 9457).
type Problem struct {
	Type     string    `json:"type"`
	Title    string    `json:"title"` // a German sentence
	Status   int       `json:"status"`
	Code     Code      `json:"code"`
	Instance string    `json:"instance,omitempty"` // the path that was called
	Findings []Finding `json:"findings,omitempty"` // with CodeReportInvalid, at most MaxFindings
	More     int       `json:"more,omitempty"`     // findings that are not listed
}

// Finding is one rule a document breaks. It holds no value of the document.
type Finding struct {
	Rule  string `json:"rule"`            // "P-052"
	Text  string `json:"text"`            // a German sentence
	Field string `json:"field,omitempty"` // field id, "" where no single field is at fault
}
