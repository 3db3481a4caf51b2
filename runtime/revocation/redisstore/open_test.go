package redisstore_test

import (
	"strings"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	"github.com/mcpgen/mcpgen/runtime/revocation/redisstore"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	store, err := redisstore.Open("redis://"+s.addr+"/0", redisstore.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Revoke(t.Context(), time.Hour, "a"); err != nil || !revoked(t, store, "a") {
		t.Error(err)
	}
	if err := store.Close(); err != nil {
		t.Error(err)
	}
	if _, _, err := store.Check(t.Context(), "", []string{"a"}); err == nil {
		t.Error("a closed store answers")
	}
}

// TestAddresses: what is understood, and that no error repeats a password.
func TestAddresses(t *testing.T) {
	t.Parallel()
	leakcheck.Secret("addr-sesame")
	for address, ok := range map[string]bool{
		"redis://127.0.0.1:1": true, "rediss://u:addr-sesame@127.0.0.1:1/3": true, "redis://127.0.0.1:1?addr=127.0.0.1:2": true,
		"redis://127.0.0.1:1?master_name=m": true, "redis://u:addr-sesame@127.0.0.1:1?master_name=m&replica_only=true": false,
		"redis://127.0.0.1:1?addr=127.0.0.1:2&read_only=true": false, "": false, "127.0.0.1:1": false, "http://127.0.0.1:1": false,
		"redis://u:addr-sesame@127.0.0.1:1/x": false, "redis://u:addr-sesame@127.0.0.1:1?addr-sesame=1": false, "redis://u:addr-sesame@[::1": false, "redis://host/x?addr-sesame": false, "redis://user:addr-sesame@host:port/0": false,
	} {
		store, err := redisstore.Open(address, redisstore.Config{})
		_ = leakcheck.Error(err)
		if (err == nil) != ok {
			t.Errorf("%.12s: %v", address, err)
		}
		if err != nil && strings.Contains(err.Error(), "addr-sesame") {
			t.Error("the error repeats the password")
		}
		if store != nil {
			_ = store.Close()
		}
	}
}

// TestOpenSetsWhatTimeoutsNeed: New would refuse a client without them, and a server that cannot be reached is an
// error.
func TestOpenSetsWhatTimeoutsNeed(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"rediss://user:addr-sesame@127.0.0.1:1/2", "redis://127.0.0.1:1?addr=127.0.0.1:2", "redis://127.0.0.1:1?master_name=m"} {
		store, err := redisstore.Open(address, redisstore.Config{})
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		if _, _, err := store.Check(t.Context(), "", []string{"a"}); leakcheck.Error(err) == nil || time.Since(began) > patience {
			t.Errorf("%.12s: %v after %v", address, err, time.Since(began))
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}
}
