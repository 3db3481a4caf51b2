package redisstore_test

import (
	"context"
	"errors"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/mcpgen/mcpgen/runtime/revocation"
	"github.com/mcpgen/mcpgen/runtime/revocation/redisstore"
	"github.com/mcpgen/mcpgen/runtime/revocation/storetest"
)

func TestRedisKeepsTheContract(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	storetest.Run(t, func(t *testing.T) revocation.Store {
		if err := s.admin.FlushAll(t.Context()).Err(); err != nil {
			t.Fatal(err)
		}
		return s.open(t)
	}, time.Sleep)
}

func TestIncompleteConfigRefused(t *testing.T) {
	t.Parallel()
	for says, client := range map[string]redis.UniversalClient{
		"missing": nil, "nil pointer": (*redis.Client)(nil), "ContextTimeoutEnabled": redis.NewClient(&redis.Options{}),
		"masters":        redis.NewClusterClient(&redis.ClusterOptions{ContextTimeoutEnabled: true, ReadOnly: true}),
		"*redis.Client ": redis.NewRing(&redis.RingOptions{ContextTimeoutEnabled: true}),
	} {
		if s, err := redisstore.New(redisstore.Config{Client: client}); s != nil || err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, %v, want an error that says %q", s, err, says)
		}
	}
	s := openAt(t, "127.0.0.1:1", short)
	for says, cfg := range map[string]redisstore.StreamConfig{
		"missing": {}, "contradict": {HMACKey: hmacKey, InsecureUnsigned: true}, "shorter": {HMACKey: hmacKey[:31]}, "negative": {HMACKey: hmacKey, MaxLag: -1},
	} {
		if err := s.Follow(cfg); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want an error that says %q", err, says)
		}
	}
}

// TestCaracalNames: what we write, a Caracal reader finds, and the other way round.
func TestCaracalNames(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	store := s.open(t)
	if err := errors.Join(store.Revoke(t.Context(), time.Hour, "a1"), store.AdvanceEpoch(t.Context(), "zone-1", 7)); err != nil {
		t.Fatal(err)
	}
	if got := s.admin.Get(t.Context(), "caracal:revoked:sessions:a1").Val(); got != "1" {
		t.Errorf("mark is %q", got)
	}
	if got := s.admin.Get(t.Context(), "caracal:revoked:sessions:delegation-epoch:zone-1").Val(); got != "7" {
		t.Errorf("epoch is %q", got)
	}
	s.admin.Set(t.Context(), "caracal:revoked:sessions:a2", "1", time.Hour)
	s.admin.Set(t.Context(), "caracal:revoked:sessions:delegation-epoch:zone-2", "12", time.Hour)
	if r, epoch, err := store.Check(t.Context(), "zone-2", []string{"a2"}); !r || epoch != 12 || err != nil {
		t.Errorf("%v %d %v", r, epoch, err)
	}
	for _, bad := range []string{"x", "", "-1", "1.5", "99999999999999999999"} {
		s.admin.Set(t.Context(), "caracal:revoked:sessions:delegation-epoch:zone-3", bad, time.Hour)
		if _, _, err := store.Check(t.Context(), "zone-3", []string{"a"}); err == nil {
			t.Errorf("epoch %q is believed", bad)
		}
	}
	if err := store.Revoke(t.Context(), time.Hour, "delegation-epoch:zone-1"); !errors.Is(err, revocation.ErrArgument) {
		t.Errorf("an anchor may overwrite an epoch: %v", err)
	}
}

// failing asserts that the store refuses to answer, and soon: an unbounded wait would exceed patience.
func failing(t *testing.T, store *redisstore.Store, what string) {
	t.Helper()
	for range 3 {
		began := time.Now()
		revoked, epoch, err := store.Check(context.Background(), "zone-1", []string{"gone", "fine"})
		if err == nil || revoked || epoch != 0 {
			t.Errorf("%s: %v, %d, %v", what, revoked, epoch, err)
		}
		if took := time.Since(began); took > patience {
			t.Errorf("%s: answered after %v", what, took)
		}
	}
	if store.Ready(context.Background()) == nil {
		t.Errorf("%s: ready", what)
	}
}

// recovered asserts that, without anything being made anew, the store answers again and has lost nothing.
func recovered(t *testing.T, store *redisstore.Store, what string) {
	t.Helper()
	eventually(t, what+": it answers again", func() bool { return store.Ready(t.Context()) == nil })
	if !revoked(t, store, "gone") || revoked(t, store, "fine") {
		t.Errorf("%s: revocations were lost", what)
	}
}

// TestFailures: stopped, restarted, paused, read-only, out of memory.
func TestFailures(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	if err := s.open(t).Revoke(t.Context(), time.Hour, "gone"); err != nil {
		t.Fatal(err)
	}
	store := openAt(t, s.addr, short)
	recovered(t, store, "at first")

	s.stop()
	failing(t, store, "stopped")
	s.start(t)
	recovered(t, store, "restarted")

	s.signal(t, syscall.SIGSTOP)
	failing(t, store, "paused")
	s.signal(t, syscall.SIGCONT)
	recovered(t, store, "continued")

	s.set(t, "min-replicas-to-write", "1")
	time.Sleep(60 * time.Millisecond) // the probe interval of these tests
	failing(t, store, "no replica to write to")
	s.set(t, "min-replicas-to-write", "0")
	recovered(t, store, "replica back")

	if err := s.admin.ReplicaOf(t.Context(), "127.0.0.1", "1").Err(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(60 * time.Millisecond)
	failing(t, store, "read-only")
	if err := s.admin.ReplicaOf(t.Context(), "NO", "ONE").Err(); err != nil {
		t.Fatal(err)
	}
	recovered(t, store, "writable")

	s.set(t, "maxmemory-policy", "noeviction")
	s.set(t, "maxmemory", "1")
	time.Sleep(60 * time.Millisecond)
	failing(t, store, "out of memory")
	s.set(t, "maxmemory", "0")
	recovered(t, store, "memory back")
}

// TestSlow: a Redis that answers too late is one that does not answer.
func TestSlow(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	p := newProxy(t, s.addr)
	if err := s.open(t).Revoke(t.Context(), time.Hour, "gone"); err != nil {
		t.Fatal(err)
	}
	store := openAt(t, p.addr, short)
	p.delay.Store(int64(3 * short))
	failing(t, store, "slow")
	p.delay.Store(0)
	recovered(t, store, "fast")
}

// TestEvictionIsNotReady: a Redis that may drop live revocations is not ready.
func TestEvictionIsNotReady(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	store := s.open(t)
	s.set(t, "maxmemory", "100mb")
	for policy, ok := range map[string]bool{"allkeys-lru": false, "volatile-ttl": false, "noeviction": true} {
		s.set(t, "maxmemory-policy", policy)
		if err := store.Ready(t.Context()); (err == nil) != ok {
			t.Errorf("%s: %v", policy, err)
		}
	}
}

// TestRoundTrips: one Check is one write to the connection, however many anchors.
func TestRoundTrips(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	p := newProxy(t, s.addr)
	store := openAt(t, p.addr, long)
	if revoked(t, store, "a") {
		t.Fatal("revoked")
	}
	before := p.requests.Load()
	if _, _, err := store.Check(t.Context(), "zone-1", []string{"a", "b", "c", "d"}); err != nil {
		t.Fatal(err)
	}
	if n := p.requests.Load() - before; n != 1 {
		t.Errorf("%d round trips", n)
	}
}
