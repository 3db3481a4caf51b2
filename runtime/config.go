package mcpruntime

import (
	"context"
	"log/slog"
	"time"

	"github.com/mcpgen/mcpgen/runtime/audit"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// Verifier turns a credential into a verified mandate; *mandate.Verifier is one. It is called concurrently, and for
// every request.
type Verifier interface {
	// Verify returns a *mandate.Error, or an error that wraps one. Any other error counts as "cannot decide".
	Verify(ctx context.Context, token transport.Credential) (*mandate.Mandate, error)
	// Issuers are the authorization servers that protected resource metadata names; at least one.
	Issuers() []string
	// RequiredScopes are the scopes without which no token is accepted.
	RequiredScopes() []string
	// Warmup fetches what verification needs.
	Warmup(ctx context.Context) error
	// Ready reports why nothing could be verified now.
	Ready(ctx context.Context) error
}

// Config is what a Server is made of.
type Config struct {
	// Name and Version identify the server to clients. Required.
	Name, Version string
	// Instructions tell a model how to use the server. Every caller may read them. Optional.
	Instructions string
	// Resource is the canonical URI of the MCP endpoint (RFC 8707, RFC 9728), as "https://notes.example.com/mcp"; its
	// path is where [Server.Handler] serves. Required over HTTP.
	Resource string
	// Verifier verifies bearer tokens. Nil needs InsecureNoAuth over HTTP.
	Verifier Verifier
	// Checks are the server layer: each component requires them beside its own policy. Optional.
	Checks []check.Check
	// RolesClaim is the claim that annotations' roles(…) read: a path with dots, as "realm.roles", in which a name that has
	// dots itself stands in double quotes, as "\"https://example.com/roles\"". Empty: "roles".
	RolesClaim string
	// StdioToken is verified and checked on every message over stdio. Empty: stdio runs without authorization, since its
	// client already owns the process, as in FastMCP.
	StdioToken transport.Credential
	// Audit keeps the decisions. Nil: slog's default logger.
	Audit audit.Sink
	// Logger receives what operators should see. Nil: slog's default logger.
	Logger *slog.Logger
	// AllowedOrigins are the Origin header values that browsers may call from, beside that of Resource, each written as
	// browsers send it: "https://app.example.com", without path, default port or capitals. Patterns are refused.
	AllowedOrigins []string
	// SessionKey binds session ids to their caller; replicas share it. 32 bytes or more; nil: a random one.
	SessionKey []byte
	// EndedSessions shares among replicas which sessions of the older protocol were ended. Nil: each remembers its own.
	EndedSessions EndedSessions
	// PageSize is how many components a list answers at once. 0: 1000.
	PageSize int
	// MaxBodyBytes bounds a message. 0: 4 MiB.
	MaxBodyBytes int64
	// MaxItems bounds the list of what a function makes bit by bit: an iterator, a channel, what it hands to a callback.
	// 0: 10,000.
	MaxItems int
	// MaxReadBytes bounds what is read of an io.Reader that a function returns. 0: 4 MiB.
	MaxReadBytes int64
	// CheckTimeout bounds the checks of one decision or list. 0: 10 s; negative: none.
	CheckTimeout time.Duration
	// RecheckInterval verifies the token of a running call or stream again, so that it ends on revocation and not only at
	// expiry. 0: not.
	RecheckInterval time.Duration
	// MaskErrors replaces the text of functions' errors by a fixed one and logs it. False: callers read it.
	MaskErrors bool
	// InsecureNoAuth serves HTTP without a Verifier: there is no principal, and checks that need one refuse.
	InsecureNoAuth bool
	// InsecureAuditBestEffort lets requests through whose audit event could not be written.
	InsecureAuditBestEffort bool
	// Now is the clock. Nil: time.Now.
	Now func() time.Time
}

const (
	defaultPageSize     = 1000
	defaultMaxBodyBytes = 4 << 20
	defaultMaxItems     = 10_000
	defaultMaxReadBytes = 4 << 20
	defaultCheckTimeout = 10 * time.Second
)

// ConfigError says what is wrong with one field of a [Config].
type ConfigError struct {
	Field   string // as "AllowedOrigins"
	Problem string // what is wrong with it; never holds a secret
}

// Error names field and problem.
func (e *ConfigError) Error() string { return "mcpruntime.Config." + e.Field + ": " + e.Problem }

// EndedSessions remembers sessions of the older protocol that clients have ended, for all replicas. A revocation.Store
// is one; what callers end then lies beside the revocations, at most 1,000 a day of each caller and process. Errors refuse.
type EndedSessions interface {
	Revoke(ctx context.Context, ttl time.Duration, anchors ...string) error
	Check(ctx context.Context, zone string, anchors []string) (revoked bool, epoch int64, err error)
}
