package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui/wording"
)

func lookAtLists(_ context.Context, x *examination) (state, string) {
	var damaged []string
	shelf := catalog.NewShelf()
	fill(shelf, filepath.Join(x.data, catalogFolderName), func(path string) { damaged = append(damaged, filepath.Base(path)) })
	official := len(shelf.Imported())
	switch {
	case len(damaged) > 0:
		return wrong, "Nicht zu gebrauchen: " + strings.Join(damaged, ", ") + ". Bitte mit „meldeportal katalog import“ neu übernehmen."
	case official == 0:
		return mind, "nur die mitgelieferten Kurzbezeichnungen; amtliche Listen nimmt „meldeportal katalog import“"
	}
	return fine, counted(official, "amtliche Liste", "amtliche Listen") + " (meldeportal katalog list)"
}

// Certificates are renewed before they end, and clocks that differ by more than a
// minute make codes and days wrong.
const (
	certificateMind = 30 * 24 * time.Hour
	skewMind        = time.Minute
)

func lookAtPortal(ctx context.Context, x *examination) (state, string) {
	if x.config.Portal == "" {
		return mind, "noch nicht eingestellt"
	}
	client, err := newClient(x.config, "")
	if err != nil {
		return wrong, unusable(err).Error()
	}
	defer client.Close()
	seen, err := client.Look(ctx)
	if err != nil {
		return wrong, wording.Sentence(desk.Failure(err))
	}
	rules, _ := ruleConfig(x.config) // what is wrong with it is told of the configuration
	edition := dataset.Choose(rules.Edition, seen.Editions)
	text := x.config.Portal + ", TLS 1.3, Zertifikat bis " + seen.Leaf.NotAfter.Local().Format("02.01.2006") + "; geschrieben wird oBDS " + edition.String()
	skew := time.Until(seen.Clock)
	switch {
	case !seen.Clock.IsZero() && skew.Abs() > skewMind:
		return mind, fmt.Sprintf("%s. Die Uhr dieses Rechners und die des Portals unterscheiden sich um %d Sekunden; bitte die Uhr stellen.", text, int(skew.Abs().Seconds()))
	case time.Until(seen.Leaf.NotAfter) < certificateMind:
		return mind, text + ". Es läuft bald ab; bitte beim Register nach dem neuen fragen."
	case edition.Unwanted && edition.By == dataset.ByConfiguration:
		return mind, text + ". Bitte den Eintrag fassung aus der Konfiguration nehmen, sonst lehnt das Portal ab."
	case edition.Unwanted:
		return mind, text + ". Bitte das Programm aktualisieren oder beim Register fragen, sonst lehnt das Portal ab."
	}
	return x.lookAtKeys(ctx, client, text+"; die Uhren stimmen überein")
}

// keysMind is how long the list of the offices' keys should last at least: the registry signs
// it anew in time.
const keysMind = 14 * 24 * time.Hour

// lookAtKeys looks whether the keys that a portal shows are those of the compared root key.
func (x *examination) lookAtKeys(ctx context.Context, client *portal.Client, text string) (state, string) {
	if x.config.Register == "" {
		document, err := client.Keys(ctx)
		switch {
		case err != nil:
			return wrong, text + ". " + wording.Sentence(desk.Failure(err))
		case document == nil:
			return fine, text
		}
		return mind, text + ". Es hat eine Schlüsselliste, hier ist aber kein Registerschlüssel eingetragen; bitte den aus dem Schreiben als registerschluessel in die Konfiguration setzen."
	}
	list, _, err := desk.KeyList(ctx, client, x.config.Register, time.Now())
	if err != nil {
		return wrong, text + ". " + wording.Sentence(err)
	}
	if key, named := desk.SiteKey(x.data); named {
		text += "; Schlüssel der Einrichtung " + key.Fingerprint + map[portal.KeyState]string{portal.KeyPending: " (das Register muss ihn noch bestätigen)"}[key.State]
	}
	text += "; Schlüsselliste bis " + list.Expires.Local().Format("02.01.2006")
	if time.Until(list.Expires) < keysMind {
		return mind, text + ". Sie läuft bald ab; bitte beim Register nachfragen."
	}
	return fine, text
}

// ours is the store as commands open it.
func (x *examination) ours() *desk.Entrance {
	return &desk.Entrance{Folder: x.data, Register: x.config.Register, Existing: x.stored().existing(storeCost())}
}

func lookAtStore(ctx context.Context, x *examination) (state, string) {
	err := x.look(ctx)
	var none *answer.Failure
	if errors.As(err, &none) && none.Kind == answer.FailNoStore {
		return mind, "noch keiner; die erste Anmeldung legt ihn an"
	}
	var c store.Contents
	if err == nil {
		c, err = x.ours().Examine(ctx, x.as)
	}
	if err != nil {
		return wrong, wording.Sentence(err)
	}
	text := contentsText(c)
	if c.Site.Name != "" {
		text = c.Site.Name + ": " + text
	}
	if x.server != "" {
		text = "PostgreSQL (" + hostOf(x.server) + "), " + text
	}
	if c.Waiting > 0 {
		text += "\n" + counted(c.Waiting, "Meldung wartet", "Meldungen warten") + " auf Antwort; gesendet wird, solange jemand angemeldet ist."
	}
	if err := damagedSeals(c.Damaged); err != nil {
		return wrong, text + "\n" + err.Error()
	}
	if c.Paper.IsZero() {
		return mind, text + "\nEs gibt keinen Notschlüssel: Vergessen alle ihr Passwort, öffnet sich der Speicher nie mehr. Bitte „meldeportal nutzer notschluessel“ aufrufen und ihn ausdrucken."
	}
	return fine, text + "\nNotschlüssel vom " + c.Paper.Local().Format("02.01.2006") + "."
}

// hostOf is the server of an address without what is secret in it.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return cmp.Or(u.Hostname(), u.Query().Get("host"), "dieser Rechner")
}

// backupMind is how old the newest backup may be.
const backupMind = 48 * time.Hour

func lookAtBackups(_ context.Context, x *examination) (state, string) {
	folder := filepath.Join(x.data, backupFolder)
	newest, err := store.Backups{Folder: folder}.Newest(x.stored().file, time.Local)
	switch {
	case err != nil:
		return wrong, folder + ": " + desk.UnreadableOf(err).Text
	case newest.IsZero():
		return mind, "in " + folder + " liegt keine. Bitte „meldeportal sicherung“ täglich laufen lassen; mit --ziel liegen sie anderswo."
	case time.Since(newest) > backupMind:
		return mind, "die neueste ist vom " + newest.Format("02.01.2006 15:04") + ". Läuft „meldeportal sicherung“ noch täglich?"
	}
	return fine, "die neueste ist vom " + newest.Format("02.01.2006 15:04")
}
