package mcpruntime

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

// sessions makes and checks the session ids of the older protocol. An id is bound to its caller by a MAC over issuer,
// subject and client, so that another caller's valid token does not make it valid, and it ends after a day. Nothing is
// kept for a session until it is ended.
type sessions struct {
	key    []byte
	shared EndedSessions // nil: this process only

	mu     sync.Mutex
	ended  map[string]endedSession
	counts map[callerID]int // of ended, by caller: one caller must not use up what all need
	swept  time.Time
}

// endedSession is remembered until the id would have ended anyway.
type endedSession struct {
	until  time.Time
	caller callerID
}

// callerID stands for issuer, subject and client.
type callerID [sha256.Size]byte

const (
	sessionLifetime   = 24 * time.Hour
	maxEnded          = 100_000
	maxEndedPerCaller = 1_000
	sweepInterval     = time.Minute
	sessionHeadBytes  = 8 + 16 + 1 // start, nonce, the client's capabilities
	sessionIDBytes    = sessionHeadBytes + sha256.Size
)

func newSessions(key []byte, shared EndedSessions) (*sessions, error) {
	if key == nil {
		key = make([]byte, minSessionKeyBytes)
		if _, err := rand.Read(key); err != nil {
			return nil, fmt.Errorf("making a session key: %w", err)
		}
	}
	return &sessions{
		key: slices.Clone(key), shared: shared, ended: map[string]endedSession{}, counts: map[callerID]int{},
	}, nil
}

// make returns a new id for the caller, who is nil without authentication. What the client can do stands in the id, so
// that every replica knows it.
func (s *sessions) make(p *principal.Principal, can wire.Capabilities, now time.Time) (string, error) {
	raw := make([]byte, sessionHeadBytes, sessionIDBytes)
	binary.BigEndian.PutUint64(raw, uint64(now.Unix()))
	if _, err := rand.Read(raw[8:24]); err != nil {
		return "", err
	}
	raw[24] = byte(can)
	return base64.RawURLEncoding.EncodeToString(s.mac(raw, raw, p)), nil
}

// mac appends to dst the MAC that binds the head of an id to its caller.
func (s *sessions) mac(dst, head []byte, p *principal.Principal) []byte {
	h := hmac.New(sha256.New, s.key)
	h.Write(head)
	h.Write(callerParts(p))
	return h.Sum(dst)
}

// callerOf stands for who p is, also for nobody.
func callerOf(p *principal.Principal) callerID { return sha256.Sum256(callerParts(p)) }

// callerParts writes down who p is, each part with its length.
func callerParts(p *principal.Principal) []byte {
	if p == nil {
		return nil
	}
	b := make([]byte, 0, 24+len(p.Issuer)+len(p.Subject)+len(p.ClientID))
	for _, part := range []string{p.Issuer, p.Subject, p.ClientID} {
		b = append(binary.BigEndian.AppendUint64(b, uint64(len(part))), part...)
	}
	return b
}

// start returns when the session began, and whether id is one of the caller's that has not grown too old.
func (s *sessions) start(id string, p *principal.Principal, now time.Time) (time.Time, bool) {
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

// valid reports whether id is a running session of the caller. An error means that it could not be found out.
func (s *sessions) valid(ctx context.Context, id string, p *principal.Principal, now time.Time) (bool, error) {
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

// errTooManyEnded refuses to end a session: remembering it would cost memory that others need.
var errTooManyEnded = errors.New("the caller has ended too many sessions today")

// end makes id, a valid session of the caller, invalid for everybody.
func (s *sessions) end(ctx context.Context, id string, p *principal.Principal, now time.Time) error {
	start, ok := s.start(id, p, now)
	if !ok {
		return nil
	}
	until, caller := start.Add(sessionLifetime), callerOf(p)
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
func (s *sessions) room(caller callerID, now time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	full := func() bool {
		return s.counts[caller] >= maxEndedPerCaller || len(s.ended) >= maxEnded && s.shared == nil
	}
	if full() && now.Sub(s.swept) >= sweepInterval {
		s.sweep(now)
	}
	if full() {
		return errTooManyEnded
	}
	return nil
}

// sweep forgets ended sessions that are too old to be valid.
func (s *sessions) sweep(now time.Time) {
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

// sessionCapabilities reads what the client of a valid session can do.
func sessionCapabilities(id string) wire.Capabilities {
	raw, err := base64.RawURLEncoding.DecodeString(id)
	if err != nil || len(raw) != sessionIDBytes {
		return 0
	}
	return wire.Capabilities(raw[sessionHeadBytes-1])
}
