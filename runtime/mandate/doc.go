// Package mandate turns a bearer token into a verified mandate, or into a refusal with a code.
//
// A [Verifier] is configured for one issuer and one audience, with one of three profiles: Caracal mandates, RFC 9068
// access tokens, or plain JWTs. It judges a token in 13 steps of fixed order; the first that fails gives the code, the
// description and the hint of the [Error]:
//
//	token ─► form ─► header ─► key ─► signature ─► claims ─► judge ─► cache ─► standing ─► Mandate
//	         split   alg,kid,  source JWT method    strict   steps    by       steps 12
//	                 typ,crit  JWKS   of golang-jwt JSON     2 to 11  SHA-256  and 13, every time
//
// What the files hold, in the order of the flow:
//
//   - token.go, scan.go, scan_text.go, header.go, claims.go, value.go read; they know no policy.
//   - source.go and refresh.go keep the issuer's keys current; jwk.go parses them, keyset.go chooses among them,
//     fetch.go and discovery.go get them.
//   - steps.go judges, standing.go asks for revocations; refusal.go has every text.
//   - cache.go remembers verified mandates. A remembered one is still held against the clock, against its key, which
//     may have left the issuer's set, and against the revocation store.
//
// [IssuerMap] puts verifiers of several issuers together, [Introspector] asks the issuer about opaque tokens (RFC
// 7662), [Static] accepts a fixed list. All of them fail with the same errors, and [Handler] protects any net/http
// handler with any of them.
//
// Where something cannot be decided (no keys, no answer from the revocation store) the answer is
// temporarily_unavailable, never a mandate.
package mandate
