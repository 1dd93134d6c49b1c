package admission

import (
	"errors"
	"testing"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/tui/work"
)

// A locked workplace stays locked until its password opens it; a wrong one is told as that.
func TestALockedWorkplaceIsOpenedByItsPasswordAlone(t *testing.T) {
	t.Parallel()
	locked := answer.Locked{Login: "anna", Sealed: []byte("session")}
	services := &work.Services{Locked: &locked, Now: time.Now}
	u := &Unlock{Services: services, Locked: locked}
	if wrong, enter := u.Password(""); wrong == "" || enter != nil {
		t.Error("no password opens")
	}
	_, enter := u.Password("geheim")
	if enter == nil || enter.login != "anna" || !enter.alone || string(enter.left) != "session" {
		t.Fatalf("enters as %+v", enter)
	}
	var failure *answer.Failure
	enter.Err = &answer.Failure{Kind: answer.FailStoreLocked}
	if err := u.Entered(enter); !errors.As(err, &failure) || failure.Kind != answer.FailPassword || services.Locked == nil {
		t.Errorf("a wrong password: %v, still locked: %v", err, services.Locked != nil)
	}
	enter.Err, enter.Desk = nil, &work.Desk{Edition: dataset.Chosen{Edition: dataset.V304}}
	if err := u.Entered(enter); err != nil || services.Locked != nil || services.Config.Edition != dataset.V304 {
		t.Errorf("the right one: %v, still locked: %v", err, services.Locked != nil)
	}
}

// Without a key for so long the workplace locks, and where nobody wants that it never does.
func TestTheWorkplaceLocksByItself(t *testing.T) {
	t.Parallel()
	s := &work.Services{LockAfter: time.Minute}
	for idle, want := range map[time.Duration]time.Duration{0: time.Minute, 50 * time.Second: 10 * time.Second, time.Hour: 0} {
		if left, locks := IdleLeft(s, idle); left != want || !locks {
			t.Errorf("after %v: %v left, locks %v", idle, left, locks)
		}
	}
	if _, locks := IdleLeft(&work.Services{}, time.Hour); locks {
		t.Error("it locks although nobody said so")
	}
}
