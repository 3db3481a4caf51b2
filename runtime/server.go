package mcpruntime

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// Server holds components and serves them.
type Server struct{ config Config }

// New returns a Server without components, or an error that says what the configuration lacks.
func New(config Config) (*Server, error) { return &Server{config}, nil }

// Register adds components: all of them, or none and an error.
func (s *Server) Register(components ...Component) error { return errors.New("not built yet") }

// Handler serves the MCP endpoint at the path of Config.Resource, and its protected resource metadata.
func (s *Server) Handler() http.Handler { return http.NotFoundHandler() }

// ServeStdio serves one client on standard input and output until ctx ends or the input does.
func (s *Server) ServeStdio(ctx context.Context) error { return errors.New("not built yet") }

// ServeIO is [Server.ServeStdio] on other streams.
func (s *Server) ServeIO(ctx context.Context, in io.Reader, out io.Writer) error {
	return errors.New("not built yet")
}

// Warmup fetches what verification needs, so that the first request does not wait for it.
func (s *Server) Warmup(ctx context.Context) error { return nil }

// Ready reports why requests could not be decided now.
func (s *Server) Ready(ctx context.Context) error { return nil }

// Close ends the server's background work and open sessions.
func (s *Server) Close() error { return nil }

// ScopeSets returns the distinct sets of scopes that components require, the server layer's included, smallest first; of
// a one-of requirement the first listed.
func (s *Server) ScopeSets() [][]string { return nil }

// PrincipalFrom returns the caller of the running request; false when there is none.
func PrincipalFrom(ctx context.Context) (*principal.Principal, bool) { return nil, false }
