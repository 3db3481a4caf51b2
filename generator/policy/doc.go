// Package policy answers who can see and call what, from the same resolved components that the generated file is made
// of.
//
//	packages ─► Read ─► Document ─┬► Text, Markdown, JSON       the table, for people, reviews and machines
//	                              ├► Caller.Ask                 what one caller sees and may call, and why not
//	                              └► Compare(old, new)          what a change grants and takes away
//
// A Document is versioned data in a stable order: kept beside the code, it is what `mcpgen policy -against` compares
// with. Where only a custom check can decide, the answer is "depends", never a guess. The server's own layer (the checks of
// mcpruntime.Config, required scopes of the verifier) is configuration and not part of it.
package policy
