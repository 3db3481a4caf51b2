package check

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Claim requires the claim found by descending path to equal want: a string, a boolean, an integer or a float. Numbers
// are compared as written in decimal, so 5 equals 5.0 and 5e0. An empty path or another type refuses everybody.
func Claim[T string | bool | int | int64 | float64](want T, path ...string) Check {
	path = slices.Clone(path)
	return &fact{text: fmt.Sprintf("claim(%s, %v)", strings.Join(path, "."), want), holds: func(r *Request) bool {
		got, ok := r.Principal.Claims.Lookup(path...)
		return ok && equalClaim(got, any(want))
	}}
}

func equalClaim(got, want any) bool {
	switch want := want.(type) {
	case string:
		s, ok := got.(string)
		return ok && s == want
	case bool:
		b, ok := got.(bool)
		return ok && b == want
	case int:
		return equalInt(got, int64(want))
	case int64:
		return equalInt(got, want)
	case float64:
		n, ok := got.(json.Number)
		if !ok {
			return false
		}
		f, err := n.Float64()
		return err == nil && f == want
	default:
		return false
	}
}

// equalInt compares without going through float64 where the claim is written as an integer: 2^53+1 is not 2^53.
func equalInt(got any, want int64) bool {
	n, ok := got.(json.Number)
	if !ok {
		return false
	}
	if i, err := n.Int64(); err == nil {
		return i == want
	}
	f, err := n.Float64()
	return err == nil && f == float64(want) && float64(want) == f && int64(f) == want && f > -(1<<53) && f < 1<<53
}
