package mcpruntime_test

import (
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/principal"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// odd makes requests that clients should not send, and some that they should.
type odd struct {
	*rand.Rand
	tokens []string
}

func (o odd) one(list ...string) string { return list[o.IntN(len(list))] }

// authorization is the value of a header.
func (o odd) authorization() string {
	if o.IntN(3) == 0 {
		return "Bearer " + o.one(o.tokens...) + o.one("", " ")
	}
	value := o.one("Bearer", "bearer", "bEARER", "Bearer:", "Bear", "Basic", "DPoP", "", "Bearer\t", "Token", "Béarer") +
		o.one(" ", "  ", "", "\t", "   ") + o.one(o.tokens...) + o.one("", "", " ", "  ", ",", "=", " x", "\t", ", Bearer x", "\x7f", "é")
	if o.IntN(20) == 0 {
		value += strings.Repeat("a", o.IntN(20_000))
	}
	return value
}

// query is what stands behind the question mark.
func (o odd) query() string {
	if o.IntN(3) > 0 {
		return ""
	}
	name := o.one("access_token", "access%5Ftoken", "access%5ftoken", "%61ccess_token", "ACCESS_TOKEN", "access-token", "access_token[]", "x_access_token", "access+token", "token")
	return o.one("", "a=b&", "&&", "a;", "%zz&") + name + o.one("=", "", "==", "=%zz") + o.one(append(o.tokens, "")...) + o.one("", "&c", ";d", "#e")
}

func (o odd) request() *http.Request {
	r := httptest.NewRequest(http.MethodPost, "https://mcp.example.com/mcp", strings.NewReader(`{"jsonrpc":"2.0","method":"notifications/x"}`))
	r.URL.RawQuery = o.query()
	for range []int{0, 1, 1, 1, 1, 2, 3}[o.IntN(7)] {
		r.Header["Authorization"] = append(r.Header["Authorization"], o.authorization())
	}
	r.Header.Set("Content-Type", "application/json")
	return r
}

// TestGateAndHandlerAreOneRFC6750: the gate of a server and mandate.Handler, which protects any other handler, refuse and
// accept the same requests with the same words.
func TestGateAndHandlerAreOneRFC6750(t *testing.T) {
	const metadata = "https://mcp.example.com/.well-known/oauth-protected-resource/mcp"
	good := leakcheck.Secret("good-" + strings.Repeat("g", 32))
	poor := leakcheck.Secret("poor-" + strings.Repeat("p", 32))
	late := leakcheck.Secret("late-" + strings.Repeat("l", 32))
	now := time.Now()
	verifier, err := mandate.NewStatic(mandate.StaticConfig{
		Issuer: "https://issuer.example", RequiredScopes: []string{"base"}, Now: func() time.Time { return now },
		Tokens: []mandate.StaticToken{
			{Token: transport.Credential(good), Subject: "alice", Scopes: []string{"base", "read"}, ExpiresAt: now.Add(time.Hour)},
			{Token: transport.Credential(poor), Subject: "bob", Scopes: []string{"read", "offline_access", "write"}, ExpiresAt: now.Add(time.Hour)},
			{Token: transport.Credential(late), Subject: "carol", Scopes: []string{"base"}, ExpiresAt: now.Add(time.Second)},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Minute)
	server, err := mcpruntime.New(mcpruntime.Config{
		Name: "n", Version: "1", Resource: "https://mcp.example.com/mcp", Verifier: verifier, Audit: leakcheck.Sink(nil),
		Logger: leakcheck.Logger(nil),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	passed := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	handler := mandate.Handler(mandate.HandlerConfig{Verifier: verifier, ResourceMetadata: metadata}, passed)

	o := odd{rand.New(rand.NewPCG(5, 6)), []string{good, good, poor, late, "unknown", "", "a.b.c", "Bearer"}}
	seen := map[int]int{}
	for range 5000 {
		r := o.request()
		gate, other := httptest.NewRecorder(), httptest.NewRecorder()
		server.Handler().ServeHTTP(gate, r.Clone(t.Context()))
		handler.ServeHTTP(other, r.Clone(t.Context()))
		seen[other.Code]++
		if other.Code == http.StatusTeapot {
			if gate.Header().Get("Www-Authenticate") != "" || gate.Code == 401 {
				t.Fatalf("%q %q: the handler accepts, the gate says %d", r.URL, r.Header["Authorization"], gate.Code)
			}
			continue
		}
		if diff := cmp.Diff(refusalOf(t, other), refusalOf(t, gate)); diff != "" {
			t.Fatalf("%q %q: handler (-) and gate (+) differ: %s", r.URL, r.Header["Authorization"], diff)
		}
		if _, query := url.ParseQuery(r.URL.RawQuery); query == nil && r.URL.Query().Has("access_token") && gate.Code != 400 {
			t.Fatalf("%q: a token in the query gives %d", r.URL, gate.Code)
		}
	}
	for _, status := range []int{400, 401, 403, http.StatusTeapot} {
		if seen[status] < 50 {
			t.Errorf("only %d requests gave %d: %v", seen[status], status, seen)
		}
	}
}

// refusal is what a client learns.
type refusal struct {
	Status                  int
	Challenge, CacheControl string
	Body                    map[string]string
}

func refusalOf(t *testing.T, w *httptest.ResponseRecorder) refusal {
	t.Helper()
	r := refusal{w.Code, w.Header().Get("Www-Authenticate"), w.Header().Get("Cache-Control"), nil}
	if err := json.Unmarshal(w.Body.Bytes(), &r.Body); err != nil {
		t.Fatalf("%d %s: %v", w.Code, w.Body, err)
	}
	return r
}

// TestStepUpKeepsWhatTheCallerHas: a token without the scopes that every request needs is told them and its own, since a
// client may ask for nothing but the scopes of the challenge.
func TestStepUpKeepsWhatTheCallerHas(t *testing.T) {
	for why, row := range map[string]struct {
		challenge mandate.Challenge
		want      string
	}{
		"its own come last":              {mandate.Challenge{Error: "insufficient_scope", Scopes: []string{"base"}, Held: scopeSet("read write")}, `Bearer error="insufficient_scope", scope="base read write"`},
		"none is named twice":            {mandate.Challenge{Scopes: []string{"base"}, Held: scopeSet("base read")}, `Bearer scope="base read"`},
		"offline_access is the client's": {mandate.Challenge{Scopes: []string{"base"}, Held: scopeSet("offline_access read")}, `Bearer scope="base read"`},
		"what breaks the header is left": {mandate.Challenge{Scopes: []string{"base"}, Held: scopeSet(`a"b c\d é`)}, `Bearer scope="base"`},
		"nothing is asked for":           {mandate.Challenge{}, `Bearer`},
		"texts are quoted":               {mandate.Challenge{Error: "invalid_token", Description: "a \"b\"\n"}, `Bearer error="invalid_token", error_description="a 'b''"`},
	} {
		if got := row.challenge.String(); got != row.want {
			t.Errorf("%s: %s, want %s", why, got, row.want)
		}
	}
	long := mandate.Challenge{Scopes: []string{"base"}, Held: scopeSet(strings.Repeat("scope ", 10) + strings.Repeat("x", 5000))}
	if got := long.String(); len(got) > 5000 {
		t.Errorf("a challenge of %d bytes", len(got))
	}
}

func scopeSet(scopes string) principal.Set { return principal.SetOf(strings.Fields(scopes)...) }
