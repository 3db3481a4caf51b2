// Package devissuer is a token issuer for development and tests: inside the process, on loopback only, with keys that
// live as long as it does.
//
// It plays both kinds of authorization server that runtime/mandate knows. With a zone it mints Caracal mandates and
// serves the zone's keys; without, it mints RFC 9068 access tokens and serves discovery metadata. It grants whatever
// it is asked for, so it must never be reachable by others: it binds loopback addresses only and answers callers from
// there only.
package devissuer
