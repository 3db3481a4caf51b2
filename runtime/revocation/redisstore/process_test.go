package redisstore_test

import (
	"errors"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/mandate"
)

// TestTwoServers: a revocation written by one server is refused by the other on its next call, though that has the
// token in its cache; with Redis gone, nothing is let through.
func TestTwoServers(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	issuer, err := devissuer.New(devissuer.Config{ZoneID: "zone-1", Audience: "api"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = issuer.Close() })
	if err := issuer.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	token, err := issuer.Mint(devissuer.Claims{SessionID: "session-1"})
	if err != nil {
		t.Fatal(err)
	}
	var servers [2]*mandate.Verifier
	first, second := s.open(t), s.open(t)
	for i, store := range []mandate.Revocations{first, second} {
		servers[i], err = mandate.New(mandate.Config{Issuer: issuer.URL(), Audience: "api", ZoneID: "zone-1", Revocations: store})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = servers[i].Close() })
		if _, err := servers[i].Verify(t.Context(), token); err != nil {
			t.Fatal(err)
		}
	}
	if err := first.Revoke(t.Context(), time.Hour, "session-1"); err != nil {
		t.Fatal(err)
	}
	for i, v := range servers {
		if _, err := v.Verify(t.Context(), token); !errors.Is(err, mandate.ErrSessionRevoked) {
			t.Errorf("server %d: %v", i, err)
		}
	}
	s.stop()
	for i, v := range servers {
		if _, err := v.Verify(t.Context(), token); !errors.Is(err, mandate.ErrUnavailable) {
			t.Errorf("server %d without redis: %v", i, err)
		}
	}
	s.start(t)
	for i, v := range servers {
		eventually(t, "redis is back", func() bool { return v.Ready(t.Context()) == nil })
		if _, err := v.Verify(t.Context(), token); !errors.Is(err, mandate.ErrSessionRevoked) {
			t.Errorf("server %d after a restart of redis: %v", i, err)
		}
	}
}
