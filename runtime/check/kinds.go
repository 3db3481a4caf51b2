// The types of check that this package makes, apart from those about scopes. What they do stands where they are made; what is
// known of them without asking, in traits.go.

package check

import (
	"context"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

type tagCheck struct {
	tag    string
	scopes *ScopeCheck
}

type unrestricted struct{}

// fact is a built-in check of one property of the principal. Without a principal it refuses.
type fact struct {
	text    string
	holds   func(r *Request) bool
	foreign bool // holds calls a function of the user
}

type all struct{ checks []Check }

type anyOf struct{ checks []Check }

// made is a check that a factory returned, under the name of its annotation.
type made struct {
	name   string
	checks []Check // one
}

type caller struct {
	name string
	f    func(context.Context, *principal.Principal) (bool, error)
}
