// Package mandate_test measures what verifying a token costs beside what it cannot cost less than (the bare signature
// check, the bare hash) and beside other libraries doing the same job with the same keys.
package mandate_test

import (
	"context"
	"crypto"
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/golang-jwt/jwt/v5"

	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

const audience = "https://mcp.example.com/mcp"

// fixture is a mandate of 22 claims and everything to judge it with.
type fixture struct {
	algorithm string
	issuer    *devissuer.Issuer
	token     string
	signed    string // header and payload
	signature []byte
	method    jwt.SigningMethod
	key       jose.JSONWebKey
	keySet    []byte
}

func newFixture(tb testing.TB, algorithm string) *fixture {
	tb.Helper()
	issuer, err := devissuer.New(devissuer.Config{Audience: audience, Algorithm: algorithm, Lifetime: time.Hour})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = issuer.Close() })
	if err := issuer.Start(context.Background()); err != nil {
		tb.Fatal(err)
	}
	token := mint(tb, issuer)
	f := &fixture{algorithm: algorithm, issuer: issuer, token: token, method: jwt.GetSigningMethod(algorithm)}
	dot := strings.LastIndexByte(f.token, '.')
	f.signed = f.token[:dot]
	if f.signature, err = base64.RawURLEncoding.DecodeString(f.token[dot+1:]); err != nil {
		tb.Fatal(err)
	}
	resp, err := http.Get(issuer.JWKSURL())
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if f.keySet, err = io.ReadAll(resp.Body); err != nil {
		tb.Fatal(err)
	}
	var set jose.JSONWebKeySet
	if err := json.Unmarshal(f.keySet, &set); err != nil {
		tb.Fatal(err)
	}
	f.key = set.Keys[0]
	return f
}

// mint returns a new mandate.
func mint(tb testing.TB, issuer *devissuer.Issuer) string {
	tb.Helper()
	token, err := issuer.Mint(devissuer.Claims{Subject: "user-1", ClientID: "app-1", Scopes: []string{"read", "write"}, Extra: map[string]any{
		"zone_id": "zone-1", "sid": "authority-record-1", "root_sid": "authority-record-root", "use": "resource", "sub_type": "user",
		"target": []string{audience}, "agent_session_id": "session-child", "delegation_edge_id": "delegation-1",
		"source_session_id": "session-parent", "target_session_id": "session-child", "delegation_path": []string{"delegation-1"},
		"delegation_chain": []map[string]string{{"application_id": "app-parent", "agent_session_id": "session-parent", "delegation_edge_id": "delegation-1"},
			{"application_id": "app-1", "agent_session_id": "session-child"}},
		"hop_count": 1, "delegation_graph_epoch": 7,
	}})
	if err != nil {
		tb.Fatal(err)
	}
	return token.Reveal()
}

// public returns the key as golang-jwt wants it.
func (f *fixture) public() crypto.PublicKey { return f.key.Key }

// bare is the signature check alone: what no verifier can do without.
func (f *fixture) bare() error { return f.method.Verify(f.signed, f.signature, f.public()) }

// ours is a verifier with the whole pipeline, steps 12 and 13 asking a memory store that holds other revocations. It
// gets the same token every time: with cached 0 it is new once, with -1 every time.
func (f *fixture) ours(tb testing.TB, cached int) func() error {
	tb.Helper()
	v, token := f.verifier(tb, cached), transport.Credential(f.token)
	ctx := context.Background()
	return func() error {
		_, err := v.Verify(ctx, token)
		return err
	}
}

// fresh gets another token every time, and remembers them: more of them than it can, so that each is new again.
func (f *fixture) fresh(tb testing.TB) func() error {
	tb.Helper()
	v, ctx := f.verifier(tb, 8), context.Background()
	var tokens []transport.Credential
	for range 1024 {
		tokens = append(tokens, transport.Credential(mint(tb, f.issuer)))
	}
	i := 0
	return func() error {
		i++
		_, err := v.Verify(ctx, tokens[i%len(tokens)])
		return err
	}
}

func (f *fixture) verifier(tb testing.TB, cached int) *mandate.Verifier {
	tb.Helper()
	store := revocation.NewMemory(revocation.MemoryConfig{})
	for _, anchor := range []string{"a", "b", "c"} {
		if err := store.Revoke(context.Background(), time.Hour, anchor); err != nil {
			tb.Fatal(err)
		}
	}
	cfg := mandate.Config{
		Issuer: f.issuer.URL(), Audience: audience, Algorithms: []string{f.algorithm}, RequiredScopes: []string{"read"},
		Revocations: store, CachedTokens: cached, Logger: slog.New(slog.DiscardHandler),
	}
	if f.algorithm == "ES256" { // the whole of a Caracal mandate
		cfg.ZoneID, cfg.Algorithms, cfg.RequiredTargets, cfg.RequireAgent = "zone-1", nil, []string{audience}, true
		cfg.JWKSURL = f.issuer.JWKSURL()
		_ = store.AdvanceEpoch(context.Background(), "zone-1", 7)
	}
	v, err := mandate.New(cfg)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = v.Close() })
	return v
}
