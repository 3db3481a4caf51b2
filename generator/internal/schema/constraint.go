package schema

import (
	"fmt"
	"strings"

	"github.com/mcpgen/mcpgen/internal/nearest"
)

// one returns the single value of a key.
func (b *Builder) one(k Key) (Value, bool) {
	if len(k.Values) == 1 {
		return k.Values[0], true
	}
	hint := ""
	if len(k.Values) > 1 && !k.Values[0].Quoted && strings.ContainsAny(k.Values[0].Text[:1], "[{") {
		hint = "quote the JSON: " + k.Name + "=`[1,2]`"
	}
	b.report("MCP407", k.Span, fmt.Sprintf("%q takes one value, got %d", k, len(k.Values)), hint)
	return Value{}, false
}

// meant is a hint: the candidate that was probably meant, or all of them.
func meant(word, noun string, candidates []string) string {
	if close, ok := nearest.Of(word, candidates); ok {
		return fmt.Sprintf("did you mean %q?", close)
	}
	return noun + ": " + strings.Join(candidates, ", ")
}
