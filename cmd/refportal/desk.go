package main

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"

	"example.org/meldeportal/model/field"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/server"
)

// Ort are the flags about places. They are the same for all commands, so that a
// letter names the address the server has.
type Ort struct {
	Dir     string   `help:"Ordner des Portals." placeholder:"ORDNER" env:"REFPORTAL_DIR" type:"path"`
	Adresse string   `help:"Adresse, auf der das Portal antwortet." placeholder:"HOST:PORT" default:"127.0.0.1:8443" env:"REFPORTAL_ADRESSE"`
	Host    []string `help:"Weitere Namen oder Adressen, unter denen das Portal erreichbar ist." placeholder:"NAME" env:"REFPORTAL_HOST"`

	Metriken   string `help:"Adresse, auf der im eigenen Haus die Kennzahlen des Portals stehen (Prometheus, unverschlüsselt), z. B. 127.0.0.1:9443." placeholder:"HOST:PORT" env:"REFPORTAL_METRIKEN"`
	Store      string `help:"Datenbank des Portals: postgres://…, auch für mehrere Portale zugleich; sonst eine Datei im Ordner." placeholder:"ADRESSE" env:"REFPORTAL_STORE"`
	TLSCert    string `name:"tls-cert" help:"Zertifikat einer fremden Stelle mit seiner Kette (PEM); ohne diese Angabe stellt das Portal selbst eines aus." placeholder:"DATEI" env:"REFPORTAL_TLS_CERT" type:"path" and:"tls"`
	TLSKey     string `name:"tls-key" help:"Schlüssel dazu (PEM)." placeholder:"DATEI" env:"REFPORTAL_TLS_KEY" type:"path" and:"tls"`
	Durch      string `help:"Wer das Register hier vertritt; steht im Protokoll." placeholder:"NAME" env:"REFPORTAL_DURCH,SUDO_USER,USER"`
	Schluessel string `help:"Datei des Serverschlüssels, am besten außerhalb des Ordners; sonst server.key aus den Credentials von systemd oder aus dem Ordner." placeholder:"DATEI" env:"REFPORTAL_SCHLUESSEL" type:"path"`
}

// url is where clients find the portal.
func (o Ort) url() string {
	host, port, err := net.SplitHostPort(o.Adresse)
	if err != nil {
		return "https://" + o.Adresse
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	if len(o.Host) > 0 {
		host = o.Host[0]
	}
	return "https://" + net.JoinHostPort(host, port)
}

// desk is what a command works with.
type desk struct {
	context.Context
	Ort
	out, err io.Writer
	newest   field.Edition // edition that the portal takes
}

var errNoHome = errors.New("no folder for the portal")

// open opens the portal in the folder of the flags, or of the XDG rules.
func (d *desk) open() (*refportal.Portal, error) {
	dir, err := d.folder()
	if err != nil {
		return nil, err
	}
	return refportal.Open(d, dir, refportal.Options{Hosts: d.Host, Log: server.NewLogger(d.err), Newest: d.newest,
		Certificate: d.TLSCert, CertificateKey: d.TLSKey, KeyFile: d.keyFile(), Store: d.Store})
}

// keyFile is where the server key is: where the flag says, among the credentials that systemd
// hands to a service, or, "", in the portal's folder.
func (d *desk) keyFile() string {
	if d.Schluessel != "" {
		return d.Schluessel
	}
	given := filepath.Join(os.Getenv("CREDENTIALS_DIRECTORY"), "server.key")
	if _, err := os.Stat(given); err != nil || !filepath.IsAbs(given) {
		return ""
	}
	return given
}

func (d *desk) folder() (string, error) {
	if d.Dir != "" {
		return d.Dir, nil
	}
	if data := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
		return filepath.Join(data, "refportal"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", errNoHome
	}
	return filepath.Join(home, ".local", "share", "refportal"), nil
}

// with opens the portal, does something and closes it.
func (d *desk) with(do func(*refportal.Portal) error) error {
	p, err := d.open()
	if err != nil {
		return err
	}
	return errors.Join(do(p), p.Close())
}

// staff is the context of what somebody of staff does.
func (d *desk) staff() context.Context { return server.By(d, d.Durch) }
