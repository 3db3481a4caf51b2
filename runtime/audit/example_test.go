package audit_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"

	"github.com/mcpgen/mcpgen/runtime/audit"
)

// Every event to standard output and to a sink of one's own. When one of them fails, the server refuses the request.
func Example() {
	var refused counter
	sink := audit.Fan(audit.JSONLines(os.Stdout), &refused)
	err := sink.Record(context.Background(), audit.Event{
		Transport: "http", Method: "tools/call", Kind: "tool", Name: "purge", Outcome: "hidden", Reason: "scopes",
	})
	fmt.Println(refused.Load(), err)

	err = audit.Fan(&refused, failing{}).Record(context.Background(), audit.Event{Outcome: "allow"})
	fmt.Println(err)
	// Output:
	// {"time":"0001-01-01T00:00:00Z","transport":"http","method":"tools/call","kind":"tool","name":"purge","outcome":"hidden","reason":"scopes","latency_ns":0}
	// 1 <nil>
	// disk full
}

// counter counts what was not allowed. Record is called concurrently.
type counter struct{ atomic.Int64 }

func (c *counter) Record(_ context.Context, e audit.Event) error {
	if e.Outcome != "allow" {
		c.Add(1)
	}
	return nil
}

type failing struct{}

func (failing) Record(context.Context, audit.Event) error { return errors.New("disk full") }
