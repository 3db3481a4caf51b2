package session

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"
)

// StateLifetime is how long a user may take to answer an input request.
const StateLifetime = 15 * time.Minute

// MaxStateBytes bounds what is sealed and opened, as the client sees it.
const MaxStateBytes = 64 << 10

// States seals the requestState of input-required results. The client carries it from one round to the next; it
// can neither read nor change it, nor use it for another caller, component or arguments, nor after it expired. mcp-go
// passes it through unprotected (TestLimitRequestStateIsUnprotected). Replicas that share Config.SessionKey open each
// other's. Within its lifetime the same caller may use it again for the same call: it is no one-time token.
type States struct{ aead cipher.AEAD }

// NewStates returns what seals and opens with a key derived from that of the sessions.
func NewStates(sessionKey []byte) (*States, error) {
	key, err := hkdf.Key(sha256.New, sessionKey, nil, "mcpgen requestState v1", 32)
	if err != nil {
		return nil, fmt.Errorf("deriving the key of request states: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return &States{aead}, nil
}

// ErrState refuses a state that does not open, whatever the reason.
var ErrState = errors.New("the requestState is not valid for this request")

// Seal returns the text for the client. The layout is nonce, then the sealed expiry and state.
func (r *States) Seal(state string, now time.Time, binding []byte) (string, error) {
	size := r.aead.NonceSize() + 8 + len(state) + r.aead.Overhead()
	if base64.RawURLEncoding.EncodedLen(size) > MaxStateBytes {
		return "", fmt.Errorf("a requestState of %d bytes is too large to come back", len(state))
	}
	out := make([]byte, r.aead.NonceSize(), size)
	if _, err := rand.Read(out); err != nil {
		return "", err
	}
	plain := binary.BigEndian.AppendUint64(nil, uint64(now.Add(StateLifetime).Unix()))
	plain = append(plain, state...)
	return base64.RawURLEncoding.EncodeToString(r.aead.Seal(out, out, plain, binding)), nil
}

// Open returns the state that Seal was given, for the same binding and before it expired.
func (r *States) Open(text string, now time.Time, binding []byte) (string, error) {
	if len(text) > MaxStateBytes || strings.ContainsAny(text, "\r\n") { // which base64 skips, even when it is strict
		return "", ErrState
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	size := r.aead.NonceSize()
	if err != nil || len(raw) < size {
		return "", ErrState
	}
	plain, err := r.aead.Open(nil, raw[:size], raw[size:], binding)
	if err != nil || len(plain) < 8 || now.Unix() >= int64(binary.BigEndian.Uint64(plain)) {
		return "", ErrState
	}
	return string(plain[8:]), nil
}
