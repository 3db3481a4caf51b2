// The texts of all refusals in one place, so that they can be read together: what is wrong, what to do. None repeats
// anything that was in the token.

package mandate

import (
	"errors"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

const (
	hintToken  = "request a new token from the authorization server for this resource, and send it as \"Authorization: Bearer <token>\""
	hintHeader = "send exactly one \"Authorization: Bearer <token>\" header"
	hintIssuer = "ask whoever runs the authorization server: the token it issued does not fit this resource"
	hintRetry  = "send the same request again after a short while"
)

// The refusals of step 1 and 2. They are shared, so nobody may assign to them.
var (
	refuseMissing   = &Error{Code: CodeMissingToken, Description: "the request carries no bearer token", Hint: hintToken}
	refuseQuery     = &Error{Code: CodeInvalidRequest, Description: "the token was sent in the query, where logs would keep it", Hint: hintHeader}
	refuseSeveral   = &Error{Code: CodeInvalidRequest, Description: "the request carries more than one Authorization header", Hint: hintHeader}
	refuseUnknown   = invalid("the token is not known, has ended or was taken back", hintToken)
	refuseForm      = invalid("the token is not a signed JWT in compact form", hintToken)
	refuseLength    = invalid("the token is longer than 16 KiB", hintIssuer)
	refuseHeader    = invalid("the token's header is not acceptable for a bearer token", hintIssuer)
	refuseAlgorithm = invalid("the token is signed with an algorithm that this server does not accept", hintIssuer)
	refuseType      = invalid("the token's type (typ) is not that of an access token", "send the access token, not an ID token or a refresh token")
	refuseKey       = invalid("the token names a key that the issuer does not publish", hintToken)
	refuseAmbiguous = invalid("the token names no key, and more than one of the issuer's would fit", hintIssuer)
	refuseSignature = invalid("the token's signature does not verify", hintToken)
	refuseBound     = invalid("the token is bound to a key (cnf) and is no bearer token", "request a token without proof-of-possession binding")
	refuseIssuer    = invalid("the token was not issued by the issuer this server trusts", hintToken)
	refuseAudience  = invalid("the token was issued for another audience", "request a token for this resource (parameter resource, RFC 8707)")
	refuseTimes     = invalid("the token lacks exp or iat, or one of exp, iat and nbf is not a whole number of seconds", hintIssuer)
	refuseExpired   = invalid("the token has expired", hintToken)
	refuseEarly     = invalid("the token is not valid yet (nbf or iat lies in the future)", "wait, or have the clocks of issuer and server compared")
)

// The refusals of the later steps.
var (
	refuseZone       = &Error{Code: CodeInvalidZone, Description: "the token belongs to another zone or to none", Hint: "request a token in the zone of this resource"}
	refuseClaims     = invalid("the token lacks a claim that its profile requires, or one has the wrong type", hintIssuer)
	refuseUse        = invalid("the token was issued for another use", "exchange it for a token for this resource")
	refuseOptional   = invalid("a claim about targets, sessions or delegation has the wrong type", hintIssuer)
	refuseAgent      = &Error{Code: CodeAgentRequired, Description: "only agents may use this server, and the token names no agent session", Hint: "call from within a governed agent session"}
	refuseDelegation = &Error{Code: CodeDelegationRequired, Description: "only delegated authority may be used here, and the token carries no delegation", Hint: "have the authority delegated to the calling session, then request a token under that delegation"}
	refuseHops       = &Error{Code: CodeHopCountExceeded, Description: "the authority was delegated more often than this server allows", Hint: "use a shorter delegation chain"}
	refuseChain      = &Error{Code: CodeChainMismatch, Description: "an application that must take part in the delegation is not in the chain", Hint: "route the delegation through the required application"}
	refuseRevoked    = &Error{Code: CodeSessionRevoked, Description: "the session or delegation behind the token was revoked", Hint: "sign in again, or have the authority granted again"}
	refuseLong       = invalid("the token lives longer than its revocation would be remembered", "ask whoever runs the authorization server for tokens with a shorter life")
	refuseStale      = &Error{Code: CodeDelegationStale, Description: "delegations changed after the token was issued", Hint: "request a new token under the current delegation"}
)

func invalid(description, hint string) *Error {
	return &Error{Code: CodeInvalidToken, Description: description, Hint: hint}
}

// refuseScopes names the required scopes, which are public (RFC 9728 scopes_supported), not the token's.
func refuseScopes(required []string) *Error {
	return &Error{
		Code:        CodeInsufficientScope,
		Description: "the token lacks a scope that every request to this server needs",
		Hint:        "request a token with scope \"" + strings.Join(required, " ") + "\"",
	}
}

// lacking is e for a token that grants these scopes: the challenge names them, too. They are the caller's own.
func (e *Error) lacking(granted principal.Set) *Error {
	detailed := *e
	detailed.held = &granted
	return &detailed
}

func refuseTargets(required []string) *Error {
	return invalid("the token is not good for every target this server stands for",
		"request a token for target "+strings.Join(required, ", "))
}

// unavailable says that nothing could be decided; cause is for logs.
func unavailable(description string, cause error) *Error {
	return &Error{Code: CodeUnavailable, Description: description, Hint: hintRetry, cause: cause}
}

// about returns e with the claim it is about, by name alone, as its cause: the caller learns that a claim is wrong, and
// whoever reads the log which one.
func (e *Error) about(id claim) *Error {
	detailed := *e
	detailed.cause = errors.New("claim " + claimNames[id])
	return &detailed
}
