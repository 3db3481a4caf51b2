package mandate_test

import (
	"strings"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation"
)

// TestIncompleteConfigRefused: each row takes one thing away from, or adds one to, a configuration that is accepted.
func TestIncompleteConfigRefused(t *testing.T) {
	t.Parallel()
	k := newKey(t, "k1")
	for _, row := range []struct {
		name   string
		base   func(*world, func() time.Time) mandate.Config
		change func(*mandate.Config)
		says   string
	}{
		{"missing issuer", caracal, func(c *mandate.Config) { c.Issuer = "" }, "Issuer is missing"},
		{"missing audience", caracal, func(c *mandate.Config) { c.Audience = "" }, "Audience is missing"},
		{"missing zone", caracal, func(c *mandate.Config) { c.Profile, c.ZoneID = mandate.Caracal, "" }, "ZoneID is missing"},
		{"missing store", caracal, func(c *mandate.Config) { c.Revocations = nil }, "Revocations is missing"},
		{"nil pointer as store", caracal, func(c *mandate.Config) { c.Revocations = (*revocation.Memory)(nil) }, "Revocations is missing"},
		{"nil pointer as store, other profile", oauth, func(c *mandate.Config) { c.Revocations = (*revocation.Memory)(nil) }, "nil pointer"},
		{"unknown profile", caracal, func(c *mandate.Config) { c.Profile = 9 }, "Profile"},
		{"issuer over http", caracal, func(c *mandate.Config) { c.Issuer = "http://sts.example.com" }, "must be https"},
		{"issuer with userinfo", caracal, func(c *mandate.Config) { c.Issuer = "https://a@sts.example.com" }, "without user"},
		{"issuer with query", caracal, func(c *mandate.Config) { c.Issuer += "?x" }, "query"},
		{"issuer no URL", caracal, func(c *mandate.Config) { c.Issuer = "sts" }, "absolute URL"},
		{"keys over http", oauth, func(c *mandate.Config) { c.JWKSURL = "http://sts.example.com/keys" }, "must be https"},
		{"keys from a file", oauth, func(c *mandate.Config) { c.JWKSURL = "file:///keys" }, "JWKSURL"},
		{"algorithm none", oauth, func(c *mandate.Config) { c.Algorithms = []string{"none"} }, "not accepted"},
		{"algorithm HS256", oauth, func(c *mandate.Config) { c.Algorithms = []string{"HS256"} }, "not accepted"},
		{"algorithm empty", oauth, func(c *mandate.Config) { c.Algorithms = []string{""} }, "not accepted"},
		{"other algorithm for Caracal", caracal, func(c *mandate.Config) { c.Algorithms = []string{"RS256"} }, "ES256 only"},
		{"scope with blank", caracal, func(c *mandate.Config) { c.RequiredScopes = []string{"a b"} }, "no scope"},
		{"empty scope", caracal, func(c *mandate.Config) { c.RequiredScopes = []string{""} }, "no scope"},
		{"empty target", caracal, func(c *mandate.Config) { c.RequiredTargets = []string{""} }, "empty string"},
		{"empty application", caracal, func(c *mandate.Config) { c.RequireChainContains = []string{""} }, "empty string"},
		{"negative bound", caracal, func(c *mandate.Config) { c.Keys.MaxStale = -1 }, "negative"},
		{"zone for RFC 9068", caracal, func(c *mandate.Config) { c.Profile = mandate.RFC9068 }, "ZoneID"},
		{"targets without zone", oauth, func(c *mandate.Config) { c.RequiredTargets = []string{"x"} }, "RequiredTargets"},
		{"use without zone", oauth, func(c *mandate.Config) { c.RequiredUse = "resource" }, "RequiredUse"},
		{"agent without zone", oauth, func(c *mandate.Config) { c.RequireAgent = true }, "RequireAgent"},
		{"delegation without zone", oauth, func(c *mandate.Config) { c.RequireDelegation = true }, "RequireDelegation"},
		{"chain without zone", oauth, func(c *mandate.Config) { c.RequireChainContains = []string{"x"} }, "RequireChainContains"},
		{"hops without zone", oauth, func(c *mandate.Config) { c.MaxHopCount = 3 }, "MaxHopCount"},
	} {
		t.Run(row.name, func(t *testing.T) {
			cfg := row.base(publishing(k), time.Now)
			row.change(&cfg)
			v, err := mandate.New(cfg)
			if v != nil || err == nil || !strings.Contains(err.Error(), row.says) {
				t.Errorf("New returns %v and %v, want an error that says %q", v, err, row.says)
			}
		})
	}
	if _, err := mandate.New(mandate.Config{}); err == nil {
		t.Error("the zero Config is accepted")
	}
}

// TestEverythingWrongIsNamed: one error says all that must be mended.
func TestEverythingWrongIsNamed(t *testing.T) {
	t.Parallel()
	_, err := mandate.New(mandate.Config{Profile: mandate.Caracal})
	for _, want := range []string{"Issuer", "Audience", "ZoneID", "Revocations"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not name %s", err, want)
		}
	}
}

// TestConfigIsCopied: changing the lists afterwards changes nothing.
func TestConfigIsCopied(t *testing.T) {
	t.Parallel()
	k := newKey(t, "k1")
	cfg := caracal(publishing(k), at(issued+100).now)
	cfg.RequiredScopes = []string{"admin"}
	v := newVerifier(t, cfg)
	cfg.RequiredScopes[0] = "read"
	v.RequiredScopes()[0] = "read"
	if got := codeOf(t, v, k.mandate(valid(nil))); got != mandate.CodeInsufficientScope {
		t.Errorf("code %q", got)
	}
}
