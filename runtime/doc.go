// Package mcpruntime serves annotated Go functions over MCP, each behind its policy.
//
// # Concepts
//
//   - A [Component] is a function with its specification and its [Policy]. Generated code makes it with [Tool].
//   - A [Server] holds components. [Server.Register] refuses what has no policy.
//   - A [Verifier] turns a bearer token into a principal.
//   - The guard decides, for lists and for calls alike, between allow, hidden, challenge and denied.
//   - The gate stands in front of everything that arrives over HTTP and speaks the outcomes on the wire.
//
// # Flow
//
//	request ─► gate ─► verifier ─► guard ─► audit ─► decode ─► your function
//	           HTTP     principal   checks
package mcpruntime
