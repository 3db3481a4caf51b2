// Package annotations says what may be written after //mcp: in Go comments, and reads what was written.
//
// In the order a reader meets them:
//
//   - A [Directive] is one comment line such as
//
//     //mcp:tool name=add_note tags=notes auth=scopes(notes:write),premium
//
//     It has a verb and arguments; every word carries its [diag.Span].
//
//   - The vocabulary ([Verbs], [AuthTerms]) is one table of verbs, keys, flags and terms with shape, summary, example
//     and place. Parser, hints, `mcpgen directives` and docs/directives.md derive from it.
//
//   - [Parse] reads one comment, [Directive.String] prints it in normal form; parsing that gives the same directive.
//
//   - [Scan] reads a whole file: each directive with the declaration it stands on ([Found]), and every comment that is
//     nearly a directive, because a policy that is silently dropped is a hole.
//
// The flow:
//
//	file ─► comments ─► ParseDirective ─► Parse ─► check against the vocabulary ─► attach to a declaration ─► []Found
//	                 └► nearly one? ─► diagnostic MCP101
//
// Nothing here knows types; names are resolved later.
package annotations
