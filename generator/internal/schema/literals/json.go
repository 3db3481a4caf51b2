package literals

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
)

// QuoteJSON is s as a JSON string, without HTML escapes.
func QuoteJSON(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' || r == '"' || r == '\\' }) {
		return `"` + s + `"` // as nearly all names are
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string always encodes
	return strings.TrimSuffix(out.String(), "\n")
}

// compactJSON is valid JSON text without blanks.
func compactJSON(text string) string {
	var out bytes.Buffer
	if json.Compact(&out, []byte(text)) != nil {
		return text
	}
	return out.String()
}

// DecimalToken matches a JSON number whose exponent has at most three digits.
var DecimalToken = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$`)
