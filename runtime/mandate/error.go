package mandate

import (
	"net/http"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// Code is the machine-readable reason of a refusal. The codes are permanent: clients and audit queries match on them.
type Code string

// The codes, in the order of the steps that give them.
const (
	CodeMissingToken       Code = "missing_token"           // step 1
	CodeInvalidRequest     Code = "invalid_request"         // step 1: credentials in the query, or several
	CodeInvalidToken       Code = "invalid_token"           // steps 2, 4, 6 and 7
	CodeInvalidZone        Code = "invalid_zone"            // step 3
	CodeInsufficientScope  Code = "insufficient_scope"      // step 5
	CodeAgentRequired      Code = "agent_required"          // step 8
	CodeDelegationRequired Code = "delegation_required"     // step 9
	CodeHopCountExceeded   Code = "hop_count_exceeded"      // step 10
	CodeChainMismatch      Code = "chain_mismatch"          // step 11
	CodeSessionRevoked     Code = "session_revoked"         // step 12
	CodeDelegationStale    Code = "delegation_stale"        // step 13
	CodeUnavailable        Code = "temporarily_unavailable" // keys or revocation store out of reach: nothing was decided
)

// Error is a refusal. Its three texts may be shown to the caller: they are fixed, say what to do, and repeat neither
// the token nor anything in it. [errors.Is] matches the sentinels below by code. What lies behind
// (why something is unavailable, which claim is wrong) is for logs only and reached through [errors.Unwrap].
type Error struct {
	Code        Code
	Description string // what is wrong
	Hint        string // what to do next
	cause       error
	held        *principal.Set // the token's scopes, where they do not suffice
}

// The sentinels, one per code, for [errors.Is].
var (
	ErrMissingToken       = &Error{Code: CodeMissingToken}
	ErrInvalidRequest     = &Error{Code: CodeInvalidRequest}
	ErrInvalidToken       = &Error{Code: CodeInvalidToken}
	ErrInvalidZone        = &Error{Code: CodeInvalidZone}
	ErrInsufficientScope  = &Error{Code: CodeInsufficientScope}
	ErrAgentRequired      = &Error{Code: CodeAgentRequired}
	ErrDelegationRequired = &Error{Code: CodeDelegationRequired}
	ErrHopCountExceeded   = &Error{Code: CodeHopCountExceeded}
	ErrChainMismatch      = &Error{Code: CodeChainMismatch}
	ErrSessionRevoked     = &Error{Code: CodeSessionRevoked}
	ErrDelegationStale    = &Error{Code: CodeDelegationStale}
	ErrUnavailable        = &Error{Code: CodeUnavailable}
)

// Error returns code and description. It never contains what [errors.Unwrap] returns.
func (e *Error) Error() string {
	if e.Description == "" {
		return "mandate: " + string(e.Code)
	}
	return "mandate: " + string(e.Code) + ": " + e.Description
}

// Is reports whether target is an *Error with the same code.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// Unwrap returns what went wrong underneath, or nil. For logs and audit, never for the caller.
func (e *Error) Unwrap() error { return e.cause }

// HTTPStatus returns 400 where the request itself is wrong, 401 where another token helps by itself, 403 where the token is genuine but not enough, and 503
// where nothing could be decided (RFC 6750 section 3.1). An unknown code counts as 401: it refuses.
func (e *Error) HTTPStatus() int {
	switch e.Code {
	case CodeInvalidRequest:
		return http.StatusBadRequest
	case CodeInsufficientScope, CodeAgentRequired, CodeDelegationRequired, CodeHopCountExceeded, CodeChainMismatch:
		return http.StatusForbidden
	case CodeUnavailable:
		return http.StatusServiceUnavailable
	default:
		return http.StatusUnauthorized
	}
}
