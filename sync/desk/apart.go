package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/outbox"
)

// logPatience is how long a sign-in waits for what the portal has that the store has not. Where
// it takes longer the outbox goes on, and the list of transmissions tells of it.
const logPatience = 3 * time.Second

// apartName is what the program remembers of what a person was told.
const apartName = "abgleich"

// Apart is what house and portal know differently as somebody comes in, unless she was told of
// it before. An older file in the place of the store is noticed by it, whatever lies beside it.
func (d *Desk) Apart() (a model.Abgleich) {
	if d.alone.Load() {
		return a
	}
	a, err := d.Abgleich(d.life)
	if err != nil {
		return model.Abgleich{}
	}
	a.Rueckmeldungen, a.ZugangBis = nil, time.Time{} // they stand in the list of transmissions
	sum := sha256.Sum256([]byte(strings.Join(a.Dort, " ") + "\n" + strings.Join(a.Hier, " ") + brokenText(a.Bruch)))
	now := hex.EncodeToString(sum[:])
	was, err := d.vault.Memory(d.life, apartName)
	if err != nil || string(was[apartName]) == now {
		return model.Abgleich{}
	}
	_ = d.vault.Remember(d.life, apartName, []byte(now)) // else she is told again
	return a
}

func brokenText(at int64) string {
	if at == 0 {
		return ""
	}
	return "\n" + strconv.FormatInt(at, 10)
}

// readLog takes over what came while nobody was signed in, and has the portal say what it has, as
// somebody signs in. What fails is met again by the outbox.
func (e *Entrance) readLog(ctx context.Context, a *Archive) {
	ctx, cancel := context.WithTimeout(ctx, logPatience)
	defer cancel()
	if _, err := a.vault.TakeIn(ctx); err != nil {
		e.Log.Warn("receipts not taken over")
	}
	if _, err := outbox.ReadLog(ctx, a.vault, e.Portal); err != nil {
		e.Log.Warn("log of the portal not read")
	}
}
