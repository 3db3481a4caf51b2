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
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// EndedSessions remembers sessions of the older protocol that clients have ended, for all replicas. A revocation.Store
// is one; what callers end then lies beside the revocations, at most 1,000 a day of each caller and process. Errors refuse.
type EndedSessions interface {
	Revoke(ctx context.Context, ttl time.Duration, anchors ...string) error
	Check(ctx context.Context, zone string, anchors []string) (revoked bool, epoch int64, err error)
}

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
func (s *sessions) make(p *principal.Principal, can capabilities, now time.Time) (string, error) {
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

// bindSession checks that the session of an older request belongs to its caller. What does not is unknown, whatever the
// reason. The stateless protocol has no sessions.
func (g gate) bindSession(w http.ResponseWriter, r *http.Request, x *exchange, modern bool) bool {
	if modern {
		return true
	}
	if !g.checkSession(w, r, x) {
		return false
	}
	x.session = r.Header["Mcp-Session-Id"][0]
	x.capabilities = sessionCapabilities(x.session)
	return true
}

// checkSession is bindSession without writing to x, which others may be reading.
func (g gate) checkSession(w http.ResponseWriter, r *http.Request, x *exchange) bool {
	ids := r.Header["Mcp-Session-Id"]
	valid, err := false, error(nil)
	if len(ids) == 1 {
		valid, err = g.sessions.valid(r.Context(), ids[0], x.principal, g.clock())
	}
	if err != nil {
		g.logger.ErrorContext(r.Context(), "ended sessions cannot be looked up", "error", err)
		g.writeReply(w, unavailableReply(x))
		return false
	}
	if !valid {
		writeProblem(w, http.StatusNotFound, "unknown_session", "there is no such session", "send initialize to begin one")
		return false
	}
	return true
}

// sessionCapabilities reads what the client of a valid session can do.
func sessionCapabilities(id string) capabilities {
	raw, err := base64.RawURLEncoding.DecodeString(id)
	if err != nil || len(raw) != sessionIDBytes {
		return 0
	}
	return capabilities(raw[sessionHeadBytes-1])
}

// beginSession gives the answer to initialize a session id.
func (s *Server) beginSession(x *exchange, r *reply) *reply {
	id, err := s.sessions.make(x.principal, parseCapabilities(x.msg.caps), s.clock())
	if err != nil {
		return unavailableReply(x)
	}
	r.session = id
	return r
}

// endSession handles DELETE.
func (g gate) endSession(w http.ResponseWriter, r *http.Request, x *exchange) {
	if isModern(r.Header.Get("Mcp-Protocol-Version")) {
		w.Header().Set("Allow", http.MethodPost)
		writeProblem(w, http.StatusMethodNotAllowed, "method_not_allowed", "the stateless protocol has no sessions to end", "")
		return
	}
	if !g.bindSession(w, r, x, false) {
		return
	}
	switch err := g.sessions.end(r.Context(), x.session, x.principal, g.clock()); {
	case errors.Is(err, errTooManyEnded):
		writeProblem(w, http.StatusTooManyRequests, "too_many_requests", err.Error(), "let sessions end by themselves")
	case err != nil:
		g.logger.ErrorContext(r.Context(), "ending a session failed", "error", err)
		g.writeReply(w, unavailableReply(x))
	default:
		g.clients.forget(x.session)
		g.listeners.forget(x.session)
		w.WriteHeader(http.StatusOK)
	}
}
