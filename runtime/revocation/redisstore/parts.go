package redisstore

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

// Config configures a [Store].
type Config struct {
	// Client is a client for a single server, a cluster or sentinels, with TLS and an ACL user as needed. Required. It
	// must have ContextTimeoutEnabled, or timeouts would not hold. The store does not close it.
	Client redis.UniversalClient
	// KeyPrefix; empty: [DefaultKeyPrefix].
	KeyPrefix string
	// Timeout bounds one operation; 0: 500 ms.
	Timeout time.Duration
	// ProbeInterval is how old the last successful write may be before a Check writes a probe along; 0: 1 s.
	ProbeInterval time.Duration
	// InsecureAllowEviction lets Ready accept a Redis that may evict keys under memory pressure, and with them live
	// revocations, or one that does not tell.
	InsecureAllowEviction bool
}

// Store is a [revocation.Store] in Redis. Safe for concurrent use. Make it with [New].
type Store struct {
	cfg     Config
	probe   string
	written atomic.Int64 // when a write last succeeded, nanoseconds since the store was made
	begin   time.Time
	data    atomic.Pointer[string] // what identifies the data of Redis, as a follower found it
	owned   io.Closer              // the client, when Open made it

	mu        sync.RWMutex
	followers []*follower
	cancel    context.CancelFunc
	running   sync.WaitGroup
}

// StreamConfig configures [Store.Follow].
type StreamConfig struct {
	// HMACKey verifies the signatures of events; 32 bytes or more. Required, unless InsecureUnsigned.
	HMACKey []byte
	// InsecureUnsigned believes whoever can write to the streams.
	InsecureUnsigned bool
	// RevocationTTL is how long a revocation from the stream lives, and so the longest life of a mandate that can be taken
	// back: verifiers refuse others. 0: 24 hours, as in Caracal.
	RevocationTTL time.Duration
	// Group is the consumer group for both streams; empty: those of Caracal's resource servers, which is refused with a
	// Config.KeyPrefix of one's own. All processes that share this store share a group, and nobody else does: the work of
	// one is in force for all.
	Group string
	// Consumer names this process in the group; empty: a random name.
	Consumer string
	// ClaimAfter is how long an event may lie with another process before this one applies it; at most MaxLag; 0: 1 s.
	// Applying twice does no harm.
	ClaimAfter time.Duration
	// MaxLag is how long a stream may go unread before every Check fails; 0: 5 s.
	MaxLag time.Duration
	// Logger receives outages and rejected events; nil: [slog.Default].
	Logger *slog.Logger
}

// isNil tells an answer without messages from a failure.
func isNil(err error) bool { return errors.Is(err, redis.Nil) }

// follower applies the events of one stream. An event is acknowledged only when it is in force or in the dead letters,
// so one that cannot be applied is tried again, by this process or another.
type follower struct {
	store         *Store
	cfg           StreamConfig
	stream, group string
	apply         func(context.Context, map[string]string) error

	grouped    bool         // the consumer group is known to exist
	unfinished bool         // events may have been delivered to us that are not in force
	count      int          // how many events to ask for: batch, or fewer after answers that did not come in time
	current    atomic.Int64 // when everything on the stream was last in force, nanoseconds since the store was made
}

func randomName() string { return rand.Text() }
