package caracal

import "github.com/mcpgen/mcpgen/runtime/mandate"

// Authenticator is the section "Create an authenticator": every mandate is held against this configuration before
// anything runs. Call Warmup at start, so that the first request does not wait for keys.
//
// revocations is shared by all replicas in production (runtime/revocation/redisstore); the memory store is for one
// process.
func Authenticator(issuer, audience string, revocations mandate.Revocations) (*mandate.Verifier, error) {
	return mandate.New(mandate.Config{
		Issuer:          issuer,   // "https://sts.example.com"
		Audience:        audience, // "https://mcp.example.com"
		ZoneID:          "zone_prod",
		RequiredScopes:  []string{"mcp:tool:call"},
		RequiredTargets: []string{audience},
		Revocations:     revocations,
		RequireAgent:    true,
	})
}
