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
// While it runs, a function may ask [PrincipalFrom] who calls, [ClientCan] what the client understands, and tell the client
// with [ReportProgress] and [Log] how it goes. Package serve has a ready-made main; package runtimetest helps to test.
package mcpruntime
