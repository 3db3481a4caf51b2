package runtimetest

import (
	"context"
	"net/http/httptest"
	"testing"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// Options adjust a Site. The zero value is a server that takes RFC 9068 access tokens.
type Options struct {
	// ZoneID makes issuer and verifier speak Caracal.
	ZoneID string
	// Mandate adjusts the verifier's configuration.
	Mandate func(*mandate.Config)
	// Config adjusts the server's configuration.
	Config func(*mcpruntime.Config)
}

// Site is a server on loopback with its issuer, for one test.
type Site struct {
	*mcpruntime.Server
	Issuer      *devissuer.Issuer
	Verifier    *mandate.Verifier
	Revocations *revocation.Memory
	Audit       *Recorder
	// URL of the MCP endpoint.
	URL string

	t testing.TB
}

// Start serves the components that register registers until the test ends. What cannot be started fails the test.
func Start(t testing.TB, options Options, register ...func(*mcpruntime.Server) error) *Site {
	t.Helper()
	listener := httptest.NewUnstartedServer(nil)
	t.Cleanup(listener.Close)
	s := &Site{t: t, Audit: &Recorder{}, URL: "http://" + listener.Listener.Addr().String() + "/mcp"}
	s.startIssuer(options)

	config := mcpruntime.Config{
		Name: t.Name(), Version: "test", Resource: s.URL, Verifier: s.Verifier, Audit: s.Audit,
	}
	if options.Config != nil {
		options.Config(&config)
	}
	server, err := mcpruntime.New(config)
	s.must(err)
	t.Cleanup(func() { _ = server.Close() })
	for _, one := range register {
		s.must(one(server))
	}
	s.Server = server
	listener.Config.Handler = server.Handler()
	listener.Start()
	return s
}

func (s *Site) startIssuer(options Options) {
	s.t.Helper()
	issuer, err := devissuer.New(devissuer.Config{ZoneID: options.ZoneID, Audience: s.URL})
	s.must(err)
	s.t.Cleanup(func() { _ = issuer.Close() })
	s.must(issuer.Start(s.t.Context()))
	s.Issuer = issuer
	s.Revocations = revocation.NewMemory(revocation.MemoryConfig{})

	config := mandate.Config{
		Issuer: issuer.URL(), Audience: s.URL, ZoneID: options.ZoneID, Revocations: s.Revocations,
	}
	if options.Mandate != nil {
		options.Mandate(&config)
	}
	verifier, err := mandate.New(config)
	s.must(err)
	s.t.Cleanup(func() { _ = verifier.Close() })
	s.must(verifier.Warmup(s.t.Context()))
	s.Verifier = verifier
}

// Token mints a token with the claims.
func (s *Site) Token(claims devissuer.Claims) transport.Credential {
	s.t.Helper()
	token, err := s.Issuer.Mint(claims)
	s.must(err)
	return token
}

func (s *Site) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// Caller is a row of a [Matrix].
type Caller struct {
	Name   string
	Claims devissuer.Claims
}

// Matrix decides for every caller and component, without running anything.
func (s *Site) Matrix(callers ...Caller) Matrix {
	s.t.Helper()
	m := Matrix{decisions: map[string][]mcpruntime.Decision{}}
	for _, c := range callers {
		verified, err := s.Verifier.Verify(context.Background(), s.Token(c.Claims))
		s.must(err)
		m.callers = append(m.callers, c.Name)
		m.decisions[c.Name] = s.Decisions(context.Background(), verified.Principal())
	}
	return m
}
