package redisstore_test

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/mcpgen/mcpgen/runtime/revocation/redisstore"
)

// TestSignVectors: Caracal's own vectors.
func TestSignVectors(t *testing.T) {
	t.Parallel()
	var vectors []struct {
		Description, Stream string
		Values              map[string]*string
		Key                 string `json:"hmac_key_hex"`
		Want                string `json:"expected_sig_hex"`
	}
	raw, err := os.ReadFile("testdata/stream-sig.vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &vectors); err != nil || len(vectors) == 0 {
		t.Fatal(err)
	}
	for _, v := range vectors {
		key, err := hex.DecodeString(v.Key)
		if err != nil {
			t.Fatal(err)
		}
		fields := map[string]string{}
		for name, value := range v.Values {
			if value != nil { // Redis has no null: such a field is not sent
				fields[name] = *value
			}
		}
		if got := redisstore.Sign(key, v.Stream, fields); got != v.Want {
			t.Errorf("%s: %s", v.Description, got)
		}
	}
}

// TestEventsInForce: each anchor of an event, within a second, for every process that shares the store.
func TestEventsInForce(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	one, two := s.follow(t), s.follow(t)
	began := time.Now()
	s.announce(t, redisstore.RevocationStream, map[string]string{"zone_id": "zone-1", "session_id": "authority-record-1", "reason": "grant_revoked",
		"sid": "s1", "root_sid": "r1", "agent_session_id": "a1", "delegation_edge_id": "d1", "grant_id": "grant-1"})
	for _, anchor := range []string{"authority-record-1", "s1", "r1", "a1", "d1"} {
		eventually(t, anchor+" is revoked", func() bool { return revoked(t, one, anchor) && revoked(t, two, anchor) })
	}
	for _, other := range []string{"zone-1", "grant_revoked", "grant-1"} {
		if revoked(t, one, other) {
			t.Errorf("%s is revoked", other)
		}
	}
	epoch := func() int64 { _, n, _ := two.Check(t.Context(), "zone-1", nil); return n }
	s.announce(t, redisstore.DelegationStream, map[string]string{"event": "edge_expire", "zone_id": "zone-1", "epoch": "10"})
	eventually(t, "the epoch is in force", func() bool { return epoch() == 10 })
	s.announce(t, redisstore.DelegationStream, map[string]string{"zone_id": "zone-1", "epoch": "9"})
	s.announce(t, redisstore.DelegationStream, map[string]string{"zone_id": "zone-2", "epoch": "1"})
	eventually(t, "later events are applied", func() bool { _, n, _ := two.Check(t.Context(), "zone-2", nil); return n == 1 })
	if n := epoch(); n != 10 {
		t.Errorf("an older event moved the epoch to %d", n)
	}
	t.Logf("all in force after %v", time.Since(began))
}

// TestEventsBeforeUs: what was announced before the first consumer came is applied, before anything is answered.
func TestEventsBeforeUs(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	for range 250 {
		s.announce(t, redisstore.RevocationStream, map[string]string{"zone_id": "z", "session_id": "old", "reason": "r"})
	}
	s.announce(t, redisstore.RevocationStream, map[string]string{"zone_id": "z", "session_id": "last", "reason": "r"})
	store := s.follow(t) // returns when ready
	if !revoked(t, store, "last") {
		t.Error("ready before the end of the stream was in force")
	}
}

// TestPoison: what cannot be applied goes to the dead letters with its reason, is acknowledged, and holds nothing up.
func TestPoison(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	store := s.follow(t)
	good := map[string]string{"zone_id": "z", "session_id": "x", "reason": "r"}
	raw := func(stream string, values ...string) {
		if err := s.admin.XAdd(t.Context(), &redis.XAddArgs{Stream: stream, Values: values}).Err(); err != nil {
			t.Fatal(err)
		}
	}
	sig := redisstore.Sign(hmacKey, redisstore.RevocationStream, good)
	raw(redisstore.RevocationStream, "zone_id", "z", "session_id", "x", "reason", "r")                         // no signature
	raw(redisstore.RevocationStream, "zone_id", "z", "session_id", "x", "reason", "r", "_sig", "0123")         // a wrong one
	raw(redisstore.RevocationStream, "zone_id", "z", "session_id", "y", "reason", "r", "_sig", sig)            // of another event
	raw(redisstore.RevocationStream, "zone_id", "z", "session_id", "x\nzone_id=z", "reason", "r", "_sig", sig) // cut up differently
	raw(redisstore.RevocationStream, "reason", "r\nsession_id=x\nzone_id=z", "_sig", sig)                      // the same, without its anchor
	s.announce(t, redisstore.RevocationStream, map[string]string{"zone_id": "z", "reason": "r"})
	s.announce(t, redisstore.RevocationStream, map[string]string{"zone_id": "z", "session_id": "delegation-epoch:z", "reason": "r"})
	raw(redisstore.DelegationStream, "zone_id", "z", "epoch", "5", "_sig", redisstore.Sign(hmacKey, redisstore.RevocationStream, map[string]string{"zone_id": "z", "epoch": "5"}))
	for _, epoch := range []string{"", "x", "-1", "1.5", "1e3", "99999999999999999999"} {
		s.announce(t, redisstore.DelegationStream, map[string]string{"zone_id": "z", "epoch": epoch})
	}
	s.announce(t, redisstore.DelegationStream, map[string]string{"epoch": "5"})
	s.announce(t, redisstore.RevocationStream, map[string]string{"zone_id": "z", "session_id": "after", "reason": "r"})

	eventually(t, "the event after the poison is in force", func() bool { return revoked(t, store, "after") })
	eventually(t, "the other stream is done", func() bool { return s.admin.XLen(t.Context(), redisstore.DelegationStream+".dead").Val() == 8 })
	if _, epoch, _ := store.Check(t.Context(), "z", nil); epoch != 0 || revoked(t, store, "x") || revoked(t, store, "y") {
		t.Error("poison is in force")
	}
	checkDead(t, s, redisstore.RevocationStream, "invalid_signature", "invalid_signature", "invalid_signature", "ambiguous_fields", "ambiguous_fields",
		"missing_revocation_anchor", "invalid_revocation_anchor")
	checkDead(t, s, redisstore.DelegationStream, "invalid_signature", "invalid_delegation_epoch", "invalid_delegation_epoch", "invalid_delegation_epoch",
		"invalid_delegation_epoch", "invalid_delegation_epoch", "invalid_delegation_epoch", "invalid_delegation_epoch")
}

func checkDead(t *testing.T, s *server, stream string, reasons ...string) {
	t.Helper()
	letters := s.admin.XRange(t.Context(), stream+".dead", "-", "+").Val()
	if len(letters) != len(reasons) {
		t.Fatalf("%d dead letters on %s, want %d", len(letters), stream, len(reasons))
	}
	for i, letter := range letters {
		if letter.Values["reason"] != reasons[i] || letter.Values["source_id"] == "" || letter.Values["payload"] == "" {
			t.Errorf("letter %d is %v, want reason %s", i, letter.Values, reasons[i])
		}
	}
	eventually(t, "everything is acknowledged", func() bool {
		p, err := s.admin.XPending(t.Context(), stream, map[string]string{redisstore.RevocationStream: "resource-revocation", redisstore.DelegationStream: "resource-delegation-invalidation"}[stream]).Result()
		return err == nil && p.Count == 0
	})
}

// TestTakesOver: an event that a consumer took and never finished is applied by another.
func TestTakesOver(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	if err := s.admin.XGroupCreateMkStream(t.Context(), redisstore.RevocationStream, "resource-revocation", "0").Err(); err != nil {
		t.Fatal(err)
	}
	s.announce(t, redisstore.RevocationStream, map[string]string{"zone_id": "z", "session_id": "left behind", "reason": "r"})
	err := s.admin.XReadGroup(t.Context(), &redis.XReadGroupArgs{Group: "resource-revocation", Consumer: "crashed", Streams: []string{redisstore.RevocationStream, ">"}}).Err()
	if err != nil {
		t.Fatal(err)
	}
	store := s.follow(t)
	eventually(t, "it is in force", func() bool { return revoked(t, store, "left behind") })
}

// TestOutageOfStreams: while events cannot be read every Check fails; afterwards those announced meanwhile are in
// force, without a restart.
func TestOutageOfStreams(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	store := follow(t, openAt(t, s.addr, short), time.Second)
	s.announce(t, redisstore.RevocationStream, map[string]string{"zone_id": "z", "session_id": "gone", "reason": "r"})
	eventually(t, "in force", func() bool { return revoked(t, store, "gone") })

	s.signal(t, syscall.SIGSTOP)
	time.Sleep(1200 * time.Millisecond) // past MaxLag
	began := time.Now()
	if _, _, err := store.Check(t.Context(), "zone-1", []string{"fine"}); err == nil || time.Since(began) > patience {
		t.Errorf("paused: %v after %v", err, time.Since(began))
	}
	s.signal(t, syscall.SIGCONT)
	recovered(t, store, "continued")

	s.stop()
	s.start(t)
	s.announce(t, redisstore.RevocationStream, map[string]string{"zone_id": "z", "session_id": "after restart", "reason": "r"})
	recovered(t, store, "restarted")
	eventually(t, "in force", func() bool { return revoked(t, store, "after restart") })

	s.admin.Del(t.Context(), redisstore.RevocationStream) // and the group with it
	s.announce(t, redisstore.RevocationStream, map[string]string{"zone_id": "z", "session_id": "new stream", "reason": "r"})
	eventually(t, "a new stream is followed", func() bool {
		r, _, err := store.Check(t.Context(), "", []string{"new stream"})
		return err == nil && r
	})
}

// TestEventThatCannotBeApplied: while Redis takes no writes, an event stays pending; it is in force afterwards.
func TestEventThatCannotBeApplied(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	store := s.follow(t)
	s.set(t, "min-replicas-to-write", "0")
	// The event is written first, then writing is forbidden before the follower can apply it or not: either way it must
	// be in force in the end.
	for i := range 20 {
		s.announce(t, redisstore.RevocationStream, map[string]string{"zone_id": "z", "session_id": "e" + string(rune('a'+i)), "reason": "r"})
		s.set(t, "min-replicas-to-write", "1")
		time.Sleep(5 * time.Millisecond)
		s.set(t, "min-replicas-to-write", "0")
	}
	eventually(t, "ready again", func() bool { return store.Ready(t.Context()) == nil })
	for i := range 20 {
		anchor := "e" + string(rune('a'+i))
		eventually(t, anchor+" is in force", func() bool {
			r, _, err := store.Check(t.Context(), "", []string{anchor})
			return err == nil && r
		})
	}
}
