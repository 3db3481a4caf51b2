package principal_test

import (
	"fmt"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// Claims are read by their path; what is absent or of another type is not there.
func ExampleClaims() {
	claims, err := principal.ClaimsFromJSON([]byte(`{"org":{"plan":"premium","seats":5},"roles":"editor"}`))
	if err != nil {
		panic(err)
	}
	fmt.Println(claims.String("org", "plan"))
	fmt.Println(claims.Int("org", "seats"))
	fmt.Println(claims.Strings("roles"))
	fmt.Println(claims.Bool("email_verified"))
	// Output:
	// premium true
	// 5 true
	// [editor] true
	// false false
}
