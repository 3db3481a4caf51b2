package mcpruntime_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/audit"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/principal"
	"github.com/mcpgen/mcpgen/runtime/revocation"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// TestNoTokenIsWrittenAnywhere runs tokens of every fate through a server whose logs, audit lines, errors and answers are
// kept, and searches them for any part of a token. Functions and checks print whatever they get hold of.
func TestNoTokenIsWrittenAnywhere(t *testing.T) {
	var written syncBuffer
	previous := slog.Default()
	slog.SetDefault(leakcheck.Logger(&written))
	t.Cleanup(func() { slog.SetDefault(previous) })

	listener := httptest.NewUnstartedServer(nil)
	t.Cleanup(listener.Close)
	url := "http://" + listener.Listener.Addr().String() + "/mcp"
	issuer, err := devissuer.New(devissuer.Config{ZoneID: "zone", Audience: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = issuer.Close() })
	if err := issuer.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	revocations := revocation.NewMemory(revocation.MemoryConfig{})
	verifier, err := mandate.New(mandate.Config{Issuer: issuer.URL(), Audience: url, ZoneID: "zone", Revocations: revocations})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = verifier.Close() })

	talkative := func(_ context.Context, r *check.Request) error {
		return fmt.Errorf("refused %+v %#v %v with %q", *r.Principal, r.Principal, r, r.Principal.Credential)
	}
	panicking := func(r *check.Request) bool { panic(fmt.Sprintf("%+v", *r.Principal)) }
	server, err := mcpruntime.New(mcpruntime.Config{
		Name: "n", Version: "1", Resource: url, Verifier: verifier, Audit: leakcheck.Sink(audit.Fan(audit.Slog(nil), audit.JSONLines(&written))),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	err = server.Register(
		toolDoing("prints", open, func(ctx context.Context, _ *textIn) (string, error) {
			p, _ := mcpruntime.PrincipalFrom(ctx)
			slog.Info("called", "principal", p, "credential", p.Credential)
			return fmt.Sprintf("%+v %#v %s %x", *p, p, p.Credential, p.Credential), nil
		}),
		toolDoing("fails", open, func(ctx context.Context, _ *textIn) (string, error) {
			p, _ := mcpruntime.PrincipalFrom(ctx)
			return "", errors.New(fmt.Sprint("failed for ", *p))
		}),
		toolDoing("panics", open, func(ctx context.Context, _ *textIn) (string, error) {
			p, _ := mcpruntime.PrincipalFrom(ctx)
			panic(*p)
		}),
		tool("talkative", mcpruntime.HideUnless(check.Named("talkative", talkative))),
		tool("panicking", mcpruntime.HideUnless(check.Bool("panicking", panicking))),
		tool("write", mcpruntime.ChallengeUnless(check.Scopes("write"))),
		tool("told", mcpruntime.ChallengeUnless(check.Caller("told", func(_ context.Context, p *principal.Principal) (bool, error) {
			return false, check.Deny(fmt.Sprint("not you, ", p.Credential))
		}))),
	)
	if err != nil {
		t.Fatal(err)
	}
	listener.Config.Handler = server.Handler()
	listener.Config.ErrorLog = slog.NewLogLogger(leakcheck.Logger(&written).Handler(), slog.LevelError)
	listener.Start()

	mint := func(c devissuer.Claims) string {
		token, err := issuer.Mint(c)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&written, "%v %+v %#v %s %q %x", token, token, token, token, token, token)
		return leakcheck.Secret(token.Reveal())
	}
	if err := revocations.Revoke(t.Context(), time.Hour, "revoked"); err != nil {
		t.Fatal(err)
	}
	good := mint(devissuer.Claims{Scopes: []string{"read"}})
	tokens := []string{
		good, mint(devissuer.Claims{SessionID: "revoked"}), mint(devissuer.Claims{Lifetime: -time.Hour}),
		mint(devissuer.Claims{Audience: "other"}), mint(devissuer.Claims{Extra: map[string]any{"zone_id": "other", "hop_count": "x"}}),
		mint(devissuer.Claims{Extra: map[string]any{"hop_count": 99}}), good[:len(good)-4] + "AAAA", good + "." + good, strings.ToUpper(good),
	}
	s := &site{t: t, url: url, sessions: map[string]string{}}
	for _, token := range tokens {
		for _, name := range []string{"prints", "fails", "panics", "talkative", "panicking", "write", "told", "absent"} {
			header, body := s.request(modern, token, "tools/call", name, `"name":`+quoted(name)+`,"arguments":{"text":"x"}`)
			fmt.Fprintln(&written, s.do("POST", token, header, body))
			header["Authorization"] = "bearer  " + token + " "
			fmt.Fprintln(&written, s.do("POST", "", header, body))
			fmt.Fprintf(&written, "%s", server.HandleMessage(t.Context(), transport.Credential(token), []byte(body)))
		}
		resp, err := http.Post(url+"?access_token="+token, "application/json", strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	searchTokens(t, []byte(written.String()), tokens)
	if n := len(written.String()); n < 50_000 {
		t.Errorf("only %d bytes were written: the test sees nothing", n)
	}
}

// searchTokens looks for header, claims and signature of each token.
func searchTokens(t *testing.T, written []byte, tokens []string) {
	t.Helper()
	for _, token := range tokens {
		for _, part := range strings.Split(token, ".") {
			for _, form := range []string{part, fmt.Sprintf("%x", part), fmt.Sprintf("%X", part)} {
				if i := bytes.Index(written, []byte(form)); len(part) > 16 && i >= 0 {
					t.Fatalf("a part of a token is written: …%s…", written[max(0, i-200):min(len(written), i+40)])
				}
			}
		}
	}
}
