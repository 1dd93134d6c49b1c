package desk

import (
	"context"
	"sync/atomic"
	"time"

	"example.org/meldeportal/model/answer"
)

// freshFor is how long a code counts as fresh: so long a sent report stays open in full, and
// files may be taken out.
const freshFor = 10 * time.Minute

// lastCode is when whoever sits here gave the portal a code that counted.
type lastCode struct{ at atomic.Int64 }

func (f *lastCode) given(now time.Time) { f.at.Store(now.UnixNano()) }

func (f *lastCode) counts(now time.Time) bool {
	at := f.at.Load()
	since := now.Sub(time.Unix(0, at))
	return at != 0 && since >= 0 && since < freshFor
}

// Fresh reports that whoever sits here gave the portal a code a short while ago, at the
// sign-in or since.
func (d *Desk) Fresh() bool { return d.fresh.counts(d.now()) }

// Freshen has the portal check password and a fresh code of whoever sits here.
func (d *Desk) Freshen(ctx context.Context, password, code string) error {
	who, err := d.portal.confirm(ctx, d.who.Login, password, code)
	if err != nil {
		return err
	}
	if who.MelderID != d.who.MelderID {
		return &answer.Failure{Kind: answer.FailOtherSite, Detail: d.who.Einrichtung}
	}
	d.fresh.given(d.now())
	return nil
}
