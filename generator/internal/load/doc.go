// Package load finds packages, reads their directives, and type-checks just enough of them to resolve what the
// directives name.
//
//	patterns ─► go list (file lists only) ─► parse ─► annotations.Scan ─► demand ─► go/types ─► []*Package
//
// Three things make it fast and robust:
//
//   - The package's own generated file is left out and function bodies are ignored, so a missing, stale or broken
//     mcp_gen.go, here or in a sibling package, is no error.
//   - Only what annotated signatures reach is imported, from source and with everything else cut away ([universe]).
//     No export data is built, so a cold build cache costs nothing.
//   - mcp-go and mcpgen's own runtime are replaced by small stubs ([stubs]).
//
// Cutting away could make an innocent declaration look wrong. So when the quick check complains, the package is
// checked again with everything imported whole, and only what remains is reported.
package load
