// Package check holds the requirements a caller must meet to use a component: the [Check] interface, the built-in
// checks, and the ways to make one from a function.
//
// A check answers with an error: nil lets pass, every error refuses. Three kinds of refusal exist, and the guard treats
// them differently:
//
//   - a [*Shortfall]: only scopes are missing, so asking the authorization server for more could help;
//   - a [*Denial], made by [Deny]: the check explains itself to the caller;
//   - anything else: opaque. Its text is for the log and never reaches the caller.
//
// All checks of a component must pass. [All] and [Any] combine, [Run] evaluates. Zero values refuse: a nil check, an
// empty [All], [Any], [Scopes], [AnyScope] or [Roles] lets nobody pass.
//
// The package knows no JWT, no HTTP and no MCP library.
package check
