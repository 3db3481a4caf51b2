package guard_test

import (
	"testing"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/guard"
)

// TestUnpreparedArgumentsAreRefused: checks on arguments that nobody looked at have not passed.
func TestUnpreparedArgumentsAreRefused(t *testing.T) {
	g, target := guard.New(), hideUnless(open, owns())
	q := guard.NewQuery(check.Begin(holds("read"), check.Call, nil))
	if d := g.DecideArguments(t.Context(), q, &target, &input{"s"}); d.Outcome != guard.Denied {
		t.Error(d.Outcome)
	}
}
