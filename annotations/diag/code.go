package diag

// Code is the permanent name of a kind of finding, as "MCP101". Codes are literals and never reused. The hundreds name
// the stage: 1 reading directives, 2 where they stand, 3 names and policy, 4 types and schemas, 5 the package as a
// whole, 6 warnings of vet, 9 loading and environment.
type Code string

// Info explains a code: what `mcpgen explain` and docs/diagnostics.md show.
type Info struct {
	Code        Code
	Title       string
	Explanation string
	Bad, Good   string // an example that has the finding, and one that does not; Go source
}
