package devissuer

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/mcpgen/mcpgen/runtime/internal/loopback"
)

// Config configures an [Issuer]. The zero value makes RFC 9068 access tokens that name no audience until their Claims
// do.
type Config struct {
	// ZoneID makes Caracal mandates of this zone; empty: RFC 9068 access tokens.
	ZoneID string
	// Audience is the audience of tokens whose Claims name none.
	Audience string
	// Algorithm signs: ES256 (when empty), ES384, ES512, RS256, RS384, RS512, PS256, PS384, PS512 or EdDSA.
	Algorithm string
	// Lifetime of tokens whose Claims name none; 0: 15 minutes.
	Lifetime time.Duration
	// Addr to listen on; empty: a free port of 127.0.0.1. Anything but a loopback IP address is refused.
	Addr string
	// Now is the clock; nil: [time.Now].
	Now func() time.Time
}

// Issuer signs tokens with a key of its own and serves the public half. Safe for concurrent use.
type Issuer struct {
	cfg      Config
	listener net.Listener
	server   *http.Server

	mu        sync.RWMutex
	signing   *signingKey
	published []*signingKey
	started   bool
}

// New generates the key and binds the listener, so that [Issuer.URL] is known; [Issuer.Start] serves. Close it.
func New(cfg Config) (*Issuer, error) {
	if cfg.Algorithm == "" {
		cfg.Algorithm = "ES256"
	}
	if cfg.Lifetime <= 0 {
		cfg.Lifetime = 15 * time.Minute
	}
	if cfg.Addr == "" {
		cfg.Addr = "127.0.0.1:0"
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if _, _, err := net.SplitHostPort(cfg.Addr); err != nil || !loopback.Address(cfg.Addr) {
		return nil, fmt.Errorf("devissuer: address %q is not a loopback address with port: this issuer grants everything it is asked for", cfg.Addr)
	}
	key, err := newKey(cfg.Algorithm)
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return nil, fmt.Errorf("devissuer: %w", err)
	}
	i := &Issuer{cfg: cfg, listener: l, signing: key, published: []*signingKey{key}}
	i.server = &http.Server{Handler: i.Handler(), ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second, MaxHeaderBytes: 16 << 10}
	return i, nil
}

// Start serves keys and metadata until ctx is done or Close. It does not block.
func (i *Issuer) Start(ctx context.Context) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.started {
		return errors.New("devissuer: started already")
	}
	i.started = true
	context.AfterFunc(ctx, func() { _ = i.Close() })
	go func() { _ = i.server.Serve(i.listener) }() // ends with Close
	return nil
}

// URL returns the issuer identifier, the claim iss of its tokens.
func (i *Issuer) URL() string { return "http://" + i.listener.Addr().String() }

// JWKSURL returns where the keys are.
func (i *Issuer) JWKSURL() string { return i.URL() + keysPath + i.zoneQuery() }

// Close ends the listener. Tokens can still be minted.
func (i *Issuer) Close() error {
	_ = i.listener.Close() // not yet known to the server if Start was never called
	return i.server.Close()
}

// Rotate signs with a new key from now on. The old one stays published, so that its tokens stay valid, until
// [Issuer.Withdraw].
func (i *Issuer) Rotate() error {
	key, err := newKey(i.cfg.Algorithm)
	if err != nil {
		return err
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.signing = key
	i.published = append(i.published, key)
	return nil
}

// Withdraw takes every key but the signing one out of the published set.
func (i *Issuer) Withdraw() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.published = []*signingKey{i.signing}
}
