package principal

import (
	"iter"
	"slices"
)

// Set is an immutable list of strings in the order the credential gave them. The zero Set is empty: [Set.Has] is false
// for everything. Safe for concurrent use.
type Set struct{ list []string }

// SetOf returns a Set of the given strings, which it copies.
func SetOf(list ...string) Set { return Set{slices.Clone(list)} }

// Has reports whether s is in the set, compared byte for byte.
func (set Set) Has(s string) bool { return slices.Contains(set.list, s) }

// HasAny reports whether one of the strings is in the set.
func (set Set) HasAny(list []string) bool {
	for _, s := range list {
		for _, held := range set.list {
			if held == s {
				return true
			}
		}
	}
	return false
}

// Len returns the number of strings.
func (set Set) Len() int { return len(set.list) }

// All iterates over the strings in order.
func (set Set) All() iter.Seq[string] { return slices.Values(set.list) }

// Strings returns a copy.
func (set Set) Strings() []string { return slices.Clone(set.list) }

// MarshalJSON encodes the set as an array, an empty one as [].
func (set Set) MarshalJSON() ([]byte, error) { return marshalStrings(set.list) }

// ValidScope reports whether s is a scope-token of RFC 6749 section 3.3, which is what may stand in a challenge.
func ValidScope(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return s != ""
}
