package ablage

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"

	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/offices/auswertung"
	"example.org/meldeportal/sync/offices/kontrollnummern"
	"example.org/meldeportal/sync/offices/vertrauen"
	"example.org/meldeportal/sync/seal"
)

// Each office has a folder of its own below, which is carried to its machine: its secrets, and
// the list of the others. Nobody needs more than one of them.

// The files of an office.
const (
	filePeers     = "stellen.json"
	fileProof     = "ausweis.key"
	fileData      = "daten.key"
	fileFirst     = "kryptogramm.key"
	fileReference = "pseudonym.key"
	fileSecond    = "kontrollnummer-%d.key" // of a generation
	custodian     = "treuhaender"
)

// Stellen is what each office knows of the others; none of it is secret.
type Stellen struct {
	Peers      map[offices.Office]offices.Peer `json:"stellen"`
	Custodian  string                          `json:"treuhaender"` // public half, seals Identitäts-Chiffrate
	Auswertung string                          `json:"auswertung"`  // public half of the Landesauswertungsstelle's key
}

// NewOffices makes the keys of the offices that stand for themselves, each in its folder below,
// from those that New and Rotate have made, and the list by which they know each other. Keys
// that are there stay as they are, and so do addresses that are not named. ErrKey: New was not
// called.
func (a Ablage) NewOffices(addresses map[offices.Office]string) error {
	before, err := Ablage{Dir: a.folder(string(offices.Annahme))}.Stellen()
	if err != nil && !errors.Is(err, ErrPeers) {
		return err
	}
	s := Stellen{Peers: map[offices.Office]offices.Peer{}}
	for _, o := range offices.All() {
		dir := a.folder(string(o))
		if err := os.MkdirAll(dir, dirMode); err != nil {
			return fmt.Errorf("make folder for keys: %w", err)
		}
		proof, err := made(filepath.Join(dir, fileProof), seal.KeySize)
		if err != nil {
			return err
		}
		signer, err := seal.SignerOf(proof)
		if err != nil {
			return fmt.Errorf("%s: %w", fileProof, ErrKey)
		}
		s.Peers[o] = offices.Peer{Public: signer.Public(), Address: cmp.Or(addresses[o], before.Peers[o].Address, usual[o])}
	}
	for name, size := range map[string]int{
		filepath.Join(string(offices.Vertrauen), fileData): seal.KeySize, filepath.Join(string(offices.Vertrauen), fileFirst): seal.KeySize, filepath.Join(string(offices.Vertrauen), fileReference): seal.SIVKeySize,
		filepath.Join(string(offices.Kontrollnummern), fileData): seal.KeySize, filepath.Join(string(offices.Kontrollnummern), fmt.Sprintf(fileSecond, 1)): seal.SIVKeySize,
		filepath.Join(string(offices.Auswertung), fileData): seal.KeySize,
	} {
		if _, err := made(filepath.Join(a.Dir, name), size); err != nil {
			return err
		}
	}
	if err := a.custodian(&s); err != nil {
		return err
	}
	for o, role := range parts {
		last, err := a.carry(role, a.folder(string(o)))
		if err != nil {
			return err
		}
		if o == offices.Auswertung {
			s.Auswertung = last.Recipient()
		}
	}
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	for _, o := range offices.All() {
		if err := replaced(filepath.Join(a.folder(string(o)), filePeers), text); err != nil {
			return err
		}
	}
	return nil
}

// usual are the addresses of offices that nobody names.
var usual = map[offices.Office]string{offices.Annahme: "127.0.0.1:9101", offices.Vertrauen: "127.0.0.1:9102", offices.Kontrollnummern: "127.0.0.1:9103", offices.Auswertung: "127.0.0.1:9104"}

// parts are whose parts of an envelope an office opens.
var parts = map[offices.Office]envelope.Role{offices.Vertrauen: envelope.Identity, offices.Auswertung: envelope.Medical}

func (a Ablage) folder(name string) string { return filepath.Join(a.Dir, name) }

// custodian makes the key pair of who alone opens Identitäts-Chiffrate; it goes to no office.
func (a Ablage) custodian(s *Stellen) error {
	if err := os.MkdirAll(a.folder(custodian), dirMode); err != nil {
		return fmt.Errorf("make folder for keys: %w", err)
	}
	pair, err := pairAt(filepath.Join(a.folder(custodian), custodian+".key"))
	if err == nil {
		s.Custodian = pair.Recipient()
	}
	return err
}

// Custodian is a key pair in a file, as that of who opens Identitäts-Chiffrate.
func Custodian(path string) (*seal.Pair, error) {
	text, err := read(path)
	if err != nil {
		return nil, err
	}
	pair, err := seal.FromPaper(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, ErrKey)
	}
	return pair, nil
}

// carry copies the keys of parts of an envelope to the folder of their office, and gives the
// newest.
func (a Ablage) carry(role envelope.Role, to string) (last *seal.Pair, err error) {
	pairs, err := a.pairs(role)
	if err != nil {
		return nil, err
	}
	if len(pairs) == 0 {
		return nil, fmt.Errorf("%s: %w", a.file(role, 1), ErrKey)
	}
	for i, pair := range pairs {
		path := Ablage{Dir: to}.file(role, i+1)
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			err = write(path, pair.Paper())
			if err != nil {
				return nil, err
			}
		}
	}
	return pairs[len(pairs)-1], nil
}

// pairs are all keys of an office that are there, the oldest first.
func (a Ablage) pairs(role envelope.Role) (pairs []*seal.Pair, err error) {
	for n := 1; ; n++ {
		if _, err := os.Stat(a.file(role, n)); errors.Is(err, fs.ErrNotExist) {
			return pairs, nil
		}
		pair, err := a.office(role, n)
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, pair)
	}
}

// Stellen reads what an office knows of the others; the folder is that of the office.
func (a Ablage) Stellen() (s Stellen, err error) {
	text, err := os.ReadFile(a.folder(filePeers))
	if errors.Is(err, fs.ErrNotExist) {
		return s, ErrPeers
	}
	if err == nil && json.Unmarshal(text, &s) != nil {
		err = fmt.Errorf("%s: %w", filePeers, ErrKey)
	}
	return s, err
}

// Link is an office on the net; the folder is that of the office.
func (a Ablage) Link(o offices.Office) (*offices.Link, Stellen, error) {
	s, err := a.Stellen()
	if err != nil {
		return nil, s, err
	}
	proof, err := secret(a.folder(fileProof))
	if err != nil {
		return nil, s, err
	}
	signer, err := seal.SignerOf(proof)
	if err != nil {
		return nil, s, fmt.Errorf("%s: %w", fileProof, ErrKey)
	}
	l, err := offices.NewLink(o, signer, s.Peers, a.Now())
	return l, s, err
}

// Vertrauen opens the Vertrauensstelle with its keys; the folder is that of the office.
func (a Ablage) Vertrauen(ctx context.Context, place, beside string) (*vertrauen.Stelle, error) {
	s, err := a.Stellen()
	if err != nil {
		return nil, err
	}
	keys := vertrauen.Keys{Custodian: s.Custodian, Auswertung: s.Auswertung}
	if keys.Parts, err = a.pairs(envelope.Identity); err != nil {
		return nil, err
	}
	if keys.Data, err = key(a, fileData, seal.KeyFromBytes); err != nil {
		return nil, err
	}
	if keys.First, err = key(a, fileFirst, seal.FirstStageOf); err != nil {
		return nil, err
	}
	if keys.References, err = key(a, fileReference, seal.ReferencesOf); err != nil {
		return nil, err
	}
	return vertrauen.Open(ctx, place, beside, keys, a.Now)
}

// Kontrollnummern opens the Kontrollnummernstelle with its keys; the folder is that of the
// office.
func (a Ablage) Kontrollnummern(ctx context.Context, place, beside string) (*kontrollnummern.Stelle, error) {
	var keys kontrollnummern.Keys
	var err error
	if keys.Data, err = key(a, fileData, seal.KeyFromBytes); err != nil {
		return nil, err
	}
	for generation := uint32(1); ; generation++ {
		stage, err := key(a, fmt.Sprintf(fileSecond, generation), func(raw []byte) (*seal.SecondStage, error) { return seal.SecondStageOf(raw, generation) })
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return nil, err
		}
		keys.Stages = append(keys.Stages, stage)
	}
	return kontrollnummern.Open(ctx, place, beside, keys, a.Now)
}

// NextSecond makes the next key of Kontrollnummern and gives its generation; the folder is that
// of the Kontrollnummernstelle.
func (a Ablage) NextSecond() (generation int, err error) {
	for generation = 1; ; generation++ {
		path := a.folder(fmt.Sprintf(fileSecond, generation))
		if _, err := os.Stat(path); err == nil {
			continue
		} else if !errors.Is(err, fs.ErrNotExist) || generation == 1 {
			return 0, errors.Join(err, ErrKey)
		}
		_, err = made(path, seal.SIVKeySize)
		return generation, err
	}
}

// Auswertung opens the Landesauswertungsstelle with its keys; the folder is that of the office.
func (a Ablage) Auswertung(ctx context.Context, place, beside string) (*auswertung.Stelle, error) {
	var keys auswertung.Keys
	var err error
	if keys.Parts, err = a.pairs(envelope.Medical); err != nil {
		return nil, err
	}
	if keys.Data, err = key(a, fileData, seal.KeyFromBytes); err != nil {
		return nil, err
	}
	return auswertung.Open(ctx, place, beside, keys, a.Now)
}

func key[T any](a Ablage, name string, of func([]byte) (T, error)) (k T, err error) {
	raw, err := secret(a.folder(name))
	if err == nil {
		if k, err = of(raw); err != nil {
			err = fmt.Errorf("%s: %w", name, ErrKey)
		}
	}
	return k, err
}

// secret reads random bytes that made has written.
func secret(path string) ([]byte, error) {
	text, err := read(path)
	if err != nil {
		return nil, err
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, ErrKey)
	}
	return raw, nil
}

// made are random bytes in a file, made where there is none.
func made(path string, size int) ([]byte, error) {
	raw, err := secret(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return raw, err
	}
	raw = make([]byte, size)
	rand.Read(raw)
	return raw, write(path, base64.StdEncoding.EncodeToString(raw))
}

// replaced puts a text that is no secret into a file, all of it or nothing.
func replaced(path string, text []byte) error {
	if err := renameio.WriteFile(path, append(text, '\n'), fileMode); err != nil {
		return fmt.Errorf("write list of offices: %w", err)
	}
	return nil
}
