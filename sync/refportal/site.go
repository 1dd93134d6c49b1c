package refportal

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// Site is a reporting Einrichtung as the registry knows it.
type Site struct {
	MelderID   string // Identifizierungsnummer des Melders, for ever
	AbsenderID string
	Name       string
}

// AddSite registers a site. ErrSite: something is missing; ErrSiteTaken: the
// Melder_ID is in use.
func (p *Portal) AddSite(ctx context.Context, s Site) error {
	s = Site{strings.TrimSpace(s.MelderID), strings.TrimSpace(s.AbsenderID), strings.TrimSpace(s.Name)}
	if s.MelderID == "" || s.AbsenderID == "" || s.Name == "" {
		return ErrSite
	}
	err := p.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO site (melder_id, absender_id, name) VALUES (?, ?, ?)", s.MelderID, s.AbsenderID, s.Name)
		return err
	})
	if isTaken(err) {
		return ErrSiteTaken
	}
	if err != nil {
		return fmt.Errorf("add site: %w", err)
	}
	return nil
}

// Sites are all sites by name.
func (p *Portal) Sites(ctx context.Context) ([]Site, error) {
	rows, err := p.db.Reader.QueryContext(ctx, "SELECT melder_id, absender_id, name FROM site ORDER BY name, melder_id")
	if err != nil {
		return nil, fmt.Errorf("list sites: %w", err)
	}
	defer rows.Close()
	var sites []Site
	for rows.Next() {
		var s Site
		if err := rows.Scan(&s.MelderID, &s.AbsenderID, &s.Name); err != nil {
			return nil, fmt.Errorf("list sites: %w", err)
		}
		sites = append(sites, s)
	}
	return sites, rows.Err()
}
