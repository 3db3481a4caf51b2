package main

import (
	"context"
	"fmt"
	"time"

	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// eras are the protocol versions that the clients speak: the last one with sessions, and the stateless one.
var eras = []string{"2025-11-25", "2026-07-28"}

// revokedSession is the authority record of the reader whose session is revoked while it runs.
const revokedSession = "session-to-revoke"

// callers are the five, in the order of the table; the first has no token.
var callers = []struct {
	name   string
	claims *devissuer.Claims
}{
	{"no token", nil},
	{"reader", &devissuer.Claims{Subject: "rea", Scopes: []string{"notes:read"}}},
	{"writer, premium", &devissuer.Claims{Subject: "wil", Scopes: []string{"notes:write"}, Extra: map[string]any{"premium": true}}},
	{"admin, level 7", &devissuer.Claims{Subject: "ada", Scopes: []string{"notes:admin"}, Extra: map[string]any{"name": "Ada", "level": 7}}},
	{"reader, revoked", &devissuer.Claims{Subject: "rex", Scopes: []string{"notes:read"}}},
}

// observe lists and calls every tool as every caller, in one protocol era.
func observe(ctx context.Context, w *world, era string) ([]row, error) {
	var rows []row
	for _, caller := range callers {
		var token transport.Credential
		claims := caller.claims
		if claims != nil {
			if caller.name == "reader, revoked" {
				copied := *claims
				copied.SessionID = revokedSession + "-" + era
				claims = &copied
			}
			minted, err := w.issuer.Mint(*claims)
			if err != nil {
				return nil, err
			}
			token = minted
		}
		c, err := connect(ctx, w.resource, token, era)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", caller.name, err)
		}
		if caller.name == "reader, revoked" {
			if err := c.workThenLoseSession(ctx, w, claims.SessionID); err != nil {
				return nil, err
			}
		}
		seen, err := c.observe(ctx, caller.name)
		c.close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", caller.name, err)
		}
		rows = append(rows, seen...)
	}
	return rows, nil
}

// workThenLoseSession shows that the client works until the moment its session is revoked.
func (c *client) workThenLoseSession(ctx context.Context, w *world, session string) error {
	if outcome, err := c.call(ctx, "search_notes"); err != nil || outcome != result {
		return fmt.Errorf("before the revocation: %s, %w", outcome, err)
	}
	return w.store.Revoke(ctx, time.Hour, session)
}
