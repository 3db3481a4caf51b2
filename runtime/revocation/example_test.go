package revocation_test

import (
	"context"
	"fmt"
	"time"

	"github.com/mcpgen/mcpgen/runtime/revocation"
)

// Whoever administers the server takes a session back; the verifier asks on every request.
func ExampleMemory() {
	ctx, store := context.Background(), revocation.NewMemory(revocation.MemoryConfig{})
	// The time to live is at least what is left of the longest mandate: afterwards they have expired by themselves.
	if err := store.Revoke(ctx, 15*time.Minute, "session-7"); err != nil {
		panic(err)
	}
	for _, session := range []string{"session-7", "session-8"} {
		revoked, _, err := store.Check(ctx, "", []string{session})
		fmt.Println(session, revoked, err)
	}
	// Output:
	// session-7 true <nil>
	// session-8 false <nil>
}
