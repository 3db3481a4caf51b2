package mcpruntime_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mcpgen/mcpgen/internal/test/interop"
	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/mandate"
)

// npm runs a script of testdata/npm with the Node that is installed there, or skips.
func npm(t *testing.T, script string, args ...string) *exec.Cmd {
	t.Helper()
	dir, err := filepath.Abs("../testdata/npm")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), interop.NPM(t, ".bin/node"), append([]string{script}, args...)...)
	cmd.Dir = dir
	return cmd
}

// authorizationServer starts oidc-provider and returns its issuer.
func authorizationServer(t *testing.T, resource, algorithm string) string {
	t.Helper()
	cmd := npm(t, "provider.mjs", resource, algorithm)
	var logged bytes.Buffer
	cmd.Stderr = leakcheck.Tee(&logged)
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("oidc-provider: %s", logged.String())
		}
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("oidc-provider does not start: %v\n%s", err, logged.String())
	}
	return strings.TrimSpace(line)
}

// stepUpServer is a server whose tokens come from oidc-provider.
func stepUpServer(t *testing.T, algorithm string) (endpoint, issuer string, events *recorder) {
	t.Helper()
	listener := httptest.NewUnstartedServer(nil)
	t.Cleanup(listener.Close)
	endpoint = "http://" + listener.Listener.Addr().String() + "/mcp"
	issuer = authorizationServer(t, endpoint, algorithm)
	verifier, err := mandate.New(mandate.Config{
		Issuer: issuer, Audience: endpoint, RequiredScopes: []string{"notes:read"}, Algorithms: []string{algorithm},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = verifier.Close() })
	if err := verifier.Warmup(t.Context()); err != nil {
		t.Fatal(err)
	}
	events = &recorder{}
	server, err := mcpruntime.New(mcpruntime.Config{Name: "stepup", Version: "1", Resource: endpoint, Verifier: verifier, Audit: leakcheck.Sink(events)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	err = server.Register(
		tool("read", mcpruntime.HideUnless(check.Scopes("notes:read"))),
		tool("write", mcpruntime.ChallengeUnless(check.Scopes("notes:write"))),
		tool("secret", mcpruntime.HideUnless(check.Scopes("notes:secret"))),
	)
	if err != nil {
		t.Fatal(err)
	}
	listener.Config.Handler = server.Handler()
	listener.Start()
	return endpoint, issuer, events
}

// TestStepUpByRealClients lets the TypeScript clients find out by themselves what they need.
func TestStepUpByRealClients(t *testing.T) {
	for _, algorithm := range []string{"RS256", "ES256"} {
		for _, library := range []string{"client", "sdk"} {
			t.Run(library+"/"+algorithm, func(t *testing.T) {
				endpoint, _, events := stepUpServer(t, algorithm)
				cmd := npm(t, "stepup.mjs", endpoint, library)
				var failed bytes.Buffer
				cmd.Stderr = leakcheck.Tee(&failed)
				out, err := cmd.Output()
				if err != nil {
					t.Fatalf("%v\n%s%s", err, out, failed.String())
				}
				var report struct {
					Authorizations []struct{ Scope, Resource, PKCE string }
					Calls          map[string]string
					Tools          []string
					Scope          string
					Secrets        []string // codes, verifiers, tokens
				}
				if err := json.Unmarshal(out, &report); err != nil {
					t.Fatalf("%v: %s", err, out)
				}
				for _, secret := range report.Secrets {
					leakcheck.Secret(secret)
				}
				if len(report.Authorizations) != 2 || len(report.Secrets) < 6 {
					t.Fatalf("authorizations: %+v, want two: to begin, and to step up; %d secrets", report.Authorizations, len(report.Secrets))
				}
				first, second := report.Authorizations[0], report.Authorizations[1]
				if first.Scope != "notes:read" || first.Resource != endpoint || first.PKCE != "S256" {
					t.Errorf("first authorization: %+v", first)
				}
				scopes := strings.Fields(second.Scope)
				slices.Sort(scopes)
				if !slices.Equal(scopes, []string{"notes:read", "notes:write"}) {
					t.Errorf("second authorization: %+v", second)
				}
				if report.Calls["read"] != "echo x" || report.Calls["write"] != "echo x" || !strings.Contains(report.Calls["secret"], "not found") {
					t.Errorf("calls: %v", report.Calls)
				}
				if !slices.Equal(report.Tools, []string{"read", "write"}) {
					t.Errorf("tools: %v", report.Tools)
				}
				var outcomes []string
				for _, e := range events.events {
					if e.Method == "tools/call" || e.Method == "" {
						outcomes = append(outcomes, e.Outcome)
					}
				}
				if want := []string{"unauthenticated", "allow", "challenge", "allow", "hidden"}; !slices.Equal(outcomes, want) {
					t.Errorf("outcomes %v, want %v", outcomes, want)
				}
			})
		}
	}
}

// TestClientCredentials is a machine that asks for exactly what it needs.
func TestClientCredentials(t *testing.T) {
	endpoint, issuer, _ := stepUpServer(t, "ES256")
	for scope, want := range map[string]string{"notes:read": "challenge", "notes:read notes:write": "allow"} {
		resp, err := http.PostForm(issuer+"/token", url.Values{
			"grant_type": {"client_credentials"}, "client_id": {"machine"}, "client_secret": {leakcheck.Secret("machine-secret")},
			"scope": {scope}, "resource": {endpoint},
		})
		if err != nil {
			t.Fatal(err)
		}
		var granted struct {
			AccessToken string `json:"access_token"`
		}
		err = json.NewDecoder(resp.Body).Decode(&granted)
		resp.Body.Close()
		if err != nil || granted.AccessToken == "" {
			t.Fatalf("no token: %v %s", err, resp.Status)
		}
		leakcheck.Secret(granted.AccessToken)
		s := &site{t: t, url: endpoint, sessions: map[string]string{}}
		for _, e := range eras {
			if a := s.call(e, granted.AccessToken, "write", `{"text":"x"}`); outcomeOf(a) != want {
				t.Errorf("%s %q: %s", e, scope, a)
			}
		}
	}
}
