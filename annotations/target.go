package annotations

import "go/ast"

// target is the declaration that a comment group documents.
type target struct {
	place Place
	node  ast.Node
	what  string // for messages, when place is none of ours
}
