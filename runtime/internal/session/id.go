package session

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/mcpgen/mcpgen/runtime/internal/wire"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

// IDs makes and checks the session ids of the older protocol. An id is bound to its caller by a MAC over issuer,
// subject and client, so that another caller's valid token does not make it valid, and it ends after a day. Nothing is
// kept for a session until it is ended.
type IDs struct {
	key    []byte
	shared endedStore // nil: this process only

	mu     sync.Mutex
	ended  map[string]endedSession
	counts map[CallerID]int // of ended, by caller: one caller must not use up what all need
	swept  time.Time
}

// endedSession is remembered until the id would have ended anyway.
type endedSession struct {
	until  time.Time
	caller CallerID
}

const (
	sessionLifetime   = 24 * time.Hour
	maxEnded          = 100_000
	maxEndedPerCaller = 1_000
	sweepInterval     = time.Minute
	sessionHeadBytes  = 8 + 16 + 1 // start, nonce, the client's capabilities
	sessionIDBytes    = sessionHeadBytes + sha256.Size
)

// endedStore remembers for all replicas which sessions were ended; a nil one remembers nothing.
type endedStore interface {
	Revoke(ctx context.Context, ttl time.Duration, anchors ...string) error
	Check(ctx context.Context, zone string, anchors []string) (revoked bool, epoch int64, err error)
}

// MinKeyBytes is how long a key must be that binds sessions and states to their caller.
const MinKeyBytes = sha256.Size

// RandomKey returns a key for one process.
func RandomKey() ([]byte, error) {
	key := make([]byte, MinKeyBytes)
	if _, err := rand.Read(key); err != nil {
		return nil, fmt.Errorf("making a session key: %w", err)
	}
	return key, nil
}

// NewIDs returns ids that the key binds to their caller.
func NewIDs(key []byte, shared endedStore) *IDs {
	return &IDs{
		key: slices.Clone(key), shared: shared, ended: map[string]endedSession{}, counts: map[CallerID]int{},
	}
}

// Make returns a new id for the caller, who is nil without authentication. What the client can do stands in the id, so
// that every replica knows it.
func (s *IDs) Make(p *principal.Principal, can wire.Capabilities, now time.Time) (string, error) {
	raw := make([]byte, sessionHeadBytes, sessionIDBytes)
	binary.BigEndian.PutUint64(raw, uint64(now.Unix()))
	if _, err := rand.Read(raw[8:24]); err != nil {
		return "", err
	}
	raw[24] = byte(can)
	return base64.RawURLEncoding.EncodeToString(s.mac(raw, raw, p)), nil
}

// mac appends to dst the MAC that binds the head of an id to its caller.
func (s *IDs) mac(dst, head []byte, p *principal.Principal) []byte {
	h := hmac.New(sha256.New, s.key)
	h.Write(head)
	h.Write(callerParts(p))
	return h.Sum(dst)
}

// start returns when the session began, and whether id is one of the caller's that has not grown too old.
func (s *IDs) start(id string, p *principal.Principal, now time.Time) (time.Time, bool) {
	var buffer [sessionIDBytes]byte
	if len(id) != base64.RawURLEncoding.EncodedLen(sessionIDBytes) {
		return time.Time{}, false
	}
	raw := buffer[:]
	if _, err := base64.RawURLEncoding.Strict().Decode(raw, []byte(id)); err != nil {
		return time.Time{}, false
	}
	var mac [sha256.Size]byte
	if !hmac.Equal(raw[sessionHeadBytes:], s.mac(mac[:0], raw[:sessionHeadBytes], p)) {
		return time.Time{}, false
	}
	start := time.Unix(int64(binary.BigEndian.Uint64(raw)), 0)
	return start, now.Sub(start) <= sessionLifetime
}

// Valid reports whether id is a running session of the caller. An error means that it could not be found out.
func (s *IDs) Valid(ctx context.Context, id string, p *principal.Principal, now time.Time) (bool, error) {
	if _, ok := s.start(id, p, now); !ok {
		return false, nil
	}
	s.mu.Lock()
	_, over := s.ended[id]
	s.mu.Unlock()
	if over || s.shared == nil {
		return !over, nil
	}
	ended, _, err := s.shared.Check(ctx, "", []string{sessionAnchor(id)})
	return !ended && err == nil, err
}

// ErrTooManyEnded refuses to end a session: remembering it would cost memory that others need.
var ErrTooManyEnded = errors.New("the caller has ended too many sessions today")

// End makes id, a valid session of the caller, invalid for everybody.
func (s *IDs) End(ctx context.Context, id string, p *principal.Principal, now time.Time) error {
	start, ok := s.start(id, p, now)
	if !ok {
		return nil
	}
	until, caller := start.Add(sessionLifetime), CallerOf(p)
	if err := s.room(caller, now); err != nil {
		return err
	}
	if s.shared != nil {
		if err := s.shared.Revoke(ctx, until.Sub(now), sessionAnchor(id)); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, again := s.ended[id]; !again && (s.shared == nil || len(s.ended) < maxEnded) {
		s.ended[id] = endedSession{until, caller}
		s.counts[caller]++
	}
	return nil
}

// room says whether one more session of the caller may be remembered; in a shared store there is room for all callers.
func (s *IDs) room(caller CallerID, now time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	full := func() bool {
		return s.counts[caller] >= maxEndedPerCaller || len(s.ended) >= maxEnded && s.shared == nil
	}
	if full() && now.Sub(s.swept) >= sweepInterval {
		s.sweep(now)
	}
	if full() {
		return ErrTooManyEnded
	}
	return nil
}

// sweep forgets ended sessions that are too old to be valid.
func (s *IDs) sweep(now time.Time) {
	s.swept = now
	for id, e := range s.ended {
		if now.Before(e.until) {
			continue
		}
		delete(s.ended, id)
		if s.counts[e.caller]--; s.counts[e.caller] == 0 {
			delete(s.counts, e.caller)
		}
	}
}

// sessionAnchor is what a shared store remembers of an id; it is not the id, which its reader could use.
func sessionAnchor(id string) string {
	sum := sha256.Sum256([]byte(id))
	return "mcp-session:" + base64.RawURLEncoding.EncodeToString(sum[:])
}

// CapabilitiesOf reads what the client of a valid session can do.
func CapabilitiesOf(id string) wire.Capabilities {
	raw, err := base64.RawURLEncoding.DecodeString(id)
	if err != nil || len(raw) != sessionIDBytes {
		return 0
	}
	return wire.Capabilities(raw[sessionHeadBytes-1])
}
