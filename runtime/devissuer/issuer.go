package devissuer

import (
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
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
	// Addr to listen on; empty: a free port of 127.0.0.1. Anything but loopback is refused.
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

// URL returns the issuer identifier, the claim iss of its tokens.
func (i *Issuer) URL() string { return "http://" + i.listener.Addr().String() }

// JWKSURL returns where the keys are.
func (i *Issuer) JWKSURL() string { return i.URL() + keysPath + i.zoneQuery() }

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

func (i *Issuer) zoneQuery() string {
	if i.cfg.ZoneID == "" {
		return ""
	}
	return "?zone_id=" + url.QueryEscape(i.cfg.ZoneID)
}
