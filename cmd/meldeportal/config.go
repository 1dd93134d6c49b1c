package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/google/renameio/v2"
)

// Config is what the installation is told once: config.toml. Flags win over the
// environment, the environment over the file.
type Config struct {
	Portal        string            `toml:"portal"`                       // https address of the Meldeportal
	CADatei       string            `toml:"ca_datei"`                     // PEM file of the authority that signs the portal's certificate; empty = the system's
	Fingerabdruck []string          `toml:"fingerabdruck"`                // SHA-256 of the portal's public key, current and spare
	Register      string            `toml:"registerschluessel,omitempty"` // fingerprint of the key that signs the list of the offices' keys, eight groups; empty = none was compared
	Frist         string            `toml:"frist"`                        // how long an answer of the portal may take ("20s")
	Fassung       string            `toml:"fassung"`                      // edition of oBDS that is sent ("3.0.4"); empty = the newest that the portal names
	OfflineTage   *int              `toml:"offline_tage"`                 // for how many days after a sign-in the password alone opens the store while the portal is away, 0 to 30; absent = 7
	Store         string            `toml:"store,omitempty"`              // postgres:// address of the database the store lives in; empty = a file in the data folder
	SperreMinuten *int              `toml:"sperre_minuten"`               // without a key the workplace locks, 5 to 15; absent = 10
	Kontakt       Kontakt           `toml:"kontakt"`                      // telephone numbers for the help screen
	Regeln        map[string]string `toml:"regeln"`                       // rule id = "F", "W", "H" or "aus"
}

// Kontakt are the registry's two hotlines (F-28).
type Kontakt struct {
	Meldeberatung string `toml:"meldeberatung"`
	Dokumentation string `toml:"dokumentation"`
}

// paths are the places of an installation.
type paths struct {
	config string // config.toml
	data   string // folder of database and log
	server string // address of the database the store lives in, "" = in the folder
}

// errNoHome means that neither XDG variables nor a home directory are set.
var errNoHome = errors.New("no home directory")

// findPaths applies the XDG base directory rules; dir moves everything elsewhere.
func findPaths(dir string, env func(string) string) (paths, error) {
	if dir != "" {
		return paths{config: filepath.Join(dir, "config.toml"), data: dir}, nil
	}
	config, err := xdg(env, "XDG_CONFIG_HOME", ".config")
	if err != nil {
		return paths{}, err
	}
	data, err := xdg(env, "XDG_DATA_HOME", ".local/share")
	if err != nil {
		return paths{}, err
	}
	return paths{config: filepath.Join(config, "meldeportal", "config.toml"), data: filepath.Join(data, "meldeportal")}, nil
}

func xdg(env func(string) string, name, fallback string) (string, error) {
	if dir := env(name); filepath.IsAbs(dir) {
		return dir, nil
	}
	if home := env("HOME"); home != "" {
		return filepath.Join(home, fallback), nil
	}
	return "", errNoHome
}

// configError is a config file that cannot be used; its text is for staff.
type configError struct{ text string }

func (e *configError) Error() string { return e.text }

// loadConfig reads config.toml. found is false where there is none.
func loadConfig(path string) (c Config, found bool, err error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, false, nil
	}
	if err != nil {
		return c, true, &configError{fmt.Sprintf("Die Datei %s lässt sich nicht lesen. Bitte Name und Rechte prüfen.", path)}
	}
	meta, err := toml.Decode(string(text), &c)
	var parse toml.ParseError
	if errors.As(err, &parse) {
		return c, true, &configError{fmt.Sprintf("Die Datei %s ist ab Zeile %d nicht lesbar. Bitte die Zeile berichtigen: Texte stehen in Anführungszeichen.",
			path, parse.Position.Line)}
	}
	if err != nil {
		return c, true, &configError{fmt.Sprintf("Die Datei %s enthält einen Wert von falscher Art%s. Bitte berichtigen: Texte stehen in Anführungszeichen.",
			path, entryOf(err))}
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return c, true, &configError{fmt.Sprintf("Die Datei %s enthält den unbekannten Eintrag „%s“. Gemeint ist vielleicht „%s“.",
			path, unknown[0], nearest(unknown[0].String()))}
	}
	return c, true, nil
}

// entryOf names the line and the entry that the TOML reader could not use.
func entryOf(err error) string {
	found := tomlPlace.FindStringSubmatch(err.Error())
	if found == nil {
		return ""
	}
	return fmt.Sprintf(" (Zeile %s, „%s“)", found[1], found[2])
}

var tomlPlace = regexp.MustCompile(`line (\d+) \(last key "([^"]*)"\)`)

var configKeys = []string{"portal", "ca_datei", "fingerabdruck", "registerschluessel", "frist", "fassung", "offline_tage", "sperre_minuten", "store", "kontakt.meldeberatung", "kontakt.dokumentation", "regeln"}

// nearest is the known key that shares most letters with a mistyped one.
func nearest(key string) string {
	best, most := configKeys[0], -1
	for _, k := range configKeys {
		common := 0
		for _, r := range key {
			if strings.ContainsRune(k, r) {
				common++
			}
		}
		if common -= abs(len(k) - len(key)); common > most {
			best, most = k, common
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// saveConfig writes config.toml in one step, readable by its owner only.
func saveConfig(path string, c Config) error {
	text, err := toml.Marshal(c)
	if err != nil {
		return fmt.Errorf("encode config: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("make config folder: %w", err)
	}
	if err := renameio.WriteFile(path, text, 0o600); err != nil {
		return fmt.Errorf("write config: %w", err)
	}
	return nil
}
