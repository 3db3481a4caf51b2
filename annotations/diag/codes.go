package diag

import "strings"

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

// Codes returns every code, sorted. Each stage's table is in a file of its own.
func Codes() []Info {
	var all []Info
	for _, group := range [][]Info{directiveCodes, placeCodes, policyCodes, typeCodes, packageCodes, vetCodes, loadCodes} {
		all = append(all, group...)
	}
	return all
}

// Lookup returns the Info of a code, matched without case.
func Lookup(code string) (Info, bool) {
	for _, info := range Codes() {
		if strings.EqualFold(string(info.Code), code) {
			return info, true
		}
	}
	return Info{}, false
}
