package main

import (
	"context"
	"errors"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui"
)

// failure turns an error of the rooms behind the interface into one staff can
// read. Errors that nobody at the keyboard can do anything about stay as they are.
func failure(err error) error {
	var p *portal.Error
	var s *store.Error
	var f *tui.Failure
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &f):
		return f
	case errors.As(err, &p):
		return portalFailure(p, err)
	case errors.As(err, &s):
		return &tui.Failure{Kind: storeKinds[s], Err: err}
	}
	return &tui.Failure{Kind: tui.FailInternal, Err: err}
}

// storeKinds and portalKinds are the one place where errors become kinds. No kind
// has two sources: its sentence names the place where something has to be done.
var storeKinds = map[*store.Error]tui.FailureKind{
	store.ErrUnknownUser: tui.FailNotAdmitted, store.ErrNotEmpty: tui.FailNotAdmitted, store.ErrWrongPassword: tui.FailStoreLocked,
	store.ErrStale: tui.FailStale, store.ErrMoved: tui.FailMoved, store.ErrNotFound: tui.FailNotFound,
	store.ErrDuplicate: tui.FailDuplicateID, store.ErrSettled: tui.FailNotNow, store.ErrNotNow: tui.FailNotNow,
	store.ErrSuperseded: tui.FailSuperseded, store.ErrOtherSent: tui.FailOtherSent, store.ErrInUse: tui.FailInUse,
	store.ErrReceipt: tui.FailReceipt, store.ErrFull: tui.FailDiskFull, store.ErrReadOnly: tui.FailReadOnly,
	store.ErrBusy: tui.FailStoreBusy, store.ErrDamaged: tui.FailDamaged, store.ErrNewer: tui.FailNewer,
	store.ErrOthersIn: tui.FailOthersIn, store.ErrNone: tui.FailNoStore, store.ErrLost: tui.FailStoreLost,
	store.ErrKeysLost: tui.FailKeysLost, store.ErrOtherSite: tui.FailOtherSite,
	store.ErrForeign: tui.FailForeign, store.ErrUnreadable: tui.FailUnreadable,
}

var portalKinds = map[portal.Kind]tui.FailureKind{
	portal.BadAddress: tui.FailAddress, portal.BadAuthority: tui.FailAuthority,
	portal.Unreachable: tui.FailUnreachable, portal.Timeout: tui.FailTimeout, portal.PlainHTTP: tui.FailPlainHTTP,
	portal.OldTLS: tui.FailOldTLS, portal.WrongCertificate: tui.FailCertificate, portal.Nonsense: tui.FailNonsense,
	portal.LoginFailed: tui.FailCredentials, portal.SessionExpired: tui.FailSession, portal.Throttled: tui.FailThrottled,
	portal.Busy: tui.FailBusy, portal.Canceled: tui.FailUnreachable, portal.Refused: tui.FailRefused,
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
	if !ok {
		kind = tui.FailInternal
	}
	f := &tui.Failure{Kind: kind, Host: p.Host, Detail: p.Title, RetryAfter: p.RetryAfter, Err: err}
	if c := p.Certificate; c != nil {
		f.Detail, f.Seen = whyTexts[c.Why], c.Seen
		if len(c.Expected) > 0 {
			f.Expected = c.Expected[0]
		}
	}
	return f
}
