package entrance

import (
	"context"
	"testing"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// olderStore is a door behind which a store is brought over.
type olderStore struct {
	work.Gate
	went chan error // why the sign-in ended
	left chan answer.Update
}

func (o *olderStore) SignIn(ctx context.Context, _, _, _ string, told func(answer.Update)) (*work.Desk, error) {
	for {
		select {
		case left := <-o.left:
			told(left)
		case <-ctx.Done():
			o.went <- ctx.Err()
			return nil, ctx.Err()
		}
	}
}

// After an update the sign-in says how far the store is, and Esc leaves it.
func TestTheSignInSaysHowFarAnOlderStoreIs(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	o := &olderStore{went: make(chan error, 1), left: make(chan answer.Update)}
	d.Sh.Services().Gate = o
	c := NewCodeScreen(d.Sh, &admission.SignIn{Services: d.Sh.Services(), Step: admission.SignInCode, Login: "meier"})
	d.Run(d.Sh.Push(c))
	for _, digit := range "123456" {
		d.Press(string(digit))
	}
	d.Press("enter")
	for left, want := range map[answer.Update]string{{Copied: 42}: "einmalig kopiert, 42 %", {Left: 12345}: "noch 12.345", {Left: 7000}: "noch 7.000"} {
		o.left <- left
		d.See(want)
	}
	d.Press("esc")
	select {
	case <-o.went:
	case <-time.After(10 * time.Second):
		t.Fatal("Esc does not end what is being brought over")
	}
	if d.Sh.Top() == c {
		t.Error("Esc does not leave the screen")
	}
}
