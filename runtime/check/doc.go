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
// # What you call
//
// In code, for the server layer and by hand: the built-in checks from [Scopes] to [Claim], [All] and [Any], [Run], [Deny], and
// [Func] for a check of your own. [Bool], [Named], [Caller] and [Factory] give a function the name under which policy tables
// and audit know it.
//
// # What generated code and the guard call
//
// Generated code makes checks on arguments with [Arg], and roles with [RolesClaim]. The guard begins with [Begin], asks with
// [One], and learns what is known of a check from [CallerOnly], [BuiltIn], [ArgTypes], [ScopesOf], [ScopeRuleOf], [AsShortfall]
// and [Join]; [Request.Count], [Request.WithArguments] and [Request.WithoutArguments] are its own. They are exported because it
// is another package, and are of no use to anybody else.
//
// The package knows no JWT, no HTTP and no MCP library.
package check
