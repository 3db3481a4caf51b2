package mandate_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

const (
	issuer   = "https://sts.example.com"
	audience = "resource://api"
	zone     = "zone-1"
	issued   = 1790000000
	expires  = 1790000300
)

// clock is a settable clock.
type clock struct{ nano atomic.Int64 }

func at(seconds int64) *clock {
	c := &clock{}
	c.set(time.Unix(seconds, 0))
	return c
}

func (c *clock) set(t time.Time) { c.nano.Store(t.UnixNano()) }
func (c *clock) now() time.Time  { return time.Unix(0, c.nano.Load()) }

// key is an ES256 key with its name.
type key struct {
	*ecdsa.PrivateKey
	id string
}

func newKey(t testing.TB, id string) key {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key{k, id}
}

// sign returns a token whose three parts are exactly header, payload and a genuine signature over them.
func (k key) sign(header, payload string) transport.Credential {
	signed := b64(header) + "." + b64(payload)
	digest := sha256.Sum256([]byte(signed))
	r, s, err := ecdsa.Sign(rand.Reader, k.PrivateKey, digest[:])
	if err != nil {
		panic(err)
	}
	sig := make([]byte, 64)
	r.FillBytes(sig[:32])
	s.FillBytes(sig[32:])
	return leakcheck.Secret(transport.Credential(signed + "." + b64(string(sig))))
}

// mandate signs claims with the header that a Caracal issuer sends.
func (k key) mandate(claims map[string]any) transport.Credential {
	return k.sign(`{"alg":"ES256","kid":"`+k.id+`","typ":"JWT"}`, jsonOf(claims))
}

func (k key) accessToken(claims map[string]any) transport.Credential {
	return k.sign(`{"alg":"ES256","kid":"`+k.id+`","typ":"at+jwt"}`, jsonOf(claims))
}

func b64(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

func jsonOf(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// valid returns the claims of the reference example, changed by with (nil removes).
func valid(with map[string]any) map[string]any {
	claims := map[string]any{
		"iss": issuer, "sub": "user-1", "aud": audience, "exp": expires, "iat": issued,
		"jti": "018f7d6a-8f4a-7d9f-9a54-5e4fd7df0001", "zone_id": zone, "client_id": "app-1", "scope": "read write",
		"sid": "authority-record-1", "root_sid": "authority-record-root", "use": "resource", "sub_type": "user",
		"target": []string{"resource://api"}, "agent_session_id": "session-child", "delegation_edge_id": "delegation-1",
		"source_session_id": "session-parent", "target_session_id": "session-child",
		"delegation_path": []string{"delegation-1"},
		"delegation_chain": []any{
			map[string]any{"application_id": "app-parent", "agent_session_id": "session-parent", "delegation_edge_id": "delegation-1"},
			map[string]any{"application_id": "app-1", "agent_session_id": "session-child"},
		},
		"hop_count": 1, "delegation_graph_epoch": 7,
	}
	for name, v := range with {
		claims[name] = v
		if v == nil {
			delete(claims, name)
		}
	}
	return claims
}

// world is an issuer that exists in memory.
type world struct {
	keys    func() []key
	fetches atomic.Int64
	down    atomic.Bool
}

func (w *world) RoundTrip(r *http.Request) (*http.Response, error) {
	w.fetches.Add(1)
	if w.down.Load() {
		return nil, errors.New("the issuer is down")
	}
	var set jose.JSONWebKeySet
	for _, k := range w.keys() {
		set.Keys = append(set.Keys, jose.JSONWebKey{Key: k.Public(), KeyID: k.id, Algorithm: "ES256", Use: "sig"})
	}
	return answer(http.StatusOK, jsonOf(set)), nil
}

func answer(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
}

func publishing(keys ...key) *world { return &world{keys: func() []key { return keys }} }

// caracal returns a configuration that accepts the reference example.
func caracal(w *world, now func() time.Time) mandate.Config {
	return mandate.Config{
		Issuer: issuer, Audience: audience, ZoneID: zone, Now: now,
		Revocations: revocation.NewMemory(revocation.MemoryConfig{Now: now}),
		HTTPClient:  &http.Client{Transport: w},
		Keys:        mandate.KeyPolicy{RefetchInterval: time.Millisecond},
		Logger:      leakcheck.Logger(nil),
	}
}

func oauth(w *world, now func() time.Time) mandate.Config {
	cfg := caracal(w, now)
	cfg.ZoneID, cfg.Revocations, cfg.JWKSURL = "", nil, issuer+"/keys"
	return cfg
}

func newVerifier(t testing.TB, cfg mandate.Config) *mandate.Verifier {
	t.Helper()
	v, err := mandate.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	return v
}

// codeOf returns the code of a refusal, "" for none, and fails the test on a result beside an error.
func codeOf(t testing.TB, v mandate.TokenVerifier, token transport.Credential) mandate.Code {
	t.Helper()
	m, err := v.Verify(context.Background(), token)
	_ = leakcheck.Error(err)
	if err == nil {
		if m.Principal() == nil {
			t.Error("verified, but there is no principal")
		}
		return ""
	}
	if m != nil {
		t.Error("a mandate beside an error")
	}
	var refusal *mandate.Error
	if !errors.As(err, &refusal) {
		t.Fatalf("error is a %T", err)
	}
	if refusal.Description == "" || refusal.Hint == "" {
		t.Errorf("refusal %s says not what to do", refusal.Code)
	}
	for _, c := range refusal.Description { // it goes into WWW-Authenticate, between quotes (RFC 6750 section 3)
		if c < ' ' || c > '~' || c == '"' || c == '\\' {
			t.Errorf("refusal %s has %q in its description", refusal.Code, c)
		}
	}
	return refusal.Code
}

var _ crypto.Signer = key{}
