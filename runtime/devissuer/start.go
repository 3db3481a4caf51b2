package devissuer

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/mcpgen/mcpgen/runtime/internal/loopback"
)

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

// Close ends the listener. Tokens can still be minted.
func (i *Issuer) Close() error {
	_ = i.listener.Close() // not yet known to the server if Start was never called
	return i.server.Close()
}
