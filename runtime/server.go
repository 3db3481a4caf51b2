package mcpruntime

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/mark3labs/mcp-go/server"

	"github.com/mcpgen/mcpgen/runtime/audit"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/guard"
	"github.com/mcpgen/mcpgen/runtime/internal/session"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// Server holds components and serves them. Make one with [New]; its methods may be called concurrently.
type Server struct {
	config    Config
	guard     guard.Guard
	protected *protectedResource
	sessions  *session.IDs
	clock     func() time.Time
	logger    *slog.Logger
	sink      audit.Sink
	rolesPath []string
	identity  wire.Identity

	mcp *server.MCPServer

	registering sync.Mutex
	catalog     atomic.Pointer[catalog]
	slowChecks  atomic.Bool // some policy holds checks that may take time
	running     session.Running
	hanging     check.Hanging
	clients     session.Clients
	listeners   listeners
	states      *session.States
	life        context.Context // ends with Close
	end         context.CancelFunc
}

// New returns a Server without components, or [*ConfigError]s, joined, that say what is wrong with the configuration.
func New(config Config) (*Server, error) {
	if err := config.complete(); err != nil {
		return nil, err
	}
	s := &Server{
		config: config, guard: guard.New(config.Checks...), clock: config.Now, logger: config.Logger, sink: config.Audit,
	}
	var err error
	if s.rolesPath, err = config.rolesPath(); err != nil {
		return nil, err
	}
	s.slowChecks.Store(slices.ContainsFunc(config.Checks, func(c check.Check) bool { return !check.BuiltIn(c) }))
	if s.clock == nil {
		s.clock = time.Now
	}
	if s.logger == nil {
		s.logger = slog.Default()
	}
	if s.sink == nil {
		s.sink = audit.Slog(nil)
	}
	s.life, s.end = context.WithCancel(context.Background())
	s.identity = wire.NewIdentity(config.Name, config.Version)
	s.catalog.Store(&catalog{})
	if s.protected, err = newProtectedResource(config); err != nil {
		return nil, err
	}
	key := config.SessionKey
	if key == nil {
		if key, err = session.RandomKey(); err != nil {
			return nil, err
		}
	}
	s.sessions = session.NewIDs(key, config.EndedSessions)
	if s.states, err = session.NewStates(key); err != nil {
		return nil, err
	}
	s.buildMCP()
	return s, nil
}

// Warmup fetches what verification needs, so that the first request does not wait for it.
func (s *Server) Warmup(ctx context.Context) error {
	if s.config.Verifier == nil {
		return nil
	}
	return s.config.Verifier.Warmup(ctx)
}

// Ready reports why requests could not be decided now.
func (s *Server) Ready(ctx context.Context) error {
	if s.config.Verifier == nil {
		return nil
	}
	return s.config.Verifier.Ready(ctx)
}

// Close ends the server's background work and its open streams. Handlers refuse nothing afterwards: shut the HTTP server
// down first.
func (s *Server) Close() error {
	s.end()
	return nil
}

// metadataURL is the address of the protected resource metadata; "" where HTTP is not served.
func (s *Server) metadataURL() string {
	if s.protected == nil {
		return ""
	}
	return s.protected.metadataURL
}

// ScopeSets returns the distinct sets of scopes that components require, the server layer's included, smallest first; of
// a one-of requirement the first listed.
func (s *Server) ScopeSets() [][]string {
	return scopeSets(s.config.Checks, s.catalog.Load().all())
}

// buildMCP makes the mcp-go server. It answers the handshake, server/discover, ping and what is no method at all; see
// [Server.forward]. Whatever concerns components, sessions or streams to clients is answered by this package and never
// reaches it.
func (s *Server) buildMCP() {
	s.mcp = server.NewMCPServer(s.config.Name, s.config.Version,
		server.WithInstructions(s.config.Instructions),
		// The same capabilities whatever is registered: others could tell of something hidden.
		server.WithToolCapabilities(true),
		server.WithPromptCapabilities(true),
		server.WithResourceCapabilities(true, true),
		server.WithCompletions(),
		server.WithLogging(),
	)
}
