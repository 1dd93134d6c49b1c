package offices

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"time"

	"example.org/meldeportal/sync/seal"
)

// Over the net both sides prove by their keys which office they are (TLS 1.3); nothing else
// counts, no name and no authority. Who is not one of the others gets no further than that.

// Peer is another office.
type Peer struct {
	Public  string `json:"schluessel"` // public half of the key it proves itself by
	Address string `json:"adresse"`    // host:port
}

// Link is an office on the net.
type Link struct {
	office  Office
	peers   map[Office]Peer
	shown   tls.Certificate
	clients map[Office]*http.Client
}

// NewLink is an office that proves itself by a key.
func NewLink(office Office, by *seal.Signer, peers map[Office]Peer, now time.Time) (*Link, error) {
	shown, err := by.Certificate(string(office), now)
	if err != nil {
		return nil, err
	}
	l := &Link{office: office, peers: peers, shown: shown, clients: map[Office]*http.Client{}}
	for _, to := range To(office) {
		l.clients[to] = &http.Client{Timeout: answerTime, Transport: &http.Transport{TLSClientConfig: l.config(to), ForceAttemptHTTP2: false, MaxIdleConnsPerHost: 1, IdleConnTimeout: time.Minute}}
	}
	return l, nil
}

const (
	path       = "/v1/uebergaben"
	answerTime = time.Minute
	headerTime = 5 * time.Second
	maxBody    = 64 << 20
	stopTime   = 5 * time.Second
)

var errPeer = errors.New("the other side is not the office it should be")

// config has the other side prove that it is one of some offices.
func (l *Link) config(others ...Office) *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{l.shown}, ClientAuth: tls.RequireAnyClientCert,
		InsecureSkipVerify: true, // nobody signs for an office: VerifyConnection knows its key
		VerifyConnection: func(state tls.ConnectionState) error {
			if _, is := l.who(state, others); !is {
				return errPeer
			}
			return nil
		}}
}

// who is which of some offices the other side has proven to be.
func (l *Link) who(state tls.ConnectionState, of []Office) (Office, bool) {
	if len(state.PeerCertificates) == 0 {
		return "", false
	}
	public := seal.Shown(state.PeerCertificates[0])
	for _, o := range of {
		if p, known := l.peers[o]; known && public != "" && p.Public == public {
			return o, true
		}
	}
	return "", false
}

// handed is what goes over the net, and taken the answer.
type handed struct {
	Messages []Message `json:"messages"`
}

type taken struct {
	Taken int64  `json:"taken"`
	Code  string `json:"code,omitempty"` // why it took nothing
}

// codes are the errors that the other side has a name for.
var codes = map[string]error{"luecke": ErrGap, "anders": ErrOther, "fremd": ErrStranger}

// Send hands over to an office.
func (l *Link) Send(to Office) Send {
	return func(ctx context.Context, messages []Message) (int64, error) {
		text, err := json.Marshal(handed{messages})
		if err != nil {
			return 0, err
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://"+l.peers[to].Address+path, bytes.NewReader(text))
		if err != nil {
			return 0, err
		}
		r.Header.Set("Content-Type", "application/json")
		response, err := l.clients[to].Do(r)
		if err != nil {
			return 0, fmt.Errorf("hand over to %s: %w", to, err)
		}
		defer response.Body.Close()
		var answer taken
		if err := json.NewDecoder(io.LimitReader(response.Body, 1<<16)).Decode(&answer); err != nil {
			return 0, fmt.Errorf("hand over to %s: answer %d", to, response.StatusCode)
		}
		if err, known := codes[answer.Code]; known {
			return 0, err
		}
		if response.StatusCode != http.StatusOK {
			return 0, fmt.Errorf("hand over to %s: answer %d", to, response.StatusCode)
		}
		return answer.Taken, nil
	}
}

// Receiving is how an office takes messages.
type Receiving func(ctx context.Context, from Office, messages []Message) (taken int64, err error)

// Serve takes what is handed over on a listener until ctx ends. The listener is closed.
func (l *Link) Serve(ctx context.Context, ln net.Listener, receive Receiving) error {
	var from []Office
	for _, o := range All() {
		if slices.Contains(To(o), l.office) {
			from = append(from, o)
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) {
		who, _ := l.who(*r.TLS, from)
		status, answer := take(r, w, who, receive)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(answer)
	})
	server := &http.Server{Handler: mux, ReadHeaderTimeout: headerTime, ReadTimeout: answerTime, WriteTimeout: answerTime, ErrorLog: log.New(io.Discard, "", 0)}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(tls.NewListener(ln, l.config(from...))) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve office: %w", err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	err := server.Shutdown(grace)
	if err != nil {
		err = server.Close()
	}
	<-ended
	return err
}

func take(r *http.Request, w http.ResponseWriter, who Office, receive Receiving) (int, taken) {
	var h handed
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&h); err != nil {
		return http.StatusBadRequest, taken{}
	}
	n, err := receive(r.Context(), who, h.Messages)
	for code, known := range codes {
		if errors.Is(err, known) {
			return http.StatusConflict, taken{Code: code}
		}
	}
	if err != nil {
		return http.StatusServiceUnavailable, taken{}
	}
	return http.StatusOK, taken{Taken: n}
}

// Close ends what is open to other offices.
func (l *Link) Close() {
	for _, c := range l.clients {
		c.CloseIdleConnections()
	}
}
