package mandate

import "github.com/mcpgen/mcpgen/runtime/principal"

// InsecureMandate wraps a principal that was verified elsewhere: by token introspection, by a gateway, by a test's fake.
// The caller vouches for everything in it. A principal without Issuer makes a mandate without principal, which every
// check refuses.
func InsecureMandate(p principal.Principal) *Mandate { return &Mandate{principal: p} }
