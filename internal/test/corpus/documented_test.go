package corpus_test

import (
	"strings"

	"github.com/mcpgen/mcpgen/runtime/codec"
)

// documented reports whether decoder and validator differ in a way that docs/schemas.md lists.
func documented(raw []byte, problems []codec.Problem, invalid error) bool {
	if invalid != nil || problems == nil {
		return false
	}
	for _, p := range problems {
		if strings.Contains(p.Message, "is given more than once") {
			return true // the validator saw one of the values only
		}
	}
	for _, p := range problems {
		if !isDocumented(p.Message) {
			return false
		}
	}
	return true
}

// isDocumented knows the messages of what only the decoder refuses.
func isDocumented(message string) bool {
	for _, part := range []string{
		"half of a surrogate pair", // lone surrogates
		"is not valid UTF-8",
		"want an integer of at most 4096 digits",
		", inside a string",    // range of a number that travels in a string
		"want an absolute URI", // the validator lets blanks and braces pass, RFC 3986 does not
		"is nested deeper than",
		"which would lose digits",     // integers that a float64 cannot hold
		"want a number from -1.79769", // beyond float64
		"want an integer from -9223372036854775808 to 9223372036854775807", // beyond 64 bits
		"want an integer from 0 to 18446744073709551615",
		"has a name that is no integer of", // map keys beyond their type
		"has a name that is no unsigned integer of",
		"is not accepted", // UnmarshalText of the user's type
	} {
		if strings.Contains(message, part) {
			return true
		}
	}
	return false
}
