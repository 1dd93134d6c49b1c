package desk

import (
	"context"
	"errors"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
)

// Failure turns an error of the rooms behind the interface into one staff can
// read: the one gate of all acts. Errors that nobody at the keyboard can do anything
// about are answer.FailInternal.
func Failure(err error) error {
	var p *portal.Error
	var s *store.Error
	var f *answer.Failure
	var r *answer.Refusal
	var no *store.NoRole
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &f):
		return f
	case errors.As(err, &r):
		return r
	case errors.As(err, &p):
		return portalFailure(p, err)
	case errors.As(err, &no):
		return &answer.Failure{Kind: answer.FailRole, Detail: no.Missing.String(), Err: err}
	case errors.As(err, &s):
		return &answer.Failure{Kind: storeKinds[s], Err: err}
	}
	return &answer.Failure{Kind: answer.FailInternal, Err: err}
}

// storeKinds and portalKinds are the one place where errors become kinds. No kind
// has two sources: its sentence names the place where something has to be done.
var storeKinds = map[*store.Error]answer.Kind{
	store.ErrUnknownUser: answer.FailNotAdmitted, store.ErrNotEmpty: answer.FailNotAdmitted, store.ErrWrongPassword: answer.FailStoreLocked,
	store.ErrStale: answer.FailStale, store.ErrMoved: answer.FailMoved, store.ErrNotFound: answer.FailNotFound,
	store.ErrDuplicate: answer.FailDuplicateID, store.ErrSettled: answer.FailNotNow, store.ErrNotNow: answer.FailNotNow,
	store.ErrSuperseded: answer.FailSuperseded, store.ErrOtherSent: answer.FailOtherSent, store.ErrInUse: answer.FailInUse, store.ErrUnderway: answer.FailUnderway,
	store.ErrReceipt: answer.FailReceipt, store.ErrFull: answer.FailDiskFull, store.ErrReadOnly: answer.FailReadOnly,
	store.ErrBusy: answer.FailStoreBusy, store.ErrImporting: answer.FailImporting, store.ErrDamaged: answer.FailDamaged, store.ErrNewer: answer.FailNewer,
	store.ErrOthersIn: answer.FailOthersIn, store.ErrNone: answer.FailNoStore, store.ErrLost: answer.FailStoreLost,
	store.ErrKeysLost: answer.FailKeysLost, store.ErrOtherSite: answer.FailOtherSite,
	store.ErrNoGrant: answer.FailNoGrant, store.ErrOwnGrant: answer.FailOwnGrant, store.ErrMistyped: answer.FailMistyped, store.ErrNotPaper: answer.FailNotPaper, store.ErrNoPaper: answer.FailNoPaper, store.ErrNoRole: answer.FailRole, store.ErrLastAdmin: answer.FailLastAdmin,
	store.ErrOtherStore: answer.FailOtherStore, store.ErrOpen: answer.FailOpen, store.ErrForeign: answer.FailForeign, store.ErrUnreadable: answer.FailUnreadable,
	store.ErrNoSender: answer.FailNoSender, store.ErrSending: answer.FailSending,
	store.ErrAway: answer.FailStoreAway, store.ErrRefused: answer.FailStoreRefused, store.ErrAddress: answer.FailStoreAddress,
}

var portalKinds = map[portal.Kind]answer.Kind{
	portal.BadAddress: answer.FailAddress, portal.BadAuthority: answer.FailAuthority,
	portal.Unreachable: answer.FailUnreachable, portal.Timeout: answer.FailTimeout, portal.PlainHTTP: answer.FailPlainHTTP,
	portal.OldTLS: answer.FailOldTLS, portal.WrongCertificate: answer.FailCertificate, portal.Nonsense: answer.FailNonsense,
	portal.LoginFailed: answer.FailCredentials, portal.SessionExpired: answer.FailSession, portal.Throttled: answer.FailThrottled,
	portal.Busy: answer.FailBusy, portal.Canceled: answer.FailUnreachable, portal.Refused: answer.FailRefused, portal.BadReceipt: answer.FailUnsigned,
}

var whyTexts = map[portal.Why]string{
	portal.WhyExpired:     "es ist abgelaufen, oder die Uhr dieses Rechners geht falsch",
	portal.WhyNotYetValid: "es gilt noch nicht, oder die Uhr dieses Rechners geht falsch",
	portal.WhyName:        "es ist auf einen anderen Namen ausgestellt",
	portal.WhyAuthority:   "die ausstellende Stelle ist nicht bekannt",
	portal.WhyPin:         "der Fingerabdruck stimmt nicht",
	portal.WhyOther:       "es ist ungültig",
}

func portalFailure(p *portal.Error, err error) error {
	kind, ok := portalKinds[p.Kind]
	if p.Code == portal.CodeUnknownPerson {
		kind = answer.FailNoColleague
	}
	if !ok {
		kind = answer.FailInternal
	}
	if p.Code == portal.CodePasswordRule {
		kind = answer.FailPasswordRule
	}
	f := &answer.Failure{Kind: kind, Host: p.Host, Detail: p.Title, RetryAfter: p.RetryAfter, Err: err}
	if c := p.Certificate; c != nil {
		f.Detail, f.Seen = whyTexts[c.Why], c.Seen
		if len(c.Expected) > 0 {
			f.Expected = c.Expected[0]
		}
	}
	return f
}
