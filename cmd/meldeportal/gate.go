package main

import (
	"context"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/work"
)

// gate plugs the entrance of a workplace into tui.Gate.
type gate struct{ *desk.Entrance }

// SignIn gives the desk of whom the portal let in.
func (g gate) SignIn(ctx context.Context, login, password, code string, told func(answer.Update)) (*work.Desk, error) {
	return nouns(g.Entrance.SignIn(ctx, login, password, code, told))
}

// Alone gives it by password.
func (g gate) Alone(ctx context.Context, login, password string, left []byte, told func(answer.Update)) (*work.Desk, error) {
	return nouns(g.Entrance.Alone(ctx, login, password, left, told))
}

// nouns is a desk as the screens ask it: one value behind every noun.
func nouns(d *desk.Desk, err error) (*work.Desk, error) {
	if err != nil {
		return nil, err
	}
	return &work.Desk{People: d, Drafts: d, Reports: d, Sent: d, Registry: d, Walks: d, Tasks: d, Basket: d, Memory: d, Files: d, Station: d, Access: d, Account: d, Cover: d, Presence: d, Arrivals: arrivals{d}, Edition: d.Edition(), Older: d.Older(), Apart: d.Apart(), Paper: d.Paper()}, nil
}

// arrivals plugs the deliveries of other systems in.
type arrivals struct{ *desk.Desk }

func (a arrivals) Judge(ctx context.Context, paths []string, told func(intake.Progress)) (work.Parcel, error) {
	judged, err := a.Desk.Judge(ctx, paths, told)
	if err != nil {
		return nil, err
	}
	return judged, nil
}

func (a arrivals) Gather(ctx context.Context, paths []string, sent bool, told func(intake.Progress)) (work.Gathered, error) {
	gathered, err := a.Desk.Gather(ctx, paths, sent, told)
	if err != nil {
		return nil, err
	}
	return gathered, nil
}
