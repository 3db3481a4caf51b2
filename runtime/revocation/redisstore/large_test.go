package redisstore_test

import (
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	"github.com/mcpgen/mcpgen/runtime/revocation/redisstore"
)

// TestLargeEvents: events so large that a batch of them does not arrive in time are read one by one, and hold up
// neither what comes after them nor the requests for good.
func TestLargeEvents(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	for range 10 {
		s.admin.XAdd(t.Context(), &redis.XAddArgs{Stream: redisstore.RevocationStream, Values: []string{"junk", strings.Repeat("x", 256<<10)}})
	}
	s.announce(t, redisstore.RevocationStream, event("after"))
	p := newProxy(t, s.addr)
	p.delay.Store(int64(40 * time.Millisecond)) // for 64 KiB
	store := openAt(t, p.addr, short)
	err := store.Follow(redisstore.StreamConfig{HMACKey: hmacKey, MaxLag: time.Minute, ClaimAfter: time.Minute, Logger: leakcheck.Logger(nil)})
	if err != nil {
		t.Fatal(err)
	}
	for began := time.Now(); s.admin.Exists(t.Context(), redisstore.DefaultKeyPrefix+"after").Val() == 0; time.Sleep(50 * time.Millisecond) {
		if time.Since(began) > 6*patience {
			t.Fatal("what came after the large events is not in force")
		}
	}
	p.delay.Store(0)
	eventually(t, "ready", func() bool { return store.Ready(t.Context()) == nil })
}
