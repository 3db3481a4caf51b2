package redisstore_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	"github.com/mcpgen/mcpgen/runtime/revocation/redisstore"
)

const gapKey = redisstore.DefaultKeyPrefix + "stream-gap"

// resume follows again and waits until the store has decided whether it can answer.
func resume(t *testing.T, s *server, cfg redisstore.StreamConfig) *redisstore.Store {
	t.Helper()
	store := s.open(t)
	cfg.HMACKey, cfg.ClaimAfter, cfg.MaxLag, cfg.Logger = hmacKey, 50*time.Millisecond, time.Minute, leakcheck.Logger(nil)
	if err := store.Follow(cfg); err != nil {
		t.Fatal(err)
	}
	return store
}

func event(session string) map[string]string {
	return map[string]string{"zone_id": "z", "session_id": session, "reason": "r"}
}

// TestEventsRemovedUnread: revocations that left the stream while nobody read it are missing, so nothing is answered,
// by no process, until they would have ended or an operator has dealt with it.
func TestEventsRemovedUnread(t *testing.T) {
	t.Parallel()
	for name, remove := range map[string]func(s *server){
		"trimmed": func(s *server) {
			s.announce(t, redisstore.RevocationStream, event("lost"))
			s.announce(t, redisstore.RevocationStream, event("kept"))
			s.admin.XTrimMaxLen(t.Context(), redisstore.RevocationStream, 1)
		},
		"emptied": func(s *server) {
			s.announce(t, redisstore.RevocationStream, event("lost"))
			s.admin.XTrimMaxLen(t.Context(), redisstore.RevocationStream, 0)
		},
		"the first deleted": func(s *server) {
			s.admin.XTrimMaxLen(t.Context(), redisstore.RevocationStream, 0)
			id := s.announce(t, redisstore.RevocationStream, event("lost"))
			s.announce(t, redisstore.RevocationStream, event("kept"))
			s.admin.XDel(t.Context(), redisstore.RevocationStream, id)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startRedis(t)
			before := s.follow(t)
			s.announce(t, redisstore.RevocationStream, event("first"))
			eventually(t, "in force", func() bool { return revoked(t, before, "first") })
			_ = before.Close()
			remove(s)

			store, other := resume(t, s, redisstore.StreamConfig{}), resume(t, s, redisstore.StreamConfig{})
			eventually(t, "the loss is noticed", func() bool { return s.admin.Exists(t.Context(), gapKey).Val() == 1 })
			for range 20 {
				for _, process := range []*redisstore.Store{store, other} {
					if _, _, err := process.Check(t.Context(), "z", []string{"lost"}); err == nil || process.Ready(t.Context()) == nil {
						t.Fatal("a store that misses a revocation answers")
					}
				}
				time.Sleep(20 * time.Millisecond)
			}
			if left := s.admin.PTTL(t.Context(), gapKey).Val(); left <= 23*time.Hour || left > 24*time.Hour {
				t.Errorf("the loss is on record for %v", left)
			}
			s.admin.Del(t.Context(), gapKey)
			eventually(t, "an operator has dealt with it", func() bool { return store.Ready(t.Context()) == nil })
			s.announce(t, redisstore.RevocationStream, event("next"))
			eventually(t, "events are in force", func() bool { return revoked(t, store, "next") })
			if s.admin.Exists(t.Context(), gapKey).Val() == 1 {
				t.Error("one loss is found twice")
			}
		})
	}
}

// TestTrimmingIsNoLoss: what was read may go; so may what was there before the group, and what has ended.
func TestTrimmingIsNoLoss(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	for _, session := range []string{"a", "b", "c"} {
		s.announce(t, redisstore.RevocationStream, event(session))
	}
	s.admin.XTrimMaxLen(t.Context(), redisstore.RevocationStream, 1)
	store := s.follow(t) // a new group
	for _, left := range []int64{5, 1, 0, 0} {
		for _, session := range []string{"d", "e"} {
			s.announce(t, redisstore.RevocationStream, event(session))
			eventually(t, "in force", func() bool { return revoked(t, store, session) })
			s.admin.XTrimMaxLen(t.Context(), redisstore.RevocationStream, left)
			s.admin.Del(t.Context(), redisstore.DefaultKeyPrefix+session)
		}
		time.Sleep(50 * time.Millisecond)
	}
	_ = store.Close()
	store = resume(t, s, redisstore.StreamConfig{})
	eventually(t, "ready", func() bool { return store.Ready(t.Context()) == nil })
	_ = store.Close()

	s.announce(t, redisstore.RevocationStream, event("short"))
	s.admin.XTrimMaxLen(t.Context(), redisstore.RevocationStream, 0)
	store = resume(t, s, redisstore.StreamConfig{RevocationTTL: 300 * time.Millisecond})
	if got := store.Retention(); got != 300*time.Millisecond {
		t.Errorf("revocations are kept for %v", got)
	}
	eventually(t, "what was lost has ended", func() bool { return store.Ready(t.Context()) == nil })
	if n := s.admin.XInfoGroups(t.Context(), redisstore.RevocationStream).Val(); len(n) != 1 {
		t.Errorf("%v", n)
	}
}

// TestEventRemovedWhilePending: an event that a process took, never acknowledged, and that is gone.
func TestEventRemovedWhilePending(t *testing.T) {
	t.Parallel()
	for _, consumer := range []string{"crashed", "us"} {
		s := startRedis(t)
		if err := s.admin.XGroupCreateMkStream(t.Context(), redisstore.RevocationStream, "resource-revocation", "0").Err(); err != nil {
			t.Fatal(err)
		}
		gone := s.announce(t, redisstore.RevocationStream, event("gone"))
		s.announce(t, redisstore.RevocationStream, event("left behind"))
		err := s.admin.XReadGroup(t.Context(), &redis.XReadGroupArgs{Group: "resource-revocation", Consumer: consumer, Streams: []string{redisstore.RevocationStream, ">"}}).Err()
		if err != nil {
			t.Fatal(err)
		}
		s.admin.XDel(t.Context(), redisstore.RevocationStream, gone)
		store := resume(t, s, redisstore.StreamConfig{Consumer: "us"})
		eventually(t, "the loss is noticed", func() bool { return s.admin.Exists(t.Context(), gapKey).Val() == 1 })
		eventually(t, "what is there is in force", func() bool { return s.admin.Exists(t.Context(), redisstore.DefaultKeyPrefix+"left behind").Val() == 1 })
		if _, _, err := store.Check(t.Context(), "z", []string{"x"}); err == nil {
			t.Error("a store that misses a revocation answers")
		}
		checkDead(t, s, redisstore.RevocationStream, "removed_before_acknowledged")
	}
}

// TestBadAnchorBesideGood: one anchor that can never be revoked does not keep the others in force.
func TestBadAnchorBesideGood(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	store := s.follow(t)
	for _, bad := range []string{"delegation-epoch:z", "write-probe:x", "stream-gap", "data-id"} {
		fields := event("beside " + bad)
		fields["agent_session_id"] = bad
		s.announce(t, redisstore.RevocationStream, fields)
		eventually(t, "the good anchor is revoked", func() bool { return revoked(t, store, "beside "+bad) })
	}
	s.announce(t, redisstore.RevocationStream, event("after"))
	eventually(t, "all have been dealt with", func() bool { return revoked(t, store, "after") })
	checkDead(t, s, redisstore.RevocationStream, slices.Repeat([]string{"invalid_revocation_anchor"}, 4)...)
}

// TestPrefixNeedsGroup: stores that do not see each other's keys must not share the events.
func TestPrefixNeedsGroup(t *testing.T) {
	t.Parallel()
	client := redis.NewClient(&redis.Options{Addr: "127.0.0.1:1", ContextTimeoutEnabled: true})
	store, err := redisstore.New(redisstore.Config{Client: client, KeyPrefix: "mine:"})
	if err != nil {
		t.Fatal(err)
	}
	err = store.Follow(redisstore.StreamConfig{HMACKey: hmacKey})
	if leakcheck.Error(err) == nil || !strings.Contains(err.Error(), "Group") {
		t.Errorf("%v", err)
	}
	err = store.Follow(redisstore.StreamConfig{HMACKey: hmacKey, Group: "mine", ClaimAfter: time.Minute, MaxLag: time.Second})
	if leakcheck.Error(err) == nil || !strings.Contains(err.Error(), "ClaimAfter") {
		t.Errorf("%v", err)
	}
	if err := errors.Join(store.Close(), client.Close()); err != nil {
		t.Error(err)
	}
}

// TestRedisThatForgot: a Redis that came back without its data has lost revocations, which no process may take for
// "not revoked", whether it lived through the loss or came after it.
func TestRedisThatForgot(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]func(s *server){
		"flushed": func(s *server) { s.admin.FlushAll(t.Context()) },
		"restarted without persistence": func(s *server) {
			s.stop()
			s.start(t)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startRedis(t, "--appendonly", "no")
			one, two := s.follow(t), s.follow(t)
			if err := one.Revoke(t.Context(), time.Hour, "gone"); err != nil || !revoked(t, two, "gone") {
				t.Fatal(err)
			}
			lose(s)
			late := resume(t, s, redisstore.StreamConfig{})
			for range 20 {
				for _, process := range []*redisstore.Store{one, two} {
					if is, _, err := process.Check(t.Context(), "z", []string{"gone"}); err == nil && !is {
						t.Fatal("what was lost is not revoked")
					}
				}
				time.Sleep(10 * time.Millisecond)
			}
			eventually(t, "the loss is on record", func() bool { return s.admin.Exists(t.Context(), gapKey).Val() == 1 })
			for _, process := range []*redisstore.Store{one, two, late} {
				if _, _, err := process.Check(t.Context(), "z", []string{"gone"}); err == nil || process.Ready(t.Context()) == nil {
					t.Error("a process answers")
				}
			}
			time.Sleep(1500 * time.Millisecond) // every follower has seen the new data, and the loss is found once by each
			s.admin.Del(t.Context(), gapKey)
			for _, process := range []*redisstore.Store{one, two, late} {
				eventually(t, "an operator has dealt with it", func() bool { return process.Ready(t.Context()) == nil })
			}
			s.announce(t, redisstore.RevocationStream, event("next"))
			eventually(t, "events are in force", func() bool { return revoked(t, one, "next") && revoked(t, late, "next") })
		})
	}
}
