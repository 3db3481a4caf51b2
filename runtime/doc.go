// Package mcpruntime serves annotated Go functions over MCP, each behind its policy.
//
// # Concepts
//
//   - A [Component] is a function with its specification and its [Policy]. Generated code makes it with [Tool], [Resource] or
//     [Prompt].
//   - A [Server] holds components. [Server.Register] refuses what has no policy.
//   - A [Verifier] turns a bearer token into a principal.
//   - The guard decides, for lists and for calls alike, between allow, hidden, challenge and denied.
//   - The gate stands in front of everything that arrives over HTTP and speaks the outcomes on the wire.
//
// # Flow
//
//	request ─► gate ─► verifier ─► guard ─► decode ─► checks on arguments ─► audit ─► your function
//	           HTTP     principal   checks
//
// # What you call
//
// A main function makes a Server with [New], or leaves that to package serve; registers packages with their generated
// RegisterMCP, while it serves with [Server.Replace] and [Server.Unregister], too; and serves [Server.Handler] or
// [Server.ServeStdio]. While it runs, a function may ask [PrincipalFrom] who calls, [ClientCan] what the client understands,
// and tell the client with [ReportProgress] and [Log] how it goes. [Server.Decisions] answers for tests and reviews what a
// caller may do; package runtimetest has the rest that tests need.
//
// # What generated code calls
//
// The constructors [Tool], [Prompt] and [Resource] with their specifications; the results, from [JSON] to [ResourceReply];
// what collects results that are made bit by bit, as [Collect], [ReadContent] and [NewCollector], and [Found]; [HideUnless] and [ChallengeUnless]; [CallToolRequest], [GetPromptRequest] and [ReadResourceRequest]; [ErrNilReceiver] and
// [GenVersion1]. All of it may be called by hand, as in a server without annotations. Packages codec and check have more of
// that kind.
//
// # Compatibility
//
// Until version 1 exported names may change from one minor version to the next; CHANGELOG.md says how, and a file that was
// generated for another contract does not compile. What is never loosened within a major version: a policy that refused
// keeps refusing, a zero value refuses, and what was hidden stays indistinguishable from what does not exist. Texts of errors
// and of logs may change; codes, outcomes and reasons in audit events do not.
package mcpruntime
