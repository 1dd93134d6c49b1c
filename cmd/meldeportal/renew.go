package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"example.org/meldeportal/cmd/internal/guard"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/work"
)

// left is what passes from a program that somebody locked, or signed out from, to the one
// in its place.
type left struct {
	Locked *answer.Locked `json:"gesperrt,omitempty"`
	Said   string         `json:"gesagt,omitempty"`
}

// takeOver has the program begin where the one before was left, and end where its person
// leaves: what was read stays in no memory.
func takeOver(s *work.Services, c Config) error {
	var err error
	if s.LockAfter, err = lockAfter(c); err != nil {
		return err
	}
	s.Renews = true
	var l left
	if json.Unmarshal(guard.Renewed(), &l) == nil {
		s.Locked, s.Said = l.Locked, l.Said
	}
	return nil
}

// renew begins anew where that is why the program ended.
func renew(err error) error {
	var again *admission.Renewal
	if !errors.As(err, &again) {
		return err
	}
	text, err := json.Marshal(left{again.Locked, again.Said})
	if err == nil {
		err = guard.Renew(text)
	}
	return fmt.Errorf("begin anew: %w", err)
}

// The minutes without a key after which the workplace locks.
const (
	usualLock = 10
	leastLock = 5
	mostLock  = 15
)

func lockAfter(c Config) (time.Duration, error) {
	minutes := usualLock
	if c.SperreMinuten != nil {
		minutes = *c.SperreMinuten
	}
	if minutes < leastLock || minutes > mostLock {
		return 0, &configError{fmt.Sprintf("Der Eintrag sperre_minuten = %d geht nicht. Möglich sind %d bis %d.", minutes, leastLock, mostLock)}
	}
	return time.Duration(minutes) * time.Minute, nil
}
