package mandate

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

// Profile says what kind of token a verifier accepts.
type Profile uint8

// The profiles. The zero Profile is [Caracal] when Config.ZoneID is set and [RFC9068] otherwise.
const (
	// ProfileDefault chooses by Config.ZoneID.
	ProfileDefault Profile = iota
	// Caracal mandates: ES256, keys anchored to the configured zone, a revocation store required.
	Caracal
	// RFC9068 access tokens: typ at+jwt, and iss exp aud sub client_id iat jti present.
	RFC9068
	// PlainJWT is RFC 9068 without typ, client_id and jti, for issuers that send none. A token that the issuer made
	// for something else (an ID token, say) and that names this audience passes, so prefer [RFC9068].
	PlainJWT
)

// Revocations is what a verifier asks on every request, also for tokens whose signature it has verified before.
// runtime/revocation has stores that implement it.
type Revocations interface {
	// Check reports whether any anchor is revoked, and the current delegation epoch of the zone (0 when none is set).
	// An error means that it could not be found out and refuses the request. It must not keep or change anchors, and
	// must be safe for concurrent use. For profiles without zones, zone is "". A store may also have the method
	// Retention() time.Duration, how long it keeps revocations: tokens with a longer life are refused (0: none).
	Check(ctx context.Context, zone string, anchors []string) (revoked bool, epoch int64, err error)
}

// Config configures a [Verifier]. The zero value is refused: a verifier without issuer and audience would accept
// tokens meant for somebody else.
type Config struct {
	// Profile; zero: Caracal when ZoneID is set, else RFC9068.
	Profile Profile
	// Issuer is the exact value of iss (RFC 8725 section 3.8) and the anchor for the keys. Required; https unless
	// loopback.
	Issuer string
	// Audience is the exact value that aud must contain (RFC 8725 section 3.9). Required.
	Audience string
	// ZoneID is the Caracal zone. Required for Caracal, refused for other profiles.
	ZoneID string
	// RequiredScopes must all be granted, or insufficient_scope. Empty: none.
	RequiredScopes []string
	// RequiredTargets must all be in the claim target. Empty: none. Caracal only.
	RequiredTargets []string
	// RequiredUse is the exact value of the claim use. Empty: "resource". Caracal only.
	RequiredUse string
	// RequireAgent refuses mandates without agent_session_id. Caracal only.
	RequireAgent bool
	// RequireDelegation refuses mandates without delegation_edge_id. Caracal only.
	RequireDelegation bool
	// RequireChainContains are applications that must all take part in delegation_chain. Caracal only.
	RequireChainContains []string
	// MaxHopCount is the largest hop_count; 0: 10, negative: no hop. Caracal only.
	MaxHopCount int
	// Revocations is asked on every request. Required for Caracal; nil elsewhere: revocation is not checked.
	Revocations Revocations
	// Leeway is the clock difference granted for nbf and iat, never for exp; 0: 60 s, negative: none.
	Leeway time.Duration
	// JWKSURL overrides where keys come from. Empty: the zone's key set for Caracal, discovery (RFC 8414, OpenID)
	// otherwise. https unless loopback.
	JWKSURL string
	// Algorithms are the signature algorithms accepted (RFC 8725 section 3.1). Empty: ES256 for Caracal, which allows
	// no other; RS256, PS256, ES256 and EdDSA otherwise.
	Algorithms []string
	// HTTPClient fetches keys; nil: a client of its own. Redirects to another origin are refused whatever it says.
	HTTPClient *http.Client
	// Keys is the policy for fetching and keeping keys. The zero value is a good one.
	Keys KeyPolicy
	// CachedTokens bounds how many verified tokens are remembered; 0: 4096, negative: none.
	CachedTokens int
	// Logger receives key refreshes and their failures; nil: [slog.Default]. Never a token or a claim.
	Logger *slog.Logger
	// Now is the clock; nil: [time.Now].
	Now func() time.Time
}

// KeyPolicy says how long keys are trusted and how often the issuer is asked.
type KeyPolicy struct {
	// RefreshInterval is how often keys are fetched in the background, and so the longest that a removed key still
	// verifies while the issuer answers; 0: 5 minutes.
	RefreshInterval time.Duration
	// RefetchInterval is the average distance between fetches caused by unknown key ids or failures, after a burst of
	// three; 0: 5 s.
	RefetchInterval time.Duration
	// MaxStale is how long the last good keys serve while the issuer does not answer; 0: 1 hour. Afterwards every
	// token is answered temporarily_unavailable.
	MaxStale time.Duration
	// Timeout bounds one fetch, discovery included; 0: 10 s.
	Timeout time.Duration
	// MaxBytes bounds a key set or metadata document; 0: 256 KiB.
	MaxBytes int64
}
