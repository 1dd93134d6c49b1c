package main

import (
	"context"
	"errors"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui/work"
)

// setup tries what the letter of the Vertrauensstelle says and keeps it: tui.Setup.
type setup struct {
	installation *installation
	entrance     *desk.Entrance
	services     *work.Services
}

// Try connects with the answers; only a portal that proves to be the right one, and a
// database that answers, are written into the configuration.
func (s *setup) Try(ctx context.Context, a work.Answers) error {
	config := s.installation.config
	config.Portal, config.CADatei = a.Portal, a.CADatei
	if a.Fingerabdruck != "" {
		config.Fingerabdruck = []string{a.Fingerabdruck}
	}
	client, err := newClient(config, s.installation.data)
	if err != nil {
		return desk.Failure(err)
	}
	if err := client.Ready(ctx); err != nil {
		return desk.Failure(err)
	}
	if config.Register, err = desk.RegisterKey(ctx, client, a.Register); err != nil {
		return err
	}
	at, err := s.storeAt(ctx, &config, a.Store)
	if err != nil {
		return err
	}
	if err := saveConfig(s.installation.paths.config, config); err != nil {
		return desk.Failure(err)
	}
	s.installation.config, s.entrance.Portal, s.services.Place = config, client, config.Portal
	s.entrance.Register = config.Register
	s.installation.server = at.server
	s.entrance.Open, s.entrance.Existing = at.open(storeCost()), at.existing(storeCost())
	return nil
}

// storeAt is where the store will be. A database that is named has to let this program in,
// and has to be free for it or its own; nothing is made in it before somebody has signed in.
func (s *setup) storeAt(ctx context.Context, c *Config, named string) (stored, error) {
	at := s.installation.stored()
	if named == "" {
		return at, nil
	}
	c.Store, at.server = named, named
	if !database.IsServer(named) {
		return at, &answer.Failure{Kind: answer.FailStoreAddress}
	}
	if err := store.Look(ctx, named, at.options(storeCost(), nil)); err != nil && !errors.Is(err, store.ErrNone) {
		return at, desk.Failure(err)
	}
	return at, nil
}
