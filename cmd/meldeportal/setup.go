package main

import (
	"context"

	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/work"
)

// setup tries what the letter of the Vertrauensstelle says and keeps it: tui.Setup.
type setup struct {
	installation *installation
	entrance     *desk.Entrance
	services     *work.Services
}

// Try connects with the answers; only a portal that proves to be the right one
// is written into the configuration.
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
	if err := saveConfig(s.installation.paths.config, config); err != nil {
		return desk.Failure(err)
	}
	s.installation.config, s.entrance.Portal, s.services.Place = config, client, config.Portal
	s.entrance.Register = config.Register
	return nil
}
