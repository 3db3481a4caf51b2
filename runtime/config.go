package mcpruntime

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
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
	// RolesClaim is the claim that annotations' roles(…) read, as a path with dots. Empty: "roles".
	RolesClaim string
	// StdioToken is verified and checked on every message over stdio. Empty: stdio runs without authorization, since its
	// client already owns the process, as in FastMCP.
	StdioToken transport.Credential
	// Audit keeps the decisions. Nil: slog's default logger.
	Audit audit.Sink
	// Logger receives what operators should see. Nil: slog's default logger.
	Logger *slog.Logger
	// AllowedOrigins are the Origin header values that browsers may call from, beside none. "*" is not one.
	AllowedOrigins []string
	// SessionKey binds session ids to their caller; replicas share it. 32 bytes or more; nil: a random one.
	SessionKey []byte
	// EndedSessions shares among replicas which sessions of the older protocol were ended. Nil: each remembers its own.
	EndedSessions EndedSessions
	// PageSize is how many components a list answers at once. 0: 1000.
	PageSize int
	// MaxBodyBytes bounds a message. 0: 4 MiB.
	MaxBodyBytes int64
	// CheckTimeout bounds the checks of one decision or list. 0: 10 s; negative: none.
	CheckTimeout time.Duration
	// RecheckInterval verifies the token of a running call or stream again, so that it ends on revocation and not only at
	// expiry. 0: not.
	RecheckInterval time.Duration
	// MaskErrors replaces the text of handlers' errors by a fixed one.
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
	defaultCheckTimeout = 10 * time.Second
	minSessionKeyBytes  = 32
)

// complete fills in defaults and names everything that is missing or contradictory.
func (c *Config) complete() error {
	var errs []error
	refuse := func(bad bool, text string) {
		if bad {
			errs = append(errs, errors.New("mcpruntime.Config: "+text))
		}
	}
	refuse(c.Name == "" || c.Version == "", "Name and Version are required")
	refuse(c.Resource != "" && c.Verifier == nil && !c.InsecureNoAuth,
		"serving HTTP (Resource) needs a Verifier, or InsecureNoAuth to do without")
	refuse(c.Verifier != nil && c.InsecureNoAuth, "Verifier and InsecureNoAuth contradict each other")
	refuse(c.StdioToken != "" && c.Verifier == nil, "StdioToken needs a Verifier")
	refuse(c.Verifier != nil && len(c.Verifier.Issuers()) == 0, "the Verifier names no issuer")
	refuse(slices.Contains(c.Checks, nil), "Checks holds a nil check")
	refuse(slices.ContainsFunc(c.Checks, func(one check.Check) bool { return len(check.ArgTypes(one)) > 0 }),
		"Checks holds a check on arguments: the server layer sees none")
	refuse(c.SessionKey != nil && len(c.SessionKey) < minSessionKeyBytes, "SessionKey is shorter than 32 bytes")
	refuse(slices.Contains(c.AllowedOrigins, "null"), `AllowedOrigins: "null" is the origin of every sandboxed frame`)
	refuse(slices.Contains(c.AllowedOrigins, "*"), `AllowedOrigins: "*" would let every site act for its visitors`)
	refuse(c.PageSize < 0 || c.MaxBodyBytes < 0 || c.RecheckInterval < 0,
		"PageSize, MaxBodyBytes and RecheckInterval cannot be negative")
	c.PageSize = cmp.Or(c.PageSize, defaultPageSize)
	c.MaxBodyBytes = cmp.Or(c.MaxBodyBytes, defaultMaxBodyBytes)
	c.CheckTimeout = cmp.Or(c.CheckTimeout, defaultCheckTimeout)
	return errors.Join(errs...)
}

// rolesPath is RolesClaim as a path; nil for the default.
func (c *Config) rolesPath() []string {
	if c.RolesClaim == "" {
		return nil
	}
	return strings.Split(c.RolesClaim, ".")
}
