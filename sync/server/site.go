package server

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"example.org/meldeportal/sync/database"
)

// Site is a reporting Einrichtung as the registry knows it.
type Site struct {
	MelderID   string // Identifizierungsnummer des Melders, for ever
	AbsenderID string
	Name       string

	Disabled time.Time // since when staff let nobody of it in; zero = they do
}

// AddSite registers a site. ErrSite: something is missing; ErrSiteTaken: the
// Melder_ID is in use.
func (s *Server) AddSite(ctx context.Context, site Site) error {
	site = Site{MelderID: strings.TrimSpace(site.MelderID), AbsenderID: strings.TrimSpace(site.AbsenderID), Name: strings.TrimSpace(site.Name)}
	if site.MelderID == "" || site.AbsenderID == "" || site.Name == "" {
		return ErrSite
	}
	err := s.DB.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO site (melder_id, absender_id, name) VALUES (?, ?, ?)", site.MelderID, site.AbsenderID, site.Name)
		if err != nil {
			return err
		}
		return s.Note(ctx, tx, ActSite, site.MelderID)
	})
	if errors.Is(database.Translate(err), database.ErrDuplicate) {
		return ErrSiteTaken
	}
	if err != nil {
		return fmt.Errorf("add site: %w", err)
	}
	return nil
}

// Sites are all sites by name.
func (s *Server) Sites(ctx context.Context) ([]Site, error) {
	rows, err := s.DB.Reader.QueryContext(ctx, "SELECT melder_id, absender_id, name, coalesce(disabled, 0) FROM site ORDER BY name, melder_id")
	if err != nil {
		return nil, fmt.Errorf("list sites: %w", err)
	}
	defer rows.Close()
	var sites []Site
	for rows.Next() {
		var site Site
		var disabled int64
		if err := rows.Scan(&site.MelderID, &site.AbsenderID, &site.Name, &disabled); err != nil {
			return nil, fmt.Errorf("list sites: %w", err)
		}
		site.Disabled = moment(disabled)
		sites = append(sites, site)
	}
	return sites, rows.Err()
}
