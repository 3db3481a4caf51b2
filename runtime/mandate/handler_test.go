package mandate_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mcpgen/mcpgen/runtime/mandate"
)

// TestHandler is the Validate table of the Caracal guide over HTTP, and what RFC 6750 asks besides.
func TestHandler(t *testing.T) {
	t.Parallel()
	k := newKey(t, "k1")
	cfg := caracal(publishing(k), at(issued+100).now)
	cfg.RequiredScopes, cfg.RequireAgent = []string{"read"}, true
	revoke(t, &cfg, "revoked-session")
	v := newVerifier(t, cfg)
	bearer := func(with map[string]any) []string { return []string{"Bearer " + string(k.mandate(valid(with)))} }
	const meta = `resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource"`
	for _, row := range []struct {
		name, query   string
		authorization []string
		status        int
		code          mandate.Code
		challenge     string
	}{
		{"accepted", "", bearer(nil), 200, "", ""},
		{"scheme in other case", "", []string{"bEaReR " + string(k.mandate(valid(nil)))}, 200, "", ""},
		{"missing bearer token", "", nil, 401, mandate.CodeMissingToken, `Bearer scope="read", ` + meta},
		{"another scheme", "", []string{"Basic YTpi"}, 401, mandate.CodeMissingToken, `Bearer scope="read", ` + meta},
		{"empty bearer", "", []string{"Bearer "}, 401, mandate.CodeMissingToken, `Bearer scope="read", ` + meta},
		{"wrong audience", "", bearer(map[string]any{"aud": "x"}), 401, mandate.CodeInvalidToken, `Bearer error="invalid_token", error_description="the token was issued for another audience", ` + meta},
		{"missing scope", "", bearer(map[string]any{"scope": "write"}), 403, mandate.CodeInsufficientScope, `Bearer error="insufficient_scope", error_description="the token lacks a scope that every request to this server needs", scope="read write", ` + meta},
		{"revoked session", "", bearer(map[string]any{"sid": "revoked-session"}), 401, mandate.CodeSessionRevoked, `Bearer error="invalid_token", error_description="the session or delegation behind the token was revoked", ` + meta},
		{"no agent", "", bearer(map[string]any{"agent_session_id": nil}), 403, mandate.CodeAgentRequired, `Bearer ` + meta},
		{"two headers", "", append(bearer(nil), bearer(nil)...), 400, mandate.CodeInvalidRequest, `Bearer error="invalid_request", error_description="the request carries more than one Authorization header", ` + meta},
		{"token in the query", "?access_token=x", bearer(nil), 400, mandate.CodeInvalidRequest, `Bearer error="invalid_request", error_description="the token was sent in the query, where logs would keep it", ` + meta},
		{"token in the query, escaped", "?access%5ftoken=x", bearer(nil), 400, mandate.CodeInvalidRequest, `Bearer error="invalid_request", error_description="the token was sent in the query, where logs would keep it", ` + meta},
	} {
		t.Run(row.name, func(t *testing.T) {
			ran := false
			h := mandate.Handler(mandate.HandlerConfig{Verifier: v, ResourceMetadata: "https://mcp.example.com/.well-known/oauth-protected-resource"},
				http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
					m, ok := mandate.FromContext(r.Context())
					ran = ok && m.Principal().Subject == "user-1"
				}))
			req := httptest.NewRequest(http.MethodGet, "/"+row.query, nil)
			req.Header["Authorization"] = row.authorization
			rec := httptest.NewRecorder()
			h.ServeHTTP(rec, req)
			if rec.Code != row.status || ran != (row.status == 200) {
				t.Errorf("status %d, handler ran: %v", rec.Code, ran)
			}
			if diff := cmp.Diff(row.challenge, rec.Header().Get("WWW-Authenticate")); diff != "" {
				t.Error(diff)
			}
			if row.code != "" {
				checkBody(t, rec.Body.Bytes(), row.code)
			}
		})
	}
}

func checkBody(t *testing.T, raw []byte, code mandate.Code) {
	t.Helper()
	var body map[string]string
	if err := json.Unmarshal(raw, &body); err != nil {
		t.Fatal(err)
	}
	if body["error"] != string(code) || body["error_description"] == "" || body["error_hint"] == "" {
		t.Errorf("body %s", raw)
	}
}

// TestHandlerCannotDecide: no verifier, or a store that is down, is 503 and the handler does not run.
func TestHandlerCannotDecide(t *testing.T) {
	t.Parallel()
	k := newKey(t, "k1")
	cfg := caracal(publishing(k), at(issued+100).now)
	cfg.Revocations = broken{}
	for name, v := range map[string]mandate.TokenVerifier{"nil verifier": nil, "store down": newVerifier(t, cfg)} {
		h := mandate.Handler(mandate.HandlerConfig{Verifier: v}, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the handler runs") }))
		req := httptest.NewRequest(http.MethodGet, "/", nil)
		req.Header.Set("Authorization", "Bearer "+string(k.mandate(valid(nil))))
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, req)
		if rec.Code != 503 || rec.Header().Get("Retry-After") == "" || rec.Header().Get("WWW-Authenticate") != "" || strings.Contains(rec.Body.String(), "the store is down") {
			t.Errorf("%s: %d %v %s", name, rec.Code, rec.Header(), rec.Body)
		}
	}
}

// TestRefusalsRevealNothing: no text of any refusal repeats the token or a claim, however it is printed.
func TestRefusalsRevealNothing(t *testing.T) {
	t.Parallel()
	k := newKey(t, "k1")
	for name, secret := range map[string]any{"iss": "secret-value", "aud": "secret-value", "zone_id": "secret-value", "sub": 1, "use": "secret-value",
		"scope": "secret-value", "hop_count": "secret-value"} {
		cfg := caracal(publishing(k), at(issued+100).now)
		cfg.RequiredScopes = []string{"read"}
		token := k.mandate(valid(map[string]any{name: secret, "sid": "secret-value"}))
		_, err := newVerifier(t, cfg).Verify(t.Context(), token)
		if err == nil {
			t.Fatalf("%s is accepted", name)
		}
		cause := fmt.Sprint(errors.Unwrap(err))
		for _, printed := range []string{cause, err.Error(), fmt.Sprintf("%+v", err), fmt.Sprintf("%#v", err), jsonOf(err)} {
			if strings.Contains(printed, "secret-value") || strings.Contains(printed, string(token)) {
				t.Errorf("%s: %s", name, printed)
			}
		}
	}
}
