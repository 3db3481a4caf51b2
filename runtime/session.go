package mcpruntime

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/mark3labs/mcp-go/server"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// sessions makes and checks the session ids of the older protocol. An id is bound to its caller by a MAC over issuer,
// subject and client, so that another caller's valid token does not make it valid, and it ends after a day.
type sessions struct {
	key   []byte
	mu    sync.Mutex
	ended map[string]time.Time // deleted ids, until they would have ended anyway
}

const (
	sessionLifetime  = 24 * time.Hour
	maxEnded         = 100_000
	sessionHeadBytes = 8 + 16 + 1 // start, nonce, the client's capabilities
	sessionIDBytes   = sessionHeadBytes + sha256.Size
)

func newSessions(key []byte) (*sessions, error) {
	if key == nil {
		key = make([]byte, minSessionKeyBytes)
		if _, err := rand.Read(key); err != nil {
			return nil, fmt.Errorf("making a session key: %w", err)
		}
	}
	return &sessions{key: append([]byte(nil), key...), ended: map[string]time.Time{}}, nil
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
	if p != nil {
		for _, part := range []string{p.Issuer, p.Subject, p.ClientID} {
			var size [8]byte
			binary.BigEndian.PutUint64(size[:], uint64(len(part)))
			h.Write(size[:])
			h.Write([]byte(part))
		}
	}
	return h.Sum(dst)
}

// valid reports whether id is a running session of the caller.
func (s *sessions) valid(id string, p *principal.Principal, now time.Time) bool {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(id)
	if err != nil || len(raw) != sessionIDBytes || !hmac.Equal(raw[sessionHeadBytes:], s.mac(nil, raw[:sessionHeadBytes], p)) {
		return false
	}
	start := time.Unix(int64(binary.BigEndian.Uint64(raw)), 0)
	if now.Sub(start) > sessionLifetime {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, over := s.ended[id]
	return !over
}

// end makes id invalid for everybody.
func (s *sessions) end(id string, now time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.ended) >= maxEnded {
		for old, until := range s.ended {
			if now.After(until) {
				delete(s.ended, old)
			}
		}
		if len(s.ended) >= maxEnded {
			return errors.New("too many sessions were ended today")
		}
	}
	s.ended[id] = now.Add(sessionLifetime)
	return nil
}

// bindSession checks that the session of an older request belongs to its caller. What does not is unknown, whatever the
// reason. The stateless protocol has no sessions.
func (g gate) bindSession(w http.ResponseWriter, r *http.Request, x *exchange, modern bool) bool {
	if modern {
		return true
	}
	ids := r.Header["Mcp-Session-Id"]
	if len(ids) != 1 || !g.sessions.valid(ids[0], x.principal, g.clock()) {
		writeProblem(w, http.StatusNotFound, "unknown_session", "there is no such session", "send initialize to begin one")
		return false
	}
	x.session = ids[0]
	x.capabilities = sessionCapabilities(x.session)
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

// sessionIDs is what mcp-go asks for session ids. It sees the caller through the request's context.
type sessionIDs struct {
	*Server
	x *exchange
}

// sessionResolver hands mcp-go the session ids of one request; a nil request is its sweeper.
type sessionResolver struct{ *Server }

// ResolveSessionIdManager implements server.SessionIdManagerResolver.
func (r sessionResolver) ResolveSessionIdManager(req *http.Request) server.SessionIdManager {
	if req == nil {
		return sessionIDs{Server: r.Server}
	}
	return sessionIDs{r.Server, exchangeFrom(req.Context())}
}

// Generate implements server.SessionIdManager.
func (m sessionIDs) Generate() string {
	if m.x == nil {
		return ""
	}
	var can capabilities
	if m.x.msg != nil {
		can = parseCapabilities(m.x.msg.caps)
	}
	id, err := m.sessions.make(m.x.principal, can, m.clock())
	if err != nil {
		return ""
	}
	return id
}

// Validate implements server.SessionIdManager; the gate has already checked the id.
func (m sessionIDs) Validate(id string) (terminated bool, err error) {
	if m.x == nil || id == "" || m.x.session != id {
		return false, errors.New("unknown session")
	}
	return false, nil
}

// Terminate implements server.SessionIdManager. Without an exchange it is mcp-go's sweeper, which only frees memory.
func (m sessionIDs) Terminate(id string) (notAllowed bool, err error) {
	if m.x == nil {
		return false, nil
	}
	if m.x.session != id {
		return true, nil
	}
	m.clients.forget(id)
	m.listeners.forget(id)
	return false, m.sessions.end(id, m.clock())
}
